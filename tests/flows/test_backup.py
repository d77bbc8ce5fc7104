"""Backup and restore of homes with documents, by the commands."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import SAMPLES
from warehouse.archive import Archive
from warehouse.backup import back_up, restore
from warehouse.content import content_hash

pytestmark = pytest.mark.large
Flow = Callable[..., Any]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_restored_home_publishes_the_same(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    file, new = tmp_path / "backup.tar.gz", tmp_path / "new"
    made = run("backup", file, "--home", sample_home[0])
    assert made.exit_code == 0
    assert "37 documents" in made.output
    restored = run("restore", file, "--home", new)
    assert restored.exit_code == 0
    assert content_hash(new / "warehouse.duckdb") == content_hash(
        sample_home[0] / "warehouse.duckdb"
    )
    again = run("restore", file, "--home", new)
    assert again.exit_code == 1
    assert "not empty" in again.stderr


def test_backup_taken_during_a_run_is_whole(tmp_path: Path, ingest: Flow, rebuild: Flow) -> None:
    """What it has received by then is restored; what came later is delivered again."""
    home, new, file = tmp_path / "home", tmp_path / "new", tmp_path / "backup.tar.gz"
    sources = [SAMPLES / "2023-06", SAMPLES / "2023-12"]
    taken, over = Event(), Event()

    def take() -> None:
        while not over.wait(0.01) and not taken.is_set():
            if Archive(home).run_ids():
                back_up(home, file, lambda done, of: None)
                taken.set()

    taker = Thread(target=take)
    taker.start()
    try:
        ingest(home, *sources)
    finally:
        over.set()
        taker.join()
    assert taken.is_set()
    restore(file, new, lambda done, of: None)
    assert len(Archive(new).run_ids()) == 1
    rebuild(new)
    ingest(new, *sources)
    assert content_hash(new / "warehouse.duckdb") == content_hash(home / "warehouse.duckdb")


def test_command_says_what_is_wrong_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "no home").mkdir()
    for command in (
        ("backup", tmp_path / "b", "--home", tmp_path / "mistyped"),
        ("backup", tmp_path / "b", "--home", tmp_path / "no home"),
        ("restore", SAMPLES / "README.md", "--home", tmp_path / "new"),
    ):
        result = run(*command)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert "error" in result.stderr
    assert not (tmp_path / "mistyped").exists()
