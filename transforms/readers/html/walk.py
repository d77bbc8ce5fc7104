"""The walk over a web page, which puts its lines together."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from transforms.boxes import CHECKED, EMPTY
from transforms.readers.html.furniture import find_extent
from transforms.readers.html.lines import Draft, Writer
from transforms.readers.html.places import NOWHERE, PAGE, Place, Step, is_special, step_of
from transforms.readers.html.rows import Rows

BOXES = frozenset({"checkbox", "radio"})
WRITTEN = frozenset({"", "text", "number", "date", "email", "tel", "url"})  # inputs that show text
LAST_KNOWN_LINE = 65_535  # from there on the parser no longer knows the line of a tag


class Walk:
    """One walk over a page, from its first element to its last, without recursion."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        extent = find_extent(root)
        self.first, self.last, self.stop = extent.first, extent.last, extent.stop
        self.kept = extent.kept
        self.outside = extent.first is not None
        self.writer = Writer(aside=self.outside)
        self.rows = Rows(root, self.writer)

    def drafts(self) -> list[Draft]:
        """The lines of the page."""
        above, left = PAGE, 2  # what holds, and how many elements are to come where it does
        opened: list[tuple[etree._Element, Step, Place, int]] = []
        for node in self.root.iter():
            if isinstance(node.tag, str):
                step = self.start(node, node.tag, above)
                if inner := len(node):
                    opened.append((node, step, above, left))
                    above, left = step[0], inner
                    continue
                self.end(node, step, above)
            else:
                self.pass_by(node, above)
            left -= 1
            while not left:
                closed, step, above, left = opened.pop()
                self.end(closed, step, above)
                left -= 1
        self.writer.end(True)
        return self.writer.drafts

    def start(self, node: etree._Element, tag: str, above: Place) -> Step:
        """Open an element, and take the text that it begins with."""
        writer = self.writer
        known: Any = node.sourceline
        if known and known > writer.line:
            writer.line = known
        place, gap, is_own, turns = step = above.steps.get(tag, above.stay)
        names = node.keys()
        if (names or place is not above) and is_special(node, tag, names, self.kept):
            place, gap, is_own, turns = step = step_of(node, tag, above, self.kept)
        if turns or node is self.first or node is self.stop:
            self.enter(node, place)
        if gap is not None:
            if writer.words or above.heading:
                self.part(gap, above)
            elif gap:
                writer.gap = True
        if is_own and (act := STARTS.get(tag)):
            act(self, node, above)
        if text := node.text:
            writer.take(text, place)
        return step

    def end(self, node: etree._Element, step: Step, above: Place) -> None:
        """Close an element, and take the text behind it."""
        writer = self.writer
        _, gap, is_own, turns = step
        if is_own and (act := ENDS.get(node.tag)):
            act(self, node, above)
        if gap is not None:
            if writer.words or above.heading:
                self.part(gap, above)
            elif gap:
                writer.gap = True
        if turns or node is self.last:
            self.leave(node, above)
        if text := node.tail:
            if text == "\n" and above.plain and not writer.words:
                writer.line += 1
            else:
                writer.take(text, above)

    def enter(self, node: etree._Element, place: Place) -> None:
        if node is self.first or node is self.stop:
            self.writer.end(True)
            self.outside = node is self.stop
        if not place.hidden:
            self.writer.set_aside(self.outside or place.aside)

    def leave(self, node: etree._Element, above: Place) -> None:
        if node is self.last:
            self.writer.end(True)
            self.outside = True
        if not above.hidden:
            self.writer.set_aside(self.outside or above.aside)

    def pass_by(self, node: etree._Element, above: Place) -> None:
        """Go over a comment, and take the text behind it."""
        writer = self.writer
        known: Any = node.sourceline or 0
        if known >= LAST_KNOWN_LINE:
            known = writer.line + (node.text or "").count("\n")
        writer.line = max(writer.line, known)
        if text := node.tail:
            writer.take(text, above)

    def part(self, gap: bool, above: Place) -> None:
        """End the line before and after a block; within a heading, which is one line, a word."""
        if above.heading:
            self.writer.take(" ", above)
        else:
            self.writer.end(gap)

    def break_line(self, _: etree._Element, above: Place) -> None:
        if above.heading:
            self.writer.take(" ", above)
        else:
            self.writer.turn()

    def put_input(self, node: etree._Element, _: Place) -> None:
        line = self.writer.line
        self.writer.take(shown(node), NOWHERE)
        self.writer.line = line  # on which the tag ends, whatever its text

    def end_term(self, node: etree._Element, _: Place) -> None:
        following = node.getnext()
        if following is not None and following.tag == "dd":
            self.writer.hold()

    def end_description(self, *_: object) -> None:
        self.writer.held = False

    def start_table(self, *_: object) -> None:
        self.rows.start_table()

    def start_row(self, node: etree._Element, _: Place) -> None:
        self.rows.start(node)

    def end_row(self, *_: object) -> None:
        self.rows.end()

    def start_cell(self, node: etree._Element, above: Place) -> None:
        if self.rows.row:
            self.rows.start_cell(node)
        else:
            self.part(True, above)

    def end_cell(self, node: etree._Element, above: Place) -> None:
        if self.rows.row:
            self.rows.end_cell(node)
        else:
            self.part(True, above)


Action = Callable[[Walk, etree._Element, Place], None]
STARTS: dict[str, Action] = {
    "br": Walk.break_line,
    "input": Walk.put_input,
    "table": Walk.start_table,
    "tr": Walk.start_row,
    "td": Walk.start_cell,
    "th": Walk.start_cell,
}
ENDS: dict[str, Action] = {
    "dt": Walk.end_term,
    "dd": Walk.end_description,
    "tr": Walk.end_row,
    "td": Walk.end_cell,
    "th": Walk.end_cell,
}


def shown(node: etree._Element) -> str:
    """What an input shows: a box, or the text written in it."""
    kind = node.get("type", "").strip().casefold()
    if kind in BOXES:
        return f" {CHECKED if 'checked' in node.attrib else EMPTY} "
    return f" {node.get('value', '')} " if kind in WRITTEN else " "
