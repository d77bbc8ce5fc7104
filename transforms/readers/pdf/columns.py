"""Columns without rules: which cell of a row belongs to which, or that nobody can tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transforms.readers.pdf.printed import letters_of, row_widths
from transforms.readers.pdf.rows import NUMERIC, Row, Segment

FAR = 3.5  # times the size: rows that stand farther apart are not of one table without rules
FEWEST = 2  # rows that show all columns before those of others can be told
ALIGNED = 2.5  # points: edges or middles of cells of one column lie no farther apart


@dataclass
class Open:
    """A line being put together: its columns, each of rows of segments, and its rows' ends."""

    columns: list[list[Segment]]
    first: Row
    last: Row
    page: int
    limit: float | None
    after_gap: bool
    turned: bool


Span = tuple[float, float]


def far(before: Row, after: Row) -> bool:
    """Whether two rows of a page stand too far apart to be of one table."""
    return abs(after.bottom - before.bottom) > FAR * after.size


def certain_columns(lines: Sequence[Open | None]) -> list[Sequence[int] | None]:
    """For each line the places of its cells among the columns of the lines around it.

    None where they are not certain: a blank cell leaves no trace, so that in three columns or
    more a figure could stand for another. Two are a label and its value, whatever their places,
    unless the label is one of a table with more.
    """
    found: list[Sequence[int] | None] = []
    before: list[Open] = []
    for run in runs(lines):
        table = [line for line in run if line]
        if most_columns(table) > 2:
            places = places_in(table)
        elif is_whole(table, most_columns(table)):
            places = [range(len(line.columns)) for line in table]
        else:
            places = [None] * len(table)
        found += places if table and not is_cut_off(before, table) else [None] * len(run)
        before = table
    return found


def most_columns(run: Iterable[Open]) -> int:
    return max((len(line.columns) for line in run), default=0)


def is_cut_off(before: Sequence[Open], run: Sequence[Open]) -> bool:
    """Whether a page has fewer columns at its start than the page before at its end."""
    if not before or before[-1].page == run[0].page:
        return False
    return 1 < most_columns(run) < most_columns(before)


def is_whole(run: Iterable[Open], count: int) -> bool:
    """Whether lines show as many columns as the tables have that their labels belong to.

    Where a page broke a table, the rows on one side of it may all lack the same column.
    """
    labels = ("".join(s.text for s in line.columns[0]) for line in run if len(line.columns) > 1)
    widths = (row_widths().get(letters_of(label)) for label in labels)
    return all(count in width for width in widths if width)


def runs(lines: Sequence[Open | None]) -> Iterator[list[Open | None]]:
    """Lines that may be of one table; None, a ruled table, stands alone."""
    run: list[Open | None] = []
    for line in lines:
        if run and not belongs(run, line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def belongs(run: Sequence[Open | None], line: Open | None) -> bool:
    before = run[-1]
    if line is None or before is None or line.page != before.page or far(before.last, line.first):
        return False
    if all(one is None or len(one.columns) == 1 for one in run):
        return False
    if len(line.columns) > 1:
        return True
    seconds = [spans_of(one)[1][0] for one in run if one and len(one.columns) > 1]
    return bool(seconds) and spans_of(line)[0][1] < min(seconds)


def spans_of(line: Open) -> list[Span]:
    """From where to where each column of a line reaches."""
    return [(min(s.x0 for s in c), max(s.x1 for s in c)) for c in line.columns]


def places_in(run: Sequence[Open]) -> list[Sequence[int] | None]:
    """Places of each line's cells among the columns of the run, if they all agree."""
    spans = [spans_of(line) for line in run]
    strips: list[Span] = []
    for span in sorted(span for line in spans for span in line):
        if strips and span[0] < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], span[1]))
        else:
            strips.append(span)
    found = [
        [next(i for i, s in enumerate(strips) if x <= s[1]) for x, _ in line] for line in spans
    ]
    whole = sum(len(line) == len(strips) for line in found)
    certain = (
        (whole >= FEWEST or (whole and not any(map(has_figure, run))))
        and is_whole(run, len(strips))
        and all(len(set(line)) == len(line) for line in found)
        and all(is_aligned(members(at, spans, found)) for at in range(len(strips)))
    )
    return [line if certain else None for line in found]


def has_figure(line: Open) -> bool:
    """Whether a cell of a line is a figure."""
    return any(NUMERIC.issuperset(s.text) for column in line.columns for s in column)


def members(at: int, spans: Sequence[Sequence[Span]], found: Sequence[Sequence[int]]) -> list[Span]:
    return [
        span
        for line, numbers in zip(spans, found, strict=True)
        for span, number in zip(line, numbers, strict=True)
        if number == at
    ]


def is_aligned(spans: Sequence[Span]) -> bool:
    """Whether cells share their left edge, their right edge or their middle."""
    ways = ([a for a, _ in spans], [b for _, b in spans], [(a + b) / 2 for a, b in spans])
    return any(max(way) - min(way) < ALIGNED for way in ways)
