"""Every text that a file's bytes may hold, whatever the format: for whoever must find a person."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import unquote

from schemas.limits import MAX_BYTES

WIDE = ("utf-16-le", "utf-16-be")
ENCODINGS = (("utf-8", 0), ("cp1252", 0), *((wide, start) for wide in WIDE for start in (0, 1)))
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
ZIP, PDF = b"PK\x03\x04", b"%PDF"
DEEPEST = 3  # a document in a package in a package
UNOPENABLE = (
    zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError,
)  # fmt: skip


def texts_of(content: bytes, depth: int = 0) -> Iterator[str]:
    """Texts that bytes hold: in several encodings and escapes, in members of a zip, of a PDF."""
    for encoding, start in ENCODINGS:
        text = content[start:].decode(encoding, errors="ignore")
        yield text
        yield from unescaped(text)
    if content.startswith(ZIP) and depth < DEEPEST:
        for member in members(content):
            yield from texts_of(member, depth + 1)
    if content.startswith(PDF):
        yield from metadata(content)


def unescaped(text: str) -> Iterator[str]:
    """A text without the escapes of HTML, of addresses and of JSON, where it has any."""
    if "&" in text and (plain := unescape(text)) != text:
        yield plain
    if "%" in text and (plain := unquote(text)) != text:
        yield plain
    if "\\u" in text:
        yield ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def members(content: bytes) -> Iterator[bytes]:
    """What the members of a zip hold, their names first, as far as the size of a document."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            infos = package.infolist()
            yield "\n".join(info.filename for info in infos).encode()
            if sum(info.file_size for info in infos) <= MAX_BYTES:
                yield from map(package.read, infos)
    except UNOPENABLE:
        return


def metadata(content: bytes) -> Iterator[str]:
    """What a PDF says of itself: its author, say."""
    import pdfplumber

    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            yield "\n".join(map(str, (pdf.metadata or {}).values()))
    except Exception:
        return
