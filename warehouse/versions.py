"""What becomes of each delivery: unchanged, duplicate, loaded, new version or quarantined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.refusals import detail
from warehouse.archive import Receipt
from warehouse.store import Store

# A row of meta.document; of a document just read also its authority, refusal, statements and
# refused rows.
Facts = dict[str, Any]
JUST_READ = ("authority", "refusal", "statements", "refused_rows")


@dataclass
class Ledger:
    """State of sources, documents and chains needed for one batch, and what the batch adds.

    `last` is the document last received from each source, `last_read` the last that could be read.
    `statements` are those of each document by project code (None: a list's own), `kept` the ids of
    statements whose rows belong in the store; `contents` are the content hashes taken in before.
    """

    last: dict[str, str]
    last_read: dict[str, str]
    documents: dict[str, Facts]
    statements: dict[str, dict[str | None, Facts]]
    chains: dict[tuple[str, str], list[Facts]] = field(default_factory=dict)
    deliveries: list[Facts] = field(default_factory=list)
    versions: list[Facts] = field(default_factory=list)
    quarantine: list[Facts] = field(default_factory=list)
    changed: dict[str, Facts] = field(default_factory=dict)
    refused_rows: list[Facts] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)


def open_ledger(store: Store, receipts: Sequence[Receipt]) -> Ledger:
    """The ledger as the store has it before a batch of receipts."""
    delivered = store.last_delivered(r.source_uri for r in receipts)
    last = {source: document_id for source, (document_id, _) in delivered.items()}
    last_read = {source: readable for source, (_, readable) in delivered.items() if readable}
    known = {r.document_id for r in receipts} | {*last.values(), *last_read.values()}
    return Ledger(last, last_read, store.documents(known), by_project(store.statements(known)))


def by_project(statements: Iterable[Facts]) -> dict[str, dict[str | None, Facts]]:
    """Statements by document and project code."""
    found: dict[str, dict[str | None, Facts]] = {}
    for statement in statements:
        found.setdefault(statement["document_id"], {})[statement["project_code"]] = statement
    return found


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
    """Take in what the documents just read state, and fetch the chains of all projects touched."""
    ledger.statements |= by_project(
        s for facts in parsed.values() if not facts["refusal"] for s in facts["statements"]
    )
    known = [*ledger.documents.values(), *parsed.values()]
    ledger.contents |= store.contents(facts["content_hash"] for facts in known)
    codes = {code for statements in ledger.statements.values() for code in statements if code}
    for row in store.chains(codes):
        ledger.chains.setdefault((row["project_code"], row["kind"]), []).append(row)


def settle(ledger: Ledger, receipts: Sequence[Receipt], parsed: dict[str, Facts]) -> None:
    """Decide every delivery of a batch in the order of receipt."""
    for receipt in receipts:
        outcome = decide(ledger, receipt, parsed)
        ledger.last[receipt.source_uri] = receipt.document_id
        if ledger.documents[receipt.document_id]["status"] != "quarantined":
            ledger.last_read[receipt.source_uri] = receipt.document_id
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
    return join_chains(ledger, receipt, facts, ledger.last_read.get(receipt.source_uri))


def join_chains(ledger: Ledger, receipt: Receipt, facts: Facts, before: str | None) -> str:
    """Put what a document says that is new at the end of its projects' chains."""
    statements = ledger.statements[facts["document_id"]]
    # A list that nobody has sent before is news as a whole, also where a row goes back.
    may_be_late = facts["kind"] != "project_list" or facts["content_hash"] in ledger.contents
    links = [
        link
        for code, statement in statements.items()
        if code and (link := link_of(ledger, receipt, statement, before, may_be_late=may_be_late))
    ]
    if not links:
        note(ledger, facts, "duplicate")
        return "duplicate"
    if lost := lost_sections(ledger, facts, links):
        return refuse(ledger, receipt, facts, "truncated", ", ".join(sorted(lost)))
    for link in links:
        chain = ledger.chains[link["project_code"], link["kind"]]
        chain.append({**link, "sections": facts["sections"]})
        ledger.versions.append({k: v for k, v in link.items() if k != "content_hash"})
    ledger.kept |= {link["statement_id"] for link in links}
    ledger.kept |= {s["statement_id"] for code, s in statements.items() if code is None}
    note(ledger, facts, "loaded")
    return "loaded" if all(link["version"] == 1 for link in links) else "new_version"


def link_of(
    ledger: Ledger, receipt: Receipt, statement: Facts, before: str | None, *, may_be_late: bool
) -> Facts | None:
    """The link with which a statement joins its chain; None where it says nothing new."""
    code, kind, said = (statement[k] for k in ("project_code", "kind", "content_hash"))
    chain = ledger.chains.setdefault((code, kind), [])
    if chain and chain[-1]["content_hash"] == said:
        return None
    if chain and may_be_late and is_late(ledger, statement, chain, before):
        return None
    earlier = [link["statement_id"] for link in chain if link["content_hash"] == said]
    # Of a list loaded before, in this batch or another, only the rows are kept that were new then.
    known = ledger.documents.get(statement["document_id"])
    is_loaded = known is not None and known["status"] == "loaded"
    has_rows = not is_loaded or statement["statement_id"] in earlier
    return {
        "project_code": code,
        "kind": kind,
        "version": len(chain) + 1,
        "statement_id": statement["statement_id"] if has_rows else earlier[-1],
        "valid_from": receipt.received_at,
        "content_hash": said,
    }


def lost_sections(ledger: Ledger, facts: Facts, links: list[Facts]) -> set[str]:
    """Sections that the version in force has and a document with new content has not."""
    lost: set[str] = set()
    for link in links:
        chain = ledger.chains[link["project_code"], link["kind"]]
        if chain and link["content_hash"] not in {known["content_hash"] for known in chain}:
            lost |= set(chain[-1]["sections"].split()) - set(facts["sections"].split())
    return lost


def is_late(ledger: Ledger, statement: Facts, chain: list[Facts], before: str | None) -> bool:
    """Whether a document says what has been superseded, from a source that never said the latest.

    Such a source is behind; only one that had the latest and changed back brings a new version.
    """
    said = {link["content_hash"] for link in chain}
    had = ledger.statements.get(before or "", {}).get(statement["project_code"])
    return statement["content_hash"] in said and (
        had is None or had["content_hash"] != chain[-1]["content_hash"]
    )


def note(ledger: Ledger, facts: Facts, status: str) -> None:
    """Record a document; one loaded before stays loaded."""
    known = ledger.documents.get(facts["document_id"])
    if known and known["status"] == "loaded":
        return
    row = {name: value for name, value in facts.items() if name not in JUST_READ}
    row["status"] = status
    if facts["document_id"] not in ledger.changed:  # it may be a duplicate first, and come back
        ledger.refused_rows += facts.get("refused_rows", ())
    ledger.documents[facts["document_id"]] = ledger.changed[facts["document_id"]] = row
    if status != "quarantined":
        ledger.contents.add(facts["content_hash"])


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
    accepted = [i for i, row in ledger.changed.items() if row["status"] != "quarantined"]
    stated = [s for i in accepted for s in ledger.statements[i].values()]
    store.replace_rows("meta.statement", stated)
    store.append_rows("meta.chain", ledger.versions)
    store.append_rows("quality.quarantine", ledger.quarantine)
    store.replace_rows("quality.refused_row", ledger.refused_rows)
