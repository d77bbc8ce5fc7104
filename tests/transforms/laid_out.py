"""A plan's text laid out as a user would have it: a page with tables and boxes, as PDF and DOCX.

Independent of the readers: what a line of the text becomes on the page is decided here.
"""

import hashlib
import html
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.needs import lacks_program

INPUT = re.compile(r"<input\b[^>]*>|[☒☑☐]|(?<!\S)[ýþo¨](?=\s|$)")
BOXED = re.compile(r"<input\b|[☒☑☐]|^[ýþo¨]$|(?<!\S)[ýþo¨] (?:Kyllä|Ei\b|Vain|Hak|Hankkeen)")
TICKED = re.compile(r"checked|[☒☑ýþ]")
NUMBERED = re.compile(r"^(\d{1,2})(\.\d)? ?[A-ZÅÄÖ].{3,}|^Viranomaisen merkintöjä$")
SHARED = re.compile(r"^(\d+ .+?)\*\*(\d+\.1 .+?)\*\*$")
PAGE = re.compile(r"\s+(?:sivu\s*)?\d+(?:\s*[(/]\s*\d+\s*\)?)?$", re.IGNORECASE)
RULE = re.compile(r"^[-–—_=\s]{3,}$")
FIELD_PLACES = ("Viranomaisen", "2 ", "3 ", "10 ", "1 ")
WORD = re.compile(r"[^\W\d_]{7,}")
SYLLABLE = re.compile(r"(?<=[aeiouyäö])(?=[bcdfghjklmnpqrstvwxz][aeiouyäö])")
CSS = """
@page { size: A4; margin: 25mm 18mm 22mm 20mm;
  @top-left { content: "%(header)s"; font: 9pt 'Liberation Sans'; }
  @bottom-right { content: counter(page) " (" counter(pages) ")"; font: 9pt 'Liberation Sans'; } }
body { font: %(size)s 'Liberation Sans'; margin: 0; text-align: %(align)s; }
h1 { font-size: 16pt; margin: 6pt 0; } h2 { font-size: 12pt; margin: 12pt 0 6pt; }
p { margin: 0 0 8pt; } p.tight { margin: 0; }
table { width: 100%%; margin: 0 0 8pt; border-collapse: collapse; text-align: left; }
table.ruled td { border: 0.75pt solid #444; padding: 2pt 4pt; vertical-align: top; }
table.ruled tr.head td { background: #e8e8e8; font-weight: bold; }
table.fields td { padding: 3pt 12pt 3pt 0; vertical-align: top; }
"""


@dataclass(frozen=True)
class Style:
    """How a page is set: `boxes` as glyphs or drawings, and whether words are hyphenated."""

    boxes: str = "glyph"
    hyphens: bool = False
    size: str = "10pt"
    align: str = "left"
    framed: bool = False  # fields in ruled cells, labels above values
    thead: bool = True  # a table that goes on shows its header again


@dataclass
class Block:
    """Something on the page: a heading, a paragraph, rows of fields or a table."""

    kind: str
    rows: list[list[str]] = field(default_factory=list)
    tight: bool = False


def blocks(text: str) -> tuple[str, list[Block]]:
    """The page header and the blocks of a plan's text."""
    lines = [line.rstrip(" \r") for line in text.replace("<br/>", " ").split("\n")]
    named = next((x for x in lines if x.startswith("Hankkeen nimi:")), "")
    header = " ".join(PAGE.sub("", named).split())
    found: list[Block] = []
    place, gap, turned = "", True, False
    for line in unbroken(lines):
        if header and " ".join(line.split()).startswith(header):
            turned = True
        elif not line.strip():
            gap = True
            if found:
                found[-1].tight = False
        elif not RULE.match(line):
            if not (turned and goes_on(found, line)):
                place = add(found, line, gap, place)
            gap = turned = False
    return header, found


def unbroken(lines: Sequence[str]) -> Iterator[str]:
    """Lines, of which one with two headings makes two."""
    for line in lines:
        if shared := SHARED.match(line):
            yield from shared.groups()
        else:
            yield line


def goes_on(found: list[Block], line: str) -> bool:
    """Join a sentence that the text's own page broke."""
    if not found or found[-1].kind not in ("text", "table") or not line[0].islower():
        return False
    before = found[-1].rows[-1]
    if found[-1].kind == "table":
        before[-1] += f" {line}"
        return True
    if before[0].endswith((".", "!", "?", ":", ";")) or before[0][0] == "-":
        return False
    before[0] += f" {line}"
    return True


