"""Web pages: their lines as a reader of the page sees them, its furniture told apart."""

import re

from lxml import etree

from transforms.outline import HTML, Outline, Refusal
from transforms.readers.html.lines import with_gaps
from transforms.readers.html.walk import Walk
from transforms.readers.markup import page_encoding, refuse_cut_off
from transforms.readers.text import CONTROL

ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
TOO_DEEP = "Excessive depth"


def read(content: bytes) -> Outline:
    """Lines of a page, each numbered by the line of the source on which its text begins.

    Refusal where it is cut off (it opens ``<html>`` but does not close it), nested beyond all
    measure, or empty. Nothing is fetched, and no entities but those of HTML are known.
    """
    encoding = page_encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("binary", encoding) from error
    if CONTROL.search(text):
        raise Refusal("binary", "U+0000…U+001F")
    refuse_cut_off(text)
    root = parse(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))
    drafts = Walk(root).drafts() if root is not None else []
    if not drafts:
        raise Refusal("empty")
    return Outline(with_gaps(drafts), HTML, encoding.removesuffix("-sig"))


def parse(text: str) -> etree._Element | None:
    """The tree of a page; Refusal where the parser gave up within it.

    What stands behind the end tags of a page is shown as well: the parser does not see them.
    """
    text = ENDS.sub(lambda tag: "\n" * tag[0].count("\n"), text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.fromstring(text.encode(), parser)
    if any(TOO_DEEP in entry.message for entry in parser.error_log):
        raise Refusal("damaged", "<…<…<…")
    return root
