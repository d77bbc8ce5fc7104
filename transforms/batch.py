"""A batch of documents as tidy frames, one for each stage table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from schemas.catalogue import tables
from schemas.frames import build_frame
from transforms.statements import Document

if TYPE_CHECKING:
    import polars as pl


def build_frames(documents: Iterable[Document]) -> "dict[str, pl.DataFrame]":
    """Frames of the stage tables, by full table name, of all documents that could be read."""
    gathered: dict[str, list[dict[str, Any]]] = {t.name: [] for t in tables("stage")}
    for document in documents:
        if document.refusal is None:
            for statement in document.statements:
                for name, rows in statement.rows.finished():
                    gathered[name].extend(rows)
    return {t.full_name: build_frame(t, gathered[t.name]) for t in tables("stage")}
