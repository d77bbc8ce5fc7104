"""Reading the web from a server on loopback that misbehaves in every known way."""

import socket
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx
import pytest

from schemas.limits import MAX_BYTES
from sources import web as module
from sources.content import Unreadable
from sources.networks import is_open, private_address
from sources.web import Manners, Web, WebPage, condition, host_of, retry_after
from tests.sources.site import (
    MODIFIED,
    Misbehaviour,
    Site,
    answers,
    breaks_off,
    breaks_off_chunked,
    never_ends,
    running_site,
    then,
)

FAST = 1000.0


pytestmark = pytest.mark.usefixtures("impatient")


def get(site: Site, path: str, validator: str | None = None, **manners: object) -> bytes | None:
    url = site.url(path)
    settings = Manners(**{"per_second": FAST, **manners})  # type: ignore[arg-type]
    with Web(settings, [url]) as web, WebPage(url, web).open(validator) as content:
        return content and content.stream.read()


def test_page_comes_with_time_and_validator(site: Site) -> None:
    site.pages["/a"] = b"text"
    with (
        Web(Manners(), [site.url("/a")]) as web,
        WebPage(site.url("/a"), web).open() as content,
    ):
        assert content
        assert content.stream.read() == b"text"
        assert content.modified_at == datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
        assert content.validator
    assert site.agents == {f"hankevarasto/{module.version('hankevarasto')}"}


@pytest.mark.parametrize("etags", [True, False])
def test_page_not_modified_is_not_sent_again(site: Site, etags: bool) -> None:
    site.etags = etags
    site.pages["/a"] = b"text"
    with Web(Manners(per_second=FAST), [site.url("/")]) as web:
        first = web.fetch(site.url("/a"))[0]
        assert first
        assert first.validator is not None
        assert (first.validator == MODIFIED) is not etags
        assert web.fetch(site.url("/a"), first.validator)[0] is None
        site.pages["/a"] = b"changed"
        assert (web.fetch(site.url("/a"), first.validator)[0] is None) is not etags


def test_what_may_pass_is_tried_again(site: Site) -> None:
    site.pages["/a"] = b"text"
    good = answers(200, b"text")
    site.odd = {
        "/500": then(answers(500), good),
        "/503": then(answers(503), answers(502), good),
        "/429": then(answers(429, Retry_After="1"), good),
        "/broken": then(breaks_off, breaks_off_chunked, good),
    }
    for path in site.odd:
        assert get(site, path) == b"text"
    asked = [path for path, status in site.log if status == 0]
    assert [asked.count(path) for path in site.odd] == [2, 3, 2, 3]


def test_server_that_asks_for_rest_gets_it(site: Site) -> None:
    site.odd["/a"] = then(answers(429, Retry_After="1"), answers(200, b"text"))
    start = time.monotonic()
    assert get(site, "/a") == b"text"
    assert time.monotonic() - start >= 1


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (answers(404), "404"),
        (answers(410, b"gone"), "410"),
        (answers(204), "204"),
        (answers(304), "304"),
        (answers(500), "500"),
        (answers(429, Retry_After="7200"), "7200 seconds of rest"),
        (breaks_off, "received 11 bytes, expected 1000"),
        (breaks_off_chunked, "incomplete chunked read"),
        (never_ends, "larger than 52 428 800 bytes"),
        (answers(302, Location="http://localhost:1/x"), "localhost:1"),
        (answers(302, Location="file:///etc/passwd"), "file:"),
        (answers(302, Location="ftp://127.0.0.1/a"), "ftp:"),
        (answers(302, Location="data:text/plain,a"), "absolute URLs"),
        (answers(302, Location="gopher://127.0.0.1/a"), "gopher:"),
        (answers(302, Location="//127.0.0.1:22/"), "127.0.0.1:22, which was not named"),
        (answers(302, Location="http://2130706433/"), "2130706433, which was not named"),
        (answers(302, Location="http://0177.0.0.1/"), "Invalid IPv4 address"),
        (answers(302, Location="http://[::1]/"), "::1, which was not named"),
        (answers(302, Location="http://[::ffff:7f00:1]/"), "::ffff:7f00:1, which was not named"),
        (answers(302, Location="http://127.0.0.1./"), "127.0.0.1., which was not named"),
        (answers(302, Location="http://127.0.0.1:99999/"), "http:, which was not named"),
        (answers(301, Location="/a"), "more than 5 redirects"),
    ],
)
def test_what_does_not_come_is_named_with_a_reason(
    site: Site, behaviour: Misbehaviour, reason: str
) -> None:
    site.odd["/a"] = behaviour
    with pytest.raises(Unreadable, match=f"Could not read {site.url('/a')}: .*{reason}"):
        get(site, "/a")


