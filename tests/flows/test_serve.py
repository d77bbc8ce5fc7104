"""`serve` as operators and officers meet it: pages, schedules, runs, and every way it may end."""

import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from flows.serving import serving_path
from tests.conftest import ROOT, SAMPLES, rows
from tests.flows.served import (
    Served,
    alive,
    command,
    environment,
    family,
    free_port,
    served,
    wait_for,
)
from tests.reports.browser import running_browser
from tests.sources.site import Handler, running_site

pytestmark = pytest.mark.large

HELSINKI = ZoneInfo("Europe/Helsinki")
DEPLOYMENTS = {"ingest", "rebuild", "report", "retention"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that nobody has made; its reports at the port after its pages."""
    return tmp_path_factory.mktemp("serve") / "home"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with a key, as a service is given one."""
    file = tmp_path_factory.mktemp("key") / "key"
    file.write_text("a key of the tests alone\n")
    return str(file)


@pytest.fixture(scope="module")
def site(place: Path, port: int, key_file: str) -> Iterator[Served]:
    with served(place, port, HANKEVARASTO_KEY_FILE=key_file) as site:
        yield site


@pytest.fixture(scope="module")
def runs(site: Served) -> list[dict[str, Any]]:
    """Runs of all deployments, asked for at the same time, when they had ended."""
    for name in ("S29001_kuvaus.txt", "S29004_kuvaus.txt"):
        shutil.copy(SAMPLES / "2023-06" / name, site.home / "inbox")
    return [site.done(one) for one in [site.trigger(n) for n in ("ingest", "rebuild", "report")]]


def test_terminal_says_where_things_are_and_what_runs_next(site: Served) -> None:
    said = site.printed.read_text(encoding="utf-8").splitlines()
    table = [line for line in said if line.split()[:1] and line.split()[0] in DEPLOYMENTS]
    assert len(table) == len(DEPLOYMENTS)
    assert max(map(len, table)) <= 80
    assert [line.split()[-1] for line in table if line.split()[0] == "ingest"] == ["02:15"]
    reports = f"{site.serving.reports_url}/latest/"
    for place in (site.serving.ui_url, reports, site.home / "inbox"):
        assert any(line.endswith(str(place)) for line in said)


def test_home_and_its_database_are_their_owners(site: Served) -> None:
    assert json.loads(serving_path(site.home).read_text())["pid"] == site.process.pid
    assert (site.home / "prefect").stat().st_mode & 0o777 == 0o700
    assert (site.home / "prefect" / "prefect.db").exists()


def test_schedules_are_those_of_helsinki(site: Served) -> None:
    wanted = {"ingest": ("15 2 * * *", (2, 15)), "report": ("0 6 * * 1", (6, 0))}
    for name, (cron, clock) in wanted.items():
        deployment = site.deployment(name)
        (schedule,) = deployment["schedules"]
        assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == (
            cron,
            "Europe/Helsinki",
        )
        planned = site.ask(
            "POST",
            "/flow_runs/filter",
            deployments={"id": {"any_": [deployment["id"]]}},
            flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}},
        )
        times = [datetime.fromisoformat(r["expected_start_time"]) for r in planned]
        local = [t.astimezone(HELSINKI) for t in times]
        assert local
        assert {(t.hour, t.minute) for t in local} == {clock}
    assert site.deployment("rebuild")["schedules"] == []


def test_triggered_runs_complete_one_after_another(runs: list[dict[str, Any]]) -> None:
    assert [run["state_type"] for run in runs] == ["COMPLETED"] * 3
    spans = sorted((run["start_time"], run["end_time"]) for run in runs)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_runs_leave_warehouse_and_report(site: Served, runs: list[dict[str, Any]]) -> None:
    assert rows(site.home, "SELECT count(*) FROM latest.dim_project") == [(2,)]
    assert (site.home / "reports" / "all-fi" / "findings.xlsx").exists()
    assert runs[2]["name"] == "report of all authorities in fi"


def test_runs_of_a_service_with_a_key_keep_people_apart(
    site: Served, runs: list[dict[str, Any]]
) -> None:
    assert (site.home / "restricted.duckdb").exists()
    assert {path.suffix for path in site.home.glob("archive/??/*")} == {".sealed"}


