"""Every expectation holds of the samples, and fails where the warehouse is broken as it says."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.demo import DELIVERIES
from schemas.catalogue import PUBLISHED_SCHEMAS, table, tables
from schemas.expectations import GROUPS, SEVERITIES
from schemas.frames import build_frame
from schemas.table import Column, Table
from tests.conftest import ROOT, SAMPLES
from tests.schemas.made import row
from tests.warehouse.made import build, take_in
from transforms.personal import mask_general
from warehouse.__main__ import listing
from warehouse.expectations import CHECKS, CONTACTS, LONGEST_CONTACT, RESULTS, Check, checks

FIRST = "rowid = (SELECT min(rowid) FROM {})"
ONE_ADDRESS = "UPDATE main.project_text SET text = text || ' {}' WHERE section = '3'"
MONEY = "UPDATE main.fact_funding SET amount_eur = -1 WHERE basis = '{}'"
CORRECTION = (
    "INSERT INTO quality.correction BY NAME SELECT 2 AS decision_line, 1 AS position, "
    "'abcdef12' AS document_id, 1 AS line_number, 'name' AS field, 'a' AS reason, "
    "'{}' AS outcome, {} AS in_force"
)
# What breaks each check that no contract or reading gives.
BREAKS = {
    "corrections_in_force": CORRECTION.format("applied", False),
    "corrections_match": CORRECTION.format("seen_differs", True),
    "findings_weighed_by_their_rule": "UPDATE quality.finding SET dimension = 'currency'",
    "funding_conserved": "UPDATE mart.funding_by_region_period SET amount_eur = amount_eur + 0.01",
    "indicators_conserved": "UPDATE mart.indicator_by_region_period SET value = value + 0.01",
    "latest_views_current": (
        "CREATE OR REPLACE VIEW latest.fact_funding AS FROM main.fact_funding"
    ),
    "ledger_balanced": f"DELETE FROM meta.delivery WHERE {FIRST.format('meta.delivery')}",
    "mart_projects_counted_once": "UPDATE mart.indicator_by_region_period SET projects = 1000",
    "mart_regions_known": (
        "UPDATE mart.funding_by_region_period SET region_code = '999' WHERE region_code = '08'"
    ),
    "month_shares_whole": "DELETE FROM main.bridge_project_month WHERE month = '2020-01'",
    "months_known": "UPDATE main.bridge_project_month SET month = '1999-01'",
    "negative_amounts_found": MONEY.format("realised"),
    "no_contact_published": ONE_ADDRESS.format("aamu.makela@esimerkki.fi"),
    "one_current_version": "UPDATE main.dim_project SET is_current = false",
    "one_value_used": "UPDATE quality.reconciliation SET used = true",
    "only_declared_columns": "CREATE TABLE main.contact (name VARCHAR)",
    "only_realised_below_zero": MONEY.format("granted"),
    "quarantine_matches_documents": "DELETE FROM quality.quarantine",
    "refused_by_fault": "UPDATE quality.quarantine SET reason = 'reader_failed'",
    "refused_in_bulk": "UPDATE meta.run SET quarantined = pulled",
    "region_levels_complete": (
        f"DELETE FROM main.bridge_region_level WHERE {FIRST.format('main.bridge_region_level')}"
    ),
    "region_shares_whole": "UPDATE main.bridge_project_region SET share_whole = share_whole + 1",
    "scores_off_scale_found": "UPDATE main.fact_sustainability SET indirect = -11",
    "shares_follow_parts": "UPDATE main.bridge_project_region SET share = 0.9",
    "unallocated_period": "UPDATE main.bridge_project_month SET month = 'unallocated'",
    "unallocated_share": "UPDATE main.bridge_project_region SET region_key = 'unallocated'",
    "unmapped_indicators": "UPDATE main.dim_indicator SET mapped = false",
    "versions_in_sequence": "UPDATE main.dim_project SET version = version + 1",
}
GUARDED = [t for t in tables(*PUBLISHED_SCHEMAS) if t.full_name != RESULTS]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the samples."""
    home = tmp_path_factory.mktemp("home")
    files = [file for delivery in DELIVERIES for file in sorted((SAMPLES / delivery).iterdir())]
    take_in(home, [(str(file), file.read_bytes()) for file in files])
    return build(home)


