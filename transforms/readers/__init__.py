"""Readers: one module a file format, all giving the same outline."""

import zipfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO

from schemas.limits import MAX_BYTES, beyond
from transforms.outline import Outline, Refusal
from transforms.readers import csv, text
from transforms.readers.markup import is_web_page

# First bytes that give away a format that no reader is for, whatever the file's name says.
SIGNATURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
}
PDF, OLE = b"%PDF", b"\xd0\xcf\x11\xe0"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # whole: a text may begin with "PK-yritysten"
HEAD_BYTES = 1024  # from the start, within which a PDF's signature may stand
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = "mimetype"  # the first member of a file of LibreOffice
# The member that tells what a zip is, with the module that reads it. To add one: name it here.
PACKAGES = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def read_outline(content: bytes) -> Outline:
    """Read a document's bytes into numbered lines.

    Raises Refusal where there is nothing to read: empty, too large, binary, encrypted, damaged.
    """
    if not content.strip():
        raise Refusal("empty")
    refuse_large(len(content))
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            raise Refusal("binary", name)
    if content.startswith(OLE):
        raise Refusal("encrypted") if ENCRYPTED in content else Refusal("binary", "doc, xls")
    if content.startswith(ZIP):
        return reader(package_reader(content))(content)
    if PDF in content[:HEAD_BYTES] and is_pdf(content):
        return reader("pdf")(content)
    if is_web_page(content):
        return reader("html")(content)
    decoded, encoding = text.decode(content)
    if delimiter := csv.delimiter_of(decoded):
        return csv.read(decoded, delimiter, encoding)
    return text.read(decoded, encoding)


def is_pdf(content: bytes) -> bool:
    """Whether a file with the signature of PDF is one: a text may speak of it."""
    return content.startswith(PDF) or b"\nendobj" in content or b"\rendobj" in content


def reader(name: str) -> Callable[[bytes], Outline]:
    """The reader of a format; its libraries are imported when the first such file is read."""
    found: Callable[[bytes], Outline] = import_module(f"transforms.readers.{name}").read
    return found


def package_reader(content: bytes) -> str:
    """Name of the module that reads a zip; its members' sizes are added up before any is opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refusal("damaged") from error
    names = {member.filename for member in members}
    name = next((module for part, module in PACKAGES.items() if part in names), None)
    if name is None and OPEN_DOCUMENT in names:
        raise Refusal("binary", "odt, ods")
    if name is None:
        raise Refusal("archive_in_archive")
    refuse_large(sum(member.file_size for member in members))
    return name


def refuse_large(size: int) -> None:
    if size > MAX_BYTES:
        raise Refusal("too_large", beyond(size, MAX_BYTES))
