"""Documents from files, folders and globs on this machine."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import glob, has_magic
from pathlib import Path

from sources.content import Content, SourceMissing, unreadable
from sources.packages import is_hidden


@dataclass(frozen=True)
class LocalFile:
    """One file to be read: its address and path."""

    uri: str
    path: Path

    @contextmanager
    def open(self, validator: str | None = None) -> Iterator[Content]:
        """Its bytes and the time it was changed (UTC); always read, whatever the validator.

        Raises Unreadable.
        """
        try:
            stream = self.path.open("rb")
        except OSError as error:
            raise unreadable(self.uri, error) from error
        with stream:
            modified = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, UTC)
            yield Content(stream, modified)


def locate_files(sources: Sequence[str]) -> list[LocalFile]:
    """Files of all sources, each once, in the order of the sources and of their paths.

    A folder stands for the files below it, hidden ones apart; it may be empty. Raises
    SourceMissing with every path that does not exist and every glob that matches nothing.
    """
    require(sources)
    found: dict[Path, None] = {}
    for source in sources:
        found.update(dict.fromkeys(sorted(paths_of(source))))
    return [LocalFile(path.as_uri(), path) for path in found]


def require(sources: Sequence[str]) -> None:
    """Raise SourceMissing with every path that does not exist and glob that matches nothing."""
    missing = [s for s in sources if not Path(s).is_dir() and next(paths_of(s), None) is None]
    if missing:
        raise SourceMissing(
            f"Nothing to read at {', '.join(missing)}. Name a file, a folder or a glob that "
            "matches files."
        )


def paths_of(source: str) -> Iterator[Path]:
    is_glob = has_magic(source) and not Path(source).exists()
    for name in glob(source, recursive=True) if is_glob else [source]:
        path = Path(name).resolve()
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from visible_files(path)


def visible_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not is_hidden(path.relative_to(folder).as_posix()):
            yield path
