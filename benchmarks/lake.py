"""What a lake costs: ``python -m benchmarks.lake HOME…``, each a home that has published.

Releasing a home's warehouse to a DuckLake (PostgreSQL and an S3 server, both on loopback) beside
DuckDB's copy of the same tables into a file, and asking a mart of either, in turn, so that a noisy
machine slows both. Of three rounds the medians count.
"""

import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.lake_servers import ACCESS, BUCKET, running_catalogue, running_store
from benchmarks.results import keep
from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from warehouse.ddl import create_all, quoted
from warehouse.lake import open_lake, release
from warehouse.lake_settings import Lake
from warehouse.publish import warehouse_path
from warehouse.query import Connection, fetch, open_warehouse

ROUNDS = 3
ASKED = """
    SELECT region_name, period, sum(amount_eur) FROM mart.funding_by_region_period
    WHERE region_level = 'maakunta' AND period_grain = 'year' GROUP BY ALL ORDER BY ALL"""
# What is held against what.
RATIOS = (
    ("release", "copy"),
    ("release of one changed table", "copy"),
    ("query of the lake", "query of the file"),
    ("second query of the lake", "query of the file"),
)
Times = dict[str, list[float]]


@contextmanager
def timed(times: Times, name: str) -> Iterator[None]:
    """Note the seconds that the block takes."""
    start = time.perf_counter()
    yield
    times[name].append(time.perf_counter() - start)


def copy_tables(file: Path, to: Path) -> None:
    """Copy the published tables of a warehouse into a file, as plainly as DuckDB can."""
    published = tables(*PUBLISHED_SCHEMAS)
    with duckdb.connect(str(to)) as connection:
        connection.execute(f"ATTACH {quoted(str(file))} AS published (READ_ONLY)")
        for statement in create_all(published):
            connection.execute(statement)
        for table in published:
            name = table.full_name
            connection.execute(f"INSERT INTO {name} BY NAME FROM published.{name}")
        connection.execute("CHECKPOINT")


def changed(file: Path, folder: Path) -> Path:
    """A copy of a warehouse in which one project's texts are others."""
    copy = folder / "changed.duckdb"
    copy.write_bytes(file.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "UPDATE main.project_text SET text = text || '.' "
            "WHERE project_key = (SELECT min(project_key) FROM main.project_text)"
        )
    return copy


def whole(connection: Connection, query: str) -> float:
    """The one number that a query says."""
    return float(fetch(connection, query)[1][0][0])


def measure(file: Path, lakes: Iterable[Lake]) -> dict[str, float]:
    """One warehouse, released to each of some lakes: megabytes, seconds, ratios of medians."""
    times: Times = defaultdict(list)
    found: dict[str, float] = {"megabytes of the published file": file.stat().st_size / 1e6}
    for lake in lakes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with timed(times, "copy"):
                copy_tables(file, folder / "copy.duckdb")
            with timed(times, "release"):
                release(file, lake, "one", "home")
            found["megabytes of the copy"] = (folder / "copy.duckdb").stat().st_size / 1e6
            with open_lake(lake) as connection:
                size = "SELECT sum(file_size_bytes) FROM ducklake_table_info('lake')"
                found["megabytes of the lake"] = whole(connection, size) / 1e6
            other = changed(file, folder)
            with timed(times, "release of one changed table"):
                release(other, lake, "two", "home")
        with timed(times, "query of the file"), open_warehouse(file) as warehouse:
            fetch(warehouse, ASKED)
        with timed(times, "query of the lake"), open_lake(lake) as connection:
            fetch(connection, ASKED)
        with open_lake(lake) as connection:
            fetch(connection, ASKED)
            with timed(times, "second query of the lake"):
                fetch(connection, ASKED)
    seconds = {name: median(spent) for name, spent in times.items()}
    found |= {f"seconds, {name}": spent for name, spent in seconds.items()}
    return found | {f"ratio, {a} / {b}": seconds[a] / seconds[b] for a, b in RATIOS}


def documents(file: Path) -> int:
    """Number of documents that a warehouse is made of."""
    with open_warehouse(file) as warehouse:
        return int(whole(warehouse, "SELECT count(*) FROM meta.document"))


def main() -> None:
    """Measure what the lakes of the named homes cost, print it and keep it."""
    os.environ.update(ACCESS)
    with running_catalogue() as catalogue, running_store() as endpoint:
        os.environ["AWS_ENDPOINT_URL"] = endpoint
        for count, home in enumerate(sys.argv[1:]):
            file = warehouse_path(Path(home)).resolve()
            named = [
                Lake(catalogue.address(), f"s3://{BUCKET}", f"lake_{count}_{number}")
                for number in range(ROUNDS)
            ]
            keep(f"lake of {documents(file):,} documents", measure(file, named))


if __name__ == "__main__":
    main()
