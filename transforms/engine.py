"""Reads an outline by a form: knows lines, headings and elements, but no form.

Every non-blank line of a document ends as furniture, a heading, an element, text that follows
an element, or as left over. Headings and elements are found by the best alignment of the
document's lines with the form's own order, so that look-alikes in free text stay text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache, partial
from itertools import compress
from operator import attrgetter, not_
from typing import NamedTuple, TypeVar

from transforms.alignment import best_alignment
from transforms.boxes import options
from transforms.folding import LONGEST, fold
from transforms.form import Element, Follow, Form, Section, Style
from transforms.labels import WHOLE_NUMBER, cells_of, is_row, value_on_line
from transforms.lookup import Found, Sought, sought
from transforms.outline import HTML, Line, Outline, Passage, Refusal, new, paragraphs
from transforms.pages import BOLD, join_pages, without_pages
from transforms.wraps import pieces, whole_labels

NUMBERED = re.compile(r"^(\d+(?:\.\d+)?)\.?\s+(\S.*)$")
T = TypeVar("T")
Lines = tuple[Line, ...]
ASIDE = attrgetter("aside")
# Looked up once: an attribute of an Enum takes as long as a call.
VALUE, TEXT, ITEMS = Follow.VALUE, Follow.TEXT, Follow.ITEMS
HEADER, ROW, SCORES, WHOLE = Style.HEADER, Style.ROW, Style.SCORES, Style.WHOLE
OPEN_REACH = 3  # lines after an open-ended heading among which its first field must stand
TITLE_WINDOW = 40  # lines from the start in which a title line may stand
ALIKE = 0.8  # from here on two headings with one number are the same in other words
FUND_WINDOW = 6  # lines after the title among which the fund may still be named


class Entry(NamedTuple):
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


def recognise(outline: Outline, forms: tuple[Form, ...]) -> tuple[Form, str, int] | None:
    """The form whose title line the document has, with the fund and the title's line index.

    Raises Refusal where the head of the document names no fund, or two.
    """
    titles = titles_of(forms)
    lines = outline.lines
    start = next((i for i, line in enumerate(lines) if not line.aside), 0)
    # On a page, a menu of any length may stand before the title.
    reach = len(lines) if outline.media_type == HTML else min(start + TITLE_WINDOW, len(lines))
    head = [index for index, _ in outline.passage.saying(frozenset(titles)) if index < reach]
    if not head:
        return None
    # Menus may name forms too: the title of a page is the one nearest to its content.
    index = max((i for i in head if i < start), default=head[0])
    form = titles[fold(lines[index].text)]
    return form, fund_named(lines, index, form), index


@cache
def titles_of(forms: tuple[Form, ...]) -> dict[str, Form]:
    """Forms by their titles as `fold` gives them."""
    return {fold(title): form for form in forms for title in form.titles}


def fund_named(lines: Sequence[Line], title: int, form: Form) -> str:
    """The one fund that the head of a document names; around the content only if no other does."""
    funds = funds_of(form)
    head = lines[max(0, title - TITLE_WINDOW) : title + 1 + FUND_WINDOW]
    known = [line for line in head if fold(line.text) in funds]
    own = [line for line in known if not line.aside or line is lines[title]]
    named = {funds[fold(line.text)] for line in own or known}
    if len(named) != 1:
        raise Refusal("fund_not_named", " / ".join(form.funds))
    return named.pop()


@cache
def funds_of(form: Form) -> dict[str, str]:
    """Funds by the lines that name them, as `fold` gives those."""
    return {fold(text): fund for text, fund in form.funds.items()}


def read(outline: Outline, form: Form, fund: str, title_index: int) -> Reading:
    """Take a document apart by a form until no line is unaccounted for."""
    title = outline.lines[title_index]
    content = content_of(outline, form)
    lines, headings = content.lines, align_headings(content, form)
    entries: list[Entry] = []
    left: list[tuple[str, Line]] = []
    sections: dict[str, int] = {}
    start = headings[0][1] if headings else len(lines)
    for line in (*below_title(outline, title_index), *lines[:start]):
        is_title_line = (line.number, line.text) == (title.number, title.text)
        if not is_title_line and fold(line.text) not in furniture_of(form):
            left.append(("", line))
    for section, index, end in with_ends(headings, len(lines)):
        number, heading = split_heading(lines[index].text, section)
        sections[number] = lines[index].number
        read_section(number, heading, section, content.part(index, end), entries, left)
    return Reading(form, fund, tuple(entries), sections, tuple(left))


def content_of(outline: Outline, form: Form) -> Passage:
    """A document without what stands around its content and what its pages added."""
    passage = outline.passage
    asides = list(map(ASIDE, outline.lines))
    if any(asides):
        inside = list(map(not_, asides))
        lines, words = compress(passage.lines, inside), compress(passage.words, inside)
        passage = Passage(list(lines), list(words))
    return without_pages(passage, form, bare=outline.bare)


@cache
def furniture_of(form: Form) -> frozenset[str]:
    """Lines of a form's first page that say nothing, as `fold` gives them."""
    return frozenset(map(fold, (*form.furniture, *form.funds)))


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
    passage: Passage,
    entries: list[Entry],
    left: list[tuple[str, Line]],
) -> None:
    """Entries of one section; `passage` begins with its heading line."""
    wanted = sought(section)
    passage = pieces(whole_labels(join_pages(passage, wanted), wanted), wanted)
    lines, seen = passage.lines, wanted.every.find_all(passage)
    found = align_elements(seen, section) if wanted.every else []
    opening = tuple(lines[1 : found[0][1] if found else len(lines)])
    if body := wanted.body:
        at = (opening or tuple(lines))[0].number
        entries.append(Entry(number, heading, body, at, "", paragraphs(opening), opening))
    else:
        left.extend((number, line) for line in opening)
    for one, index, end in with_ends(found, len(lines)):
        element, line = one.element, lines[index]
        if end == index + 1:
            beside = one.beside if element.follows is TEXT else ""
            entries.append(new(Entry, (number, heading, element, line[0], one.value, beside, ())))
        else:
            after = list(zip(lines[index + 1 : end], seen[index + 1 : end], strict=True))
            text, follow, items, strays = what_follows(one, line, after, wanted)
            left.extend((number, stray) for stray in strays)
            entries.append(Entry(number, heading, element, line.number, text, follow, items))


