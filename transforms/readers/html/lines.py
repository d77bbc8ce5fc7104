"""The lines of a web page, put together from the texts within its elements."""

import re
import unicodedata
from dataclasses import dataclass, field

from transforms.outline import Line
from transforms.readers.text import CONTROL, INVISIBLE

SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass
class Draft:
    """A line in the making; `gap` tells that one stands before it."""

    number: int
    text: str
    gap: bool
    aside: bool
    loose: bool = False


def with_gaps(drafts: list[Draft]) -> tuple[Line, ...]:
    """Lines of which each knows the gaps on both sides."""
    gaps = [True, *(draft.gap for draft in drafts[1:]), True]
    return tuple(
        Line(
            draft.number,
            draft.text,
            gaps[i],
            gaps[i] and gaps[i + 1],
            aside=draft.aside,
            loose=draft.loose,
        )
        for i, draft in enumerate(drafts)
    )


@dataclass
class Writer:
    """Puts the text of a page together, line by line."""

    drafts: list[Draft] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    number: int = 0
    gap: bool = False
    broken: bool = False  # the line has just been broken and holds nothing yet
    held: bool = False  # a term waits for its description on the same line
    aside: bool = False
    loose: bool = False  # some of the line's text bears no sign of being furniture

    def add(self, text: str, line: int, *, loose: bool = False) -> None:
        """Add text that begins on a line of the source."""
        bare = text.lstrip()
        if bare and not self.is_begun():
            self.number = line + text[: len(text) - len(bare)].count("\n")
        if bare:
            self.broken = self.held = False
            self.loose |= loose
        self.words.append(text)

    def is_begun(self) -> bool:
        return any(not word.isspace() for word in self.words)

    def end(self, *, gap: bool) -> None:
        """End the line, if any; with a gap after it."""
        if self.held:
            return
        if text := cleaned("".join(self.words)):
            self.drafts.append(
                Draft(self.number, text, self.gap, self.aside, self.aside and self.loose)
            )
            self.gap = False
        self.words, self.loose = [], False
        self.gap |= gap

    def turn(self) -> None:
        """Break the line; a second break in a row makes a gap."""
        self.end(gap=self.broken)
        self.broken = True

    def set_aside(self, aside: bool) -> None:
        if aside != self.aside:
            self.end(gap=False)
            self.aside = aside

    def hold(self, line: int) -> None:
        """Let a term wait for its description: ``Term: description``."""
        if self.is_begun():
            closed = "".join(self.words).rstrip().endswith(":")
            self.add(" " if closed else ": ", line)
            self.held = True


def cleaned(text: str) -> str:
    """The text of a line as readers of plain text give it, its white space made single."""
    for character in INVISIBLE:
        text = text.replace(character, "")
    return SPACES.sub(" ", CONTROL.sub("", unicodedata.normalize("NFC", text))).strip()
