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

from transforms.boxes import options
from transforms.form import Element, Follow, Form, Section, Style
from transforms.labels import find_element, fold, is_row, pieces, value_on_line
from transforms.outline import Line, Outline, Refusal, paragraphs
from transforms.pages import join_pages, without_pages

NUMBERED = re.compile(r"^(\d+(?:\.\d+)?)\.?\s+(\S.*)$")
T = TypeVar("T")
OPEN_REACH = 3  # lines after an open-ended heading among which its first field must stand
TITLE_WINDOW = 40  # lines from the start in which a title line may stand
FUND_WINDOW = 6  # lines after the title among which the fund may still be named


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


def recognise(outline: Outline, forms: Iterable[Form]) -> tuple[Form, str, int] | None:
    """The form whose title line the document has, with the fund and the title's line index.

    Raises Refusal where the head of the document names no fund, or two.
    """
    titles = {fold(title): form for form in forms for title in form.titles}
    for index, line in enumerate(outline.lines[:TITLE_WINDOW]):
        if form := titles.get(fold(line.text)):
            return form, fund_named(outline.lines[: index + 1 + FUND_WINDOW], form), index
    return None


def fund_named(head: Iterable[Line], form: Form) -> str:
    funds = {fold(text): fund for text, fund in form.funds.items()}
    named = {funds[text] for line in head if (text := fold(line.text)) in funds}
    if len(named) != 1:
        raise Refusal("fund_not_named", " / ".join(form.funds))
    return named.pop()


def count_titles(outline: Outline, form: Form) -> int:
    """Number of title lines of a form in a document."""
    titles = {fold(title) for title in form.titles}
    return sum(fold(line.text) in titles for line in outline.lines)


def read(outline: Outline, form: Form, fund: str, title_index: int) -> Reading:
    """Take a document apart by a form until no line is unaccounted for."""
    title = outline.lines[title_index]
    lines = without_pages(outline.lines, form)
    headings = align_headings(lines, form)
    entries: list[Entry] = []
    left: list[tuple[str, Line]] = []
    sections: dict[str, int] = {}
    furniture = {fold(text) for text in (*form.furniture, *form.funds)}
    start = headings[0][1] if headings else len(lines)
    for line in lines[:start]:
        if line.number != title.number and fold(line.text) not in furniture:
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
    lines = pieces(join_pages(lines, section.elements), section)
    found = align_elements(lines, section)
    body = next((e for e in section.elements if e.style is Style.BODY), None)
    opening = tuple(lines[1 : found[0][1] if found else len(lines)])
    if body:
        at = (opening or tuple(lines))[0].number
        entries.append(Entry(number, heading, body, at, "", paragraphs(opening), opening))
    else:
        left.extend((number, line) for line in opening)
    for element, index, end in with_ends(found, len(lines)):
        line, after = lines[index], tuple(lines[index + 1 : end])
        text, follow, items, strays = what_follows(element, line, after, section)
        left.extend((number, stray) for stray in strays)
        entries.append(Entry(number, heading, element, line.number, text, follow, items))


def what_follows(
    element: Element, line: Line, after: tuple[Line, ...], section: Section
) -> tuple[str, str, tuple[Line, ...], tuple[Line, ...]]:
    """An element's value, the text and the items after it, and the lines that are neither."""
    text = value_on_line(element, line.text)
    if element.follows is Follow.VALUE:
        more = tuple(one for one in after if options(one.text))
        whole = " ".join(one.text for one in (line, *more))
        return value_on_line(element, whole), "", (), tuple(x for x in after if x not in more)
    if element.follows is Follow.TEXT:
        return text, paragraphs(after), (), ()
    if element.follows is Follow.ITEMS and element.parts:
        items = table_rows(after, element)
        strays = tuple(i for i in items if not is_row(element, i.text))
        return text, "", tuple(i for i in items if i not in strays), strays
    if element.follows is Follow.ITEMS:
        labels = {fold(e.label) for e in section.elements if e.style is Style.LABEL}
        strays = tuple(i for i in after if fold(i.text.partition(":")[0]) in labels)
        return text, "", tuple(i for i in after if i not in strays), strays
    return text, "", (), after


