"""Who reads while others publish sees one publication; who writes harms none."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.generator import generate
from flows.cli import app
from tests.flows import reader
from warehouse.content import content_hash
from warehouse.publish import candidate_path, publish, warehouse_path

pytestmark = pytest.mark.large

PUBLICATIONS = 20
PAUSE = 0.1  # seconds, so that readers see most publications
HARM = ("BEGIN", "CREATE TABLE main.mine AS SELECT 1 AS one", "DELETE FROM mart.{mart}", "COMMIT")
LOGGED = "INSERT INTO main.mine VALUES (2)"  # written to its log, which it leaves
Ingest = Callable[..., Any]


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three folders of ten descriptions each."""
    folder = tmp_path_factory.mktemp("deliveries")
    made = [folder / name for name in "abc"]
    for number, one in enumerate(generate(30, seed=7)):
        made[number // 10].mkdir(exist_ok=True)
        (made[number // 10] / one.file_name).write_bytes(one.content)
    return made


@pytest.fixture(scope="module")
def published(
    ingest: Ingest, deliveries: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """What one undisturbed home published after each of the deliveries, as copies."""
    home = tmp_path_factory.mktemp("undisturbed")
    copies = []
    for delivery in deliveries:
        ingest(home, delivery)
        copies.append(home / f"after-{delivery.name}.duckdb")
        shutil.copy(warehouse_path(home), copies[-1])
    return copies


def start(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(reader.__file__), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def publish_copy(home: Path, copy: Path, run_id: str) -> None:
    candidate = candidate_path(home)
    candidate.parent.mkdir(exist_ok=True)
    shutil.copy(copy, candidate)
    publish(home, run_id)


def test_readers_see_one_publication_or_the_other(
    ingest: Ingest, deliveries: list[Path], published: list[Path], tmp_path: Path
) -> None:
    home, stop = tmp_path / "home", tmp_path / "stop"
    ingest(home, deliveries[0])
    known = [reader.figures_of(path) for path in published]
    assert reader.figures_of(warehouse_path(home)) == known[0]
    kept, anew = (start(how, warehouse_path(home), stop) for how in ("kept", "anew"))
    assert kept.stdout
    try:
        first = json.loads(kept.stdout.readline())
        for number in range(1, PUBLICATIONS + 1):
            publish_copy(home, published[number % 2], f"{number:020}")
            time.sleep(PAUSE)
        ingest(home, deliveries[1], deliveries[2])
    finally:
        stop.touch()
    assert first == known[0]
    (times,) = kept.communicate()[0].splitlines()  # and never anything else
    assert (kept.returncode, int(times) > 1) == (0, True)
    *seen, times = map(json.loads, anew.communicate()[0].splitlines())
    assert anew.returncode == 0
    assert times > PUBLICATIONS
    assert len(seen) > 2
    assert all(one in known for one in seen)
    assert seen[-1] == known[2]


def obey(writer: "subprocess.Popen[str]", statement: str) -> None:
    assert writer.stdin
    assert writer.stdout
    writer.stdin.write(statement + "\n")
    writer.stdin.flush()
    assert writer.stdout.readline() == "done\n"


def test_a_writing_session_harms_no_later_publication(
    ingest: Ingest, deliveries: list[Path], published: list[Path], tmp_path: Path
) -> None:
    first, second, third = deliveries
    home = tmp_path / "home"
    ingest(home, first)
    path = warehouse_path(home)
    path.resolve().chmod(0o644)
    before, wanted = (reader.figures_of(copy) for copy in published[:2])
    assert before != wanted
    mart = next(iter(wanted))
    writer = start("write", path)
    assert writer.stdout
    assert writer.stdout.readline() == "open\n"
    try:
        ingest(home, second)
        for statement in (*HARM, "CHECKPOINT", LOGGED):
            obey(writer, statement.format(mart=mart))
            assert reader.figures_of(path) == wanted
        assert content_hash(path) == content_hash(published[1])
        answers(home, len(wanted))
    finally:
        writer.kill()  # and leaves its log
        writer.communicate()
    assert len(list(home.rglob("*.wal"))) == 1
    assert reader.figures_of(path) == wanted
    summary = ingest(home, third)
    assert content_hash(path) == content_hash(published[2])
    assert list(home.rglob("*.wal")) == []
    assert "somebody opened the published warehouse for writing" in " ".join(summary.warnings)


def answers(home: Path, marts: int) -> None:
    """The commands answer from the publication in force."""
    for command in (
        ["sql", "SELECT count(*) AS marts FROM duckdb_tables() WHERE schema_name = 'mart'"],
        ["status"],
        ["report"],
    ):
        result = CliRunner().invoke(app, [*command, "--home", str(home)])
        assert result.exit_code == 0, result.output
        assert command[0] != "sql" or str(marts) in result.output