def test_reports_are_on_the_web_and_nothing_else(site: Served, runs: list[dict[str, Any]]) -> None:
    page = httpx.get(f"{site.serving.reports_url}/latest/index.html")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "S29" in page.text
    host, _, at = site.serving.reports_url.removeprefix("http://").partition(":")
    for path in (
        "/../serving.json",
        "/%2e%2e/serving.json",
        "//../../serve.lock",
        "/warehouse.duckdb",
    ):
        connection = HTTPConnection(host, int(at), timeout=5)
        connection.request("GET", path)
        assert connection.getresponse().status == 404
        connection.close()


def test_pages_show_runs_and_deployments_without_the_internet(
    site: Served, runs: list[dict[str, Any]], tmp_path: Path
) -> None:
    elsewhere: list[str] = []
    with running_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on(
            "request",
            lambda r: (
                elsewhere.append(r.url)
                if not r.url.startswith(
                    (
                        site.serving.ui_url,
                        site.serving.ui_url.replace("http", "ws"),
                        "data:",
                        "blob:",
                    )
                )
                else None
            ),
        )
        for path, names in {
            "/runs": [r["name"] for r in runs],
            "/deployments": DEPLOYMENTS,
            "/artifacts": ("documents", "ledger", "run", "report"),
            "/events": ("prefect.artifact.created",),
        }.items():
            page.goto(site.serving.ui_url + path)
            for name in names:
                page.get_by_text(name, exact=True).first.wait_for(state="visible", timeout=30_000)
            page.screenshot(path=tmp_path / f"{path.strip('/')}.png")
    assert elsewhere == []


def test_a_second_serve_says_who_serves_the_home(site: Served) -> None:
    done = subprocess.run(
        command("serve", "--home", site.home, "--port", free_port()),
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"process {site.process.pid}" in done.stderr
    assert site.serving.ui_url in done.stderr


def test_a_port_in_use_is_named(site: Served, port: int, tmp_path: Path) -> None:
    done = subprocess.run(
        command("serve", "--home", tmp_path / "other", "--port", port),
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert "--port" in done.stderr


def test_commands_use_the_server_of_their_home(
    site: Served, runs: list[dict[str, Any]], key_file: str, tmp_path: Path
) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(site.home, alone, ignore=shutil.ignore_patterns("serv*", "prefect", "*.lock"))
    inbox = site.home / "inbox"
    seconds = {home: seconds_of_ingest(home, inbox, key_file) for home in (site.home, alone)}
    assert seconds[alone] > 1.3 * seconds[site.home], seconds
    shown = site.ask("POST", "/flow_runs/filter", flows={"name": {"any_": ["ingest"]}})
    assert len([run for run in shown if run["deployment_id"] is None]) == 1


def seconds_of_ingest(home: Path, source: Path, key_file: str) -> float:
    """How long a run takes that finds nothing new."""
    settings = {"PREFECT_HOME": str(home / "prefect"), "HANKEVARASTO_KEY_FILE": key_file}
    start = time.monotonic()
    done = subprocess.run(
        command("ingest", source, "--json", "--home", home),
        cwd=ROOT, env=environment(**settings), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["unchanged"] == 2
    return time.monotonic() - start


def test_example_automations_tell_somebody(site: Served, tmp_path: Path) -> None:
    """Created from their file as it says, with a webhook block of a web site of this test."""
    told: list[str] = []

    def hear(handler: Handler) -> None:
        told.append(handler.rfile.read(int(handler.headers["Content-Length"])).decode())
        handler.answer(200, b"")

    with running_site() as web:
        web.odd["/told"] = hear
        make_automations(site, web.url("/told"), tmp_path)
        refused = {
            "home": str(tmp_path / "home"),
            "sources": [str(SAMPLES / "2023-06" / "S29902_kuvaus.txt")],
        }
        assert site.done(site.trigger("ingest", refused))["state_type"] == "COMPLETED"
        assert site.done(site.trigger("report", {"home": str(tmp_path)}))["state_type"] == "FAILED"
        wait_for(lambda: len(told) >= 2, 60)
    said = "\n".join(told)
    assert "hankevarasto.documents.quarantined" in said
    assert "S29902_kuvaus.txt" in said
    assert "prefect.flow-run.Failed: report of all authorities in fi" in said


def make_automations(site: Served, address: str, folder: Path) -> None:
    """Make the automations of the documents' file, with a block for an address."""
    from prefect.blocks.webhook import Webhook
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: site.serving.api_url}):
        block = Webhook(method="POST", url=address).save("told")
    text = (ROOT / "docs" / "operate" / "automations.yaml").read_text(encoding="utf-8")
    filled = folder / "automations.yaml"
    filled.write_text(text.replace("00000000-0000-0000-0000-000000000000", str(block)))
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "automation", "create", "--from-file", str(filled)],
        env=environment(PREFECT_API_URL=site.serving.api_url), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_stops_as_a_whole_when_its_server_dies(tmp_path: Path) -> None:
    with served(tmp_path / "home", free_port()) as site:
        all_of_it = family(site.process.pid)
        (server,) = [pid for pid in all_of_it if "server" in said_by(pid)]
        subprocess.run(["kill", "-KILL", str(server)], check=True)
        assert site.process.wait(60) == 1
        assert not any(map(alive, all_of_it))
        assert "server ended by itself" in site.printed.read_text(encoding="utf-8")


