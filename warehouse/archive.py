"""The archive: every received file by its SHA-256, and a receipt for each delivery.

Receipts are appended, never changed: one file of JSON lines a run. They and the archived bytes
are all that ``rebuild`` needs.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from warehouse.documents import Documents
from warehouse.json_lines import append_line, read_lines
from warehouse.keys import Vault
from warehouse.sealed import SealBroken

ATTEMPTS = "attempts.jsonl"
T = TypeVar("T")


class ArchiveDamaged(Exception):
    """Documents that are damaged or gone, and lines that are no receipts; `entries` has each."""

    def __init__(self, entries: Sequence[str]) -> None:
        self.entries = list(entries)
        super().__init__(
            "\n".join(
                [
                    f"The archive is damaged, so nothing was read from it ({len(entries)} "
                    f"{'entry' if len(entries) == 1 else 'entries'}). What is published stays.",
                    *entries,
                    "Restore these files from a backup. A document heals too when its source "
                    "delivers it again: hankevarasto ingest SOURCE.",
                ]
            )
        )


def whole_lines(path: Path, read: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    """What `read` makes of each JSON line; ArchiveDamaged at the end where some lines are none."""
    damaged = []
    *lines, _cut_off = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            said = read(json.loads(line))
        except (ValueError, KeyError, TypeError):
            damaged.append(f"Line {number} of {path} is damaged.")
        else:
            yield said
    if damaged:
        raise ArchiveDamaged(damaged)


def as_receipt(facts: dict[str, Any]) -> "Receipt":
    modified = facts["modified_at"]
    return Receipt(
        facts["run_id"],
        facts["source_uri"],
        facts["document_id"],
        datetime.fromisoformat(facts["received_at"]),
        datetime.fromisoformat(modified) if modified else None,
        facts.get("validator"),
    )


@dataclass(frozen=True)
class Kept:
    """A document in the archive, where it came from, and the state the source says it has.

    The validator (an ETag, say) names that state; the source can be asked whether it still has it.
    """

    source_uri: str
    document_id: str
    modified_at: datetime | None = None
    validator: str | None = None


@dataclass(frozen=True)
class Receipt:
    """One delivery: which bytes came from where, when (UTC), and in which run."""

    run_id: str
    source_uri: str
    document_id: str
    received_at: datetime
    modified_at: datetime | None
    validator: str | None = None


class Archive(Documents):
    """The archive below a home; made on first use, readable by its owner alone."""

    def __init__(self, home: Path, vault: Vault | None = None) -> None:
        super().__init__(home, vault)
        self.receipts_folder = self.root / "receipts"
        self.last_received: datetime | None = None

    def prepare(self) -> None:
        """Make the folders."""
        self.receipts_folder.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)

    def read(self, document_id: str) -> bytes:
        """Bytes of a document; ArchiveDamaged where they are gone or no longer match their name.

        Those of one that was redacted are `transforms.redaction`'s.
        """
        with self.open(document_id) as file:
            try:
                content = file.read()
            except SealBroken as error:
                raise ArchiveDamaged(self.describe({document_id: "damaged"})) from error
        is_named = hashlib.sha256(content).hexdigest() == document_id
        if not is_named and (not self.is_redacted(document_id) or self.damage(document_id)):
            raise ArchiveDamaged(self.describe({document_id: "damaged"}))
        return content

    def open(self, document_id: str) -> BinaryIO:
        """A document as a stream, not held against its name; ArchiveDamaged where it is gone."""
        try:
            return self.stream(self.path(document_id))
        except FileNotFoundError as error:
            raise ArchiveDamaged(self.describe({document_id: "gone"})) from error
        except SealBroken as error:
            raise ArchiveDamaged(self.describe({document_id: "damaged"})) from error

    def require_whole(self, run_ids: Iterable[str]) -> None:
        """Raise ArchiveDamaged with all that is wrong with the receipts and documents of runs.

        The documents are hashed, which is a small part of reading them.
        """
        entries: list[str] = []
        damages: dict[str, str | None] = {}
        for run_id in run_ids:
            try:
                for receipt in self.receipts(run_id):
                    if receipt.document_id not in damages:
                        damages[receipt.document_id] = self.damage(receipt.document_id)
            except ArchiveDamaged as error:
                entries += error.entries
        entries += self.describe({key: word for key, word in damages.items() if word})
        if entries:
            raise ArchiveDamaged(entries)

    def describe(self, damages: dict[str, str]) -> list[str]:
        """A line for each document with its damage: path, and the last receipt of it."""
        received: dict[str, Receipt] = {}
        for run_id in self.run_ids() if damages else ():
            with suppress(ArchiveDamaged):
                received |= {r.document_id: r for r in self.receipts(run_id)}
        lines = []
        for document_id, word in damages.items():
            line = f"Document {document_id} is {word}: {self.path(document_id)}"
            if receipt := received.get(document_id):
                line += f", received {receipt.received_at:%Y-%m-%d %H:%M} from {receipt.source_uri}"
            lines.append(line)
        return lines

    def receive(self, run_id: str, kept: Sequence[Kept]) -> list[Receipt]:
        """Append receipts for documents that have been kept.

        A source whose address named a person who was erased goes by the address without them.
        """
        if not kept:
            return []
        receipts = [
            Receipt(
                run_id,
                self.name_of(k.source_uri),
                k.document_id,
                self.next_instant(),
                k.modified_at,
                k.validator,
            )
            for k in kept
        ]
        if self.is_written:
            os.sync()  # a receipt must never outlive the bytes it speaks of
            self.is_written = False
        with self.receipts_path(run_id).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(vars(r), default=str) + "\n" for r in receipts)
            file.flush()
            os.fsync(file.fileno())
        return receipts

    def next_instant(self) -> datetime:
        """Now, but later than any receipt given before, whatever the clock says.

        The order of receipts decides which version is the latest.
        """
        last = self.last_received or self.latest_receipt()
        self.last_received = max(datetime.now(UTC), last + timedelta(microseconds=1))
        return self.last_received

    def latest_receipt(self) -> datetime:
        """Time of the last receipt there is."""
        times = [r.received_at for run_id in self.run_ids()[-1:] for r in self.receipts(run_id)]
        return max([datetime.min.replace(tzinfo=UTC), *times])

    def note_attempts(self, run_id: str, document_ids: Sequence[str]) -> None:
        """Append that refused documents have been tried again."""
        for document_id in document_ids:
            append_line(self.root / ATTEMPTS, {"run_id": run_id, "document_id": document_id})

    def attempts(self) -> Counter[str]:
        """How often each document has been tried again."""
        return Counter(line["document_id"] for line in read_lines(self.root / ATTEMPTS))

    def document_ids(self) -> list[str]:
        """Every document there is, also one whose receipt was never written."""
        return sorted({path.name.partition(".")[0] for path in self.root.glob("??/*")})

    def receipts_path(self, run_id: str) -> Path:
        return self.receipts_folder / f"{run_id}.jsonl"

    def run_ids(self) -> list[str]:
        """Runs that left receipts, oldest first."""
        return sorted(path.stem for path in self.receipts_folder.glob("*.jsonl"))

    def receipts(self, run_id: str) -> Iterator[Receipt]:
        """Receipts of a run in order; a last line cut off by a crash was never a receipt.

        Raises ArchiveDamaged after the last where other lines are no receipts.
        """
        path = self.receipts_path(run_id)
        return whole_lines(path, as_receipt) if path.exists() else iter(())
