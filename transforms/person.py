"""Who is to be erased: a person's names, e-mails and phones, and where a text speaks of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from transforms.hints import digits_of
from transforms.names import CLITICS, ENDINGS, oblique_stems, orders
from transforms.personal import MASK, Mask

LETTER = r"[^\W\d_]"
PARTING = r"(?:[\s,._+|–-]|%20){1,60}"
# Between the words of a name, in addresses, tables and names of files too: and a second first name.
BETWEEN = rf"(?:{PARTING}|\s{{1,60}}(?-i:[A-ZÅÄÖ])[\w-]*\.?{PARTING})"
GAP = r"[\s().\/-]*"  # between the digits of a number
AT = r"\s?(?:@|%40|[(\[](?:at|a|ät)[)\]])\s?"
FOREIGN, ABROAD, HOME_CODE = "+", "00", "358"
FEWEST_DIGITS = 6
IN_ONE_CELL = re.compile(r"[^\n\t]+")
REACH = 200  # letters, beyond which no name or e-mail goes


@dataclass(frozen=True, repr=False)
class Person:
    """A person by full names, e-mails and phones."""

    names: tuple[tuple[str, ...], ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Every way in which a text may name the person: bent, turned about, with other gaps."""
        patterns = [
            *map(addressed, self.emails),  # a name may stand within one
            *map(dialled, self.phones),
            *(named(order) for name in self.names for order in orders(list(name))),
        ]
        return re.compile("|".join(dict.fromkeys(patterns)), re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Whether a text speaks of the person: by a full name, an e-mail or a phone."""
        lowered = text.lower()
        text = text if len(text) == len(lowered) else lowered
        for beginning in self.beginnings:
            for place in places_of(beginning, lowered):
                if self.pattern.search(text, max(0, place - REACH), place + REACH):
                    return True
        digits = digits_of(text.encode(errors="replace")) if self.phones else b""
        may_call = any(national(phone).encode() in digits for phone in self.phones)
        return may_call and self.pattern.search(text) is not None

    @cached_property
    def beginnings(self) -> set[str]:
        """What a text holds, one or another, that holds a name or an e-mail, in small letters.

        The pattern is then sought there alone, not all through a large file.
        """
        found = {halves_of(email)[0].lower() for email in self.emails}
        for name in self.names:
            steady = max(map(steady_part, name), key=len)
            found.update(spelt.lower() for spelt in spelt_as(steady))
        return found

    def masked(self, text: str) -> str:
        """A text with the person masked wherever it speaks of them."""
        return self.pattern.sub(mask_kept_apart, text)

    def masked_in_parts(self, text: str, places: frozenset[str]) -> str:
        """A text of a document that speaks of the person, with the parts of their names masked.

        Also those of whoever bears the same name there; of `places` only the full name.
        """
        mask = Mask(map(" ".join, self.names), (), places)
        return mask.without_parts(self.masked(text))


def read_person(values: Iterable[str]) -> Person:
    """A person by what is known of them. Raises ValueError for what is none of the three."""
    names, emails, phones = [], [], []
    for value in values:
        text = unicodedata.normalize("NFC", " ".join(value.split()))
        words = tuple(text.replace(",", " ").split())
        if re.search(rf"\S{AT}\S", text, re.IGNORECASE):
            emails.append(text)
        elif len(digits_of(text.encode())) >= FEWEST_DIGITS and not re.search(LETTER, text):
            phones.append(text)
        elif len(words) > 1 and all(re.search(LETTER, word) for word in words):
            names.append(words)
        else:
            raise ValueError(
                f"{value!r} is no full name (first and last), no e-mail and no phone number."
            )
    return Person(tuple(names), tuple(emails), tuple(phones))


def mask_kept_apart(found: re.Match[str]) -> str:
    """The mask, once for each line and each cell of a table that it takes the place of."""
    return IN_ONE_CELL.sub(MASK, found[0])


def places_of(part: str, text: str) -> Iterator[int]:
    """Where a part stands in a text."""
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def named(tokens: Sequence[str]) -> str:
    """Pattern of a full name whose last part may be bent."""
    *firsts, last = map(spellings, tokens)
    stems = (spellings(stem) for stem in oblique_stems(tokens[-1].title()))
    ends = "|".join([last, *stems])
    words = BETWEEN.join([*(f"(?:{first})" for first in firsts), f"(?:{ends}){ENDINGS}{CLITICS}"])
    return rf"(?<!{LETTER}){words}(?!{LETTER})"


def steady_part(word: str) -> str:
    """The letters that a name begins with in all its forms."""
    forms = [word.lower(), *(stem.lower() for stem in oblique_stems(word.title()))]
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*forms, strict=False))
    return "".join(letters[0] for letters in alike)


def spellings(word: str) -> str:
    """Pattern of a word as it may be spelt."""
    return "|".join(map(re.escape, spelt_as(word)))


def spelt_as(word: str) -> list[str]:
    """A word with its marks, with combining ones, and without."""
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return list(dict.fromkeys([word, apart, bare]))


def addressed(email: str) -> str:
    """Pattern of an e-mail, whichever sign it is written with."""
    local, domain = halves_of(email)
    return rf"(?<![\w.+-]){re.escape(local)}{AT}{re.escape(domain)}(?![\w-])"


def halves_of(email: str) -> list[str]:
    """What stands before and behind the sign of an e-mail."""
    return re.split(AT, email, maxsplit=1, flags=re.IGNORECASE)


def dialled(phone: str) -> str:
    """Pattern of a phone number with any gaps, from home and from abroad."""
    inner = GAP.join(national(phone))
    return rf"(?<!\d)(?:(?:\+|00)?358{GAP}0?{GAP}|(?:\+|00?)?{GAP})?{inner}(?!\d)"


def national(phone: str) -> str:
    """The digits of a phone number without those that are dialled before it from abroad or home."""
    digits = digits_of(phone.encode()).decode()
    if phone.startswith(FOREIGN) or digits.startswith(ABROAD):
        digits = digits.removeprefix(ABROAD).removeprefix(HOME_CODE)
    return digits.removeprefix("0")
