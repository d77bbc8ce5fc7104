"""Runs at one time on one home, and who looks at it meanwhile."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.generator import generate
from flows.cli import app
from tests.conftest import rows
from warehouse.content import content_hash

pytestmark = pytest.mark.large

WAITS = "waiting for "


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of twenty descriptions; ten are in both."""
    folder = tmp_path_factory.mktemp("deliveries")
    made = [folder / "a", folder / "b"]
    for delivery in made:
        delivery.mkdir()
    for number, one in enumerate(generate(30, seed=11, defect_share=0.2)):
        for delivery in made[number // 20 : 1 + number // 10]:
            (delivery / one.file_name).write_bytes(one.content)
    return made


def start(home: Path, source: Path, terminal: int) -> "subprocess.Popen[str]":
    """The command on a terminal, against the session's server."""
    from prefect.settings import PREFECT_API_URL

    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "ingest", str(source), "--home", str(home), "--json"],
        env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value()), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
    )


class Terminal:
    """A terminal whose output somebody reads as it comes, or its writer would wait."""

    def __init__(self) -> None:
        self.ours, self.theirs = pty.openpty()
        self.said = b""
        self.reader = Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        with suppress(OSError):  # the end
            while block := os.read(self.ours, 65536):
                self.said += block

    def close(self) -> str:
        """What was written, once nobody writes any more."""
        os.close(self.theirs)
        self.reader.join()
        os.close(self.ours)
        return self.said.decode()


@pytest.fixture
def terminals() -> tuple[Terminal, Terminal]:
    return Terminal(), Terminal()


def test_two_commands_together_end_as_one_after_the_other(
    server: None,
    ingest: Callable[..., Any],
    deliveries: list[Path],
    terminals: tuple[Terminal, Terminal],
    tmp_path: Path,
) -> None:
    together, after_another = tmp_path / "together", tmp_path / "after-another"
    started = [
        start(together, delivery, terminal.theirs)
        for delivery, terminal in zip(deliveries, terminals, strict=True)
    ]
    said = [json.loads(process.communicate()[0]) for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert [WAITS in terminal.close() for terminal in terminals].count(True) == 1
    assert [one["pulled"] for one in said] == [20, 20]
    assert sorted(one["duplicate"] for one in said) == [0, 10]
    for delivery in deliveries:
        ingest(after_another, delivery)
    assert content_hash(together / "warehouse.duckdb") == content_hash(
        after_another / "warehouse.duckdb"
    )


def test_a_home_answers_while_a_run_works(
    server: None,
    ingest: Callable[..., Any],
    deliveries: list[Path],
    terminals: tuple[Terminal, Terminal],
    tmp_path: Path,
) -> None:
    ingest(tmp_path, deliveries[0])
    query = "SELECT count(*) FROM latest.dim_project"
    ((before,),) = rows(tmp_path, query)
    process = start(tmp_path, deliveries[1], terminals[0].theirs)
    seen, runs = [], []
    while process.poll() is None:
        asked = CliRunner().invoke(app, ["sql", query, "--format", "csv", "--home", str(tmp_path)])
        assert asked.exit_code == 0, asked.output
        seen.append(int(asked.stdout.split()[1]))
        status = CliRunner().invoke(app, ["status", "--json", "--home", str(tmp_path)])
        assert status.exit_code == 0, status.output
        runs.append(len(json.loads(status.stdout)["runs"]))
    assert process.returncode == 0
    ((after,),) = rows(tmp_path, query)
    assert before < after
    assert seen == sorted(seen)
    assert set(seen) <= {before, after}
    assert set(runs) <= {1, 2}
