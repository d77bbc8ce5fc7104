"""A warehouse to export: of the sample documents, and of projects whose names are formulas."""

from pathlib import Path

from flows.demo import DELIVERIES
from tests.conftest import SAMPLES
from tests.flows.test_hostile_names import AUTHORITY, CODE, NAME, PLACE, TEXT
from tests.warehouse.made import build, take_in

HOSTILE = ("=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","x")', "@SUM(1+1)", "-1", "+1")


def hostile_warehouse(home: Path) -> Path:
    """Where the warehouse of a new home lies."""
    files = [
        (path.name, path.read_bytes())
        for delivery in DELIVERIES
        for path in sorted((SAMPLES / delivery).iterdir())
    ]
    for at, name in enumerate(HOSTILE):
        text = TEXT.replace(CODE, f"A7915{at}").replace(PLACE, name)
        for field in (NAME, AUTHORITY):
            text = field.sub(name, text)
        files.append((f"hostile{at}", text.encode()))
    take_in(home, files)
    return build(home)
