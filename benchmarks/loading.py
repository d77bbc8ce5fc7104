"""Loading beside DuckDB's own copy of the same rows: ``python -m benchmarks.loading --count N``.

Generated descriptions are read once. Then, in turn and round by round, each into a fresh file with
the tables of the store, their rows are loaded as the flow does it, batch by batch, from look-ups
for the ledger to the checkpoint; and DuckDB copies the rows that came of it, a statement a table in
one transaction, from Parquet and from frames in memory, with the same checkpoint. Medians count.
"""

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import duckdb
import polars as pl

from benchmarks.generator import generate
from benchmarks.results import keep
from flows import steps
from flows.run import Run
from flows.workers import Workers, joined, open_workers
from warehouse import versions
from warehouse.archive import Receipt
from warehouse.content import hash_query
from warehouse.ddl import create_all, quoted
from warehouse.store import STORED, open_store

ROUNDS = 5
Frames = Mapping[str, pl.DataFrame]


def read_batches(count: int, workers: Workers) -> list[steps.Batch]:
    """Generated descriptions as batches of a run that are ready to be loaded."""
    first = datetime.now(UTC)
    begun = []
    for number, made in enumerate(steps.batches(generate(count, 7), steps.BATCH_SIZE)):
        contents = [(hashlib.sha256(one.content).hexdigest(), one.content) for one in made]
        names = [f"file:///documents/{one.file_name}" for one in made]
        batch = steps.Batch(
            [
                Receipt("run", name, document_id, first + timedelta(seconds=number), None)
                for name, (document_id, _) in zip(names, contents, strict=True)
            ]
        )
        batch.readings = [workers.submit(part) for part in steps.batches(contents, steps.PART_SIZE)]
        begun.append(batch)
    for batch in begun:
        batch.part = joined([reading.result() for reading in batch.readings])
    return begun


def load(run: Run, batches: Iterable[steps.Batch], path: Path) -> None:
    """Load batches into a fresh store as the flow does."""
    with open_store(path) as store:
        for batch in batches:
            batch.ledger = versions.open_ledger(store, batch.receipts)
            steps.load(run, store, batch)


def copy_parquet(folder: Path, path: Path) -> None:
    """Let DuckDB copy the rows of Parquet files into the store's tables."""
    copy(
        path,
        {
            file.stem: f"read_parquet({quoted(str(file))}, hive_partitioning = false)"
            for file in folder.iterdir()
        },
    )


def copy_frames(frames: Frames, path: Path) -> None:
    """Let DuckDB copy the rows of frames into the store's tables."""
    names = {name: f"frame_{number}" for number, name in enumerate(frames)}
    copy(path, names, {names[name]: frame for name, frame in frames.items()})


def copy(path: Path, sources: Mapping[str, str], views: Frames | None = None) -> None:
    """Insert into each table all of its source, in one transaction."""
    with duckdb.connect(str(path)) as connection:
        for name, frame in (views or {}).items():
            connection.register(name, frame)
        connection.begin()
        for statement in create_all(STORED):
            connection.execute(statement)
        for name, source in sources.items():
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {source}")
        connection.commit()
        connection.execute("CHECKPOINT")


def export(path: Path, folder: Path) -> Frames:
    """The rows of a store by table, as Parquet files in a folder and as frames."""
    frames = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        for table in STORED:
            name = table.full_name
            rows = connection.execute(f"SELECT * FROM {name}").pl()
            if not rows.is_empty():
                frames[name] = rows
                file = folder / f"{name}.parquet"
                connection.execute(f"COPY {name} TO {quoted(str(file))}")
    return frames


def contents(path: Path) -> list[tuple[object, ...]]:
    """Number of rows of each table of a store and the sum of their hashes."""
    with duckdb.connect(str(path), read_only=True) as connection:
        queries = [hash_query(table, volatile=True) for table in STORED]
        return [connection.execute(query).fetchall()[0] for query in queries]


def timed(work: Callable[[Path], None], path: Path) -> tuple[float, float]:
    """Seconds of wall clock and of all processors that making a file takes."""
    path.unlink(missing_ok=True)
    wall, used = time.perf_counter(), time.process_time()
    work(path)
    return time.perf_counter() - wall, time.process_time() - used


def measure(count: int, rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of each side and what loading takes as a multiple of DuckDB's copies.

    Raises ValueError where a copy does not hold the rows that were loaded.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (parquet := folder / "parquet").mkdir()
        run = Run(folder / "home", "ingest")
        with open_workers(run.reader) as workers:
            batches = read_batches(count, workers)
        load(run, batches, folder / "load")
        frames = export(folder / "load", parquet)
        sides: dict[str, Callable[[Path], None]] = {
            "load": lambda path: load(run, batches, path),
            "copy of Parquet": lambda path: copy_parquet(parquet, path),
            "copy of frames": lambda path: copy_frames(frames, path),
        }
        times = [
            {side: timed(work, folder / side) for side, work in sides.items()}
            for _ in range(rounds)
        ]
        if len({tuple(contents(folder / side)) for side in sides}) > 1:
            raise ValueError("A copy does not hold the rows that were loaded.")
    return figures(count, sum(map(len, frames.values())), times)


def figures(count: int, rows: int, times: list[dict[str, tuple[float, float]]]) -> dict[str, float]:
    """Medians of the rounds: seconds of each side, and loading as a multiple of the others."""
    found = {"documents": float(count), "rows": float(rows)}
    for kind, number in (("seconds", 0), ("CPU seconds", 1)):
        for side in times[0]:
            found[f"{kind}, {side}"] = median(one[side][number] for one in times)
        for side in list(times[0])[1:]:
            ratio = median(one["load"][number] / one[side][number] for one in times)
            found[f"ratio of {kind}, load / {side}"] = ratio
    found["rows a second"] = rows / found["seconds, load"]
    return found


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    count = parser.parse_args().count
    keep(f"loading of {count:,}", measure(count))


if __name__ == "__main__":
    main()
