"""Page furniture of a plan: headers that recur within sentences, rules of dashes, shared lines.

Plans reach us page by page. What the pages put between the lines of a text is taken out here:
a sentence goes on after a page header, two paragraphs do not.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from transforms.folding import LONGEST, first_word, first_words, fold
from transforms.form import Element, Form, Style
from transforms.lookup import Lookup, Sought
from transforms.outline import Line, Passage, passage_of

RULE = frozenset("-–—_= \t")  # characters of a rule between the rows of a table
OF_ALL = r"\s*[(/]\s*\d{1,3}\s*\)?"
PAGE_NUMBER = re.compile(rf"^(?:sivu\s*)?\d{{1,3}}(?:{OF_ALL})?$")
PAGE_END = re.compile(rf"\s+(?:sivu\s*\d{{1,3}}(?:{OF_ALL})?|\d{{1,3}}{OF_ALL})$")
SHORTEST_RULE = 3
TURNED = attrgetter("turned")
BOLD = "**"
LIST_ITEM = re.compile(r"^(?:[-–—•*·o]\s|\d{1,2}[.)]\s|[A-Za-zÅÄÖåäö]\)\s)")
CLOSING = "\"'”’»)]"
SENTENCE_ENDS = (".", "!", "?", ":", ";", "…")
# Words after which a sentence cannot end.
OPEN_ENDS = frozenset({"ja", "tai", "sekä", "että", "eli", "kuten", "and", "or", "the", "of", "to"})
ABBREVIATIONS = frozenset(
    {"esim.", "mm.", "ml.", "n.", "pl.", "ks.", "ts.", "ns.", "ym.", "e.g.", "i.e."}
)
# A line this long that holds a finished sentence is running text, whatever it ends in.
LONG = 120
INNER_END = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")


def without_pages(passage: Passage, form: Form, *, bare: bool = False) -> Passage:
    """Lines without what the pages added, of which the first of each page is `turned`.

    Headings that share a line stand on lines of their own. Of `bare` lines none is a page header.
    """
    if form.page_header is None:
        return passage
    header = None if bare else page_header(passage, form)
    start = first_word(header or "")
    kept: list[tuple[Line, str]] = []
    turned = False
    for line, word in split_headings(passage, form):
        if header and word == start and is_header(line.text, header):
            while kept and is_page_number(kept[-1][0].text):
                kept.pop()
            turned = True
        elif word[:1] not in RULE or not is_rule(line.text):
            kept.append((line._replace(turned=True) if turned else line, word))
            turned = False
    return Passage([line for line, _ in kept], [word for _, word in kept])


def is_header(text: str, header: str) -> bool:
    """Whether a line is the page header, alone or with the number of the page."""
    folded = fold(text[: LONGEST + 1])
    rest = folded.removeprefix(header).strip()
    return folded == header or (folded.startswith(header) and bool(PAGE_NUMBER.match(rest)))


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page among pages: ``3 (21)``; a bare number may be text."""
    folded = fold(text[: LONGEST + 1])
    return not folded.isdigit() and bool(PAGE_NUMBER.match(folded))


def is_rule(text: str) -> bool:
    """Whether a line is nothing but dashes."""
    return RULE.issuperset(text) and len(text.replace(" ", "").replace("\t", "")) >= SHORTEST_RULE


def page_header(passage: Passage, form: Form) -> str | None:
    """The folded line that pages begin with: it recurs, or stands above the form's title."""
    label, titles = f"{fold(form.page_header or '')}:", frozenset(map(fold, form.titles))
    alike = passage.beginning({first_word(label)})
    folded = [(index, fold(text)) for index, text in alike if len(text) <= LONGEST]
    found = Counter(PAGE_END.sub("", text) for _, text in folded if text.startswith(label))
    if not found:
        return None
    header, count = found.most_common(1)[0]
    title = next((index for index, _ in passage.saying(titles)), 0)
    is_above = any(index < title and is_header(text, header) for index, text in folded)
    return header if count > 1 or is_above else None


def split_headings(passage: Passage, form: Form) -> Iterator[tuple[Line, str]]:
    """Lines with their first words; the headings of a section and of its first part stand apart."""
    pairs = shared_headings(form)
    starts = first_words(frozenset(pairs))
    for line, word in zip(passage.lines, passage.words, strict=True):
        if (word in starts or BOLD in word) and len(line.text) <= LONGEST:
            words = line.text.replace(BOLD, " ").split()
            if cut := pairs.get(fold(" ".join(words))):
                first, second = " ".join(words[:cut]), " ".join(words[cut:])
                yield line._replace(text=first), first_word(first)
                yield line._replace(text=second, after_gap=False), first_word(second)
                continue
        yield line, word


@cache
def shared_headings(form: Form) -> dict[str, int]:
    """Folded headings of a section and its first part together, with the words of the first."""
    return {
        fold(f"{section.title} {following.title}"): len(section.title.split())
        for section, following in zip(form.sections, form.sections[1:], strict=False)
        if following.number == f"{section.number}.1"
    }


def join_pages(passage: Passage, wanted: Sought) -> Passage:
    """Lines of a section, its heading first, with the sentences that pages broke made whole."""
    lines = passage.lines
    if not any(map(TURNED, lines[1:])):
        return passage
    joined = list(lines[:1])
    printed: set[Element] = set()
    for line in lines[1:]:
        before = joined[-1]
        header = wanted.headers.find(line.text)
        if header and line.turned and header.element in printed:
            continue  # a table that goes on shows its header again
        printed.update([header.element] if header else [])
        if line.turned and len(joined) > 1 and goes_on(before, line, wanted.every):
            joined[-1] = before._replace(text=f"{before.text.rstrip()} {line.text.strip()}")
        else:
            joined.append(line)
    return passage_of(joined)


def goes_on(before: Line, after: Line, elements: Lookup) -> bool:
    """Whether a sentence that a page broke off goes on; `elements` may begin at its other side."""
    end, start = before.text.rpartition("\t")[2].strip(), after.text.strip()
    is_row_below_row = "\t" in after.text and "\t" in before.text
    if is_row_below_row or LIST_ITEM.match(start) or not any(map(str.isalpha, end)):
        return False
    mark = elements.find(before.text)
    if elements.find(start) or (mark and mark.element.style in (Style.HEADER, Style.WHOLE)):
        return False
    last = end.split()[-1].casefold().lstrip("(")
    small = start[0].islower() or start[0] == "("
    if last in OPEN_ENDS or end.endswith(","):
        return small or last in OPEN_ENDS or len(end) >= LONG // 2
    if end.rstrip(CLOSING).endswith(SENTENCE_ENDS):
        return small and last in ABBREVIATIONS
    return not is_bare_item(before.text) if small else is_running_text(end)


def is_bare_item(text: str) -> bool:
    """Whether a line is an item of a list without bullets: it begins in a small letter."""
    return text[0].islower()


def is_running_text(text: str) -> bool:
    """Whether a line is long and holds a finished sentence: then its own end is none."""
    return len(text) >= LONG and bool(INNER_END.search(text)) and not LIST_ITEM.match(text)