def table_rows(lines: Iterable[Line], element: Element) -> list[Line]:
    """Rows of a table; a line without a tab is one more paragraph of a text in the row before."""
    ends_in_text = element.parts[-1].cleans[-1] == "text"
    rows: list[Line] = []
    for line in lines:
        if rows and ends_in_text and "\t" not in line.text:
            rows[-1] = rows[-1]._replace(text=f"{rows[-1].text.rstrip()}\n{line.text.strip()}")
        else:
            rows.append(line)
    return rows


def with_ends(starts: Sequence[tuple[T, int]], end: int) -> Iterable[tuple[T, int, int]]:
    """Each start with the place where the next one begins."""
    ends = [index for _, index in starts[1:]] + [end]
    return ((what, index, stop) for (what, index), stop in zip(starts, ends, strict=False))


def split_heading(text: str, section: Section) -> tuple[str, str]:
    """Number and words of a heading line, the document's own where the form leaves them open."""
    if section.open_ended and (match := NUMBERED.match(" ".join(text.split()))):
        return match[1], match[2]
    return section.number, section.heading


def align_headings(lines: Sequence[Line], form: Form) -> list[tuple[Section, int]]:
    """Heading lines of a document, in the form's order."""
    exact, open_ended = heading_index(form)
    candidates: list[tuple[int, int, int]] = []
    for index, line in enumerate(lines):
        match = NUMBERED.match(" ".join(line.text.split()))
        position = exact.get(fold(f"{match[1]} {match[2]}" if match else line.text))
        parent, dot, _ = match[1].partition(".") if match else ("", "", "")
        is_open = position is None and bool(dot)
        if is_open:
            position = open_ended.get(f"{parent}.n")
        if position is None:
            continue
        nearby = lines[index + 1 : index + 1 + (OPEN_REACH if is_open else 1)]
        confirmed = any(starts_as(form, position, n.text) for n in nearby)
        if is_open and not confirmed:
            continue  # any numbered line would do: only its first field tells a heading
        candidates.append((position, index, 4 + 2 * confirmed + line.isolated))
    repeats = frozenset(open_ended.values())
    return [(form.sections[p], i) for p, i in best_alignment(candidates, repeats)]


@cache
def heading_index(form: Form) -> tuple[dict[str, int], dict[str, int]]:
    exact = {fold(s.title): i for i, s in enumerate(form.sections)}
    open_ended = {s.number: i for i, s in enumerate(form.sections) if s.open_ended}
    return exact, open_ended


def starts_as(form: Form, position: int, text: str) -> bool:
    """Whether a line may stand right after the heading of a section."""
    section = form.sections[position]
    following = form.sections[position + 1 : position + 2]
    if not section.elements and any(fold(text) == fold(s.title) for s in following):
        return True
    return find_element(text.partition("\t")[0], fields_of(section.elements)) is not None or (
        find_element(text, section.elements) is not None
    )


def fields_of(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Those of some elements that stand as "Label value", several on a line."""
    return tuple(e for e in elements if e.style is Style.FIELD)


def align_elements(lines: Sequence[Line], section: Section) -> list[tuple[Element, int]]:
    """Lines of a section that are its elements, in the form's order."""
    positions = {element: i for i, element in enumerate(section.elements)}
    candidates = []
    for index, line in enumerate(lines[1:], start=1):
        if known := find_element(line.text, section.elements):
            element, weight = known
            candidates.append((positions[element], index, weight))
    aligned = best_alignment(candidates, frozenset())
    return below_headers([(section.elements[p], i) for p, i in aligned], section)


def below_headers(found: list[tuple[Element, int]], section: Section) -> list[tuple[Element, int]]:
    """Elements without the rows whose table shows another header than the form's, or none.

    Which column is which is told by the header alone.
    """
    seen = {element for element, _ in found}
    rows_read: set[Element] = set()
    header: Element | None = None
    for element in section.elements:
        if element.style is Style.HEADER:
            header = element
        elif element.style is Style.ROW and (header is None or header in seen):
            rows_read.add(element)
    return [(e, i) for e, i in found if e.style is not Style.ROW or e in rows_read]


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
