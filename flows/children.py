"""Commands of Prefect that run for as long as somebody needs them, and end with their parent."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows.environment import CHECKOUT

STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of Prefect in the checkout while the block runs; its errors go to ours.

    In a session of its own, so that a terminal's Ctrl-C reaches its parent alone, which stops
    its children in order.
    """
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "prefect", *arguments],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509
    )
    try:
        yield child
    finally:
        stop(child)


def end_with_parent() -> None:
    """Ask the kernel for a SIGTERM once the parent is gone, killed perhaps; heed both signals."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(child: subprocess.Popen[bytes]) -> None:
    """Let a child stop by itself; kill it where it takes too long."""
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def run_once(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of Prefect in the checkout from its start to its end, with what it printed."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "prefect", *arguments],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
