"""Lists beside descriptions: versions of rows, what counts, and what is compared."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.transforms.made import DESCRIPTION, changed
from tests.transforms.made_list import (
    HEADER,
    NEW_HEADER,
    OTHER,
    ROW,
    as_csv,
    as_xlsx,
    new_row,
    put,
)
from tests.warehouse.made import build, take_in
from warehouse.query import ask

FIRST = as_csv(HEADER, ROW, OTHER).encode()
CHANGED = as_csv(HEADER, put(ROW, c10="90000"), OTHER).encode()
SHORTER = as_csv(HEADER, ROW).encode()
DESCRIBED = put(OTHER, c0="S29100", c2="Taitopolku")


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    return ask(build(home), query)[1]


REALISED = """SELECT project_code, version, amount_eur FROM main.fact_funding
    INNER JOIN main.dim_project USING (project_key, document_id)
    WHERE measure = 'eu_state' AND basis = 'realised' ORDER BY ALL"""


def test_only_changed_rows_make_versions(tmp_path: Path) -> None:
    assert take_in(tmp_path, [("x", FIRST)]) == ["loaded"]
    assert take_in(tmp_path, [("x", CHANGED)]) == ["new_version"]
    assert rows(tmp_path, REALISED) == [
        ("A79101", 1, Decimal("71641.50")),
        ("A79101", 2, Decimal("90000.00")),
        ("S29101", 1, Decimal("0.00")),
    ]


def test_what_says_the_same_is_a_duplicate(tmp_path: Path) -> None:
    semicolons = as_csv(HEADER, OTHER, ROW, delimiter=";").encode()
    assert take_in(tmp_path, [("x", FIRST), ("y", semicolons)]) == ["loaded", "duplicate"]


def test_row_that_goes_back_is_a_new_version_from_its_own_source_alone(tmp_path: Path) -> None:
    late = as_csv(HEADER, OTHER, ROW, delimiter=";").encode()
    outcomes = take_in(tmp_path, [("x", FIRST), ("x", CHANGED), ("y", late), ("x", FIRST)])
    assert outcomes == ["loaded", "new_version", "duplicate", "new_version"]
    amounts = [amount for code, _, amount in rows(tmp_path, REALISED) if code == "A79101"]
    assert amounts == [Decimal("71641.50"), Decimal(90000), Decimal("71641.50")]


def test_what_could_not_be_read_between_does_not_hide_that_a_row_goes_back(tmp_path: Path) -> None:
    """An error page in its place says nothing of what the source said before."""
    take_in(tmp_path, [("x", FIRST), ("x", CHANGED), ("x", b"Sivua ei ole.")])
    assert take_in(tmp_path, [("x", FIRST)]) == ["new_version"]
    assert rows(tmp_path, f"SELECT count(*) FROM ({REALISED}) WHERE version = 3") == [(1,)]


def test_new_list_of_another_name_may_go_back(tmp_path: Path) -> None:
    """Lists come under a new name each time: what nobody has sent as a whole is no late copy."""
    mended = as_csv(HEADER, ROW, put(OTHER, c2="Taitopolku")).encode()
    outcomes = take_in(tmp_path, [("x", FIRST), ("y", CHANGED), ("z", mended), ("v", SHORTER)])
    assert outcomes == ["loaded", "new_version", "new_version", "duplicate"]
    amounts = [amount for code, _, amount in rows(tmp_path, REALISED) if code == "A79101"]
    assert amounts == [Decimal("71641.50"), Decimal(90000), Decimal("71641.50")]


def test_a_list_read_before_can_come_back_whole(tmp_path: Path) -> None:
    """Rows that were no news when it came first have their cells from where they were."""
    both = as_csv(HEADER, put(ROW, c10="1"), put(OTHER, c10="2")).encode()
    partly = as_csv(HEADER, put(ROW, c10="1"), OTHER).encode()
    take_in(tmp_path, [("x", FIRST), ("x", both)])
    assert take_in(tmp_path, [("x", partly), ("x", FIRST), ("x", partly)]) == [
        "new_version",
        "new_version",
        "new_version",
    ]
    latest = rows(tmp_path, "SELECT project_code, amount_eur FROM latest.fact_funding "
        "INNER JOIN latest.dim_project USING (project_key) "
        "WHERE measure = 'eu_state' AND basis = 'realised' ORDER BY ALL")  # fmt: skip
    assert latest == [("A79101", Decimal(1)), ("S29101", Decimal(0))]


def test_nothing_is_withdrawn_by_absence(tmp_path: Path) -> None:
    take_in(tmp_path, [("x", FIRST)])
    assert take_in(tmp_path, [("x", SHORTER)]) == ["duplicate"]
    assert rows(tmp_path, "SELECT count(*) FROM latest.dim_project") == [(2,)]


def test_list_fills_what_has_no_description_and_is_held_against_what_has(tmp_path: Path) -> None:
    listed = as_csv(HEADER, put(DESCRIBED, c9="99"), OTHER).encode()
    take_in(tmp_path, [("list", listed), ("page", DESCRIPTION.encode())])
    granted = """SELECT project_code, kind FROM latest.fact_funding
        INNER JOIN latest.dim_project AS p USING (project_key)
        INNER JOIN meta.document ON fact_funding.document_id = document.document_id
        WHERE measure = 'eu_state' AND basis = 'granted' ORDER BY ALL"""
    granted = granted.replace("SELECT project_code", "SELECT p.project_code")
    assert rows(tmp_path, granted) == [("S29100", "description"), ("S29101", "project_list")]
    said = """SELECT kind, used FROM quality.reconciliation
        WHERE project_code = 'S29100' AND field = 'eu_state' AND basis = 'granted' ORDER BY kind"""
    assert rows(tmp_path, said) == [("description", True), ("project_list", False)]
    found = """SELECT field, line_number, observed FROM quality.finding
        WHERE rule = 'documents_disagree' AND field = 'granted_eu_state'"""
    assert rows(tmp_path, found) == [("granted_eu_state", 2, "99")]


@pytest.mark.parametrize("name", ["Taitopolku", "Tai|to  polku"])
def test_list_of_another_date_is_not_blamed_for_realised_money(tmp_path: Path, name: str) -> None:
    description = changed("Hankkeen nimi: Taitopolku", "Hankkeen nimi: Tai,to polku") \
        if "|" in name else DESCRIPTION  # fmt: skip
    take_in(
        tmp_path,
        [
            ("list", as_csv(HEADER, put(DESCRIBED, c2=name, c10="1", c12="1")).encode()),
            ("page", description.encode()),
        ],
    )
    fields = rows(tmp_path, "SELECT field FROM quality.finding WHERE rule = 'documents_disagree'")
    assert not {"realised_eu_state", "realised_public_total", "name"} & {f for (f,) in fields}


def test_findings_on_rows_no_longer_in_force_say_so(tmp_path: Path) -> None:
    padded = as_csv(HEADER, put(ROW, c4=" Kainuun liitto"), OTHER).encode()
    moved = as_csv(HEADER, put(ROW, c4="Lapin liitto"), OTHER).encode()
    take_in(tmp_path, [("x", padded), ("x", moved)])
    assert rows(tmp_path, "SELECT rule, in_force FROM quality.finding") == [
        ("value_repaired", False)
    ]
    status = rows(tmp_path, "SELECT status FROM meta.document ORDER BY ALL")
    assert status == [("loaded",), ("loaded",)]


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    broken = as_csv(HEADER, ROW, put(OTHER, c0=""), OTHER[:-1]).encode()
    take_in(tmp_path, [("x", broken)])
    assert rows(tmp_path, "SELECT line_number, reason FROM quality.refused_row ORDER BY 1") == [
        (3, "row_without_code"),
        (4, "row_cells"),
    ]
    taken = "SELECT line_number FROM meta.statement WHERE line_number IS NOT NULL"
    assert rows(tmp_path, taken) == [(2,)]


def test_programme_period_of_an_unknown_series_is_that_of_its_list(tmp_path: Path) -> None:
    """The 2021-2027 series of EAKR and JTF are known by their list alone."""
    take_in(tmp_path, [("x", as_xlsx(NEW_HEADER, new_row(), new_row(**{"Hankekoodi ": "S29105"})))])
    assert rows(
        tmp_path, "SELECT project_code, programme_period FROM latest.dim_project ORDER BY ALL"
    ) == [("J19101", "2021-2027"), ("S29105", "2014-2020")]
    found = "SELECT rule, project_code FROM quality.finding WHERE section = '2021–2027'"
    assert rows(tmp_path, f"{found} AND rule LIKE '%series%'") == [
        ("series_contradicts_list", "S29105")
    ]
