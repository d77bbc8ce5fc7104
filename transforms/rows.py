"""Rows of the stage tables of one document, gathered from the entries of its form."""

from collections.abc import Iterable
from typing import Any

from schemas.indicators import indicator_of
from transforms.engine import Entry
from transforms.form import Cell, Style
from transforms.personal import MASK, Mask
from transforms.values import CLEANERS, Unreadable, Values

Row = dict[str, Any]
# Columns of running text; elsewhere full names are masked, not their parts.
TEXT_COLUMNS = frozenset({"text", "justification"})
CHECKED = "business_id_valid"
RIGHT_BUSINESS_ID = "1234567-8, mod 11"


def finding(
    rule: str,
    section: str,
    field: str,
    line: int | None,
    observed: str | None,
    expected: str | None,
) -> Row:
    """One anomaly met while reading, as a row of ``stage.finding``."""
    return {
        "rule": rule,
        "section": section,
        "field": field,
        "line_number": line,
        "observed": observed,
        "expected": expected,
    }


class Rows:
    """The rows of one document by stage table; findings are kept beside them."""

    def __init__(self, document_id: str = "", mask: Mask | None = None) -> None:
        self.document_id = document_id
        self.mask = mask or Mask((), (), frozenset())
        self.tables: dict[str, list[Row]] = {}
        self.findings: list[Row] = []
        self.unmapped: set[str] = set()
        self.open_rows: dict[tuple[str, tuple[tuple[str, str], ...]], Row] = {}

    def add(self, table: str, values: Row, line: int | None) -> Row:
        """Append one row; values of text columns are masked."""
        row = {"document_id": self.document_id, "line_number": line, **values}
        self.tables.setdefault(table, []).append(row)
        return row

    def add_entry(self, entry: Entry) -> None:
        """Clean one entry and put its values into the cells its element names."""
        element, cell = entry.element, entry.element.cell
        if cell is None:
            return
        self.note_field(entry)
        if element.style is Style.WHOLE:
            self.add_items(entry, cell)
        elif cell.rows:
            for name in self.clean(entry, entry.text):
                self.add(cell.table, {**cell.fixed, cell.columns[0]: name}, entry.line)
        else:
            values = dict(zip(cell.columns, self.clean(entry, entry.text), strict=False))
            if cell.follow and entry.follow:
                values[cell.follow] = entry.follow
            self.fill(entry, cell, values)

    def note_field(self, entry: Entry) -> None:
        text = None if entry.element.personal else self.mask.text(entry.text) or None
        filled = bool(entry.text or entry.follow or entry.items)
        values = {"section": entry.section, "field": entry.element.name, "filled": filled}
        self.add("field", {**values, "text": text}, entry.line)

    def add_items(self, entry: Entry, cell: Cell) -> None:
        for item in entry.items:
            values = dict(zip(cell.columns, self.clean(entry, item.text, item.number), strict=True))
            self.add(cell.table, {**cell.fixed, **self.masked(cell.table, values)}, item.number)

    def fill(self, entry: Entry, cell: Cell, values: Row) -> None:
        """Put values into the row that the cell's fixed values name, made when first needed."""
        if not any(value is not None for value in values.values()):
            return
        fixed = self.fixed_values(entry, cell)
        key = (cell.table, tuple(sorted(fixed.items())))
        if cell.table == "project":
            row = self.tables["project"][0]
        elif key in self.open_rows:
            row = self.open_rows[key]
        else:
            row = self.open_rows[key] = self.add(cell.table, dict(fixed), entry.line)
        for column, value in self.masked(cell.table, values).items():
            if row.get(column) is not None:
                self.note("value_repeated", entry, entry.line, str(value), None)
            else:
                row[column] = value

    def fixed_values(self, entry: Entry, cell: Cell) -> dict[str, str]:
        """What names the row: an indicator by its section's heading, a text by its section."""
        if cell.table == "indicator":
            indicator = indicator_of(entry.heading)
            if indicator is None and entry.section not in self.unmapped:
                self.unmapped.add(entry.section)
                self.note("indicator_unmapped", entry, entry.line, entry.heading, None)
            return {**cell.fixed, "indicator": indicator or entry.heading}
        if cell.table == "text":
            return {**cell.fixed, "section": entry.section}
        return dict(cell.fixed)

    def masked(self, table: str, values: Row) -> Row:
        """Values fit to be published; those of the contact table are personal as they are."""
        if table == "contact":
            return values
        return {
            column: (self.mask.text if column in TEXT_COLUMNS else self.mask.name)(value)
            if isinstance(value, str)
            else value
            for column, value in values.items()
        }

    def clean(self, entry: Entry, text: str, line: int | None = None) -> Values:
        """Values of a text, with a finding where it cannot be read or its check digit is off."""
        if not text:
            return ()
        at = line or entry.line
        try:
            values = CLEANERS[entry.element.clean](text)
        except Unreadable as unreadable:
            observed = MASK if entry.element.personal else text
            self.note("value_unreadable", entry, at, observed, unreadable.expected)
            return unreadable.partial
        columns = entry.element.cell.columns if entry.element.cell else ()
        if CHECKED in columns:
            business_id, valid = values[-2:]
            if business_id is not None and not valid:
                self.note("business_id_invalid", entry, at, str(business_id), RIGHT_BUSINESS_ID)
        return values

    def note(self, rule: str, entry: Entry, line: int, observed: str, expected: str | None) -> None:
        """Keep a finding about an entry."""
        name = entry.element.name
        self.findings.append(finding(rule, entry.section, name, line, observed, expected))

    def finished(self) -> Iterable[tuple[str, list[Row]]]:
        """All rows by table, findings masked and among them."""
        for row in self.findings:
            row["document_id"] = self.document_id
            row["observed"] = row["observed"] and self.mask.text(row["observed"])
        yield from self.tables.items()
        yield "finding", self.findings
