"""Both marts over 20,000 and 1,500,000 projects: ``python -m benchmarks.marts``.

Generated descriptions are loaded and a warehouse is built of them. What the models of the marts
read of its star is then multiplied within DuckDB: each copy of a project has a code and a key of
its own and begins up to a year later. Over these projects the build's own models make the marts, in
a process of its own whose DuckDB may take two gigabytes; then an analyst asks for one indicator by
maakunta and year, as the first question of a process and again.

Every sum of the marts by level and grain is held against the facts of the base, and each cell of a
region against the base's own: amounts and counts of projects must be as many times as large.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import ParamSpec, TypeVar

import duckdb

import seeds
from benchmarks.loading import load, read_batches
from benchmarks.results import keep
from flows.run import Run
from flows.workers import open_workers
from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from warehouse.build import build_warehouse, fill, models, run_all
from warehouse.ddl import create_all, create_macros, quoted

P = ParamSpec("P")
T = TypeVar("T")
BASE = 1000  # documents
SIZES = (20_000, 1_500_000)  # projects
MEMORY = "2GB"
QUESTIONS = 5
# What the models of the marts read of the star, by what is in a copy of a row another.
SHARED = ("main.bridge_region_level", "main.dim_region")
KEY = "project_key || '.' || copy AS project_key"
COPIED = {
    "main.dim_project": f"""{KEY}, project_code || '.' || copy AS project_code,
        planned_start + (copy % 365)::INTEGER AS planned_start,
        planned_end + (copy % 365)::INTEGER AS planned_end""",
    "main.bridge_project_region": KEY,
    "main.fact_funding": KEY,
    "main.fact_indicator": KEY,
}
MODELS = ("50", "51", "52", "53", "54", "55", "60", "61")
ASKED = """
    SELECT region_name, period, sum(value)
    FROM mart.indicator_by_region_period
    WHERE region_level = 'maakunta' AND period_grain = 'year'
        AND indicator = 'participating_companies' AND basis = 'realised'
    GROUP BY ALL ORDER BY ALL"""
CELLS = """
    SELECT * RENAME (measure AS item, amount_eur AS value) FROM {0}mart.funding_by_region_period
    UNION ALL SELECT * RENAME (indicator AS item) FROM {0}mart.indicator_by_region_period"""
# No later beginning changes a cell of all periods together; a cell is rounded at its tenth decimal.
OTHER_CELLS = f"""
    SELECT count(*)
    FROM (SELECT * FROM ({CELLS.format("base.")}) WHERE period_grain = 'total') AS one
    FULL JOIN (SELECT * FROM ({CELLS.format("")}) WHERE period_grain = 'total') AS many
        ON one.item = many.item AND one.fund = many.fund AND one.basis = many.basis
        AND one.programme_period IS NOT DISTINCT FROM many.programme_period
        AND one.region_level = many.region_level
        AND one.region_code IS NOT DISTINCT FROM many.region_code
    WHERE NOT coalesce(
        abs(one.value::DECIMAL(38, 10) * $copies - many.value) <= 0.0000000001 * $copies
        AND one.projects * $copies = many.projects, false)"""
OTHER_SUMS = f"""
    WITH sums AS (
        SELECT region_level, period_grain, item, basis, round(sum(value), 2) AS total
        FROM ({CELLS.format("")}) GROUP BY ALL),
    facts AS (
        SELECT measure AS item, basis, sum(amount_eur) AS total
        FROM base.main.fact_funding GROUP BY ALL
        UNION ALL SELECT indicator_key, basis, sum(value) FROM base.main.fact_indicator GROUP BY ALL
    )
    SELECT count(*) FILTER (sums.total IS DISTINCT FROM facts.total * $copies)
        + abs(count(*) - 16 * (SELECT count(*) FROM facts))
    FROM sums FULL JOIN facts ON sums.item = facts.item AND sums.basis = facts.basis"""


class MartsDiffer(Exception):
    """Marts of multiplied projects that are not the multiplied marts."""


def build_base(count: int, folder: Path) -> Path:
    """A warehouse of generated descriptions, built as a run builds it."""
    run = Run(folder / "home", "ingest")
    with open_workers(run.reader) as workers:
        batches = read_batches(count, workers)
    store, base = folder / "store.duckdb", folder / "base.duckdb"
    load(run, batches, store)
    build_warehouse(base, store, seeds.read_all_reference(), lambda *_: None)
    return base


def multiply(base: Path, path: Path, copies: int) -> None:
    """Write a file with the projects of a base, each `copies` times."""
    with duckdb.connect(str(path), config={"memory_limit": MEMORY}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH {quoted(str(base))} AS base (READ_ONLY)")
        run_all(connection, create_all(tables(*PUBLISHED_SCHEMAS)))
        run_all(connection, create_macros())
        for name in SHARED:
            connection.execute(f"INSERT INTO {name} BY NAME FROM base.{name}")
        for name, other in COPIED.items():
            connection.execute(
                f"INSERT INTO {name} BY NAME SELECT * EXCLUDE (copy) REPLACE ({other}) "
                f"FROM base.{name} CROSS JOIN range({copies}) AS copies (copy)"
            )


def make_marts(path: Path) -> tuple[float, float]:
    """Make the marts as the build does; seconds, and megabytes of this process at its peak."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"SET memory_limit = {quoted(MEMORY)}")
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET temp_directory = {quoted(f'{path}.tmp')}")
        start = time.perf_counter()
        for name, query in models():
            if name.startswith(MODELS):
                fill(connection, name, query)
        connection.execute("CHECKPOINT")
        return time.perf_counter() - start, peak_bytes() / 1e6


