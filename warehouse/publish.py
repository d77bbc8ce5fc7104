"""Publishing: the new warehouse takes the place of the old one in one step.

``warehouse.duckdb`` is a link to the file published last, below ``published/``. DuckDB follows the
link before it names a write-ahead log, so a session that somebody has left open for writing on an
earlier file can never write beside the one in force.
"""

import os
from pathlib import Path

from warehouse.ddl import checkpoint
from warehouse.disk import sync

READ_ONLY = 0o444


def warehouse_path(home: Path) -> Path:
    """Where the published warehouse of a home lies."""
    return home / "warehouse.duckdb"


def candidate_path(home: Path) -> Path:
    """Where a warehouse is made before it is published."""
    return home / "building" / "warehouse.duckdb"


def publish(home: Path, run_id: str) -> list[str]:
    """Put the candidate in place of the published warehouse; warnings for the operator.

    The file published before stays until the next publication: a reader may just have been led
    to it.
    """
    candidate, link = candidate_path(home), warehouse_path(home)
    target = home / "published" / f"{run_id}.duckdb"
    checkpoint(candidate)
    candidate.chmod(READ_ONLY)
    with candidate.open("rb") as file:
        os.fsync(file.fileno())
    warnings = remove_stray_logs(home)
    target.parent.mkdir(exist_ok=True)
    candidate.replace(target)
    before = link.resolve()
    fresh = link.with_name(f"{link.name}.part")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.relative_to(home))
    fresh.replace(link)
    sync(target.parent, home)
    for old in target.parent.glob("*.duckdb"):
        if old not in (target, before):
            old.unlink()
    return warnings


def remove_stray_logs(home: Path) -> list[str]:
    """Remove what somebody's read-write sessions left beside published files; warnings.

    A ``.wal`` would be replayed into the file of its name by whoever opens that next.
    """
    link = warehouse_path(home)
    strays = [link.with_name(f"{link.name}.wal"), *(home / "published").glob("*.wal")]
    warnings = []
    for stray in strays:
        if stray.exists():
            warnings.append(
                f"Removed {stray}: somebody opened the published warehouse for writing. What they "
                "wrote is not kept; work on a copy instead."
            )
            stray.unlink()
    return warnings


def published_run(home: Path) -> str:
    """The run that published the file in force."""
    return warehouse_path(home).resolve().stem


def published_mark(home: Path) -> str | None:
    """Size and time of change of the published file: it differs once somebody has changed it."""
    path = warehouse_path(home)
    if not path.exists():
        return None
    facts = path.stat()
    return f"{facts.st_size} {facts.st_mtime_ns}"
