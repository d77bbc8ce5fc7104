"""A Prefect server of its own on a free port of loopback, for measured work."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flows.environment import prepare_environment

PATIENCE = 180  # seconds; the first start in a new folder migrates a database


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """The address of a server's API, its database below `folder`; RuntimeError where it ends."""
    prepare_environment()
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--no-ui"],
            env={**os.environ, "PREFECT_HOME": str(folder)},
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_healthy(process, f"{url}/health", folder)
            yield url
        finally:
            process.terminate()
            process.wait()


def wait_until_healthy(process: "subprocess.Popen[bytes]", address: str, folder: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 (loopback)
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The Prefect server did not start; see {folder / 'server.log'}.")
