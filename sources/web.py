"""Documents from web servers: conditional, patient and polite requests to named hosts only."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from importlib.metadata import version
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from sources.content import Content, Unreadable, spool
from sources.networks import private_address

NAME = "hankevarasto"
TRIES = 4
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 120.0  # seconds
LONGEST_TRANSFER = 3600  # seconds
GIVE_UP_AFTER = 3  # addresses in a row at which a host did not answer
MAX_REDIRECTS = 5
OWN_PORTS = {"http": 80, "https": 443}
LONGEST_ROBOTS = 512_000  # bytes
LATER = "Run again later."
ASK = "Ask those who run it."


@dataclass(frozen=True)
class Manners:
    """How the web is read: who asks, whom, how often, and whether links are followed.

    `hosts` are asked besides those of the sources; `links` is a glob that chooses among an index's
    links. Raises ValueError where an index is followed and `contact` names nobody to write to.
    """

    contact: str = ""
    follow: bool = False
    hosts: list[str] = field(default_factory=list)
    links: str = ""
    per_second: float = 1.0

    def __post_init__(self) -> None:
        if self.follow and not self.contact:
            raise ValueError(
                "Following an index needs a contact that servers are told: --contact "
                "you@example.org, or HANKEVARASTO_CONTACT."
            )
        if self.contact and not (self.contact.isascii() and self.contact.isprintable()):
            raise ValueError(f"The contact {self.contact!r} cannot be sent: use plain ASCII.")
        if self.per_second <= 0:
            raise ValueError("The number of requests a second must be above 0.")

    @property
    def user_agent(self) -> str:
        """Name, version and contact, as servers see them."""
        contact = f" (+{self.contact})" if self.contact else ""
        return f"{NAME}/{version(NAME)}{contact}"


class Passing(Exception):
    """A failure that may pass; `wait` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None, *, silent: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.silent = silent


class Refused(Unreadable):
    """A server's answer that says there is nothing here for us."""


@dataclass(frozen=True)
class WebPage:
    """One address of the web."""

    uri: str
    web: "Web"

    @contextmanager
    def open(self, validator: str | None = None) -> Iterator[Content | None]:
        """Its content, fetched whole; None where the server says it has not changed."""
        content = self.web.fetch(self.uri, validator)[0]
        if content is None:
            yield None
            return
        with content.stream:
            yield content


