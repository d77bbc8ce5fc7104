"""The other scraper that people write: each of the form's labels is searched for on its own.

The idiom of countless scripts: ``soup.find(string=re.compile(label))``, then the text behind the
label or the next cell. Labels that the form prints more than once are searched for below the
heading of their section; texts are what stands between a heading and the next.
"""

import re
from collections import Counter
from functools import cache

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from benchmarks import layout

FURNITURE = ["script", "style", "noscript", "nav", "header", "footer", "aside", "form"]
HEADINGS = ["h1", "h2", "h3"]
CELLS = ["th", "td"]
PARTS = [
    (number, part.label)
    for number, parts in layout.SECTIONS.items()
    for part in parts
    if part.kind == "field"
]
FIELDS = [*PARTS, *(("8.1", question) for question in layout.QUESTIONS)]
TIMES = Counter(label for _, label in FIELDS)
TEXTS = ("3", "4.1", "4.2", "9")
BASES = ("Suunniteltu", "Toteutunut seurantatietojen mukaan")


def scrape(content: bytes) -> dict[tuple[str, str], str]:
    """Values of the form's labels by section and label, and texts by section and no label."""
    soup = BeautifulSoup(content, "html.parser")
    for element in soup.find_all(FURNITURE):
        element.decompose()
    said: dict[tuple[str, str], str] = {}
    for number, label in FIELDS:
        if TIMES[label] == 1:
            said[number, label] = value_at(soup.find(string=starting(label)))
        elif heading := heading_of(soup, number):
            said[number, label] = value_at(heading.find_next(string=starting(label)))
    for heading in soup.find_all(HEADINGS, string=re.compile(r"^\s*7\.\d")):
        number = text_of(heading).partition(" ")[0]
        for label in BASES:
            said[number, label] = value_at(heading.find_next(string=starting(label)))
    for criterion in layout.CRITERIA:
        found = soup.find(string=starting(criterion))
        cell = found.find_parent(CELLS) if found else None
        scores = cell.find_next_siblings("td", limit=2) if cell else ()
        said["8.2", criterion] = " ".join(map(text_of, scores))
    for number in TEXTS:
        said[number, ""] = text_below(heading_of(soup, number))
    return said


@cache
def starting(words: str) -> re.Pattern[str]:
    """What begins with some words, whatever the spaces between them."""
    return re.compile(r"^\s*" + r"\s+".join(map(re.escape, words.split())) + r"\s*(?::|$)")


def heading_of(soup: BeautifulSoup, number: str) -> Tag | None:
    return soup.find(HEADINGS, string=re.compile(rf"^\s*{re.escape(number)}\s"))


def value_at(found: NavigableString | None) -> str:
    """The text behind a label, in its own string, or in the next element or cell."""
    if found is None:
        return ""
    value = found.partition(":")[2].strip()
    if value:
        return " ".join(value.split())
    beside = found.find_parent(["strong", "b", "dt", *CELLS])
    following = beside.find_next_sibling(["span", "dd", "td"]) if beside else None
    if following:
        return text_of(following)
    behind = beside.find_next_sibling(string=re.compile(r"\S")) if beside else None
    return " ".join(behind.split()) if behind else ""


def text_below(heading: Tag | None) -> str:
    """All text between a heading and the next one."""
    texts: list[str] = []
    for element in heading.find_next_siblings() if heading else ():
        if element.name in HEADINGS:
            break
        texts.append(text_of(element))
    return "\n".join(texts)


def text_of(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())
