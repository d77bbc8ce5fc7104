"""Sums equal facts over generated projects; the benchmark says so of ten thousand."""

from pathlib import Path
from shutil import copy

import duckdb
import pytest

from benchmarks import conservation
from benchmarks.generator import generate
from tests.warehouse.made import build, take_in

pytestmark = pytest.mark.large

CELLS = 40


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    take_in(home, [(d.file_name, d.content) for d in generate(60, seed=2, defect_share=0.3)])
    return build(home)


def test_every_sum_and_cell_is_found_equal(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conservation.report(path, CELLS, seed=1) == 0
    said = capsys.readouterr().out
    assert said.count(" 0.00\n") == 2 * 16
    assert f"{CELLS} random cells" in said


@pytest.mark.parametrize(
    "harm", ["UPDATE {} SET amount_eur = amount_eur + 0.01 WHERE {}", "DELETE FROM {} WHERE {}"]
)
def test_a_figure_that_is_wrong_or_gone_is_found(path: Path, tmp_path: Path, harm: str) -> None:
    harmed = Path(copy(path, tmp_path))
    where = """region_level = 'kunta' AND period_grain = 'total' AND measure = 'eu_state'
        AND basis = 'granted' AND fund = 'ESF'"""
    with duckdb.connect(str(harmed)) as connection:
        connection.execute(harm.format("mart.funding_by_region_period", where))
    wrong = {
        (m, level, grain) for m, level, grain, _, d in conservation.differences(harmed) if d > 0.005
    }
    assert wrong == {("funding_by_region_period", "kunta", "total")}
