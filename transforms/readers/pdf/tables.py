"""Ruled tables: cells in rows, put together again where a page broke them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.folding import fold
from transforms.readers.numbered import Cell, alike, table_lines
from transforms.readers.pdf.hyphens import Hyphens
from transforms.readers.pdf.page import SOFT, Area, Word
from transforms.readers.pdf.printed import row_labels
from transforms.readers.pdf.rows import NUMERIC, Row, Segment, rows_of

SAME = 2.5  # points: edges that lie nearer are one
SPACE = 0.27  # of the size of the type
NEAR = 6.0  # points by which a column may shift from one page to the next
FULL = 0.9  # of the size: what a line may lack that one word fills
SLACK = 2.5  # times the size: what may be left free at the edge of a column


@dataclass(frozen=True)
class CellBox:
    """A cell: its area, edges that agree over its table, and its rows of words."""

    area: Area
    start: float
    end: float
    rows: tuple[Row, ...]

    @property
    def limit(self) -> float:
        """The right edge of its text: it stands as far from the rule as the left one."""
        if not self.rows:
            return self.area.x1
        left = min(row.segments[0].x0 for row in self.rows)
        return self.area.x1 - min(left - self.area.x0, self.area.x1 - self.area.x0)

    def text(self, hyphens: Hyphens) -> str:
        """Its text on one line."""
        if not self.rows:
            return ""
        lines = [" ".join(segment.text for segment in row.segments) for row in self.rows]
        text = lines[0]
        for row, line in zip(self.rows, lines[1:], strict=False):
            filled = len(row.segments) == 1 and is_filled(row.segments[0], self.limit)
            text = hyphens.join(text, line, filled=filled)
        return text.replace(SOFT, "")


@dataclass(frozen=True)
class TableRow:
    """Cells of one row from left to right; `sound` unless words lie outside of the cells."""

    cells: tuple[CellBox, ...]
    sound: bool = True

    @property
    def top(self) -> float:
        return self.cells[0].area.top

    def words(self) -> list[str]:
        return [" ".join(row.text for row in cell.rows) for cell in self.cells]


def table_rows(cells: Sequence[Area], words: Iterable[Word]) -> list[TableRow]:
    """Rows of a table with the words of its cells."""
    held: dict[Area, list[Word]] = {cell: [] for cell in cells}
    sound = True
    for word in words:
        cell = next((cell for cell in cells if cell.holds(word)), None)
        if cell is None:
            sound = False
        else:
            held[cell].append(word)
            sound = sound and word.x1 <= cell.x1 + SAME and word.x0 >= cell.x0 - SAME
    edge = same_edges([x for cell in cells for x in (cell.x0, cell.x1)])
    boxes = [CellBox(c, edge[c.x0], edge[c.x1], tuple(rows_of(held[c]))) for c in cells]
    boxes.sort(key=lambda box: (box.area.top, box.start))
    tops: list[float] = []
    for box in boxes:
        if not tops or box.area.top - tops[-1] >= SAME:
            tops.append(box.area.top)
    return [TableRow(tuple(row_at(top, boxes)), sound) for top in tops]


def row_at(top: float, boxes: Iterable[CellBox]) -> list[CellBox]:
    """Cells at one height; of one that began higher up only the place."""
    row = []
    for box in boxes:
        if abs(box.area.top - top) < SAME:
            row.append(box)
        elif box.area.top < top < box.area.bottom - SAME:
            row.append(replace(box, area=box.area._replace(top=top), rows=()))
    return sorted(row, key=lambda box: box.start)


def same_edges(edges: Iterable[float]) -> dict[float, float]:
    """Each edge with the one that stands for all near it."""
    found: dict[float, float] = {}
    last: float | None = None
    for edge in sorted(set(edges)):
        last = edge if last is None or edge - last > SAME else last
        found[edge] = last
    return found


def is_filled(segment: Segment, limit: float) -> bool:
    """Whether one word alone takes the whole width."""
    return " " not in segment.text and segment.x1 > limit - FULL * segment.size


def is_full(segment: Segment, after: Segment, limit: float) -> bool:
    """Whether the first word of the next line would not have fitted into this one.

    Where the words tell that a sentence goes on, the edge may be a little nearer than it seems.
    """
    if segment.text.endswith(SOFT):
        return True
    if segment.text.endswith(",") or (
        after.text[0].islower() and not segment.text.endswith((".", "!", "?", ":", ";"))
    ):
        limit -= SLACK * segment.size
    return segment.x1 + SPACE * segment.size + after.first_width > limit


def lines_of(rows: Sequence[TableRow], hyphens: Hyphens) -> list[str]:
    """Rows as lines with tabs between cells; without tabs where the cells are not certain."""
    if not all(row.sound for row in rows):
        return [" ".join(filter(None, (c.text(hyphens) for c in row.cells))) for row in rows]
    return table_lines([[Cell(c.start, c.end, c.text(hyphens)) for c in row.cells] for row in rows])


def is_same_table(before: TableRow, after: TableRow) -> bool:
    """Whether a row on the next page has the columns of one on the page before."""
    near = len(before.cells) == len(after.cells) and all(
        abs(a.start - b.start) < NEAR for a, b in zip(before.cells, after.cells, strict=True)
    )
    shapes = [[Cell(c.start, c.end, "") for c in row.cells] for row in (before, after)]
    return near or len(alike(shapes)) == 1


def without_header(table: Sequence[TableRow], more: Sequence[TableRow]) -> list[TableRow]:
    """Rows of a table's next page without those that only repeat its first ones."""
    repeated = 0
    for first, again in zip(table, more, strict=False):
        if list(map(fold, first.words())) != list(map(fold, again.words())):
            break
        repeated += 1
    return list(more[repeated:])


