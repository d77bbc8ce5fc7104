"""The order of a document: rows of text and groups of table rows, page after page."""

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.readers.pdf.page import Area, Sheet, Word
from transforms.readers.pdf.rows import Row, split_at
from transforms.readers.pdf.tables import (
    TableRow,
    goes_on,
    grouped,
    is_same_table,
    merged,
    snapped,
    table_rows,
    without_header,
)

BESIDE = 2  # rows above and below that tell where a row's columns begin


@dataclass(frozen=True)
class Text:
    """A row of text, the page it stands on, and the right edge of its frame if it is in one."""

    row: Row
    page: int
    limit: float | None = None

    @property
    def top(self) -> float:
        return self.row.top


@dataclass
class Table:
    """Rows of several cells that stand below one another, and the page they begin on.

    `head` are the first rows of the whole table; `continued` tells that it began before.
    """

    rows: list[TableRow]
    page: int
    head: list[TableRow]
    continued: bool = False

    @property
    def top(self) -> float:
        return self.rows[0].top


Item = Text | Table


def items_of(sheets: Sequence[Sheet], free: Sequence[Sequence[Row]]) -> list[Item]:
    """Everything that a document says, in order: tables, and the rows of each page outside them."""
    found: list[Item] = []
    for page, (sheet, rows) in enumerate(zip(sheets, free, strict=True), start=1):
        items: list[Item] = [
            Text(split_at(row, column_starts(rows, at)), page) for at, row in enumerate(rows)
        ]
        for cells in sheet.tables:
            items += table_items(cells, sheet.words, page)
        items.sort(key=lambda item: item.top)
        join_table(found, items)
        found += items
    return found


def column_starts(rows: Sequence[Row], at: int) -> list[float]:
    """Where second columns begin in the rows beside one."""
    beside = rows[max(0, at - BESIDE) : at + BESIDE + 1]
    return [row.segments[1].x0 for row in beside if len(row.segments) > 1]


def free_words(sheet: Sheet) -> list[Word]:
    """Words outside of every table."""
    areas = [bounds(cells) for cells in sheet.tables]
    return [word for word in sheet.words if not any(area.holds(word) for area in areas)]


def bounds(cells: Sequence[Area]) -> Area:
    return Area(
        min(cell.x0 for cell in cells),
        min(cell.top for cell in cells),
        max(cell.x1 for cell in cells),
        max(cell.bottom for cell in cells),
    )


def table_items(cells: Sequence[Area], words: Sequence[Word], page: int) -> list[Item]:
    """A table's rows; a row of one cell is a frame around text."""
    area = bounds(cells)
    found: list[Item] = []
    rows = table_rows(cells, [word for word in words if area.holds(word)])
    head: list[TableRow] = []
    for group in grouped(row for row in rows if any(cell.rows for cell in row.cells)):
        (cell, *more) = group[0].cells
        if more:
            head = head or group
            found.append(Table(group, page, head, continued=head is not group))
        else:
            found += [Text(row, page, cell.limit) for row in cell.rows]
    return found


def join_table(found: Sequence[Item], items: list[Item]) -> None:
    """Let a table that a page begins with go on from the one that the page before ends with."""
    before, first = (found[-1] if found else None), (items[0] if items else None)
    if not isinstance(before, Table) or not isinstance(first, Table):
        return
    rows = snapped(before.rows, first.rows)
    if not is_same_table(before.rows[-1], rows[0]):
        return
    rows = without_header(before.head, rows)
    if rows and goes_on(before.rows[-1], rows[0]):
        before.rows[-1] = merged(before.rows[-1], rows[0])
        rows = rows[1:]
    for item in items:
        if isinstance(item, Table) and item.head is first.head:
            item.head = before.head
    first.rows, first.continued = rows, True
    if not rows:
        items.pop(0)
