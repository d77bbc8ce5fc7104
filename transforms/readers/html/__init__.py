"""Web pages: their lines as a reader of the page sees them, its furniture told apart."""

import re
from codecs import BOM_UTF8

from lxml import etree

from transforms.outline import HTML, Outline, Refusal
from transforms.readers.html.lines import with_gaps
from transforms.readers.html.walk import Walk
from transforms.readers.markup import as_utf8, refuse_cut_off

ENDS = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])
TOO_DEEP = "Excessive depth"


def read(content: bytes) -> Outline:
    """Lines of a page, each numbered by the line of the source on which its text begins.

    Refusal where it is cut off (it opens ``<html>`` but does not close it), nested beyond all
    measure, or empty. Nothing is fetched, and no entities but those of HTML are known.
    """
    page, encoding = as_utf8(content)
    if len(page.translate(None, CONTROLS)) < len(page):
        raise Refusal("binary", "U+0000…U+001F")
    refuse_cut_off(page)
    root = parse(page.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removeprefix(BOM_UTF8))
    drafts = Walk(root).drafts() if root is not None else []
    if not drafts:
        raise Refusal("empty")
    return Outline(with_gaps(drafts), HTML, encoding.removesuffix("-sig"))


def parse(page: bytes) -> etree._Element | None:
    """The tree of a page in UTF-8; Refusal where the parser gave up, MemoryError where it had to.

    What stands behind the end tags of a page is shown as well: the parser does not see them.
    """
    page = ENDS.sub(lambda tag: b"\n" * tag[0].count(b"\n"), page)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, collect_ids=False)
    try:
        root = etree.fromstring(page, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise
    if any(TOO_DEEP in entry.message for entry in parser.error_log):
        raise Refusal("damaged", "<…<…<…")
    return root
