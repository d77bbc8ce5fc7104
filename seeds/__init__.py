"""Reference tables and sample descriptions."""

import csv
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"


def read_reference(name: str) -> list[dict[str, str]]:
    """Rows of ``seeds/reference/NAME.csv``, all values as text."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_all_reference() -> dict[str, list[dict[str, str]]]:
    """Rows of every table of ``seeds/reference`` by its name: those the warehouse is built with."""
    return {path.stem: read_reference(path.stem) for path in sorted(REFERENCE.glob("*.csv"))}
