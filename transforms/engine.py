"""Reads an outline by a form: knows lines, headings and elements, but no form.

Every non-blank line of a document ends as furniture, a heading, an element, text that follows
an element, or as left over. Headings and elements are found by the best alignment of the
document's lines with the form's own order, so that look-alikes in free text stay text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from transforms.form import Element, Follow, Form, Section, Style
from transforms.outline import Line, Outline, paragraphs
from transforms.values import CLEANERS, Unreadable

NUMBERED = re.compile(r"^(\d+(?:\.\d+)?)\.?\s+(\S.*)$")
WHOLE_NUMBER = re.compile(r"^[-−–+]?\d+$")
T = TypeVar("T")
OPEN_REACH = 3  # lines after an open-ended heading among which its first field must stand
TITLE_WINDOW = 40  # lines from the start in which a title line may stand


@dataclass(frozen=True)
class Entry:
    """What one element holds in one document.

    `text` is the value on the element's own line, `follow` the text after it, `items` its lines
    one by one where the element is a list.
    """

    section: str
    heading: str
    element: Element
    line: int
    text: str
    follow: str = ""
    items: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A document read by a form: entries in order, section lines, and lines left over."""

    form: Form
    fund: str
    entries: tuple[Entry, ...]
    sections: dict[str, int]
    left_over: tuple[tuple[str, Line], ...]


def fold(text: str) -> str:
    """Text as labels and headings are compared: spaces of any kind alike, case ignored."""
    return " ".join(text.split()).casefold()


def recognise(outline: Outline, forms: Iterable[Form]) -> tuple[Form, str, int] | None:
    """The form whose title line the document has, with the fund and the title's line index."""
    titles = {fold(t): (form, fund) for form in forms for t, fund in form.titles.items()}
    for index, line in enumerate(outline.lines[:TITLE_WINDOW]):
        if found := titles.get(fold(line.text)):
            return *found, index
    return None


def count_titles(outline: Outline, form: Form) -> int:
    """Number of title lines of a form in a document."""
    titles = {fold(title) for title in form.titles}
    return sum(fold(line.text) in titles for line in outline.lines)


def read(outline: Outline, form: Form, fund: str, title_index: int) -> Reading:
    """Take a document apart by a form until no line is unaccounted for."""
    lines = outline.lines
    headings = align_headings(lines, form)
    entries: list[Entry] = []
    left: list[tuple[str, Line]] = []
    sections: dict[str, int] = {}
    furniture = {fold(text) for text in form.furniture}
    start = headings[0][1] if headings else len(lines)
    for i, line in enumerate(lines[:start]):
        if i != title_index and fold(line.text) not in furniture:
            left.append(("", line))
    for section, index, end in with_ends(headings, len(lines)):
        number, heading = split_heading(lines[index].text, section)
        sections[number] = lines[index].number
        read_section(number, heading, section, lines[index:end], entries, left)
    return Reading(form, fund, tuple(entries), sections, tuple(left))


def read_section(
    number: str,
    heading: str,
    section: Section,
    lines: Sequence[Line],
    entries: list[Entry],
    left: list[tuple[str, Line]],
) -> None:
    """Entries of one section; `lines` begins with its heading line."""
    found = align_elements(lines, section)
    labels = {fold(e.label) for e in section.elements if e.style is Style.LABEL}
    body = next((e for e in section.elements if e.style is Style.BODY), None)
    opening = tuple(lines[1 : found[0][1] if found else len(lines)])
    if body:
        at = (opening or lines)[0].number
        entries.append(Entry(number, heading, body, at, "", paragraphs(opening)))
    else:
        left.extend((number, line) for line in opening)
    for element, index, end in with_ends(found, len(lines)):
        line, after = lines[index], tuple(lines[index + 1 : end])
        text = value_on_line(element, line.text)
        if element.follows is Follow.NOTHING:
            left.extend((number, extra) for extra in after)
        follow = paragraphs(after) if element.follows is Follow.TEXT else ""
        items = after if element.follows is Follow.ITEMS else ()
        strays = [item for item in items if fold(item.text.partition(":")[0]) in labels]
        left.extend((number, stray) for stray in strays)
        items = tuple(item for item in items if item not in strays)
        entries.append(Entry(number, heading, element, line.number, text, follow, items))


def with_ends(starts: Sequence[tuple[T, int]], end: int) -> Iterable[tuple[T, int, int]]:
    """Each start with the place where the next one begins."""
    ends = [index for _, index in starts[1:]] + [end]
    return ((what, index, stop) for (what, index), stop in zip(starts, ends, strict=False))


def value_on_line(element: Element, text: str) -> str:
    """What an element's own line holds besides its label."""
    if element.style is Style.LABEL:
        return text.partition(":")[2].strip()
    if element.style is Style.SCORES:
        return " ".join(text.split()[len(element.label.split()) :])
    return ""


