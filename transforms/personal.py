"""Masking of personal data in texts that are published."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

MASK = "[henkilötieto poistettu]"
EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\((?:at|a|ät)\)|\[at\])\s?[\w-]{1,64}(?:\.[\w-]{1,64})+"
# A Y-tunnus (1234567-8) may begin like a phone number and is public. What begins with a plus is no
# part of a number before it.
PHONE = (
    r"(?<![\d/.-])(?!\d{7}-\d\b)"
    r"(?:\+358[ \u00a0.-]?\d{1,3}|(?<!\d[ \u00a0\u202f])"
    r"(?:00358[ \u00a0.-]?\d{1,3}|\(0\d{1,3}\)|0(?:1\d|[2-9]\d{0,2})))[ \u00a0.-]?"
    r"\d{3,4}(?:[ \u00a0.-]?\d{2,4}){1,2}(?![\d/])"
)
IBAN = r"(?i:\bFI\d{2}(?:[\s-]?\d{4}){3}[\s-]?\d{2}\b)"
ACCOUNT = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")
# Case endings a Finnish name takes in running text.
ENDINGS = (
    r"(?:i?n|i?lle|i?ll[aä]|i?lt[aä]|i?ss[aä]|i?st[aä]|i?ksi|i?t[aä]|in|en|a|ä|seen"
    r"|h?[aeiouyäö]n)?"
)
# Particles that may follow any of them: Savipeltokin, Savipellonkaan.
CLITICS = r"(?:kin|kaan|kään|han|hän|ko|kö)?"
SEVERAL = re.compile(r"[,/;&]|\b(?:ja|och|tai|eller)\b")
# Last consonants of a stem before a closed syllable: Mäki, Mäen; Lahti, Lahden.
GRADATION = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("lt", "ll"),
    ("rt", "rr"), ("mp", "mm"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
# The other way about, before the open syllable of a name in -as: Kangas, Kankaan.
STRONG = tuple((strong, weak) for strong, weak in GRADATION if len(weak) > 1)
BRACKETED = re.compile(r"[(\[](?:at|a|ät)[)\]]")
PHONE_START = re.compile(r"358|0[1-9]")
EMAILS, PHONES, IBANS = map(re.compile, (EMAIL, PHONE, IBAN))
PHONE_DIGITS, IBAN_DIGITS = 7, 16  # the fewest there are in one
BUT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
SHORTEST_NAME = 3


class Mask:
    """Masks what a document's own personal fields hold, and e-mails, phones and accounts.

    `names` are full names of people; each part of a name is masked by itself too, except where
    it is also the name of a place.
    """

    def __init__(self, names: Iterable[str], others: Iterable[str], places: frozenset[str]) -> None:
        full: dict[str, None] = {}
        parts: dict[str, None] = {}
        named = list(people(names))
        for tokens in named:
            full.update(dict.fromkeys(r"[\s,]+".join(map(re.escape, o)) for o in orders(tokens)))
            alone = {part for token in tokens for part in (token, *halves(token))}
            parts.update((t, None) for t in sorted(alone) if len(t) >= SHORTEST_NAME)
        parts = {part: None for part in parts if part.casefold() not in places}
        details = {detail for value in others for detail in (value, *SEVERAL.split(value))}
        self.details = sorted({d.strip() for d in details if len(d.strip()) >= 5})
        self.numbers = [digits_of(d) for d in self.details if is_number(d)]
        self.words = [d for d in self.details if not is_number(d)]
        self.orders = list(full)
        self.firsts = {order[0].casefold() for name in named for order in orders(name)}
        self.spelt = sorted({form for part in parts for form in spell(part)})
        stems = {stem for part in parts for stem in oblique_stems(part.title())}
        self.bent = sorted({form for stem in stems for form in (stem, stem.upper())})
        self.known: dict[tuple[str, bool], str] = {}

    def name(self, text: str) -> str:
        """Mask full names and contact details, as befits names of projects and organisations."""
        return self.masked(text, in_parts=False)

    def text(self, text: str) -> str:
        """Mask also the parts of names, as befits running text."""
        return self.masked(text, in_parts=True)

    def masked(self, text: str, *, in_parts: bool) -> str:
        key = (text, in_parts)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = mask_general(substitute(self.patterns(text, in_parts), text))
        return found

    def patterns(self, text: str, in_parts: bool) -> Iterator[re.Pattern[str]]:
        """The patterns that may be found in a text.

        To make a pattern, or to search for it, costs far more than to see that nothing in the text
        begins like it; few texts hold anything to mask.
        """
        digits = digits_of(text)
        if holds_any(text, self.words) or (digits and holds_any(digits, self.numbers)):
            yield self.of_details
        # All but the last word of a full name stands unbent.
        if self.firsts and holds_any(text.casefold(), self.firsts):
            yield self.of_names
        if in_parts and (holds_any(text, self.spelt) or holds_any(text, self.bent)):
            yield self.of_parts

    @cached_property
    def of_details(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(spaced, self.details))))

    @cached_property
    def of_names(self) -> re.Pattern[str]:
        return re.compile(rf"(?i:\b(?:{'|'.join(self.orders)}){ENDINGS}\b)")

    @cached_property
    def of_parts(self) -> re.Pattern[str]:
        ended = ENDINGS.removesuffix("?")
        spelt, bent = ("|".join(map(re.escape, forms)) for forms in (self.spelt, self.bent))
        patterns = [rf"\b(?:{spelt})(?i:{ENDINGS}{CLITICS})\b"] if spelt else []
        patterns += [rf"\b(?:{bent})(?i:{ended}{CLITICS})\b"] if bent else []
        return re.compile("|".join(patterns))


def holds_any(text: str, parts: Iterable[str]) -> bool:
    """Whether a text holds any of some parts."""
    return any(map(text.__contains__, parts))


def digits_of(text: str) -> str:
    """The digits of a text, one after another."""
    return text.encode().translate(None, BUT_DIGITS).decode()


def people(names: Iterable[str]) -> Iterator[list[str]]:
    """Parts of each name: of a whole field, and of each person where it lists several."""
    for name in names:
        persons = [name.replace(",", " "), *SEVERAL.split(name)]
        for person in persons:
            tokens = [bare for token in person.split() if (bare := token.strip(".,;:()\"'"))]
            if tokens:
                yield tokens


def halves(name: str) -> list[str]:
    """Parts of a double name, which may stand alone; no short ones, which are words too."""
    return [half for half in name.split("-") if len(half) > SHORTEST_NAME] if "-" in name else []


def spell(part: str) -> list[str]:
    """A part of a name as it may be written; not in small letters: Meri is not meri."""
    return sorted({part, part.title(), part.upper()} - {part.lower()})


def oblique_stems(part: str) -> list[str]:
    """Stems a Finnish name takes before an ending where they differ from the name itself.

    Virtanen: Virtase-; Niemi: Nieme-; Mäki: Mäe-; Lahti: Lahde-; Pekka: Peka-; Kangas: Kankaa-.
    """
    if part.endswith("nen"):
        return [part[:-3] + "se", part[:-3] + "s"]
    if part.endswith(("as", "äs")):
        stems = {
            part[:-2],
            *(part[:-2].removesuffix(w) + k for k, w in STRONG if part[:-2].endswith(w)),
        }
        return sorted(stem + 2 * part[-2] for stem in stems)
    if len(part) < SHORTEST_NAME + 1 or part[-1] not in "aeiouyäö":
        return []
    root, vowels = part[:-1], {part[-1]} | ({"e"} if part.endswith("i") else set())
    weak = next((root[: -len(a)] + b for a, b in GRADATION if root.endswith(a)), root)
    return sorted({stem + vowel for stem in (root, weak) for vowel in vowels} - {part})


def orders(tokens: list[str]) -> list[list[str]]:
    """A name as written, and with its last part first or first part last."""
    if len(tokens) < 2:
        return []
    return [tokens, [tokens[-1], *tokens[:-1]], [*tokens[1:], tokens[0]]]


def is_number(value: str) -> bool:
    """Whether a value is an account or a number, which may be written with other gaps."""
    if ACCOUNT.match("".join(value.split())):
        return True
    return len(digits_of(value)) >= 6 and not re.search(r"[a-zåäö]", value, re.IGNORECASE)


def spaced(value: str) -> str:
    """Pattern of a value; of a number with any spaces or hyphens between its digits."""
    if not is_number(value):
        return re.escape(value)
    if ACCOUNT.match(account := "".join(value.split())):
        return "(?i:" + r"[\s-]*".join(account) + ")"
    inner = r"[\s().\/-]*".join(digits_of(value))
    return rf"(?=\d)(?<!\d)(?<!\d[ \u00a0\u202f]){inner}(?![ \u00a0\u202f]?\d)"


def substitute(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """A text with all that is found masked, pattern after pattern."""
    for pattern in patterns:
        text = pattern.sub(MASK, text)
    return text


def mask_general(text: str) -> str:
    """Mask e-mails, phone numbers and accounts, whoever they belong to."""
    if "@" in text or (("(" in text or "[" in text) and BRACKETED.search(text)):
        text = EMAILS.sub(MASK, text)
    digits = len(digits_of(text))
    if digits >= PHONE_DIGITS and PHONE_START.search(text):
        text = PHONES.sub(MASK, text)
    if digits >= IBAN_DIGITS and "fi" in text.casefold():
        text = IBANS.sub(MASK, text)
    return text
