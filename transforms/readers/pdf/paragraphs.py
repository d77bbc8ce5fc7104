"""Rows of text as the lines they were before a page was set: wrapped lines are one again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from transforms.pages import LIST_ITEM
from transforms.readers.numbered import Piece
from transforms.readers.pdf.columns import Open, certain_columns, far
from transforms.readers.pdf.flow import Item, Table, Text
from transforms.readers.pdf.hyphens import Hyphens
from transforms.readers.pdf.page import SOFT
from transforms.readers.pdf.printed import begins_field
from transforms.readers.pdf.rows import Segment
from transforms.readers.pdf.tables import is_full, lines_of
from transforms.readers.symbols import BULLETS

SAME_EDGE = 2.0  # points: left edges that lie nearer are one
INDENT = 4.0  # times the size that a first line or an item may stand in or out
TIGHT = 1.2  # times the usual distance of two lines, up to which they may be of one paragraph
APART = 1.3  # times it, from which on a gap stands between them
NEAREST, FARTHEST = 0.8, 1.8  # times the size: distances that lines of one paragraph can have
COMMON = 0.4  # of the most common distance's count: a smaller one this common is the lines' own
ROUNDING = 0.25  # points by which a distance rounded to halves may be more than it says
LEADING = 1.25  # times the size: the distance of lines where nothing tells it
ALIKE = 0.15  # of the size: types that differ by less are one
GUTTER = 1.1  # of the size, left free before the next column
ENDS = (".", "!", "?", ":", ";")
REACH = 3  # rows that must end near an edge for it to be the right edge of the text


@dataclass(frozen=True)
class Measure:
    """What a document's rows tell of its setting: distances of lines by size, the right edge."""

    leading: dict[float, float]
    right: float
    aligned: frozenset[int] = frozenset()  # pages whose columns begin below one another
    spaced: frozenset[int] = frozenset()  # pages whose rows of columns stand apart

    def distance(self, size: float) -> float:
        """The usual distance of two lines of a size, in points."""
        known = self.leading.get(half(size))
        if known is None and self.leading:
            nearest = min(self.leading, key=lambda s: abs(s - size))
            known = self.leading[nearest] / nearest * size
        return known or LEADING * size


def half(size: float) -> float:
    return round(size * 2) / 2


def measure(items: Sequence[Item]) -> Measure:
    """Distances and the right edge, each by what is most common."""
    texts = [item for item in items if isinstance(item, Text)]
    steps: dict[float, Counter[float]] = {}
    for before, after in pairwise(texts):
        step = after.row.bottom - before.row.bottom
        size = after.row.size
        same = before.page == after.page and half(before.row.size) == half(size)
        if same and NEAREST * size < step < FARTHEST * size:
            steps.setdefault(half(size), Counter())[half(step)] += 1
    leading = {size: usual(counts) for size, counts in steps.items()}
    ends = sorted(
        (t.row.segments[-1].x1 for t in texts if t.limit is None and len(t.row.segments) == 1),
        reverse=True,
    )
    size = max((t.row.size for t in texts), default=10.0)
    right = next((a for a, b in zip(ends, ends[REACH - 1 :], strict=False) if a - b < size), None)
    edge = right if right is not None else (ends or [0.0])[0]
    setting = Measure(leading, edge, aligned_pages(texts))
    return replace(setting, spaced=spaced_pages(texts, setting))


def spaced_pages(texts: Sequence[Text], setting: Measure) -> frozenset[int]:
    """Pages on which most fields in columns stand farther apart than lines of one paragraph."""
    steps: dict[int, list[bool]] = {}
    for before, after in pairwise(texts):
        in_columns = before.page == after.page and len(before.row.segments) > 1
        if in_columns and begins_field(after.row.segments[0].text):
            step = after.row.bottom - before.row.bottom
            wide = step > TIGHT * setting.distance(after.row.size)
            steps.setdefault(after.page, []).append(wide)
    return frozenset(page for page, wide in steps.items() if sum(wide) * 2 > len(wide))