def split_heading(text: str, section: Section) -> tuple[str, str]:
    """Number and words of a heading line, the document's own where the form leaves them open."""
    if section.open_ended and (match := NUMBERED.match(" ".join(text.split()))):
        return match[1], match[2]
    return section.number, section.heading


def align_headings(lines: Sequence[Line], form: Form) -> list[tuple[Section, int]]:
    """Heading lines of a document, in the form's order."""
    exact, open_ended = heading_index(form)
    opening = opening_words(form)
    candidates: list[tuple[int, int, int]] = []
    for index, line in enumerate(lines):
        match = NUMBERED.match(" ".join(line.text.split()))
        if not match:
            continue
        position = exact.get((match[1], match[2].casefold()))
        parent, dot, _ = match[1].partition(".")
        is_open = position is None and bool(dot)
        if is_open:
            position = open_ended.get(f"{parent}.n")
        if position is None:
            continue
        nearby = lines[index + 1 : index + 1 + (OPEN_REACH if is_open else 1)]
        confirmed = any(starts_as(form.sections[position], n.text, opening) for n in nearby)
        if is_open and not confirmed:
            continue  # any numbered line would do: only its first field tells a heading
        candidates.append((position, index, 4 + 2 * confirmed + line.isolated))
    repeats = frozenset(open_ended.values())
    return [(form.sections[p], i) for p, i in best_alignment(candidates, repeats)]


@cache
def heading_index(form: Form) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    exact = {(s.number, s.heading.casefold()): i for i, s in enumerate(form.sections)}
    open_ended = {s.number: i for i, s in enumerate(form.sections) if s.open_ended}
    return exact, open_ended


@cache
def opening_words(form: Form) -> dict[str, frozenset[str]]:
    """Folded labels that may stand right after each section's heading."""
    found: dict[str, frozenset[str]] = {}
    for position, section in enumerate(form.sections):
        words = {fold(e.label) for e in section.elements if e.label}
        following = form.sections[position + 1 : position + 2]
        if not section.elements:
            words |= {fold(f"{s.number} {s.heading}") for s in following}
        found[section.number] = frozenset(words)
    return found


def starts_as(section: Section, text: str, opening: dict[str, frozenset[str]]) -> bool:
    words = opening[section.number]
    return fold(text) in words or fold(text.partition(":")[0]) in words


def align_elements(lines: Sequence[Line], section: Section) -> list[tuple[Element, int]]:
    """Lines of a section that are its elements, in the form's order."""
    keys = {(e.style, fold(e.label)): i for i, e in enumerate(section.elements) if e.label}
    if not keys:
        return []
    styles = {style for style, _ in keys}
    candidates = []
    for index, line in enumerate(lines[1:], start=1):
        known = ((keys[k], w) for k, w in possible_keys(line.text, styles) if k in keys)
        if found := next(known, None):
            position, weight = found
            weight += 2 * is_readable(section.elements[position], line.text)
            candidates.append((position, index, weight))
    return [(section.elements[p], i) for p, i in best_alignment(candidates, frozenset())]


def possible_keys(text: str, styles: set[Style]) -> Iterable[tuple[tuple[Style, str], int]]:
    """What a line could be: (style, folded label) with the weight of the evidence."""
    if Style.LABEL in styles and ":" in text:
        yield (Style.LABEL, fold(text.partition(":")[0])), 2
    if Style.WHOLE in styles:
        yield (Style.WHOLE, fold(text).rstrip(":")), 2
    if Style.SCORES in styles:
        words = text.split()
        for scores in (2, 1, 0):
            numbers = sum(map(bool, map(WHOLE_NUMBER.match, words[len(words) - scores :])))
            if numbers or not scores:
                yield (Style.SCORES, fold(" ".join(words[: len(words) - scores]))), 1 + numbers


def is_readable(element: Element, text: str) -> bool:
    """Whether the value on an element's line means something, or is empty."""
    value = value_on_line(element, text)
    try:
        return not value or bool(CLEANERS[element.clean](value))
    except Unreadable:
        return False


def best_alignment(
    candidates: Sequence[tuple[int, int, int]], repeats: frozenset[int]
) -> list[tuple[int, int]]:
    """Heaviest chain of (position, line index) rising in both; the earliest lines where equal.

    `candidates` are (position in the form, line index, weight), at most one a line, in line
    order. A position in `repeats` may follow itself.
    """
    best_at: dict[int, tuple[int, int]] = {}  # position: total weight, candidate it ends with
    before: list[int] = []
    for i, (position, _, weight) in enumerate(candidates):
        earlier = [best_at[p] for p in best_at if p < position or (p == position and p in repeats)]
        total, previous = max(earlier, key=lambda b: (b[0], -b[1]), default=(0, -1))
        before.append(previous)
        if position not in best_at or total + weight > best_at[position][0]:
            best_at[position] = (total + weight, i)
    if not best_at:
        return []
    at = max(best_at.values(), key=lambda b: (b[0], -b[1]))[1]
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(candidates[at][:2])
        at = before[at]
    return chain[::-1]
