"""What a line could be: the element of a section whose label it bears."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from transforms.boxes import options
from transforms.folding import first_word, fold
from transforms.form import Element, Follow, Section, Style
from transforms.labels import (
    WHOLE_NUMBER,
    behind,
    behind_words,
    boxed,
    boxed_cells,
    cells_of,
    cut_row,
    label_cuts,
    score_cells,
    scores_beside,
)
from transforms.outline import Passage
from transforms.values import means_something

MOST_LABEL_WORDS = 12
READABLE = 2  # what a value that means something, or none, adds to the weight of the evidence


class Found(NamedTuple):
    """The element that a line most probably is, with the weight of the evidence.

    `value` is what the line holds besides the label, `beside` running text in further cells.
    """

    element: Element
    weight: int
    value: str = ""
    beside: str = ""


def found(element: Element, weight: int, value: str, beside: str = "") -> Found:
    """An element whose value is read as a whole."""
    value = boxed(element, value)
    if means_something(element.clean, value):
        weight += READABLE
    return Found(element, weight, value, beside)


# What a line is as an element of each style; `elements` are those of the style by their keys.
Elements = Mapping[str, Element]


def as_label(text: str, elements: Elements) -> Found | None:
    for label, value in label_cuts(text):
        if element := elements.get(fold(label)):
            return found(element, 2, *behind(element, value))
    return None


def as_whole(text: str, elements: Elements) -> Found | None:
    element = elements.get(fold(text).rstrip(":"))
    return Found(element, 2 + READABLE) if element else None


def as_header(text: str, elements: Elements) -> Found | None:
    element = elements.get(header_key(text))
    return Found(element, 2 + READABLE) if element else None


def header_key(text: str) -> str:
    return "\t".join(map(fold, cells_of(text)))


def as_row(text: str, elements: Elements) -> Found | None:
    """A row that has no more cells than its table: a shifted one is not read askew."""
    label, tab, _ = text.partition("\t")
    element = elements.get(fold(label))
    if element is None or cut_row(element.parts, cells := cells_of(text)) is None:
        return None
    cells = boxed_cells(element, cells)
    is_readable = all(
        means_something(clean, said)
        for part, texts in cut_row(element.parts, cells) or ()
        if part.cells
        for clean, said in zip(part.cleans, texts, strict=True)
    )
    return Found(element, 1 + len(tab) + READABLE * is_readable, "\t".join(cells))


def as_boxes(text: str, elements: Elements) -> Found | None:
    boxes = options(text)
    element = elements.get(fold(boxes[0][1])) if boxes else None
    return found(element, 2, text) if element else None


def as_field(text: str, elements: Elements) -> Found | None:
    words = fold(" ".join(text.split(None, MOST_LABEL_WORDS)[:MOST_LABEL_WORDS])).split()
    for count in range(len(words), 0, -1):
        if element := elements.get(" ".join(words[:count]).rstrip(":")):
            return found(element, 2, *behind_words(element, text))
    return None


def as_criterion(text: str, elements: Elements) -> Found | None:
    words = text.split()
    for scores in (2, 1, 0):
        end = len(words) - scores
        numbers = sum(map(bool, map(WHOLE_NUMBER.match, words[end:])))
        if (numbers or not scores) and (element := elements.get(fold(" ".join(words[:end])))):
            return found(element, 1 + numbers, *scores_beside(element, text))
    if "\t" not in text:
        return None
    name, in_cells, _ = score_cells(text)
    element = elements.get(fold(name)) or elements.get(fold(name.partition("\n")[0]))
    if element is None:
        return None
    numbers = sum(map(bool, map(WHOLE_NUMBER.match, in_cells)))
    return found(element, 1 + numbers, *scores_beside(element, text))


Match = Callable[[str, Elements], Found | None]
# In this order a line is tried as an element of each style; of several labels it bears the longest
# counts.
MATCHES: dict[Style, Match] = {
    Style.LABEL: as_label,
    Style.WHOLE: as_whole,
    Style.HEADER: as_header,
    Style.ROW: as_row,
    Style.BOXES: as_boxes,
    Style.FIELD: as_field,
    Style.SCORES: as_criterion,
}


class Lookup:
    """Some elements of a form, to be found in lines.

    Lines that begin with no element's first word are spared the search: most are running text.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        self.elements = [e for e in elements if e.label and e.style in MATCHES]
        by_word: dict[str, dict[Style, dict[str, Element]]] = defaultdict(lambda: defaultdict(dict))
        boxes: dict[str, Element] = {}
        for element in self.elements:
            key = key_of(element)
            by_word[first_word(key)][element.style][key] = element
            if element.style is Style.BOXES:
                boxes[key] = element
        # Before its label a line of boxes has a box.
        self.always = in_order({Style.BOXES: boxes})
        self.tried = {
            word: in_order({**by_style, Style.BOXES: boxes}) for word, by_style in by_word.items()
        }

    def __bool__(self) -> bool:
        return bool(self.elements)

    def find(self, text: str) -> Found | None:
        """The element that a line most probably is."""
        if self.tried and (self.always or first_word(text) in self.tried):
            return search(self, text)
        return None

    def find_all(self, passage: Passage) -> list[Found | None]:
        """The element, if any, that each of some lines most probably is."""
        tried, always = self.tried, self.always
        if not tried:
            return [None] * len(passage)
        return [
            search(self, line.text) if always or word in tried else None
            for line, word in zip(passage.lines, passage.words, strict=True)
        ]


