"""Parsing beside two obvious scrapers, on one core and the same web pages.

Run ``python -m benchmarks.scraper``. The scrapers are what somebody writes in an afternoon with
BeautifulSoup and html.parser, for the value of each of the form's labels and the text below each
heading as they stand: one walks over the tree once, the other (``benchmarks.searching``) searches
it for each label. Parsing goes from the bytes to tidy rows: every field typed and placed in its
line, names masked, findings made. All read the same pages in turn, round by round, and CPU time is
compared. How much of the truth each gets right is counted apart.
"""

import gc
import re
import time
from collections.abc import Callable, Iterable
from functools import cache
from itertools import cycle
from operator import truediv
from statistics import mean, median

from bs4 import BeautifulSoup

from benchmarks import layout, searching
from benchmarks.generator import generate
from benchmarks.model import Style, Truth
from benchmarks.results import keep
from benchmarks.searching import text_of
from benchmarks.service_page import LOOKS, page
from seeds import read_reference
from transforms.document import parse_document
from transforms.forms.description import FORM
from transforms.regions import Regions
from transforms.statements import Document

PAGES, ROUNDS = 110, 7  # ten pages of each of the usual looks
BLOCKS = ["h1", "h2", "h3", "p", "li", "dt", "tr"]
BASES = {"planned": "Suunniteltu", "realised": "Toteutunut seurantatietojen mukaan"}
TEXTS = (("3", ""), ("4.1", ""), ("4.2", ""), ("9", ""))
PARTS = [
    (number, part)
    for number, parts in layout.SECTIONS.items()
    for part in parts
    if part.kind == "field"
]
LABELS = {*(part.label for _, part in PARTS), *BASES.values(), *layout.QUESTIONS}
ROW_NAMES = {*LABELS, *layout.CRITERIA}
# What a page says: by the number of the section and the label; texts by an empty label.
Said = dict[tuple[str, str], str]


def scrape(content: bytes) -> Said:
    """Values of the form's labels and texts below its headings, as somebody's script finds them."""
    soup = BeautifulSoup(content, "html.parser")
    for element in soup.find_all(searching.FURNITURE):
        element.decompose()
    said: Said = {}
    section = ""
    for element in soup.find_all(BLOCKS):
        text = text_of(element)
        label, colon, value = text.partition(":")
        if element.name in ("h1", "h2", "h3"):
            section = text.partition(" ")[0]
        elif element.name == "tr":
            name, *cells = [text_of(cell) for cell in element.find_all(["th", "td"])]
            if name in ROW_NAMES:
                said[section, name] = " ".join(cells[:2])
        elif element.name == "dt":
            description = element.find_next_sibling("dd")
            said[section, label] = text_of(description) if description else ""
        elif colon and label in LABELS:
            said[section, label] = value.strip()
        else:
            said[section, ""] = f"{said.get((section, ''), '')}\n{text}".strip()
    return said


def parsed(document: Document) -> Said:
    """What the rows of a description say, by the same keys."""
    rows = dict(document.statements[0].rows.finished())
    said: Said = {}
    for row in rows["field"]:
        said[row["section"], labels(row["section"])[row["field"]]] = row["text"] or ""
    for row in rows["contact"]:
        said["2", labels("2")[row["field"]]] = row["value"]
    for row in rows["text"]:
        said[row["section"], ""] = row["text"]
    for row in rows["equality"]:
        said["8.1", labels("8.1")[row["question"]]] = "Kyllä" if row["answer"] else "Ei"
    for row in rows["sustainability"]:
        said["8.2", labels("8.2")[row["criterion"]]] = f"{row['direct']} {row['indirect']}"
    return said


@cache
def labels(section: str) -> dict[str, str]:
    """Labels of a section by the names of its fields."""
    return {element.name: element.label for element in FORM.section_of(section).elements}


def expected(truth: Truth) -> Said:
    """What a description says where it says anything, from its truth."""
    written = layout.write_sheet(truth, Style("", cents=True), {}).written
    said = {(number, part.label): written[part.key] for number, part in PARTS}
    indicators = dict.fromkeys(indicator for indicator, _ in truth.indicators)
    for position, indicator in enumerate(indicators, 1):
        for basis, label in BASES.items():
            said[f"7.{position}", label] = written.get(f"indicators.{indicator}.{basis}", "")
    for position, question in enumerate(layout.QUESTIONS, 1):
        said["8.1", question] = written[f"equality.{position}"]
    for position, criterion in enumerate(layout.CRITERIA, 1):
        said["8.2", criterion] = written[f"sustainability.{position}"]
    texts = (truth.summary, truth.target_groups_direct, truth.target_groups_indirect)
    said |= zip(TEXTS, (text or "" for text in (*texts, truth.final_report)), strict=True)
    return {key: value for key, value in said.items() if value}


def right_share(found: Iterable[Said], truths: Iterable[Truth]) -> float:
    """Share of the fields of all documents that were found as they are, spaces apart."""
    pairs = [
        (value, said.get(key, ""))
        for said, truth in zip(found, truths, strict=True)
        for key, value in expected(truth).items()
    ]
    return mean(plain(value) == plain(other) for value, other in pairs)


def plain(value: str) -> str:
    """A value without its spaces, an amount without its empty cents."""
    return re.sub(r"(?<=\d),00$", "", "".join(value.split()))


def seconds(read: Callable[[bytes], object], contents: Iterable[bytes]) -> float:
    """CPU seconds for all pages; what others have left behind is cleared away before."""
    gc.collect()
    start = time.process_time()
    for content in contents:
        read(content)
    return time.process_time() - start


def measure(pages: int = PAGES, rounds: int = ROUNDS) -> dict[str, float]:
    """How many times as fast parsing is, milliseconds a page, and what share each gets right.

    A ratio is the median of the rounds', in each of which all read every page; a first round,
    in which libraries are loaded, does not count.
    """
    made = list(generate(pages, seed=3))
    truths = [one.truth for one in made]
    contents = [page(m.content.decode(), look) for m, look in zip(made, cycle(LOOKS.values()))]
    regions = Regions(*map(read_reference, ("region", "region_name", "region_change")))

    def parse(content: bytes) -> Document:
        return parse_document("page", content, regions)

    readers = {"parser": parse, "walking scraper": scrape, "searching scraper": searching.scrape}
    times = [[seconds(read, contents) for read in readers.values()] for _ in range(rounds + 1)][1:]
    of_each = dict(zip(readers, zip(*times, strict=True), strict=True))
    found = {"pages": float(pages), "bytes a page": mean(map(len, contents))}
    for name in list(readers)[1:]:
        found[f"ratio, {name}"] = median(map(truediv, of_each[name], of_each["parser"]))
    for name, spent in of_each.items():
        found[f"milliseconds a page, {name}"] = 1000 * median(spent) / pages
    found["share right, parser"] = right_share(map(parsed, map(parse, contents)), truths)
    found["share right, walking scraper"] = right_share(map(scrape, contents), truths)
    searched = map(searching.scrape, contents)
    found["share right, searching scraper"] = right_share(searched, truths)
    return found


def main() -> None:
    """Measure, print and keep."""
    keep("parsing beside scrapers", measure())


if __name__ == "__main__":
    main()
