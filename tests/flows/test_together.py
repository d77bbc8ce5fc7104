"""Runs at one time on one home, and who looks at it meanwhile."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
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


def start(home: Path, source: Path) -> "subprocess.Popen[str]":
    """The command, against the session's server."""
    from prefect.settings import PREFECT_API_URL

    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "ingest", str(source), "--home", str(home), "--json"],
        env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_commands_together_end_as_one_after_the_other(
    server: None,
    ingest: Callable[..., Any],
    deliveries: list[Path],
    tmp_path: Path,
) -> None:
    together, after_another = tmp_path / "together", tmp_path / "after-another"
    started = [start(together, delivery) for delivery in deliveries]
    outputs = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert sorted(WAITS in errors for _, errors in outputs) == [False, True]
    said = [json.loads(printed) for printed, _ in outputs]
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
    tmp_path: Path,
) -> None:
    ingest(tmp_path, deliveries[0])
    query = "SELECT count(*) FROM latest.dim_project"
    ((before,),) = rows(tmp_path, query)
    process = start(tmp_path, deliveries[1])
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
