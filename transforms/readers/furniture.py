"""What of a web page is content: from the first section of a document to the end of its last.

The sections of the forms have numbered headings. Everything around them - menus, notices about
cookies, search boxes, footers - is furniture, whatever elements a service makes it of. Lines that
bear no sign of it are marked: below a document's title they may be the document's own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

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
    hidden = node.get("hidden")
    return (
        node.tag in UNSEEN
        or (hidden is not None and hidden != "until-found")
        or bool(HIDING.search(node.get("style", "")))
    )


def is_furniture(node: etree._Element, in_heading: bool = False) -> bool:
    """Whether an element holds no document; the button of a heading only unfolds its section."""
    if node.tag in ("a", "button"):
        return not in_heading and (node.tag == "button" or is_jump(node))
    return node.tag in FURNITURE or node.get("role", "").casefold() in ROLES


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
    numbered = numbered_headings(root)
    kept = frozenset(above for node, _ in numbered for above in node.iterancestors())
    chapters = [node for node, number in numbered if "." not in number]
    if not chapters:
        return Extent(kept=kept)
    level = min(node.tag for node in chapters)
    main = with_unnumbered(root, [node for node in chapters if node.tag == level])
    counts = Counter(above for node in main for above in node.iterancestors())
    containers = [container_of(node, counts) for node in main]
    first, last = containers[0], containers[-1]
    pairs = zip(containers, main, strict=True)
    if any(text_of(container) != text_of(node) for container, node in pairs):
        return Extent(first, last, None, kept)
    return Extent(first, last.getparent(), first_foreign(first, last, level), kept)


def numbered_headings(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Headings with their numbers; those within furniture if there are no others."""
    for in_furniture in (False, True):
        headings = seen_headings(root, in_furniture=in_furniture)
        matches = ((node, NUMBER.match(text_of(node))) for node in headings)
        if found := [(node, match[1]) for node, match in matches if match]:
            return found
    return []


def seen_headings(root: etree._Element, *, in_furniture: bool = False) -> Iterator[etree._Element]:
    """Headings that are shown, and are not those of furniture unless these are asked for."""
    for node in root.iter(*HEADINGS):
        around = (node, *node.iterancestors())
        if not any(is_hidden(one) or (is_furniture(one) and not in_furniture) for one in around):
            yield node


def text_of(node: etree._Element) -> str:
    return " ".join(str(node.xpath("string()")).split())


def container_of(heading: etree._Element, counts: Counter[etree._Element]) -> etree._Element:
    """The highest element around a heading that holds no other counted one."""
    found = heading
    while (above := found.getparent()) is not None and counts[above] == 1:
        found = above
    return found


def with_unnumbered(root: etree._Element, main: list[etree._Element]) -> list[etree._Element]:
    """The main headings with those before and after them that stand as they do, but unnumbered.

    Those after them must share a class or a sectioning element: a page's footer may well have a
    heading in a plain block.
    """
    counts = Counter(above for node in main for above in node.iterancestors())
    common = next((a for a in main[0].iterancestors() if counts[a] == len(main)), root)
    shapes = {shape_of(node, common) for node in main}
    alike = [
        node
        for node in seen_headings(common)
        if node.tag == main[0].tag
        and shape_of(node, common) in shapes
        and not any(is_named_furniture(a) for a in path(node, common))
    ]
    places = {node: i for i, node in enumerate(alike)}
    start, end = places.get(main[0]), places.get(main[-1])
    before = alike[:start] if start is not None else []
    after = alike[end + 1 :] if end is not None else []
    return [*before, *main, *(n for n in after if is_distinct(shape_of(n, common)))]


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
    names = f"{node.get('id', '')} {node.get('class', '')}"
    return is_furniture(node) or bool(NAMES.search(names))


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
