"""Headers, footers and page numbers: what recurs at one height on several pages."""

import re
from collections import Counter
from collections.abc import Sequence

from transforms.folding import fold
from transforms.pages import PAGE_NUMBER
from transforms.readers.pdf.rows import Row

DIGITS = re.compile(r"\d+")
MOST_ROWS = 4  # of a header or of a footer
HEIGHTS = 3.0  # points: heights that differ by less are one
FEWEST, SHARE = 2, 0.4  # pages of all on which furniture stands; two pages may have two sorts
Mark = tuple[str, int]


def without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Rows of each page without its header and footer.

    `pages` holds rows outside of tables, from top to bottom. From the edges inwards, a row goes
    if its words, whatever their numbers, stand at one height on many pages.
    """
    marks = Counter(mark for rows in pages for mark in {*marks_of(edge_rows(rows))})
    kept = []
    for at, rows in enumerate(pages, start=1):
        top = count(rows[:MOST_ROWS], marks, at, len(pages))
        bottom = count(list(reversed(rows[top:]))[:MOST_ROWS], marks, at, len(pages))
        kept.append(list(rows[top : len(rows) - bottom]))
    return kept


def edge_rows(rows: Sequence[Row]) -> list[Row]:
    return [*rows[:MOST_ROWS], *rows[max(MOST_ROWS, len(rows) - MOST_ROWS) :]]


def marks_of(rows: Sequence[Row]) -> list[Mark]:
    return [mark for row in rows for mark in marks_near(row)[:1]]


def marks_near(row: Row) -> list[Mark]:
    """The row's words without their numbers, at its own height and at those beside it."""
    text = DIGITS.sub("#", fold(row.text))
    height = round(row.bottom / HEIGHTS)
    return [(text, height), (text, height - 1), (text, height + 1)]


def count(rows: Sequence[Row], marks: Counter[Mark], page: int, pages: int) -> int:
    """How many rows from the edge on are furniture."""
    found = 0
    for row in rows:
        recurs = sum(marks[mark] for mark in marks_near(row)) >= max(FEWEST, SHARE * pages)
        if not recurs and not is_only_number(row, page, pages):
            break
        found += 1
    return found


def is_only_number(row: Row, page: int, pages: int) -> bool:
    """Whether a row is the number of its page among all: ``1 (1)``."""
    numbers = DIGITS.findall(row.text)
    return bool(PAGE_NUMBER.match(fold(row.text))) and numbers == [str(page), str(pages)]
