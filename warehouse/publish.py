"""Publishing: the new warehouse takes the place of the old one in one step."""

import os
from pathlib import Path

READ_ONLY = 0o444


def warehouse_path(home: Path) -> Path:
    """Where the published warehouse of a home lies."""
    return home / "warehouse.duckdb"


def candidate_path(home: Path) -> Path:
    """Where a warehouse is made before it is published."""
    return home / "building" / "warehouse.duckdb"


def publish(home: Path) -> list[str]:
    """Put the candidate in place of the published warehouse; warnings for the operator.

    A ``.wal`` that somebody's read-write session left beside the published file would be
    replayed into the new one, so it goes first.
    """
    candidate, published = candidate_path(home), warehouse_path(home)
    warnings = []
    stray = published.with_name(published.name + ".wal")
    if stray.exists():
        warnings.append(
            f"Removed {stray}: somebody opened the published warehouse for writing. What they "
            "wrote is not kept; work on a copy instead."
        )
        stray.unlink()
    candidate.chmod(READ_ONLY)
    with candidate.open("rb") as file:
        os.fsync(file.fileno())
    candidate.replace(published)
    return warnings
