"""Whether a killed ingest loses nothing: kills at random instants, each followed by a normal run.

Run ``python -m benchmarks.kills --count 100 --documents 300 --out FILE``: half of the kills hit a
first ingest, half one into a home with a published warehouse, evenly over the engine's start,
the steps, the milliseconds around the renaming of the published file, and the engine's end. After
the next run the warehouse says the same as that of an undisturbed home, the ledger adds up, nothing
is left over. A kill is one line of FILE; the numbers that FILE holds are not repeated, and
``--number N`` repeats one. Ends with 1 where anything was lost.
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generator import generate, generate_plans
from benchmarks.killed import PLACES, Aim, Ended, lengths, prepare, run_ingest
from benchmarks.listing import generate_rows, later_rows, write_list
from benchmarks.model import Generated
from benchmarks.plan_model import GeneratedPlan
from benchmarks.series import generate_versions
from benchmarks.server import running_server
from reports.findings import write_findings
from warehouse.archive import Archive
from warehouse.content import content_hash
from warehouse.publish import warehouse_path
from warehouse.query import ask
from warehouse.store import store_path

RENAMING = "renaming"  # the publish step's first milliseconds
AIMS = (*PLACES, RENAMING)
RENAMING_SECONDS = 0.02
ATTEMPTS = 5  # a run may be over before its kill
SHARE = 10  # one document in so many is a plan, a second version, a row of a list
LEFT_OVER = ("*.part", "archive/*.part", "*.fresh", "*.wal", "*/*.wal")
LEDGER = """
    SELECT (SELECT count(*) FROM meta.delivery), (SELECT sum(pulled) FROM meta.run),
        (SELECT sum(unchanged + duplicate + loaded + quarantined) FROM meta.run),
        (SELECT count(*) FROM meta.document)"""


@dataclass(frozen=True)
class Case:
    """An ingest to be killed: the home it starts from, and how it goes undisturbed."""

    name: str
    source: Path
    home: Path
    hash_before: str | None
    hash_after: str
    places: tuple[tuple[str, int, float], ...]


def write_deliveries(folder: Path, count: int, seed: int) -> tuple[Path, Path]:
    """A delivery of half of `count` documents, and one of all with new versions among them."""
    deliveries = (folder / "first", folder / "second")
    for delivery in deliveries:
        delivery.mkdir()
    part = count // SHARE
    rows = list(generate_rows(part, seed))
    for delivery, stand in zip(deliveries, (rows, later_rows(rows)), strict=True):
        (delivery / "luettelo.csv").write_bytes(write_list([row.cells for row in stand]))
    alone: list[Generated | GeneratedPlan] = [
        *generate(count - 2 * part - 1, seed, defect_share=0.2),
        *generate_plans(part, seed, defect_share=0.2),
    ]
    Random(seed).shuffle(alone)
    for number, one in enumerate(alone):
        for delivery in deliveries if number < count // 2 - part else deliveries[1:]:
            (delivery / one.file_name).write_bytes(one.content)
    for several in generate_versions(part, seed):
        for delivery, one in zip(deliveries, several.documents, strict=True):
            (delivery / one.file_name).write_bytes(one.content)
    return deliveries


def make_cases(folder: Path, count: int, seed: int) -> tuple[Case, Case]:
    """A first and a second ingest, each run undisturbed: their content, and how long they last."""
    first, second = write_deliveries(folder, count, seed)
    bases = (folder / "empty", folder / "published")
    bases[0].mkdir()
    must_end_well(run_ingest([first], bases[1]))
    return (
        measure("first", second, bases[0], folder / "undisturbed-first"),
        measure("second", second, bases[1], folder / "undisturbed-second"),
    )


def measure(name: str, source: Path, base: Path, home: Path) -> Case:
    """A case whose undisturbed run is made in a copy of its home."""
    shutil.copytree(base, home, symlinks=True)
    ended = must_end_well(run_ingest([source], home))
    if wrong := list(faults_of(home, ended)):
        raise RuntimeError(f"An undisturbed run is not sound: {'; '.join(wrong)}")
    after = content_hash(warehouse_path(home))
    return Case(name, source, base, published_hash(base), after, tuple(lengths(ended)))


def must_end_well(ended: Ended) -> Ended:
    if ended.summary is None:
        raise RuntimeError(f"An undisturbed run failed: {ended.error}")
    return ended


def published_hash(home: Path) -> str | None:
    """What the published warehouse of a home says, if there is one; raises where it is harmed."""
    path = warehouse_path(home)
    return content_hash(path) if path.exists() else None


def draw_aim(case: Case, name: str, rng: Random) -> Aim:
    """A random instant of a random turn of a step, or of the engine's time around the steps."""
    if name == RENAMING:
        return Aim("publish", 0, rng.uniform(0, RENAMING_SECONDS))
    place, turn, length = rng.choice([one for one in case.places if one[0] == name])
    late = rng.uniform(0, length)
    if place == "end":
        report = next(seconds for step, _, seconds in case.places if step == "report")
        return Aim("report", 0, report + late)
    return Aim(place, turn, late)


