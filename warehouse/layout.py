"""The layout of a home: how its files lie, as a number that is kept with the archive.

1: archive, store, and one file that is the published warehouse; no file says so.
2: the archive says the layout; the published warehouse is a link to a file below ``published``.
"""

import os
from pathlib import Path

LAYOUT = 2
FIRST = 1


class LayoutUnknown(Exception):
    """A home that a newer program made: which layout it has, which is known, what to do."""


def layout_path(home: Path) -> Path:
    """Where a home says its layout."""
    return home / "archive" / "layout"


def check_layout(home: Path) -> None:
    """Raise LayoutUnknown for a home of a layout that this program does not know."""
    path = layout_path(home)
    try:
        said = path.read_text(encoding="ascii", errors="replace").strip()
    except (FileNotFoundError, PermissionError):  # who may not read the archive may not change it
        return
    if not said.isdecimal():
        raise LayoutUnknown(
            f"{path} holds no number, so it is not known how this home is laid out. Nothing was "
            f"touched. Restore that file from a backup; this program writes {LAYOUT} into it."
        )
    if int(said) > LAYOUT:
        raise LayoutUnknown(
            f"{home} has layout {said}; this program knows layouts {FIRST} to {LAYOUT}. Nothing "
            "was touched. Use the newer version of hankevarasto that made or migrated it."
        )


def record_layout(home: Path) -> None:
    """Say in the archive that its home has the present layout."""
    path = layout_path(home)
    if not path.exists() or path.read_text(encoding="ascii").strip() != str(LAYOUT):
        fresh = path.with_suffix(".part")
        with fresh.open("w", encoding="ascii") as file:
            file.write(f"{LAYOUT}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
