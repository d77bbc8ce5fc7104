"""One page of a PDF as words, boxes and cells, each with its place in points from the top left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from pdfplumber.page import Page
from pdfplumber.table import TableFinder
from pdfplumber.utils.text import extract_words

from transforms.boxes import CHECKED, EMPTY
from transforms.readers.numbered import clean
from transforms.readers.symbols import shown

SOFT_HYPHENS = frozenset("\u00ad\u2010")
SOFT = "\u00ad"
WORD_GAP = 0.18  # of the size of the type, from which on letters belong to two words
SMALLEST_BOX, LARGEST_BOX = 4.0, 16.0  # points: sides of a check box that is drawn
THIN, SLANTED = 1.5, 2.0  # points: what is thinner is a side; what is thicker goes across
UNEVEN = 0.15  # of a square's side, by which drawing programs let its sides differ
INKED = 0.5  # of full ink, of cyan, magenta, yellow and black together, from which on it is dark
LIGHT = 0.6  # of white, from which on grey is only shade
FILLED = 0.4  # of a box's side that a dot within must have to be a mark
MOST_SIDES = 300  # of a page that are tried as sides of boxes
MOST_SHAPES = 20_000  # of a page; more are a drawing, not a form
LINES = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
NEAR = 3.0  # points between rules that are taken to meet
Shape = dict[str, Any]


class Word(NamedTuple):
    """A word where it stands; `size` of its type in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Area(NamedTuple):
    """A rectangle: a cell of a table."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: Word) -> bool:
        across = (word.x0 + word.x1) / 2
        return self.x0 <= across <= self.x1 and self.top <= word.middle <= self.bottom


@dataclass(frozen=True)
class Sheet:
    """What a page shows: words, and the cells of each ruled table from top to bottom.

    `sideways` tells that letters stand on it that do not stand upright, `skipped` that it holds
    more than is read of a page.
    """

    words: list[Word]
    tables: list[list[Area]]
    width: float
    height: float
    pictures: list[Area]
    curves: int = 0
    sideways: bool = False
    skipped: bool = False


def read_page(page: Page, typed: Iterable[Word]) -> Sheet:
    """Words, drawn boxes and ruled tables of a page, with what was typed in its fields."""
    shapes = [*page.rects, *page.lines, *page.curves]
    crowded = len(shapes) > MOST_SHAPES
    boxes = [] if crowded else drawn_boxes(shapes)
    words = [*text_words(page.chars), *boxes, *typed]
    tables = [] if crowded else tables_of(page, boxes)
    return Sheet(
        words,
        tables,
        *(float(page.width), float(page.height)),
        pictures_of(page),
        curves=len(page.curves),
        sideways=not all(char["upright"] for char in page.chars),
    )


def unread_page(page: Page) -> Sheet:
    """A page of which nothing is read."""
    return Sheet([], [], float(page.width), float(page.height), [], skipped=True)


def pictures_of(page: Page) -> list[Area]:
    """Where pictures stand, as far as they stand on the page."""
    return [
        Area(
            max(0.0, image["x0"]),
            max(0.0, image["top"]),
            min(float(page.width), image["x1"]),
            min(float(page.height), image["bottom"]),
        )
        for image in page.images
        if image["x0"] < page.width and image["x1"] > 0
        if image["top"] < page.height and image["bottom"] > 0
    ]


def text_words(chars: Iterable[Shape]) -> Iterator[Word]:
    """Words of a page's letters; what is set twice for boldness is read once."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for char in chars:
        place = (char["text"], round(char["x0"]), round(char["top"]))
        if place in seen or not char["upright"]:
            continue
        seen.add(place)
        text = shown(char["text"], char["fontname"])
        kept.append({**char, "text": SOFT if text in SOFT_HYPHENS else text})
    for word in extract_words(
        kept, use_text_flow=True, x_tolerance_ratio=WORD_GAP, return_chars=True
    ):
        first = word["chars"][0]
        text = word["text"]
        text = clean(text[:-1]) + SOFT if text[-1] == SOFT else clean(text)
        sides = (word["x0"], word["x1"], word["top"], word["bottom"])
        if text:
            yield Word(text, *sides, first["size"], "bold" in first["fontname"].casefold())


def drawn_boxes(shapes: Iterable[Shape]) -> list[Word]:
    """Small squares as boxes: crossed by lines within, or filled, they are checked."""
    every = list(shapes)
    small = [shape for shape in every if is_small(shape)]
    squares = [shape for shape in outlines(every) if is_small(shape)]
    found = []
    for square in distinct(squares):
        size = square["bottom"] - square["top"]
        inner = [s for s in small if s is not square and is_within(s, square)]
        crossed = any(is_slanted(shape) for shape in inner)
        dark = any(is_dark(shape) and fills(shape, square) for shape in [square, *inner])
        text = CHECKED if crossed or dark else EMPTY
        place = (square["x0"], square["x1"], square["top"], square["bottom"])
        found.append(Word(text, *place, size))
    return found