def said_by(pid: int) -> list[str]:
    """The arguments of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")


def test_killed_and_started_again_it_works_on(
    site: Served, runs: list[dict[str, Any]], port: int, key_file: str
) -> None:
    """A dead run does not hold the pool's place; of missed runs one is caught up with.

    The operator's own deployments are those in force.
    """
    struck = site.trigger("ingest")
    site.reached(struck, "RUNNING")
    all_of_it = family(site.process.pid)
    assert len(all_of_it) >= 4
    for pid in all_of_it:
        subprocess.run(["kill", "-KILL", str(pid)], check=False)
    site.process.wait(10)
    wait_for(lambda: not any(map(alive, all_of_it)), 10)
    assert serving_path(site.home).exists()
    missed = miss_runs(site.home / "prefect" / "prefect.db", 3)
    times = (ROOT / "prefect.yaml").read_text(encoding="utf-8").replace("15 2 *", "45 3 *")
    (site.home / "prefect.yaml").write_text(times, encoding="utf-8")

    with served(site.home, port, HANKEVARASTO_KEY_FILE=key_file) as again:
        assert again.run(struck)["state_type"] == "CRASHED"
        (own,) = again.deployment("ingest")["schedules"]
        assert own["schedule"]["cron"] == "45 3 * * *"
        first, second, last = (again.done(one) for one in missed)
        assert [one["state_type"] for one in (first, second, last)] == [
            "CANCELLED",
            "CANCELLED",
            "COMPLETED",
        ]
        under_way = again.trigger("rebuild")
        again.reached(under_way, "RUNNING")
        all_of_it = family(again.process.pid)
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(60) == 0
        assert not any(map(alive, all_of_it))
        assert not serving_path(again.home).exists()
        assert state_of(again.home, under_way) in ("CRASHED", "CANCELLED")
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(("127.0.0.1", port))


def miss_runs(database: Path, count: int) -> list[str]:
    """Let the planned runs of `ingest` lie in the past, as if nobody had served for days."""
    with sqlite3.connect(database) as connection:
        found = connection.execute(
            """SELECT flow_run.id FROM flow_run JOIN deployment ON deployment.id = deployment_id
            WHERE deployment.name = 'ingest' AND state_type = 'SCHEDULED'
            ORDER BY next_scheduled_start_time LIMIT ?""",
            [count],
        ).fetchall()
        assert len(found) == count
        for i, (run,) in enumerate(found):
            then = datetime.now(UTC) - timedelta(days=count - i)
            connection.execute(
                """UPDATE flow_run SET next_scheduled_start_time = ?, expected_start_time = ?
                WHERE id = ?""",
                [f"{then:%Y-%m-%d %H:%M:%S.%f}"] * 2 + [run],
            )
    connection.close()
    return [run for (run,) in found]


def state_of(home: Path, run: str) -> str:
    """The state of a run in a database that no server holds."""
    connection = sqlite3.connect(home / "prefect" / "prefect.db")
    found = connection.execute("SELECT state_type FROM flow_run WHERE id = ?", [run]).fetchall()
    connection.close()
    return str(found[0][0])
