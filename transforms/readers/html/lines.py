"""The lines of a web page, put together from the texts within its elements."""

import re
from unicodedata import is_normalized

from transforms.outline import Line, new
from transforms.readers.html.places import NOWHERE, PAGE, Place
from transforms.readers.text import CONTROL, INVISIBLE, SEEN, composed, may_be_stacked

SPACES = re.compile(r"[ \t\n\r\f]+")
# A line in the making: its number, its text, whether a gap stands before it, `aside`, `loose`.
# A page has hundreds of them: a bare tuple is made ten times as fast as an object with names.
Draft = tuple[int, str, bool, bool, bool]


def with_gaps(drafts: list[Draft]) -> tuple[Line, ...]:
    """Lines of which each knows the gaps on both sides."""
    after = [*[gap for _, _, gap, _, _ in drafts[1:]], True]
    lines, before = [], True
    for (number, text, _, aside, loose), following in zip(drafts, after, strict=True):
        isolated = before and following
        lines.append(new(Line, (number, text, before, isolated, False, aside, loose)))
        before = following
    return tuple(lines)


class Writer:
    """Puts the text of a page together, line by line."""

    def __init__(self, *, aside: bool) -> None:
        self.drafts: list[Draft] = []
        self.words: list[str] = []  # of the line, white space before it left out
        self.line = 1  # of the source
        self.number = 0
        self.gap = False  # one stands before the line
        self.broken = False  # the line has just been broken and holds nothing yet
        self.held = False  # a term waits for its description on the same line
        self.aside = aside
        self.loose = False  # some of the line's text bears no sign of being furniture

    def take(self, text: str, place: Place) -> None:
        """Take text that stands on the line reached; its line ends are spaces in a plain place."""
        if not place.plain:
            self.take_apart(text, place)
            return
        words = self.words
        if text == "\n" and not words:  # as between most elements
            self.line += 1
            return
        if not text.isspace():
            if text:
                if not words:
                    self.number = self.line
                    if text[0].isspace():
                        self.number += text[: -len(text.lstrip())].count("\n")
                self.broken = self.held = False
                if place.loose:
                    self.loose = True
            words.append(text)
        elif words:
            words.append(text)
        if "\n" in text:
            self.line += text.count("\n")

    def take_apart(self, text: str, place: Place) -> None:
        """Take text whose line ends are kept, or that is hidden."""
        if place.hidden:
            self.line += text.count("\n")
            return
        for i, part in enumerate(text.split("\n")):
            if i:
                self.turn()
                self.line += 1
            self.take(part, PAGE if place.loose else NOWHERE)

    def end(self, gap: bool) -> None:
        """End the line, if any; with a gap after it."""
        if self.held:
            return
        if words := self.words:
            text = (words[0] if len(words) == 1 else "".join(words)).strip()
            if not is_clean(text):
                text = cleaned(text)
            if text:
                aside = self.aside
                self.drafts.append((self.number, text, self.gap, aside, aside and self.loose))
                self.gap = False
            self.words = []
            self.loose = False
        if gap:
            self.gap = True

    def turn(self) -> None:
        """Break the line; a second break in a row makes a gap."""
        self.end(self.broken)
        self.broken = True

    def set_aside(self, aside: bool) -> None:
        if aside != self.aside:
            self.end(False)
            self.aside = aside

    def hold(self) -> None:
        """Let a term wait for its description: ``Term: description``."""
        if self.words:
            closed = "".join(self.words).rstrip().endswith(":")
            self.take(" " if closed else ": ", NOWHERE)
            self.held = True


def is_clean(text: str) -> bool:
    """Whether a line needs no cleaning."""
    return (
        text.isprintable()
        and "  " not in text
        and (text.isascii() or (not may_be_stacked(text) and is_normalized("NFC", text)))
    )


def cleaned(text: str) -> str:
    """The text of a line as readers of plain text give it, its white space made single."""
    for character in INVISIBLE:
        text = text.replace(character, "")
    text = CONTROL.sub("", composed(text.translate(SEEN)))
    return SPACES.sub(" ", text).strip()
