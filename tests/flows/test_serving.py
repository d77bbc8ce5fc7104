"""Which home is meant, and which server a command uses."""

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

from flows.environment import CHECKOUT, find_home, name_deployed
from flows.serving import Serving, serving_path, told, use_running_server


class Health(BaseHTTPRequestHandler):
    """Answers as a Prefect server does when asked for its health."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"true" if self.path == "/api/health" else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Health)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PREFECT_API_URL", "HANKEVARASTO_HOME"):
        monkeypatch.setenv(name, "x")  # so that what a test sets is taken back
        monkeypatch.delenv(name)


def test_the_server_of_a_served_home_is_used(api: str, tmp_path: Path) -> None:
    with FileLock(tmp_path / "serve.lock"), told(tmp_path, Serving(1, api, "", "")):
        use_running_server(tmp_path)
    assert os.environ["PREFECT_API_URL"] == api
    assert not serving_path(tmp_path).exists()


def test_the_word_of_a_serve_that_was_killed_is_not_taken(api: str, tmp_path: Path) -> None:
    """Another home's server may answer at its address by now."""
    with told(tmp_path, Serving(1, api, "", "")):
        use_running_server(tmp_path)
    assert "PREFECT_API_URL" not in os.environ


def test_what_the_environment_names_goes_first(
    api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with told(tmp_path, Serving(1, api, "", "")):
        use_running_server(tmp_path)
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:9/api"


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "[]",
        json.dumps({"pid": 1}),
        json.dumps(
            {"pid": 1, "api_url": "http://127.0.0.1:9/api", "ui_url": "", "reports_url": ""}
        ),
    ],
    ids=["cut off", "no object", "another version", "nobody there"],
)
def test_a_stale_word_is_ignored(said: str, tmp_path: Path) -> None:
    serving_path(tmp_path).write_text(said, encoding="utf-8")
    with FileLock(tmp_path / "serve.lock"):
        use_running_server(tmp_path)
    assert "PREFECT_API_URL" not in os.environ


@pytest.mark.parametrize("home", ["", "var/mine"])
def test_deploying_without_a_home_is_refused(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANKEVARASTO_HOME", home)
    with pytest.raises(ValueError, match="absolute path"):
        name_deployed()


def test_deployments_work_from_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANKEVARASTO_HOME", "/srv/hankevarasto")
    assert name_deployed() == {"checkout": str(CHECKOUT)}
    assert (CHECKOUT / "prefect.yaml").exists()


def test_an_empty_home_is_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANKEVARASTO_HOME", "/srv/hankevarasto")
    assert find_home("") == find_home(None) == Path("/srv/hankevarasto").resolve()
    assert find_home("/srv/other") == Path("/srv/other")
