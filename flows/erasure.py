"""The flow ``erase``: a person taken out of a home for ever, and the proof of it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from prefect import flow
from prefect.settings import get_current_settings
from sqlalchemy import make_url

from flows.environment import find_home
from flows.ingest import catch_up, conclude, read_archive
from flows.observability import flow_run_name
from flows.progress import tell
from flows.reading import read_document
from flows.run import Run, working_home
from flows.steps import Summary, refuse_unread
from transforms.hidden import texts_of
from transforms.outline import Refusal
from transforms.person import Person
from transforms.redaction import (
    changed_texts,
    kept_hashes,
    outline_of,
    redacted,
    unreadable_and_redacted,
)
from warehouse.erasure import mask_decisions, mask_lines, remove_leftovers
from warehouse.lake import tidy
from warehouse.search import Found, search_home, windows
from warehouse.status import quarantined

AT_ONCE = "0 seconds"
# What the reader could not cope with is not read again outside of its own process.
FATAL = frozenset({"reader_failed", "too_slow", "too_heavy"})


@dataclass
class Erased:
    """What was taken out, and what a search found afterwards.

    `documents` by id, `files` that were changed, `removed` ones, `unsearched` what could not be
    looked into, or by its bytes alone, `found` where the person still is.
    """

    documents: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    summary: Summary | None = None

    def as_json(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        searched = vars(self.found) | {"left": self.found.places}
        del searched["places"]
        named = {"documents": self.documents, "unsearched": self.unsearched}
        paths = {name: list(map(str, getattr(self, name))) for name in ("files", "removed")}
        return named | paths | {"searched": searched}


def erase(person: Person, home: str | None = None) -> Erased:
    """Take a person out of all that is below `home`, publish anew, and search for them.

    The engine is told of the home alone: what it is given it keeps.
    """
    erased = Erased()

    @flow(name="erase", flow_run_name=flow_run_name, persist_result=False)
    def erase_from(home: str) -> Summary:
        with working_home(Path(home), "erase", made=False) as run:
            catch_up(run)
            run.archive.require_whole(run.archive.run_ids())
            redact_all(run, person, erased)
            rewrite(run, person, erased)
            summary = conclude(run, read_archive(run))
            if run.lake:
                tidy(run.lake, kept=1, undisturbed=AT_ONCE)
            erased.removed = remove_leftovers(run.home, partial(is_in_file, person))
            erased.found = prove(run, person)
            if not engine_files():
                erased.unsearched.append("the engine's database")
            return summary

    erased.summary = erase_from(str(find_home(home)))
    return erased


def redact_all(run: Run, person: Person, erased: Erased) -> None:
    """Put an outline without the person in the place of every document that speaks of them."""
    ids = run.archive.document_ids()
    fatal = {r["document_id"] for r in quarantined(run.home) if r["reason"] in FATAL}
    for done, document_id in enumerate(ids, start=1):
        fresh, is_searched = redact_one(run, document_id, person, is_read=document_id not in fatal)
        if fresh:
            run.archive.redact(document_id, fresh)
            erased.documents.append(document_id)
        elif not is_searched:
            erased.unsearched.append(document_id)
        tell("redact", done, len(ids))


def redact_one(
    run: Run, document_id: str, person: Person, *, is_read: bool
) -> tuple[bytes | None, bool]:
    """What is to stand in the place of a document, if anything, and whether all of it was searched.

    What cannot be read, or is too large to be, is searched by its bytes.
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
            return unreadable_and_redacted(refusal, bytes=size), True
        return None, refusal.reason == "empty" or run.archive.is_redacted(document_id)
    if is_shown or person.is_in("\n".join(line.text for line in outline.lines)):
        change = partial(person.masked_in_parts, places=run.regions.own_names)
        return changed(run, document_id, content, changed_texts(outline, change)), True
    return None, not outline.unread_pages


def changed(run: Run, document_id: str, content: bytes, texts: Sequence[str]) -> bytes:
    """The redacted outline, with other texts, of a document, which stays the same content."""
    outline, kept = outline_of(document_id, content)
    size = kept.get("bytes", len(content))
    bare = redacted(outline, texts, bytes=size)
    before, after = (read_document(run.reader, document_id, one) for one in (content, bare))
    hashes = kept_hashes(before, after, partial(keyed, run)) | kept.get("content_hashes", {})
    return redacted(outline, texts, bytes=size, content_hashes=hashes)


def keyed(run: Run, text: str) -> str:
    return run.archive.keyed_hash([text.encode()])


def rewrite(run: Run, person: Person, erased: Erased) -> None:
    """Take the person out of receipts, journal and decisions."""
    change = partial(masked_address, person)
    erased.files += mask_lines(run.archive, change)
    erased.files += mask_decisions(run.home, person.masked)
    run.read_decisions()
    run.workers.close()
    run.workers.reader = run.reader


def masked_address(person: Person, text: str) -> str:
    """A text with the person masked, who may stand in it as addresses are written."""
    plain = unquote(text)
    if plain == text or not person.is_in(plain):
        return person.masked(text)
    return quote(person.masked(plain), safe=":/?&=%[]")


def is_in_file(person: Person, path: Path) -> bool:
    """Whether a file speaks of a person."""
    with path.open("rb") as file:
        texts = (text for part in windows(file) for text in texts_of(part))
        return person.is_in(path.name) or any(map(person.is_in, texts))


def prove(run: Run, person: Person) -> Found:
    """Search all values and files of the home, and the engine's database."""
    beside = [path for path in engine_files() if not path.is_relative_to(run.home)]
    return search_home(
        run.home, run.archive, beside, person.is_in, texts_of, partial(tell, "search")
    )


def engine_files() -> list[Path]:
    """The engine's database with what is still to be written into it; none that lies elsewhere."""
    settings = get_current_settings()
    said = settings.server.database.connection_url
    url = make_url(said.get_secret_value()) if said else None
    if url is None or not url.database or not url.drivername.startswith("sqlite"):
        return []
    files = [Path(url.database), Path(f"{url.database}-wal")]
    return files if is_ours(settings.api.url) else []


def is_ours(api_url: str | None) -> bool:
    """Whether the engine's server is of this machine; without an address it is of this process."""
    return api_url is None or urlsplit(api_url).hostname in ("127.0.0.1", "localhost", "::1")
