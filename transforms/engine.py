"""Reads an outline by a form: knows lines, headings and elements, but no form.

Every non-blank line of a document ends as furniture, a heading, an element, text that follows
an element, or as left over. Headings and elements are found by the best alignment of the
document's lines with the form's own order, so that look-alikes in free text stay text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TypeVar

from transforms.boxes import options
from transforms.form import Element, Follow, Form, Section, Style
from transforms.labels import (
    LONGEST,
    WHOLE_NUMBER,
    cells_of,
    find_element,
    first_word,
    fold,
    folded_as,
    is_row,
    pieces,
    text_beside,
    value_on_line,
)
from transforms.outline import HTML, Line, Outline, Refusal, paragraphs
from transforms.pages import BOLD, join_pages, without_pages
from transforms.wraps import whole_labels

NUMBERED = re.compile(r"^(\d+(?:\.\d+)?)\.?\s+(\S.*)$")
T = TypeVar("T")
OPEN_REACH = 3  # lines after an open-ended heading among which its first field must stand
TITLE_WINDOW = 40  # lines from the start in which a title line may stand
ALIKE = 0.8  # from here on two headings with one number are the same in other words
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
    lines = outline.lines
    start = next((i for i, line in enumerate(lines) if not line.aside), 0)
    # On a page, a menu of any length may stand before the title.
    reach = len(lines) if outline.media_type == HTML else min(start + TITLE_WINDOW, len(lines))
    head = [index for index, _ in folded_as(lines[:reach], frozenset(titles))]
    if not head:
        return None
    # Menus may name forms too: the title of a page is the one nearest to its content.
    index = max((i for i in head if i < start), default=head[0])
    form = titles[fold(lines[index].text)]
    return form, fund_named(lines, index, form), index


def fund_named(lines: Sequence[Line], title: int, form: Form) -> str:
    """The one fund that the head of a document names; around the content only if no other does."""
    funds = {fold(text): fund for text, fund in form.funds.items()}
    head = lines[max(0, title - TITLE_WINDOW) : title + 1 + FUND_WINDOW]
    own = [line for line in head if not line.aside or line is lines[title]]
    for some in (own, head):
        named = {funds[text] for line in some if (text := fold(line.text)) in funds}
        if named:
            break
    if len(named) != 1:
        raise Refusal("fund_not_named", " / ".join(form.funds))
    return named.pop()


def read(outline: Outline, form: Form, fund: str, title_index: int) -> Reading:
    """Take a document apart by a form until no line is unaccounted for."""
    title = outline.lines[title_index]
    content = [line for line in outline.lines if not line.aside]
    lines = without_pages(content, form, bare=outline.bare)
    headings = align_headings(lines, form)
    entries: list[Entry] = []
    left: list[tuple[str, Line]] = []
    sections: dict[str, int] = {}
    furniture = {fold(text) for text in (*form.furniture, *form.funds)}
    start = headings[0][1] if headings else len(lines)
    for line in (*below_title(outline, title_index), *lines[:start]):
        is_title_line = (line.number, line.text) == (title.number, title.text)
        if not is_title_line and fold(line.text) not in furniture:
            left.append(("", line))
    for section, index, end in with_ends(headings, len(lines)):
        number, heading = split_heading(lines[index].text, section)
        sections[number] = lines[index].number
        read_section(number, heading, section, lines[index:end], entries, left)
    return Reading(form, fund, tuple(entries), sections, tuple(left))


def below_title(outline: Outline, title_index: int) -> Iterator[Line]:
    """Lines between the title and the content of a web page that are not seen to be furniture."""
    for line in outline.lines[title_index + 1 :]:
        if not line.aside:
            return
        if line.loose:
            yield line


def read_section(
    number: str,
    heading: str,
    section: Section,
    lines: Sequence[Line],
    entries: list[Entry],
    left: list[tuple[str, Line]],
) -> None:
    """Entries of one section; `lines` begins with its heading line."""
    lines = pieces(whole_labels(join_pages(lines, section.elements), section), section)
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
    text, beside = value_on_line(element, line.text), text_beside(element, line.text)
    if element.follows is Follow.VALUE:
        more = tuple(one for one in after if options(one.text))
        whole = " ".join(one.text for one in (line, *more))
        return value_on_line(element, whole), "", (), tuple(x for x in after if x not in more)
    if element.follows is Follow.TEXT:
        strays = tuple(x for x in after if is_no_text(x, element, section))
        below = paragraphs(tuple(x for x in after if x not in strays))
        return text, "\n".join(filter(None, (beside, below))), (), strays
    if element.follows is Follow.ITEMS and element.parts:
        strays = tuple(x for x in after if not is_row(element, x.text))
        return text, "", tuple(x for x in after if x not in strays), strays
    if element.follows is Follow.ITEMS:
        labels = {fold(e.label) for e in section.elements if e.style is Style.LABEL}
        strays = tuple(i for i in after if fold(i.text.partition(":")[0]) in labels)
        return text, "", tuple(i for i in after if i not in strays), strays
    return text, "", (), after


def is_no_text(line: Line, element: Element, section: Section) -> bool:
    """Whether a line below a row of a table is anything but more of the row's last cell."""
    known = find_element(line.text, section.elements)
    has_cells = "\t" in line.text.strip()
    if element.style is Style.SCORES:
        has_scores = has_cells and any(map(WHOLE_NUMBER.match, cells_of(line.text)[1:]))
        return has_scores or (known is not None and known[0].style is Style.WHOLE)
    apart = line.after_gap and not line.turned
    return element.style is Style.ROW and (apart or has_cells or known is not None)


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
    titles = titles_by_first_word(form)
    candidates: list[tuple[int, int, int]] = []
    for index, line in enumerate(lines):
        if len(line.text) > LONGEST:
            continue
        first = first_word(line.text)
        if first not in titles and not first[:1].isdigit() and BOLD not in line.text:
            continue
        bare = " ".join(line.text.replace(BOLD, " ").split()).rstrip(":")
        match = NUMBERED.match(bare)
        text = fold(f"{match[1]} {match[2]}" if match else bare)
        position = exact.get(text, known_as(form, bare, text))
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
        candidates.append(
            (position, index, 2 + 2 * (text in exact) + 2 * confirmed + line.isolated)
        )
    repeats = frozenset(open_ended.values())
    return [(form.sections[p], i) for p, i in best_alignment(candidates, repeats)]