def peak_bytes() -> int:
    """Memory that this process has held at its peak."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("This system does not say what memory a process has held.")


def ask(path: Path) -> list[float]:
    """Seconds of an analyst's question, each time on a connection of its own."""
    found = []
    for _ in range(QUESTIONS):
        start = time.perf_counter()
        with duckdb.connect(str(path), read_only=True) as connection:
            connection.execute(ASKED).fetchall()
        found.append(time.perf_counter() - start)
    return found


def check(base: Path, path: Path, copies: int) -> None:
    """Raise MartsDiffer unless the marts are the base's, multiplied."""
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute(f"ATTACH {quoted(str(base))} AS base (READ_ONLY)")
        for what, query in (("cells", OTHER_CELLS), ("sums", OTHER_SUMS)):
            ((number,),) = connection.execute(query, {"copies": copies}).fetchall()
            if number:
                raise MartsDiffer(f"{number} {what} of {copies} times the projects are others.")


def count_rows(path: Path, name: str) -> int:
    """Number of rows of a table."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def alone(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What a function gives in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments, **named).result()


def measure(base: Path, projects: int, folder: Path) -> dict[str, float]:
    """Making and asking the marts of about so many projects."""
    path = folder / f"{projects}.duckdb"
    copies = projects // count_rows(base, "main.dim_project")
    alone(multiply, base, path, copies)
    seconds, peak = alone(make_marts, path)
    first, *again = alone(ask, path)
    check(base, path, copies)
    of = f", {projects:,} projects"
    found = {
        f"rows of the indicators' mart{of}": count_rows(path, "mart.indicator_by_region_period"),
        f"seconds, marts{of}": seconds,
        f"peak megabytes, marts{of}": peak,
        f"megabytes of the file{of}": path.stat().st_size / 1e6,
        f"seconds, first question{of}": first,
        f"seconds, later question{of}": median(again),
    }
    path.unlink()
    return found


def compare(documents: int, sizes: Iterable[int]) -> dict[str, float]:
    """The figures of all sizes, made of so many generated documents."""
    found: dict[str, float] = {"documents": documents}
    with tempfile.TemporaryDirectory() as name:
        base = build_base(documents, Path(name))
        for projects in sizes:
            found |= measure(base, projects, Path(name))
    return found


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=BASE)
    parser.add_argument("--projects", type=int, nargs="+", default=SIZES)
    chosen = parser.parse_args()
    keep("marts", compare(chosen.documents, chosen.projects))


if __name__ == "__main__":
    main()
