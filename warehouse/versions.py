"""What becomes of each delivery: unchanged, duplicate, loaded, new version or quarantined."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.refusals import detail
from warehouse.archive import Receipt
from warehouse.store import Store

Facts = dict[str, Any]  # a row of meta.document; of a document just read also authority and refusal


@dataclass
class Ledger:
    """State of sources, documents and chains needed for one batch, and what the batch adds."""

    last: dict[str, str]
    documents: dict[str, Facts]
    chains: dict[tuple[str, str], list[Facts]] = field(default_factory=dict)
    deliveries: list[Facts] = field(default_factory=list)
    versions: list[Facts] = field(default_factory=list)
    quarantine: list[Facts] = field(default_factory=list)
    changed: dict[str, Facts] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)


def open_ledger(store: Store, receipts: Sequence[Receipt]) -> Ledger:
    """The ledger as the store has it before a batch of receipts."""
    last = store.last_delivered(r.source_uri for r in receipts)
    return Ledger(last, store.documents({r.document_id for r in receipts} | set(last.values())))


def to_read(ledger: Ledger, receipts: Sequence[Receipt]) -> list[str]:
    """Documents of a batch that must be read to decide: new ones, and duplicates come back."""
    wanted: dict[str, None] = {}
    last = dict(ledger.last)
    for receipt in receipts:
        known = ledger.documents.get(receipt.document_id)
        before = last.get(receipt.source_uri)
        returned = before is not None and before != receipt.document_id
        if known is None or (known["status"] == "duplicate" and returned):
            wanted[receipt.document_id] = None
        last[receipt.source_uri] = receipt.document_id
    return list(wanted)


def add_chains(ledger: Ledger, store: Store, parsed: dict[str, Facts]) -> None:
    """Fetch the chains of every project that the batch touches."""
    facts = [*ledger.documents.values(), *parsed.values()]
    for row in store.chains({f["project_code"] for f in facts if f["project_code"]}):
        ledger.chains.setdefault((row["project_code"], row["kind"]), []).append(row)


def settle(ledger: Ledger, receipts: Sequence[Receipt], parsed: dict[str, Facts]) -> None:
    """Decide every delivery of a batch in the order of receipt."""
    for receipt in receipts:
        outcome = decide(ledger, receipt, parsed)
        ledger.last[receipt.source_uri] = receipt.document_id
        ledger.deliveries.append(
            {
                "run_id": receipt.run_id,
                "source_uri": receipt.source_uri,
                "document_id": receipt.document_id,
                "outcome": outcome,
                "received_at": receipt.received_at,
                "modified_at": receipt.modified_at,
                "validator": receipt.validator,
            }
        )


def decide(ledger: Ledger, receipt: Receipt, parsed: dict[str, Facts]) -> str:
    """Outcome of one delivery; the ledger takes note of new documents and versions."""
    before = ledger.last.get(receipt.source_uri)
    if before == receipt.document_id:
        return "unchanged"
    known = ledger.documents.get(receipt.document_id)
    if known and known["status"] == "quarantined":
        return "quarantined"
    if known and before is None:
        return "duplicate"
    facts = parsed.get(receipt.document_id) or known
    if facts is None:
        raise KeyError(receipt.document_id)
    if facts.get("refusal"):
        return refuse(ledger, receipt, facts, *facts["refusal"])
    chain = ledger.chains.setdefault((facts["project_code"], facts["kind"]), [])
    return place_in_chain(ledger, receipt, facts, chain, before)


def place_in_chain(
    ledger: Ledger, receipt: Receipt, facts: Facts, chain: list[Facts], before: str | None
) -> str:
    """Compare a document with the chain of its project and kind, and join it where it differs."""
    current = chain[-1] if chain else None
    if current and (
        current["content_hash"] == facts["content_hash"] or is_late(ledger, facts, chain, before)
    ):
        note(ledger, facts, "duplicate")
        return "duplicate"
    in_chain = facts["content_hash"] in {link["content_hash"] for link in chain}
    lost = set((current or facts)["sections"].split()) - set(facts["sections"].split())
    if lost and not in_chain:
        return refuse(ledger, receipt, facts, "truncated", ", ".join(sorted(lost)))
    link = {
        "project_code": facts["project_code"],
        "kind": facts["kind"],
        "version": len(chain) + 1,
        "document_id": facts["document_id"],
        "valid_from": receipt.received_at,
    }
    ledger.versions.append(link)
    chain.append({**link, "content_hash": facts["content_hash"], "sections": facts["sections"]})
    note(ledger, facts, "loaded")
    return "loaded" if len(chain) == 1 else "new_version"


def is_late(ledger: Ledger, facts: Facts, chain: list[Facts], before: str | None) -> bool:
    """Whether a document says what has been superseded, from a source that never said the latest.

    Such a source is behind; only one that had the latest and changed back brings a new version.
    """
    said = {link["content_hash"] for link in chain}
    had = ledger.documents[before]["content_hash"] if before else None
    return facts["content_hash"] in said and had != chain[-1]["content_hash"]


def note(ledger: Ledger, facts: Facts, status: str) -> None:
    """Record a document; one loaded before stays loaded."""
    known = ledger.documents.get(facts["document_id"])
    if known and known["status"] == "loaded":
        return
    row = {**facts, "status": status}
    for name in ("authority", "refusal"):
        row.pop(name, None)
    ledger.documents[facts["document_id"]] = ledger.changed[facts["document_id"]] = row


def refuse(
    ledger: Ledger, receipt: Receipt, facts: Facts, reason: str, observed: str | None
) -> str:
    """Record a document as quarantined."""
    note(ledger, facts, "quarantined")
    ledger.quarantine.append(
        {
            "document_id": receipt.document_id,
            "source_uri": receipt.source_uri,
            "project_code": facts["project_code"],
            "authority": facts.get("authority"),
            "reason": reason,
            "observed": observed,
            "detail": detail(reason, observed),
            "first_seen": receipt.received_at,
            "attempts": 1,
        }
    )
    return "quarantined"


def record(ledger: Ledger, store: Store) -> None:
    """Write what the batch added to the store."""
    store.replace_rows("meta.document", list(ledger.changed.values()))
    store.append_rows("meta.delivery", ledger.deliveries)
    store.append_rows("meta.chain", ledger.versions)
    store.append_rows("quality.quarantine", ledger.quarantine)