def what_follows(
    found: Found, line: Line, after: Sequence[tuple[Line, Found | None]], wanted: Sought
) -> tuple[str, str, Lines, Lines]:
    """An element's value, the text and the items after it, and the lines that are neither.

    The lines `after` its own come with what they may be.
    """
    element, follows = found.element, found.element.follows
    if follows is VALUE:
        more, others = parted(after, lambda one, _: options(one.text))
        whole = " ".join(one.text for one in (line, *more))
        return value_on_line(element, whole), "", (), others
    if follows is TEXT:
        strays, text = parted(after, partial(is_no_text, element))
        return found.value, "\n".join(filter(None, (found.beside, paragraphs(text)))), (), strays
    if follows is ITEMS and element.parts:
        items, strays = parted(after, lambda one, _: is_row(element, one.text))
        return found.value, "", items, strays
    if follows is ITEMS:
        strays, items = parted(after, lambda one, _: is_field(one.text, wanted))
        return found.value, "", items, strays
    return found.value, "", (), tuple(one for one, _ in after)


def parted(
    after: Sequence[tuple[Line, Found | None]], is_one: Callable[[Line, Found | None], object]
) -> tuple[Lines, Lines]:
    """Lines of which something is true, and the others."""
    marked = [(line, bool(is_one(line, known))) for line, known in after]
    return tuple(x for x, mark in marked if mark), tuple(x for x, mark in marked if not mark)


def is_field(text: str, wanted: Sought) -> bool:
    """Whether a line has the label of a field before its colon."""
    return fold(text.partition(":")[0]) in wanted.field_labels


def is_no_text(element: Element, line: Line, known: Found | None) -> bool:
    """Whether a line below a row of a table is anything but more of the row's last cell."""
    has_cells = "\t" in line.text and "\t" in line.text.strip()
    if element.style is SCORES:
        has_scores = has_cells and any(map(WHOLE_NUMBER.match, cells_of(line.text)[1:]))
        return has_scores or (known is not None and known.element.style is WHOLE)
    apart = line.after_gap and not line.turned
    return element.style is ROW and (apart or has_cells or known is not None)


def with_ends(starts: Sequence[tuple[T, int]], end: int) -> list[tuple[T, int, int]]:
    """Each start with the place where the next one begins."""
    ends = [index for _, index in starts[1:]] + [end]
    return [(what, index, stop) for (what, index), stop in zip(starts, ends, strict=False)]


def split_heading(text: str, section: Section) -> tuple[str, str]:
    """Number and words of a heading line, the document's own where the form leaves them open."""
    if section.open_ended and (match := NUMBERED.match(" ".join(text.split()))):
        return match[1], match[2]
    return section.number, section.heading


