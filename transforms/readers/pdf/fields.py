"""What was typed or ticked in a file's form, at its place as if it were printed."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from transforms.boxes import CHECKED, EMPTY
from transforms.readers.numbered import clean
from transforms.readers.pdf.page import Shape, Word

TEXT, CHOICE, RADIO_OR_CHECK = "Tx", "Ch", "Btn"
TYPED = "FreeText"  # what someone typed onto a page that has no fields for it
PUSH, SECRET = 1 << 16, 1 << 13  # a field's flags: a button that only acts; a password
INVISIBLE = 1 << 1 | 1 << 5  # flags of its place on the page: hidden, not to be viewed
MOST_PARENTS = 20  # of a field; a chain may be a circle in a broken file
SIZE = re.compile(rb"([\d.]+)\s+Tf")
# Where a viewer sets a value within its field: its type if the field names none, in points, the
# space of a line and of a letter in sizes of the type, and what is free beside the edge.
USUAL, LEADING, LETTER, EDGE = 10.0, 1.2, 0.5, 2.0


def field_words(annots: Iterable[Shape]) -> Iterator[Word]:
    """Words and boxes of all fields that show."""
    for annot in annots:
        data = annot.get("data") or {}
        if int(data.get("F") or 0) & INVISIBLE:
            continue
        kind, flags = name_of(inherited(data, "FT")), int(inherited(data, "Ff") or 0)
        if kind == RADIO_OR_CHECK and not flags & PUSH:
            yield box(annot, data)
        elif kind in (TEXT, CHOICE) and not flags & SECRET:
            yield from typed(annot, data, chosen(data) if kind == CHOICE else text_of(data, "V"))
        elif name_of(data.get("Subtype")) == TYPED:
            yield from typed(annot, data, text_of(data, "Contents"))


def inherited(data: Shape, key: str) -> Any:
    """A property of a field, its own or that of the field it is a part of."""
    for _ in range(MOST_PARENTS):
        if not isinstance(data, dict) or key in data:
            break
        data = resolve1(data.get("Parent"))
    return resolve1(data.get(key)) if isinstance(data, dict) else None


def box(annot: Shape, data: Shape) -> Word:
    """A check box or a radio button, in the state that is filed."""
    state = name_of(data.get("AS")) or name_of(inherited(data, "V")) or "Off"
    place = (annot["x0"], annot["x1"], annot["top"], annot["bottom"])
    return Word(EMPTY if state == "Off" else CHECKED, *place, annot["bottom"] - annot["top"])


def typed(annot: Shape, data: Shape, value: str) -> Iterator[Word]:
    """Words of a value, its lines below one another, each as wide as it is likely to be shown.

    A line is one however a viewer wraps it, so it is set narrower where it has no room.
    """
    lines = [line.split() for line in value.splitlines() if line.strip()]
    if not lines:
        return
    height, width = annot["bottom"] - annot["top"], annot["x1"] - annot["x0"]
    step = min(height / len(lines), LEADING * size_of(data))
    size = step / LEADING
    middle = annot["top"] + (height / 2 if len(lines) == 1 else EDGE + size / 2)
    for words in lines:
        letter = min(LETTER * size, width / 2 / len(" ".join(words)))
        left = annot["x0"] + EDGE
        for word in words:
            right = left + letter * len(word)
            yield Word(clean(word), left, right, middle - size / 2, middle + size / 2, size)
            left = right + letter
        middle += step


def size_of(data: Shape) -> float:
    """The size of a field's type; none, or 0, leaves it to the viewer."""
    look = inherited(data, "DA")
    found = SIZE.search(look) if isinstance(look, bytes) else None
    return (float(found[1]) if found else 0.0) or USUAL


def text_of(data: Shape, key: str) -> str:
    """A text, which may lie in a stream."""
    return decoded(inherited(data, key))


def chosen(data: Shape) -> str:
    """What a list shows for the values that are chosen."""
    shown = {}
    for option in inherited(data, "Opt") or ():
        pair = resolve1(option)
        if isinstance(pair, list) and len(pair) == 2:
            shown[decoded(resolve1(pair[0]))] = decoded(resolve1(pair[1]))
    value = inherited(data, "V")
    values = [decoded(one) for one in (value if isinstance(value, list) else [value])]
    return "\n".join(shown.get(one, one) for one in values)


def decoded(value: Any) -> str:
    raw = value.get_data() if hasattr(value, "get_data") else value
    if not isinstance(raw, bytes):
        return name_of(raw)
    is_utf8 = raw.startswith(BOM_UTF8)
    return raw.decode("utf-8-sig", "replace") if is_utf8 else decode_text(raw)


def name_of(value: Any) -> str:
    """A name of PDF as text."""
    name = getattr(value, "name", value)
    return name.decode("latin-1") if isinstance(name, bytes) else str(name or "")
