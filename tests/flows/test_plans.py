"""Plans and descriptions of one project through the flow, in whatever order they come."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES, rows
from tests.flows.personal import personal_values, published_values

pytestmark = pytest.mark.large

PLANS = SAMPLES / "2024-03"
DESCRIPTION = SAMPLES / "2023-06" / "S29001_kuvaus.txt"
PLAN = PLANS / "S29001_suunnitelma.txt"
FACTS = {
    "fact_funding": "measure, basis, amount_eur",
    "fact_indicator": "indicator_key, basis, value",
    "fact_equality": "question, answer, justification",
    "fact_sustainability": "criterion_key, direct, indirect, justification",
    "fact_budget": "budget_table, side, position, line, amount_eur, share_pct",
    "fact_participants": "breakdown, age, labour_status, education, size_class, count",
    "project_text": "kind, field, lang, text",
    "project_risk": "position, risk, measures",
    "bridge_project_region": "region_key, share_part, share_whole",
    "dim_project": "name, name_en, cost_model, planned_start, planned_end, document_id",
}


@pytest.fixture(scope="module")
def orders(
    ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """Homes into which description and plan came in one order and in the other."""
    homes = (tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("last"))
    for home, order in zip(homes, ((PLAN, DESCRIPTION), (DESCRIPTION, PLAN)), strict=True):
        for document in order:
            assert ingest(home, document).loaded == 1
    return homes


@pytest.mark.parametrize("table", FACTS)
def test_current_version_says_the_same_in_either_order(
    orders: tuple[Path, Path], table: str
) -> None:
    query = f"SELECT {FACTS[table]} FROM latest.{table} ORDER BY ALL"
    first, last = (rows(home, query) for home in orders)
    assert first
    assert first == last


def test_each_basis_comes_from_the_document_that_states_it(orders: tuple[Path, Path]) -> None:
    query = """SELECT DISTINCT fact.basis, document.kind FROM latest.fact_funding AS fact
        INNER JOIN meta.document AS document USING (document_id) ORDER BY ALL"""
    assert rows(orders[0], query) == [
        ("applied", "plan"),
        ("granted", "description"),
        ("planned", "description"),
        ("realised", "description"),
    ]


def test_summary_of_the_description_counts_and_the_plan_keeps_its_own_texts(
    orders: tuple[Path, Path],
) -> None:
    query = "SELECT field, lang, kind, section FROM latest.project_text ORDER BY ALL"
    found = rows(orders[0], query)
    assert ("summary", "fi", "description", "3") in found
    assert ("summary", "en", "plan", "4.3") in found
    assert ("need", "fi", "plan", "5.1") in found
    assert len({row[:2] for row in found}) == len(found)
    kept = rows(
        orders[0],
        "SELECT kind, used FROM quality.reconciliation WHERE field = 'summary.fi' ORDER BY kind",
    )
    assert kept == [("description", True), ("plan", False)]


def test_before_the_plan_came_nothing_of_it_was_known(orders: tuple[Path, Path]) -> None:
    query = """SELECT version, is_current, cost_model IS NOT NULL FROM main.dim_project
        ORDER BY version"""
    assert rows(orders[1], query) == [(1, False, False), (2, True, True)]


def test_application_is_refused_until_it_is_decided(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    inbox, home = tmp_path / "inbox", tmp_path / "home"
    inbox.mkdir()
    text = (PLANS / "S29014_suunnitelma.txt").read_text(encoding="utf-8")
    (inbox / "plan.txt").write_text(text, encoding="utf-8")
    assert ingest(home, inbox).quarantined == 1
    ((reason, detail),) = rows(home, "SELECT reason, detail FROM quality.quarantine")
    assert reason == "undecided"
    assert "914770, Saapunut" in detail
    decided = text.replace("\tHankekoodi", "\tHankekoodi S29014").replace("Saapunut", "Käynnissä")
    (inbox / "plan.txt").write_text(decided, encoding="utf-8")
    assert ingest(home, inbox).loaded == 1
    query = "SELECT project_key, application_number, status FROM latest.dim_project"
    assert rows(home, query) == [("S29014.1", "914770", "Käynnissä")]


def test_money_applied_for_by_year(sample_home: tuple[Path, Any]) -> None:
    """S29012: 157,500 EUR over the 731 days from 1.8.2019 to 31.7.2021, 366 of them in 2020."""
    project = "SELECT project_key FROM latest.dim_project WHERE project_code = 'S29012'"
    fact = f"""SELECT amount_eur FROM latest.fact_funding
        WHERE project_key = ({project}) AND measure = 'eu_state' AND basis = 'applied'"""
    assert rows(sample_home[0], fact) == [(Decimal(157_500),)]
    query = """SELECT sum(amount_eur) FROM mart.funding_by_region_period
        WHERE region_level = 'maakunta' AND region_name = 'Pohjois-Savo' AND measure = 'eu_state'
            AND basis = 'applied' AND fund = 'ESF' AND period_grain = 'year' AND period = '2020'"""
    # And an eighteenth of S29013, national: 345,000 EUR over 820 days, 366 of them in 2020.
    exact = Fraction(157_500 * 366, 731) + Fraction(345_000 * 366, 18 * 820)
    assert abs(Fraction(rows(sample_home[0], query)[0][0]) - exact) <= Fraction(1, 2 * 10**10)


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.txt")), ids=lambda path: path.stem)
def test_nobody_in_a_sample_plan_is_published(sample_home: tuple[Path, Any], path: Path) -> None:
    haystack = published_values(sample_home[0] / "warehouse.duckdb")
    wanted = personal_values(path)
    assert len(wanted) >= 5
    assert [value for value in wanted if value in haystack] == []
