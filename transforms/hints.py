"""Whether a text may hold anything that is masked, told in a fraction of the time to search it.

Texts are looked at as bytes in which capital and small letters are alike, for one short part of
each thing to be masked: where none is there, nothing is to be found.
"""

import re
from collections.abc import Iterable
from itertools import takewhile

CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
ACCENTED = bytes(range(0x80, 0x9F))  # last bytes of the letters À to Þ
BLURRED = bytes.maketrans(CAPITALS + ACCENTED, bytes(byte + 32 for byte in CAPITALS + ACCENTED))
# First bytes of all but letters beyond Latin-1, whose cases differ in other ways.
LATIN = bytes({*range(0xC4), 0xE2})
LETTERLIKE = re.compile(rb"\xe2\xa4")  # as blurred: U+2100 and what follows, the kelvin among them
DIGITS = b"0123456789"
BUT_DIGITS = bytes(set(range(256)) - set(DIGITS))
# Bytes of texts without contacts and foreign letters, apart from digits.
PLAIN = bytes(set(LATIN) - set(DIGITS + b"@([+\xe2"))
FEWEST_DIGITS = 6  # of a number or a phone that is masked
# What an e-mail address, a phone number and an account hold, each behind what it begins with: that
# it is not there is seen at once. No group of an amount is taken for a phone: 3 000 000.
CONTACTS = {
    b"@": re.compile(rb"@"),
    b"(": re.compile("\\((?:at?|ät)\\)".encode()),
    b"[": re.compile(rb"\[at\]"),
    b"0": re.compile(
        rb"0(?<![\d/.-]0)(?<!\d 0)(?<!\d\xc2\xa00)(?<!\d\xe2\xa0\xaf0)\d(?:\D{0,3}\d){5}"
    ),
    b"+": re.compile(rb"\+358"),
    b"fi": re.compile(rb"fi\d\d"),
}


def blur(text: str) -> bytes:
    """A text with capital and small letters of Latin-1 alike."""
    return text.encode().translate(BLURRED)


def is_plain(blurred: bytes) -> bool:
    """Whether a text is nothing but words, common signs between them, and few digits."""
    rest = blurred.translate(None, PLAIN)
    return not rest or (len(rest) < FEWEST_DIGITS and rest.isdigit())


def is_foreign(blurred: bytes) -> bool:
    """Whether a text may hold letters whose case `blur` leaves as it is."""
    return bool(blurred.translate(None, LATIN) or LETTERLIKE.search(blurred))


def may_hold_contacts(blurred: bytes) -> bool:
    """Whether a text may hold an e-mail address, a phone number or an account."""
    return any(start in blurred and pattern.search(blurred) for start, pattern in CONTACTS.items())


def digits_of(text: bytes) -> bytes:
    """The digits of a text, one after another."""
    return text.translate(None, BUT_DIGITS)


def hints_of(forms: Iterable[str], shortest: int) -> list[bytes]:
    """What a text holds, one or another, in which one of some forms of a word stands."""
    blurred = sorted(set(map(blur, forms)))
    places = zip(*blurred, strict=False)
    alike = len(list(takewhile(lambda place: len(set(place)) == 1, places)))
    return [blurred[0][:alike]] if alike >= shortest else blurred


def without_longer(hints: Iterable[bytes]) -> list[bytes]:
    """Hints without those that hold another one."""
    kept: list[bytes] = []
    for hint in sorted(hints, key=len):
        if not any(shorter in hint for shorter in kept):
            kept.append(hint)
    return kept
