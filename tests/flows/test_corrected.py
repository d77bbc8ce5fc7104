"""What follows the corrections of a kunta, of an empty field and of a cell of a list."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import rows
from tests.flows.test_decisions import (
    CORRECTIONS,
    FINDINGS,
    GRANTED_IN_ALL,
    WHY,
    Flow,
    decide,
    deliver,
    document_id,
)
from tests.transforms.made import changed, line_of
from tests.transforms.made_list import HEADER, ROW, as_csv, put

pytestmark = pytest.mark.large

STATUS = "Toiminnan tila: Toiminta päättynyt"


@pytest.fixture(scope="module")
def corrected(ingest: Flow, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home before and after a kunta, an empty field and a cell of a list were corrected."""
    path = tmp_path_factory.mktemp("corrected")
    kunta = changed("Kunnat: Iitti", "Kunnat: Iiti, Kouvola")
    empty = changed(STATUS, "Toiminnan tila:")
    empty = empty.replace("S29100", "S29101")
    table = as_csv(HEADER, put(ROW, c9="40000"))
    home, folder = path / "home", deliver(path, kunta=kunta, empty=empty, table=table)
    assert ingest(home, folder).loaded == 3
    before = copytree(home, path / "before", symlinks=True)
    decide(
        home,
        "corrections.csv",
        f"{document_id(kunta)};{line_of('Kunnat: Iitti')};named_kunta;Iiti;Iitti;{WHY}",
        f"{document_id(empty)};{line_of(STATUS)};status;;Toiminta päättynyt;{WHY}",
        f"{document_id(table)};2;granted_eu_state;40000;443909;{WHY}",
    )
    assert ingest(home, folder).failed == []
    return Path(before), home


def test_a_corrected_kunta_moves_the_shares(corrected: tuple[Path, Path]) -> None:
    shares = """
        SELECT coalesce(region.name_fi, '–'), share_part / share_whole
        FROM latest.bridge_project_region LEFT JOIN main.dim_region AS region USING (region_key)
        WHERE project_key = 'S29100.1' ORDER BY 1"""
    before, after = (dict(rows(home, shares)) for home in corrected)
    assert "Iitti" not in before
    assert after == {"Iitti": 0.5, "Kouvola": 0.5}
    assert ("place_unknown",) in rows(corrected[0], FINDINGS)
    assert ("place_unknown",) not in rows(corrected[1], FINDINGS)


def test_an_empty_mandatory_field_is_filled(corrected: tuple[Path, Path]) -> None:
    before, after = corrected
    empty = "SELECT line_number, field FROM quality.finding WHERE rule = 'mandatory_field_empty'"
    assert rows(before, empty) == [(line_of(STATUS), "status")]
    assert ("mandatory_field_empty",) not in rows(after, FINDINGS)
    status = "SELECT status FROM latest.dim_project WHERE project_code = 'S29101'"
    assert rows(after, status) == [("Toiminta päättynyt",)]
    seen = "SELECT seen FROM quality.correction WHERE field = 'status'"
    assert rows(after, seen) == [(None,)]


def test_a_cell_of_a_list_is_corrected(corrected: tuple[Path, Path]) -> None:
    before, after = corrected
    granted = "SELECT amount_eur FROM latest.fact_funding WHERE project_key = 'A79101.1' "
    granted += "AND measure = 'eu_state' AND basis = 'granted'"
    assert rows(before, granted) == [(40_000,)]
    assert rows(after, granted) == [(443_909,)]
    assert rows(after, GRANTED_IN_ALL) == [(f"{443_909 + 2 * 80_000}.00",)]
    assert rows(after, CORRECTIONS) == 3 * [("applied", True)]
    assert set(rows(after, "SELECT version FROM main.dim_project")) == {(1,)}
    assert ("A79101", 2) in rows(
        after,
        "SELECT project_code, line_number FROM quality.finding WHERE rule = 'value_corrected'",
    )
