"""The journal: when each run began and how it ended, appended to a file beside the receipts."""

import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from schemas.catalogue import table
from schemas.frames import build_frame
from warehouse.json_lines import append_line, read_lines

# "stopped": it began, and neither ended nor is at work.
OUTCOMES = ("published", "nothing_new", "held_back", "failed", "stopped", "running")


def journal_path(home: Path) -> Path:
    """The journal of a home."""
    return home / "archive" / "runs.jsonl"


def note_start(home: Path, run_id: str, command: str, started_at: datetime) -> None:
    """Append that a run has begun, and in which process."""
    facts = {"run_id": run_id, "command": command, "started_at": started_at, "pid": os.getpid()}
    append_line(journal_path(home), facts)


def note_end(home: Path, run_id: str, outcome: str, facts: dict[str, Any]) -> None:
    """Append how a run has ended: its outcome, counts, seconds by step, error."""
    append_line(
        journal_path(home),
        {"run_id": run_id, "outcome": outcome, "ended_at": datetime.now(UTC), **facts},
    )


def read_journal(home: Path) -> list[dict[str, Any]]:
    """One row for each run that began, oldest first; without `outcome` where none is told.

    Times are UTC without a zone, as everywhere in the warehouse.
    """
    runs: dict[str, dict[str, Any]] = {}
    for line in read_lines(journal_path(home)):
        runs.setdefault(line["run_id"], {}).update(line)
    for run in runs.values():
        for name in ("started_at", "ended_at"):
            if name in run:
                run[name] = datetime.fromisoformat(run[name]).replace(tzinfo=None)
    return [run for run in runs.values() if "command" in run]


def first_run(home: Path) -> str:
    """The run with which the journal begins: by it a home is known, and one restored from it."""
    return str(read_journal(home)[0]["run_id"])


def add_steps(path: Path, home: Path, run_id: str, seconds: dict[str, float]) -> None:
    """Put into a finished warehouse how long each step of each run took.

    `seconds` are those of the run that is about to publish it, so far.
    """
    told = {run["run_id"]: run.get("seconds", {}) for run in read_journal(home)} | {run_id: seconds}
    rows = [
        {"run_id": one, "step": step, "seconds": Decimal(str(round(spent, 3)))}
        for one, steps in told.items()
        for step, spent in steps.items()
        if spent
    ]
    frame = build_frame(table("meta.run_step"), rows)
    with duckdb.connect(str(path)) as connection:
        connection.register("steps", frame)
        connection.execute("INSERT INTO meta.run_step BY NAME SELECT * FROM steps")
