"""Comma-separated values: a line of the outline for each row, its cells parted by tabs."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from transforms.outline import LINE_END, Line, Outline, Refusal

DELIMITERS = (",", ";", "\t")
FEWEST_CELLS = 3
SAMPLE = 64 * 1024  # characters of the start, and lines of it, that tell a table
SAMPLE_LINES = 5
QUOTED = re.compile(r'"[^"]*"')


def delimiter_of(text: str) -> str | None:
    """What parts the cells of a text that is a table; None where it is none.

    Running text has a space after its commas and nothing of the same shape in its next lines.
    """
    sample = text[:SAMPLE]
    header = first_line(sample)
    if all(header.count(delimiter) < FEWEST_CELLS - 1 for delimiter in DELIMITERS):
        return None
    lines = list(islice(filter(str.strip, sample.split("\n")), SAMPLE_LINES))
    for delimiter in DELIMITERS:
        if (cuts := header.count(delimiter)) >= FEWEST_CELLS - 1:
            bare = QUOTED.sub("", header)
            is_header = f"{delimiter} " not in bare and ":" not in bare
            below = max((line.count(delimiter) for line in lines[1:]), default=cuts)
            if is_header and 2 * below >= cuts:
                return delimiter
    return None


def first_line(text: str) -> str:
    """The first line that is not blank, '' where there is none."""
    begun = text.lstrip()
    blank = len(text) - len(begun)
    return text[text.rfind("\n", 0, blank) + 1 :].partition("\n")[0] if begun else ""


def read(text: str, delimiter: str, encoding: str) -> Outline:
    """The rows of a table with their lines in the file; blank rows are left out.

    Raises Refusal where no row is left.
    """
    lines = tuple(
        Line(number, as_line(cells), after_gap=False, isolated=False)
        for number, cells in read_rows(text.split("\n"), delimiter)
        if any(cell.strip() for cell in cells)
    )
    if not lines:
        raise Refusal("empty")
    return Outline(lines, "text/csv", encoding, is_table=True, is_whole=text.endswith("\n"))


def as_line(cells: Sequence[str]) -> str:
    """Cells as a line of an outline; spaces at their ends stay, since they may tell something."""
    return "\t".join(re.sub(r"[\n\t]", LINE_END, cell) for cell in cells)


def read_rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line each begins on.

    A quotation mark that is never closed would swallow the rows after it: where a row over several
    lines has not the cells of the first, or seems to hold other rows, each of its lines is taken as
    it stands.
    """
    width = None
    at = 0
    while at < len(lines):
        cells, used = one_row(lines, at, delimiter)
        width = width or len(cells)
        if used > 1 and (len(cells) != width or swallows(lines[at : at + used], delimiter)):
            cells, used = lines[at].split(delimiter), 1
        yield at + 1, cells
        at += used


def swallows(lines: Sequence[str], delimiter: str) -> bool:
    """Whether the lines of one row hold another: by their quotation marks, or one begins alike.

    The mark that closes an open one may be that of a later row, and the cells be as many as usual.
    """
    try:
        list(csv.reader([f"{line}\n" for line in lines], delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    begins, *others = [shape(line.split(delimiter)[0]) for line in lines]
    return begins in others


def shape(text: str) -> str:
    """A text with every letter and every number the same: codes of projects become one."""
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]", "a", text))


def one_row(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """Cells of the row that begins on a line, and how many lines it takes."""
    rest = (f"{lines[number]}\n" for number in range(at, len(lines)))
    reader = csv.reader(rest, delimiter=delimiter)
    try:
        return next(reader), reader.line_num
    except csv.Error:  # a cell beyond the library's limit
        return lines[at].split(delimiter), 1
