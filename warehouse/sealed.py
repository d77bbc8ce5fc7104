"""Sealed files: pieces of a document, each encrypted and signed by itself, a line each.

All pieces but the last hold equally many bytes, so that any of them is found without the others.
Their order is held by the name of the document, which is the hash of all.
"""

import os
from collections.abc import Iterable, Iterator
from io import SEEK_CUR, SEEK_END, BufferedReader, RawIOBase
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

PIECE = 64 * 1024
LINE = 87_481  # bytes of a whole piece once it is sealed (a Fernet token), with the line's end


class SealBroken(Exception):
    """A sealed file that is damaged, or sealed with another secret."""


def sealed(chunks: Iterable[bytes], cipher: "MultiFernet") -> Iterator[bytes]:
    """The lines of a sealed file that holds some chunks."""
    for piece in pieces(chunks):
        yield cipher.encrypt(piece) + b"\n"


def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Chunks of any size as whole pieces, and what is left."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)


def unsealed(file: BinaryIO, cipher: "MultiFernet") -> BinaryIO:
    """A sealed file as a seekable stream of what it holds. Raises SealBroken, reading too."""
    return BufferedReader(Sealed(file, cipher), PIECE)


class Sealed(RawIOBase):
    """What a sealed file holds, one piece of it in memory."""

    def __init__(self, file: BinaryIO, cipher: "MultiFernet") -> None:
        self.file, self.cipher = file, cipher
        self.position = 0
        self.held: tuple[int, bytes] = (-1, b"")
        last = (os.fstat(file.fileno()).st_size - 1) // LINE
        self.size = 0 if last < 0 else last * PIECE + len(self.piece(last))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.position = offset + {SEEK_CUR: self.position, SEEK_END: self.size}.get(whence, 0)
        return self.position

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        if self.position >= self.size:
            return 0
        number, start = divmod(self.position, PIECE)
        part = self.piece(number)[start : start + len(buffer)]
        buffer[: len(part)] = part
        self.position += len(part)
        return len(part)

    def piece(self, number: int) -> bytes:
        """One piece."""
        from cryptography.fernet import InvalidToken

        if self.held[0] != number:
            self.file.seek(number * LINE)
            try:
                self.held = (number, self.cipher.decrypt(self.file.read(LINE).rstrip(b"\n")))
            except InvalidToken as error:
                raise SealBroken from error
        return self.held[1]

    def close(self) -> None:
        self.file.close()
        super().close()