@pytest.fixture
def warehouse(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, to be broken: what is done to it is undone."""
    with duckdb.connect(str(built)) as connection:
        connection.begin()
        yield connection
        connection.rollback()


def check(name: str) -> Check:
    return {one.name: one for one in checks()}[name]


def violations(warehouse: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(warehouse.execute(check(name).query).fetchall()[0][0])


def derived(kind: str) -> list[str]:
    """Names of the tables that have a check of one kind."""
    made = {c.name for c in checks()}
    return [t.full_name for t in GUARDED if f"{t.full_name.replace('.', '_')}_{kind}" in made]


def test_every_expectation_says_what_it_guards_and_what_a_failure_means() -> None:
    found = checks()
    assert len({c.name for c in found}) == len(found)
    assert {c.severity for c in found} == set(SEVERITIES)
    assert list(dict.fromkeys(c.group for c in found)) == list(GROUPS)
    assert [c.name for c in found if len(c.meaning.split()) < 5] == []
    assert {c.severity for c in found if c.group != "own"} == {"critical"}


def test_page_of_the_expectations_is_generated() -> None:
    page = (ROOT / "docs" / "expectations.md").read_text(encoding="utf-8")
    assert page == listing(), "run: python -m warehouse > docs/expectations.md"


def test_each_own_check_is_broken_here() -> None:
    assert set(BREAKS) == {c.name for c in checks() if c.group == "own"}
    assert {file.stem for file in CHECKS.glob("*.sql")} < set(BREAKS)


@pytest.mark.parametrize("name", BREAKS)
def test_own_check_finds_what_is_broken(warehouse: duckdb.DuckDBPyConnection, name: str) -> None:
    before = violations(warehouse, name)
    assert before == 0 or check(name).severity == "info"
    warehouse.execute(BREAKS[name])
    assert violations(warehouse, name) > before


@pytest.mark.parametrize("full_name", derived("key_unique"))
def test_a_row_twice_breaks_the_key(warehouse: duckdb.DuckDBPyConnection, full_name: str) -> None:
    name = f"{full_name.replace('.', '_')}_key_unique"
    warehouse.register("made", build_frame(table(full_name), [row(table(full_name))]))
    assert violations(warehouse, name) == 0
    for _ in range(2):
        warehouse.execute(f"INSERT INTO {full_name} BY NAME FROM made")
    assert violations(warehouse, name) == 1


@pytest.mark.parametrize(
    ("t", "column"),
    [pytest.param(t, c, id=f"{t.full_name}.{c.name}") for t in GUARDED for c in t.columns
     if c.references],
)  # fmt: skip
def test_a_key_that_leads_nowhere_is_found(
    warehouse: duckdb.DuckDBPyConnection, t: Table, column: Column
) -> None:
    query = f"UPDATE {t.full_name} SET {column.name} = 'nowhere'"
    ((count,),) = warehouse.execute(query).fetchall()
    assert count > 0
    name = f"{t.full_name.replace('.', '_')}_{column.name}_known"
    assert violations(warehouse, name) == count


@pytest.mark.parametrize("full_name", derived("source_known"))
@pytest.mark.parametrize("change", ["document_id = 'nowhere'", "line_number = 1000000"])
def test_a_document_or_line_that_is_not_there_is_found(
    warehouse: duckdb.DuckDBPyConnection, full_name: str, change: str
) -> None:
    column = change.partition(" ")[0]
    if column not in {c.name for t in GUARDED if t.full_name == full_name for c in t.columns}:
        return
    told = f"UPDATE {full_name} SET {change} WHERE document_id IS NOT NULL"
    ((count,),) = warehouse.execute(told).fetchall()
    assert violations(warehouse, f"{full_name.replace('.', '_')}_source_known") == count


@pytest.mark.parametrize(
    "change",
    ["UPDATE meta.document SET status = 'quarantined'",
     "UPDATE meta.statement SET project_code = 'S29777'"],
)  # fmt: skip
def test_facts_come_from_readable_documents_about_their_project(
    warehouse: duckdb.DuckDBPyConnection, change: str
) -> None:
    warehouse.execute(change)
    for name in derived("source_known"):
        if name.startswith("main.fact_"):
            assert violations(warehouse, f"{name.replace('.', '_')}_source_known") > 0


@pytest.mark.parametrize(
    ("t", "column", "value"),
    [
        pytest.param(t, c, value, id=f"{t.full_name}.{c.name}")
        for t in GUARDED
        for c in t.columns
        for value in (["'muu'"] if c.allowed else [c.minimum - 1] if c.minimum is not None else [])
    ],
)
def test_a_value_outside_its_contract_is_found(
    warehouse: duckdb.DuckDBPyConnection, t: Table, column: Column, value: object
) -> None:
    query = f"UPDATE {t.full_name} SET {column.name} = {value}"
    ((count,),) = warehouse.execute(query).fetchall()
    name = f"{t.full_name.replace('.', '_')}_values_in_contract"
    assert violations(warehouse, name) == count


PARTS = st.sampled_from([
    "aamu@esimerkki.fi", "a.b+c@x-y.example.org", "@", "+358 40 123 4567", "+358401234567", "FI21",
    " 1234 5600 0007 85", "FI2112345600000785", "1234", " ", "ä", ".", "(", ":", ",", "/", "-",
    "\n", "x" * 64, "7", "Hanke",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=9).map("".join))
def test_no_text_that_has_been_masked_stops_publishing(text: str) -> None:
    """Or a document could: the check must find nothing that the masking leaves."""
    masked = mask_general(text)
    for pattern in CONTACTS.values():
        query = "SELECT regexp_extract_all($text, $pattern)"
        ((found,),) = duckdb.execute(query, {"text": masked, "pattern": pattern}).fetchall()
        assert [one for one in found if len(one) <= LONGEST_CONTACT] == []


@pytest.mark.parametrize(
    "contact", ["aamu.makela@esimerkki.fi", "+358 40 123 4567", "FI21 1234 5600 0007 85"]
)
def test_each_kind_of_contact_is_found(warehouse: duckdb.DuckDBPyConnection, contact: str) -> None:
    ((count,),) = warehouse.execute(ONE_ADDRESS.format(contact)).fetchall()
    assert violations(warehouse, "no_contact_published") == count > 0
