"""Rows of a list as statements: repaired where that is certain, cleaned, shared out."""

import hashlib
import re
from collections.abc import Iterator

from transforms.allocation import allocate
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


def state_rows(document: Document, outline: Outline, regions: Regions) -> None:
    """Give a document the statements of its rows and one of its own; refuse the other rows.

    Raises Refusal where it is no list, or none of its rows can be loaded.
    """
    listing = read_list(outline, FORM)
    document.kind, document.sections = FORM.kind, ""
    mask = Mask((), (), regions.own_names)
    for line, code, (reason, observed) in listing.refused:
        document.refuse_row(line, code, reason, observed and mask.text(observed))
    for row in listing.rows:
        document.statements.append(state_row(document.document_id, row, listing, regions))
    if not document.statements:
        raise Refusal("list_without_rows", str(len(listing.refused)))
    document.content_hash = hash_of(sorted(s.content_hash for s in document.statements))
    document.statements.append(state_list(document, listing, mask))


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
    said = [FORM.kind, fund]
    for element in listing.layout.elements:
        if element.name in row.cells:
            text = repaired(element, row, listing, rows)
            said.append(f"{element.name}\x1f{text}")
            add_value(element, text, row, listing, rows)
    allocate(rows, regions, row.code or "")
    return Statement(statement_id, row.code, row.line_number, hash_of(sorted(said)), rows)


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
