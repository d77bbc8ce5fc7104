"""Thirty files of fifteen kinds that nobody can read, each with what is to be said of it."""

import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from benchmarks.service_page import LOOKS, page
from schemas.limits import MAX_BYTES
from tests.flows.test_archives import encrypted
from tests.sources.test_packages import a_tar, a_zip, with_declared_size
from tests.transforms.made import DESCRIPTION, changed
from tests.transforms.made_list import HEADER, ROW, as_csv, as_xlsx, put

HUGE = 2 * 1024**3
TEXT = DESCRIPTION.encode()
PAGE = page(DESCRIPTION, LOOKS["plain"])
ERROR_PAGE = """<!doctype html><html><head><title>503</title></head><body>
<h1>Palvelu on tilapäisesti poissa käytöstä</h1><p>Yritä myöhemmin uudelleen.</p></body></html>"""
PIXEL = b"q 500 0 0 700 0 0 cm /Im0 Do Q"


def a_pdf(content: bytes = b"", *, image: bool = False, trailer: bytes = b"") -> bytes:
    """A PDF of one page that draws `content`."""
    resources = b"<</XObject<</Im0 5 0 R>>>>" if image else b"<<>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
        + resources + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream",
    ]  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return body + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1, trailer, start,
    )  # fmt: skip


LOCKED = (
    b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<"
    + b"42" * 32 + b">>>"
)  # fmt: skip


def a_docx(*paragraphs: str) -> bytes:
    """A Word document of some paragraphs."""
    from docx import Document

    document, file = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


SHEET, LETTER = as_xlsx(HEADER, ROW), a_docx("Hei,", "ohessa suunnitelma.")
# Name of a file, its content, the reason why it is refused.
FILES: dict[str, tuple[bytes, str]] = {
    # no text at all
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    # password
    "locked.pdf": (a_pdf(b"BT ET", trailer=LOCKED), "encrypted"),
    "locked.zip": (encrypted(a_zip({"a.txt": TEXT})), "encrypted"),
    # pictures
    "scan.pdf": (a_pdf(PIXEL, image=True), "scanned"),
    "scan in colour.PDF": (a_pdf(PIXEL * 2, image=True), "scanned"),
    # cut off or damaged on the way
    "cut.pdf": (a_pdf(b"BT ET")[:200], "damaged"),
    "cut.zip": (a_zip({"a.txt": TEXT})[:-30], "damaged"),
    "cut.xlsx": (SHEET[: len(SHEET) // 2], "damaged"),
    "cut.tar.gz": (gzip.compress(a_tar({"a.txt": TEXT}))[:-40], "damaged"),
    "cut.docx": (LETTER[: len(LETTER) // 2], "damaged"),
    "cut page.html": (PAGE[: len(PAGE) // 2], "cut_off"),
    "cut letter.txt": ("Toteutusmäärä".encode()[:-1], "cut_off"),
    # bombs
    "bomb.zip": (with_declared_size(a_zip({"a.txt": b"x"}), 4_000_000_000), "archive_unsafe"),
    "bomb of zeros.zip": (a_zip({"a.txt": bytes(MAX_BYTES + 1)}), "archive_unsafe"),
    "bomb.tar.gz": (gzip.compress(a_tar({"a.txt": bytes(MAX_BYTES + 1)})), "archive_unsafe"),
    # archives within archives
    "outer.zip": (a_zip({"inner.zip": a_zip({"a.txt": TEXT})}), "archive_in_archive"),
    # wrong extension
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    "photo.html": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary"),
    "program.csv": (b"\x7fELF\x02\x01\x01\x00\x00", "binary"),
    # old office files
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "binary"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted",
    ),
    # an error page served as 200, another page
    "error.html": (ERROR_PAGE.encode(), "page_without_form"),
    "error.txt": (ERROR_PAGE.replace("503", "404").encode(), "page_without_form"),
    # a list with other columns, a list of nothing
    "other columns.csv": (as_csv(put(HEADER, c9="Tuki"), ROW).encode(), "list_header_unknown"),
    "other columns.xlsx": (as_xlsx(["Nimi", "Summa"], ["a", 1]), "list_header_unknown"),
    "no row.csv": (as_csv(HEADER, put(ROW, c0="?")).encode(), "list_without_rows"),
    # texts that are something else, or not whole
    "letter.txt": (b"Hei,\n\nohessa pyydetty kuvaus.\n", "form_not_recognised"),
    "no code.txt": (
        changed("Hankekoodi: S29100", "Hankekoodi:").encode(), "project_code_missing",
    ),
}  # fmt: skip
TOO_LARGE = "two gigabytes.txt"


def reasons() -> dict[str, str]:
    """What is to be said of each file."""
    return {name: reason for name, (_, reason) in FILES.items()} | {TOO_LARGE: "too_large"}


def put_down(folder: Path) -> Iterator[Path]:
    """Write the files into a folder."""
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
        yield folder / name
    with (folder / TOO_LARGE).open("wb") as file:
        file.truncate(HUGE)
    yield folder / TOO_LARGE
