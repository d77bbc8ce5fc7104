"""Paragraphs and tables of a Word document as pieces of its outline."""

from collections.abc import Iterator

from lxml.etree import _Element

from transforms.readers.docx.numbers import Numbers
from transforms.readers.docx.runs import MC, q, text_of, value
from transforms.readers.docx.styles import GAP, Styles
from transforms.readers.numbered import Cell, Piece, Row, table_lines

# What merely holds other blocks.
WRAPPERS = frozenset(
    q(name) for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
) | {q("AlternateContent", MC), q("Choice", MC)}
MOST_COLUMNS = 63  # that Word allows in a table
BLANK = Piece("")


class Blocks:
    """Reads blocks in order; the numbers of lists run on through the whole document."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.styles = styles
        self.numbers = numbers

    def pieces(self, container: _Element) -> Iterator[Piece]:
        """Pieces of a body or cell. Around a table stands a gap."""
        space = 0
        for block in blocks(container):
            if block.tag == q("tbl"):
                yield BLANK
                yield from self.table(block)
                yield BLANK
                space = 0
            else:
                before = max(space, self.styles.space(block, "before"))
                yield from self.paragraph(block, apart=before >= GAP)
                space = self.styles.space(block, "after")

    def paragraph(self, paragraph: _Element, *, apart: bool) -> Iterator[Piece]:
        """Lines of a paragraph, then of the text boxes anchored in it."""
        text = text_of(paragraph)
        if text.strip():
            text = self.numbers.prefix(paragraph) + text
            for at, line in enumerate(text.split("\n")):
                yield Piece(line, after_gap=apart and at == 0)
        else:
            yield BLANK
        for box in text_boxes(paragraph):
            yield BLANK
            yield from self.pieces(box)
            yield BLANK

    def table(self, table: _Element) -> Iterator[Piece]:
        """A line for each row; a row of one cell gives the paragraphs of the cell."""
        waiting: list[Row] = []
        for row in rows(table):
            cells = list(self.cells(row))
            if len(cells) > 1:
                waiting.append([Cell(start, end, self.flat(cell)) for start, end, cell in cells])
                continue
            yield from map(Piece, table_lines(waiting))
            waiting = []
            for _, _, cell in cells:
                if cell is not None:
                    yield from self.pieces(cell)
        yield from map(Piece, table_lines(waiting))

    def cells(self, row: _Element) -> Iterator[tuple[int, int, _Element | None]]:
        """Cells of a row with their first column and the one after their last.

        A cell that only continues the one above it, and columns left out before the first, hold
        nothing.
        """
        before = width(row.find(f"{q('trPr')}/{q('gridBefore')}"), 0)
        if before:
            yield 0, before, None
        at = before
        for cell in unwrapped(row, q("tc")):
            span = width(cell.find(f"{q('tcPr')}/{q('gridSpan')}"), 1)
            merges = [cell.find(f"{q('tcPr')}/{q(name)}") for name in ("vMerge", "hMerge")]
            continues = any(m is not None and value(m) in (None, "continue") for m in merges)
            yield at, at + span, None if continues else cell
            at += span

    def flat(self, cell: _Element | None) -> str:
        """Text of a cell on one line."""
        if cell is None:
            return ""
        return " ".join(" ".join(piece.text for piece in self.pieces(cell)).split())


def blocks(container: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in a container, those in content controls too."""
    for child in container:
        if child.tag in (q("p"), q("tbl")):
            yield child
        elif child.tag in WRAPPERS:
            yield from blocks(child)


def rows(table: _Element) -> Iterator[_Element]:
    """Rows of a table that have not been deleted."""
    for row in unwrapped(table, q("tr")):
        if row.find(f"{q('trPr')}/{q('del')}") is None:
            yield row


def unwrapped(element: _Element, tag: str) -> Iterator[_Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from unwrapped(child, tag)


def text_boxes(paragraph: _Element) -> Iterator[_Element]:
    """Text boxes anchored in a paragraph; the copies kept for old programs are left out."""
    for child in paragraph:
        if child.tag == q("txbxContent"):
            yield child
        elif child.tag != q("Fallback", MC):
            yield from text_boxes(child)


def width(element: _Element | None, otherwise: int) -> int:
    written = value(element) or ""
    return min(int(written), MOST_COLUMNS) if written.isdigit() else otherwise