def snapped(table: Sequence[TableRow], more: Sequence[TableRow]) -> list[TableRow]:
    """Rows of the next page with the edges of the page before."""
    known = [edge for row in table for cell in row.cells for edge in (cell.start, cell.end)]

    def near(edge: float) -> float:
        best = min(known, key=lambda k: abs(k - edge))
        return best if abs(best - edge) < NEAR else edge

    return [
        replace(
            row,
            cells=tuple(replace(c, start=near(c.start), end=near(c.end)) for c in row.cells),
        )
        for row in more
    ]


def goes_on(before: TableRow, after: TableRow) -> bool:
    """Whether a row goes on on the next page: text that stands below text that is not at its end.

    A figure never goes on, and the label of a row begins one.
    """
    above = {cell.start: cell for cell in before.cells}
    filled = [cell for cell in after.cells if cell.rows]
    label = after.cells[0].rows
    begins = label and (not label[0].text[0].islower() or label[0].text in row_labels())
    if not filled or begins:
        return False
    indented = not label and bool(before.cells[0].rows)
    return all(
        (cell := above.get(more.start)) is not None
        and cell.rows
        and not is_numeric(cell)
        and (breaks(cell, more) or (indented and len(cell.rows) > 1 and not is_numeric(more)))
        for more in filled
    )


def is_numeric(cell: CellBox) -> bool:
    return all(NUMERIC.issuperset(row.text) for row in cell.rows)


def breaks(cell: CellBox, more: CellBox) -> bool:
    last, first = cell.rows[-1].segments[-1], more.rows[0].segments[0]
    return is_full(last, first, cell.limit)


def merged(before: TableRow, after: TableRow) -> TableRow:
    """One row of the two halves that a page break made of it."""
    more = {cell.start: cell.rows for cell in after.cells}
    cells = tuple(replace(c, rows=c.rows + more.get(c.start, ())) for c in before.cells)
    return replace(before, cells=cells)


def grouped(rows: Iterable[TableRow]) -> list[list[TableRow]]:
    """Consecutive rows of several cells; rows of one cell by themselves."""
    groups: list[list[TableRow]] = []
    for row in rows:
        if groups and len(row.cells) > 1 and len(groups[-1][0].cells) > 1:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
