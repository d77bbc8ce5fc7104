"""What the elements of a web page do to the texts within them and to the lines around them.

Blocks are parted by gaps, ``<br>``, list items and the rows of a table are lines without one.
"""

import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from transforms.readers.html.furniture import (
    FURNITURE,
    HEADINGS,
    UNSEEN,
    has_furniture_name,
    is_furniture,
    is_hidden,
    is_named_furniture,
)

GAPS = HEADINGS | frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details"),
        *("dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form"),
        *("header", "hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol", "p", "pre"),
        *("search", "section", "summary", "table", "ul"),
    }
)
BREAKS = frozenset({"dd", "dt", "li", "option", "td", "th", "tr"})
# Elements of which the walk has more to say.
OWN = frozenset({"br", "dd", "dt", "input", "table", "td", "th", "tr"})
CHANGING = FURNITURE | HEADINGS | UNSEEN | {"a", "button", "pre"}  # tags that change a place
TELLING = frozenset({"hidden", "role", "style"})  # attributes that may
NAMING = frozenset({"class", "id"})
SAYING = TELLING | NAMING
PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
Elements = AbstractSet[etree._Element]
# What an element does: the place within it; whether it ends the line before and after it (None),
# and with a gap; whether it is one of `OWN`; and whether, unlike what is around it, what it holds
# is hidden or set aside.
Step = tuple["Place", bool | None, bool, bool]


@dataclass(eq=False, slots=True)
class Place:
    """What holds for everything within an element; there is one place of a kind."""

    hidden: bool
    preserved: bool
    aside: bool
    heading: bool
    loose: bool  # neither within a link nor within what is furniture by its name
    plain: bool  # shown, and its line ends are spaces
    steps: dict[str, Step] = field(default_factory=dict)  # by tag, of elements that are but that
    stay: Step = field(init=False)  # of all other elements

    def __post_init__(self) -> None:
        self.stay = self.step(self)

    def step(self, place: "Place", gap: bool | None = None, is_own: bool = False) -> Step:
        """The step from here to a place."""
        turns = place.hidden is not self.hidden or place.aside is not self.aside
        return place, gap, is_own, turns


@cache
def the_place(hidden: bool, preserved: bool, aside: bool, heading: bool, loose: bool) -> Place:
    """The one place of a kind."""
    place = Place(hidden, preserved, aside, heading, loose, not hidden and not preserved)
    for tag in () if hidden else GAPS | BREAKS | OWN | CHANGING:
        place.steps[tag] = plain_step(tag, place)
    return place


def plain_step(tag: str, above: Place) -> Step:
    """What an element does of which no more than the tag need be known."""
    if tag in UNSEEN:
        return above.step(HIDDEN)
    of_furniture = tag in FURNITURE or tag == "button"
    kind = (
        False,
        above.preserved or tag == "pre",
        above.aside or (of_furniture and not (above.heading and tag == "button")),
        above.heading or tag in HEADINGS,
        above.loose and not of_furniture and tag != "a",
    )
    own = (above.hidden, above.preserved, above.aside, above.heading, above.loose)
    gap = tag in GAPS if tag in GAPS or tag in BREAKS else None
    return above.step(above if kind == own else the_place(*kind), gap, tag in OWN)


HIDDEN = the_place(True, False, False, False, False)
PAGE = the_place(False, False, False, False, True)
NOWHERE = the_place(False, False, False, False, False)  # of signs that stand in no element


def is_special(node: etree._Element, tag: str, names: Collection[object], kept: Elements) -> bool:
    """Whether more than its tag must be known to tell what an element with attributes does."""
    if tag == "a" and node.get("href", "").startswith("#"):
        return True
    if node in kept:
        return True
    return not SAYING.isdisjoint(names) and (
        not TELLING.isdisjoint(names) or has_furniture_name(node)
    )


def step_of(node: etree._Element, tag: str, above: Place, kept: Elements) -> Step:
    """What an element does; those `kept` are no furniture, whatever they are called."""
    if above.hidden or is_hidden(node):
        return above.step(HIDDEN)
    _, gap, is_own, _ = above.steps.get(tag, above.stay)
    style = node.get("style")
    is_kept = node in kept
    place = the_place(
        False,
        above.preserved or tag == "pre" or bool(style and PRESERVED.search(style)),
        above.aside or (not is_kept and is_furniture(node, above.heading)),
        above.heading or tag in HEADINGS,
        above.loose and tag != "a" and (is_kept or not is_named_furniture(node)),
    )
    return above.step(place, gap, is_own)
