"""What sources give: contents with their time and validator, or the reason why there is none."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol
from urllib.parse import quote

from schemas.limits import MAX_BYTES, MAX_PACKAGE_BYTES, grouped
from sources.packages import Unopenable, is_package, open_package

IN_MEMORY = 1024 * 1024
READ_AGAIN = "The next run tries again."


class SourceMissing(Exception):
    """A named source that does not exist or matches nothing."""


class Unreadable(Exception):
    """Something that could not be read: its address, the reason, and what to do about it."""

    def __init__(self, uri: str, reason: str, remedy: str = READ_AGAIN) -> None:
        super().__init__(f"Could not read {uri}: {reason.rstrip('.')}. {remedy}")
        self.reason = reason


@dataclass(frozen=True)
class Content:
    """A seekable stream with the source's time and its validator, both as far as it has them."""

    stream: IO[bytes]
    modified_at: datetime | None = None
    validator: str | None = None


class Located(Protocol):
    """One thing to be read."""

    @property
    def uri(self) -> str:
        """Its address."""

    def open(self, validator: str | None = None) -> AbstractContextManager[Content | None]:
        """Its content; None where it still has the state that `validator` names.

        Raises Unreadable.
        """


@dataclass(frozen=True)
class Delivery:
    """One document of a source; its stream is to be read before the next is asked for."""

    uri: str
    stream: IO[bytes]
    modified_at: datetime | None
    validator: str | None

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size` of them. Raises Unreadable."""
        try:
            return self.stream.read(size)
        except OSError as error:
            raise unreadable(self.uri, error) from error


def unreadable(uri: str, error: OSError) -> Unreadable:
    """What an error of this machine's files means for a source."""
    return Unreadable(uri, error.strerror or str(error), "Mend it; run again.")


def deliveries(uri: str, content: Content) -> Iterator[Delivery]:
    """The content itself or, where it is a package, each of its members.

    A package that is not to be unpacked is delivered as it is, for the reader to refuse. Only the
    last member carries the package's validator: a package half received is asked for again. Raises
    Unreadable.
    """
    try:
        with open_package(content.stream) as package:
            if package:
                kind, members = package
                for number, member in enumerate(members, start=1):
                    name = f"{kind}://{quote(member.name)}::{uri}"
                    validator = content.validator if number == len(members) else None
                    with member.open() as stream:
                        yield Delivery(name, stream, member.modified_at, validator)
                return
    except Unopenable:
        pass
    except OSError as error:
        raise unreadable(uri, error) from error
    content.stream.seek(0)
    yield Delivery(uri, content.stream, content.modified_at, content.validator)


def spool(uri: str, chunks: Iterable[bytes]) -> IO[bytes]:
    """Chunks as a seekable stream, whole.

    Raises Unreadable, and takes no more of them, beyond the size of a document, or of a package
    where they begin as one.
    """
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    size, limit = 0, MAX_BYTES
    for chunk in chunks:
        size += file.write(chunk)
        if size > limit == MAX_BYTES and is_package(file):
            limit = MAX_PACKAGE_BYTES
            file.seek(0, 2)
        if size > limit:
            file.close()
            reason = f"it is larger than {grouped(limit)} bytes"
            raise Unreadable(uri, reason, "Check what is there.")
    file.seek(0)
    return file