def aligned_pages(texts: Iterable[Text]) -> frozenset[int]:
    """Pages on which half of the rows in columns have their second column at one place."""
    starts: dict[int, Counter[int]] = {}
    for text in texts:
        if len(text.row.segments) > 1:
            place = round(text.row.segments[1].x0)
            starts.setdefault(text.page, Counter())[place] += 1
    return frozenset(page for page, c in starts.items() if max(c.values()) * 2 >= c.total())


def usual(counts: Counter[float]) -> float:
    """The most common distance; of two that are nearly as common the smaller."""
    most = max(counts.values())
    return min(step for step, count in counts.items() if count >= COMMON * most) + ROUNDING


def pieces(items: Sequence[Item], hyphens: Hyphens) -> Iterator[tuple[int, Piece]]:
    """Lines of a document, each with the page it begins on."""
    page = 1
    opened = list(put_together(items))
    certain = certain_columns([one if isinstance(one, Open) else None for one in opened])
    for one, columns in zip(opened, certain, strict=True):
        turned = one.page > page
        page = one.page
        if isinstance(one, Open):
            yield page, finished(one, columns, hyphens)
            continue
        for at, line in enumerate(lines_of(one.rows, hyphens)):
            first = at == 0
            yield page, Piece(line, first and not one.continued, first and turned)


def put_together(items: Sequence[Item]) -> Iterator[Open | Table]:
    """Tables, and rows of text with those that go on from them."""
    setting = measure(items)
    current: Open | None = None
    page = 1
    for item, zone in zip(items, columns_beside(items), strict=True):
        turned = item.page > page
        page = item.page
        if isinstance(item, Table):
            if current:
                yield current
            yield item
            current = None
            continue
        limit = item.limit if item.limit is not None else zone
        if current and continues(current, item, limit, setting):
            extend(current, item)
            continue
        apart = turned or current is None or is_apart(current, item, setting)
        broken = turned and not (current and is_finished(current, item, setting))
        if current:
            yield current
        columns = [[segment] for segment in item.row.segments]
        current = Open(columns, item.row, item.row, item.page, limit, apart, broken)
    if current:
        yield current


def columns_beside(items: Sequence[Item]) -> list[float | None]:
    """For each row of one segment the start of a column beside it, told by the rows around it."""
    starts = Counter(
        round(item.row.segments[1].x0)
        for item in items
        if isinstance(item, Text) and len(item.row.segments) > 1
    )

    def sweep(order: Sequence[Item]) -> list[float | None]:
        found: list[float | None] = []
        column: float | None = None
        before: Text | None = None
        for item in order:
            if isinstance(item, Table) or item.row.bold or is_far(before, item):
                column = None
            before = item if isinstance(item, Text) else None
            if isinstance(item, Text):
                second = item.row.segments[1:2]
                if second and starts[round(second[0].x0)] > 1:
                    column = second[0].x0
                elif column is not None and item.row.segments[-1].x1 > column - SAME_EDGE:
                    column = None
            alone = isinstance(item, Text) and len(item.row.segments) == 1
            found.append(column if alone else None)
        return found

    down, up = sweep(items), sweep(items[::-1])[::-1]
    return [
        None if (edge := a if a is not None else b) is None else edge - GUTTER * size_of(item)
        for a, b, item in zip(down, up, items, strict=True)
    ]


def is_far(before: Text | None, text: Text) -> bool:
    return before is not None and before.page == text.page and far(before.row, text.row)


def size_of(item: Item) -> float:
    return item.row.size if isinstance(item, Text) else 0.0


def continues(current: Open, item: Text, limit: float | None, setting: Measure) -> bool:
    """Whether a row only goes on with the line before it: every part of it fits below one."""
    if item.page != current.page:
        return is_broken_off(current, item, setting)
    step = item.row.bottom - current.last.bottom
    if step > TIGHT * setting.distance(item.row.size):
        return False
    found = []
    for segment in item.row.segments:
        at = column_of(current, segment)
        if at is None:
            return False
        edge = right_edge(current, at, limit, setting)
        found.append((at, segment, edge))
    spaced = len(current.columns) > 1 and item.page in setting.spaced
    full = spaced or all(is_full(current.columns[at][-1], part, edge) for at, part, edge in found)
    return full and all(goes_on(current.columns[at], segment) for at, segment, _ in found)


