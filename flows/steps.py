"""The steps of a run, as plain functions; the flow puts them in order."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from flows.run import Run
from schemas.catalogue import table
from schemas.decisions import Decisions, corrections_hash, hash_of
from schemas.frames import check_frame
from schemas.limits import MAX_BYTES, beyond
from schemas.refusals import detail
from sources.packages import refusal
from transforms.batch import build_frames
from transforms.document import parse_document
from transforms.form import field_rows
from transforms.statements import Document
from warehouse import versions
from warehouse.archive import Receipt
from warehouse.publish import published_mark, warehouse_path
from warehouse.rule_settings import Settings
from warehouse.status import quarantined
from warehouse.store import Store

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")
BATCH_SIZE = 200
OUTCOMES = ("unchanged", "duplicate", "loaded", "new_version", "quarantined")


class Batch:
    """Some deliveries on their way from receipt to store."""

    def __init__(self, receipts: list[Receipt], ledger: versions.Ledger) -> None:
        self.receipts = receipts
        self.ledger = ledger
        self.documents: list[Document] = []
        self.frames: dict[str, pl.DataFrame] = {}


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


def left_behind(run: Run, store: Store) -> list[str]:
    """Runs that were stopped between their receipts and the store."""
    settled = store.known_runs() | {run.run_id}
    return [run_id for run_id in run.archive.run_ids() if run_id not in settled]


def parse(run: Run, store: Store, receipts: list[Receipt]) -> Batch:
    """Read the documents of a batch that are not known yet."""
    batch = Batch(receipts, versions.open_ledger(store, receipts))
    for document_id in versions.to_read(batch.ledger, receipts):
        batch.documents.append(read_archived(document_id, run))
    return batch


def read_archived(document_id: str, run: Run) -> Document:
    """Read a document of the archive, unless it is refused before it is taken into memory."""
    unread = refuse_unread(document_id, run)
    return unread or read_document(document_id, run.archive.read(document_id), run)


def refuse_unread(document_id: str, run: Run) -> Document | None:
    """A document that is refused before its bytes are taken into memory, else None."""
    with run.archive.open(document_id) as file:
        size = os.fstat(file.fileno()).st_size
        reason = refusal(file)
    if reason is None and size > MAX_BYTES:
        reason = ("too_large", beyond(size, MAX_BYTES))
    return reason and Document(document_id, size, refusal=reason)


def read_document(document_id: str, content: bytes, run: Run) -> Document:
    """Read one document; a fault of the reader refuses it, so that the others go on."""
    try:
        corrections = run.decisions.corrections_of(document_id)
        return parse_document(document_id, content, run.regions, corrections)
    except Exception as error:
        # The message could quote the document, which may name people.
        refusal = ("reader_failed", type(error).__name__)
        return Document(document_id, len(content), refusal=refusal)


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
    return any(
        read_archived(document_id, run).refusal is None
        for document_id, row in tried.items()
        if row["before"] != "truncated"
    )


def check(run: Run, batch: Batch) -> None:
    """Hold the tidy tables of a batch against their contracts.

    A document, or a row of a list, that breaks a contract is refused, so that the others go on.
    """
    batch.frames = build_frames(batch.documents)
    if broken := broken_statements(batch.frames):
        for document in batch.documents:
            refuse_broken(document, broken)
        batch.frames = build_frames(batch.documents)


def refuse_broken(document: Document, broken: dict[str, str]) -> None:
    """Refuse the statements of a document that break a contract."""
    for statement in [s for s in document.statements if s.statement_id in broken]:
        breach = ("contract_broken", broken[statement.statement_id])
        if statement.line_number is None:
            document.refusal = breach
        else:
            document.refuse_row(statement.line_number, statement.project_code, *breach)
            document.statements.remove(statement)


def broken_statements(frames: "dict[str, pl.DataFrame]") -> dict[str, str]:
    """Statements whose rows break a contract, with the breach in words."""
    from pandera.errors import SchemaErrors

    broken: dict[str, str] = {}
    for name, frame in frames.items():
        try:
            check_frame(table(name), frame)
        except SchemaErrors as errors:
            for failure in errors.failure_cases.iter_rows(named=True):
                if failure["index"] is None:
                    raise
                statement_id = frame["statement_id"][failure["index"]]
                broken[statement_id] = f"{name}.{failure['column']}: {failure['check']}"
    return broken


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
    parsed = {d.document_id: facts_of(d, run_id, version) for d in batch.documents}
    versions.add_chains(ledger, store, parsed)
    versions.settle(ledger, batch.receipts, parsed)
    for name, frame in batch.frames.items():
        store.append(table(name), frame.filter(pl.col("statement_id").is_in(list(ledger.kept))))
    versions.record(ledger, store)
    store.replace_rows("quality.correction", [c for d in batch.documents for c in d.corrections])
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
    fingerprint = store.fingerprint(publisher_version(run.settings, run.decisions, day))
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


def reader_version(decisions: Decisions) -> str:
    """What decides how a document is read, corrections too; documents of the store carry it.

    Reasons of corrections too: their documents tell whom to mask in them.
    """
    code = code_hash("schemas", "transforms", "sources/packages.py", "seeds/reference")
    return "+".join(filter(None, (code, corrections_hash(decisions.corrections))))


def publisher_version(settings: Settings, decisions: Decisions, day: date) -> str:
    """What decides, besides the documents read, what is published on a `day`."""
    code = code_hash("schemas", "transforms", "warehouse", "seeds/reference")
    holding = [one for one in decisions.acceptances if one.accepted_until >= day]
    decided = (
        decisions.corrections,
        decisions.acceptances,
        holding,
        decisions.complete_lists,
    )
    return f"{code} {sorted(settings.items())} {' '.join(map(hash_of, decided))}"
