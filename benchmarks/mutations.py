"""Documents made worse, at random: bytes, lines, values, and what stands within containers.

All draw from the generator of random numbers that they are given, and from nothing else.
"""

import re
import zlib
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from benchmarks.made_files import as_pdf, written
from transforms.form import forms
from transforms.personal import MASK

Units = list[str]
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso8859-15", "mac_roman", "cp850")
NUMBERS = re.compile(r"\d[\d \u00a0]*(?:[.,]\d+)?")
DATES = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
EXTREME_NUMBERS = (
    "0", "-0", "-1", "1e309", "9" * 40, "99999999999999999,99", "2147483648",
    "-9223372036854775809", "0,001", "1 2 3 4", "1.234.567,8", "NaN", "∞", "٣", "½", "1/0",
    "0x10", "1_000", "--1", "+5",
)  # fmt: skip
EXTREME_DATES = (
    "31.2.2019", "0.0.0000", "1.1.0001", "31.12.9999", "1.1.10000", "32.13.2020", "2020-02-30",
    "29.2.2100", "1.1.1900", "1.1.99999999999",
)  # fmt: skip
TOKENS = (
    MASK, "\x00", "\u202e", "\u2066x\u2069", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\ufeff",
    "\u200b", "\u00ad", "e\u0301" * 50, "\U0001f600", "\ud7ff", "\ufffe", "☒", "☐", "☒ Kyllä ☐ Ei",
    "\t", "\t\t\t", "  ", ":", "::", "-", "– – –", "**", "</p>", "<script>alert(1)</script>",
    "<input checked>", "&#x0;", "&lt;", "<!--", "]]>", "=cmd|' /C calc'!A0", "'; DROP TABLE x; --",
    '"', '"";', "%s%n{0}${x}", "\\", "(?:a+)+$", "Aamu Mäkelä", "aamu@esimerkki.example",
    "050 000 0123", "+358 50 000 0123", "FI2199000013704178", "S29999", "A00000", "sivu 3 (21)",
    "Kunnat: kaikki", "Maakunnat: Uusimaa, Uusimaa", "koko maa", "tuhat euroa", "İstanbul ﬁ ß ſ",
)  # fmt: skip
LONG = (1_000, 10_000, 100_000)
LINES = re.compile(r"(?<=\n)")
TAGS = re.compile(r"(?=<)")
MAIN = ("word/document", "xl/worksheets", "xl/sharedStrings")
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def words_of_forms() -> tuple[str, ...]:
    """Titles, headings and labels of all forms."""
    found: Units = []
    for form in forms():
        found += [*form.titles, *form.funds, *form.furniture]
        for section in form.sections:
            found += [section.title, *(e.label for e in section.elements if e.label)]
    return tuple(dict.fromkeys(found))


def token(rng: Random) -> str:
    return rng.choice(words_of_forms() if rng.random() < 0.5 else TOKENS)


def span(rng: Random, length: int) -> slice:
    """A place and some of what follows it: often little, seldom much."""
    start = rng.randrange(length + 1)
    return slice(start, start + 1 + int(rng.expovariate(1 / (1 + length / 20))))


def delete(rng: Random, units: Units, _: Units) -> None:
    del units[span(rng, len(units))]


def repeat(rng: Random, units: Units, _: Units) -> None:
    place = rng.randrange(len(units) + 1)
    units[place:place] = units[span(rng, len(units))]


def shuffle(rng: Random, units: Units, _: Units) -> None:
    where = span(rng, len(units))
    part = units[where]
    rng.shuffle(part)
    units[where] = part


def splice(rng: Random, units: Units, other: Units) -> None:
    units[span(rng, len(units))] = other[span(rng, len(other))]


def cross(rng: Random, units: Units, other: Units) -> None:
    units[rng.randrange(len(units) + 1) :] = other[rng.randrange(len(other) + 1) :]


