"""Readers: one module a file format, all giving the same outline."""

from transforms.outline import Outline, Refusal
from transforms.readers import text

MAX_BYTES = 50 * 1024 * 1024
# First bytes that give a file's format away, whatever its name says.
SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip container (zip, docx, xlsx)",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}


def read_outline(content: bytes) -> Outline:
    """Read a document's bytes into numbered lines.

    Raises Refusal where there is nothing to read: empty, too large, binary.
    """
    if not content.strip():
        raise Refusal("empty", "The file holds no text. Fetch it again from its source.")
    if len(content) > MAX_BYTES:
        raise Refusal(
            "too_large",
            f"The file has {len(content):,} bytes, more than {MAX_BYTES:,}. Check that it is "
            "one document.",
        )
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            raise Refusal("binary", f"The file is {name}. Deliver the description as text.")
    return text.read(content)
