"""An ingest of many documents beside an ingest of one: ``python -m benchmarks.scale --count N``.

Both run as commands of their own, in turn, each on a fresh home and a server that runs already;
then both again with nothing new. Memory is what all processes of a command hold together at its
peak, shared pages counted once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.generator import generate
from benchmarks.results import keep
from benchmarks.server import running_server
from flows.environment import HOME_VARIABLE

ROOT = Path(__file__).parent.parent
EVERY = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """What one command took: seconds of wall clock, bytes at the peak, seconds by step."""

    seconds: float
    peak_bytes: int
    steps: dict[str, float]


def ingest(source: Path, home: Path, url: str) -> Cost:
    """Ingest a folder into a home."""
    settings = {HOME_VARIABLE: str(home), "PREFECT_API_URL": url}
    cost = watch(["flows.cli", "ingest", str(source), "--json"], settings)
    *_, last = (home / "archive" / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    return replace(cost, steps=json.loads(last)["seconds"])


def watch(arguments: list[str], settings: Mapping[str, str]) -> Cost:
    """Run a module of Python with its arguments. Raises RuntimeError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(held_bytes, family(process.pid))))
        time.sleep(EVERY)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}.")
    return Cost(time.perf_counter() - start, peak, {})


def family(process: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def held_bytes(process: int) -> int:
    """Memory of a process, its share of what it shares."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def write_documents(folder: Path, count: int) -> int:
    """Write generated descriptions below a folder, a thousand a subfolder; their bytes."""
    written = 0
    for index, document in enumerate(generate(count, 7)):
        (into := folder / f"{index // 1000:04}").mkdir(parents=True, exist_ok=True)
        written += (into / document.file_name).write_bytes(document.content)
    return written


def measure(count: int) -> dict[str, float]:
    """Seconds and megabytes of both, and what is beyond an ingest of one document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = write_documents(folder / "many", count)
        write_documents(folder / "one", 1)
        (folder / "server").mkdir()
        with running_server(folder / "server") as url:
            costs = {
                (source, turn): ingest(folder / source, folder / f"home-{source}", url)
                for turn in ("new", "nothing new")
                for source in ("one", "many")
            }
    found = {"documents": float(count), "megabytes of documents": written / 1e6}
    for (source, turn), cost in costs.items():
        found[f"seconds, {source}, {turn}"] = cost.seconds
    for turn in ("new", "nothing new"):
        beyond = costs["many", turn].seconds - costs["one", turn].seconds
        found[f"seconds beyond one document, {turn}"] = beyond
    found["milliseconds a document"] = 1000 * found["seconds beyond one document, new"] / count
    found["peak megabytes"] = costs["many", "new"].peak_bytes / 1e6
    found |= {f"seconds of {step}": s for step, s in costs["many", "new"].steps.items()}
    return found


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    keep(f"ingest of {count:,}", measure(count))


if __name__ == "__main__":
    main()