def kill_once(number: int, cases: tuple[Case, Case], seed: int, folder: Path) -> dict[str, Any]:
    """One kill and the normal run after it; what became of them."""
    case, name = cases[number % 2], AIMS[number // 2 % len(AIMS)]
    rng = Random(f"{seed}:{number}")
    start = time.perf_counter()
    home = folder / f"home-{number}"
    for _ in range(ATTEMPTS):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(case.home, home, symlinks=True)
        aim = draw_aim(case, name, rng)
        killed = run_ingest([case.source], home, aim)
        if killed.summary is None:
            break
    wrong = [f"before its kill: {killed.error}"] if killed.error else []
    wrong += between(home, case)
    after = run_ingest([case.source], home)
    wrong += faults_of(home, after)
    is_equal = published_hash(home) == case.hash_after
    shutil.rmtree(home)
    return {
        "number": number,
        "seed": seed,
        "case": case.name,
        "aim": name,
        "step": aim.place,
        "turn": aim.turn,
        "after_seconds": round(aim.seconds, 4),
        "was_killed": killed.summary is None,
        "recovered": (after.summary or {}).get("recovered"),
        "hash_equal": is_equal,
        "faults": wrong,
        "seconds": round(time.perf_counter() - start, 1),
    }


def between(home: Path, case: Case) -> Iterator[str]:
    """What is wrong with the published warehouse after a kill and before the next run."""
    try:
        found = published_hash(home)
    except Exception as error:
        yield f"between, the published warehouse cannot be read: {error}"
        return
    if found not in (case.hash_before, case.hash_after):
        yield "between, the published warehouse says neither what it said before nor what it should"


def faults_of(home: Path, ended: Ended) -> Iterator[str]:
    """What is wrong with a home after a run that should have ended well."""
    if ended.summary is None:
        yield f"the next run failed: {ended.error or 'it took too long'}"
        return
    if not ended.summary["published"]:
        yield "the next run did not publish"
    yield from ledger_faults(home)
    for pattern in LEFT_OVER:
        for path in home.glob(pattern):
            yield f"{path.name} is left over"
    if mode := warehouse_path(home).stat().st_mode & 0o777 ^ 0o444:
        yield f"the published file's mode differs from 0444 by {mode:o}"
    yield from report_faults(home)


def ledger_faults(home: Path) -> Iterator[str]:
    """Receipts, deliveries and the runs' counts are as many; so are documents kept and known."""
    archive = Archive(home)
    receipts = [r for run_id in archive.run_ids() for r in archive.receipts(run_id)]
    kept = {path.name for path in archive.root.glob("??/*")}
    if kept != {receipt.document_id for receipt in receipts}:
        yield "the archive holds other documents than its receipts name"
    wanted = (len(receipts), len(receipts), len(receipts), len(kept))
    if (found := ask(store_path(home), LEDGER)[1][0]) != wanted:
        yield f"the ledger has {found}, wanted {wanted}"


def report_faults(home: Path) -> Iterator[str]:
    """The latest report is whole, made since the last publication, and lists its findings."""
    latest, published = home / "reports" / "latest", warehouse_path(home)
    page, findings = latest / "index.html", latest / "findings.csv"
    if missing := [path.name for path in (page, findings) if not path.exists()]:
        yield f"reports/latest lacks {' and '.join(missing)}"
        return
    if not page.read_text(encoding="utf-8").rstrip().endswith("</html>"):
        yield "reports/latest/index.html is not whole"
    if page.stat().st_mtime < published.stat().st_mtime:
        yield "reports/latest/index.html is older than the last publication"
    with TemporaryDirectory() as folder:
        write_findings(published, [Path(folder)])
        if findings.read_bytes() != (Path(folder) / findings.name).read_bytes():
            yield "reports/latest/findings.csv is not of the last publication"


def read_results(path: Path, seed: int) -> list[dict[str, Any]]:
    """Results of earlier runs with this seed; a line cut off by a kill does not count."""
    found = []
    for line in path.read_text().splitlines() if path.exists() else ():
        with suppress(json.JSONDecodeError):
            found.append(json.loads(line))
    return [one for one in found if one["seed"] == seed]


def kill_all(
    numbers: Iterable[int], cases: tuple[Case, Case], seed: int, folder: Path, jobs: int
) -> Iterator[dict[str, Any]]:
    """Each numbered kill, some at a time."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda number: kill_once(number, cases, seed, folder), numbers)


def show(results: list[dict[str, Any]]) -> None:
    """A table by the aim of the kills, and what is wrong, kill by kill."""
    print(f"{'aim':<10}{'kills':>7}{'recovered':>11}{'too late':>10}{'equal':>7}{'faultless':>11}")
    for name in (*AIMS, "all"):
        of_it = [one for one in results if name in (one["aim"], "all")]
        late = sum(not one["was_killed"] for one in of_it)
        recovered = sum(bool(one["recovered"]) for one in of_it)
        equal = sum(one["hash_equal"] for one in of_it)
        sound = sum(not one["faults"] for one in of_it)
        print(f"{name:<10}{len(of_it):>7}{recovered:>11}{late:>10}{equal:>7}{sound:>11}")
    for one in results:
        for fault in one["faults"]:
            print(f"kill {one['number']} ({one['case']}, {one['aim']}): {fault}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="kills")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="kills at a time")
    parser.add_argument("--number", type=int, help="only this kill, again")
    parser.add_argument("--out", type=Path, required=True, help="results, a JSON line a kill")
    chosen = parser.parse_args()
    results = [] if chosen.number is not None else read_results(chosen.out, chosen.seed)
    known = {one["number"] for one in results}
    wanted = range(chosen.count) if chosen.number is None else [chosen.number]
    with TemporaryDirectory() as name:
        folder = Path(name)
        with running_server(folder) as server, chosen.out.open("a") as out:
            prepare(server)
            cases = make_cases(folder, chosen.documents, chosen.seed)
            left = [number for number in wanted if number not in known]
            for one in kill_all(left, cases, chosen.seed, folder, chosen.jobs):
                results.append(one)
                print(json.dumps(one), file=out, flush=True)
                said = "; ".join(one["faults"]) or "nothing lost"
                print(f"{len(results)}/{len(known) + len(left)} kill {one['number']} {one['case']} "
                      f"{one['aim']} {one['seconds']} s: {said}", flush=True)  # fmt: skip
    show(results)
    return int(not all(one["hash_equal"] and not one["faults"] for one in results))


if __name__ == "__main__":
    sys.exit(main())