def put_token(rng: Random, units: Units, _: Units) -> None:
    place = rng.randrange(len(units) + 1)
    if place == len(units) or rng.random() < 0.4:
        units.insert(place, token(rng) + "\n")
    else:
        at = rng.randrange(len(units[place]) + 1)
        units[place] = units[place][:at] + token(rng) + units[place][at:]


def put_value(rng: Random, units: Units, _: Units) -> None:
    """Another value behind a label."""
    labelled = [i for i, unit in enumerate(units) if ":" in unit]
    if labelled:
        place = rng.choice(labelled)
        units[place] = f"{units[place].partition(':')[0]}: {token(rng)}\n"


def put_figure(rng: Random, units: Units, _: Units) -> None:
    pattern, values = rng.choice(((NUMBERS, EXTREME_NUMBERS), (DATES, EXTREME_DATES)))
    if places := [i for i, unit in enumerate(units) if pattern.search(unit)]:
        place, value = rng.choice(places), rng.choice(values)
        units[place] = pattern.sub(lambda _: value, units[place], count=rng.choice((0, 1)))


def put_length(rng: Random, units: Units, _: Units) -> None:
    """Something small made very long."""
    if units and rng.random() < 0.2:
        place = rng.randrange(len(units))
        piece = rng.choice((units[place][-3:] or "x", "a", " ", "\t", "1", token(rng)))
        units[place] += (piece * (rng.choice(LONG) // len(piece) + 1))[: max(LONG)]


def drop_blank(rng: Random, units: Units, _: Units) -> None:
    units[:] = [unit for unit in units if unit.strip() or rng.random() < 0.5]


def change_case(rng: Random, units: Units, _: Units) -> None:
    if units:
        place = rng.randrange(len(units))
        units[place] = rng.choice((str.upper, str.lower, str.title, str.swapcase))(units[place])


EDITS: tuple[Callable[[Random, Units, Units], None], ...] = (
    delete, repeat, shuffle, splice, cross, put_token, put_token, put_value, put_value, put_figure,
    put_figure, put_length, drop_blank, change_case,
)  # fmt: skip


def mutate_text(rng: Random, text: str, other: str, cut: re.Pattern[str] = LINES) -> str:
    """A text with one to four edits of its units; `other` is what it is spliced with."""
    units, others = cut.split(text), cut.split(other)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        rng.choice(EDITS)(rng, units, others)
    return "".join(units)


def mutate_bytes(rng: Random, content: bytes) -> bytes:
    """Bytes flipped, cut out, put in, repeated, or their end cut off."""
    found = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        where = span(rng, min(len(found), 4000))
        start = rng.randrange(len(found) + 1)
        kind = rng.randrange(5)
        if kind == 0 and start < len(found):
            found[start] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del found[start : start + where.stop - where.start]
        elif kind == 2:
            found[start:start] = rng.randbytes(rng.randint(1, 8))
        elif kind == 3:
            found[start:start] = found[where]
        elif rng.random() < 0.3:
            del found[start:]
    return bytes(found)


def mutate_plain(rng: Random, content: bytes, other: bytes) -> bytes:
    """A text or web page: its lines, its encoding or its bytes."""
    draw = rng.random()
    if draw < 0.1:
        return mutate_bytes(rng, content)
    cut = TAGS if content.lstrip().startswith(b"<") else LINES
    text = mutate_text(
        rng, content.decode("utf-8", "replace"), other.decode("utf-8", "replace"), cut
    )
    encoding = rng.choice(ENCODINGS) if draw < 0.2 else "utf-8"
    return text.encode(encoding, errors="replace")


def mutate_package(rng: Random, content: bytes, other: bytes) -> bytes:
    """A Word or Excel file: the XML of a member, its members, or the bytes of the file."""
    if rng.random() < 0.15:
        return mutate_bytes(rng, content)
    members, others = members_of(content), members_of(other)
    telling = [name for name in members if name.endswith((".xml", ".rels"))]
    main = [
        name for name in telling if name.startswith(("word/document", "xl/worksheets", "xl/sh"))
    ]
    name = rng.choice(main if main and rng.random() < 0.85 else telling)
    draw = rng.random()
    if draw < 0.05:
        del members[name]
    elif draw < 0.1:
        members[name] = mutate_bytes(rng, members[name])
    elif draw < 0.3:
        texts = members[name].decode("utf-8", "replace"), others.get(name, b"").decode()
        members[name] = mutate_text(rng, *texts, TAGS).encode("utf-8", "replace")
    else:
        members[name] = mutate_tree(rng, members[name])
    return package(members)


def mutate_tree(rng: Random, content: bytes) -> bytes:
    """XML with elements taken out, moved or repeated, or other texts; still XML."""
    root = etree.fromstring(content)
    for _ in range(rng.choice((1, 2, 4, 8))):
        chosen, other = rng.choice([*root.iter("*")]), rng.choice([*root.iter("*")])
        parent = chosen.getparent()
        kind = rng.randrange(6)
        if kind < 3:
            texts = [one for one in root.iter("*") if one.text and one.text.strip()]
            put_text(rng, rng.choice(texts or [chosen]))
        elif parent is None:
            continue
        elif kind == 3:
            parent.remove(chosen)
        elif kind == 4:
            parent.insert(rng.randrange(len(parent) + 1), deepcopy(chosen))
        else:
            other.append(deepcopy(chosen))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def put_text(rng: Random, element: etree._Element) -> None:
    """Another text in an element, of what XML can hold."""
    text = mutate_text(rng, element.text or "", token(rng))
    element.text = NO_XML.sub("", text) if rng.random() < 0.7 else NO_XML.sub("", token(rng))


def members_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def package(members: dict[str, bytes]) -> bytes:
    """Members zipped."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return file.getvalue()


OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
ROOT = re.compile(rb"/Root (\d+) 0 R")


def pdf_objects(content: bytes) -> list[bytes]:
    """The objects of a PDF with its streams unpacked, in the order of their numbers."""
    found = {int(number): unpacked(body.strip()) for number, body in OBJECT.findall(content)}
    return [found.get(number, b"null") for number in range(1, max(found, default=0) + 1)]


def unpacked(body: bytes) -> bytes:
    """An object whose packed stream, if it has one of text, is as it was before it was packed."""
    match = STREAM.search(body)
    if not match or b"/FlateDecode" not in body or b"/Subtype" in body or b"/Length1" in body:
        return body
    try:
        plain = zlib.decompress(match[1])
    except zlib.error:
        return body
    head = body[: match.start()].replace(b"/Filter /FlateDecode", b"")
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(plain), head)
    return head + b"stream\n" + plain + b"\nendstream"


def mutate_pdf(rng: Random, content: bytes, other: bytes) -> bytes:
    """A PDF: a stream or another object of it, written anew, or the bytes of the file."""
    root = ROOT.search(content)
    objects = pdf_objects(content)
    if rng.random() < 0.15 or not objects or not root:
        return mutate_bytes(rng, content)
    streams = [i for i, body in enumerate(objects) if b"stream\nBT" in body or b" Tf" in body]
    for _ in range(rng.choice((1, 1, 2, 4))):
        place = rng.choice(streams if streams and rng.random() < 0.7 else range(len(objects)))
        if rng.random() < 0.2:
            objects[place] = mutate_bytes(rng, objects[place])
        else:
            spliced = rng.choice(pdf_objects(other) or objects).decode("latin-1")
            text = mutate_text(rng, objects[place].decode("latin-1"), spliced)
            objects[place] = text.encode("latin-1", "replace")
    return written(objects, int(root[1]))


def mutate_printed(rng: Random, text: str, other: str) -> bytes:
    """A text made worse and then printed as a PDF."""
    return as_pdf(mutate_text(rng, text, other)[:20_000])
