"""Rows of the stage tables of one statement, gathered from the entries of its form."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from schemas.indicators import indicator_of
from transforms.engine import Entry
from transforms.form import Cell, Follow, Part, Style
from transforms.labels import cells_of, cut_row
from transforms.links import whole_references
from transforms.outline import Line
from transforms.personal import MASK, Mask
from transforms.values import BLANKS, Unreadable, Values, read_value

Row = dict[str, Any]
RowKey = tuple[str, frozenset[tuple[str, str | bool]]]  # a table, and what names a row of it
# Columns of running text; elsewhere full names are masked, not their parts.
TEXT_COLUMNS = frozenset({"text", "justification", "risk", "measures"})
# Looked up once: an attribute of an Enum takes as long as a call.
ROW, BODY, ITEMS = Style.ROW, Style.BODY, Follow.ITEMS
# Tables of which a section's heading, or its number, tells the row.
NAMED_BY_SECTION = frozenset({"indicator", "text"})


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


def line_numbers(lines: Iterable[Line]) -> str:
    """Where each line that a text shows comes from: parted by commas, so that none reads a number.

    A line of the document may show as several.
    """
    return ",".join(
        str(line.number) for line in lines for piece in line.text.strip().split("\n") if piece
    )


class Rows:
    """The rows of one statement by stage table; findings are kept beside them."""

    def __init__(self, statement_id: str = "", mask: Mask | None = None) -> None:
        self.statement_id = statement_id
        self.mask = mask or Mask((), (), frozenset())
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.findings: list[Row] = []
        self.unmapped: set[str] = set()
        self.open_rows: dict[RowKey, Row] = {}

    def add(self, table: str, values: Row, line: int | None) -> Row:
        """Append one row of values that are fit to be published."""
        row = {"statement_id": self.statement_id, "line_number": line, **values}
        self.tables[table].append(row)
        return row

    def add_entry(self, entry: Entry) -> None:
        """Clean one entry and put its values into the cells its element names."""
        element, cell = entry.element, entry.element.cell
        if element.name:
            self.note_field(entry)
        if element.style is ROW:
            self.add_table_row(entry)
        elif element.follows is ITEMS:
            self.add_items(entry, cell)
        elif cell and cell.rows:
            self.add_each(entry, cell, element.clean, entry.text, entry.line)
        elif cell:
            values = dict(zip(cell.columns, self.clean(entry, entry.text), strict=False))
            if cell.follow and entry.follow:
                values[cell.follow] = entry.follow
            self.fill(entry, cell, values)
            if cell.follow == "text" and entry.items:
                self.row_of(entry, cell).setdefault("line_numbers", line_numbers(entry.items))
        if element.style is BODY:
            self.find_within(entry)

    def add_each(self, entry: Entry, cell: Cell, clean: str, text: str, line: int) -> None:
        """Append one row for each value of a text."""
        for value in self.clean(entry, text, line, clean):
            found = value if isinstance(value, tuple) else (value,)
            values = self.all_shown(cell, found)
            self.add(cell.table, {"section": entry.section, **cell.fixed, **values}, line)

    def find_within(self, entry: Entry) -> None:
        """Put what the parts of a text find in its lines where they say: the first, or each."""
        for part in entry.element.parts:
            for cell in part.cells:
                if cell.rows:
                    for item in whole_references(entry.items):
                        self.add_each(entry, cell, part.cleans[0], item.text, item.number)
                else:
                    found = (
                        self.clean(entry, i.text, i.number, part.cleans[0]) for i in entry.items
                    )
                    first: Values = next(filter(None, found), ())
                    self.fill(entry, cell, dict(zip(cell.columns, first, strict=False)))

    def add_table_row(self, entry: Entry) -> None:
        """Put the cells of a row that the form names into the rows its parts name."""
        cells = entry.text.rstrip().split("\t")
        for part, texts in cut_row(entry.element.parts, cells) or ():
            if entry.follow and part is entry.element.parts[-1]:
                texts[-1] = "\n".join(filter(None, [texts[-1], entry.follow]))
            for cell in part.cells:
                values = self.clean_cells(entry, part.cleans, texts)
                self.fill(entry, cell, dict(zip(cell.columns, values, strict=True)))

    def clean_cells(
        self, entry: Entry, cleans: Sequence[str], texts: Sequence[str], line: int | None = None
    ) -> list[object]:
        """The value of each cell, None for a blank."""
        found: list[object] = []
        for clean, text in zip(cleans, texts, strict=True):
            values = () if text.strip() in BLANKS else self.clean(entry, text, line, clean)
            found.append(values[0] if values else None)
        return found

    def note_field(self, entry: Entry) -> None:
        """Say of a field that it is there, and what it holds unless that is personal."""
        section, _, element, line, text, follow, items = entry
        row = {
            "statement_id": self.statement_id,
            "line_number": line,
            "section": section,
            "field": element.name,
            "filled": bool(text or follow or items),
            "text": None if element.personal else self.mask.text(text) or None,
        }
        self.tables["field"].append(row)

    def add_items(self, entry: Entry, cell: Cell | None) -> None:
        """Append a row for each item, or for each part of an item that is a row of a table."""
        for position, item in enumerate(entry.items, start=1):
            if cell:
                values = self.all_shown(cell, self.clean(entry, item.text, item.number))
                self.add(cell.table, {**cell.fixed, **values}, item.number)
            parts = entry.element.parts
            for part, texts in (parts and cut_row(parts, cells_of(item.text))) or ():
                if any(texts):
                    self.add_part(entry, part, texts, item.number, position)

    def add_part(
        self, entry: Entry, part: Part, texts: Sequence[str], line: int, position: int
    ) -> None:
        for cell in part.cells:
            values = self.clean_cells(entry, part.cleans, texts, line)
            if cell.rows:
                row = {**cell.fixed, **self.all_shown(cell, values), "position": position}
                self.add(cell.table, row, line)
            else:
                found = dict(zip(cell.columns, values, strict=True))
                self.fill(entry._replace(line=line), cell, found)

    def fill(self, entry: Entry, cell: Cell, values: Row) -> None:
        """Put values into the row that the cell's fixed values name, made when first needed."""
        if not cell.blank and [*values.values()].count(None) == len(values):
            return
        row = self.row_of(entry, cell)
        for column, value in values.items():
            if value is None:
                row.setdefault(column, None)
                continue
            shown = self.shown(cell.table, column, value)
            if row.get(column) is None:
                row[column] = shown
            else:
                self.note("value_repeated", entry, entry.line, str(shown), None)

    def row_of(self, entry: Entry, cell: Cell) -> Row:
        """The row that a cell's fixed values name, a new one if there is none yet."""
        key = cell.key
        if cell.table in NAMED_BY_SECTION and (named := self.named_by(entry, cell)):
            key = (cell.table, frozenset({**cell.fixed, **named}.items()))
        row = self.open_rows.get(key)
        if row is None:
            if cell.table == "project":
                row = self.tables["project"][0]
            else:
                row = self.add(cell.table, dict(key[1]), entry.line)
            self.open_rows[key] = row
        return row

    def named_by(self, entry: Entry, cell: Cell) -> dict[str, str]:
        """What else names a row: an indicator by its section's heading, a text by its section."""
        if cell.table == "text":
            return {"section": entry.section}
        if "indicator" in cell.fixed:
            return {}
        indicator = indicator_of(entry.heading)
        if indicator is None and entry.section not in self.unmapped:
            self.unmapped.add(entry.section)
            self.note("indicator_unmapped", entry, entry.line, entry.heading, None)
        return {"indicator": indicator or self.mask.name(entry.heading)}

    def shown(self, table: str, column: str, value: object) -> object:
        """A value fit to be published; those of the contact table are personal as they are."""
        if not isinstance(value, str) or table == "contact" or value in self.mask.spared:
            return value
        return self.mask.text(value) if column in TEXT_COLUMNS else self.mask.name(value)

    def all_shown(self, cell: Cell, values: Iterable[object]) -> Row:
        """Values of a cell's columns, fit to be published."""
        pairs = zip(cell.columns, values, strict=True)
        return {column: self.shown(cell.table, column, value) for column, value in pairs}

    def clean(
        self, entry: Entry, text: str, line: int | None = None, clean: str | None = None
    ) -> Values:
        """Values of a text, with a finding where it cannot be read or its check fails."""
        if not text or text.isspace():
            return ()
        found = read_value(clean or entry.element.clean, text)
        if isinstance(found, tuple):
            return found
        at, personal = line or entry.line, entry.element.personal
        if isinstance(found, Unreadable):
            observed = MASK if personal else text
            self.note("value_unreadable", entry, at, observed, found.expected)
            return found.partial
        observed = MASK if personal else found.observed
        self.note(found.rule, entry, at, observed, found.expected)
        return found.values

    def note(self, rule: str, entry: Entry, line: int, observed: str, expected: str | None) -> None:
        """Keep a finding about an entry."""
        name = entry.element.name
        self.findings.append(finding(rule, entry.section, name, line, observed, expected))

    def finished(self) -> Iterable[tuple[str, list[Row]]]:
        """All rows by table, findings masked and among them."""
        for row in self.findings:
            row["statement_id"] = self.statement_id
            for column in ("observed", "expected"):
                row[column] = row[column] and self.mask.text(row[column])
        yield from self.tables.items()
        yield "finding", self.findings
