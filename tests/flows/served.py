"""A home served as an operator does it, and its server asked over the network."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from flows.serving import Serving, read_serving
from tests.conftest import ROOT

DONE = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
ENGINE = ("PREFECT_HOME", "PREFECT_API_URL", "HANKEVARASTO_HOME")


def environment(**more: str) -> dict[str, str]:
    """The environment of a command, free of what these tests set for themselves."""
    kept = {name: value for name, value in os.environ.items() if name not in ENGINE}
    # A worker asks every second, so that tests wait for the work alone.
    return (
        kept | {"PYTHONPATH": os.pathsep.join(sys.path), "PREFECT_WORKER_QUERY_SECONDS": "1"} | more
    )


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "flows.cli", *map(str, arguments)]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(what: Callable[[], Any], seconds: float = 300) -> Any:
    """The first true answer; an error where there is none in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.2)
    raise TimeoutError(what)


@dataclass
class Served:
    """A served home, the process that serves it, and the file that holds what it printed."""

    home: Path
    process: subprocess.Popen[bytes]
    printed: Path
    serving: Serving

    def ask(self, method: str, path: str, **body: Any) -> Any:
        """What the server answers; asked again while its database is busy, as Prefect does."""
        url = f"{self.serving.api_url}{path}"
        for _ in range(10):
            answer = httpx.request(method, url, json=body or None, timeout=120)
            if answer.status_code != 503:
                break
            time.sleep(1)
        answer.raise_for_status()
        return answer.json()

    def deployment(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"/deployments/name/{name}/{name}")
        return found

    def trigger(self, name: str, parameters: dict[str, Any] | None = None) -> str:
        """Ask for a run of a deployment now, as its page does; the run's id."""
        path = f"/deployments/{self.deployment(name)['id']}/create_flow_run"
        return str(self.ask("POST", path, parameters=parameters or {}, tags=[])["id"])

    def run(self, run_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"/flow_runs/{run_id}")
        return found

    def reached(self, run_id: str, *states: str) -> dict[str, Any]:
        """A run once it is in one of some types of state; else an error that says all."""
        try:
            wait_for(lambda: self.run(run_id)["state_type"] in states)
        except TimeoutError as error:
            said = self.printed.read_text(encoding="utf-8")
            logs = self.ask("POST", "/logs/filter", logs={"flow_run_id": {"any_": [run_id]}})
            logged = "\n".join(str(log["message"]) for log in logs)
            raise TimeoutError(f"{self.run(run_id)}\n{said}\n{logged}") from error
        return self.run(run_id)

    def done(self, run_id: str) -> dict[str, Any]:
        return self.reached(run_id, *DONE)


@contextmanager
def served(home: Path, port: int, **settings: str) -> Iterator[Served]:
    """The command ``serve`` on a home, until it is stopped or the block ends.

    `settings` are in its environment besides.
    """
    printed = home.with_suffix(".printed")
    with printed.open("wb") as file:
        process = subprocess.Popen(
            command("serve", "--home", home, "--port", port),
            cwd=ROOT,
            env=environment(**settings),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(lambda: process.poll() is not None or b"stop  " in printed.read_bytes(), 180)
        serving = read_serving(home)
        assert serving, printed.read_text(encoding="utf-8")
        yield Served(home, process, printed, serving)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def family(pid: int) -> list[int]:
    """A process and all that it started, directly or not."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        parents.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(
            int(stat.parent.name)
        )
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def alive(pid: int) -> bool:
    """Whether a process still does something; a zombie waits for its parent only."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
