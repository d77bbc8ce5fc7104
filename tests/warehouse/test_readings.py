"""For any set of projects, every reading that claims it sums to the facts, to the cent."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import product
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.tables.mart import GRAINS
from schemas.tables.region import LEVELS
from tests.transforms.made import DESCRIPTION
from tests.warehouse.made import build, take_in
from tests.warehouse.made_projects import descriptions, with_codes
from warehouse.content import content_hash
from warehouse.expectations import READINGS, SUBJECTS, as_arguments, checks, count_violations

YEARS = (2015, 2020, 2021)
ADDITIVE = (
    "",
    *map(as_arguments, READINGS.values()),
    *(f"classification_year := {year}" for year in YEARS),
)
CELL = """fund, programme_period, region_level, region_code, region_name, period_grain, period,
    period_start, basis, projects"""
KEY = "fund, programme_period, region_code, period, basis"
# Every level and grain: a query of all of them takes hardly longer than one of a single shape.
SHAPES = f"(VALUES {', '.join(map(str, product(LEVELS, GRAINS)))}) AS shape (level, grain)"
# A warehouse of twelve projects takes hardly longer than one of two.
sets_of_projects = st.lists(descriptions(), min_size=2, max_size=12)


def some(readings: tuple[str, ...], count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(readings), min_size=count, max_size=count, unique=True)


@contextmanager
def warehouse(texts: list[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of some descriptions, each of a project of its own."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        assert set(take_in(home, with_codes(texts))) == {"loaded"}
        with duckdb.connect(str(build(home)), read_only=True) as connection:
            yield connection


def asked(macro: str, arguments: str = "") -> str:
    """A reading at every level and grain, in one query."""
    shape = ("level := shape.level", "grain := shape.grain")
    return (
        f"{SHAPES}, LATERAL (FROM reading.{macro}({', '.join(filter(None, (*shape, arguments)))}))"
    )


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def rounded(exact: Fraction) -> Fraction:
    """The nearest number of ten decimals, a half away from zero; no figure is below zero."""
    return Fraction(floor(exact * 10**10 + Fraction(1, 2)), 10**10)


@settings(max_examples=5, deadline=None)
@given(sets_of_projects, some(ADDITIVE, 5))
def test_every_reading_sums_to_the_facts_at_every_level_and_grain(
    texts: list[str], readings: list[str]
) -> None:
    with warehouse(texts) as connection:
        for macro, item, value, fact_item in SUBJECTS:
            facts = rows(
                connection,
                f"""SELECT shape.level, shape.grain, fund, programme_period, {fact_item}, basis,
                    round(sum({value}), 2)
                FROM latest.fact_{macro} INNER JOIN main.dim_project USING (project_key), {SHAPES}
                GROUP BY ALL ORDER BY ALL""",
            )
            assert facts
            for arguments in readings:
                query = f"""SELECT region_level, period_grain, fund, programme_period, {item},
                        basis, round(sum({value}), 2)
                    FROM {asked(macro, arguments)} GROUP BY ALL ORDER BY ALL"""
                assert rows(connection, query) == facts, arguments


@settings(max_examples=3, deadline=None)
@given(sets_of_projects)
def test_marts_are_the_reading_nobody_asks_otherwise(texts: list[str]) -> None:
    """However it is asked: of each level and grain by its name, or of all of them in one query."""
    with warehouse(texts) as connection:
        for macro, item, value, _ in SUBJECTS:
            columns = f"{CELL}, {item}, {value}"
            mart = rows(
                connection, f"SELECT {columns} FROM mart.{macro}_by_region_period ORDER BY ALL"
            )
            by_name = " UNION ALL ".join(
                f"SELECT {columns} FROM reading.{macro}(level := '{level}', grain := '{grain}')"
                for level, grain in product(LEVELS, GRAINS)
            )
            assert rows(connection, f"({by_name}) ORDER BY ALL") == mart
            at_once = f"SELECT {columns} FROM {asked(macro)} ORDER BY ALL"
            assert rows(connection, at_once) == mart


@settings(max_examples=3, deadline=None)
@given(sets_of_projects, some(ADDITIVE[:4], 2))
def test_contributions_are_exact_and_sum_to_their_cells(
    texts: list[str], readings: list[str]
) -> None:
    with warehouse(texts) as connection:
        for arguments, (macro, item, value, _) in product(readings, SUBJECTS):
            key = f"region_level, period_grain, {KEY}, {item}"
            behind = f"""SELECT {key}, figure, region_part, region_whole, period_part, period_whole,
                {value} FROM {asked(f"{macro}_contributions", arguments)}"""
            shares: dict[tuple[Any, ...], list[Fraction]] = {}
            for *cell, figure, part, whole, days, period, amount in rows(connection, behind):
                exact = Fraction(figure) * Fraction(part * days, whole * period)
                assert 0 <= exact - Fraction(amount) < Fraction(1, 10**24), (arguments, cell)
                shares.setdefault(tuple(cell), []).append(exact)
            assert {cell[:2] for cell in shares} == set(product(LEVELS, GRAINS))
            stated = f"SELECT {key}, {value}, projects FROM {asked(macro, arguments)}"
            found = {row[:-2]: row[-2:] for row in rows(connection, stated)}
            assert set(found) == set(shares)
            for place, of in shares.items():
                assert found[place] == (rounded(sum(of, Fraction())), len(of)), (arguments, place)


@settings(max_examples=3, deadline=None)
@given(sets_of_projects)
def test_full_count_counts_each_project_whole_wherever_it_is(texts: list[str]) -> None:
    with warehouse(texts) as connection:
        cell = f"region_level, period_grain, {KEY}, measure"
        full = f"SELECT {cell}, amount_eur FROM {asked('funding', 'full_count := true')}"
        stated = f"""SELECT {cell}, sum(fact.amount_eur)::DECIMAL(28,10)
            FROM (SELECT DISTINCT project_key, {cell}
                FROM {asked("funding_contributions")}) AS place
            INNER JOIN main.fact_funding AS fact USING (project_key, basis, measure)
            GROUP BY ALL"""
        assert rows(connection, f"{full} ORDER BY ALL") == rows(
            connection, f"({stated}) ORDER BY ALL"
        )


@settings(max_examples=3, deadline=None)
@given(sets_of_projects, st.randoms(use_true_random=False), st.integers(0, 12))
def test_neither_order_nor_runs_change_what_is_published(
    texts: list[str], random: Any, at: int
) -> None:
    deliveries = with_codes(texts)
    shuffled = random.sample(deliveries, len(deliveries))
    hashes = set()
    for runs in ([deliveries], [shuffled[:at], shuffled[at:]]):
        with TemporaryDirectory() as folder:
            for run in filter(None, runs):
                take_in(Path(folder), run)
            hashes.add(content_hash(build(Path(folder))))
    assert len(hashes) == 1


def test_a_figure_lost_on_the_way_breaks_an_expectation(tmp_path: Path) -> None:
    """Each expectation on the readings can fail: one place carried nowhere is enough."""
    take_in(tmp_path, [("x", DESCRIPTION.encode())])
    path = build(tmp_path)
    wanted = [c for c in checks() if c.name.startswith("reading_") or "levels" in c.name]
    assert len(wanted) == len(READINGS) + 1
    assert set(count_violations(path, wanted).values()) == {0}
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "DELETE FROM main.bridge_region_level WHERE region_key LIKE 'kunta-142%'"
        )
    assert [name for name, found in count_violations(path, wanted).items() if not found] == []
