"""The archive: every received file by its SHA-256, and a receipt for each delivery.

Receipts are appended, never changed: one file of JSON lines a run. They and the archived bytes
are all that ``rebuild`` needs.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


@dataclass(frozen=True)
class Receipt:
    """One delivery: which bytes came from where, when (UTC), and in which run."""

    run_id: str
    source_uri: str
    document_id: str
    received_at: datetime
    modified_at: datetime | None


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

    def keep(self, content: bytes) -> str:
        """Keep bytes and give their SHA-256; a file appears whole or not at all."""
        document_id = hashlib.sha256(content).hexdigest()
        path = self.path(document_id)
        # A size that differs is a file that a power failure left behind: written again, it heals.
        if not path.exists() or path.stat().st_size != len(content):
            path.parent.mkdir(exist_ok=True)
            partial = path.with_name(f"{document_id}.{os.getpid()}.part")
            partial.write_bytes(content)
            partial.replace(path)
        return document_id

    def read(self, document_id: str) -> bytes:
        """Bytes of a document; ValueError where they no longer match their name."""
        content = self.path(document_id).read_bytes()
        if hashlib.sha256(content).hexdigest() != document_id:
            raise ValueError(
                f"Archived document {document_id} is damaged. Restore "
                f"{self.path(document_id)} from a backup."
            )
        return content

    def receive(
        self, run_id: str, deliveries: list[tuple[str, bytes, datetime | None]]
    ) -> list[Receipt]:
        """Keep the bytes of deliveries (source, bytes, source's time) and append receipts."""
        if not deliveries:
            return []
        receipts = [
            Receipt(run_id, source, self.keep(content), self.next_instant(), modified)
            for source, content, modified in deliveries
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

    def receipts_path(self, run_id: str) -> Path:
        return self.receipts_folder / f"{run_id}.jsonl"

    def run_ids(self) -> list[str]:
        """Runs that left receipts, oldest first."""
        return sorted(path.stem for path in self.receipts_folder.glob("*.jsonl"))

    def receipts(self, run_id: str) -> Iterator[Receipt]:
        """Receipts of a run in order; a last line cut off by a crash was never a receipt."""
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
                )
