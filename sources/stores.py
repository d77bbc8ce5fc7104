"""Documents from whatever fsspec reaches: object stores and file servers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import has_magic
from typing import Any

import fsspec
from fsspec.core import split_protocol, url_to_fs

from sources.content import Content, SourceMissing, Unreadable, spool
from sources.packages import is_hidden

CHUNK = 1024 * 1024
TIMES = ("LastModified", "last_modified", "updated", "mtime", "modified")
ETAGS = ("ETag", "etag")
EXTRAS = {"s3": "s3", "s3a": "s3"}
REMEDY = "Check its address and your access to it, then run again."


@dataclass(frozen=True)
class StoredFile:
    """One file of a file system; `facts` is what its listing says."""

    uri: str
    path: str
    system: Any
    facts: dict[str, Any]

    @contextmanager
    def open(self, validator: str | None = None) -> Iterator[Content | None]:
        """Its content, fetched whole; None where its ETag is `validator`. Raises Unreadable."""
        etag = first(self.facts, ETAGS)
        if etag is not None and etag == validator:
            yield None
            return
        with self.fetch() as stream:
            yield Content(stream, as_time(first(self.facts, TIMES)), etag)

    def fetch(self) -> Any:
        with reaching(self.uri), self.system.open(self.path, "rb") as remote:
            stream = spool(self.uri, iter(lambda: remote.read(CHUNK), b""))
        size = stream.seek(0, 2)
        stream.seek(0)
        if size != self.facts.get("size", size):
            raise Unreadable(self.uri, f"{size} of {self.facts['size']} bytes came")
        return stream


@contextmanager
def reaching(uri: str) -> Iterator[None]:
    """Turn what goes wrong in a file system into Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:  # each file system has errors of its own
        raise Unreadable(uri, str(error) or type(error).__name__, REMEDY) from error


def require_backend(source: str) -> None:
    """Raise SourceMissing where no installed library reaches a source's kind of address."""
    protocol, _ = split_protocol(source)
    try:
        fsspec.get_filesystem_class(protocol)
    except ValueError as error:
        raise SourceMissing(f"{source}: addresses of the kind {protocol}:// are not known.") from (
            error
        )
    except ImportError as error:
        extra = EXTRAS.get(str(protocol))
        hint = f"pip install 'hankevarasto[{extra}]'" if extra else str(error)
        raise SourceMissing(f"{source} needs a library that is not installed: {hint}") from error


def locate_stored(source: str) -> list[StoredFile]:
    """Files of an address, sorted by path, hidden ones apart: one, all below a prefix, or a glob.

    Credentials and endpoints are what fsspec finds in its configuration and the environment.
    Raises Unreadable where the place cannot be reached or holds nothing.
    """
    inner = source.partition("::")
    with reaching(source):
        system, path = url_to_fs(source, skip_instance_cache=True)  # nor its listings
        found = files_at(system, path)
    if not found:
        raise Unreadable(source, "there is nothing", REMEDY)
    return [
        StoredFile(system.unstrip_protocol(p) + "".join(inner[1:]), p, system, found[p])
        for p in sorted(found, key=lambda p: p.split("/"))
    ]


def files_at(system: Any, path: str) -> dict[str, dict[str, Any]]:
    """Paths and facts of the files that a path or glob stands for."""
    if not has_magic(path) or system.exists(path):
        return visible(system, path)
    found: dict[str, dict[str, Any]] = {}
    for name, facts in system.glob(path, detail=True).items():
        found.update({name: facts} if facts["type"] == "file" else visible(system, name))
    return found


def visible(system: Any, root: str) -> dict[str, dict[str, Any]]:
    """Files at or below a path that are not hidden below it."""
    return {
        name: facts
        for name, facts in system.find(root, detail=True).items()
        if facts.get("type") == "file" and not is_hidden(name[len(root) :].strip("/"))
    }


def first(facts: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((facts[name] for name in names if facts.get(name)), None)


def as_time(value: Any) -> datetime | None:
    """A listing's time in UTC; None where it is of a kind not known."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else None
