"""Fields that a page breaks over several lines, or runs together, made lines of their own."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter

from transforms.folding import fold
from transforms.form import Follow, Style
from transforms.lookup import Found, Lookup, Sought
from transforms.outline import Line, Passage, passage_of

AFTER_GAP = attrgetter("after_gap")
MOST_LINES = 3  # of one label
LONG_LABEL = 8  # characters from which a label is not met by chance within a value


def whole_labels(passage: Passage, wanted: Sought) -> Passage:
    """Lines of a section, its heading first, in which each label stands with its value.

    Only lines without gaps between them are put together.
    """
    lines = passage.lines
    is_apart = not wanted.list_labels and all(map(AFTER_GAP, lines[1:]))
    if is_apart or not wanted.field_labels:
        return passage
    found = list(lines[:1])
    starts = [i for i, line in enumerate(lines) if i == 1 or (i and line.after_gap)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        found += mended(lines[start:end], wanted)
    return passage_of(found)


def mended(block: Sequence[Line], wanted: Sought) -> list[Line]:
    """Lines without gaps between them, a broken field at their start made whole."""
    count = broken(block, wanted.labels) if len(block) > 1 else 1
    first = block[0]._replace(text=joined(block[:count])) if count > 1 else block[0]
    return [*split_list(first, wanted), *block[count:]]


def broken(block: Sequence[Line], labels: Lookup) -> int:
    """Over how many lines the first field of a block is broken: in its label, or before its value.

    A value below its label must have the block for itself: else it may be something else.
    """
    count, known = first_field(block, labels)
    is_bare = known and known.element.style is Style.LABEL and not known.value
    if not known or not is_bare or known.element.follows is not Follow.NOTHING:
        return count
    others = any(labels.find(line.text) for line in block[count:])
    return count if others else len(block)


def first_field(block: Sequence[Line], labels: Lookup) -> tuple[int, Found | None]:
    """Over how many lines the label at the start of a block is broken; one if there is none."""
    for count in range(1, min(MOST_LINES, len(block)) + 1):
        if known := labels.find(joined(block[:count])):
            return count, known
    return 1, None


def joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in lines)


def split_list(line: Line, wanted: Sought) -> list[Line]:
    """A line, or two where it holds the heading of a list and its first item."""
    head, _, item = line.text.partition(":")
    if item.strip() and fold(head) in wanted.list_labels:
        return [line._replace(text=head), line._replace(text=item.strip(), after_gap=False)]
    return [line]


def pieces(passage: Passage, wanted: Sought) -> Passage:
    """Lines of a section, one that holds several fields cut into a piece for each."""
    if not wanted.fields:
        return passage
    found: list[Line] = []
    for line in passage.lines:
        cells = cut_cells(line.text, wanted.fields)
        if len(cells) > 1 and wanted.fields.find(cells[0]) and not wanted.headers.find(line.text):
            found.extend(line._replace(text=text) for text in with_values(cells, wanted.fields))
        else:
            found.append(line)
    return passage_of(found)


def with_values(cells: Iterable[str], fields: Lookup) -> list[str]:
    """Cells of a line whose first is a field; a bare label takes the cell after it."""
    texts: list[str] = []
    for cell in filter(str.strip, cells):
        before = fields.find(texts[-1]) if texts else None
        if before and not before.value and not fields.find(cell):
            texts[-1] = f"{texts[-1]} {cell}".strip()
        else:
            texts.append(cell)
    return texts


def cut_cells(text: str, fields: Lookup) -> list[str]:
    """Cells of a line, cut before each label of a personal field: its value is nobody else's."""
    cells = text.split("\t")
    if not any(map(text.__contains__, personal_labels(fields))):
        return cells
    cut: list[str] = []
    for cell in cells:
        starts = (match.start() for match in personal_label(fields).finditer(cell))
        edges = [0, *(start for start in starts if start), len(cell)]
        cut.extend(cell[a:b] for a, b in pairwise(edges))
    return cut


@cache
def personal_labels(fields: Lookup) -> list[str]:
    """The labels of personal fields that are long enough to be told within a cell."""
    return [e.label for e in fields.elements if e.personal and len(e.label) >= LONG_LABEL]


@cache
def personal_label(fields: Lookup) -> re.Pattern[str]:
    """What such a label is within a cell: words of its own."""
    labels = "|".join(map(re.escape, personal_labels(fields)))
    return re.compile(rf"(?<!\S)(?:{labels})(?!\S)")
