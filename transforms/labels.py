"""What stands on a line beside a label, and in the cells of a row."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from transforms.boxes import read_boxes
from transforms.folding import fold
from transforms.form import Element, Follow, Part, Style
from transforms.values import BOX_CLEANERS

WHOLE_NUMBER = re.compile(r"^[-−–+]?\d+$")
BLANK = "–"  # stands for an empty cell beside one that is not


def cells_of(text: str) -> list[str]:
    """Cells of a line of a table, blank ones at its end left out."""
    if "\n" not in text:
        return [" ".join(cell.split()) for cell in text.rstrip().split("\t")]
    return [
        "\n".join(" ".join(line.split()) for line in cell.split("\n"))
        for cell in text.rstrip().split("\t")
    ]


def label_cuts(text: str) -> list[tuple[str, str]]:
    """Label and value of a line "Label: value", or of a row of a table with the label in a cell."""
    cuts = []
    if "\t" in text:
        cell, tab, rest = text.lstrip().partition("\t")
        if tab and cell.rstrip(":").strip():
            cuts.append((cell.rstrip().removesuffix(":"), rest.strip()))
    label, colon, value = text.partition(":")
    if colon:
        cuts.append((label, value.strip()))
    return cuts


def score_cells(text: str) -> tuple[str, list[str], list[str]]:
    """Name, the two scores and what stands beside them, of a row of a table.

    The scores are the first two numbers side by side; else the cells right after the name.
    """
    name, *rest = cells_of(text.strip())
    numbers = [bool(WHOLE_NUMBER.match(cell)) for cell in rest]
    pairs = (i for i, both in enumerate(pairwise(numbers)) if all(both))
    start = next(pairs, 0)
    scores = rest[start : start + 2]
    if len(scores) == 1 and numbers == [True]:
        scores = [*scores, ""]
    return name, scores, [*rest[:start], *rest[start + 2 :]]


def score_row(element: Element, text: str) -> tuple[list[str], list[str]] | None:
    """Scores and texts of a row whose first cell, or the first line of it, names a criterion."""
    if "\t" not in text:
        return None
    name, scores, texts = score_cells(text)
    first, _, below = name.partition("\n")
    if fold(name) == fold(element.label):
        return scores, texts
    return (scores, [below, *texts]) if fold(first) == fold(element.label) else None


def is_row(element: Element, text: str) -> bool:
    """Whether a line is a row of an open table: it has cells, and no more than the table."""
    return "\t" in text and cut_row(element.parts, cells_of(text)) is not None


def cut_row(parts: Sequence[Part], cells: Sequence[str]) -> list[tuple[Part, list[str]]] | None:
    """The texts that each part of a row takes, one a cleaner; None where cells are left.

    Cells beyond the last column belong to it where it holds running text.
    """
    found = []
    at = 0
    for part in parts:
        span, end = part.span, at + part.width
        found.append((part, ["\t".join(cells[i : i + span]) for i in range(at, end, span)]))
        at = end
    if any(rest := cells[at:]):
        part, texts = found[-1]
        if part.cleans[-1] != "text" or not texts[-1]:
            return None
        texts[-1] = " ".join(filter(None, [texts[-1], *rest]))
    return found


def value_on_line(element: Element, text: str) -> str:
    """What an element's own line holds besides its label; of a row all cells, tabs between."""
    value, _ = BESIDE[element.style](element, text) if element.style in BESIDE else ("", "")
    return boxed(element, value)


def boxed(element: Element, value: str) -> str:
    """A value as it is compared between documents: its boxes, if it is made of any, in one way."""
    return read_boxes(value) if element.clean in BOX_CLEANERS else value


# Each of these gives the value of an element on its own line, and running text in further cells.
def behind_label(element: Element, text: str) -> tuple[str, str]:
    label = fold(element.label)
    values = (value for cut, value in label_cuts(text) if fold(cut) == label)
    return behind(element, next(values, ""))


def behind(element: Element, value: str) -> tuple[str, str]:
    """The value behind a label, and the cells beside it where text may follow it."""
    if element.follows is not Follow.TEXT:
        return value, ""
    value, _, beside = value.partition("\t")
    return value.strip(), " ".join(beside.split("\t")).strip()


def behind_words(element: Element, text: str) -> tuple[str, str]:
    words = text.split()[len(element.label.split()) :]
    return " ".join(words).removeprefix(":").strip(), ""


def scores_beside(element: Element, text: str) -> tuple[str, str]:
    if row := score_row(element, text):
        scores = [score or BLANK for score in row[0]]
        value = " ".join(scores) if set(scores) != {BLANK} else ""
        return value, "\n".join(filter(None, row[1]))
    return " ".join(text.split()[len(element.label.split()) :]), ""


def whole_line(_: Element, text: str) -> tuple[str, str]:
    return text, ""


def row_text(element: Element, text: str) -> tuple[str, str]:
    return "\t".join(boxed_cells(element, cells_of(text))), ""


def boxed_cells(element: Element, cells: list[str]) -> list[str]:
    """Cells of a row as they are compared between documents: boxes in one writing."""
    at = 0
    for part in element.parts:
        end = at + part.width
        if not BOX_CLEANERS.isdisjoint(part.cleans):
            cells = [*cells[:at], *map(read_boxes, cells[at:end]), *cells[end:]]
        at = end
    return cells


BESIDE: dict[Style, Callable[[Element, str], tuple[str, str]]] = {
    Style.LABEL: behind_label,
    Style.FIELD: behind_words,
    Style.SCORES: scores_beside,
    Style.BOXES: whole_line,
    Style.ROW: row_text,
}
