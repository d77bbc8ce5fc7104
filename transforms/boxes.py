"""Check boxes in the writings that exports of a form give them."""

import re

CHECKED, EMPTY = "☒", "☐"
# What is no attribute of one word behind "<input" is text: a tag with a sign lost may run on over
# the lines below.
ATTRIBUTE = r"""[\w-]+\s*=\s*(?:"[^"<>\s]*"|'[^'<>\s]*'|[^\s"'<>]+)|checked|disabled|readonly"""
TAG = re.compile(rf"<input(?:\s+(?:{ATTRIBUTE}))*\s*/?>", re.IGNORECASE)
TICK = re.compile(r"\bchecked\b", re.IGNORECASE)
# Letters that show as boxes in the symbol font in which word processors write them.
SYMBOLS = {"ý": CHECKED, "þ": CHECKED, "☑": CHECKED, "o": EMPTY, "¨": EMPTY}
SYMBOL = re.compile(rf"(?<!\S)[{''.join(SYMBOLS)}](?!\S)|☑")
OPTION = re.compile(rf"([{CHECKED}{EMPTY}])([^{CHECKED}{EMPTY}]*)")


def read_boxes(text: str) -> str:
    """The text with every box written ☒ or ☐ and tabs kept.

    Only for text that holds boxes: a lone ``o`` is an empty one.
    """
    if "<" not in text and "☑" not in text and SYMBOLS.keys().isdisjoint(text.split()):
        return "\t".join(" ".join(cell.split()) for cell in text.split("\t"))
    marked = TAG.sub(lambda tag: f" {CHECKED if TICK.search(tag[0]) else EMPTY} ", text)
    marked = SYMBOL.sub(lambda symbol: SYMBOLS[symbol[0]], marked)
    return "\t".join(" ".join(cell.split()) for cell in marked.split("\t"))


def options(text: str) -> list[tuple[bool, str]]:
    """Each box of a text: whether it is checked, and the words up to the next one."""
    marked = read_boxes(text)
    if CHECKED not in marked and EMPTY not in marked:
        return []
    found = OPTION.findall(marked)
    return [(box == CHECKED, " ".join(words.split())) for box, words in found]
