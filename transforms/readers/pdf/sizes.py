"""How much a PDF unpacks to, known before pdfminer unpacks each stream of it at once."""

import re
import zlib

from pdfminer.pdftypes import stream_value
from pdfminer.psparser import LIT
from pdfplumber.page import Page

from schemas.limits import MAX_BYTES
from transforms.outline import Refusal

STREAM = re.compile(rb"stream\r?\n")
HEAD = 1024  # bytes before a stream in which its own description stands
IMAGE = re.compile(rb"/Subtype\s*/Image\b")
PART = 1024 * 1024  # bytes that are unpacked at a time
# Of one page. A letter takes a byte here at least, and 3 KB and 20 µs in pdfminer; the
# fullest pages of text that Chromium and LibreOffice write take 130 KB, so what takes more than
# this is a drawing.
MOST_INSTRUCTIONS = 1024 * 1024


def refuse_bomb(content: bytes) -> None:
    """Refuse a file that unpacks to more than is taken in at once.

    Pictures are not counted: reading a page does not unpack them. A bomb that is encrypted too, or
    deflated within another coding, is not known here.
    """
    size = 0
    for stream in STREAM.finditer(content):
        described = content[max(0, stream.start() - HEAD) : stream.start()]
        if not IMAGE.search(described.rpartition(b"obj")[2]):
            size += unpacked_size(content, stream.end(), MAX_BYTES - size)
        if size > MAX_BYTES:
            raise Refusal("too_large", f"> {MAX_BYTES:,}".replace(",", " "))


def unpacked_size(content: bytes, start: int, most: int) -> int:
    """Bytes that deflated data unpacks to, counted up to the first beyond `most`."""
    engine, size, part = zlib.decompressobj(), 0, b""
    try:
        while size <= most and not engine.eof and (part or start < len(content)):
            if not part:
                part, start = content[start : start + PART], start + PART
            size += len(engine.decompress(part, PART))
            part = engine.unconsumed_tail
    except zlib.error:
        pass  # not deflated, or damaged from here on
    return size


def is_too_long(page: Page) -> bool:
    """Whether the instructions of a page are more than is read of one."""
    streams = [stream_value(one) for one in page.page_obj.contents]
    if any(stream.get("Subtype") is LIT("Image") for stream in streams):
        return True  # not measured with the file
    return sum(len(stream.get_data()) for stream in streams) > MOST_INSTRUCTIONS