def outlines(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Squares drawn as one shape, or as four thin sides that meet."""
    sides = []
    for shape in shapes:
        if is_square(shape) and (shape.get("stroke") or is_dark(shape)):
            yield shape
        elif min(shape["width"], shape["height"]) <= THIN:
            sides.append(shape)
    across = [s for s in sides if s["width"] > s["height"] and s["width"] >= SMALLEST_BOX]
    for top in across[:MOST_SIDES]:
        for bottom in across[:MOST_SIDES]:
            height = bottom["bottom"] - top["top"]
            same = abs(top["x0"] - bottom["x0"]) < 1 and abs(top["x1"] - bottom["x1"]) < 1
            if not (same and SMALLEST_BOX <= height <= LARGEST_BOX):
                continue
            square = {
                **{key: top[key] for key in ("x0", "x1", "top", "width")},
                **{"bottom": bottom["bottom"], "height": height, "fill": False},
            }
            if is_square(square) and not any(touches(shape, square) for shape in sides):
                yield square


def touches(shape: Shape, square: Shape) -> bool:
    """Whether a side goes on beyond a square: it is a cell of a table, no box."""
    return not is_within(shape, square) and bool(
        shape["x0"] <= square["x1"] + 1
        and shape["x1"] >= square["x0"] - 1
        and shape["top"] <= square["bottom"] + 1
        and shape["bottom"] >= square["top"] - 1
    )


def is_small(shape: Shape) -> bool:
    return float(max(shape["width"], shape["height"])) <= LARGEST_BOX


def is_square(shape: Shape) -> bool:
    width, height = float(shape["width"]), float(shape["height"])
    even = abs(width - height) <= UNEVEN * max(width, height)
    return even and min(width, height) >= SMALLEST_BOX


def distinct(squares: Iterable[Shape]) -> list[Shape]:
    """Squares, of which those within another are left out."""
    found: list[Shape] = []
    for square in sorted(squares, key=lambda s: -s["width"]):
        if not any(is_within(square, other) for other in found):
            found.append(square)
    return found


def is_within(inner: Shape, outer: Shape) -> bool:
    return bool(
        inner["x0"] >= outer["x0"] - 1
        and inner["x1"] <= outer["x1"] + 1
        and inner["top"] >= outer["top"] - 1
        and inner["bottom"] <= outer["bottom"] + 1
    )


def is_slanted(shape: Shape) -> bool:
    """Whether a line goes across, or a curve holds such a one."""
    thickness = float(min(shape["width"], shape["height"]))
    return shape.get("object_type") != "rect" and thickness > SLANTED


def is_dark(shape: Shape) -> bool:
    if not shape.get("fill"):
        return False
    colour = shape.get("non_stroking_color")
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    if len(numbers) == 4:
        return sum(numbers) > INKED
    return not numbers or sum(numbers) / len(numbers) < LIGHT


def fills(shape: Shape, square: Shape) -> bool:
    return bool(min(shape["width"], shape["height"]) >= FILLED * square["width"])


def tables_of(page: Page, boxes: list[Word]) -> list[list[Area]]:
    """Cells of the ruled tables of a page; the sides of check boxes are no rules."""

    def is_rule(shape: Shape) -> bool:
        if shape["object_type"] not in ("rect", "line", "curve"):
            return False
        return not any(
            is_within(shape, {"x0": b.x0, "x1": b.x1, "top": b.top, "bottom": b.bottom})
            for b in boxes
        )

    if not any(chain(page.rects, page.lines, page.curves)):
        return []
    rules = page.filter(is_rule)
    settings = {**LINES, "explicit_horizontal_lines": loose_ends(rules.edges)}
    tables = [
        [Area(*cell) for cell in table.cells] for table in TableFinder(rules, settings).tables
    ]
    return sorted(tables, key=lambda cells: min((c.top, c.x0) for c in cells))


def loose_ends(edges: Iterable[Shape]) -> list[float]:
    """Heights at which two or more upright rules end without one across: there a page broke."""
    found = list(edges)
    across = [e for e in found if e["orientation"] == "h" and e["width"] > NEAR]
    upright: dict[int, list[tuple[float, float]]] = {}
    for edge in found:
        if edge["orientation"] == "v" and edge["height"] > 1:
            upright.setdefault(round(edge["x0"]), []).append((edge["top"], edge["bottom"]))
    ends: list[float] = []
    for spans in upright.values():
        for top, bottom in joined(sorted(spans)):
            ends += [top, bottom]
    return [
        end
        for at, end in enumerate(ends)
        if sum(abs(end - other) < NEAR for other in ends) > 1
        and not any(abs(end - edge["top"]) < NEAR for edge in across)
        and not any(abs(end - other) < NEAR for other in ends[:at])
    ]


def joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans, of which those that touch are one."""
    found: list[tuple[float, float]] = []
    for top, bottom in spans:
        if found and top <= found[-1][1] + NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found
