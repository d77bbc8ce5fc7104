"""Numbers that Word itself writes before headings and items of lists."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from lxml.etree import _Element

from transforms.readers.docx.runs import q, value
from transforms.readers.docx.styles import Styles
from transforms.readers.symbols import BULLET, shown

PLACE = re.compile(r"%(\d)")
MOST = 32_767  # that Word counts to
MOST_LETTERS = 780  # items after which Word begins again at a
LONGEST = 64  # characters of a number and of its form: it is written before each item
ROMAN = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC",
    50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
}  # fmt: skip


class Level(NamedTuple):
    """How one level of a list is numbered: `text` has %1 for the number of the first level."""

    start: int
    form: str
    text: str


class Numbers:
    """Counters of a document's lists, advanced as its paragraphs are read in order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self.by_style: dict[tuple[str, str], int] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        abstract = {value(a, "abstractNumId"): a for a in root.findall(q("abstractNum"))}
        for one in root.findall(q("num")):
            name, base = value(one, "numId"), value(one.find(q("abstractNumId")))
            if name is None or base is None or base not in abstract:
                continue
            levels = levels_of(abstract[base])
            starts: dict[int, int] = {}
            for override in one.findall(q("lvlOverride")):
                at = whole(value(override, "ilvl"), 0)
                levels.update(levels_of(override))
                start = value(override.find(q("startOverride")))
                if start is not None:
                    starts[at] = whole(start, 1)
            self.lists[name] = (base, levels, starts)
            for level in abstract[base].findall(q("lvl")):
                if style := value(level.find(q("pStyle"))):
                    self.by_style[name, style] = whole(value(level, "ilvl"), 0)

    def prefix(self, paragraph: _Element) -> str:
        """The number and the space before a paragraph's text, or nothing."""
        place = self.styles.list_level(paragraph)
        if place is None or place[0] not in self.lists:
            return ""
        name, at = place
        at = self.by_style.get((name, self.styles.style_name(paragraph) or ""), at)
        base, levels, starts = self.lists[name]
        if at not in levels:
            return ""
        counts = self.counts[base]
        if at in starts and (name, at) not in self.restarted:
            self.restarted.add((name, at))
            counts[at] = starts[at] - 1
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        return written(at, levels, counts)


def written(at: int, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """The number or bullet of an item as Word shows it."""
    level = levels[at]
    if level.form == "bullet":
        return f"{shown(level.text).strip() or BULLET} "
    if level.form == "none":
        return ""

    def count(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in levels:
            return ""
        form = FORMS.get(levels[place].form, str)
        return form(counts.get(place, levels[place].start))

    number = PLACE.sub(count, level.text).strip()[:LONGEST]
    return f"{number} " if number else ""


def levels_of(element: _Element) -> dict[int, Level]:
    """Levels that a list or an override defines."""
    return {
        whole(value(level, "ilvl"), 0): Level(
            whole(value(level.find(q("start"))), 1),
            value(level.find(q("numFmt"))) or "decimal",
            (value(level.find(q("lvlText"))) or "")[:LONGEST],
        )
        for level in element.findall(q("lvl"))
    }


def whole(text: str | None, otherwise: int) -> int:
    return min(int(text[: len(str(MOST)) + 1]), MOST) if text and text.isdigit() else otherwise


def letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts."""
    if number <= 0:
        return "0"
    times, letter = divmod((number - 1) % MOST_LETTERS, 26)
    return chr(ord("a") + letter) * (times + 1)


def roman(number: int) -> str:
    found = ""
    for size, sign in ROMAN.items():
        while number >= size:
            found, number = found + sign, number - size
    return found


FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
    "decimalZero": lambda number: f"{number:02}",
}
