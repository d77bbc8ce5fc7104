"""References to other projects in running text (plan 9.1 and 9.2)."""

import re
from itertools import pairwise

CODE = r"\b[ASJ]\d{5,6}\b"
# EURA 2014/10071/09 02 01 01/2020/POPELY, and what ministries write: OKM/12/521/2018.
DIARY = (
    r"(?:EURA\s+)?\b\d{4}/\d+/\d{2}(?:\s\d{2}){2,3}/\d{4}/[A-ZÅÄÖ]{2,}"
    r"|\b[A-ZÅÄÖ]{2,10}/\d+/[\d.]+/\d{4}\b"
)
# A bare number is a reference only where the text calls it one.
NUMBER = (
    r"\b(?:hanke|projekti|hakemus)(?:numero|koodi|nro|tunnus)\w*\s*:?\s*(?:on\s+)?"
    r"(?P<number>\d{4,10})\b(?!/)"
)
REFERENCE = re.compile(f"(?P<code>{CODE})|(?P<diary>{DIARY})|(?i:{NUMBER})")
TOGETHER = re.compile(r"^\s*[,/(]?\s*(?:(?:diaarinumero|dnro)\s*:?\s*)?$", re.IGNORECASE)
Link = tuple[str | None, str | None]


def find_links(text: str) -> list[Link]:
    """Code and diary number of each project that a text refers to; None for what it leaves out.

    A diary number right after a code, or before it, belongs to the same project.
    """
    found = list(REFERENCE.finditer(text))
    links: list[Link] = []
    paired: set[int] = set()
    for (at, one), (_, next_one) in pairwise([*enumerate(found), (len(found), None)]):
        if at in paired or one is None:
            continue
        code, diary = one["code"] or one["number"], one["diary"]
        if next_one and TOGETHER.match(text[one.end() : next_one.start()]):
            other_code, other_diary = next_one["code"] or next_one["number"], next_one["diary"]
            if bool(code) != bool(other_code):
                code, diary = code or other_code, diary or other_diary
                paired.add(at + 1)
        links.append((code, " ".join(diary.split()) if diary else None))
    return links
