"""Reading the web from a server on loopback that misbehaves in every known way."""

import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from schemas.limits import MAX_BYTES
from sources import web as module
from sources.content import Unreadable
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
