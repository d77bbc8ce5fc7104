"""Erasing a person from a document: what is left of it is its outline, without them.

A redacted outline keeps lines and their numbers, so that all else a document says can still be
read from it and followed back to it.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from transforms.outline import Line, Outline, Refusal
from transforms.readers import read_outline
from transforms.statements import Document

MARK = b"hankevarasto redacted outline 1\n"

Change = Callable[[str], str]


def is_redacted(document_id: str, content: bytes) -> bool:
    """Whether bytes stand in the place of a document: any that came is named by its own hash."""
    return content.startswith(MARK) and hashlib.sha256(content).hexdigest() != document_id


def outline_of(document_id: str, content: bytes) -> tuple[Outline, dict[str, Any]]:
    """The outline of a document, and of one that was redacted what is kept of it besides.

    That is ``bytes``, how many it had, and ``content_hashes`` of its statements that now say
    otherwise, by their places. Raises Refusal.
    """
    if not is_redacted(document_id, content):
        return read_outline(content), {}
    kept = json.loads(content.removeprefix(MARK))
    if refusal := kept.pop("refusal", None):
        raise Refusal(*refusal)
    said = kept.pop("outline")
    lists = {name: tuple(said[name]) for name in ("pages", "unread_pages")}
    lines = tuple(Line(*line) for line in said.pop("lines"))
    return Outline(**said | lists | {"lines": lines}), kept


def changed_texts(outline: Outline, change: Change) -> list[str]:
    """The texts of an outline's lines, changed as one text, so that what goes over lines is found.

    The change must leave the ends of lines.
    """
    return change("\n".join(line.text for line in outline.lines)).split("\n")


def redacted(outline: Outline, texts: Sequence[str], **kept: Any) -> bytes:
    """An outline with other texts in its lines, as it is archived with what is `kept` besides."""
    pairs = zip(outline.lines, texts, strict=True)
    lines = tuple(line._replace(text=text) for line, text in pairs)
    return packed(outline=asdict(replace(outline, lines=lines)), **kept)


def unreadable_and_redacted(refusal: Refusal, **kept: Any) -> bytes:
    """What is archived in the place of a document that cannot be read: why it cannot."""
    return packed(refusal=[refusal.reason, refusal.observed], **kept)


def packed(**said: Any) -> bytes:
    return MARK + json.dumps(said, ensure_ascii=False).encode()


def kept_hashes(before: Document, after: Document, hashed: Change) -> dict[str, str]:
    """Content hashes, by place, of what a redaction changed: the `hashed` ones of before.

    So that documents of the same content stay duplicates, and a version of its own stays one.
    """
    pairs = {"": (before.content_hash, after.content_hash)}
    now = {statement.place: statement.content_hash for statement in after.statements}
    for statement in before.statements:
        pairs[statement.place] = (statement.content_hash, now.get(statement.place))
    return {place: hashed(old) for place, (old, new) in pairs.items() if old and old != new}
