"""What a document may cost the process that reads it, as far as the system can hold it to that.

A process that has bound itself keeps two clocks. The first interrupts Python; native code that
does not return is beyond it, so that the second ends the process. Linux alone limits memory.
"""

import faulthandler
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

GRACE = 5.0  # seconds between the two clocks
AGAIN = 1.0  # seconds after which Python is interrupted again, should a library have caught it
STATM, DATA = "/proc/self/statm", 5  # pages of this process, and which of them it can write

_watched: list[float] = []  # seconds of the document being read, if one is
_nowhere: list[IO[str]] = []  # where the second clock writes its trace, which may quote a document


class TooSlow(BaseException):
    """A document took longer than it may; no library's ``except Exception`` is to catch it."""


def bind() -> None:
    """Keep the clocks from now on. Only for a process whose main thread reads the documents."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, interrupt)
    _nowhere[:] = [open(os.devnull, "w", encoding="utf-8")]  # noqa: SIM115


def interrupt(*_: object) -> None:
    if _watched:
        raise TooSlow


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so many seconds; where that is of no use, end the process later."""
    with before_the_end(seconds + GRACE):
        _watched[:] = [seconds]
        set_clock(seconds)
        try:
            yield
        finally:
            _watched.clear()  # before the clock: it may strike once more meanwhile
            set_clock(0)


@contextmanager
def before_the_end(seconds: float) -> Iterator[None]:
    """End the process after so many seconds, whatever it does."""
    if not _nowhere:
        yield
        return
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere[0])
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def set_clock(seconds: float) -> None:
    if _nowhere and sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN if seconds else 0)


def bind_memory(size: int) -> None:
    """Let this process take no more than so many bytes beyond what it holds now."""
    if _nowhere and sys.platform == "linux":
        import resource

        with open(STATM, encoding="ascii") as file:
            held = int(file.read().split()[DATA]) * resource.getpagesize()
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        wanted = held + size
        within = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_DATA, (within, most))