class Web:
    """One run's conversation with the web."""

    def __init__(self, manners: Manners, sources: list[str]) -> None:
        self.manners = manners
        self.own = {host_of(source) for source in sources} - {""}
        self.hosts = {host.lower() for host in manners.hosts} | self.own
        self.inside: dict[str, bool] = {}  # sources' hosts: whether in a private network
        self.due: dict[str, float] = {}
        self.silences: Counter[str] = Counter()
        self.robots: dict[str, RobotFileParser] = {}
        self.unruled: dict[str, str] = {}  # hosts whose robots.txt cannot be had, and why

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "client" in vars(self):
            self.client.close()

    @cached_property
    def client(self) -> httpx.Client:
        """The connections, made when the first address is asked for."""
        # Identity: what is archived is what the server keeps.
        headers = {"User-Agent": self.manners.user_agent, "Accept-Encoding": "identity"}
        return httpx.Client(headers=headers, timeout=httpx.Timeout(60, connect=15))

    def forget_silences(self) -> None:
        """Ask hosts again that did not answer."""
        self.silences.clear()
        self.unruled.clear()

    def fetch(self, url: str, validator: str | None = None) -> tuple[Content | None, str]:
        """Content of an address, None where not modified, and where redirects led.

        What may pass is tried again. Raises Unreadable.
        """
        host = host_of(url)
        if self.silences[host] >= GIVE_UP_AFTER:
            raise Unreadable(url, "its host did not answer before", LATER)
        tries = Retrying(
            stop=stop_after_attempt(TRIES),
            wait=pause,
            retry=retry_if_exception_type(Passing),
            reraise=True,
        )
        try:
            return tries(self.ask, url, validator)
        except Passing as error:
            self.silences[host] += error.silent
            raise Unreadable(url, str(error), LATER) from error

    def ask(self, url: str, validator: str | None) -> tuple[Content | None, str]:
        """Ask once, following redirects. Raises Passing or Unreadable."""
        here = url
        for _ in range(MAX_REDIRECTS + 1):
            self.admit(url, here)
            self.stay_outside(url, here)
            self.take_turn(here)
            try:
                with self.client.stream("GET", here, headers=condition(validator)) as response:
                    if not response.has_redirect_location:
                        return self.receive(url, response, validator), here
                    here = urljoin(here, response.headers["Location"])
            except httpx.TransportError as error:
                silent = isinstance(error, httpx.ConnectError | httpx.TimeoutException)
                reason = str(error) or type(error).__name__
                raise Passing(reason, silent=silent) from error
            except (httpx.InvalidURL, httpx.DecodingError, ValueError) as error:
                raise Unreadable(url, str(error)) from error
        raise Unreadable(url, f"more than {MAX_REDIRECTS} redirects")

    def admit(self, url: str, here: str) -> None:
        """Raise Unreadable unless `here`, where `url` led, may be asked for."""
        host = host_of(here)
        if host not in self.hosts:
            where = host or f"{here.partition(':')[0]}:"
            led = f"it leads to {where}, which" if here != url else f"its host {where}"
            remedy = f"Name it with --host {host}, if it is to be asked." if host else ""
            raise Unreadable(url, f"{led} was not named", remedy)
        if "@" in urlsplit(here).netloc:
            raise Unreadable(url, f"it leads to {host} with a user's name in the address", ASK)
        if self.manners.follow and not self.rules(here).can_fetch(NAME, here):
            if reason := self.unruled.get(host):
                raise Unreadable(url, f"its host's robots.txt cannot be had: {reason}", LATER)
            raise Unreadable(url, "its host's robots.txt forbids it", ASK)

    def stay_outside(self, url: str, here: str) -> None:
        """Raise Unreadable where `url` led from the open internet into a private network.

        A source that lies in one itself was named by the operator and may lead about in it.
        """
        address = private_address(here)
        if host_of(here) in self.own and here == url:
            self.inside.setdefault(host_of(here), bool(address))
        came_from = {host_of(url)} & self.own or self.own
        if address and not any(self.inside.get(host) for host in came_from):
            raise Unreadable(
                url,
                f"it leads to {host_of(here)}, which is {address}, of a private network",
                "Name that address as a source of its own, if it is to be asked.",
            )

    def rules(self, url: str) -> RobotFileParser:
        """What robots.txt says for an address; it is always open itself, and kept for the run."""
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
        if place not in self.robots:
            self.robots[place] = robot_rules("")
            self.robots[place] = self.read_rules(place)
        return self.robots[place]

    def read_rules(self, place: str) -> RobotFileParser:
        """Read robots.txt; where there is none all is allowed, where it cannot be had nothing."""
        try:
            content = self.fetch(place)[0]
        except Refused:
            return robot_rules("")
        except Unreadable as error:
            self.unruled[host_of(place)] = error.reason
            return robot_rules("User-agent: *\nDisallow: /")
        if content is None:
            return robot_rules("")
        with content.stream as stream:
            return robot_rules(stream.read(LONGEST_ROBOTS).decode("utf-8", "replace"))

    def take_turn(self, url: str) -> None:
        """Wait until the host may be asked again."""
        host = host_of(url)
        interval = 1 / self.manners.per_second
        if self.manners.follow:
            interval = max(interval, float(self.rules(url).crawl_delay(NAME) or 0))
        time.sleep(max(0.0, self.due.get(host, 0.0) - time.monotonic()))
        self.due[host] = time.monotonic() + interval

    def receive(self, url: str, response: httpx.Response, validator: str | None) -> Content | None:
        """What an answer brings. Raises Passing or Unreadable."""
        status = response.status_code
        said = f"the server answered {status} {response.reason_phrase}".strip()
        if status == 304 and validator:
            return None
        if status == 429 or status >= 500:
            wait = retry_after(response.headers.get("Retry-After"))
            if (wait or 0) > LONGEST_PAUSE:
                self.silences[host_of(url)] = GIVE_UP_AFTER
                raise Unreadable(url, f"{said} and asks for {wait:.0f} seconds of rest", LATER)
            raise Passing(said, wait, silent=status in (429, 503))
        self.silences[host_of(url)] = 0
        if status != 200:
            raise Refused(url, said, "Check the address.")
        modified = response.headers.get("Last-Modified")
        return Content(
            spool(url, in_time(url, response.iter_bytes())),
            parsed_date(modified),
            response.headers.get("ETag") or modified,
        )


def host_of(url: str) -> str:
    """Host of a web address, with its port unless it is the usual one; '' of any other address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in OWN_PORTS or not parts.hostname:
        return ""
    usual = port is None or port in OWN_PORTS.values()
    return parts.hostname if usual else f"{parts.hostname}:{port}"


def condition(validator: str | None) -> dict[str, str]:
    """Header that asks for a document only if it is no longer in a known state."""
    if not validator:
        return {}
    is_date = not validator.startswith(('"', "W/")) and parsed_date(validator)
    return {"If-Modified-Since" if is_date else "If-None-Match": validator}


def parsed_date(value: str | None) -> datetime | None:
    """A date of HTTP in UTC; None where it is none."""
    try:
        return parsedate_to_datetime(value or "").replace(tzinfo=UTC)
    except ValueError:
        return None


def retry_after(value: str | None) -> float | None:
    """Seconds that a server asks to be left alone."""
    if value and value.strip().isdecimal():
        return float(value)
    date = parsed_date(value)
    return max(0.0, (date - datetime.now(UTC)).total_seconds()) if date else None


def pause(state: RetryCallState) -> float:
    """Seconds until the next try: what the server asks for, else longer each time."""
    error = state.outcome and state.outcome.exception()
    if isinstance(error, Passing) and error.wait is not None:
        return error.wait
    return float(wait_exponential_jitter(initial=FIRST_PAUSE, max=LONGEST_PAUSE)(state))


def in_time(url: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Chunks as long as they come within the longest transfer. Raises Unreadable."""
    end = time.monotonic() + LONGEST_TRANSFER
    for chunk in chunks:
        if time.monotonic() > end:
            raise Unreadable(url, f"it took longer than {LONGEST_TRANSFER} seconds")
        yield chunk


def robot_rules(text: str) -> RobotFileParser:
    """The rules of a robots.txt; an empty one allows everything."""
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return rules
