"""A printed report, read back by its tags: which cell says what, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

Box = tuple[float, float, float, float]
UNSEEN = str.maketrans("", "", "-\u00ad\u2010\u2060\u200b")


@dataclass(frozen=True)
class Cell:
    """A table's data cell: its row and page, its text without spaces, and where its letters are."""

    row: int
    page: int
    text: str
    box: Box | None


@dataclass(frozen=True)
class Printed:
    """Pages of letters and shapes, and the data cells in the order of the document."""

    pages: list[Any]
    cells: list[Cell]
    language: str
    title: str
    metadata: bytes

    def text(self, page: Any) -> str:
        """All letters of a page in the order they were set."""
        return plain("".join(char["text"] for char in page.chars))


def plain(text: str) -> str:
    """The text without what setting it may change: spaces, hyphens, capitals."""
    return "".join(text.split()).translate(UNSEEN).casefold()


def read_printed(path: Path) -> Printed:
    with pdfplumber.open(path) as document:
        letters: dict[tuple[int, int], list[Any]] = {}
        described = document.doc.catalog.get("Metadata")
        for page in document.pages:
            for char in page.chars:
                if char.get("mcid") is not None:
                    letters.setdefault((page.page_number, char["mcid"]), []).append(char)
        return Printed(
            document.pages,
            list(read_cells(document.structure_tree, letters)),
            document.doc.catalog["Lang"].decode(),
            document.metadata["Title"],
            described.resolve().get_data() if described else b"",
        )


def read_cells(tree: Any, letters: dict[tuple[int, int], list[Any]]) -> Iterator[Cell]:
    rows = [node for root in tree for node in nodes(root, "TR")]
    for number, row in enumerate(rows):
        for cell in nodes(row, "TD"):
            marks = [
                (part["page_number"], mark)
                for part in nodes(cell, None)
                for mark in part.get("mcids", ())
            ]
            chars = [char for mark in marks for char in letters.get(mark, ())]
            page = min((page for page, _ in marks), default=0)
            yield Cell(number, page, plain("".join(c["text"] for c in chars)), box_of(chars))


def nodes(node: Any, kind: str | None) -> Iterator[Any]:
    """The node and those below it, of one kind or of any."""
    if kind in (None, node["type"]):
        yield node
    for child in node.get("children", ()):
        yield from nodes(child, kind)


def box_of(chars: list[Any]) -> Box | None:
    seen = [char for char in chars if char["text"].strip()]
    if not seen:
        return None
    return (
        min(char["x0"] for char in seen),
        min(char["top"] for char in seen),
        max(char["x1"] for char in seen),
        max(char["bottom"] for char in seen),
    )
