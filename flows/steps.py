"""The steps of a run, as plain functions; the flow puts them in order."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from flows.reading import Part, code_hash, code_of_reader
from flows.run import Run
from flows.workers import Reading, joined
from schemas.catalogue import table
from schemas.decisions import Decisions, corrections_hash, hash_of
from schemas.limits import MAX_BYTES, beyond
from schemas.refusals import detail
from sources.packages import refusal
from transforms.form import field_rows
from transforms.lemmas import lemmatiser
from transforms.statements import Document
from warehouse import versions
from warehouse.archive import Archive, Receipt
from warehouse.publish import published_mark, warehouse_path
from warehouse.rule_settings import Settings
from warehouse.status import quarantined
from warehouse.store import Store
from warehouse.text_index import has_extension

T = TypeVar("T")
BATCH_SIZE = 1000
BATCH_BYTES = 64 * 1024 * 1024  # of documents, after which a batch is full
PART_SIZE = 100  # documents that are read by one process in one go
OUTCOMES = ("unchanged", "duplicate", "loaded", "new_version", "quarantined")


class Batch:
    """Some deliveries on their way from receipt to store.

    `readings` are the documents being read, `begun` their ids, `unread` those refused before.
    """

    ledger: versions.Ledger
    part: Part

    def __init__(self, receipts: list[Receipt]) -> None:
        self.receipts = receipts
        self.begun: set[str] = set()
        self.readings: list[Reading] = []
        self.unread: list[Document] = []

    def begin(self, run: Run, document_ids: list[str]) -> None:
        """Let documents be read, unless they are refused before they are taken into memory."""
        self.begun.update(document_ids)
        refused = {i: refuse_unread(i, run) for i in document_ids}
        self.unread += filter(None, refused.values())
        wanted = [i for i, refusal in refused.items() if refusal is None]
        for ids in batches(wanted, PART_SIZE):
            self.readings.append(run.workers.submit([(i, run.archive.read(i)) for i in ids]))


@dataclass
class Summary:
    """What a run did, as ``ingest --json`` prints it."""

    run_id: str
    pulled: int = 0
    unchanged: int = 0
    duplicate: int = 0
    loaded: int = 0
    new_version: int = 0
    quarantined: int = 0
    refused_rows: int = 0
    recovered: int = 0
    unread: int = 0
    reads_differently: int = 0
    tried: list[dict[str, str]] | None = None
    findings: dict[str, int] = field(default_factory=dict)
    published: bool = False
    lake_snapshot: int | None = None
    failed: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def count(self, outcomes: Counter[str]) -> None:
        """Add the outcomes of one batch; a new version is also loaded."""
        for name in OUTCOMES:
            setattr(self, name, getattr(self, name) + outcomes[name])
        self.loaded += outcomes["new_version"]
        self.pulled += outcomes.total()

    def as_json(self) -> dict[str, Any]:
        """The summary as ``--json`` prints it."""
        hidden = ("seconds", "failed")
        said = {name: value for name, value in vars(self).items() if name not in hidden}
        return {name: value for name, value in said.items() if value is not None}

    def add(self, other: "Summary") -> None:
        """Add the deliveries of another run."""
        for name in ("pulled", *OUTCOMES, "refused_rows"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Consecutive lists of at most `size` items."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def full(receipts: Iterable[Receipt], archive: Archive) -> Iterator[list[Receipt]]:
    """Receipts in batches that neither number nor bytes of their documents let grow further."""
    batch: list[Receipt] = []
    weight = 0
    for receipt in receipts:
        batch.append(receipt)
        weight += archive.size(receipt.document_id)
        if is_full(batch, weight):
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def is_full(batch: Sized, weight: int) -> bool:
    """Whether a batch of so many bytes takes no more documents."""
    return len(batch) >= BATCH_SIZE or weight >= BATCH_BYTES


def left_behind(run: Run, store: Store) -> list[str]:
    """Runs that were stopped between their receipts and the store."""
    settled = store.known_runs() | {run.run_id}
    return [run_id for run_id in run.archive.run_ids() if run_id not in settled]


def begin(run: Run, store: Store, receipts: list[Receipt], busy: set[str]) -> Batch:
    """A batch whose documents are being read, as far as they are not known or `busy` already."""
    batch = Batch(receipts)
    ids = dict.fromkeys(receipt.document_id for receipt in receipts)
    known = store.documents(ids)
    batch.begin(run, [i for i in ids if i not in known and i not in busy])
    return batch


def parse(run: Run, store: Store, batch: Batch) -> None:
    """Wait for the documents of a batch that must be read to decide about it."""
    batch.ledger = versions.open_ledger(store, batch.receipts)
    wanted = versions.to_read(batch.ledger, batch.receipts)
    batch.begin(run, [i for i in wanted if i not in batch.begun])
    batch.part = joined([reading.result() for reading in batch.readings])
    read = [*batch.part.documents, *batch.unread]
    batch.part.documents = [document for document in read if document.document_id in set(wanted)]


def refuse_unread(document_id: str, run: Run) -> Document | None:
    """A document that is refused before its bytes are taken into memory, else None."""
    with run.archive.open(document_id) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        reason = refusal(file)
    if reason is None and size > MAX_BYTES:
        reason = ("too_large", beyond(size, MAX_BYTES))
    return reason and Document(document_id, size, refusal=reason)


class NothingRefused(Exception):
    """No refused document that could be tried again."""


def refused(run: Run, beginnings: list[str]) -> dict[str, dict[str, str]]:
    """Refused documents whose ids begin as named (all, where none is) with source and reason."""
    found = {
        row["document_id"]: {
            "document_id": row["document_id"],
            "source_uri": row["source_uri"],
            "before": row["reason"],
        }
        for row in quarantined(run.home)
        if not beginnings or row["document_id"].startswith(tuple(beginnings))
    }
    if beginnings and not found:
        raise NothingRefused(f"No refused document begins with {' or '.join(beginnings)}.")
    return found


def readable_now(run: Run, tried: dict[str, dict[str, str]]) -> bool:
    """Whether any of the documents tried can be read by itself.

    What was refused beside its predecessor is so again, and needs no reading.
    """
    wanted = (i for i, row in tried.items() if row["before"] != "truncated")
    contents = ((i, run.archive.read(i)) for i in wanted if refuse_unread(i, run) is None)
    parts = (run.workers.submit([content]).result() for content in contents)
    return any(document.refusal is None for part in parts for document in part.documents)


def check(run: Run, batch: Batch) -> None:
    """Leave out what breaks the contracts of the tidy tables.

    A document, or a row of a list, that breaks a contract is refused, so that the others go on.
    """
    import polars as pl

    part = batch.part
    dropped = {i for document in part.documents for i in refuse_broken(document, part.broken)}
    if dropped:
        kept = ~pl.col("statement_id").is_in(list(dropped))
        part.frames = {name: frame.filter(kept) for name, frame in part.frames.items()}


def refuse_broken(document: Document, broken: dict[str, str]) -> list[str]:
    """Refuse the statements of a document that break a contract; the ids of all it loses."""
    lost = [s for s in document.statements if s.statement_id in broken]
    for statement in lost:
        breach = ("contract_broken", broken[statement.statement_id])
        if statement.line_number is None:
            document.refusal = breach
            lost = list(document.statements)
        else:
            document.refuse_row(statement.line_number, statement.project_code, *breach)
            document.statements.remove(statement)
    return [statement.statement_id for statement in lost]


def facts_of(document: Document, run_id: str, version: str) -> versions.Facts:
    """A document as a row of ``meta.document``, with what else the ledger takes from it."""
    return {
        "document_id": document.document_id,
        "kind": document.kind,
        "project_code": document.project_code,
        "bytes": document.bytes,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "lines": document.lines,
        "content_hash": document.content_hash,
        "sections": document.sections,
        "parser_version": version,
        "run_id": run_id,
        "authority": document.authority,
        "refusal": document.refusal,
        "statements": [
            {
                "statement_id": statement.statement_id,
                "document_id": document.document_id,
                "kind": document.kind,
                "project_code": statement.project_code,
                "line_number": statement.line_number,
                "content_hash": statement.content_hash,
            }
            for statement in document.statements
        ],
        "refused_rows": [
            {**row, "detail": detail(row["reason"], row["observed"])}
            for row in document.refused_rows
        ],
    }


def load(run: Run, store: Store, batch: Batch) -> Counter[str]:
    """Settle what becomes of each delivery and write the batch to the store."""
    import polars as pl

    ledger = batch.ledger
    run_id = batch.receipts[0].run_id
    version = reader_version(run.decisions)
    part = batch.part
    parsed = {d.document_id: facts_of(d, run_id, version) for d in part.documents}
    versions.add_chains(ledger, store, parsed)
    versions.settle(ledger, batch.receipts, parsed)
    for name, frame in part.frames.items():
        kept = frame.filter(pl.col("statement_id").is_in(list(ledger.kept)))
        store.append_last(table(name), kept)
    versions.record(ledger, store)
    store.replace_rows("quality.correction", [c for d in part.documents for c in d.corrections])
    return Counter(delivery["outcome"] for delivery in ledger.deliveries)


class LedgerBroken(Exception):
    """A run whose receipts and outcomes do not add up: nothing of it is kept."""


def settle_run(run: Run, store: Store, summary: Summary, started_at: datetime) -> None:
    """Close a run, this one or one that was stopped, whose ledger adds up.

    Raises LedgerBroken unless what was pulled is what became of it, receipt by receipt.
    """
    received = sum(1 for _ in run.archive.receipts(summary.run_id))
    settled = summary.unchanged + summary.duplicate + summary.loaded + summary.quarantined
    if not summary.pulled == settled == received == store.count_deliveries(summary.run_id):
        raise LedgerBroken(
            f"Run {summary.run_id}: {received} receipts, {summary.pulled} pulled, {settled} "
            "settled. This is a fault of the program: nothing of the run is kept but its receipts."
        )
    is_own = summary.run_id == run.run_id
    if is_own:
        run.counts = ledger_of(summary)
    close_run(store, summary, run.command if is_own else "ingest", started_at)


def close_run(store: Store, summary: Summary, command: str, started_at: datetime) -> None:
    """Write the row of a run whose deliveries have all been settled."""
    row = {"run_id": summary.run_id, "command": command, "started_at": started_at}
    store.append_rows("meta.run", [{**row, **ledger_of(summary)}])


def ledger_of(summary: Summary) -> dict[str, int]:
    """The counts of a run by name."""
    return {name: getattr(summary, name) for name in ("pulled", *OUTCOMES)}


def unpublished_state(run: Run, store: Store) -> str | None:
    """The state of the store where it is not what was published last, else None.

    A published file that is gone or was changed since is published anew, with a warning.
    """
    store.set_form_fields(field_rows())
    day = run.started_at.date()
    decided = publisher_version(run.settings, run.decisions, day)
    fingerprint = store.fingerprint(decided + run.archive.redaction_state())
    published, mark = store.published()
    if published != fingerprint:
        return fingerprint
    if mark == published_mark(run.home):
        return None
    run.warnings.append(
        f"{warehouse_path(run.home)} was changed or removed since it was published. It is "
        "published anew; work on a copy instead."
    )
    return fingerprint


def reading_state(run: Run) -> str:
    """What decides what the store says: how a document is read, and what was redacted of them."""
    return "/".join(filter(None, (reader_version(run.decisions), run.archive.redaction_state())))


def reader_version(decisions: Decisions) -> str:
    """What decides how a document is read, corrections too; documents of the store carry it.

    Reasons of corrections too: their documents tell whom to mask in them.
    """
    return "+".join(filter(None, (code_of_reader(), corrections_hash(decisions.corrections))))


def publisher_version(settings: Settings, decisions: Decisions, day: date) -> str:
    """What decides, besides the documents read, what is published on a `day`."""
    code = code_hash("schemas", "transforms", "warehouse", "seeds/reference", "reports/explorer")
    holding = [one for one in decisions.acceptances if one.accepted_until >= day]
    decided = (
        decisions.corrections,
        decisions.acceptances,
        holding,
        decisions.complete_lists,
    )
    said = f"{code} {sorted(settings.items())} {' '.join(map(hash_of, decided))}"
    return " ".join(filter(None, (said, searched_by())))


def searched_by() -> str:
    """What finds the words that texts are searched by; empty where the extra is not installed."""
    found = lemmatiser()
    return f"{found} {code_hash('transforms/lemmas.py')}" if found and has_extension() else ""
