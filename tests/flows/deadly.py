"""Decisions on which a reader's process comes to harm when it comes to one document."""

import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass

from schemas.decisions import Correction, Decisions

MEBIBYTE = 1024**2


def hang() -> None:
    """Never return, in Python."""
    while True:
        pass


def hang_in_native_code() -> None:
    """Never return, in native code that heeds no signal and lets no other thread go on."""
    libc = ctypes.PyDLL(None)
    mutex = ctypes.create_string_buffer(64)
    for _ in range(2):
        libc.pthread_mutex_lock(mutex)


def devour() -> None:
    """Take all the memory that there is."""
    taken = []
    while True:
        taken.append(bytes(64 * MEBIBYTE))


def die() -> None:
    """End the process at once."""
    os._exit(1)


HARM: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (hang, hang_in_native_code, devour, die)
}


@dataclass(frozen=True)
class DeadlyDecisions(Decisions):
    """No decisions; the process that asks for those on a document of `victims` comes to harm.

    With a `marker` it ends the first time that anything is asked, once for each such file.
    """

    victims: tuple[tuple[str, str], ...] = ()  # by id: the name of the harm
    marker: str = ""

    def corrections_of(self, document_id: str) -> tuple[Correction, ...]:
        if harm := dict(self.victims).get(document_id):
            HARM[harm]()
        if self.marker and not os.path.exists(self.marker):
            open(self.marker, "w").close()
            die()
        return ()
