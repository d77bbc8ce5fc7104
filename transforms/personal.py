"""Masking of personal data in texts that are published."""

import re
from collections.abc import Iterable, Iterator

MASK = "[henkilötieto poistettu]"
EMAIL = r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
# A Y-tunnus (1234567-8) may begin like a phone number and is public.
PHONE = (
    r"(?<![\d/.-])(?<!\d[ \u00a0\u202f])(?!\d{7}-\d\b)"
    r"(?:\+358|0(?:4\d|50|[2-9]))(?:[ \u00a0-]?\d){5,9}(?![\d/])"
)
IBAN = r"\bFI\d{2}(?:\s?\d{4}){3}\s?\d{2}\b"
# Case endings a Finnish name takes in running text.
ENDINGS = (
    r"(?:i?n|i?lle|i?ll[aä]|i?lt[aä]|i?ss[aä]|i?st[aä]|i?ksi|i?t[aä]|in|en|a|ä|seen"
    r"|h?[aeiouyäö]n)?"
)
PEOPLE = re.compile(r"[,/;&]|\bja\b|\boch\b")
# What a text must hold before its pattern is worth a search: texts are long, hits are rare.
GENERAL = (
    (re.compile(r"@|[(\[]at[)\]]"), re.compile(EMAIL)),
    (re.compile(r"\+358|0[2-9]"), re.compile(PHONE)),
    (re.compile("FI"), re.compile(IBAN)),
)
SHORTEST_NAME = 3


class Mask:
    """Masks what a document's own personal fields hold, and e-mails, phones and accounts.

    `names` are full names of people; each part of a name is masked by itself too, except where
    it is also the name of a place.
    """

    def __init__(self, names: Iterable[str], others: Iterable[str], places: frozenset[str]) -> None:
        full: dict[str, None] = {}
        parts: dict[str, None] = {}
        for tokens in people(names):
            full.update(dict.fromkeys(r"[\s,]+".join(map(re.escape, o)) for o in orders(tokens)))
            alone = [t for t in tokens if len(t) >= SHORTEST_NAME and t.casefold() not in places]
            parts.update((re.escape(form), None) for t in alone for form in spell(t))
        exact = [spaced(value) for value in others if len(value.strip()) >= 5]
        whole = [rf"(?i:\b(?:{'|'.join(full)}){ENDINGS}\b)"] if full else []
        self.strict = compile_any(exact + whole)
        self.wide = compile_any([rf"\b(?:{'|'.join(parts)})(?i:{ENDINGS})\b"] if parts else [])

    def name(self, text: str) -> str:
        """Mask full names and contact details, as befits names of projects and organisations."""
        return mask_general(substitute((self.strict,), text))

    def text(self, text: str) -> str:
        """Mask also the parts of names, as befits running text."""
        return mask_general(substitute((self.strict, self.wide), text))


def people(names: Iterable[str]) -> Iterator[list[str]]:
    """Parts of each name: of a whole field, and of each person where it lists several."""
    for name in names:
        persons = [name.replace(",", " "), *PEOPLE.split(name)]
        for person in persons:
            tokens = [bare for token in person.split() if (bare := token.strip(".,;:()\"'"))]
            if tokens:
                yield tokens


def spell(part: str) -> list[str]:
    """A part of a name as it may be written; not in small letters: Meri is not meri."""
    return sorted({part, part.title(), part.upper()} - {part.lower()})


def orders(tokens: list[str]) -> list[list[str]]:
    """A name as written, and with its last part first or first part last."""
    if len(tokens) < 2:
        return []
    return [tokens, [tokens[-1], *tokens[:-1]], [*tokens[1:], tokens[0]]]


def spaced(value: str) -> str:
    """Pattern of a value; of a number with any spaces or hyphens between its digits."""
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 6 and not re.search(r"[a-zåäö]", value, re.IGNORECASE):
        inner = r"[\s()-]*".join(digits)
        return rf"(?<!\d)(?<!\d[ \u00a0\u202f]){inner}(?![ \u00a0\u202f]?\d)"
    return re.escape(value.strip())


def compile_any(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def substitute(patterns: Iterable[re.Pattern[str] | None], text: str) -> str:
    for pattern in patterns:
        if pattern is not None:
            text = pattern.sub(MASK, text)
    return text


def mask_general(text: str) -> str:
    """Mask e-mails, phone numbers and accounts, whoever they belong to."""
    for hint, pattern in GENERAL:
        if hint.search(text):
            text = pattern.sub(MASK, text)
    return text
