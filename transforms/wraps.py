"""Fields that a page breaks over several lines, or runs together, made lines of their own."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from transforms.folding import fold
from transforms.form import Follow, Style
from transforms.lookup import Found, Lookup, Sought
from transforms.outline import Line

MOST_LINES = 3  # of one label
LONG_LABEL = 8  # characters from which a label is not met by chance within a value


def whole_labels(lines: Sequence[Line], wanted: Sought) -> Sequence[Line]:
    """Lines of a section, its heading first, in which each label stands with its value.

    Only lines without gaps between them are put together.
    """
    if not wanted.field_labels:
        return lines
    found = list(lines[:1])
    block: list[Line] = []
    for line in lines[1:]:
        if line.after_gap:
            found.extend(mended(block, wanted))
            block = []
        block.append(line)
    found.extend(mended(block, wanted))
    return found


def mended(block: Sequence[Line], wanted: Sought) -> Iterator[Line]:
    """Lines without gaps between them, a broken field at their start made whole."""
    count = broken(block, wanted.labels) if len(block) > 1 else 1
    if block:
        first = block[0]._replace(text=joined(block[:count])) if count > 1 else block[0]
        yield from split_list(first, wanted)
    yield from block[count:]


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


def split_list(line: Line, wanted: Sought) -> Iterator[Line]:
    """A line, or two where it holds the heading of a list and its first item."""
    head, _, item = line.text.partition(":")
    if item.strip() and fold(head) in wanted.list_labels:
        yield line._replace(text=head)
        yield line._replace(text=item.strip(), after_gap=False)
    else:
        yield line


def pieces(lines: Sequence[Line], wanted: Sought) -> Sequence[Line]:
    """Lines of a section, one that holds several fields cut into a piece for each."""
    if not wanted.fields:
        return lines
    found: list[Line] = []
    for line in lines:
        is_header = wanted.headers.find(line.text)
        found.extend([line] if is_header else cut_line(line, wanted.fields))
    return found


def cut_line(line: Line, fields: Lookup) -> Iterator[Line]:
    """Pieces of a line whose first cell is a field; a bare label takes the cell after it."""
    cells = [part for cell in line.text.split("\t") for part in cut_cell(cell, fields)]
    if not cells or not fields.find(cells[0]):
        yield line
        return
    texts: list[str] = []
    for cell in filter(str.strip, cells):
        before = fields.find(texts[-1]) if texts else None
        if before and not before.value and not fields.find(cell):
            texts[-1] = f"{texts[-1]} {cell}".strip()
        else:
            texts.append(cell)
    yield from (line._replace(text=text) for text in texts)


def cut_cell(cell: str, fields: Lookup) -> list[str]:
    """A cell, cut before each label of a personal field: its value is nobody else's."""
    pattern = personal_labels(fields)
    starts = [m.start() for m in pattern.finditer(cell)] if pattern else []
    edges = [0, *(start for start in starts if start), len(cell)]
    return [cell[a:b] for a, b in pairwise(edges)]


@cache
def personal_labels(fields: Lookup) -> re.Pattern[str] | None:
    """The labels of personal fields, as they stand within a cell."""
    long = [e for e in fields.elements if e.personal and len(e.label) >= LONG_LABEL]
    labels = "|".join(re.escape(element.label) for element in long)
    return re.compile(rf"(?<!\S)(?:{labels})(?!\S)") if labels else None
