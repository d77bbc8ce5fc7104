"""The real plan S22496 through the whole thread."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import rows
from tests.flows.personal import personal_values, published_values
from transforms.document import read_form
from transforms.readers import read_outline
from warehouse.content import content_hash

pytestmark = pytest.mark.large

KEY = "S22496.1"


@pytest.fixture(scope="module")
def home(
    ingest: Callable[..., Any], real_plan: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    home = tmp_path_factory.mktemp("plan")
    summary = ingest(home, real_plan)
    assert (summary.pulled, summary.loaded, summary.quarantined) == (1, 1, 0)
    assert summary.published
    return home


def test_no_line_is_left_over(real_plan: Path) -> None:
    reading = read_form(read_outline(real_plan.read_bytes()))
    assert reading.left_over == ()
    assert list(reading.sections) == [
        *("merkinnät", "1", "2", "3", "4", "4.1", "4.2", "4.3"),
        *("5", "5.1", "5.2", "5.3", "5.4", "5.5", "6", "6.1", "6.2", "6.3", "7"),
        *("8", "8.1", "8.2", "9", "9.1", "9.2", "10", "11", "11.1", "11.2", "11.3"),
        *("12", "12.1", "12.2", "12.3", "12.4", "12.5", "13", "13.1", "13.2", "14"),
        "allekirjoitus",
    ]


def test_nothing_is_blamed(home: Path) -> None:
    """The plan is sound: its flat rate of 19,692 is a euro of rounding from 17 % of 115,831."""
    assert rows(home, "SELECT rule, section, line_number, observed FROM quality.finding") == []


def test_sixteen_cells_of_persons(home: Path) -> None:
    found = rows(
        home,
        """SELECT age, labour_status, count, line_number FROM main.fact_participants
        WHERE breakdown = 'age_and_labour_status' AND count IS NOT NULL ORDER BY line_number""",
    )
    assert found == [
        ("under_25", "employed", 26, 316),
        ("25_29", "employed", 54, 317),
        ("30_54", "employed", 298, 318),
        ("over_54", "employed", 132, 319),
    ]
    counts = """SELECT breakdown, count(*), count(count), sum(count)::INTEGER
        FROM main.fact_participants GROUP BY 1 ORDER BY 1"""
    assert rows(home, counts) == [
        ("age_and_education", 12, 0, None),
        ("age_and_labour_status", 16, 4, 510),
        ("company_size", 4, 0, None),
        ("counsellors", 1, 0, None),
        ("women_by_education", 4, 0, None),
        ("women_by_labour_status", 4, 1, 454),
        ("women_counsellors", 1, 0, None),
    ]


def test_filed_totals_are_kept_beside_the_cells(home: Path) -> None:
    query = """SELECT breakdown, value::INTEGER, line_number FROM main.fact_filed_total
        WHERE age IS NULL AND labour_status IS NULL AND education IS NULL ORDER BY line_number"""
    assert rows(home, query) == [
        ("company_size", 0, 309),
        ("age_and_labour_status", 510, 320),
        ("women_by_labour_status", 454, 321),
        ("training_days", 511, 331),
        ("age_and_education", 0, 343),
        ("women_by_education", 0, 344),
    ]


def test_totals_of_12_are_the_planned_indicators(home: Path) -> None:
    query = """SELECT indicator_key, basis, value, line_number FROM main.fact_indicator
        ORDER BY 1"""
    assert rows(home, query) == [
        ("participating_companies", "planned", 0, 309),
        ("participating_persons", "planned", 510, 320),
    ]


def test_person_days(home: Path) -> None:
    query = """SELECT sum(days)::INTEGER, (sum(days) FILTER (is_teaching))::INTEGER, count(days)
        FROM main.fact_training"""
    assert rows(home, query) == [(511, 74, 3)]


def test_budget_in_its_lines(home: Path) -> None:
    query = """SELECT budget_table, side, line, line_kind, amount_eur::INTEGER, share_pct
        FROM main.fact_budget WHERE amount_eur > 0 ORDER BY budget_table, side, position"""
    assert rows(home, query) == [
        ("A", "costs", "Palkkakustannukset", "item", 115_831, None),
        ("A", "costs", "Ostopalvelut", "item", 38_000, None),
        ("A", "costs", "Muut kustannukset", "item", 1_000, None),
        ("A", "costs", "Flat rate", "item", 19_692, None),
        ("A", "costs", "Kustannukset yhteensä", "total", 174_523, None),
        ("A", "costs", "Nettokustannukset yhteensä", "net_total", 174_523, None),
        ("A", "funding", "Haettava ESR- ja valtion rahoitus", "item", 139_619, Decimal(80)),
        ("A", "funding", "Kuntien rahoitus", "item", 34_904, Decimal(20)),
        ("A", "funding", "Rahoitus yhteensä", "total", 174_523, Decimal(100)),
        ("total", "costs", "Kustannusarvio yhteensä", "total", 174_523, None),
        ("total", "funding", "Rahoitussuunnitelma yhteensä", "total", 174_523, None),
    ]
    zeros = """SELECT count(*) FILTER (amount_eur = 0), count(*) FILTER (amount_eur IS NULL)
        FROM main.fact_budget"""
    assert rows(home, zeros) == [(9, 0)]


def test_risks_and_links(home: Path) -> None:
    risks = rows(home, "SELECT position, measures, line_number FROM main.project_risk ORDER BY 1")
    assert [position for position, *_ in risks] == [1, 2, 3, 4, 5, 6, 7]
    assert [line for *_, line in risks] == list(range(281, 288))
    assert all(measures for _, measures, _ in risks)
    query = """SELECT section, linked_code, linked_diary_number, linked_project_key, line_number
        FROM main.bridge_project_link ORDER BY line_number"""
    assert rows(home, query) == [
        ("9.1", "S22116", "EURA 2014/10071/09 02 01 01/2020/POPELY", None, 248),
        ("9.2", None, "VM/910/02.02.03.09/2019", None, 252),
        ("9.2", "128378", None, None, 254),
    ]


def test_both_scores_of_the_fifteen_criteria(home: Path) -> None:
    query = """SELECT direct, indirect, justification IS NOT NULL FROM main.fact_sustainability
        INNER JOIN main.dim_criterion USING (criterion_key) ORDER BY position"""
    n = None
    direct = [8, 0, n, n, n, 5, 0, 3, 10, 7, 8, 8, 8, n, n]
    indirect = [n, 7, 3, 3, n, n, n, n, n, n, n, n, n, 3, 3]
    expected = [(d, i, True) for d, i in zip(direct, indirect, strict=True)]
    assert rows(home, query) == expected


def test_equality(home: Path) -> None:
    query = "SELECT answer, length(justification) > 80 FROM main.fact_equality ORDER BY line_number"
    assert rows(home, query) == [(True, True), (True, True), (False, True)]


def test_the_project_itself(home: Path) -> None:
    query = f"""SELECT name_en, project_type, cost_model, advance_payment, geographic_scope,
            application_number, application_type, diary_number, arrival_date::VARCHAR,
            signed_date::VARCHAR, status, applicant_arrangement, axis_number, objective_number
        FROM latest.dim_project WHERE project_key = '{KEY}'"""
    assert rows(home, query) == [
        (
            "Digital skills in health and social care services",
            "Hanke, jossa on henkilöitä varsinaisena kohderyhmänä",
            "Flat rate 17 % palkkakustannuksista",
            False,
            "one_region",
            "107247",
            "Uusi",
            "EURA 2014/11964/09 02 01 01/2021/POPELY",
            "2021-06-02",
            "2021-06-02",
            "Käynnissä",
            "Vain yksi hakija",
            "9",
            "12.3",
        )
    ]


def test_money_of_kainuu_is_applied_for_and_not_granted(home: Path) -> None:
    query = """SELECT region_name, measure, basis, amount_eur
        FROM mart.funding_by_region_period
        WHERE region_level = 'maakunta' AND period_grain = 'total' ORDER BY measure"""
    assert rows(home, query) == [
        ("Kainuu", "eu_state", "applied", Decimal(139_619)),
        ("Kainuu", "public_total", "applied", Decimal(174_523)),
    ]


# Counted in the file by eye: blocks of text between blank lines, the two broken ones as one.
PARAGRAPHS = {
    **{"4.1": 4, "4.3": 4, "5.1": 7, "5.2": 3, "5.3": 3, "5.4": 1, "5.5": 1, "6.1": 19, "6.2": 2},
    **{"6.3": 2, "8.1": 2, "8.2": 1, "9.1": 1, "9.2": 2, "11.1": 3, "14": 1},
}


def test_no_sentence_is_split_and_no_paragraphs_are_merged(home: Path) -> None:
    """The page header stands within two sentences, and eight times between what is finished."""
    texts = dict(rows(home, "SELECT section, text FROM main.project_text"))
    assert "(an employee who supports other employees in digital matters)" in texts["4.3"]
    assert "selvitettiin henkilöstön taidot ja kyvykkyys digituen antamiseen" in texts["5.1"]
    for section, parted in {
        "5.3": "saa digitaitokortin.\n\nMuutoksena voidaan nähdä",
        "6.1": "koko sotessa 10/2022 mennessä.\n\n3. Seuranta, arviointi",
        "6.2": "\n\nLyhyen aikavälin",
        "8.1": "hakemukseen liittyen.\n\nKainuun sote sitoutuu",
    }.items():
        assert parted in texts[section]
    assert {number: text.count("\n\n") + 1 for number, text in texts.items()} == PARAGRAPHS
    assert "Hankkeen nimi:" not in "".join(texts.values())


def test_nothing_personal_is_published(home: Path, real_plan: Path) -> None:
    wanted = personal_values(real_plan)
    assert len(wanted) >= 20
    haystack = published_values(home / "warehouse.duckdb")
    report = (home / "reports" / "latest" / "index.html").read_text(encoding="utf-8").casefold()
    for value in wanted:
        assert value not in haystack, value
        assert value not in report, value


def test_second_run_finds_nothing_new(
    home: Path, ingest: Callable[..., Any], real_plan: Path
) -> None:
    before = content_hash(home / "warehouse.duckdb")
    summary = ingest(home, real_plan)
    assert (summary.pulled, summary.unchanged) == (1, 1)
    assert content_hash(home / "warehouse.duckdb") == before
