"""What every reader gives to every form: the lines of a document, numbered."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from transforms.folding import LONGEST, first_word, first_words, fold

HTML = "text/html"
ELSEWHERE = "="  # begins a cell of a workbook whose value the file does not hold
new = tuple.__new__  # makes a Line in a third of the time that calling it takes
LINE_END = "\u2028"  # stands for a line's end within a cell: a space that no number is grouped by


class Line(NamedTuple):
    """One non-blank line: its number in the source (from 1) and its text.

    `isolated` tells that blank lines (or the document's ends) stand on both sides, as around
    the headings of the forms; `after_gap` that at least one stands before it; `turned` that it is
    the first of a page; `aside` that it stands outside what a web page is about: menus, footers;
    `loose` that it does so without a sign of being furniture.
    """

    number: int
    text: str
    after_gap: bool
    isolated: bool
    turned: bool = False
    aside: bool = False
    loose: bool = False


@dataclass(frozen=True)
class Outline:
    """A document as its reader saw it.

    The cells of a table's row are parted by tabs. `encoding` is None where the format leaves none
    to choose; `pages` are the numbers of the lines that pages begin with, where it has pages, and
    `unread_pages` the numbers of those that show something which is no text.
    `is_table`: every line is a row of one table, its header first; `is_whole`: its last line ends
    as lines do, or else may be cut off.
    `bare` tells that the reader has left out headers and footers of pages.
    """

    lines: tuple[Line, ...]
    media_type: str
    encoding: str | None = None
    pages: tuple[int, ...] = ()
    unread_pages: tuple[int, ...] = ()
    is_table: bool = False
    is_whole: bool = True
    bare: bool = False

    @cached_property
    def passage(self) -> "Passage":
        """All its lines."""
        return passage_of(self.lines)


@dataclass(frozen=True)
class Passage:
    """Lines that follow one another, and the first word of each as `first_word` gives it."""

    lines: Sequence[Line]
    words: Sequence[str]

    def __len__(self) -> int:
        return len(self.lines)

    def part(self, start: int, end: int) -> "Passage":
        """Its lines from one to before another."""
        return Passage(self.lines[start:end], self.words[start:end])

    def beginning(self, words: Container[str]) -> list[tuple[int, str]]:
        """Its lines that begin with one of some words, each with its index."""
        lines = self.lines
        return [(i, lines[i].text) for i, word in enumerate(self.words) if word in words]

    def saying(self, texts: frozenset[str]) -> Iterator[tuple[int, str]]:
        """Its lines that are one of some short texts, as `fold` gives them, each with its index."""
        for index, text in self.beginning(first_words(texts)):
            if len(text) <= LONGEST and fold(text) in texts:
                yield index, fold(text)


def passage_of(lines: Sequence[Line]) -> Passage:
    """Lines with their first words."""
    return Passage(lines, [first_word(line.text) for line in lines])


def paragraphs(lines: tuple[Line, ...]) -> str:
    """Text of consecutive lines, paragraphs parted by one empty line."""
    if not lines:
        return ""
    parts = [lines[0].text.strip()]
    for _, line in pairwise(lines):
        parts.append(("\n\n" if line.after_gap else "\n") + line.text.strip())
    return "".join(parts)


class Refusal(Exception):
    """A document that cannot be read: a reason of ``schemas.refusals`` and what was seen.

    `observed` is in no language and names nobody.
    """

    def __init__(self, reason: str, observed: str | None = None) -> None:
        super().__init__(reason, observed)
        self.reason = reason
        self.observed = observed
