"""What of a web page is content: from the first section of a document to the end of its last.

The sections of the forms have numbered headings. Everything around them - menus, notices about
cookies, search boxes, footers - is furniture, whatever elements a service makes it of. Lines that
bear no sign of it are marked: below a document's title they may be the document's own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from lxml import etree

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Elements that browsers do not show.
UNSEEN = frozenset(
    {
        *("applet", "audio", "canvas", "datalist", "embed", "head", "iframe", "math", "noembed"),
        *("noframes", "noscript", "object", "script", "select", "style", "svg", "template"),
        *("title", "video"),
    }
)
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Elements and roles that hold no document wherever they stand.
FURNITURE = frozenset({"aside", "dialog", "footer", "nav", "search"})
ROLES = frozenset(
    {
        *("alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar"),
        *("navigation", "search", "toolbar"),
    }
)
NAMES = re.compile(
    r"menu|valikko|navi|footer|alatunniste|cookie|ev[aä]ste|breadcrumb|murupolku|sidebar|sivupalkki"
    r"|banner|(?:^|[\s_-])(?:nav|search|haku|social|some|share|jaa)(?:$|[\s_-])",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
JUMP = re.compile(r"#\w")
WRAPPERS = frozenset({"article", "center", "div", "form", "header", "hr", "main", "section"})
SECTIONING = frozenset({"article", "section"})
Shape = tuple[tuple[str, str | None], ...]
string = etree.XPath("string()", smart_strings=False)


@dataclass(frozen=True)
class Extent:
    """Where content begins and ends: from the start of `first` to the end of `last`.

    It ends earlier where `stop` starts. Without `first` all of the page is content. `kept` are
    the elements that hold numbered headings: they are no furniture, whatever they are called.
    """

    first: etree._Element | None = None
    last: etree._Element | None = None
    stop: etree._Element | None = None
    kept: frozenset[etree._Element] = frozenset()


def is_hidden(node: etree._Element) -> bool:
    """Whether browsers show nothing of an element."""
    if node.tag in UNSEEN:
        return True
    hidden, style = node.get("hidden"), node.get("style")
    if hidden is not None and hidden != "until-found":
        return True
    return style is not None and HIDING.search(style) is not None


def is_furniture(node: etree._Element, in_heading: bool = False) -> bool:
    """Whether an element holds no document; the button of a heading only unfolds its section."""
    if node.tag in ("a", "button"):
        return not in_heading and (node.tag == "button" or is_jump(node))
    role = node.get("role")
    return node.tag in FURNITURE or (role is not None and role.casefold() in ROLES)


def is_jump(link: etree._Element) -> bool:
    """Whether a link leads to another place of its page and is all that stands in its block."""
    around = link.getparent()
    if around is None or not JUMP.match(link.get("href", "")):
        return False
    is_alone = link.getprevious() is None and link.getnext() is None
    return is_alone and not f"{around.text or ''}{link.tail or ''}".strip()


def find_extent(root: etree._Element) -> Extent:
    """The part of a page that its numbered headings span.

    A section's container is the highest element around its heading that holds no other one's.
    Content runs from the first container to the end of the last. Where containers hold nothing
    but headings, the texts stand beside them: content then runs on beside the last one for as
    long as its neighbours are of the kinds that stand between the others.
    """
    sight = Sight()
    numbered = numbered_headings(root, sight)
    kept = frozenset(holders([node for node, _ in numbered]))
    chapters = [node for node, number in numbered if "." not in number]
    if not chapters:
        return Extent(kept=kept)
    level = min(str(node.tag) for node in chapters)
    main = with_unnumbered(root, [node for node in chapters if node.tag == level], sight)
    counts = holders(main)
    containers = [container_of(node, counts) for node in main]
    first, last = containers[0], containers[-1]
    if any(holds_more(*pair) for pair in zip(containers, main, strict=True)):
        return Extent(first, last, None, kept)
    return Extent(first, last.getparent(), first_foreign(first, last, level), kept)


def holders(nodes: list[etree._Element]) -> Counter[etree._Element]:
    """The elements around some others, with the number of them that each holds."""
    return Counter(chain.from_iterable([node.iterancestors() for node in nodes]))


class Sight:
    """Which elements are shown, and which of them are no furniture; each is looked at once."""

    def __init__(self) -> None:
        self.seen: dict[etree._Element, tuple[bool, bool]] = {}

    def look(self, node: etree._Element) -> tuple[bool, bool]:
        """Whether an element is shown, and whether it may be content, with all around it."""
        around: list[etree._Element] = []
        above: etree._Element | None = node
        while above is not None and above not in self.seen:
            around.append(above)
            above = above.getparent()
        shown, content = (True, True) if above is None else self.seen[above]
        for one in reversed(around):
            shown = shown and not is_hidden(one)
            content = content and shown and not is_furniture(one)
            self.seen[one] = shown, content
        return shown, content


def numbered_headings(root: etree._Element, sight: Sight) -> list[tuple[etree._Element, str]]:
    """Headings with their numbers; those within furniture if there are no others."""
    matches = ((node, NUMBER.match(text_of(node))) for node in root.iter(*HEADINGS))
    looks = [(node, match[1], *sight.look(node)) for node, match in matches if match]
    content = [(node, number) for node, number, _, content in looks if content]
    return content or [(node, number) for node, number, shown, _ in looks if shown]


def text_of(node: etree._Element) -> str:
    text = str(string(node)) if len(node) else node.text or ""
    return " ".join(text.split())


def holds_more(container: etree._Element, heading: etree._Element) -> bool:
    return container is not heading and text_of(container) != text_of(heading)


def container_of(heading: etree._Element, counts: Counter[etree._Element]) -> etree._Element:
    """The highest element around a heading that holds no other counted one."""
    found = heading
    while (above := found.getparent()) is not None and counts[above] == 1:
        found = above
    return found


def with_unnumbered(
    root: etree._Element, main: list[etree._Element], sight: Sight
) -> list[etree._Element]:
    """The main headings with those before and after them that stand as they do, but unnumbered.

    Those after them must share a class or a sectioning element: a page's footer may well have a
    heading in a plain block.
    """
    counts = holders(main)
    common = next((a for a in main[0].iterancestors() if counts[a] == len(main)), root)
    level = list(common.iter(str(main[0].tag)))
    before, after = level[: level.index(main[0])], level[level.index(main[-1]) + 1 :]
    if not before and not after:
        return main
    shapes = {shape_of(node, common) for node in main}

    def is_alike(node: etree._Element) -> bool:
        if shape_of(node, common) not in shapes or not sight.look(node)[1]:
            return False
        return not any(is_named_furniture(one) for one in path(node, common))

    if before and is_alike(main[0]):
        main = [*filter(is_alike, before), *main]
    if after and is_alike(main[-1]):
        main += [n for n in after if is_distinct(shape_of(n, common)) and is_alike(n)]
    return main


def path(node: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    """An element and those around it, below `top`."""
    if node is not top:
        yield node
    for above in node.iterancestors():
        if above is top:
            return
        yield above


def shape_of(node: etree._Element, top: etree._Element) -> Shape:
    """Tags and classes from an element up to `top`."""
    return tuple((str(one.tag), one.get("class")) for one in path(node, top))


def is_distinct(shape: Shape) -> bool:
    return any(name or tag in SECTIONING for tag, name in shape)


def is_named_furniture(node: etree._Element) -> bool:
    name, names = node.get("id"), node.get("class")
    if (name or names) and names_furniture(f"{name or ''} {names or ''}"):
        return True
    return is_furniture(node)


@lru_cache(maxsize=1024)  # the pages of a service share their names
def names_furniture(names: str) -> bool:
    return NAMES.search(names) is not None


def first_foreign(first: etree._Element, last: etree._Element, level: str) -> etree._Element | None:
    """The first element beside the last heading that is none of its section."""
    between: set[tuple[str, str | None]] = set()
    for node in first.itersiblings():
        if node is last:
            break
        between.add((str(node.tag), node.get("class")))
    has_text = bool((last.tail or "").strip())
    for node in last.itersiblings(tag=etree.Element):
        is_known = (node.tag, node.get("class")) in between
        if node.tag == level or is_named_furniture(node):
            return node
        if node.tag in WRAPPERS and has_text and not is_known:
            return node
        has_text = has_text or bool(text_of(node) or (node.tail or "").strip())
    return None
