"""Reading documents: bytes to rows that keep their contracts, alike in every process of a run.

Nothing here knows the run, its home or its engine, so that any process of any machine can do it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flows.bounds import GRACE, TooSlow, before_the_end, bind_memory, in_time
from schemas.catalogue import table
from schemas.decisions import Decisions
from schemas.frames import check_frame
from schemas.limits import MOST_MEMORY, MOST_SECONDS, grouped
from transforms.batch import build_frames
from transforms.document import parse_document
from transforms.regions import Regions
from transforms.rows import Rows
from transforms.statements import Document

if TYPE_CHECKING:
    import polars as pl

Contents = Sequence[tuple[str, bytes]]  # documents by id


@dataclass(frozen=True)
class Reader:
    """What reading takes besides the bytes of the documents, and what one of these may cost."""

    regions: Regions
    decisions: Decisions
    seconds: float = MOST_SECONDS
    memory: int = MOST_MEMORY  # bytes


@dataclass
class Part:
    """Some documents as read: what each is, and the rows of all by full name of stage table.

    The rows are held against their contracts; `broken` says of statements which one they break.
    """

    documents: list[Document]
    frames: "dict[str, pl.DataFrame]"
    broken: dict[str, str]


def read_part(reader: Reader, contents: Contents) -> Part:
    """Read some documents into rows and hold these against their contracts."""
    bind_memory(reader.memory)
    documents = [read_document(reader, *content) for content in contents]
    with before_the_end(reader.seconds + GRACE):
        frames = build_frames(documents)
        for document in documents:
            for statement in document.statements:
                statement.rows = Rows()  # they are in the frames
        return Part(documents, frames, broken_statements(frames))


def read_document(reader: Reader, document_id: str, content: bytes) -> Document:
    """Read one document; one that costs too much, or on which the reader fails, is refused."""
    try:
        with in_time(reader.seconds):
            corrections = reader.decisions.corrections_of(document_id)
            return parse_document(document_id, content, reader.regions, corrections)
    except TooSlow:
        refusal = too_slow(reader)
    except MemoryError:
        refusal = ("too_heavy", f"> {grouped(reader.memory)}")
    except Exception as error:
        # The message could quote the document, which may name people.
        refusal = ("reader_failed", type(error).__name__)
    return Document(document_id, len(content), refusal=refusal)


def too_slow(reader: Reader) -> tuple[str, str]:
    """The refusal of a document that took longer than it may."""
    return "too_slow", f"> {reader.seconds:g} s"


def broken_statements(frames: "dict[str, pl.DataFrame]") -> dict[str, str]:
    """Statements whose rows break a contract, with the breach in words."""
    from pandera.errors import SchemaErrors

    broken: dict[str, str] = {}
    for name, frame in frames.items():
        if frame.is_empty():
            continue
        try:
            check_frame(table(name), frame)
        except SchemaErrors as errors:
            for failure in errors.failure_cases.iter_rows(named=True):
                if failure["index"] is None:
                    raise
                statement_id = frame["statement_id"][failure["index"]]
                broken[statement_id] = f"{name}.{failure['column']}: {failure['check']}"
    return broken


def code_of_reader() -> str:
    """Hash of what decides how a document is read."""
    return code_hash("schemas", "transforms", "sources/packages.py", "seeds/reference")


@cache
def code_hash(*folders: str) -> str:
    """Hash of the code and data in some of the project's folders and files."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted([root / folder, *(root / folder).rglob("*")]):
            if path.suffix in (".py", ".sql", ".yaml", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
