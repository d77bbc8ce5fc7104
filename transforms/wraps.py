"""Fields that a page breaks over several lines, or runs together, made lines of their own."""

from collections.abc import Iterator, Sequence

from transforms.form import Element, Follow, Section, Style
from transforms.labels import find_element, fold, value_on_line
from transforms.outline import Line

MOST_LINES = 3  # of one label


def whole_labels(lines: Sequence[Line], section: Section) -> list[Line]:
    """Lines of a section, its heading first, in which each label stands with its value.

    Only lines without gaps between them are put together.
    """
    labels = tuple(e for e in section.elements if e.style in (Style.LABEL, Style.WHOLE))
    if not any(e.style is Style.LABEL for e in labels):
        return list(lines)
    found = list(lines[:1])
    block: list[Line] = []
    for line in lines[1:]:
        if line.after_gap:
            found.extend(mended(block, labels))
            block = []
        block.append(line)
    found.extend(mended(block, labels))
    return found


def mended(block: Sequence[Line], labels: tuple[Element, ...]) -> Iterator[Line]:
    """Lines without gaps between them, a broken field at their start made whole."""
    count = broken(block, labels) if len(block) > 1 else 1
    if block:
        text = joined(block[:count]) if count > 1 else block[0].text
        yield from split_list(block[0]._replace(text=text), labels)
    yield from block[count:]


def broken(block: Sequence[Line], labels: tuple[Element, ...]) -> int:
    """Over how many lines the first field of a block is broken: in its label, or before its value.

    A value below its label must have the block for itself: else it may be something else.
    """
    count = label_lines(block, labels)
    text = joined(block[:count])
    known = find_element(text, labels)
    is_bare = known and known[0].style is Style.LABEL and not value_on_line(known[0], text)
    if not known or not is_bare or known[0].follows is not Follow.NOTHING:
        return count
    others = any(find_element(line.text, labels) for line in block[count:])
    return count if others else len(block)


def label_lines(block: Sequence[Line], labels: tuple[Element, ...]) -> int:
    """Over how many lines the label at the start of a block is broken; one if there is none."""
    for count in range(1, min(MOST_LINES, len(block)) + 1):
        if find_element(joined(block[:count]), labels):
            return count
    return 1


def joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in lines)


def split_list(line: Line, labels: tuple[Element, ...]) -> Iterator[Line]:
    """A line, or two where it holds the heading of a list and its first item."""
    head, _, item = line.text.partition(":")
    lists = (e for e in labels if e.style is Style.WHOLE and e.follows is Follow.ITEMS)
    if item.strip() and any(fold(e.label) == fold(head) for e in lists):
        yield line._replace(text=head)
        yield line._replace(text=item.strip(), after_gap=False)
    else:
        yield line
