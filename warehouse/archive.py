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
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

from warehouse.json_lines import append_line, read_lines

CHUNK = 64 * 1024
MOST_CHUNKS = 16  # of a document that is held in memory until it is known to be new
ATTEMPTS = "attempts.jsonl"
T = TypeVar("T")


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size` of them; none at the end."""


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


class Archive:
    """The archive below a home; made on first use, readable by its owner alone."""

    def __init__(self, home: Path) -> None:
        self.root = home / "archive"
        self.receipts_folder = self.root / "receipts"
        self.last_received: datetime | None = None
        self.is_written = True  # since the disk was last told to keep what is here

    def prepare(self) -> None:
        """Make the folders."""
        self.receipts_folder.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)

    def path(self, document_id: str) -> Path:
        """Where the bytes of a document are kept."""
        return self.root / document_id[:2] / document_id

    def size(self, document_id: str) -> int:
        """Bytes of a document; none where it is gone."""
        with suppress(FileNotFoundError):
            return self.path(document_id).stat().st_size
        return 0

    def keep(self, content: Readable) -> str:
        """Keep a stream's bytes and give their SHA-256; a file appears whole or not at all.

        The bytes pass through memory in chunks. Raises OSError where they cannot be written.
        """
        chunks = iter(lambda: content.read(CHUNK), b"")
        start = list(islice(chunks, MOST_CHUNKS))
        if len(start) < MOST_CHUNKS and (known := self.holding(b"".join(start))):
            return known
        return self.write(chain(start, chunks))

    def holding(self, content: bytes) -> str | None:
        """The name of a document that is here whole, byte by byte, else None."""
        document_id = hashlib.sha256(content).hexdigest()
        with suppress(OSError):
            if self.path(document_id).read_bytes() == content:
                return document_id
        return None

    def write(self, chunks: Iterable[bytes]) -> str:
        """Write a document, also in the place of a damaged one, and give its name."""
        partial = self.root / f"{os.getpid()}.part"
        digest = hashlib.sha256()
        try:
            with partial.open("wb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    file.write(chunk)
            document_id = digest.hexdigest()
            path = self.path(document_id)
            if self.damage(document_id):
                path.parent.mkdir(exist_ok=True)
                partial.replace(path)
                self.is_written = True
        finally:
            partial.unlink(missing_ok=True)
        return document_id

    def clear(self) -> None:
        """Remove what a killed run was about to keep. Only for the one who holds the lock."""
        for partial in self.root.glob("*.part"):
            partial.unlink()

    def read(self, document_id: str) -> bytes:
        """Bytes of a document; ArchiveDamaged where they are gone or no longer match their name."""
        with self.open(document_id) as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != document_id:
            raise ArchiveDamaged(self.describe({document_id: "damaged"}))
        return content

    def open(self, document_id: str) -> BinaryIO:
        """A document as a stream, not held against its name; ArchiveDamaged where it is gone."""
        try:
            return self.path(document_id).open("rb")
        except FileNotFoundError as error:
            raise ArchiveDamaged(self.describe({document_id: "gone"})) from error

    def damage(self, document_id: str) -> str | None:
        """What is wrong with an archived document in a word or two; None where it is whole."""
        try:
            with self.path(document_id).open("rb") as file:
                is_whole = hashlib.file_digest(file, "sha256").hexdigest() == document_id
        except FileNotFoundError:
            return "gone"
        except OSError as error:
            return f"unreadable: {error.strerror}"
        return None if is_whole else "damaged"

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
        """Append receipts for documents that have been kept."""
        if not kept:
            return []
        receipts = [
            Receipt(
                run_id, k.source_uri, k.document_id, self.next_instant(), k.modified_at, k.validator
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
