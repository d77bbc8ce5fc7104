"""What readers of laid-out formats share: clean text, rows of cells, numbered lines."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.outline import Line
from transforms.readers.text import CONTROL, INVISIBLE, MISLEADING, composed

LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
HIDDEN = str.maketrans({**LIGATURES, **dict.fromkeys([*INVISIBLE, *MISLEADING], "")})


class Piece(NamedTuple):
    """A line before it has its number; `after_gap` and `turned` as in `transforms.outline`."""

    text: str
    after_gap: bool = False
    turned: bool = False


class Cell(NamedTuple):
    """A cell of a row of a table, from one edge to another in any unit that grows rightwards."""

    start: float
    end: float
    text: str


Row = Sequence[Cell]


def clean(text: str) -> str:
    """Text as the text reader gives it: letters composed, ligatures apart, nothing invisible."""
    return CONTROL.sub("", composed(text).translate(HIDDEN))


def number(pieces: Iterable[Piece]) -> tuple[Line, ...]:
    """Lines numbered from 1; blank pieces make a gap."""
    kept: list[Piece] = []
    gap = True
    for piece in pieces:
        if piece.text.strip():
            text = clean(piece.text).rstrip()
            kept.append(piece._replace(text=text, after_gap=gap or piece.after_gap))
        gap = not piece.text.strip()
    ends = [*(piece.after_gap for piece in kept), True][1:]
    return tuple(
        Line(at, piece.text, piece.after_gap, piece.after_gap and end, piece.turned)
        for at, (piece, end) in enumerate(zip(kept, ends, strict=True), start=1)
    )


def table_lines(rows: Sequence[Row]) -> list[str]:
    """Rows of a table as lines of text, a cell that spans n columns with n - 1 blanks after it.

    Tables that touch may differ in their columns: each row is told by the columns of its own.
    """
    lines: list[str] = []
    for group in alike(rows):
        edges = sorted({edge for row in group for edge in edges_of(row)})
        for row in group:
            cells = [""] * edges.index(row[0].start) + [" ".join(row[0].text.split())]
            for before, cell in pairwise(row):
                cells += [""] * (edges.index(cell.start) - edges.index(before.start) - 1)
                cells.append(" ".join(cell.text.split()))
            lines.append("\t".join(cells).rstrip())
    return lines


def alike(rows: Iterable[Row]) -> list[list[Row]]:
    """Consecutive rows grouped so that all have edges of one grid."""
    groups: list[list[Row]] = []
    grid: frozenset[float] = frozenset()
    for row in rows:
        inner = edges_of(row)
        if groups and (inner <= grid or grid <= inner):
            groups[-1].append(row)
            grid |= inner
        else:
            groups.append([row])
            grid = inner
    return groups


def edges_of(row: Row) -> frozenset[float]:
    """Left edges of a row's cells."""
    return frozenset(cell.start for cell in row)
