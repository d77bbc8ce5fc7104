"""What an operator asks of a home: its last runs, its documents, its quarantine."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse.journal import read_journal
from warehouse.keys import keys_path
from warehouse.layout import check_layout
from warehouse.lock import is_locked
from warehouse.publish import warehouse_path
from warehouse.query import is_held, legible, named_rows, reading
from warehouse.store import store_path

LAST_RUNS = 10
COUNTS = ("pulled", "unchanged", "duplicate", "loaded", "new_version", "quarantined")


@contextmanager
def open_state(home: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The store to read from, or while a run holds it the published warehouse; None for neither."""
    check_layout(home)
    store, published = store_path(home), warehouse_path(home)
    connection = None
    if os.access(store, os.R_OK, effective_ids=True):  # it is its owner's alone
        try:
            with legible(store):
                connection = duckdb.connect(str(store), read_only=True)
        except duckdb.IOException as error:
            if not is_held(error):
                raise
    if connection:
        with closing(connection), legible(store):
            yield connection
    elif published.exists():
        with reading(published) as connection:
            yield connection
    else:
        yield None


def state_rows(home: Path, query: str) -> list[dict[str, Any]]:
    """Rows of a query on the state of a home; none before its first run."""
    with open_state(home) as connection:
        if connection is None:
            return []
        return named_rows(connection.execute(query))


def history(home: Path) -> dict[str, Any]:
    """Last ten runs, documents by status and quarantine by reason."""
    documents = state_rows(
        home, "SELECT status, count(*) AS n FROM meta.document GROUP BY 1 ORDER BY 1"
    )
    reasons = state_rows(
        home, "SELECT reason, count(*) AS n FROM quality.quarantine GROUP BY 1 ORDER BY 1"
    )
    return {
        "home": str(home),
        "sealed": is_sealed(home),
        "runs": last_runs(home),
        "documents": {row["status"]: row["n"] for row in documents},
        "quarantine": {row["reason"]: row["n"] for row in reasons},
    }


def is_sealed(home: Path) -> bool | None:
    """Whether the archive of a home is sealed; None where this user may not look."""
    try:
        return keys_path(home).exists()
    except PermissionError:
        return None


def last_runs(home: Path) -> list[dict[str, Any]]:
    """The last runs, the latest first, with their counts, outcome and seconds by step.

    Of runs older than the journal only the counts are known.
    """
    counted = state_rows(home, f"SELECT * FROM meta.run ORDER BY started_at DESC LIMIT {LAST_RUNS}")
    runs = {row["run_id"]: row for row in counted}
    for told in journal_of(home)[-LAST_RUNS:]:
        runs[told["run_id"]] = dict.fromkeys(COUNTS) | runs.get(told["run_id"], {}) | told
    latest = sorted(runs.values(), key=lambda run: str(run["run_id"]), reverse=True)[:LAST_RUNS]
    for run in latest:
        run.setdefault("outcome", None)
        run.pop("pid", None)
    return latest


def journal_of(home: Path) -> list[dict[str, Any]]:
    """The journal, where it may be read; a run without an end is running or was stopped."""
    try:
        runs = read_journal(home)
    except PermissionError:
        return []
    for run in runs:
        run.setdefault("outcome", "stopped")
    if runs and runs[-1]["outcome"] == "stopped" and is_locked(home / "run.lock"):
        runs[-1]["outcome"] = "running"
    return runs


def quarantined(home: Path) -> list[dict[str, Any]]:
    """Refused documents, the latest first."""
    return state_rows(home, "SELECT * FROM quality.quarantine ORDER BY first_seen DESC")