# Lines are looked at more than once, and many are alike in many documents.
@lru_cache(maxsize=8192)
def search(lookup: Lookup, text: str) -> Found | None:
    """The element that a line most probably is, of those that begin like it."""
    for match, elements in lookup.tried.get(first_word(text), lookup.always):
        if known := match(text, elements):
            return known
    return None


def in_order(by_style: Mapping[Style, Elements]) -> list[tuple[Match, Elements]]:
    """The styles that there are elements of, in the order in which a line is tried as each."""
    return [(match, by_style[style]) for style, match in MATCHES.items() if by_style.get(style)]


def key_of(element: Element) -> str:
    """What a line must show to be an element of its style."""
    return header_key(element.label) if element.style is Style.HEADER else fold(element.label)


@dataclass(frozen=True)
class Sought:
    """What is looked for in the lines of a section.

    `body` takes what nothing else takes; `positions` are the places of elements in the form;
    `field_labels` those of fields "Label: value", `list_labels` those above lists, as `fold` gives
    them; `named` are the fields that stand on a line with a label.
    """

    every: Lookup
    labels: Lookup
    headers: Lookup
    fields: Lookup
    named: Lookup
    body: Element | None
    mandatory: tuple[Element, ...]
    positions: Mapping[Element, int]
    field_labels: frozenset[str]
    list_labels: frozenset[str]


@cache
def sought(section: Section) -> Sought:
    """What is looked for in the lines of a section."""
    elements = section.elements

    def of(*styles: Style) -> list[Element]:
        return [element for element in elements if element.style in styles]

    lists = [element for element in of(Style.WHOLE) if element.follows is Follow.ITEMS]
    return Sought(
        every=Lookup(elements),
        labels=Lookup(of(Style.LABEL, Style.WHOLE)),
        headers=Lookup(of(Style.HEADER)),
        fields=Lookup(of(Style.FIELD)),
        named=Lookup(element for element in of(Style.LABEL, Style.FIELD) if element.name),
        body=next(iter(of(Style.BODY)), None),
        mandatory=tuple(element for element in elements if element.mandatory),
        positions={element: i for i, element in enumerate(elements)},
        field_labels=frozenset(fold(element.label) for element in of(Style.LABEL)),
        list_labels=frozenset(fold(element.label) for element in lists),
    )
