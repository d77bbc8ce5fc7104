"""Documents without a person: which of them speak of one, and what takes their place."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from flows.progress import tell
from flows.reading import read_document
from flows.run import Run
from flows.steps import refuse_unread
from transforms.hidden import texts_of
from transforms.outline import Refusal
from transforms.person import Person
from transforms.personal import MASK
from transforms.redaction import (
    changed_texts,
    kept_hashes,
    outline_of,
    redacted,
    unreadable_and_redacted,
)
from transforms.statements import Document
from warehouse.person_search import windows
from warehouse.status import quarantined

# What the reader could not cope with is not read again outside of its own process.
FATAL = frozenset({"reader_failed", "too_slow", "too_heavy"})


class NotAPerson(Exception):
    """Words without which a document can no longer be read: nothing was erased."""


@dataclass(frozen=True)
class Redacted:
    """What is to stand in the place of a document, None where nothing is.

    `is_searched`: all of it could be; `beside`: personal fields of the same contact that stay.
    """

    content: bytes | None
    is_searched: bool = True
    beside: tuple[str, ...] = ()


def redact_all(run: Run, person: Person) -> tuple[dict[str, Redacted], list[str]]:
    """Put an outline without the person in the place of every document that speaks of them.

    Those by id, without their contents; and the ids of what could not be searched. Nothing is
    written before all are found. Raises NotAPerson.
    """
    fatal = {r["document_id"] for r in quarantined(run.home) if r["reason"] in FATAL}
    ids = run.archive.document_ids()
    found: dict[str, Redacted] = {}
    unsearched: list[str] = []
    for done, document_id in enumerate(ids, start=1):
        one = redact_one(run, document_id, person, is_read=document_id not in fatal)
        if one.content:
            found[document_id] = Redacted(None, beside=one.beside)
        elif not one.is_searched:
            unsearched.append(f"document {document_id}")
        tell("redact", done, len(ids))
    for document_id in found:
        one = redact_one(run, document_id, person, is_read=document_id not in fatal)
        run.archive.redact(document_id, one.content or b"")
    return found, unsearched


def redact_one(run: Run, document_id: str, person: Person, *, is_read: bool) -> Redacted:
    """What a document becomes without a person.

    What cannot be read, or is too large to be, is searched by its bytes. Raises NotAPerson.
    """
    with run.archive.open(document_id) as file:
        is_shown = any(person.is_in(text) for part in windows(file) for text in texts_of(part))
        size = file.seek(0, os.SEEK_END)
    refused = refuse_unread(document_id, run)
    try:
        if refused and refused.refusal:
            raise Refusal(*refused.refusal)
        content = run.archive.read(document_id)
        if not is_read:
            raise Refusal("reader_failed")
        outline, _ = outline_of(document_id, content)
    except Refusal as refusal:
        if is_shown:
            return Redacted(unreadable_and_redacted(refusal, bytes=size))
        is_known = refusal.reason == "empty" or run.archive.is_redacted(document_id)
        return Redacted(None, is_searched=is_known)
    if is_shown or person.is_in("\n".join(line.text for line in outline.lines)):
        change = partial(person.masked_in_parts, places=run.regions.own_names)
        return changed(run, document_id, content, changed_texts(outline, change))
    return Redacted(None, is_searched=not outline.unread_pages)


def changed(run: Run, document_id: str, content: bytes, texts: Sequence[str]) -> Redacted:
    """The redacted outline, with other texts, of a document, which stays the same content.

    Raises NotAPerson where it could no longer be read.
    """
    outline, kept = outline_of(document_id, content)
    size = kept.get("bytes", len(content))
    bare = redacted(outline, texts, bytes=size)
    before, after = (read_document(run.reader, document_id, one) for one in (content, bare))
    if after.refusal and not before.refusal:
        raise NotAPerson(
            f"What was given are words of the form: without them document {document_id} could no "
            "longer be read. Nothing was erased. Give a person's own name, e-mail or phone."
        )
    hashes = kept_hashes(before, after, partial(keyed, run)) | kept.get("content_hashes", {})
    whole = redacted(outline, texts, bytes=size, content_hashes=hashes)
    return Redacted(whole, beside=tuple(dict.fromkeys(fields_beside(before, after))))


def fields_beside(before: Document, after: Document) -> Iterator[str]:
    """Fields of a contact of which another was changed: the phone beside a name, say."""
    then, now = contacts(before), contacts(after)
    struck = {name.partition("_")[0] for name, value in then.items() if now.get(name) != value}
    for name, value in now.items():
        kind, _, what = name.partition("_")
        if kind in struck and value and MASK not in value and what not in ("", "role"):
            yield name


def contacts(document: Document) -> dict[str, str]:
    """Personal fields of a document and what they hold."""
    rows = [row for one in document.statements for row in one.rows.tables["contact"]]
    return {str(row["field"]): str(row["value"] or "") for row in rows}


def keyed(run: Run, text: str) -> str:
    return run.archive.keyed_hash([text.encode()])
