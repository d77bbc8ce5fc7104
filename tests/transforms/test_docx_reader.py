"""Word documents read as lines: paragraphs and tables in order, boxes, numbers of lists."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from schemas import limits
from transforms import readers
from transforms.outline import Refusal
from transforms.readers import read_outline
from transforms.readers.docx import MEDIA_TYPE

NAMESPACES = (
    nsdecls("w")
    + ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def body(*parts: str) -> bytes:
    """A document whose body holds these pieces of XML."""
    document = Document()
    for part in parts:
        xml = part.replace(">", f" {NAMESPACES}>", 1)
        document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))
    return saved(document)


def texts(content: bytes) -> list[str]:
    return [line.text for line in read_outline(content).lines]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def test_paragraphs_and_tables_come_in_order_with_tabs_between_cells() -> None:
    document = Document()
    document.add_paragraph("alku")
    table = document.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("a", "b\nc", "d"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "leveä"
    table.cell(1, 2).text = "e"
    document.add_paragraph("loppu")
    outline = read_outline(saved(document))
    assert [line.text for line in outline.lines] == ["alku", "a\tb c\td", "leveä\t\te", "loppu"]
    assert [line.number for line in outline.lines] == [1, 2, 3, 4]
    assert (outline.media_type, outline.encoding) == (MEDIA_TYPE, None)


def test_cell_merged_downwards_is_read_once() -> None:
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "yhdessä"
    table.cell(0, 1).text, table.cell(1, 1).text = "1", "2"
    assert texts(saved(document)) == ["yhdessä\t1", "\t2"]


def test_rows_of_one_cell_are_paragraphs() -> None:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "yksi"
    cell.add_paragraph("kaksi")
    assert texts(saved(document)) == ["yksi", "kaksi"]


def test_headers_and_footers_are_left_out() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Hankkeen nimi: Taitopolku"
    document.sections[0].footer.paragraphs[0].text = "1"
    document.add_paragraph("teksti")
    assert texts(saved(document)) == ["teksti"]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), ["a\tb"]),
        (run("a") + "<w:r><w:br/></w:r>" + run("b"), ["a", "b"]),
        (run("PK") + "<w:r><w:noBreakHyphen/></w:r>" + run("yritys"), ["PK-yritys"]),
        (run("yri") + "<w:r><w:softHyphen/></w:r>" + run("tys"), ["yritys"]),
        (run("yri\u00adtys"), ["yritys"]),
        (f"<w:del>{run('ei')}</w:del><w:ins>{run('näkyy')}</w:ins>", ["näkyy"]),
        (f'<w:hyperlink w:anchor="x">{run("osoite")}</w:hyperlink>', ["osoite"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" Kyllä"), ["☒ Kyllä"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + run(" Ei"), ["☐ Ei"]),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ý</w:t></w:r>', ["☒"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>piilossa</w:t></w:r>" + run("esillä"), ["esillä"]),
        (run("a") + '<w:r><w:instrText>PAGE</w:instrText></w:r>' + run("b"), ["ab"]),
    ],
)  # fmt: skip
def test_text_within_paragraphs(runs: str, expected: list[str]) -> None:
    assert texts(body(paragraph(runs))) == expected


@pytest.mark.parametrize(("value", "box"), [("1", "☒"), ("0", "☐")])
def test_check_boxes_of_both_kinds(value: str, box: str) -> None:
    control = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run('?')}</w:sdtContent></w:sdt>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        f'<w:default w:val="{value}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    )
    assert texts(body(paragraph(control, run(" Kyllä")))) == [f"{box} Kyllä"]
    assert texts(body(paragraph(field, run(" Kyllä")))) == [f"{box} Kyllä"]


@pytest.mark.parametrize(
    ("asks", "read"),
    [
        ("<w:showingPlcHdr/>", ["Koodi", "Koodi"]),
        ("", ["Koodi S29100", "Koodi\tS29100", "S29100"]),
    ],
)
def test_value_typed_in_a_control_is_read_and_what_asks_for_it_is_not(
    asks: str, read: list[str]
) -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr>{asks}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    typed = run("S29100")
    cell = f"<w:tc>{paragraph(typed)}</w:tc>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('Koodi'))}</w:tc>{control(cell)}</w:tr></w:tbl>"
    found = texts(body(paragraph(run("Koodi "), control(typed)), table, control(paragraph(typed))))
    assert found == read


def test_content_controls_and_text_boxes_are_read() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph(run('sisällä'))}</w:sdtContent></w:sdt>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        f"{paragraph(run('laatikko'))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"{paragraph(run('laatikko'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(body(control, paragraph(run("ankkuri"), box))) == [
        "sisällä",
        "ankkuri",
        "laatikko",
    ]


def test_automatic_numbers_are_written_out() -> None:
    document = Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate([("decimal", "%1"), ("decimal", "%1.%2")])
    )
    root = document.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum {NAMESPACES} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {NAMESPACES} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for level, text in (
        (0, "Viranomainen"),
        (0, "Hakija"),
        (1, "Osa"),
        (1, "Toinen"),
        (0, "Tavoite"),
    ):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        number = parse_xml(
            f'<w:numPr {NAMESPACES}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        )
        properties.append(number)
    expected = ["1 Viranomainen", "2 Hakija", "2.1 Osa", "2.2 Toinen", "3 Tavoite"]
    assert texts(saved(document)) == expected


def test_gaps_are_told_by_empty_paragraphs_and_tables() -> None:
    document = Document()
    document.styles["Normal"].paragraph_format.space_after = 0
    for text in ("a", "b", "", "c"):
        document.add_paragraph(text)
    document.add_table(1, 2).cell(0, 0).text = "d"
    assert [line.after_gap for line in read_outline(saved(document)).lines] == [
        *(True, False, True, True)
    ]


def package(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def spoiled(content: bytes) -> bytes:
    """A package whose packed members are no longer what was packed."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        start = min(m.header_offset + 30 + len(m.filename) for m in file.infolist())
        ends = min(m.compress_size for m in file.infolist())
    return content[:start] + b"\xff" * ends + content[start + ends :]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: cut(body(paragraph(run("teksti")))), "damaged"),
        (lambda: package({"word/document.xml": b"<w:document"}), "damaged"),
        (lambda: spoiled(body(paragraph(run("teksti")))), "damaged"),
        (body, "empty"),
        (lambda: package({"a.txt": b"teksti"}), "archive_in_archive"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "binary"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
    ids=[
        "cut off",
        "no package",
        "spoiled",
        "nothing in it",
        "another zip",
        "old Word",
        "password",
    ],
)
def test_what_is_no_document_is_refused(make: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(Refusal) as raised:
        read_outline(make())
    assert raised.value.reason == reason


def test_package_that_unpacks_to_too_much_is_not_opened() -> None:
    bomb = package({"word/document.xml": b"", "word/media/x": b"\0" * (limits.MAX_BYTES + 1)})
    assert len(bomb) < limits.MAX_BYTES // 100
    with pytest.raises(Refusal) as raised:
        readers.read_outline(bomb)
    assert raised.value.reason == "too_large"
