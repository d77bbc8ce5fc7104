"""A text put into the files that readers take: PDF, Word and Excel, of one simple make each.

Simple on purpose: what is to be broken must be whole at first, small, and quickly made.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

TOP, BOTTOM, LEFT = 800, 40, 40
STEP, GAP = 10, 6  # points from a line to the next, and over a blank one
WIDTH = 520  # points, shared by the cells of a row
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def as_pdf(text: str) -> bytes:
    """A text as a PDF without compression: each line where it is set, tabs as columns."""
    pages: list[list[str]] = [[]]
    height = TOP
    for line in text.split("\n"):
        height -= STEP if line.strip() else GAP
        if height < BOTTOM:
            pages.append([])
            height = TOP
        cells = line.split("\t")
        for column, cell in enumerate(cells):
            if cell.strip():
                place = f"{LEFT + WIDTH * column // len(cells)} {height} Td"
                pages[-1].append(f"BT /F 7 Tf {place} ({escaped(cell)}) Tj ET")
    return written(objects_of(["\n".join(page) for page in pages]))


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def objects_of(pages: Sequence[str]) -> list[bytes]:
    """The objects of a PDF, the first its catalogue."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        FONT.encode(),
    ]
    for number, page in enumerate(pages):
        content = page.encode("cp1252", errors="replace")
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} "
                "0 R /Resources << /Font << /F 3 0 R >> >> >>"
            ).encode(),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        ]
    return objects


def written(objects: Sequence[bytes], root: int = 1) -> bytes:
    """The file of some objects, numbered from 1, with a table of where each stands."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), len(objects) + 1
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer << /Size {size} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def as_docx(text: str) -> bytes:
    """A text as a Word document: a paragraph for each line, a table for rows with tabs."""
    from docx import Document

    document: Any = Document()
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            document.add_paragraph(line)
            continue
        row = document.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a workbook of one sheet."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in rows:
        sheet.append([float(cell) if cell.isdigit() else cell for cell in row])
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()
