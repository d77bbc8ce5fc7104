"""What a line could be: the element whose label it bears, and the value beside the label."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.boxes import options, read_boxes
from transforms.form import Element, Follow, Form, Part, Section, Style
from transforms.outline import Line
from transforms.values import BLANKS, BOX_CLEANERS, CLEANERS, Doubtful, Unreadable

WHOLE_NUMBER = re.compile(r"^[-−–+]?\d+$")
MOST_LABEL_WORDS = 12
LONG_LABEL = 8  # characters from which a label is not met by chance within a value
DASHES = "‐‑‒–—−"
BLANK = "–"  # stands for an empty cell beside one that is not
LONGEST = 400  # characters of a line that could be a heading, a title or a page header
Key = tuple[str, int]  # a label as `fold` gives it, and the weight of the evidence


# A line is looked at as a heading, a label, a row and what follows one: the document's last
# thousands of lines are at hand.
@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Text as labels and headings are compared: spaces and dashes alike, case ignored."""
    folded = " ".join(text.split()).casefold()
    for dash in DASHES:
        folded = folded.replace(dash, "-")
    return folded


def cells_of(text: str) -> list[str]:
    """Cells of a line of a table, blank ones at its end left out."""
    return [
        "\n".join(" ".join(line.split()) for line in cell.split("\n"))
        for cell in text.rstrip().split("\t")
    ]


def key_of(element: Element) -> str:
    """What a line must show to be an element of its style."""
    if element.style is Style.HEADER:
        return "\t".join(map(fold, cells_of(element.label)))
    return fold(element.label)


def label_keys(text: str) -> Iterator[Key]:
    if ":" in text or "\t" in text:
        yield from ((fold(label), 2) for label, _ in label_cuts(text))


def whole_keys(text: str) -> Iterator[Key]:
    yield fold(text).rstrip(":"), 2


def header_keys(text: str) -> Iterator[Key]:
    yield "\t".join(map(fold, cells_of(text))), 2


def row_keys(text: str) -> Iterator[Key]:
    yield fold(text.partition("\t")[0]), 1 + ("\t" in text)


def box_keys(text: str) -> Iterator[Key]:
    if found := options(text):
        yield fold(found[0][1]), 2


def field_keys(text: str) -> Iterator[Key]:
    words = fold(text).split()[:MOST_LABEL_WORDS]
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count]).rstrip(":"), 2


def scores_keys(text: str) -> Iterator[Key]:
    words = text.split()
    for scores in (2, 1, 0):
        numbers = sum(map(bool, map(WHOLE_NUMBER.match, words[len(words) - scores :])))
        if numbers or not scores:
            yield fold(" ".join(words[: len(words) - scores])), 1 + numbers
    if "\t" in text:
        name, scores_found, _ = score_cells(text)
        weight = 1 + sum(map(bool, map(WHOLE_NUMBER.match, scores_found)))
        yield from ((fold(one), weight) for one in (name, name.partition("\n")[0]))


# What a line could be as an element of each style: keys with the weight of the evidence, the
# longest labels first.
KEYS = {
    Style.LABEL: label_keys,
    Style.WHOLE: whole_keys,
    Style.HEADER: header_keys,
    Style.ROW: row_keys,
    Style.BOXES: box_keys,
    Style.FIELD: field_keys,
    Style.SCORES: scores_keys,
}


def label_cuts(text: str) -> Iterator[tuple[str, str]]:
    """Label and value of a line "Label: value", or of a row of a table with the label in a cell."""
    cell, tab, rest = text.lstrip().partition("\t")
    if tab and cell.rstrip(":").strip():
        yield cell.rstrip().removesuffix(":"), rest.strip()
    label, colon, value = text.partition(":")
    if colon:
        yield label, value.strip()


def score_cells(text: str) -> tuple[str, list[str], list[str]]:
    """Name, the two scores and what stands beside them, of a row of a table.

    The scores are the first two numbers side by side; else the cells right after the name.
    """
    name, *rest = cells_of(text.strip())
    numbers = [bool(WHOLE_NUMBER.match(cell)) for cell in rest]
    pairs = (i for i, both in enumerate(pairwise(numbers)) if all(both))
    start = next(pairs, 0)
    scores = rest[start : start + 2]
    if len(scores) == 1 and numbers == [True]:
        scores = [*scores, ""]
    return name, scores, [*rest[:start], *rest[start + 2 :]]


