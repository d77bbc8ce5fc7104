"""The reports of a home on the web, for the links from Prefect's pages; files only, read-only."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@contextmanager
def serving_reports(reports: Path, host: str, port: int) -> Iterator[int]:
    """Serve the files below `reports` while the block runs; the port they are at.

    That is `port`, or any free one where it is taken.
    """
    handler = partial(Quiet, directory=str(reports))
    kind = SixthServer if ":" in host else ThreadingHTTPServer
    try:
        server = kind((host, port), handler)
    except OSError:
        server = kind((host, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class SixthServer(ThreadingHTTPServer):
    """A server at an address of IPv6."""

    address_family = socket.AF_INET6


class Quiet(SimpleHTTPRequestHandler):
    """Files without a line on the terminal for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
