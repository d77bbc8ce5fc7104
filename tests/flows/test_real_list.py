"""The real project list of 2014-2020 through the whole thread."""

import csv
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import rows
from warehouse.content import content_hash

pytestmark = pytest.mark.large

FUNDS = {"EAKR": "ERDF", "ESR": "ESF"}
FIGURES = {
    "Myönnetty EU- ja valtion rahoitus": ("eu_state", "granted"),
    "Toteutunut EU- ja valtion rahoitus": ("eu_state", "realised"),
    "Suunniteltu julkinen rahoitus yhteensä": ("public_total", "planned"),
    "Toteutunut julkinen rahoitus yhteensä": ("public_total", "realised"),
}
# Looked at by hand: the project's name holds a comma's stand-in, the authority begins with a space,
# and a date or an amount is lost or stands twice.
SHIFTED = (
    "A70355", "A70359", "A70366", "A70378", "A70408", "A70423", "A70447", "A70452", "A70470",
    "A70491", "A70646", "A70654", "A70689", "A70690", "A71349",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(
    ingest: Callable[..., Any], real_list: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    home = tmp_path_factory.mktemp("real_list")
    summary = ingest(home, real_list)
    assert (summary.pulled, summary.loaded, summary.refused_rows) == (1, 1, 15)
    assert summary.published
    return home


@pytest.fixture(scope="module")
def received(real_list: Path) -> dict[str, dict[str, str]]:
    """Rows of the file by project code, read by the test's own means."""
    with real_list.open(encoding="utf-8", newline="") as file:
        text = file.read().replace("\N{SOFT HYPHEN}", "")
    found = {row["Koodi"]: row for row in csv.DictReader(text.splitlines())}
    assert len(found) == 2881
    return found


def test_every_row_is_accounted_for(home: Path, received: dict[str, dict[str, str]]) -> None:
    taken = {code for (code,) in rows(home, "SELECT project_code FROM latest.dim_project")}
    refused = rows(home, "SELECT project_code, reason FROM quality.refused_row")
    assert Counter(reason for _, reason in refused) == {"row_shifted": 15}
    assert {code for code, _ in refused} == set(SHIFTED)
    assert len(taken) == 2866
    assert taken | set(SHIFTED) == set(received)


def test_totals_per_fund_are_the_sums_of_the_accepted_rows(
    home: Path, received: dict[str, dict[str, str]]
) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for code, row in received.items():
        if code not in SHIFTED:
            for label, (measure, basis) in FIGURES.items():
                amount = Decimal(row[label].strip() or 0)
                expected[FUNDS[row["Rahasto"]], measure, basis] += amount  # type: ignore[assignment]
    facts = """SELECT fund, measure, basis, sum(amount_eur) FROM latest.fact_funding
        INNER JOIN latest.dim_project USING (project_key) GROUP BY ALL"""
    mart = """SELECT fund, measure, basis, sum(amount_eur) FROM mart.funding_by_region_period
        WHERE region_level = 'maakunta' AND period_grain = 'total' GROUP BY ALL"""
    for query in (facts, mart):
        assert {key: total for *key_parts, total in rows(home, query)
                for key in [tuple(key_parts)]} == expected  # fmt: skip


def test_every_figure_leads_to_its_line(home: Path, real_list: Path) -> None:
    lines = real_list.read_text(encoding="utf-8").split("\n")
    query = """SELECT project_code, amount_eur, line_number FROM latest.fact_funding
        INNER JOIN latest.dim_project USING (project_key)"""
    for code, amount, line in rows(home, query):
        text = lines[line - 1]
        assert text.startswith(f"{code},")
        assert f"{amount:f}".rstrip("0").rstrip(".") in text


def test_repairs_are_reported_and_nothing_else_is_changed(
    home: Path, received: dict[str, dict[str, str]]
) -> None:
    query = """SELECT project_code, dim_project.name, authority.name
        FROM latest.dim_project
        INNER JOIN main.dim_authority AS authority USING (authority_key)"""
    changed = set()
    for code, name, authority in rows(home, query):
        row = received[code]
        bare = authority.replace("elinkeino-, liikenne-", "elinkeino- liikenne-")
        assert " ".join(row["Hankkeen nimi"].split()) == name
        assert " ".join(row["Viranomainen"].split()) == bare
        if row["Hankkeen nimi"] != name:
            changed.add((code, "name"))
        if row["Viranomainen"] != authority:
            changed.add((code, "authority"))
    reported = rows(
        home, "SELECT project_code, field FROM quality.finding WHERE rule = 'value_repaired'"
    )
    assert changed == {(code, field) for code, field in reported if field != "beneficiary"}
    assert len(reported) == len(set(reported))


def test_nothing_is_blamed_that_a_list_does_not_carry(home: Path) -> None:
    query = "SELECT rule, count(*) FROM quality.finding GROUP BY rule"
    assert dict(rows(home, query)) == {
        # A70258, A70262 and A70277: more was recovered than paid.
        "amount_negative": 3,
        # A part above its whole, as published: A70301 used 71 641 of 54 941.
        "eu_state_exceeds_public_total": 22,
        # A70305 has no implementer, A71334 no last day.
        "mandatory_field_empty": 2,
        # Doubled spaces, and the comma that "elinkeino- liikenne- ja" has lost.
        "value_repaired": 2_162,
    }


def test_second_run_finds_nothing_new(
    home: Path, ingest: Callable[..., Any], real_list: Path
) -> None:
    before = content_hash(home / "warehouse.duckdb")
    summary = ingest(home, real_list)
    assert (summary.pulled, summary.unchanged) == (1, 1)
    assert content_hash(home / "warehouse.duckdb") == before


def test_rebuild_gives_the_same(home: Path, rebuild: Callable[[Path], Any]) -> None:
    before = content_hash(home / "warehouse.duckdb")
    rebuild(home)
    assert content_hash(home / "warehouse.duckdb") == before
