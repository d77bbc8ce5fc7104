"""A web server on loopback: pages with validators, and addresses that misbehave."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Misbehaviour = Callable[["Handler"], None]
MODIFIED = "Thu, 04 Mar 2021 05:06:07 GMT"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits for 40 ms
    server: "Site"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.server
        site.agents.add(self.headers["User-Agent"])
        if misbehave := site.odd.get(self.path):
            site.log.append((self.path, 0))
            misbehave(self)
            return
        content = site.pages.get(self.path)
        if content is None:
            self.answer(404, b"no such page")
            return
        etag = f'"{hashlib.md5(content).hexdigest()}"'
        headers = {"ETag": etag, "Last-Modified": MODIFIED}
        if not site.etags:
            del headers["ETag"]
        known = self.headers["If-None-Match"], self.headers["If-Modified-Since"]
        if known in ((etag, None), (None, MODIFIED)):
            self.answer(304, b"", **headers)
        else:
            self.answer(200, content, **headers)

    def do_POST(self) -> None:
        self.do_GET()

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        """Send a whole answer; underscores of header names stand for dashes."""
        self.server.log.append((self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Site(ThreadingHTTPServer):
    """Pages by path, and what it was asked: (path, status); status 0 of an odd address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, bytes] = {}
        self.odd: dict[str, Misbehaviour] = {}
        self.log: list[tuple[str, int]] = []
        self.agents: set[str] = set()
        self.etags = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no news."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def index(self, path: str, links: list[str], **relations: str) -> None:
        """Put a page of links at `path`; relations as next='…'."""
        items = [f'<li><a href="{link}">{link}</a></li>' for link in links]
        items += [f'<a rel="{rel}" href="{link}">{rel}</a>' for rel, link in relations.items()]
        self.pages[path] = f"<html><body><ul>{''.join(items)}</ul></body></html>".encode()

    def served(self, status: int = 200) -> list[str]:
        """Paths that were answered with a status."""
        return [path for path, answered in self.log if answered == status]


@contextmanager
def running_site() -> Iterator[Site]:
    """A site that answers for the length of the block."""
    site = Site()
    thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()


def answers(status: int, content: bytes = b"", **headers: str) -> Misbehaviour:
    """Always the same answer."""
    return lambda handler: handler.answer(status, content, **headers)


def then(*behaviours: Misbehaviour) -> Misbehaviour:
    """One behaviour after another, the last for ever."""
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        current = left.pop(0) if len(left) > 1 else left[0]
        current(handler)

    return behave


def breaks_off(handler: Handler) -> None:
    """Fewer bytes than announced."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half a docu")
    handler.close_connection = True


def breaks_off_chunked(handler: Handler) -> None:
    """A chunk, and no end."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"b\r\nhalf a docu\r\n")
    handler.close_connection = True


def never_ends(handler: Handler) -> None:
    """A body without end."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    block = b"x" * 1024 * 1024
    while True:
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(block), block))
