"""Plain text: UTF-8 by default, other encodings recognised and named."""

import unicodedata

from transforms.outline import Line, Outline, Refusal

# Encodings that Finnish documents have been written in besides UTF-8.
OLD_ENCODINGS = ["cp1252", "iso8859_15", "mac_roman", "cp850"]
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def read(content: bytes) -> Outline:
    """Decode text and number its non-blank lines; Refusal where it is not text."""
    encoding = find_encoding(content)
    text = unicodedata.normalize("NFC", content.decode(encoding))
    if any(ord(c) < 32 and c not in "\t\n\r\f\v" for c in text):
        raise Refusal("binary", "The file holds control bytes, so it is not text.")
    return Outline(number_lines(text), "text/plain", encoding.removesuffix("-sig"))


def find_encoding(content: bytes) -> str:
    """Name of the encoding the bytes are written in; Refusal where none fits."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return guess_old_encoding(content)
    return "utf-8"


def guess_old_encoding(content: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=OLD_ENCODINGS).best()
    if best is None or b"\x00" in content:
        raise Refusal("binary", "The bytes fit no known text encoding. Save the file as UTF-8.")
    if best.encoding == "cp1252" and not any(0x80 <= byte < 0xA0 for byte in content):
        return "iso-8859-1"
    return str(best.encoding)


def number_lines(text: str) -> tuple[Line, ...]:
    """Non-blank lines of a text with their numbers, counted as an editor counts them."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    blank = [not row.strip() for row in rows]
    gaps = zip([True, *blank[:-1]], [*blank[1:], True], strict=True)
    return tuple(
        Line(number, row.rstrip(), before, before and after)
        for number, (row, empty, (before, after)) in enumerate(
            zip(rows, blank, gaps, strict=True), start=1
        )
        if not empty
    )
