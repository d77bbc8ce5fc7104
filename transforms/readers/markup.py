"""What tells a web page from a text, how it is encoded, and whether it is whole."""

import codecs
import re

from transforms.outline import Refusal
from transforms.readers.text import BYTE_ORDER_MARKS, OLD_ENCODINGS, find_encoding

HEAD = 65_536  # bytes within which a page shows that it is one, and how it is encoded
MARGINS = (("<!--", "-->"), ("<?", "?>"))  # what may stand before a page's own markup
FIRST_TAG = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|style|script|base|main|header|nav|"
    r"section|article|aside|footer|div|span|form|center|font|h[1-6]|p|ul|ol|dl|table|strong|b)"
    r"(?=[\s/>]))[^<]*>",
    re.IGNORECASE,
)
CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
OPEN_TAG = re.compile(rb"<[a-z/!][^<>]*\Z")  # at the end of a page
LATIN_1 = "iso8859-1"
SIGNS = bytes(range(0x80, 0xA0))  # of Windows-1252, where ISO-8859-1 has controls
WHOLE = (b"html", b"body")  # elements whose start tag is met again by an end tag, the widest first


def is_web_page(content: bytes) -> bool:
    """Whether bytes begin with the markup of a page: margins apart, a tag that pages open with.

    A text may hold tags, as the plans do their boxes, but does not begin with such a one.
    """
    mark = next((m for m in BYTE_ORDER_MARKS if content.startswith(m)), None)
    encoding = BYTE_ORDER_MARKS[mark] if mark else "latin-1"
    text = content[:HEAD].decode(encoding, errors="replace").lstrip("\ufeff").lstrip()
    while margin := next((m for m in MARGINS if text.startswith(m[0])), None):
        text = text.partition(margin[1])[2].lstrip()
    return FIRST_TAG.match(text) is not None


def as_utf8(content: bytes) -> tuple[bytes, str]:
    """A page in UTF-8, and its encoding as ``text.find_encoding`` names it; Refusal if it is none.

    Bytes that are UTF-8 are read so, whatever the page says: a server's own word would go before
    the page's, and no Finnish text in another encoding is UTF-8 by chance. Then counts what the
    page says, then what its letters show.
    """
    said = None
    if not content.startswith(tuple(BYTE_ORDER_MARKS)):
        try:
            content.decode("utf-8")
            return content, "utf-8"
        except UnicodeDecodeError:
            said = declared(content)
    encoding = said or find_encoding(content)
    try:
        return content.decode(encoding).encode(), encoding
    except UnicodeDecodeError as error:
        raise Refusal("binary", encoding) from error


def declared(content: bytes) -> str | None:
    """The encoding that a page itself names, if it is one that Finnish documents are written in.

    Windows-1252 takes the place of ISO-8859-1 where its signs are used, as in every browser.
    """
    match = CHARSET.search(content[:HEAD])
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else None
    except LookupError:
        return None
    if name in (LATIN_1, "cp1252"):
        has_signs = len(content.translate(None, SIGNS)) < len(content)
        return "cp1252" if has_signs else "iso-8859-1"
    return next((known for known in OLD_ENCODINGS if codecs.lookup(known).name == name), None)


def refuse_cut_off(page: bytes) -> None:
    """Refuse a page that opens as a whole document and does not end as one, or ends in a tag.

    The end tags of ``html`` and ``body`` may be left out by those who write no start tags either;
    who writes the one writes the other. So the widest that is opened must be closed.
    """
    folded = page.lower()
    for name in WHOLE:
        if opening := re.search(rb"<%b[\s>]" % name, folded):
            if folded.rfind(b"</" + name) < opening.start():
                raise Refusal("cut_off", f"</{name.decode()}>")
            break
    if OPEN_TAG.match(folded, max(folded.rfind(b"<"), 0)):
        raise Refusal("cut_off", ">")
