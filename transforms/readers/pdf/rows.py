"""Words in rows across an area, and each row in segments that wide gaps part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from transforms.readers.pdf.page import SOFT, Word

TOUCHING = 0.1  # of the size of the type: what is nearer is one word
NUMERIC = frozenset("0123456789 .,-−–+%\u00a0\u202f")
WIDE = 1.2  # of the size, from which on a gap may part two columns
NARROW = 0.5  # of the size, from which on a gap before a known column parts two
UNUSUAL = 1.5  # times the row's median gap that it must be too, for words may be justified
SMALLER = 0.8  # of the tallest word's size: smaller ones stand as notes beside it
WIDER = 2.2  # times the row's narrowest gap that such a gap must be
WIDEST = 4.0  # of the size, from which on it parts columns whatever the others are


@dataclass(frozen=True)
class Segment:
    """Words of one row that no wide gap parts."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def text(self) -> str:
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            near = word.x0 - before.x1 < TOUCHING * word.size
            parts.append(word.text if near else f" {word.text}")
        return "".join(parts)

    @property
    def first_width(self) -> float:
        """Width of the first word, with what touches it."""
        end = self.words[0].x1
        for before, word in pairwise(self.words):
            if word.x0 - before.x1 >= TOUCHING * word.size:
                break
            end = word.x1
        return end - self.words[0].x0


@dataclass(frozen=True)
class Row:
    """Segments on one height of a page."""

    segments: tuple[Segment, ...]

    @property
    def top(self) -> float:
        return min(word.top for segment in self.segments for word in segment.words)

    @property
    def bottom(self) -> float:
        """The bottom of most of its words: a sign of another font may hang lower."""
        return median(word.bottom for segment in self.segments for word in segment.words)

    @property
    def text(self) -> str:
        return "\t".join(segment.text for segment in self.segments).replace(SOFT, "")

    @property
    def size(self) -> float:
        return max(segment.size for segment in self.segments)

    @property
    def bold(self) -> bool:
        return all(segment.bold for segment in self.segments)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Words as rows from top to bottom: a word belongs to the row that its middle is in."""
    bands: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        if bands and is_level(bands[-1], word):
            bands[-1].append(word)
        else:
            bands.append([word])
    return [Row(tuple(segments(sorted(band, key=lambda w: w.x0)))) for band in bands]


def is_level(band: Sequence[Word], word: Word) -> bool:
    tallest = max(band, key=lambda w: w.bottom - w.top)
    return tallest.top < word.middle < tallest.bottom and (
        word.top < tallest.middle < word.bottom or word.size < tallest.size * SMALLER
    )


def segments(words: Sequence[Word]) -> list[Segment]:
    """Words of a row, parted where a gap is wide and wider than the row's other gaps.

    In justified lines every gap is wide.
    """
    gaps = [max(0.0, after.x0 - before.x1) for before, after in pairwise(words)]
    spaces = [gap for gap in gaps if gap > TOUCHING * words[0].size]
    usual = min(spaces) if len(spaces) > 1 else 0.0
    found = [[words[0]]]
    for gap, (_, word) in zip(gaps, pairwise(words), strict=True):
        if gap >= WIDE * word.size and gap >= min(WIDER * usual, WIDEST * word.size):
            found.append([word])
        else:
            found[-1].append(word)
    return [Segment(tuple(part)) for part in found]


def split_at(row: Row, starts: Sequence[float]) -> Row:
    """The row, parted also where a gap too narrow by itself ends at a known column's start."""
    if len(row.segments) > 1 or not starts:
        return row
    words = row.segments[0].words
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    usual = median(gaps) if gaps else 0.0
    for at, (gap, word) in enumerate(zip(gaps, words[1:], strict=True), start=1):
        known = any(abs(word.x0 - start) < 1 for start in starts)
        if known and gap > NARROW * word.size and gap > UNUSUAL * usual:
            return Row((Segment(words[:at]), Segment(words[at:])))
    return row
