"""The rows of a page's tables: each one line with tabs between its cells."""

from dataclasses import dataclass, field

from lxml import etree

from transforms.readers.html.furniture import HEADINGS
from transforms.readers.html.lines import Draft, Writer

MOST_SPAN = 100  # columns or rows of one cell, as in a document's own tables
MOST_COLUMNS = 1000  # from which on a cell spans no others: each row would be wider than the last


@dataclass(slots=True)
class Row:
    """A row of a table in the making: cells that are lists of lines."""

    gap: bool
    outer: list[Draft]
    cells: list[list[Draft]] = field(default_factory=list)
    own_cells: int = 0
    open_cell: etree._Element | None = None


class Rows:
    """The row that is open, if any, and the cells that reach into the rows to come."""

    def __init__(self, root: etree._Element, writer: Writer) -> None:
        self.writer = writer
        # Rows that lay out a page, rather than being data, are blocks of their own.
        self.layout = {
            row for inner in root.iter("table", *HEADINGS) for row in inner.iterancestors("tr")
        }
        self.row: Row | None = None
        self.spans: dict[int, int] = {}  # by column: rows to come that a cell reaches into

    def start_table(self) -> None:
        self.spans = {}

    def start(self, node: etree._Element) -> None:
        if not self.row and node not in self.layout:
            self.row = Row(self.writer.gap, self.writer.drafts)

    def end(self) -> None:
        row, writer = self.row, self.writer
        if not row:
            return
        for column in [column for column in self.spans if column >= len(row.cells)]:
            self.pass_row(column)
        self.row, writer.gap = None, row.gap
        if lines := row_lines(row):
            writer.drafts.extend(lines)
            writer.gap = False

    def start_cell(self, node: etree._Element) -> None:
        if self.row and self.row.open_cell is None:
            self.row.open_cell = node
            self.writer.drafts, self.writer.gap = [], False

    def end_cell(self, node: etree._Element) -> None:
        row, writer = self.row, self.writer
        if not row or node is not row.open_cell:
            return
        writer.end(False)
        while (column := len(row.cells)) in self.spans:
            self.pass_row(column)
            row.cells.append([])
        row.cells.append(writer.drafts)
        if node.keys():
            self.widen(row, span_of(node, "colspan"), span_of(node, "rowspan"))
        row.own_cells += 1
        row.open_cell, writer.drafts = None, row.outer

    def widen(self, row: Row, width: int, height: int) -> None:
        """Give the last cell of a row its columns, and its place in the rows below."""
        start = len(row.cells) - 1
        if start >= MOST_COLUMNS:
            return
        row.cells.extend([] for _ in range(width - 1))
        for column in range(start, start + width):
            self.spans.pop(column, None)
            if height > 1:
                self.spans[column] = height - 1

    def pass_row(self, column: int) -> None:
        """Note that a row leaves a column to a cell above."""
        self.spans[column] -= 1
        if not self.spans[column]:
            del self.spans[column]


def row_lines(row: Row) -> list[Draft]:
    """A row as one line with tabs between its cells; of a single cell, the lines of that.

    A label beside nothing but empty cells keeps a tab, so that it is told from a text.
    """
    drafts = [draft for cell in row.cells for draft in cell]
    if not drafts:
        return []
    number, text, _, aside, loose = drafts[0]
    if row.own_cells == 1 and row.cells[0]:
        return [(number, text, row.gap, aside, loose), *drafts[1:]]
    text = "\t".join(["\n".join([draft[1] for draft in cell]) for cell in row.cells]).rstrip()
    aside = aside and all(draft[3] for draft in drafts)
    loose = aside and any(draft[4] for draft in drafts)
    return [(number, text if "\t" in text else f"{text}\t", row.gap, aside, loose)]


def span_of(node: etree._Element, name: str) -> int:
    text = node.get(name, "1").strip()
    return max(1, min(int(text[:5]), MOST_SPAN)) if text.isdecimal() else 1