def test_endless_body_is_left_at_the_limit(site: Site) -> None:
    site.odd["/a"] = never_ends
    with pytest.raises(Unreadable, match=f"{MAX_BYTES:,}".replace(",", " ")):
        get(site, "/a")


def test_redirect_on_a_named_host_is_followed(site: Site) -> None:
    with running_site() as other:
        other.pages["/b"] = b"there"
        site.odd["/a"] = answers(302, Location=other.url("/b"))
        assert get(site, "/a", hosts=[other.host]) == b"there"
        with pytest.raises(Unreadable, match=f"--host {other.host}"):
            get(site, "/a")
        assert other.served() == ["/b"]


def test_a_redirect_brings_no_credentials(site: Site) -> None:
    site.odd["/a"] = answers(302, Location=site.url("/b").replace("//", "//user:secret@"))
    with pytest.raises(Unreadable, match="a user's name in the address") as error:
        get(site, "/a")
    assert "secret" not in str(error.value)


def resolving(addresses: dict[str, list[str]]) -> Callable[..., list[tuple[object, ...]]]:
    """A name server in which hosts of the open internet move to the next address when asked."""

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        known = addresses.get(host, [host])
        address = known.pop(0) if len(known) > 1 else known[0]
        return [(None, None, None, "", (address, port))]

    return resolve


OPEN, PRIVATE = "93.184.215.14", "127.0.0.1"


@pytest.mark.parametrize(
    ("addresses", "path", "hosts", "arrives"),
    [
        ([PRIVATE], "/a", [], True),  # a server of the intranet, which the operator named
        ([OPEN], "/b", [], True),
        ([OPEN, PRIVATE], "/a", [], False),  # the same name, moved in between
        ([OPEN], "/c", ["127.0.0.1"], False),
        ([PRIVATE], "/c", ["127.0.0.1"], True),
    ],
)
def test_nothing_leads_from_the_open_internet_into_a_private_network(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    addresses: list[str],
    path: str,
    hosts: list[str],
    arrives: bool,
) -> None:
    named = f"localhost:{site.server_port}"
    hosts = [f"{host}:{site.server_port}" for host in hosts]
    site.pages["/b"] = b"there"
    site.odd["/a"] = answers(302, Location="/b")
    site.odd["/c"] = answers(302, Location=site.url("/b"))
    resolve = resolving({"localhost": addresses})
    monkeypatch.setattr("sources.networks.getaddrinfo", resolve)
    with (
        Web(Manners(per_second=FAST, hosts=hosts), [f"http://{named}/a"]) as web,
        nullcontext()
        if arrives
        else pytest.raises(Unreadable, match=r"127\.0\.0\.1, of a private network\. Name"),
    ):
        assert web.fetch(f"http://{named}{path}")[0]
    assert site.served() == ["/b"] * arrives


def test_a_link_from_the_open_internet_into_a_private_network_is_not_followed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, site.pages["/b"] = f"http://localhost:{site.server_port}/", b"there"
    site.index("/", [site.url("/b")])
    monkeypatch.setattr("sources.networks.getaddrinfo", resolving({"localhost": [OPEN]}))
    with Web(Manners(per_second=FAST, hosts=[site.host]), [index]) as web:
        assert web.fetch(index)[0]
        with pytest.raises(Unreadable, match="of a private network"):
            web.fetch(site.url("/b"))
    assert site.served() == ["/"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::5db8:d70e", True),  # the first, translated
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep their secrets
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_of_the_open_internet(address: str, expected: bool) -> None:
    assert is_open(ip_address(address)) is expected


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "[::1]", "127.0.0.1"]
)
def test_a_private_address_is_known_in_every_spelling(host: str) -> None:
    assert private_address(f"http://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example\\@named.example/",
        "http://named.example:80@evil.example/",
        "http://evil.example#@named.example/",
        "http://evil.example?@named.example/",
        "http://named.example%2f@evil.example/",
        "http://named.example\t.evil.example/",
        "http:///named.example/",
        "http://ｎamed.example/",
    ],
)
def test_what_is_admitted_is_what_is_asked(url: str) -> None:
    """A client that reads an address otherwise than we do would ask another host."""
    try:
        asked = httpx.URL(url).host
    except httpx.InvalidURL:
        return
    assert host_of(url) in ("", asked) or "@" in urlsplit(url).netloc


