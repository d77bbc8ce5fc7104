"""The pages that an index of the web links to."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from lxml import etree, html

from sources.content import Unreadable
from sources.web import Web, WebPage, host_of

MAX_INDEX_PAGES = 1000


def follow(web: Web, start: str) -> Iterator[WebPage]:
    """Pages that an index and its further pages link to, in document order, each once.

    Without a glob those below the index's own folder. Links to the next page (rel=next), and to
    the index's own path with another query, are further pages of the index. Raises Unreadable
    where a page of the index cannot be read, after the pages found until then, and where there are
    no links to follow.
    """
    waiting, known, root, is_empty = [start], {start}, start, True
    for number in range(MAX_INDEX_PAGES):
        if not waiting:
            break
        links, base = read_links(web, waiting.pop(0))
        known.add(base)
        root = base if number == 0 else root
        for url, is_next in links:
            if url in known:
                continue
            if is_wanted(url, root, web.manners.links) and not is_next:
                known.add(url)
                is_empty = False
                yield WebPage(url, web)
            elif host_of(url) in web.hosts and (is_next or path_of(url) == path_of(root)):
                known.add(url)
                waiting.append(url)
    if waiting:
        reason = f"its index has more than {MAX_INDEX_PAGES} pages"
        raise Unreadable(start, reason, "Name a narrower one, or choose with --links.")
    if is_empty:
        raise Unreadable(start, "it links to no documents", "Choose among its links with --links.")


def read_links(web: Web, url: str) -> tuple[list[tuple[str, bool]], str]:
    """Web addresses a page links to and whether each is its next page; and the page's own."""
    content, base = web.fetch(url)
    if content is None:
        return [], base
    with content.stream as stream:
        text = stream.read()
        try:
            page: Any = html.document_fromstring(text, html.HTMLParser(encoding=encoding(text)))
        except (etree.ParserError, ValueError) as error:
            raise Unreadable(url, f"it is no index: {error}", "Check the address.") from error
    page.make_links_absolute(base, resolve_base_href=True, handle_failures="discard")
    found = page.xpath("//a[@href] | //area[@href] | //link[@rel='next'][@href]")
    links = [(plain(e.get("href", "")), "next" in e.get("rel", "").split()) for e in found]
    return [(link, is_next) for link, is_next in links if link], plain(base)


def encoding(page: bytes) -> str | None:
    """UTF-8 where a page is that, whatever it declares, else None: as it declares."""
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def plain(url: str) -> str:
    """A web address in one spelling, without fragment and credentials; '' of any other."""
    try:
        address = httpx.URL(urldefrag(url.strip()).url)
    except (httpx.InvalidURL, ValueError):
        return ""
    return str(address.copy_with(userinfo=b"")) if host_of(str(address)) else ""


def is_wanted(url: str, index: str, glob: str) -> bool:
    """Whether a link of an index leads to a document."""
    if glob:
        return fnmatchcase(url, glob)
    folder = urljoin(index, ".")
    return url.startswith(folder) and path_of(url) not in (path_of(index), path_of(folder))


def path_of(url: str) -> tuple[str, str, str]:
    """An address without its query."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc, parts.path
