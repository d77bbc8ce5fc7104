"""Masking of personal data in texts that are published."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import AnyStr

from transforms.hints import (
    blur,
    digits_of,
    is_foreign,
    is_plain,
    may_hold_contacts,
    without_longer,
)
from transforms.names import (
    ENDINGS,
    SEVERAL,
    SHORTEST_NAME,
    halves,
    orders,
    part_of_name,
    people,
)

MASK = "[henkilötieto poistettu]"
EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\((?:at|a|ät)\)|\[at\])\s?[\w-]{1,64}(?:\.[\w-]{1,64})+"
# A Y-tunnus (1234567-8) may begin like a phone number and is public. What begins with a plus is no
# part of a number before it.
PHONE = (
    r"(?<![/.-])(?!\d{7}-\d\b)"
    r"(?:\+358[ \u00a0.-]?\d{1,3}|(?<!\d)(?<!\d[ \u00a0\u202f])"
    r"(?:00358[ \u00a0.-]?\d{1,3}|\(0\d{1,3}\)|0(?:1\d|[2-9]\d{0,2})))[ \u00a0.-]?"
    r"\d{3,4}(?:[ \u00a0.-]?\d{2,4}){1,2}(?![\d/])"
)
IBAN = r"(?i:\bFI\d{2}(?:[\s-]?\d{4}){3}[\s-]?\d{2}\b)"
ACCOUNT = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")
BRACKETED = re.compile(r"[(\[](?:at|a|ät)[)\]]")
PHONE_START = re.compile(r"358|0[1-9]")
EMAILS, PHONES, IBANS = map(re.compile, (EMAIL, PHONE, IBAN))
PHONE_DIGITS, IBAN_DIGITS = 7, 16  # the fewest there are in one
APART = 4 * "\n"  # wider than any gap within a number


class Mask:
    """Masks what a document's own personal fields hold, and e-mails, phones and accounts.

    `names` are full names of people; each part of a name is masked by itself too, except where
    it is also the name of a place.
    """

    def __init__(self, names: Iterable[str], others: Iterable[str], places: frozenset[str]) -> None:
        named = list(people(names))
        self.full = [tokens for tokens in named if len(tokens) > 1]
        alone = {part for tokens in named for t in tokens for part in (t, *halves(t))}
        long = sorted(part for part in alone if len(part) >= SHORTEST_NAME)
        self.parts = [part_of_name(part) for part in long if part.casefold() not in places]
        details = {detail for value in others for detail in (value, *SEVERAL.split(value))}
        self.details = sorted({d.strip() for d in details if len(d.strip()) >= 5})
        numbers = [detail for detail in self.details if is_number(detail)]
        self.numbers = [digits_of(number.encode()) for number in numbers]
        self.words = [detail for detail in self.details if detail not in numbers]
        self.spared: set[str] = set()
        self.known: dict[tuple[str, bool], str] = {}

    def name(self, text: str) -> str:
        """Mask full names and contact details, as befits names of projects and organisations."""
        return text if text in self.spared else self.masked(text, in_parts=False)

    def text(self, text: str) -> str:
        """Mask also the parts of names, as befits running text."""
        return text if text in self.spared else self.masked(text, in_parts=True)

    def spare(self, texts: Collection[str]) -> None:
        """Spare some texts the search, if all of them together hold nothing that is masked.

        A document is told that as a whole sooner than text by text.
        """
        if not self.may_be_in(APART.join(texts)):
            self.spared.update(texts)

    def masked(self, text: str, *, in_parts: bool) -> str:
        if not self.may_be_in(text):
            return text
        key = (text, in_parts)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.searched(text, in_parts=in_parts)
        return found

    def may_be_in(self, text: str) -> bool:
        """Whether a text may hold anything that is masked."""
        blurred = blur(text)
        if self.is_foreign or (holds_any(blurred, self.hints) and self.may_name(text, blurred)):
            return True
        if self.numbers and holds_any(digits_of(blurred), self.numbers):
            return True
        return not is_plain(blurred) and (may_hold_contacts(blurred) or is_foreign(blurred))

    @cached_property
    def is_foreign(self) -> bool:
        """Whether a full name has letters of which only some cases are beyond Latin-1."""
        beyond = {c for tokens in self.full for token in tokens for c in token if c > "ÿ"}
        return any(c.lower() != c.upper() for c in beyond)

    @cached_property
    def blurred(self) -> list[list[bytes]]:
        """Words of full names as hints: the longest of each first."""
        return [sorted(map(blur, tokens), key=len, reverse=True) for tokens in self.full]

    @cached_property
    def hints(self) -> list[bytes]:
        """What a text holds, one or another, in which a name or a worded detail stands."""
        found = {words[0] for words in self.blurred}
        found.update(map(blur, self.words))
        found.update(hint for part in self.parts for hint in part.hints)
        return without_longer(found)

    def may_name(self, text: str, blurred: bytes) -> bool:
        """Whether a text holds a worded detail, a part of a name, or all words of a full name."""
        return (
            holds_any(text, self.words)
            or any(all(map(blurred.__contains__, words)) for words in self.blurred)
            or any(True for part in self.parts for _ in part.places(text, blurred))
        )

    def searched(self, text: str, *, in_parts: bool) -> str:
        """A text with all that is found in it masked.

        To make a pattern costs far more than to see that nothing in the text begins like it.
        """
        found = text
        if holds_any(text, self.words) or holds_any(digits_of(text.encode()), self.numbers):
            found = self.of_details.sub(MASK, found)
        # All but the last word of a full name stands unbent.
        if self.firsts and holds_any(text.casefold(), self.firsts):
            found = self.of_names.sub(MASK, found)
        return mask_general(self.without_parts(found) if in_parts else found)

    def without_parts(self, text: str) -> str:
        """A text with the parts of names masked, the first in each place."""
        blurred = blur(text)
        kept: list[str] = []
        end = 0
        for place in sorted(place for part in self.parts for place in part.places(text, blurred)):
            if place.start >= end:
                kept += (text[end : place.start], MASK)
                end = place.end
        return "".join([*kept, text[end:]])

    @cached_property
    def firsts(self) -> set[str]:
        """What full names begin with, in whatever order."""
        return {order[0].casefold() for tokens in self.full for order in orders(tokens)}

    @cached_property
    def of_details(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(spaced, self.details))))

    @cached_property
    def of_names(self) -> re.Pattern[str]:
        words = (map(re.escape, order) for tokens in self.full for order in orders(tokens))
        full = dict.fromkeys(map(r"[\s,]+".join, words))
        return re.compile(rf"(?i:\b(?:{'|'.join(full)}){ENDINGS}\b)")


def holds_any(text: AnyStr, parts: Iterable[AnyStr]) -> bool:
    """Whether a text holds any of some parts."""
    return any(map(text.__contains__, parts))


def is_number(value: str) -> bool:
    """Whether a value is an account or a number, which may be written with other gaps."""
    if ACCOUNT.match("".join(value.split())):
        return True
    return len(digits_of(value.encode())) >= 6 and not re.search(r"[a-zåäö]", value, re.IGNORECASE)


def spaced(value: str) -> str:
    """Pattern of a value; of a number with any spaces or hyphens between its digits."""
    if not is_number(value):
        return re.escape(value)
    if ACCOUNT.match(account := "".join(value.split())):
        return "(?i:" + r"[\s-]*".join(account) + ")"
    inner = r"[\s().\/-]*".join(digits_of(value.encode()).decode())
    return rf"(?=\d)(?<!\d)(?<!\d[ \u00a0\u202f]){inner}(?![ \u00a0\u202f]?\d)"


def mask_general(text: str) -> str:
    """Mask e-mails, phone numbers and accounts, whoever they belong to."""
    if "@" in text or (("(" in text or "[" in text) and BRACKETED.search(text)):
        text = EMAILS.sub(MASK, text)
    digits = len(digits_of(text.encode()))
    if digits >= PHONE_DIGITS and PHONE_START.search(text):
        text = PHONES.sub(MASK, text)
    if digits >= IBAN_DIGITS and "fi" in text.casefold():
        text = IBANS.sub(MASK, text)
    return text
