"""The archive: every received file by its SHA-256, and a receipt for each delivery.

Receipts are appended, never changed: one file of JSON lines a run. They and the archived bytes
are all that ``rebuild`` needs.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from warehouse.json_lines import append_line, read_lines

CHUNK = 1024 * 1024
ATTEMPTS = "attempts.jsonl"


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size` of them; none at the end."""


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

    def prepare(self) -> None:
        """Make the folders."""
        self.receipts_folder.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)

    def path(self, document_id: str) -> Path:
        """Where the bytes of a document are kept."""
        return self.root / document_id[:2] / document_id

    def keep(self, content: Readable) -> str:
        """Keep a stream's bytes and give their SHA-256; a file appears whole or not at all.

        The bytes pass through memory in chunks. Raises OSError where they cannot be written.
        """
        partial = self.root / f"{os.getpid()}.part"
        digest = hashlib.sha256()
        try:
            with partial.open("wb") as file:
                while chunk := content.read(CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
            document_id = digest.hexdigest()
            path = self.path(document_id)
            # A size that differs is a file that a power failure left behind: replaced, it heals.
            if not path.exists() or path.stat().st_size != partial.stat().st_size:
                path.parent.mkdir(exist_ok=True)
                partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        return document_id

    def clear(self) -> None:
        """Remove what a killed run was about to keep. Only for the one who holds the lock."""
        for partial in self.root.glob("*.part"):
            partial.unlink()

    def read(self, document_id: str) -> bytes:
        """Bytes of a document; ValueError where they no longer match their name."""
        content = self.path(document_id).read_bytes()
        if hashlib.sha256(content).hexdigest() != document_id:
            raise ValueError(
                f"Archived document {document_id} is damaged. Restore "
                f"{self.path(document_id)} from a backup."
            )
        return content

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
        os.sync()  # a receipt must never outlive the bytes it speaks of
        with self.receipts_path(run_id).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(r), default=str) + "\n" for r in receipts)
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
        """Receipts of a run in order; a last line cut off by a crash was never a receipt."""
        if not self.receipts_path(run_id).exists():
            return
        for line in self.receipts_path(run_id).read_text(encoding="utf-8").splitlines(True):
            if line.endswith("\n"):
                facts = json.loads(line)
                modified = facts["modified_at"]
                yield Receipt(
                    facts["run_id"],
                    facts["source_uri"],
                    facts["document_id"],
                    datetime.fromisoformat(facts["received_at"]),
                    datetime.fromisoformat(modified) if modified else None,
                    facts.get("validator"),
                )
