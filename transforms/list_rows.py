"""Rows of a list as statements: repaired where that is certain, cleaned, shared out."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from schemas.decisions import Correction
from transforms.allocation import allocate
from transforms.corrections import (
    Corrected,
    correct,
    corrected_findings,
    note_missing,
    outcome_rows,
)
from transforms.engine import Entry
from transforms.form import Element
from transforms.forms.project_list import FORM
from transforms.gaps import wrong_encoding
from transforms.lists import LOOKS, OVER, Listing, ListRow, read_list
from transforms.outline import LINE_END, Outline, Refusal
from transforms.personal import Mask
from transforms.regions import Regions
from transforms.rows import Rows, finding
from transforms.statements import Document, Statement

# Between two words that end in a hyphen only a comma can stand: "elinkeino-  liikenne- ja …".
LOST_COMMA = re.compile(r"(?<=\w-)\s+(?=\w+- ja )")


def state_rows(
    document: Document, outline: Outline, regions: Regions, corrections: Sequence[Correction]
) -> None:
    """Give a document the statements of its rows and one of its own; refuse the other rows.

    Raises Refusal where it is no list, or none of its rows can be loaded.
    """
    corrected = correct(outline, corrections)
    listing = read_list(corrected.outline, FORM)
    document.kind, document.sections = FORM.kind, ""
    mask = Mask((), (), regions.own_names)
    for line, code, (reason, observed) in listing.refused:
        document.refuse_row(line, code, reason, observed and mask.text(observed))
    for row in listing.rows:
        document.statements.append(state_row(document.document_id, row, listing, regions))
    settle_rows(document, listing, corrected, mask)
    if not document.statements:
        raise Refusal("list_without_rows", str(len(listing.refused)))
    if corrections:
        keep_hashes(document, read_list(outline, FORM))
    else:
        document.content_hash = hash_of(sorted(s.content_hash for s in document.statements))
    document.statements.append(state_list(document, listing, mask))


def settle_rows(document: Document, listing: Listing, corrected: Corrected, mask: Mask) -> None:
    """Say what became of corrections: those of a row that is read are findings of it."""
    read = {row.line_number: row.cells for row in listing.rows}
    note_missing(
        corrected, [c for c in corrected.outcomes if c.field in read.get(c.line_number, ())]
    )
    document.corrections = outcome_rows(document.document_id, corrected, FORM, mask)
    for statement in document.statements:
        here = [c for c in corrected.outcomes if c.line_number == statement.line_number]
        places = dict.fromkeys(here, listing.layout.number)
        statement.rows.findings.extend(corrected_findings(places, corrected, FORM, mask))


def keep_hashes(document: Document, received: Listing) -> None:
    """Give a list and its rows the hashes they have as received: a correction is no version."""
    hashes = {row.line_number: row_hash(row, received) for row in received.rows}
    for statement in document.statements:
        statement.content_hash = hashes.get(statement.line_number or 0, statement.content_hash)
    document.content_hash = hash_of(sorted(hashes.values()))


def row_hash(row: ListRow, listing: Listing) -> str:
    """Hash of what a row says."""
    cells = (
        f"{e.name}\x1f{repaired(e, row, listing, Rows())}"
        for e in listing.layout.elements
        if e.name in row.cells
    )
    return hash_of(sorted([FORM.kind, FORM.funds[row.value("fund")], *cells]))


def hash_of(parts: Iterator[str] | list[str]) -> str:
    """Hash of texts in their order."""
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


def state_list(document: Document, listing: Listing, mask: Mask) -> Statement:
    """What is to be said of a list as a whole: its columns that no field is known of."""
    rows = Rows(document.document_id, mask)
    rows.findings.extend(wrong_encoding(document.encoding))
    for label in listing.unknown_columns:
        place = (listing.layout.number, "", 1, label)
        rows.findings.append(finding("column_not_known", *place, None))
    return Statement(document.document_id, None, None, document.content_hash or "", rows)


def state_row(document_id: str, row: ListRow, listing: Listing, regions: Regions) -> Statement:
    """One row as a statement about its project."""
    statement_id = f"{document_id}:{row.line_number}"
    rows = Rows(statement_id, Mask((), (), regions.own_names))
    fund = FORM.funds[row.value("fund")]
    period = listing.layout.number.replace("–", "-")
    rows.add("project", {"fund": fund, "listed_period": period}, row.line_number)
    for element in listing.layout.elements:
        if element.name in row.cells:
            add_value(element, repaired(element, row, listing, rows), row, listing, rows)
    allocate(rows, regions, row.code or "")
    return Statement(statement_id, row.code, row.line_number, row_hash(row, listing), rows)


def repaired(element: Element, row: ListRow, listing: Listing, rows: Rows) -> str:
    """A cell with its certain faults mended, each mending reported."""
    is_figure = element.clean in LOOKS
    raw = row.cells[element.name].replace(LINE_END, OVER if is_figure else " ")
    text = row.figure(element.name) if is_figure else row.value(element.name)
    if element.name == "authority":
        text = LOST_COMMA.sub(", ", text)
    if text != raw:
        place = (listing.layout.number, element.name, row.line_number)
        rows.findings.append(finding("value_repaired", *place, raw, text))
    return text


def add_value(element: Element, text: str, row: ListRow, listing: Listing, rows: Rows) -> None:
    """Put one cell into the tables that its element names."""
    section, line = listing.layout, row.line_number
    rows.add_entry(Entry(section.number, section.heading, element, line, text))
    if element.mandatory and not text:
        place = (section.number, element.name, line)
        rows.findings.append(finding("mandatory_field_empty", *place, None, element.label))
