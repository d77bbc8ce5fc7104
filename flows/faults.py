"""What a failure is called: in words of our own, so that no document is quoted where it is kept.

Prefect keeps the message and traceback of every exception. Other libraries' messages may quote a
value, and a value may be a person's.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from tempfile import gettempdir

from warehouse.ddl import MEMORY_VARIABLE

# Packages whose errors are ours, or speak of the engine and its server.
SAFE = ("flows", "reports", "schemas", "sources", "warehouse", "prefect", "httpx", "filelock")
# DuckDB's errors that speak of files and tables, never of values.
OF_FILES = ("IOException", "FatalException", "InternalException", "CatalogException")
NO_MEMORY = ("Out of Memory Error", "failed to pin block", "could not allocate block")
NO_ROOM = ("No space left on device", "Disk quota exceeded", "No space left on disk")


class HomeUnusable(Exception):
    """A home that cannot be worked on, with what to do about it."""


class StepFailed(Exception):
    """A fault of the program: the kind of error and the place in the code, not what it says."""


@contextmanager
def in_our_words(home: Path) -> Iterator[None]:
    """Let no error pass whose message could quote a document.

    Raises HomeUnusable where disk or memory are why, StepFailed for other libraries' errors;
    our own, and those that speak of files, pass as they are.
    """
    try:
        yield
    except HomeUnusable:
        raise
    except Exception as error:
        if words := unusable(home, error):
            raise HomeUnusable(words) from None
        if speaks_of_no_value(error):
            raise
        *_, place = traceback.extract_tb(error.__traceback__)
        raise StepFailed(
            f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}. Nothing of the "
            "run is kept but its receipts. Its message is withheld: it could quote a document."
        ) from None


def speaks_of_no_value(error: BaseException) -> bool:
    """Whether the message of an error is ours, or the system's or DuckDB's about files."""
    kind = type(error)
    package = kind.__module__.partition(".")[0]
    is_of_files = package == "_duckdb" and kind.__name__ in OF_FILES
    return package in SAFE or is_of_files or isinstance(error, OSError)


def unusable(home: Path, error: BaseException) -> str | None:
    """What a home lacks where that is why something failed, else None."""
    if words := lacking(home, error):
        return words
    if isinstance(error, PermissionError) or "Read-only file system" in str(error):
        return cannot_use(home, error)
    return None


def lacking(place: Path, error: BaseException) -> str | None:
    """What a home or folder lacks of disk or memory where that is why something failed."""
    said = str(error)
    if any(words in said for words in NO_ROOM):
        there = next(folder for folder in (place, *place.parents) if folder.exists())
        free = {place: disk_usage(place).free for place in (there, Path(gettempdir()))}
        fullest = min(free, key=lambda place: free[place])
        return (
            f"No room left on the disk of {fullest} ({free[fullest]:,} bytes free). Make room and "
            "run again: what was received stays, and so does what is published."
        )
    if any(words in said for words in NO_MEMORY):
        return (
            f"DuckDB needs more memory than it may take for what is in {place}. Set "
            f"{MEMORY_VARIABLE} to more, 2GB say, and run again: what was received stays, and so "
            "does what is published."
        )
    return None


def cannot_use(home: Path, error: BaseException) -> str:
    """An error of the disk in words, with what to do."""
    place = getattr(error, "filename", None) or home
    reason = getattr(error, "strerror", None) or error
    if not Path(place).is_relative_to(home):
        return f"{place} cannot be used: {reason}."
    return f"{place} cannot be written: {reason}. Name another home with --home."