@cache
def heading_index(form: Form) -> tuple[dict[str, int], dict[str, int]]:
    """Positions of sections by their whole headings, and of open-ended ones by number."""
    exact = {fold(s.title): i for i, s in enumerate(form.sections)}
    open_ended = {s.number: i for i, s in enumerate(form.sections) if s.open_ended}
    return exact, open_ended


def is_title(line: str) -> bool:
    """Whether a line could be a title: after its number a capital, and no full stop at its end."""
    words = line.lstrip("0123456789. ")
    return words[:1].isupper() and not line.endswith(".")


def known_as(form: Form, bare: str, text: str) -> int | None:
    """Position of the section whose heading a line is in other words.

    Its number and nearly the same words tell; of a section that names people the number alone, or
    the first word, so that none of it is taken for another section's.
    """
    for position, title in titles_by_first_word(form).get(text.partition(" ")[0], ()):
        section = form.sections[position]
        if section.names_people and is_title(bare):
            return position
        if section.numbered and is_alike(title, text):
            return position
    return None


@lru_cache(maxsize=4096)  # the lines that come near a heading are the form's, in every document
def is_alike(title: str, text: str) -> bool:
    """Whether two headings are nearly the same: lengths that differ too much spare the work."""
    most = 2 * min(len(title), len(text)) / (len(title) + len(text))
    return most >= ALIKE and SequenceMatcher(None, title, text, autojunk=False).ratio() >= ALIKE


@cache
def titles_by_first_word(form: Form) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for position, section in enumerate(form.sections):
        title = fold(section.title)
        found.setdefault(title.partition(" ")[0], []).append((position, title))
    return found


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
    found = [(section.elements[p], i) for p, i in aligned]
    times = Counter(section.elements[p] for p, _, _ in candidates)
    return [one for one in found if is_known(one[0], section, {e for e, _ in found}, times)]


def is_known(
    element: Element, section: Section, seen: set[Element], times: Mapping[Element, int]
) -> bool:
    """Whether what a header or row means is certain.

    A header stands once, below one of the markers that the form prints above it; a row below its
    header, which alone tells which column is which, unless it names its columns itself.
    """
    before = section.elements[: section.elements.index(element)]
    headers = [i for i, e in enumerate(before) if e.style is Style.HEADER]
    if element.style is Style.HEADER:
        markers = [e for e in before[headers[-1] + 1 if headers else 0 :] if e.style is Style.WHOLE]
        return times[element] == 1 and (not markers or not seen.isdisjoint(markers))
    if element.style is Style.ROW and headers and not element.parts[0].cells:
        header = before[headers[-1]]
        return header in seen and is_known(header, section, seen, times)
    return True


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
