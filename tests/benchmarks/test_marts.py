"""The marts of multiplied projects are the multiplied marts, and both sizes are timed."""

from pathlib import Path

import duckdb
import pytest

from benchmarks import marts


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marts.build_base(6, tmp_path_factory.mktemp("base"))


def test_making_and_asking_are_timed(base: Path, tmp_path: Path) -> None:
    found = marts.measure(base, 24, tmp_path)
    assert found["rows of the indicators' mart, 24 projects"] > 1000
    assert found["seconds, first question, 24 projects"] > 0
    assert found["peak megabytes, marts, 24 projects"] > 10
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE mart.indicator_by_region_period SET value = value + 1 WHERE period_grain = 'year'",
        "UPDATE mart.funding_by_region_period SET projects = 1 WHERE period_grain = 'total'",
        "DELETE FROM mart.funding_by_region_period WHERE region_level = 'kunta'",
    ],
)
def test_other_marts_do_not_count(base: Path, tmp_path: Path, harm: str) -> None:
    path = tmp_path / "many.duckdb"
    marts.multiply(base, path, 3)
    marts.make_marts(path)
    marts.check(base, path, 3)
    with duckdb.connect(str(path)) as connection:
        connection.execute(harm)
    with pytest.raises(marts.MartsDiffer):
        marts.check(base, path, 3)