def align_headings(content: Passage, form: Form) -> list[tuple[Section, int]]:
    """Heading lines of a document, in the form's order."""
    titles = titles_by_first_word(form)
    starts = {w for w in set(content.words) if w in titles or w[:1].isdigit() or BOLD in w}
    candidates: list[tuple[int, int, int]] = []
    for index, text in content.beginning(starts):
        if known := heading_on(text, form):
            reach = index + 1 + (OPEN_REACH if known.is_open else 1)
            nearby = content.lines[index + 1 : reach]
            confirmed = any(starts_as(form, known.position, line.text) for line in nearby)
            # Any numbered line could open a section: only its first field tells that it does.
            if confirmed or not known.is_open:
                weight = 2 + 2 * known.is_exact + 2 * confirmed + content.lines[index].isolated
                candidates.append((known.position, index, weight))
    repeats = frozenset(i for i, section in enumerate(form.sections) if section.open_ended)
    return [(form.sections[p], i) for p, i in best_alignment(candidates, repeats)]


class Heading(NamedTuple):
    """What heading a line may be: the position of its section, and how surely it is that."""

    position: int
    is_exact: bool
    is_open: bool


@lru_cache(maxsize=4096)  # the lines that come near a heading are the form's, in every document
def heading_on(line: str, form: Form) -> Heading | None:
    """The heading that a line may be, in the form's words or its own."""
    if len(line) > LONGEST:
        return None
    exact, open_ended = heading_index(form)
    bare = " ".join(line.replace(BOLD, " ").split()).rstrip(":")
    match = NUMBERED.match(bare)
    text = fold(f"{match[1]} {match[2]}" if match else bare)
    if text in exact:
        return Heading(exact[text], is_exact=True, is_open=False)
    if (position := known_as(form, bare, text)) is not None:
        return Heading(position, is_exact=False, is_open=False)
    parent, dot, _ = match[1].partition(".") if match else ("", "", "")
    if dot and (position := open_ended.get(f"{parent}.n")) is not None:
        return Heading(position, is_exact=False, is_open=True)
    return None


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


def is_alike(title: str, text: str) -> bool:
    """Whether two headings are nearly the same: where too few letters are, that spares the work."""
    least = ALIKE * (len(title) + len(text)) / 2  # letters in common
    if min(len(title), len(text)) < least or (Counter(title) & Counter(text)).total() < least:
        return False
    return SequenceMatcher(None, title, text, autojunk=False).ratio() >= ALIKE


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
    wanted = sought(section)
    found = wanted.fields.find(text.partition("\t")[0]) or wanted.every.find(text)
    return found is not None


def align_elements(seen: Sequence[Found | None], section: Section) -> list[tuple[Found, int]]:
    """What of that which the lines of a section may be they are, in the form's order.

    The first line is the heading.
    """
    wanted = sought(section)
    known = [(found, index) for index, found in enumerate(seen) if found and index]
    candidates = [(wanted.positions[one.element], index, one.weight) for one, index in known]
    aligned = best_alignment(candidates, frozenset())
    kept = {index for _, index in aligned}
    chain = known if len(aligned) == len(known) else [one for one in known if one[1] in kept]
    if not wanted.headers:
        return chain
    among = {found.element for found, _ in chain}
    times = Counter(found.element for found, _ in known)
    return [one for one in chain if is_known(one[0].element, section, among, times)]


def is_known(
    element: Element, section: Section, seen: set[Element], times: Mapping[Element, int]
) -> bool:
    """Whether what a header or row means is certain.

    A header stands once, below one of the markers that the form prints above it; a row below its
    header, which alone tells which column is which, unless it names its columns itself.
    """
    header, markers = above(section)[element]
    if element.style is HEADER:
        return times[element] == 1 and (not markers or not seen.isdisjoint(markers))
    if element.style is ROW and header and not element.parts[0].cells:
        return header in seen and is_known(header, section, seen, times)
    return True


@cache
def above(section: Section) -> dict[Element, tuple[Element | None, frozenset[Element]]]:
    """For each element of a section the last header above it, and the markers between them."""
    found = {}
    header: Element | None = None
    markers: set[Element] = set()
    for element in section.elements:
        found[element] = header, frozenset(markers)
        if element.style is HEADER:
            header, markers = element, set()
        elif element.style is WHOLE:
            markers.add(element)
    return found