def score_row(element: Element, text: str) -> tuple[list[str], list[str]] | None:
    """Scores and texts of a row whose first cell, or the first line of it, names a criterion."""
    if "\t" not in text:
        return None
    name, scores, texts = score_cells(text)
    first, _, below = name.partition("\n")
    if fold(name) == fold(element.label):
        return scores, texts
    return (scores, [below, *texts]) if fold(first) == fold(element.label) else None


class Known(NamedTuple):
    """Elements of one style: by key, with the first words of their keys, and how keys are made."""

    keys: Callable[[str], Iterator[Key]]
    elements: dict[str, Element]
    first_words: frozenset[str]


@cache
def known_elements(elements: tuple[Element, ...]) -> tuple[Known, ...]:
    """Elements by style, in the order in which a line is tried as each."""
    labelled = [e for e in elements if e.label]
    by_style = {style: {key_of(e): e for e in labelled if e.style is style} for style in KEYS}
    return tuple(
        Known(KEYS[style], found, frozenset(map(first_word, found)))
        for style, found in by_style.items()
        if found
    )


def find_element(text: str, elements: tuple[Element, ...]) -> tuple[Element, int] | None:
    """The element that a line most probably is, with the weight of the evidence."""
    by_style = known_elements(elements)
    first = first_word(text) if by_style else ""
    for known in by_style:
        if first not in known.first_words and known.keys is not box_keys:
            continue  # to make its keys costs far more, and most lines are running text
        for key, weight in known.keys(text):
            element = known.elements.get(key)
            if element and fits(element, text):
                return element, weight + 2 * is_readable(element, text)
    return None


@lru_cache(maxsize=8192)
def first_word(text: str) -> str:
    """The first word of a line as `fold` gives it, without a colon."""
    head = text.split(None, 1)[:1]
    return fold(head[0].partition(":")[0]) if head else ""


def fits(element: Element, text: str) -> bool:
    """Whether a row has no more cells than its table: a shifted row is not read askew."""
    return element.style is not Style.ROW or cut_row(element.parts, cells_of(text)) is not None


def is_row(element: Element, text: str) -> bool:
    """Whether a line is a row of an open table: it has cells, and no more than the table."""
    return "\t" in text and cut_row(element.parts, cells_of(text)) is not None


def cut_row(parts: Sequence[Part], cells: Sequence[str]) -> list[tuple[Part, list[str]]] | None:
    """The texts that each part of a row takes, one a cleaner; None where cells are left.

    Cells beyond the last column belong to it where it holds running text.
    """
    found = []
    rest = list(cells)
    for part in parts:
        texts = []
        for _ in part.cleans:
            texts.append("\t".join(rest[: part.span]))
            rest = rest[part.span :]
        found.append((part, texts))
    if any(rest):
        part, texts = found[-1]
        if part.cleans[-1] != "text" or not texts[-1]:
            return None
        texts[-1] = " ".join(filter(None, [texts[-1], *rest]))
    return found


def pieces(lines: Iterable[Line], section: Section) -> list[Line]:
    """Lines of a section, one that holds several fields cut into a piece for each."""
    fields = tuple(e for e in section.elements if e.style is Style.FIELD)
    headers = tuple(e for e in section.elements if e.style is Style.HEADER)
    if not fields:
        return list(lines)
    found: list[Line] = []
    for line in lines:
        is_header = find_element(line.text, headers)
        found.extend([line] if is_header else cut_line(line, fields))
    return found


def cut_line(line: Line, fields: tuple[Element, ...]) -> Iterator[Line]:
    """Pieces of a line whose first cell is a field; a bare label takes the cell after it."""
    cells = [part for cell in line.text.split("\t") for part in cut_cell(cell, fields)]
    if not cells or not find_element(cells[0], fields):
        yield line
        return
    texts: list[str] = []
    for cell in filter(str.strip, cells):
        before = find_element(texts[-1], fields) if texts else None
        is_value = before and not value_on_line(before[0], texts[-1])
        if is_value and not find_element(cell, fields):
            texts[-1] = f"{texts[-1]} {cell}".strip()
        else:
            texts.append(cell)
    yield from (line._replace(text=text) for text in texts)


