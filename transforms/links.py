"""References to other projects in running text (plan 9.1 and 9.2)."""

import re
from collections.abc import Iterator, Sequence

from transforms.outline import Line

CODE = r"\b[ASJ]\d{5,6}\b"
# EURA 2014/10071/09 02 01 01/2020/POPELY, and what ministries write: OKM/12/521/2018.
DIARY = (
    r"(?:EURA\s+)?\b\d{4}/\d+/\d{2}(?:\s\d{2}){2,3}/\d{4}/[A-ZÅÄÖ]{2,}"
    r"|\b[A-ZÅÄÖ]{2,10}/\d+(?:/[\d.]+)?/\d{4}\b"
)
# A bare number is a reference only where the text calls it one; a list of them is called so once.
NUMBER = r"\d{4,10}\b(?![/-])"
CALLED = re.compile(
    r"\b(?:hanke|hankkeen\s|projekti|projektin\s|hakemus|hakemuksen\s)"
    r"(?:numero|koodi|nro|tunnus)\w*\s*:?\s*(?:on\s+|ovat\s+)?"
    rf"(?P<numbers>{NUMBER}(?:\s*(?:,|ja|sekä)\s*{NUMBER})*)",
    re.IGNORECASE,
)
SELF_EVIDENT = re.compile(f"(?P<code>{CODE})|(?P<diary>{DIARY})")
TOGETHER = re.compile(r"^\s*[,/(]?\s*(?:(?:diaarinumero|dnro)\s*:?\s*)?$", re.IGNORECASE)
# A line's end within brackets, or within a diary number that has two parts at least.
BROKEN = re.compile(r"\([^()]*$|\bEURA$|\b\d{4}/\d+/[\d\s]*(?:/\d{4}/?)?$")
Link = tuple[str | None, str | None]
Reference = tuple[int, int, str, str]  # start, end, code or number, diary number


def find_links(text: str) -> list[Link]:
    """Code and diary number of each project that a text refers to; None for what it leaves out.

    A diary number right after a code, or before it, belongs to the same project.
    """
    found = sorted(references(text))
    links: list[Link] = []
    paired: set[int] = set()
    for at, one in enumerate(found):
        if at in paired:
            continue
        following = next(iter(found[at + 1 : at + 2]), None)
        if following and is_same(one, following, text):
            paired.add(at + 1)
            links.append(as_link(one[2] or following[2], one[3] or following[3]))
        else:
            links.append(as_link(*one[2:]))
    return links


def whole_references(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines, each with the one after it where it ends within a reference: a page may break it."""
    rest = iter(lines)
    for line in rest:
        more = next(rest, None) if BROKEN.search(line.text.rstrip()) else None
        yield line._replace(text=f"{line.text} {more.text}") if more else line


def is_same(one: Reference, other: Reference, text: str) -> bool:
    """Whether a code and a diary number stand together."""
    return bool(one[2]) != bool(other[2]) and bool(TOGETHER.match(text[one[1] : other[0]]))


def as_link(code: str, diary: str) -> Link:
    return code or None, " ".join(diary.split()) or None


def references(text: str) -> Iterator[Reference]:
    """Each code, number and diary number of a text."""
    for match in SELF_EVIDENT.finditer(text):
        yield *match.span(), match["code"] or "", match["diary"] or ""
    for match in CALLED.finditer(text):
        for number in re.finditer(NUMBER, match["numbers"]):
            first = match.start("numbers")
            yield first + number.start(), first + number.end(), number[0], ""