def is_broken_off(current: Open, item: Text, setting: Measure) -> bool:
    """Whether a page broke a word or a list: what else goes on is told by the form's reader."""
    last = current.columns[-1][-1].text
    first = item.row.segments[0].text
    if len(current.columns) > 1:
        return is_row_broken(current, item)
    if len(item.row.segments) > 1:
        return False
    open_end = last.endswith(",") or (first[0].isdigit() and not last.endswith(ENDS))
    if open_end and not LIST_ITEM.match(first) and not item.row.bold:
        return not is_finished(current, item, setting)
    bold = current.columns[-1][-1].bold and item.row.bold
    if bold and first[0].islower():
        return not is_finished(current, item, setting)
    broken = last.endswith(SOFT) or (last.endswith("-") and last[-2:-1].isalpha())
    return broken and first[0].islower()


def is_row_broken(current: Open, item: Text) -> bool:
    """Whether a page broke a row of columns: small letters below the text of each."""
    return all(
        segment.text[0].islower()
        and any(abs(segment.x0 - column[0].x0) < SAME_EDGE for column in current.columns)
        for segment in item.row.segments
    )


def column_of(current: Open, segment: Segment) -> int | None:
    """The column that a segment stands in: it begins at its edge, or in it as an item's text."""
    for at, column in enumerate(current.columns):
        first = column[0]
        edges = [first.x0, column[-1].x0]
        if LIST_ITEM.match(first.text) or first.words[0].text in BULLETS:
            edges += [word.x0 for word in first.words[1:2]]
        if any(abs(segment.x0 - edge) < SAME_EDGE for edge in edges):
            return at
        is_indented = len(column) == 1 and 0 < first.x0 - segment.x0 < INDENT * first.size
        if is_indented and len(current.columns) == 1:
            return at
    return None


def right_edge(current: Open, at: int, limit: float | None, setting: Measure) -> float:
    """The right edge of a column's text."""
    if at + 1 < len(current.columns):
        after = current.columns[at + 1][0]
        return after.x0 - GUTTER * after.size if current.page in setting.aligned else inf
    edges = [edge for edge in (limit, current.limit) if edge is not None]
    return min(edges) if edges and at == 0 else setting.right


def goes_on(column: Sequence[Segment], segment: Segment) -> bool:
    """Whether a segment may go on from those above it, by its words and its type."""
    before = column[-1]
    text = segment.text
    if LIST_ITEM.match(text) or segment.words[0].text in BULLETS or begins_field(text):
        return False
    if abs(before.size - segment.size) > ALIKE * before.size:
        return False
    if all(part.bold for part in column) and not any(word.bold for word in segment.words):
        return False
    return not segment.bold or any(word.bold for word in before.words)


def extend(current: Open, item: Text) -> None:
    for segment in item.row.segments:
        at = column_of(current, segment)
        current.columns[at or 0].append(segment)
    current.last, current.page = item.row, item.page


def is_apart(current: Open, item: Text, setting: Measure) -> bool:
    step = item.row.bottom - current.last.bottom
    return item.page != current.page or step > APART * setting.distance(item.row.size)


def is_finished(current: Open, item: Text, setting: Measure) -> bool:
    """Whether the line before would have had room for the first word of this one.

    A line of several columns is: what follows it belongs to one of them, or to none.
    """
    if len(current.columns) > 1:
        return True
    last, first = current.columns[-1][-1], item.row.segments[0]
    edge = right_edge(current, len(current.columns) - 1, item.limit, setting)
    return not is_full(last, first, edge)


def finished(line: Open, columns: Sequence[int] | None, hyphens: Hyphens) -> Piece:
    """The line with the parts of each column joined.

    Tabs lead to the place of each among `columns`; spaces part them where that is not certain.
    """
    texts = []
    for column in line.columns:
        text = column[0].text
        for segment in column[1:]:
            text = hyphens.join(text, segment.text)
        texts.append(text.replace(SOFT, ""))
    if columns is None:
        text = " ".join(texts)
    else:
        cells = [""] * (columns[-1] + 1)
        for at, text in zip(columns, texts, strict=True):
            cells[at] = text
        text = "\t".join(cells)
    return Piece(text, line.after_gap, line.turned)
