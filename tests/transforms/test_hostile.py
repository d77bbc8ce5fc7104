"""Files written to do harm: what becomes of each, within seconds and without asking anybody."""

import base64
import socket
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest

from schemas.limits import MAX_BYTES
from tests.conftest import SAMPLES
from tests.transforms.made_pdf import pdf, text
from transforms.outline import Refusal
from transforms.readers import read_outline
from transforms.readers.text import MISLEADING

MOST_SECONDS = 5.0  # of the processor
DOCX = (SAMPLES / "2024-06" / "S29012_suunnitelma.docx").read_bytes()
XLSX = (SAMPLES / "2024-06" / "hankeluettelo_2021-2027.xlsx").read_bytes()
DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a0 "haha">'
    + b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
SECRET = b'<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'
SECRET_BY_WEB = SECRET.replace(b"file:///etc/passwd", b"http://127.0.0.1:9/")
TURNED = "abc\u202etxt.exe\u2066x\u2069\u200f\u061c\u009b2J\x7f"
STRAIGHT = "abctxt.exex2J"
NEVER = "http://127.0.0.1:9/"  # nobody listens there
MEBIBYTE = 1024 * 1024
Change = Callable[[bytes], bytes]


def changed(package: bytes, part: str, change: Change) -> bytes:
    """A package with one of its parts changed."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def added(package: bytes, *parts: tuple[str, bytes]) -> bytes:
    """A package with more parts."""
    out = BytesIO(package)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts:
            new.writestr(name, content)
    return out.getvalue()


def declaring(declaration: bytes, within: bytes) -> Change:
    """Put a declaration of entities before an XML part, and its last entity into an element."""

    def change(content: bytes) -> bytes:
        start = content.index(b">", content.index(within)) + 1
        content = content[:start] + b"&a9;" + content[start:]
        head, mark, rest = content.rpartition(b"?>")
        return head + mark + declaration + rest

    return change


def in_body(xml: bytes) -> bytes:
    """The Word document with more at the start of its body."""
    return changed(DOCX, DOCUMENT, lambda c: c.replace(b"<w:body>", b"<w:body>" + xml, 1))


def in_sheet(xml: bytes) -> bytes:
    """The workbook with more rows."""
    return changed(XLSX, SHEET, lambda c: c.replace(b"</sheetData>", xml + b"</sheetData>"))


def linked(kind: str) -> bytes:
    """The Word document with a part of some kind that lies elsewhere."""
    relation = (
        '<Relationship Id="rId999" Target="' + NEVER + '" TargetMode="External" Type="http://'
        f'schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return changed(DOCX, RELATIONS, lambda c: c.replace(b"</Relationships>", relation.encode()))


def drawn(stream: bytes, filters: str = "/FlateDecode", catalog: str = "") -> bytes:
    """A PDF of one page with such a stream of instructions."""
    plain = pdf([text(50, 50, "Hanke")])
    end = plain.index(b"endstream")
    start = plain.rindex(b"<<", 0, end)
    head = f"<< /Filter {filters} /Length {len(stream)} >>\nstream\n".encode()
    whole = plain[:start] + head + stream + b"\n" + plain[end:]
    return whole.replace(b"/Catalog", b"/Catalog " + catalog.encode(), 1)


def deflated(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


def page(body: bytes) -> bytes:
    return b"<html><body>" + body + b"</body></html>"


def paragraph(words: str) -> bytes:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode()


SPOKEN = text(50, 50, "Hanke").encode()
COUNTED = (
    b'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="%b"/>'
    b'<w:numFmt w:val="%b"/><w:lvlText w:val="%b"/></w:lvl></w:abstractNum>'
)


def counted(start: bytes, form: bytes, shown: bytes) -> bytes:
    """A Word document with an item of a list that is numbered so."""
    item = paragraph("kohta").replace(
        b"<w:p>",
        b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>',
    )
    level = COUNTED % (start, form, shown)
    listed = b'<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'

    def change(content: bytes) -> bytes:
        at = content.index(b"<w:abstractNum ")
        return (content[:at] + level + content[at:]).replace(b"</w:numbering>", listed)

    return changed(in_body(item), "word/numbering.xml", change)


# What becomes of each file: the reason of its refusal, or how its first line begins.
FIRST = "Euroopan unioni"
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx, entities that grow": (
        "damaged",
        lambda: changed(DOCX, DOCUMENT, declaring(LAUGHS, b"<w:t")),
    ),
    "docx, a file of this machine": (
        "damaged",
        lambda: changed(DOCX, DOCUMENT, declaring(SECRET, b"<w:t")),
    ),
    "docx, an entity of the web": (
        "damaged",
        lambda: changed(DOCX, DOCUMENT, declaring(SECRET_BY_WEB, b"<w:t")),
    ),
    "docx, styles that lie elsewhere": ("damaged", lambda: linked("styles")),
    "docx, numbering that lies elsewhere": ("damaged", lambda: linked("numbering")),
    "docx, a bomb beside the text": (
        "too_large",
        lambda: added(DOCX, ("word/media/a.png", bytes(4 * MAX_BYTES))),
    ),
    "docx, nested without end": (
        "damaged",
        lambda: in_body(b"<w:sdt><w:sdtContent>" * 100_000 + b"</w:sdtContent></w:sdt>" * 100_000),
    ),
    "docx, one text of 40 MB": ("damaged", lambda: in_body(paragraph("a " * (20 * MEBIBYTE)))),
    "xlsx, entities that grow": (
        "damaged",
        lambda: changed(XLSX, SHEET, declaring(LAUGHS, b"<t")),
    ),
    "xlsx, a file of this machine": (
        "damaged",
        lambda: changed(XLSX, SHEET, declaring(SECRET, b"<t")),
    ),
    "xlsx, a bomb beside the sheet": (
        "too_large",
        lambda: added(XLSX, ("xl/media/a.bin", bytes(4 * MAX_BYTES))),
    ),
    "xlsx, cells at the far end of many rows": (
        "too_large",
        lambda: in_sheet(
            b"".join(
                b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row)
                for row in range(1000, 50_000)
            )
        ),
    ),
    "pdf, a bomb": ("too_large", lambda: drawn(deflated(SPOKEN + b" " * (2 * MAX_BYTES)))),
    "pdf, a bomb in a bomb": (
        "scanned",
        lambda: drawn(deflated(SPOKEN + b" " * (2 * MAX_BYTES), 2), "[/FlateDecode /FlateDecode]"),
    ),
    "pdf, a bomb in letters": (
        "scanned",
        lambda: drawn(
            base64.a85encode(deflated(SPOKEN + b" " * (2 * MAX_BYTES))) + b"~>",
            "[/ASCII85Decode /FlateDecode]",
        ),
    ),
    "html, 100 000 blocks in each other": ("damaged", lambda: page(b"<div>" * 100_000 + b"a")),
    "html, 50 000 tables in each other": (
        "damaged",
        lambda: page(b"<table><tr><td>" * 50_000 + b"a"),
    ),
    "html, NUL": ("binary", lambda: page(b"a\0b")),
    "html, an escape of the terminal": ("binary", lambda: page(b"a\x1b[2Jb")),
    "text, NUL": ("binary", lambda: b"Hanke\0"),
    "text, an escape of the terminal": ("binary", lambda: b"Hanke\x1b[2J"),
    "text, half a million accents": ("binary", ("a" + "\u0301\u0316" * 250_000).encode),
    "html, half a million accents": (
        "binary",
        lambda: page(b"<p>a" + b"&#769;&#790;" * 250_000 + b"</p>"),
    ),
    "docx, half a million accents": (
        "binary",
        lambda: in_body(paragraph("a" + "\u0301\u0316" * 250_000)),
    ),
    "text, a line of 100 MB": ("too_large", lambda: b"a" * (100 * MEBIBYTE)),
    "gzip": ("binary", lambda: b"\x1f\x8b" + deflated(bytes(2 * MAX_BYTES))),
    "zip, a document with parts elsewhere": (
        "archive_in_archive",
        lambda: added(b"", ("../../word/document.xml", b"<w/>")),
    ),
}
READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx, an image that lies elsewhere": (FIRST, lambda: linked("image")),
    "docx, a header that lies elsewhere": (FIRST, lambda: linked("header")),
    "docx, a template that lies elsewhere": (FIRST, lambda: linked("attachedTemplate")),
    "docx, names that lead out of it": (
        FIRST,
        lambda: added(DOCX, ("../../up", b"x"), ("/etc/up", b"x"), ("a\0b", b"x")),
    ),
    "docx, turned": (STRAIGHT, lambda: in_body(paragraph(TURNED))),
    "docx, a field that runs a program": (
        FIRST,
        lambda: in_body(b'<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\calc.exe"/></w:p>'),
    ),
    "docx, counted from far on in letters": (
        "g kohta",
        lambda: counted(b"9" * 12, b"lowerLetter", b"%1"),
    ),
    "docx, counted from far on in Roman numbers": (
        "M" * 32 + "DCCLXVII kohta",
        lambda: counted(b"9" * 5000, b"upperRoman", b"%1"),
    ),
    "docx, a number that grows": (
        "32767" * 12 + "3276 kohta",
        lambda: counted(b"32767", b"decimal", b"%1" * 1_000_000),
    ),
    "xlsx, a cell without bounds": (
        "Hankekoodi",
        lambda: in_sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    ),
    "pdf, actions and files": (
        "Hanke",
        lambda: drawn(
            deflated(SPOKEN),
            catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >> "
            f"/AA << /WC << /S /Launch /F (calc.exe) >> /O << /S /URI /URI ({NEVER}) >> >>",
        ),
    ),
    "pdf, a tree that bites its tail": (
        "Hanke",
        lambda: pdf([text(50, 50, "Hanke")]).replace(b"/Count 1", b"/Prev 2 0 R /Count 1"),
    ),
    "pdf, 20 000 rules": ("Hanke", lambda: drawn(deflated(SPOKEN + b" 0 0 10 10 re f" * 20_000))),
    "html, turned": (STRAIGHT, lambda: page(f"<p>{TURNED}</p>".encode())),
    "html, turned by references": (
        "abctxt",
        lambda: page(b"<p>abc&#x202e;&#8294;txt&rlm;&#x1b;</p>"),
    ),
    "html, scripts and things that lie elsewhere": (
        "Hanke",
        lambda: (
            b"<html><head><base href='" + NEVER.encode() + b"'><script src='x.js'></script>"
            b"<link rel='stylesheet' href='file:///etc/passwd'></head><body>"
            b"<img src='x.png' onerror='alert(1)'><iframe src='file:///etc/passwd'></iframe>"
            b"<object data='x'></object><p>Hanke</p><script>alert(1)</script></body></html>"
        ),
    ),
    "html, entities of its own": (
        "<!DOCTYPE",
        lambda: b"<!DOCTYPE html [<!ENTITY a9 'ha'>]><html><body><p>&a9;</p></body></html>",
    ),
    "html, cells that reach over others": (
        "a\t",
        lambda: page(
            b"<table>" + (b"<tr>" + b"<td rowspan=100>a</td>" * 1000 + b"</tr>") * 200 + b"</table>"
        ),
    ),
    "html, 40 000 headings": ("1 Hanke", lambda: page(b"<h2>1 Hanke</h2><p>a</p>" * 40_000)),
    "html, a style of a megabyte": (
        "a",
        lambda: page(b"<p style='" + (b"display" + b" " * 1000) * 1000 + b"'>a</p>"),
    ),
    "html, end tags that never end": ("a", lambda: page(b"a" + (b"</body" + b" " * 1000) * 1000)),
    "text, turned": (STRAIGHT, TURNED.encode),
    "text in UTF-16, turned": (STRAIGHT, lambda: TURNED.encode("utf-16")),
    "text, a line of 48 MB": ("a a", lambda: b"a " * (24 * MEBIBYTE)),
    "csv, turned": (STRAIGHT, f"{TURNED},b,c\n1,2,3\n".encode),
    "csv, marks that are never closed": ("a\tb\tc", lambda: b"a,b,c\n" + b'1,"2,3\n' * 100_000),
    "csv, a row of a million cells": ("a\tb\tc", lambda: b"a,b,c\n" + b"," * MEBIBYTE + b"x\n"),
    "csv, a cell of 10 MB": ("a,b,c", lambda: b"a,b,c\n" + b'"' + b"x" * 10_000_000 + b'",1,2\n'),
    "csv, blank lines before it": ("a,b,c", lambda: b" \n" * 3_000_000 + b"a,b,c\n1,2,3\n"),
    "csv, formulas": ("a\tb\tc", lambda: b"a,b,c\n=cmd|' /C calc'!A0,@SUM(1+1),-1\n"),
}


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file may lead to a connection, nor to the question where a host is."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a file made its reader ask for something elsewhere")

    monkeypatch.setattr(socket.socket, "connect", fail)
    monkeypatch.setattr(socket, "getaddrinfo", fail)


def in_time(make: Callable[[], bytes]) -> list[str]:
    """The lines of a file. Raises Refusal."""
    content = make()
    begun = time.process_time()
    try:
        return [line.text for line in read_outline(content).lines]
    finally:
        assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_that_are_refused(name: str) -> None:
    reason, make = REFUSED[name]
    with pytest.raises(Refusal) as refusal:
        in_time(make)
    assert refusal.value.reason == reason


@pytest.mark.parametrize("name", READ)
def test_hostile_files_of_which_nothing_but_the_text_is_read(name: str) -> None:
    start, make = READ[name]
    lines = in_time(make)
    assert lines[0].startswith(start)
    told = "\n".join(lines)
    assert "root:" not in told
    assert "alert" not in told
    assert not set(told) & {*MISLEADING, "\x00", "\x1b"}
