"""Web pages: their lines as a reader of the page sees them, its furniture told apart.

Blocks are parted by gaps, ``<br>``, list items and the rows of a table are lines without one.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from transforms.boxes import CHECKED, EMPTY
from transforms.outline import HTML, Line, Outline, Refusal
from transforms.readers.furniture import (
    HEADINGS,
    Extent,
    find_extent,
    is_furniture,
    is_hidden,
    is_named_furniture,
)
from transforms.readers.markup import page_encoding, refuse_cut_off
from transforms.readers.text import CONTROL, INVISIBLE

GAPS = HEADINGS | frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details"),
        *("dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form"),
        *("header", "hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol", "p", "pre"),
        *("search", "section", "summary", "table", "ul"),
    }
)
BREAKS = frozenset({"dd", "dt", "li", "option", "td", "th", "tr"})
CELLS = frozenset({"td", "th"})
BOXES = frozenset({"checkbox", "radio"})
WRITTEN = frozenset({"", "text", "number", "date", "email", "tel", "url"})  # inputs that show text
SPACES = re.compile(r"[ \t\n\r\f]+")
PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
MOST_SPAN = 100  # columns or rows of one cell, as in a document's own tables
LAST_KNOWN_LINE = 65_535  # from there on the parser no longer knows the line of a tag
ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
TOO_DEEP = "Excessive depth"


def read(content: bytes) -> Outline:
    """Lines of a page, each numbered by the line of the source on which its text begins.

    Refusal where it is cut off (it opens ``<html>`` but does not close it), nested beyond all
    measure, or empty. Nothing is fetched, and no entities but those of HTML are known.
    """
    encoding = page_encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("binary", encoding) from error
    if CONTROL.search(text):
        raise Refusal("binary", "U+0000…U+001F")
    refuse_cut_off(text)
    root = parse(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))
    drafts = Walk(root).drafts() if root is not None else []
    if not drafts:
        raise Refusal("empty")
    return Outline(with_gaps(drafts), HTML, encoding.removesuffix("-sig"))


def parse(text: str) -> etree._Element | None:
    """The tree of a page; Refusal where the parser gave up within it.

    What stands behind the end tags of a page is shown as well: the parser does not see them.
    """
    text = ENDS.sub(lambda tag: "\n" * tag[0].count("\n"), text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.fromstring(text.encode(), parser)
    if any(TOO_DEEP in entry.message for entry in parser.error_log):
        raise Refusal("damaged", "<…<…<…")
    return root


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


class Place(NamedTuple):
    """What holds for everything within an element."""

    hidden: bool = False
    preserved: bool = False
    aside: bool = False
    heading: bool = False
    furnished: bool = False  # within a link or what is furniture by its name


@dataclass
class Row:
    """A row of a table in the making: cells that are lists of lines."""

    gap: bool
    outer: list[Draft]
    cells: list[list[Draft]] = field(default_factory=list)
    own_cells: int = 0
    open_cell: etree._Element | None = None


class Walk:
    """One walk over a page, from its first element to its last, without recursion."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.extent: Extent = find_extent(root)
        # Rows that lay out a page, rather than being data, are blocks of their own.
        self.layout = {
            row for inner in root.iter("table", *HEADINGS) for row in inner.iterancestors("tr")
        }
        self.writer = Writer()
        self.places = [Place()]
        self.outside = self.extent.first is not None
        self.line = 1
        self.row: Row | None = None
        self.spans: dict[int, int] = {}

    def drafts(self) -> list[Draft]:
        """The lines of the page."""
        for event, node in etree.iterwalk(self.root, ("start", "end", "comment", "pi")):
            if event == "start":
                self.reach(node)
                self.start(node)
                self.take(node.text)
            elif event == "end":
                self.end(node)
                self.take(node.tail)
            else:
                self.reach(node)
                self.take(node.tail)
        self.writer.end(gap=True)
        return self.writer.drafts

    def reach(self, node: etree._Element) -> None:
        """Note the line on which a tag or comment ends."""
        known = node.sourceline if isinstance(node.sourceline, int) else 0
        if known >= LAST_KNOWN_LINE and not isinstance(node.tag, str):
            known = self.line + (node.text or "").count("\n")
        self.line = max(self.line, known)

    def take(self, text: str | None) -> None:
        """Text of the element that is open."""
        if not text:
            return
        place = self.places[-1]
        if not place.hidden:
            for i, part in enumerate(text.split("\n") if place.preserved else [text]):
                if i:
                    self.writer.turn()
                self.writer.add(part, self.line + i, loose=not place.furnished)
        self.line += text.count("\n")

    def start(self, node: etree._Element) -> None:
        """Open an element."""
        if node is self.extent.first or node is self.extent.stop:
            self.writer.end(gap=True)
            self.outside = node is self.extent.stop
        above = self.places[-1]
        self.places.append(self.place_of(node, above))
        if self.places[-1].hidden:
            return
        self.writer.set_aside(self.outside or self.places[-1].aside)
        if node.tag == "br":
            self.break_line(above)
        elif node.tag == "input":
            self.writer.add(shown(node), self.line)
        else:
            self.part(node, above)
            self.open_table(node)

    def end(self, node: etree._Element) -> None:
        """Close an element."""
        place = self.places.pop()
        if not place.hidden and node.tag != "br":
            self.close_table(node)
            if node.tag == "dd":
                self.writer.held = False
            following = node.getnext()
            if node.tag == "dt" and following is not None and following.tag == "dd":
                self.writer.hold(self.line)
            else:
                self.part(node, self.places[-1])
        if node is self.extent.last:
            self.writer.end(gap=True)
            self.outside = True
        if not self.places[-1].hidden:
            self.writer.set_aside(self.outside or self.places[-1].aside)

    def place_of(self, node: etree._Element, above: Place) -> Place:
        style = node.get("style", "")
        return Place(
            above.hidden or is_hidden(node),
            above.preserved or node.tag == "pre" or bool(PRESERVED.search(style)),
            above.aside or (node not in self.extent.kept and is_furniture(node, above.heading)),
            above.heading or node.tag in HEADINGS,
            above.furnished
            or node.tag == "a"
            or (node not in self.extent.kept and is_named_furniture(node)),
        )

    def break_line(self, place: Place) -> None:
        if place.heading:
            self.writer.add(" ", self.line)
        else:
            self.writer.turn()

    def part(self, node: etree._Element, above: Place) -> None:
        """End the line before and after a block; within a heading, which is one line, a word."""
        if node.tag not in GAPS and node.tag not in BREAKS:
            return
        if above.heading:
            self.writer.add(" ", self.line)
        else:
            self.writer.end(gap=node.tag in GAPS or (node.tag in CELLS and not self.row))

    def open_table(self, node: etree._Element) -> None:
        if node.tag == "table":
            self.spans = {}
        elif node.tag == "tr" and node not in self.layout and not self.row:
            self.row = Row(self.writer.gap, self.writer.drafts)
        elif node.tag in CELLS and self.row and self.row.open_cell is None:
            self.row.open_cell = node
            self.writer.drafts, self.writer.gap = [], False

    def close_table(self, node: etree._Element) -> None:
        row = self.row
        if row and node is row.open_cell:
            self.writer.end(gap=False)
            self.skip_spanned(row)
            for column in range(len(row.cells), len(row.cells) + span_of(node, "colspan")):
                self.spans[column] = span_of(node, "rowspan") - 1
            row.own_cells += 1
            row.cells.append(self.writer.drafts)
            row.cells.extend([] for _ in range(span_of(node, "colspan") - 1))
            row.open_cell, self.writer.drafts = None, row.outer
        elif row and node.tag == "tr":
            self.skip_spanned(row, to_end=True)
            self.row, self.writer.gap = None, row.gap
            if lines := row_lines(row.cells, row.own_cells):
                lines[0].gap, self.writer.gap = row.gap, False
                self.writer.drafts.extend(lines)

    def skip_spanned(self, row: Row, *, to_end: bool = False) -> None:
        """Leave cells empty into which a cell of a row above reaches."""
        last = max(self.spans, default=-1) if to_end else -1
        while len(row.cells) <= last or self.spans.get(len(row.cells), 0) > 0:
            self.spans[len(row.cells)] = self.spans.get(len(row.cells), 0) - 1
            row.cells.append([])


def row_lines(cells: list[list[Draft]], own_cells: int) -> list[Draft]:
    """A row as one line with tabs between its cells; of a single cell, the lines of that.

    A label beside nothing but empty cells keeps a tab, so that it is told from a text.
    """
    filled = [cell for cell in cells if cell]
    if own_cells == 1 and cells[0]:
        return cells[0]
    if not filled:
        return []
    text = "\t".join("\n".join(draft.text for draft in cell) for cell in cells).rstrip()
    first = filled[0][0]
    aside = all(draft.aside for cell in filled for draft in cell)
    loose = aside and any(draft.loose for cell in filled for draft in cell)
    return [Draft(first.number, text if "\t" in text else f"{text}\t", first.gap, aside, loose)]


def span_of(node: etree._Element, name: str) -> int:
    text = node.get(name, "1").strip()
    return max(1, min(int(text[:5]), MOST_SPAN)) if text.isdecimal() else 1


def shown(node: etree._Element) -> str:
    """What an input shows: a box, or the text written in it."""
    kind = node.get("type", "").strip().casefold()
    if kind in BOXES:
        return f" {CHECKED if 'checked' in node.attrib else EMPTY} "
    return f" {node.get('value', '')} " if kind in WRITTEN else " "
