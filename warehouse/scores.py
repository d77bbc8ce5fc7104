"""Scores of each run that published: kept with the archive, shown in ``quality.score_history``."""

import os
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.ddl import quoted
from warehouse.query import reading


def history_path(home: Path) -> Path:
    """The scores of all runs: CSV, one line for each run, authority and criterion."""
    return home / "archive" / "scores.csv"


def add_history(path: Path, home: Path, run_id: str, scored_at: datetime) -> None:
    """Put the scores of this run, and those kept of earlier ones, into a finished warehouse."""
    past = history_path(home)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO quality.score_history BY NAME SELECT ? AS run_id, ? AS scored_at, * "
            "FROM quality.score_by_authority",
            [run_id, scored_at.replace(tzinfo=None)],
        )
        if past.exists():
            connection.execute(
                "INSERT INTO quality.score_history BY NAME "
                f"SELECT * FROM read_csv({quoted(str(past))}, header = true, all_varchar = true)"
            )


def keep_scores(path: Path, home: Path) -> None:
    """Keep the history that a published warehouse shows; the file is replaced in one step."""
    kept = history_path(home)
    fresh = kept.with_suffix(".part")
    with reading(path) as connection:
        connection.execute(
            "COPY (SELECT * FROM quality.score_history ORDER BY ALL) "
            f"TO {quoted(str(fresh))} (FORMAT csv, HEADER)"
        )
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(kept)
