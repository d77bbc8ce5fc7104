"""The three real descriptions through the whole thread."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import rows
from tests.flows.personal import personal_values, published_values
from transforms.document import read_form
from transforms.personal import MASK
from transforms.readers import read_outline
from warehouse.content import content_hash

GRANTED = "measure = 'eu_state' AND basis = 'granted'"


@pytest.fixture(scope="module")
def home(
    ingest: Callable[..., Any],
    real_descriptions: list[Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    home = tmp_path_factory.mktemp("real")
    summary = ingest(home, *real_descriptions)
    assert (summary.pulled, summary.loaded, summary.quarantined) == (3, 3, 0)
    assert summary.published
    return home


def test_no_line_is_left_over(real_descriptions: list[Path]) -> None:
    for path in real_descriptions:
        assert read_form(read_outline(path.read_bytes())).left_over == ()


def test_nothing_is_blamed_but_what_is_there(home: Path) -> None:
    """S22723 planned no companies and reached 46; S22619 has the bare heading Osatoteuttajat."""
    found = rows(home, "SELECT project_code, rule, severity, line_number FROM quality.finding")
    assert sorted(found) == [
        ("S22619", "partners_empty", "info", 49),
        ("S22723", "planned_zero_realised", "info", 153),
    ]


def test_second_run_finds_nothing_new(
    home: Path, ingest: Callable[..., Any], real_descriptions: list[Path]
) -> None:
    before = content_hash(home / "warehouse.duckdb")
    summary = ingest(home, *real_descriptions)
    assert (summary.pulled, summary.unchanged) == (3, 3)
    assert content_hash(home / "warehouse.duckdb") == before


def test_money_by_maakunta(home: Path) -> None:
    query = f"""SELECT region_name, amount_eur FROM mart.funding_by_region_period
        WHERE region_level = 'maakunta' AND period_grain = 'total' AND {GRANTED}"""
    assert dict(rows(home, query)) == {
        "Kymenlaakso": Decimal(245_127),
        "Uusimaa": Decimal(337_155),
        "Pohjois-Pohjanmaa": Decimal(208_856),
    }


def test_money_by_year(home: Path) -> None:
    query = f"""SELECT period, amount_eur FROM mart.funding_by_region_period
        WHERE region_code = '08' AND region_level = 'maakunta' AND period_grain = 'year'
            AND {GRANTED}"""
    by_year = dict(rows(home, query))
    for year, days in (("2022", 365), ("2023", 243)):
        exact = Fraction(245_127 * days, 608)
        assert abs(Fraction(by_year[year]) - exact) <= Fraction(1, 2 * 10**10)


def test_every_level_and_grain_sums_to_the_same(home: Path) -> None:
    query = f"""SELECT region_level, period_grain, sum(amount_eur)
        FROM mart.funding_by_region_period WHERE {GRANTED} GROUP BY ALL"""
    sums = rows(home, query)
    assert len(sums) == 16
    assert {round(total, 2) for *_, total in sums} == {Decimal(245_127 + 337_155 + 208_856)}


def test_criteria_have_two_columns(home: Path) -> None:
    counts = rows(
        home,
        "SELECT project_key, count(*), count(direct), count(indirect) "
        "FROM main.fact_sustainability GROUP BY 1 ORDER BY 1",
    )
    assert counts == [(f"{c}.1", 15, 15, 15) for c in ("S21259", "S22619", "S22723")]
    query = """SELECT indirect FROM main.fact_sustainability
        INNER JOIN main.dim_criterion USING (criterion_key)
        WHERE project_key = 'S22619.1' AND indirect < 0 ORDER BY position"""
    assert [score for (score,) in rows(home, query)] == [-3, -1, -5, -2]


def test_no_contact_in_any_published_value(home: Path, real_descriptions: list[Path]) -> None:
    wanted = {value for path in real_descriptions for value in personal_values(path)}
    assert len(wanted) >= 12
    haystack = published_values(home / "warehouse.duckdb")
    report = (home / "reports" / "latest" / "index.html").read_text(encoding="utf-8").casefold()
    for value in wanted:
        assert value not in haystack
        assert value not in report
    assert MASK.casefold() in haystack
