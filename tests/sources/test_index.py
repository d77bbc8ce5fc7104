"""Which links of an index are followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.content import Unreadable
from sources.index import follow, is_wanted, plain
from sources.web import Manners, Web, host_of
from tests.sources.site import Site


def found(site: Site, path: str, links: str = "", hosts: tuple[str, ...] = ()) -> list[str]:
    manners = Manners("you@example.org", True, list(hosts), links, 1000)
    with Web(manners, [site.url(path)]) as web:
        uris = [page.uri for page in follow(web, site.url(path))]
    return [uri.removeprefix(site.url("")) for uri in uris]


def test_links_below_the_index_come_once_and_in_document_order(site: Site) -> None:
    links = [
        "b.txt", "a.txt#part", "sub/c.txt", "a.txt", "/list/d.txt", "../up.txt", "/other/x.txt",
        "#top", "", "mailto:a@b.fi", "javascript:void(0)", "file:///etc/passwd", "http://[bad/",
        "ftp://example.org/list/e.txt", "http://elsewhere.example/list/f.txt", "index.html", "./",
        " g.txt ", "h%20ä.txt",
    ]  # fmt: skip
    site.index("/list/index.html", links)
    assert found(site, "/list/index.html") == [
        "/list/b.txt", "/list/a.txt", "/list/sub/c.txt", "/list/d.txt", "/list/g.txt",
        "/list/h%20%C3%A4.txt",
    ]  # fmt: skip


def test_base_of_the_page_counts(site: Site) -> None:
    page = b'<html><head><base href="/list/deep/"></head><body><a href="a.txt">a</a></body></html>'
    site.pages["/list/"] = page
    assert found(site, "/list/") == ["/list/deep/a.txt"]


def test_glob_chooses_among_all_links(site: Site) -> None:
    site.index("/list/", ["/x/1.txt", "2.html", "3.txt", "http://elsewhere.example/4.txt"])
    chosen = ["/x/1.txt", "/list/3.txt", "http://elsewhere.example/4.txt"]
    assert found(site, "/list/", "*.txt") == chosen
    with Web(Manners("a@b.fi", True, [], "*.txt", 1000), [site.url("/")]) as web:
        elsewhere = list(follow(web, site.url("/list/")))[-1]
        with pytest.raises(Unreadable, match=r"--host elsewhere\.example"), elsewhere.open():
            pass


def test_further_pages_of_the_index_are_read(site: Site) -> None:
    site.index("/list/", ["a.txt"], next="page2.html")
    site.index("/list/page2.html", ["b.txt", "/list/"], next="?page=3")
    site.index("/list/page2.html?page=3", ["c.txt"])
    assert found(site, "/list/") == ["/list/a.txt", "/list/b.txt", "/list/c.txt"]


def test_other_queries_of_the_index_are_its_further_pages(site: Site) -> None:
    site.index("/list", ["list/a.txt", "?page=2"])
    site.index("/list?page=2", ["list/b.txt", "?page=1", "/list"])
    site.index("/list?page=1", ["list/a.txt", "?page=2"])
    assert found(site, "/list") == ["/list/a.txt", "/list/b.txt"]


def test_index_that_never_ends_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.index.MAX_INDEX_PAGES", 3)
    for number in range(1, 9):
        query = f"?page={number}" if number > 1 else ""
        site.index(f"/list/{query}", [f"{number}.txt"], next=f"?page={number + 1}")
    manners = Manners("a@b.fi", True, per_second=1000)
    pages = []
    with Web(manners, [site.url("/")]) as web, pytest.raises(Unreadable, match="more than 3 pages"):
        pages.extend(page.uri for page in follow(web, site.url("/list/")))
    assert len(site.served()) == 3


def test_pages_found_before_a_broken_index_page_are_kept(site: Site) -> None:
    site.index("/list/", ["a.txt"], next="gone.html")
    with Web(Manners("a@b.fi", True, per_second=1000), [site.url("/")]) as web:
        pages = follow(web, site.url("/list/"))
        assert next(pages).uri == site.url("/list/a.txt")
        with pytest.raises(Unreadable, match="404"):
            next(pages)


@pytest.mark.parametrize("content", [b"", b"<!-- -->"])
def test_index_without_anything_in_it_is_none(site: Site, content: bytes) -> None:
    site.pages["/list/"] = content
    with pytest.raises(Unreadable, match="no index"):
        found(site, "/list/")


@pytest.mark.parametrize("content", [b"not a page", b"\xff\xfe<a>", b"%PDF-1.7 \x80"])
def test_index_without_links_is_told(site: Site, content: bytes) -> None:
    site.pages["/list/"] = content
    with pytest.raises(Unreadable, match="links to no documents"):
        found(site, "/list/")


@given(st.text() | st.from_regex(r"https?://[^/]*/.*"))
def test_any_link_becomes_a_web_address_or_nothing(text: str) -> None:
    address = plain(text)
    assert address == "" or (host_of(address) and "#" not in address)
    assert plain(address) == address


@given(st.text(alphabet="abc/.%2e", max_size=12))
def test_nothing_beside_the_folder_is_wanted(path: str) -> None:
    url = plain(f"http://h/{path}")
    assert not is_wanted(url, "http://h/list/index.html", "") or url.startswith("http://h/list/")
