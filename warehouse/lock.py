"""The locks of a home: whether a process holds one, and holding the one of runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class HomeHeld(Exception):
    """A home on which a run is at work."""


def is_locked(path: Path) -> bool | None:
    """Whether a process holds a lock; None where this user may not try it, and so cannot know."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(path).acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return None


@contextmanager
def holding(home: Path) -> Iterator[None]:
    """The lock of a home's runs, at once. Raises HomeHeld."""
    from filelock import FileLock, Timeout

    try:
        lock = FileLock(home / "run.lock").acquire(timeout=0)
    except Timeout as error:
        raise HomeHeld(f"A run is at work on {home}. Try again when it has ended.") from error
    with lock:
        yield
