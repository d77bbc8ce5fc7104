"""Every text that a file's bytes may hold, whatever the format: for whoever must find a person."""

import re
import struct
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
TAG = re.compile(r"<[^<>]{0,2000}>")
HUGE = re.compile(r"&#\d{8,};?")  # no sign has such a number, and Python would not read it
OPENED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of which a part can be had without the whole
UNOPENABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, RuntimeError,
    EOFError, OSError,
)  # fmt: skip


def texts_of(content: bytes) -> Iterator[str]:
    """Texts that bytes hold: in several encodings and escapes, in members of a zip, of a PDF.

    What is packed within what is packed too, as far as all of it together is no larger than a
    document may be.
    """
    waiting, left = [content], MAX_BYTES
    while waiting:
        part = waiting.pop()
        yield from decoded(part)
        if part.startswith(ZIP):
            for member in members(part, left):
                left -= len(member)
                waiting.append(member)
        if part.startswith(PDF):
            yield metadata(part)


def decoded(content: bytes) -> Iterator[str]:
    """Bytes as text in each encoding, also without escapes."""
    for encoding, start in ENCODINGS:
        text = content[start:].decode(encoding, errors="ignore")
        yield text
        yield from unescaped(text)


def unescaped(text: str) -> Iterator[str]:
    """A text without tags and without the escapes of HTML, addresses and JSON, if it has any."""
    if "&" in text:
        text = unescape(HUGE.sub(" ", text))
        yield text
    if "<" in text:
        yield from (TAG.sub(between, text) for between in ("", " "))
    if "%" in text and (plain := unquote(text)) != text:
        yield plain
    if "\\u" in text:
        yield ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def members(content: bytes, left: int) -> Iterator[bytes]:
    """Names of the members of a zip, then what each holds, as long as no more than `left` bytes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            infos = package.infolist()
            yield "\n".join(info.filename for info in infos).encode(errors="replace")
            for info in infos:
                if left > 0 and info.compress_type in OPENED:
                    with package.open(info) as member:
                        content = member.read(left)
                    left -= len(content)
                    yield content
    except UNOPENABLE:
        return


def metadata(content: bytes) -> str:
    """What a PDF says of itself: its author, say."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return "\n".join(pdf.get_metadata_dict().values())
    except pypdfium2.PdfiumError:
        return ""
