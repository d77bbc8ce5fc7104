"""Ingests as processes of their own that are killed, with their children, at a chosen instant.

A fork server that has imported the engines spares each process ten seconds. Its threads are those
of memory allocators, which know how to fork; pools of threads begin with the first work.
"""

import multiprocessing
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flows.environment import prepare_environment

STEPS = ("pull", "parse", "check", "load", "build", "validate", "publish", "report")
PLACES = ("start", *STEPS, "end")
IMPORTED = (
    "flows.ingest", "pandera.polars", "great_expectations", "altair", "vl_convert", "jinja2",
    "reports.page", "reports.findings", "reports.data_docs", "schemas.expectations",
)  # fmt: skip
LONGEST_RUN = 600  # seconds


@dataclass(frozen=True)
class Aim:
    """The instant of a kill: seconds after a place has begun for the n-th time, from 0."""

    place: str
    turn: int
    seconds: float


@dataclass(frozen=True)
class Ended:
    """How an ingest ended: its summary, or its error, or neither where it was killed."""

    summary: dict[str, Any] | None
    error: str
    # Where each place began and the run ended, in seconds since it began.
    course: tuple[tuple[str, float], ...]
    seconds: float


def prepare(server: str) -> None:
    """Have the fork server import what a run needs, so that its runs talk to `server`."""
    os.environ["PREFECT_API_URL"] = server
    prepare_environment()
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(IMPORTED))


def ingest_here(told: Connection, sources: list[str], home: str) -> None:
    """An ingest in this process, the leader of a group of its own; tells where it is."""
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # DuckDB takes a forked process for a terminal
    told.send(("start", time.monotonic()))
    from flows.ingest import ingest
    from flows.progress import listening

    last = ["start"]

    def hear(step: str, *_: int) -> None:
        if step in STEPS and step != last[0]:
            last[0] = step
            told.send((step, time.monotonic()))

    try:
        with listening(hear):
            summary = ingest(sources=sources, home=home)
    except Exception as error:
        told.send(("error", f"{type(error).__name__}: {error}"))
        return
    # Nobody is told that the report has been written; it took as long as the run says.
    told.send(("over", {**summary.as_json(), "report": summary.seconds["report"]}))
    told.send(("finish", time.monotonic()))


def run_ingest(sources: list[Path], home: Path, aim: Aim | None = None) -> Ended:
    """Run an ingest to its end or, with an `aim`, until it is killed there."""
    context = multiprocessing.get_context("forkserver")
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=ingest_here, args=(told, [str(s) for s in sources], str(home)))
    start = time.monotonic()
    process.start()
    told.close()
    try:
        return listen(process, heard, aim, start)
    finally:
        kill_group(process)
        heard.close()


def listen(process: Any, heard: Connection, aim: Aim | None, start: float) -> Ended:
    """Follow a run by what it tells, and kill it at the aim."""
    course: list[tuple[str, float]] = []
    summary, error, due = None, "", start + LONGEST_RUN
    with suppress(EOFError):
        while heard.poll(max(0.0, due - time.monotonic())):
            name, said = heard.recv()
            if name == "over":
                summary = said
            elif name == "error":
                error = said
            else:
                turn = sum(place == name for place, _ in course)
                course.append((name, said))
                if aim and (name, turn) == (aim.place, aim.turn):
                    due = said + aim.seconds
    if error or summary is not None:
        process.join()
    kill_group(process)
    begun = course[0][1]
    places = tuple((place, instant - begun) for place, instant in course)
    return Ended(summary, error, places, time.monotonic() - start)


def kill_group(process: Any) -> None:
    """SIGKILL a process and its children, unless it has ended."""
    if process.is_alive():
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    process.join()


def lengths(ended: Ended) -> list[tuple[str, int, float]]:
    """Of a whole run: each place with its turn and how long it lasted; at last the end."""
    found: list[tuple[str, int, float]] = []
    for (place, begun), (_, over) in pairwise(ended.course):
        turn = sum(name == place for name, *_ in found)
        found.append((place, turn, over - begun))
    place, turn, both = found.pop()
    report = min(both, (ended.summary or {})["report"])
    return [*found, (place, turn, report), ("end", 0, both - report)]