def test_host_that_does_not_answer_is_given_up(site: Site) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    site.pages["/a"] = b"text"
    with Web(Manners(per_second=FAST), [url, site.url("/")]) as web:
        for _ in range(module.GIVE_UP_AFTER):
            with pytest.raises(Unreadable, match="refused"):
                web.fetch(f"{url}/a")
        with pytest.raises(Unreadable, match="did not answer before"):
            web.fetch(f"{url}/b")
        assert web.fetch(site.url("/a"))[0]


def test_host_is_asked_no_more_often_than_allowed(site: Site) -> None:
    site.pages["/a"] = b"text"
    start = time.monotonic()
    with Web(Manners(per_second=10), [site.url("/")]) as web:
        for _ in range(4):
            web.fetch(site.url("/a"))
    assert time.monotonic() - start >= 0.3


def test_robots_are_obeyed_where_links_are_followed(site: Site) -> None:
    site.pages = {"/open": b"1", "/closed/a": b"2"}
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /\n\nUser-agent: hankevarasto\nDisallow: /closed\n"
        b"Crawl-delay: 1\n"
    )
    following = Manners("you@example.org", follow=True, per_second=FAST)
    start = time.monotonic()
    with Web(following, [site.url("/")]) as web:
        assert web.fetch(site.url("/open"))[0]
        with pytest.raises(Unreadable, match=r"robots\.txt"):
            web.fetch(site.url("/closed/a"))
        assert web.fetch(site.url("/open"))[0]
    assert time.monotonic() - start >= 1
    assert site.served() == ["/robots.txt", "/open", "/open"]
    assert get(site, "/closed/a") == b"2"  # named by the operator, not followed
    assert "hankevarasto/" in min(site.agents)
    assert any(agent.endswith("(+you@example.org)") for agent in site.agents)


@pytest.mark.parametrize(("status", "readable"), [(404, True), (403, True), (500, False)])
def test_without_robots_all_is_open_and_without_an_answer_nothing(
    site: Site, status: int, readable: bool
) -> None:
    site.pages["/a"] = b"text"
    site.odd["/robots.txt"] = answers(status)
    following = Manners("you@example.org", follow=True, per_second=FAST)
    with Web(following, [site.url("/")]) as web:
        if readable:
            assert web.fetch(site.url("/a"))[0]
        for _ in range(2 - 2 * readable):
            with pytest.raises(Unreadable, match=r"robots\.txt"):
                web.fetch(site.url("/a"))
    assert site.served() == ["/a"] * readable


def test_nobody_follows_links_without_a_contact() -> None:
    for manners in ({"follow": True}, {"contact": "ä@b"}, {"contact": "a\nb"}, {"per_second": 0}):
        with pytest.raises(ValueError, match=r"ontact|second"):
            Manners(**manners)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://Example.org/a", "example.org"),
        ("https://example.org:443/", "example.org"),
        ("http://user:secret@example.org:8080", "example.org:8080"),
        ("http://[::1]:8080/", "::1:8080"),
        ("file:///etc/passwd", ""),
        ("ftp://example.org", ""),
        ("http://example.org:x/", ""),
        ("//example.org", ""),
        ("/tmp/a", ""),
    ],
)
def test_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_validators_go_into_their_own_headers() -> None:
    assert condition(None) == {}
    assert condition('W/"1"') == {"If-None-Match": 'W/"1"'}
    assert condition("unquoted") == {"If-None-Match": "unquoted"}
    assert condition(MODIFIED) == {"If-Modified-Since": MODIFIED}


def test_seconds_to_wait() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=30)
    assert retry_after("7") == 7
    assert 25 < (retry_after(format_datetime(soon, usegmt=True)) or 0) <= 30
    assert retry_after(MODIFIED) == 0
    assert retry_after("soon") is None
    assert retry_after(None) is None
