"""Packages of documents (zip, tar): what is in them, and which are not to be unpacked.

Office files are zips too, but documents. Nothing is ever written to disk by a member's name.
"""

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any, cast

from schemas.limits import (
    MAX_BYTES,
    MAX_PACKAGE_BYTES,
    MAX_PACKAGE_MEMBERS,
    MAX_PACKAGE_RATIO,
    beyond,
)

CHUNK = 1024 * 1024
LONGEST_READ = 32 * CHUNK  # of a header or a directory, which the libraries hold in memory
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
COMPRESSED: dict[bytes, Callable[[IO[bytes]], Any]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    b"BZh": bz2.BZ2File,
}
# First parts of office files: Open Packaging (docx, xlsx) and OpenDocument (odt, ods).
DOCUMENT_PARTS = {"[Content_Types].xml", "mimetype"}
DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError,
    NotImplementedError, RuntimeError, OverflowError, LookupError, ValueError, OSError,
)  # fmt: skip


class Unopenable(Exception):
    """A package that is not unpacked: a reason of refusal, and what was seen."""

    def __init__(self, reason: str, observed: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.observed = observed


def unsafe(what: str, seen: int, allowed: int) -> Unopenable:
    """A package of which something is beyond a limit."""
    return Unopenable("archive_unsafe", f"{what} {beyond(seen, allowed)}")


@dataclass(frozen=True)
class Member:
    """A file in a package: its name, unpacked size and time (UTC), and how to open it."""

    name: str
    size: int
    modified_at: datetime | None
    open: Callable[[], IO[bytes]]


class Careful:
    """A stream of which nothing is read that would fill the memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > LONGEST_READ:
            raise unsafe("directory", size, LONGEST_READ)
        content = self.file.read(LONGEST_READ + 1 if size < 0 else size)
        if len(content) > LONGEST_READ:
            raise unsafe("directory", len(content), LONGEST_READ)
        return content


def refusal(file: IO[bytes]) -> tuple[str, str | None] | None:
    """Why a package cannot be taken for a document; None where the file is no package.

    `file` is seekable; no more than a chunk of it is held in memory.
    """
    try:
        with open_package(file) as package:
            return None if package is None else ("archive_in_archive", None)
    except Unopenable as error:
        return error.reason, error.observed


def is_package(file: IO[bytes]) -> bool:
    """Whether a seekable file begins as a package does; an office file may."""
    start = beginning(file)
    return start.startswith(ZIP_SIGNATURES) or is_tar(file, start)


@contextmanager
def open_package(file: IO[bytes]) -> Iterator[tuple[str, list[Member]] | None]:
    """Kind ('zip', 'tar') and members of a package, sorted as the files of a folder are.

    Every member has been read through once and is sound. Hidden members are left out, and of
    several with one name the last counts. None where the file is no package or is a document.
    Raises Unopenable for a package that is encrypted, damaged or beyond the limits, and OSError.
    """
    with ExitStack() as stack:
        try:
            found = find_members(file, stack)
            if found:
                read_through(found[1])
        except DAMAGE as error:
            if getattr(error, "errno", None):  # the disk's fault, not the package's
                raise
            raise Unopenable("damaged", type(error).__name__) from error
        yield found and (found[0], visible(found[1]))


def find_members(file: IO[bytes], stack: ExitStack) -> tuple[str, list[Member]] | None:
    start = beginning(file)
    if start.startswith(ZIP_SIGNATURES):
        package = stack.enter_context(zipfile.ZipFile(cast("IO[bytes]", Careful(file))))
        is_document = not DOCUMENT_PARTS.isdisjoint(package.namelist())
        return None if is_document else ("zip", zip_members(package, size_of(file)))
    if not is_tar(file, start):
        return None
    plain, size = file, size_of(file)
    if unpack := decompressor(start):
        plain = stack.enter_context(TemporaryFile())  # noqa: SIM115
        decompress(stack.enter_context(unpack(file)), plain, size)
    plain.seek(0)
    tar = stack.enter_context(tarfile.TarFile(fileobj=cast("IO[bytes]", Careful(plain))))
    return "tar", tar_members(tar, size)


def beginning(file: IO[bytes]) -> bytes:
    file.seek(0)
    start = file.read(tarfile.BLOCKSIZE)
    file.seek(0)
    return start


def size_of(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def decompressor(start: bytes) -> Callable[[IO[bytes]], Any] | None:
    return next((unpack for sign, unpack in COMPRESSED.items() if start.startswith(sign)), None)


def is_tar(file: IO[bytes], start: bytes) -> bool:
    """Whether a file is a tar, compressed or not."""
    if unpack := decompressor(start):
        try:
            start = bytes(unpack(file).read(tarfile.BLOCKSIZE))
        except DAMAGE:
            return False
        finally:
            file.seek(0)
    return start[257:262] == b"ustar"


def zip_members(package: zipfile.ZipFile, size: int) -> list[Member]:
    infos = package.infolist()
    within_limits(((info.file_size for info in infos)), size)
    if any(info.flag_bits & 1 for info in infos):
        raise Unopenable("encrypted")
    return [
        Member(i.filename, i.file_size, zip_time(i), partial(package.open, i))
        for i in infos
        if not i.is_dir()
    ]


def zip_time(info: zipfile.ZipInfo) -> datetime | None:
    """A member's time; zip knows no time zone, so it is taken for UTC."""
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None


def tar_members(tar: tarfile.TarFile, size: int) -> list[Member]:
    found = []

    def sizes() -> Iterator[int]:
        while info := tar.next():
            tar.members.clear()  # type: ignore[attr-defined]  # it would hold every header
            # A link leads to a member that is there already.
            if info.isreg():
                found.append(info)
            yield info.size

    within_limits(sizes(), size)
    # The library takes a broken header for the end; a whole tar ends with a block of zeros.
    file = cast("IO[bytes]", tar.fileobj)
    file.seek(tar.offset)
    if file.read(tarfile.BLOCKSIZE) != bytes(tarfile.BLOCKSIZE):
        raise EOFError
    return [Member(i.name, i.size, tar_time(i), partial(content_of, tar, i)) for i in found]


def content_of(tar: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = tar.extractfile(info)
    if stream is None:
        raise EOFError
    return stream


def tar_time(info: tarfile.TarInfo) -> datetime | None:
    try:
        return datetime.fromtimestamp(info.mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def within_limits(sizes: Iterable[int], packed: int) -> None:
    """Raise Unopenable where members are too large, too many or too much together."""
    total = 0
    for number, size in enumerate(sizes, start=1):
        total += size
        if size > MAX_BYTES:
            raise unsafe("member", size, MAX_BYTES)
        if number > MAX_PACKAGE_MEMBERS:
            raise unsafe("members", number, MAX_PACKAGE_MEMBERS)
        within_total(total, packed)


def within_total(total: int, packed: int) -> None:
    if total > MAX_PACKAGE_BYTES:
        raise unsafe("bytes", total, MAX_PACKAGE_BYTES)
    if total > max(MAX_BYTES, packed * MAX_PACKAGE_RATIO):
        raise unsafe("ratio", total // packed, MAX_PACKAGE_RATIO)


def decompress(compressed: IO[bytes], plain: IO[bytes], packed: int) -> None:
    """Unpack a stream into a file, as far as the limits allow."""
    total = 0
    while chunk := compressed.read(CHUNK):
        total += plain.write(chunk)
        within_total(total, packed)


def read_through(members: list[Member]) -> None:
    """Raise where a member is damaged or ends early."""
    for member in members:
        with member.open() as stream:
            seen = 0
            while chunk := stream.read(CHUNK):
                seen += len(chunk)
        if seen != member.size:
            raise EOFError


def visible(members: list[Member]) -> list[Member]:
    """Members in order; hidden ones apart, and each name once."""
    named = {m.name: m for m in members if not is_hidden(m.name)}
    return sorted(named.values(), key=lambda member: member.name.split("/"))


def is_hidden(path: str) -> bool:
    """Whether a file or a folder of a relative path is hidden."""
    return any(part.startswith(".") and part not in (".", "..") for part in path.split("/"))
