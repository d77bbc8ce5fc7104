"""Readers: one module a file format, all giving the same outline."""

from schemas.limits import MAX_BYTES
from transforms.outline import Outline, Refusal
from transforms.readers import text
from transforms.readers.markup import is_page

# First bytes that give a file's format away, whatever its name says.
SIGNATURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"PK\x03\x04": "zip, docx, xlsx",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "doc, xls",
}


def read_outline(content: bytes) -> Outline:
    """Read a document's bytes into numbered lines.

    Raises Refusal where there is nothing to read: empty, too large, binary.
    """
    if not content.strip():
        raise Refusal("empty")
    if len(content) > MAX_BYTES:
        raise Refusal("too_large", f"{len(content):,} > {MAX_BYTES:,}".replace(",", " "))
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            raise Refusal("binary", name)
    if is_page(content):
        from transforms.readers import html  # only who reads a page pays for the parser

        return html.read(content)
    return text.read(content)
