"""A home filled from made-up deliveries, and its warehouse: the steps of a run without its flow."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

from flows.steps import Summary, close_run, facts_of
from schemas.catalogue import table
from seeds import read_all_reference
from tests.transforms.made import regions
from transforms.batch import build_frames
from transforms.document import parse_document
from transforms.form import field_rows
from warehouse import versions
from warehouse.archive import Archive, Kept, Receipt
from warehouse.build import build_warehouse
from warehouse.store import open_store, store_path
from warehouse.versions import Facts

START = datetime(2024, 1, 1, tzinfo=UTC)
SECONDS = count()


def receipt(source: str, document_id: str, run_id: str = "run") -> Receipt:
    """A receipt later than any made before."""
    return Receipt(run_id, source, document_id, START + timedelta(seconds=next(SECONDS)), None)


def facts(
    document_id: str,
    says: str,
    sections: str = "1 2 5 6",
    code: str = "S29100",
    kind: str = "description",
) -> Facts:
    """What is known of a document that could be read; `says` stands for its content."""
    return {
        "document_id": document_id,
        "kind": kind,
        "project_code": code,
        "bytes": 10,
        "media_type": "text/plain",
        "encoding": "utf-8",
        "content_hash": says,
        "sections": sections,
        "parser_version": "1",
        "run_id": "run",
        "refusal": None,
        "statements": [
            {
                "statement_id": document_id,
                "document_id": document_id,
                "kind": kind,
                "project_code": code,
                "content_hash": says,
            }
        ],
    }


def refused(document_id: str) -> Facts:
    """What is known of a document that could not be read."""
    nothing = dict.fromkeys(("kind", "project_code", "content_hash", "sections"))
    return facts(document_id, "") | nothing | {"refusal": ("empty", None)}


def deliver(home: Path, *deliveries: tuple[str, Facts]) -> list[str]:
    """Outcomes of deliveries (source, document) of one batch to the store of a home."""
    receipts = [receipt(source, document["document_id"]) for source, document in deliveries]
    contents = {document["document_id"]: document for _, document in deliveries}
    with open_store(store_path(home)) as store:
        ledger = versions.open_ledger(store, receipts)
        parsed = {i: dict(contents[i]) for i in versions.to_read(ledger, receipts)}
        versions.add_chains(ledger, store, parsed)
        versions.settle(ledger, receipts, parsed)
        versions.record(ledger, store)
    return [delivery["outcome"] for delivery in ledger.deliveries]


def take_in(
    home: Path, deliveries: list[tuple[str, bytes]], day: datetime | None = None
) -> list[str]:
    """Outcomes of one run's files (source, bytes), read into the store of a home.

    Of files received on a `day` each has a second of its own, from midnight.
    """
    archive = Archive(home)
    archive.prepare()
    kept = [Kept(source, archive.keep(BytesIO(content))) for source, content in deliveries]
    receipts = archive.receive("run", kept)
    if day:
        receipts = [
            replace(r, received_at=day + timedelta(seconds=i)) for i, r in enumerate(receipts)
        ]
    with open_store(store_path(home)) as store:
        ledger = versions.open_ledger(store, receipts)
        documents = [
            parse_document(i, archive.read(i), regions())
            for i in versions.to_read(ledger, receipts)
        ]
        parsed = {d.document_id: facts_of(d, "run", "1") for d in documents}
        versions.add_chains(ledger, store, parsed)
        versions.settle(ledger, receipts, parsed)
        for name, frame in build_frames(documents).items():
            store.append_last(table(name), frame.filter(pl.col("statement_id").is_in(ledger.kept)))
        versions.record(ledger, store)
        store.set_form_fields(field_rows())
        summary = Summary("run")
        summary.count(Counter(delivery["outcome"] for delivery in ledger.deliveries))
        close_run(store, summary, "ingest", receipts[0].received_at)
    return [delivery["outcome"] for delivery in ledger.deliveries]


def build(home: Path, **judged: Any) -> Path:
    """A warehouse made from the store of a home, `judged` by settings, decisions and day."""
    path = home / "building" / "warehouse.duckdb"
    build_warehouse(
        path, store_path(home), read_all_reference(), lambda done, total: None, **judged
    )
    return path
