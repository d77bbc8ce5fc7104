"""Plain text: UTF-8 by default, other encodings recognised and named."""

import re
import unicodedata
from contextlib import suppress
from itertools import count

from transforms.outline import Line, Outline, Refusal, new

# Encodings that Finnish documents have been written in besides UTF-8.
OLD_ENCODINGS = ("cp1252", "iso8859_15", "mac_roman", "cp850")
FINNISH = frozenset("äöåÄÖÅéÉüÜšžŠŽ–—‘’“”„…•€§°²³½×´\u00a0")
MOSTLY = 0.9
# Soft hyphens and spaces of no width: they part words that nobody sees parted.
INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff")
# Marks that turn the direction of a text, and controls that terminals obey: with them a text reads
# otherwise than it shows. Not U+0085, which ends a line.
MISLEADING = "".join(
    map(
        chr,
        (
            *(0x7F, *range(0x80, 0x85), *range(0x86, 0xA0), 0x61C, 0x200E, 0x200F),
            *(*range(0x202A, 0x202F), *range(0x2066, 0x206A)),
        ),
    )
)
IN_UTF_8 = (  # the same, found in a tenth of the time
    re.compile(rb"\x7f"),
    re.compile(rb"\xc2[\x80-\x84\x86-\x9f]"),
    re.compile(rb"\xd8\x9c"),
    re.compile(rb"\xe2(?:\x80[\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])"),
)
MOST_MARKS = 30  # on one letter, as in the stream-safe format of Unicode
STACKED = re.compile(rf"\^{{{MOST_MARKS},}}")
SEEN = str.maketrans("", "", MISLEADING)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])  # the same, in all encodings but `WIDE`
WIDE = "utf-16"
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": WIDE,
    b"\xfe\xff": WIDE,
}


def read(text: str, encoding: str) -> Outline:
    """Number the non-blank lines of a text; Refusal where there is none."""
    lines = number_lines(text)
    if not lines:
        raise Refusal("empty")
    return Outline(lines, "text/plain", encoding)


def decode(content: bytes) -> tuple[str, str]:
    """Bytes as text, its lines ended alike, and its encoding; Refusal where it is no text."""
    text, encoding = decoded(content)
    text = composed(text)
    # To see that a character is not there takes far less than to replace it.
    for character in filter(text.__contains__, INVISIBLE):
        text = text.replace(character, "")
    in_utf_8 = content if encoding.startswith("utf-8") else text.encode()
    if any(pattern.search(in_utf_8) for pattern in IN_UTF_8):
        text = text.translate(SEEN)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = text.encode() if encoding == WIDE else content
    if len(plain.translate(None, CONTROLS)) < len(plain):
        raise Refusal("binary", "U+0000…U+001F")
    return text, encoding.removesuffix("-sig")


def composed(text: str) -> str:
    """A text with its letters composed; Refusal where more marks stand on one than anybody writes.

    To put many in order takes the library time by their square.
    """
    if may_be_stacked(text) and STACKED.search("".join(map(mark_or_letter, text))):
        raise Refusal("binary", "U+0300…")
    return unicodedata.normalize("NFC", text)


def may_be_stacked(text: str) -> bool:
    """Whether a text may hold as many marks in a row: one of them would stand at such a place."""
    return any(map(unicodedata.combining, text[::MOST_MARKS]))


def mark_or_letter(character: str) -> str:
    return "^" if unicodedata.combining(character) else "a"


def decoded(content: bytes) -> tuple[str, str]:
    """Bytes as text, and its encoding as `find_encoding` names it; Refusal where it is no text."""
    if not content.startswith(tuple(BYTE_ORDER_MARKS)):
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8"), "utf-8"
    encoding = find_encoding(content)
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise Refusal("binary", encoding) from error


def find_encoding(content: bytes) -> str:
    """Name of the encoding the bytes are written in; Refusal where none fits."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(content):
            raise Refusal("cut_off", "utf-8") from error
        return guess_old_encoding(content)
    return "utf-8"


def guess_old_encoding(content: bytes) -> str:
    """The encoding under which the bytes beyond ASCII are most often Finnish letters.

    General guessers take Finnish Latin-1 for Mac Roman; what these documents hold is known.
    """
    beyond = bytes(byte for byte in content if byte >= 0x80)
    best = max(OLD_ENCODINGS, key=lambda encoding: finnish_share(beyond, encoding))
    if b"\x00" in content or finnish_share(beyond, best) < MOSTLY:
        raise Refusal("binary")
    if best == "cp1252" and not any(byte < 0xA0 for byte in beyond):
        return "iso-8859-1"
    return best


def finnish_share(beyond: bytes, encoding: str) -> float:
    """Share of bytes beyond ASCII that are letters or signs of Finnish text in an encoding."""
    text = beyond.decode(encoding, errors="replace")
    return sum(character in FINNISH for character in text) / len(text)


def number_lines(text: str) -> tuple[Line, ...]:
    """Non-blank lines of a text with their numbers, counted as an editor counts them."""
    texts = list(map(str.rstrip, text.split("\n")))
    nearby = zip(count(1), texts, ["", *texts], [*texts[1:], ""], strict=False)
    lines = [
        new(Line, (number, row, not before, not before and not after, False, False, False))
        for number, row, before, after in nearby
        if row
    ]
    return tuple(lines)
