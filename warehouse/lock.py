"""Whether a process holds one of a home's locks."""

from pathlib import Path


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