def cut_cell(cell: str, fields: tuple[Element, ...]) -> list[str]:
    """A cell, cut before each label of a personal field: its value is nobody else's."""
    labels = [re.escape(e.label) for e in fields if e.personal and len(e.label) >= LONG_LABEL]
    if not labels:
        return [cell]
    starts = [m.start() for m in re.finditer(rf"(?<!\S)(?:{'|'.join(labels)})(?!\S)", cell)]
    edges = [0, *(start for start in starts if start), len(cell)]
    return [cell[a:b] for a, b in pairwise(edges)]


def value_on_line(element: Element, text: str) -> str:
    """What an element's own line holds besides its label; of a row all cells, tabs between."""
    if element.style is Style.LABEL:
        value = value_of_label(element, text)[0]
    elif element.style is Style.FIELD:
        value = " ".join(text.split()[len(element.label.split()) :]).removeprefix(":").strip()
    elif element.style is Style.SCORES and (row := score_row(element, text)):
        scores = [score or BLANK for score in row[0]]
        value = " ".join(scores) if set(scores) != {BLANK} else ""
    elif element.style is Style.SCORES:
        value = " ".join(text.split()[len(element.label.split()) :])
    elif element.style is Style.BOXES:
        value = text
    elif element.style is Style.ROW:
        value = row_text(element, text)
    else:
        value = ""
    return read_boxes(value) if element.clean in BOX_CLEANERS else value


def value_of_label(element: Element, text: str) -> tuple[str, str]:
    """The value behind a label, and the cells beside it where text may follow it."""
    cuts = (value for label, value in label_cuts(text) if fold(label) == fold(element.label))
    value = next(cuts, "")
    if element.follows is not Follow.TEXT:
        return value, ""
    value, _, beside = value.partition("\t")
    return value.strip(), " ".join(beside.split("\t")).strip()


def text_beside(element: Element, text: str) -> str:
    """Running text in further cells of an element's own line."""
    if element.style is Style.LABEL:
        return value_of_label(element, text)[1]
    if element.style is Style.SCORES and (row := score_row(element, text)):
        return "\n".join(filter(None, row[1]))
    return ""


def row_text(element: Element, text: str) -> str:
    """Cells of a row as they are compared between documents: boxes in one writing."""
    cells = cells_of(text)
    at = 0
    for part in element.parts:
        width = len(part.cleans) * part.span
        if BOX_CLEANERS.intersection(part.cleans):
            cells[at : at + width] = [read_boxes(cell) for cell in cells[at : at + width]]
        at += width
    return "\t".join(cells)


def is_readable(element: Element, text: str) -> bool:
    """Whether the value on an element's line means something, or is empty."""
    value = value_on_line(element, text)
    if element.style is Style.ROW:
        cut = cut_row(element.parts, value.split("\t")) or ()
        pairs = [
            pair
            for part, texts in cut
            if part.cells
            for pair in zip(part.cleans, texts, strict=True)
        ]
    else:
        pairs = [(element.clean, value)]
    return all(means_something(clean, said) for clean, said in pairs if said.strip())


def means_something(clean: str, text: str) -> bool:
    if text.strip() in BLANKS:
        return True
    try:
        return bool(CLEANERS[clean](text))
    except Doubtful:
        return True
    except Unreadable:
        return False


def labelled(lines: Iterable[Line], form: Form) -> Iterator[tuple[Element, str]]:
    """Every value that stands behind a label of a form, "Label: value", wherever it stands."""
    labels, first_words = labels_of(form)
    for line in lines:
        if first_word(line.text) in first_words:
            for label, value in label_cuts(line.text):
                if (element := labels.get(fold(label))) and value:
                    yield element, value


@cache
def labels_of(form: Form) -> tuple[dict[str, Element], frozenset[str]]:
    """The labels of a form, and their first words."""
    elements = (e for section in form.sections for e in section.elements)
    labels = {fold(e.label): e for e in elements if e.style is Style.LABEL}
    return labels, frozenset(map(first_word, labels))


def folded_as(lines: Iterable[Line], texts: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Those of some short texts that stand as lines, with the places of the lines.

    Few lines begin like them: the others need not be folded.
    """
    first_words = first_words_of(texts)
    for index, line in enumerate(lines):
        text = line.text
        if len(text) <= LONGEST and first_word(text) in first_words and fold(text) in texts:
            yield index, fold(text)


@lru_cache
def first_words_of(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(map(first_word, texts))