def add(found: list[Block], line: str, gap: bool, place: str) -> str:
    """Append a line to the blocks; gives the heading below which it stands."""
    cells = line.split("\t")
    if len(cells) > 1:
        last = found[-1] if found else None
        is_site = last is not None and last.rows[0][0] == "Jakeluosoite"
        is_field = place.startswith(FIELD_PLACES) and cells[0] != "Jakeluosoite" and not is_site
        kind = "fields" if is_field else "table"
        goes = last and last.kind == kind and not gap and (is_field or fits(last, cells))
        if last and (goes or is_site):
            last.rows.append(cells)
        else:
            found.append(Block(kind, [cells]))
    elif gap and NUMBERED.match(line) and len(line) < 250 and "\t" not in line:
        found.append(Block("title" if len(line) < 3 else "heading", [cells]))
        return line
    else:
        found.append(Block("text", [cells], tight=True))
    return place


def fits(block: Block, cells: list[str]) -> bool:
    return len(cells) <= max(map(len, block.rows))


def hyphenated(text: str) -> str:
    """The text with a soft hyphen between syllables."""
    return WORD.sub(lambda word: cut(word[0]), text)


def cut(word: str) -> str:
    return word[:2] + SYLLABLE.sub("\u00ad", word[2:-2]) + word[-2:]


# --- as a web page ---------------------------------------------------------------------------

DRAWN = (
    '<svg width="9" height="9" style="vertical-align:-1px"><path d="M.5 .5H8.5V8.5H.5Z{cross}" '
    'fill="none" stroke="#000" stroke-width=".8"/></svg>'
)
BORDERED = (
    '<span style="display:inline-block;width:8px;height:8px;border:1px solid #000;'
    'background:{colour}"></span>'
)
BOX = {
    "glyph": {True: "☒", False: "☐"},
    "drawn": {
        True: DRAWN.format(cross="M.5 .5L8.5 8.5M8.5 .5L.5 8.5"),
        False: DRAWN.format(cross=""),
    },
    "bordered": {
        True: BORDERED.format(colour="#000"),
        False: BORDERED.format(colour="none"),
    },
}


def as_html(text: str, style: Style = Style()) -> str:
    """The plan as a web page with real tables."""
    header, found = blocks(text)
    css = CSS % {"header": header.replace('"', "'"), "size": style.size, "align": style.align}
    body = "\n".join(html_of(block, style) for block in found)
    return f'<!doctype html><html lang="fi"><meta charset="utf-8"><style>{css}</style>{body}</html>'


def inline(text: str, style: Style) -> str:
    """One text of the page."""
    if not BOXED.search(text):
        return html.escape(hyphenated(text) if style.hyphens else text)
    found, at = [], 0
    for box in INPUT.finditer(text):
        found.append(html.escape(text[at : box.start()]))
        found.append(BOX[style.boxes][bool(TICKED.search(box[0]))])
        at = box.end()
    return "".join([*found, html.escape(text[at:])])


def html_of(block: Block, style: Style) -> str:
    if block.kind in ("text", "heading", "title"):
        tag = {"text": "p", "heading": "h2", "title": "h1"}[block.kind]
        name = ' class="tight"' if block.tight else ""
        return f"<{tag}{name}>{inline(block.rows[0][0].strip(), style)}</{tag}>"
    if block.kind == "fields":
        return html_fields(block, style)
    columns = max(map(len, block.rows))
    rows = [html_row(row, columns, style, at == 0) for at, row in enumerate(block.rows)]
    if block.rows[0][:2] == ["Vaikutuksen kohde", "Vaikutusaste"]:
        rows[:2] = [html_row(row, columns, style, True) for row in block.rows[:2]]
        rows[0] = (
            '<tr class="head"><td rowspan="2">Vaikutuksen kohde</td><td colspan="2">Vaikutusaste'
            '</td><td rowspan="2">Perustelu</td></tr>'
        )
        rows[1] = '<tr class="head"><td>Välitön vaikutus</td><td>Välillinen vaikutus</td></tr>'
        rows[:2] = ["".join(rows[:2])]
    if style.thead:
        rows[0] = f"<thead>{rows[0]}</thead>"
    return f'<table class="ruled">{"".join(rows)}</table>'


def html_row(row: Sequence[str], columns: int, style: Style, head: bool) -> str:
    cells = [*row, *[""] * (columns - len(row))]
    inner = "".join(f"<td>{inline(cell, style)}</td>" for cell in cells)
    return f'<tr class="head">{inner}</tr>' if head else f"<tr>{inner}</tr>"


def html_fields(block: Block, style: Style) -> str:
    rows = []
    for row in block.rows:
        cells = [cell for cell in row if cell.strip()]
        span = f' colspan="{4 - len(cells)}"' if len(cells) < 3 else ""
        inner = [f"<td{span if at else ''}>{inline(c, style)}</td>" for at, c in enumerate(cells)]
        if len(cells) == 1:
            inner = [f'<td colspan="3">{inline(cells[0], style)}</td>']
        rows.append(f"<tr>{''.join(inner)}</tr>")
    return f'<table class="{"ruled" if style.framed else "fields"}">{"".join(rows)}</table>'


# --- as a Word document ----------------------------------------------------------------------


