"""For any set of projects, every reading that claims it sums to the facts, to the cent."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import product
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
sets_of_projects = st.lists(descriptions(), min_size=1, max_size=6)


@contextmanager
def warehouse(texts: list[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of some descriptions, each of a project of its own."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        assert set(take_in(home, with_codes(texts))) == {"loaded"}
        with duckdb.connect(str(build(home)), read_only=True) as connection:
            yield connection


def shapes(arguments: str) -> Iterator[str]:
    """The arguments of a reading at every level and grain."""
    for level, grain in product(LEVELS, GRAINS):
        given = [f"level := '{level}'", f"grain := '{grain}'", *filter(None, [arguments])]
        yield ", ".join(given)


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


@settings(max_examples=12, deadline=None)
@given(sets_of_projects, st.lists(st.sampled_from(ADDITIVE), min_size=2, max_size=2, unique=True))
def test_every_reading_sums_to_the_facts_at_every_level_and_grain(
    texts: list[str], readings: list[str]
) -> None:
    with warehouse(texts) as connection:
        for macro, item, value, fact_item in SUBJECTS:
            facts = rows(
                connection,
                f"""SELECT fund, programme_period, {fact_item}, basis, round(sum({value}), 2)
                FROM latest.fact_{macro} INNER JOIN main.dim_project USING (project_key)
                GROUP BY ALL ORDER BY ALL""",
            )
            assert facts
            for arguments in readings:
                for shape in shapes(arguments):
                    query = f"""SELECT fund, programme_period, {item}, basis, round(sum({value}), 2)
                        FROM reading.{macro}({shape}) GROUP BY ALL ORDER BY ALL"""
                    assert rows(connection, query) == facts, shape


@settings(max_examples=4, deadline=None)
@given(sets_of_projects)
def test_marts_are_the_reading_nobody_asks_otherwise(texts: list[str]) -> None:
    with warehouse(texts) as connection:
        for macro, item, value, _ in SUBJECTS:
            columns = f"{CELL}, {item}, {value}"
            for shape in shapes(""):
                level, grain = (part.split("'")[1] for part in shape.split(", "))
                mart = f"""SELECT {columns} FROM mart.{macro}_by_region_period
                    WHERE region_level = '{level}' AND period_grain = '{grain}' ORDER BY ALL"""
                reading = f"SELECT {columns} FROM reading.{macro}({shape}) ORDER BY ALL"
                assert rows(connection, mart) == rows(connection, reading), shape


@settings(max_examples=6, deadline=None)
@given(sets_of_projects, st.sampled_from(ADDITIVE[:4]))
def test_contributions_are_exact_and_sum_to_their_cells(texts: list[str], arguments: str) -> None:
    with warehouse(texts) as connection:
        for macro, item, value, _ in SUBJECTS:
            for shape in shapes(arguments):
                cell = f"fund, programme_period, region_code, period, basis, {item}"
                behind = f"reading.{macro}_contributions({shape})"
                summed = f"""SELECT {cell}, reading.rounded(sum({value})), count(*)
                    FROM {behind} GROUP BY ALL ORDER BY ALL"""
                cells = f"""SELECT {cell}, {value}, projects
                    FROM reading.{macro}({shape}) ORDER BY ALL"""
                assert rows(connection, summed) == rows(connection, cells), shape
        for figure, part, whole, days, period, amount in rows(
            connection,
            f"""SELECT figure, region_part, region_whole, period_part, period_whole, amount_eur
            FROM reading.funding_contributions({shape})""",
        ):
            exact = Fraction(figure) * part * days / (whole * period)
            assert 0 <= exact - Fraction(amount) < Fraction(1, 10**24)


@settings(max_examples=6, deadline=None)
@given(sets_of_projects)
def test_full_count_counts_each_project_whole_wherever_it_is(texts: list[str]) -> None:
    with warehouse(texts) as connection:
        for level, grain in (("kunta", "total"), ("maakunta", "year")):
            shape = f"level := '{level}', grain := '{grain}'"
            cell = "fund, programme_period, region_code, period, basis, measure"
            full = f"SELECT {cell}, amount_eur FROM reading.funding({shape}, full_count := true)"
            stated = f"""SELECT {cell}, sum(fact.amount_eur)::DECIMAL(28,10)
                FROM (SELECT DISTINCT project_key, {cell}
                    FROM reading.funding_contributions({shape})) AS place
                INNER JOIN main.fact_funding AS fact USING (project_key, basis, measure)
                GROUP BY ALL"""
            assert rows(connection, f"({full}) ORDER BY ALL") == rows(
                connection, f"({stated}) ORDER BY ALL"
            )


@settings(max_examples=5, deadline=None)
@given(sets_of_projects, st.randoms(use_true_random=False), st.integers(0, 6))
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
