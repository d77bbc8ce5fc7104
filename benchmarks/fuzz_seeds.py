"""Whole documents of every format and form, from which worse ones are made.

The samples, generated descriptions, plans and lists, and real documents where there are any.
"""

import csv
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.generator import generate, generate_plans
from benchmarks.listing import generate_rows, write_list
from benchmarks.made_files import as_docx, as_pdf, as_xlsx, written
from benchmarks.mutations import (
    ROOT,
    mutate_package,
    mutate_pdf,
    mutate_plain,
    mutate_printed,
    pdf_objects,
)
from benchmarks.service_page import LOOKS, page

REAL_CORPUS = "HANKEVARASTO_REAL_CORPUS"
# How many of a hundred inputs are of a format: what takes long, seldom.
SHARES = {"txt": 57, "html": 20, "csv": 15, "docx": 3, "xlsx": 2.8, "pdf": 2.2}
GENERATED = 12  # documents of each kind
PRINTED = 50  # of the texts the shortest, as PDF and Word files
SHOWN = 70  # characters of a line of a text that is printed as a PDF
MOST_ROWS, LISTS = 25, 20  # of a long list, what it is parted into
PAGES = 2  # of a sample that is a PDF: its first ones
KIDS = re.compile(rb"/Kids \[((?:\s*\d+ 0 R)+)\s*\]")


@dataclass(frozen=True)
class Seeds:
    """Whole documents by format, the texts that are printed, and the names of real ones."""

    by_format: dict[str, list[bytes]]
    printed: list[str]
    real: int


def seeds(paths: list[Path]) -> Seeds:
    """All of them: those of the paths and made ones."""
    found: dict[str, list[bytes]] = {name: [] for name in SHARES}
    for path in paths:
        found[path.suffix[1:]].append(path.read_bytes())
    real = real_documents()
    for path in real:
        found[path.suffix[1:]] += parts(path.read_bytes())
    found["pdf"] = [first_pages(content, PAGES) for content in found["pdf"]]
    texts = [one.content for one in generate(GENERATED, seed=5, defect_share=0.5)]
    plans = [one.content for one in generate_plans(GENERATED, seed=5, defect_share=0.5)]
    looks = [*LOOKS.values()]
    pages = [page(text.decode(), looks[i % len(looks)]) for i, text in enumerate(texts)]
    lists = [write_list([row.cells for row in generate_rows(9, seed)]) for seed in range(GENERATED)]
    rows = [list(csv.reader(one.decode().splitlines())) for one in lists[:4]]
    printed = [shortened(one.decode()) for one in (*found["txt"], *texts, *plans)]
    printed = sorted(printed, key=len)[:PRINTED]
    found["docx"] += [as_docx(text) for text in printed[::9]]
    found["pdf"] += [as_pdf(text) for text in printed[::3]]
    found["xlsx"] += [as_xlsx(one) for one in rows]
    found["txt"] += [*texts, *plans]
    found["html"] += pages
    found["csv"] += lists
    return Seeds(found, printed, len(real))


def real_documents() -> list[Path]:
    """Real documents, of which nothing may be kept but counts; none where no folder is named."""
    folder = os.environ.get(REAL_CORPUS)
    if not folder:
        return []
    paths = [*Path(folder).glob("*"), *Path(folder).parent.glob("*.csv")]
    return sorted(path for path in paths if path.suffix[1:] in SHARES)


def parts(content: bytes) -> list[bytes]:
    """A long list as short ones, each with its header; another document as it is."""
    header, *rows = content.splitlines(keepends=True)
    if len(rows) <= MOST_ROWS or b"Hankkeen nimi" not in header:
        return [content]
    starts = range(0, len(rows), len(rows) // LISTS)
    return [header + b"".join(rows[start : start + MOST_ROWS]) for start in starts]


def shortened(text: str) -> str:
    """A text whose lines fit on a page, of long ones the first of each paragraph."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        shown = line if "\t" in line else line[:SHOWN]
        if not (kept and len(kept[-1]) == len(shown) == SHOWN):
            kept.append(shown)
    return "\n".join(kept)


def first_pages(content: bytes, count: int) -> bytes:
    """A PDF of a flat tree of pages with no more than its first pages."""
    root = ROOT.search(content)
    objects = pdf_objects(content)
    for place, body in enumerate(objects):
        if b"/Type /Pages" in body and (kids := KIDS.search(body)):
            kept = re.findall(rb"\d+ 0 R", kids[1])[:count]
            fewer = body.replace(kids[0], b"/Kids [%b]" % b" ".join(kept))
            objects[place] = re.sub(rb"/Count \d+", b"/Count %d" % len(kept), fewer)
    return written(objects, int(root[1])) if root else content


def mutated(seeds: Seeds, seed: int, index: int) -> tuple[str, bytes]:
    """The input of a number, the same for the same seeds: its format and its bytes."""
    rng = Random(f"{seed}:{index}:input")
    (name,) = rng.choices([*SHARES], [*SHARES.values()])
    if name == "pdf" and rng.random() < 0.5:
        return name, mutate_printed(rng, rng.choice(seeds.printed), rng.choice(seeds.printed))
    mutate: Callable[[Random, bytes, bytes], bytes] = {
        "docx": mutate_package, "xlsx": mutate_package, "pdf": mutate_pdf,
    }.get(name, mutate_plain)  # fmt: skip
    known = seeds.by_format[name]
    return name, mutate(rng, rng.choice(known), rng.choice(known))