def as_docx(text: str, style: Style = Style()) -> bytes:
    """The plan as a Word document with a page header and page numbers."""
    from io import BytesIO

    from docx import Document
    from docx.shared import Pt

    header, found = blocks(text)
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10)
    normal.paragraph_format.space_after = Pt(6)
    document.sections[0].header.paragraphs[0].text = header
    add_page_number(document.sections[0].footer.paragraphs[0])
    for block in found:
        add_block(document, block, style)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add_page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), "PAGE")
    paragraph._p.append(simple)


def add_block(document: Any, block: Block, style: Style) -> None:
    from docx.shared import Pt

    if block.kind in ("text", "heading", "title"):
        text = plain(block.rows[0][0].strip(), style)
        if block.kind == "heading":
            document.add_paragraph().add_run(text).bold = True
        else:
            paragraph = document.add_paragraph(text)
            if block.tight:
                paragraph.paragraph_format.space_after = Pt(0)
        return
    add_table(document, block, style)


def add_table(document: Any, block: Block, style: Style) -> None:
    """Rows of a table, or of fields, of which one without a neighbour takes the whole row."""
    from docx.shared import Pt

    columns = max(map(len, block.rows))
    table = document.add_table(len(block.rows), columns)
    if block.kind == "table" or style.framed:
        table.style = "Table Grid"
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = plain(text, style)
        if block.kind == "fields" and not any(cells[1:]):
            row.cells[0].merge(row.cells[-1]).text = plain(cells[0], style)
    if block.kind == "table":
        set_widths(table, widths(block, columns))
    if block.rows[0][:2] == ["Vaikutuksen kohde", "Vaikutusaste"]:
        for place in ((0, 1, 0, 2), (0, 0, 1, 0), (0, 3, 1, 3)):
            first, last = table.cell(*place[:2]), table.cell(*place[2:])
            text = first.text
            first.merge(last).text = text
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def set_widths(table: Any, wanted: Sequence[int]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, wanted, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def widths(block: Block, columns: int) -> list[int]:
    """Widths that leave no word without room, in the unit of Word."""
    from docx.shared import Cm

    wanted = []
    for at in range(columns):
        texts = [row[at] for row in block.rows if at < len(row)]
        word = max((len(word) for text in texts for word in text.split()), default=0)
        wanted.append(max(word + 3, min(60, max(map(len, texts), default=0)) ** 0.75, 5))
    return [Cm(15.2 * want / sum(wanted)) for want in wanted]


def plain(text: str, style: Style) -> str:
    if not BOXED.search(text):
        return hyphenated(text) if style.hyphens else text
    return INPUT.sub(lambda box: "☒" if TICKED.search(box[0]) else "☐", text)


# --- by the programs that users have ---------------------------------------------------------


@cache
def folder() -> Path:
    """Where the session's layouts lie."""
    return Path(mkdtemp(prefix="laid-out-"))


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        lacks_program(f"{name} is missing: apt-get install {package}")
    if "Liberation" not in fonts():
        lacks_program("the fonts are missing: apt-get install fontconfig fonts-liberation")
    return found


@cache
def fonts() -> str:
    """The fonts there are; with others than a user's, words stand elsewhere."""
    lister = shutil.which("fc-list")
    return subprocess.check_output([lister], text=True) if lister else ""


@cache
def chromium_pdf(text: str, style: Style = Style()) -> bytes:
    """The page as Chromium prints it."""
    run = program("chromium", "chromium")
    page = folder() / f"{name_of(text, style)}.html"
    page.write_text(as_html(text, style), encoding="utf-8")
    target = page.with_suffix(".chromium.pdf")
    subprocess.run(
        [
            *(run, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *(f"--user-data-dir={folder() / 'chromium'}", f"--print-to-pdf={target}", str(page)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target.read_bytes()


@cache
def office(text: str, style: Style = Style(), kind: str = "pdf") -> bytes:
    """The Word document as LibreOffice saves it: as PDF, or as DOCX of its own."""
    run = program("soffice", "libreoffice-writer")
    source = folder() / f"{name_of(text, style)}.docx"
    source.write_bytes(as_docx(text, style))
    return converted(run, source, kind)


@cache
def office_plain(text: str, kind: str) -> bytes:
    """The plain text as LibreOffice saves it: tabs and lines as they are."""
    run = program("soffice", "libreoffice-writer")
    source = folder() / f"{name_of(text, Style())}.txt"
    source.write_text(text, encoding="utf-8")
    return converted(run, source, kind)


def converted(run: str, source: Path, kind: str) -> bytes:
    out = folder() / source.suffix[1:]
    subprocess.run(
        [
            *(run, "--headless", f"-env:UserInstallation=file://{folder() / 'office'}"),
            *("--convert-to", kind, "--outdir", str(out), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (out / f"{source.stem}.{kind}").read_bytes()


def name_of(text: str, style: Style) -> str:
    return hashlib.sha256(f"{style}{text}".encode()).hexdigest()[:16]
