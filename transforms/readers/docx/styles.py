"""What a paragraph's style says of it: its list and the space around it."""

from collections.abc import Iterator

from lxml.etree import _Element

from transforms.readers.docx.runs import q, value

MOST_ANCESTORS = 20  # of a style; a chain may be a circle in a broken file
GAP = 80  # twentieths of a point between two paragraphs from which on they stand apart


class Styles:
    """Styles of paragraphs by their names, each based on another."""

    def __init__(self, root: _Element | None) -> None:
        found = [] if root is None else root.findall(q("style"))
        self.styles = {value(style, "styleId"): style for style in found}
        self.default = next((value(s, "styleId") for s in found if is_default(s)), None)
        path = f"{q('docDefaults')}/{q('pPrDefault')}/{q('pPr')}"
        self.base = None if root is None else root.find(path)

    def properties(self, paragraph: _Element) -> Iterator[_Element]:
        """Properties that hold for a paragraph, its own first."""
        own = paragraph.find(q("pPr"))
        if own is not None:
            yield own
        name = value(None if own is None else own.find(q("pStyle"))) or self.default
        for _ in range(MOST_ANCESTORS):
            style = self.styles.get(name)
            if style is None:
                break
            properties = style.find(q("pPr"))
            if properties is not None:
                yield properties
            name = value(style.find(q("basedOn")))
        if self.base is not None:
            yield self.base

    def space(self, paragraph: _Element, side: str) -> int:
        """Space `before` or `after` a paragraph, in twentieths of a point."""
        for properties in self.properties(paragraph):
            written = value(properties.find(q("spacing")), side)
            if written is not None:
                return int(written) if written.isdigit() else 0
        return 0

    def list_level(self, paragraph: _Element) -> tuple[str, int] | None:
        """Number of the list that a paragraph is an item of, and its level."""
        number, level = None, None
        for properties in self.properties(paragraph):
            place = properties.find(q("numPr"))
            if place is None:
                continue
            number = number or value(place.find(q("numId")))
            level = level or value(place.find(q("ilvl")))
        if not number or number == "0":
            return None
        return number, int(level) if level and level.isdigit() else 0

    def style_name(self, paragraph: _Element) -> str | None:
        return value(paragraph.find(f"{q('pPr')}/{q('pStyle')}")) or self.default


def is_default(style: _Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
