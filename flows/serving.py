"""Who serves a home: the file serving.json below it, there while ``hankevarasto serve`` runs."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from warehouse.lock import is_locked

API_VARIABLE = "PREFECT_API_URL"
ANSWER_SECONDS = 2.0


@dataclass(frozen=True)
class Serving:
    """The process that serves, and the addresses of the engine, its pages and the reports."""

    pid: int
    api_url: str
    ui_url: str
    reports_url: str


def serving_path(home: Path) -> Path:
    """Where a home says who serves it."""
    return home / "serving.json"


def read_serving(home: Path) -> Serving | None:
    """Who serves a home by its own word, or did until it was killed; None where nobody."""
    try:
        return Serving(**json.loads(serving_path(home).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def told(home: Path, serving: Serving) -> Iterator[None]:
    """Say who serves a home while the block runs."""
    path = serving_path(home)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(asdict(serving)) + "\n", encoding="utf-8")
    partial.replace(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def answers(api_url: str) -> bool:
    """Whether a Prefect server answers at an address of its API."""
    try:
        with urlopen(f"{api_url}/health", timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            return bool(answer.read().strip() == b"true")
    except (URLError, OSError, ValueError):
        return False


def use_running_server(home: Path) -> None:
    """Let the engine use the server of a home that is served. Call before it is imported.

    A server takes seconds to start; what the environment names goes first. A user without a
    folder of their own, as services have, gets the engine's below the home.
    """
    if not os.access(Path.home(), os.W_OK):
        os.environ.setdefault("PREFECT_HOME", str(home / "prefect"))
    serving = read_serving(home)
    if API_VARIABLE in os.environ or serving is None:
        return
    # What a `serve` said of itself outlives one that was killed.
    if is_locked(home / "serve.lock") is not False and answers(serving.api_url):
        os.environ[API_VARIABLE] = serving.api_url
