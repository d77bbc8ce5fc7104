"""A disk that is full or read-only, and sources that fail: a clear error, and nothing lost."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.generator import generate
from benchmarks.kills import ledger_faults, report_faults
from flows.cli import app
from flows.progress import listening
from flows.run import STEPS
from tests.needs import lacks_program
from tests.sources.site import Site, answers, then
from warehouse.content import content_hash

pytestmark = pytest.mark.large

SIZE = 512 * 1024 * 1024
KIB = 1024
PLENTY = b"\0" * (1024 * KIB)
FULL = re.compile(r"no room left on the disk", re.IGNORECASE)
WHAT_TO_DO = re.compile("make room and run again", re.IGNORECASE)
BEFORE_PUBLICATION = STEPS[: STEPS.index("publish")]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of fifteen descriptions each."""
    folder = tmp_path_factory.mktemp("deliveries")
    made = [folder / "first", folder / "second"]
    for number, one in enumerate(generate(30, seed=13)):
        made[number // 15].mkdir(exist_ok=True)
        (made[number // 15] / one.file_name).write_bytes(one.content)
    return made


@pytest.fixture(scope="module")
def undisturbed(
    ingest: Callable[..., Any], deliveries: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A home into which the first delivery has gone, and what it says after the second too."""
    home = tmp_path_factory.mktemp("first") / "home"
    ingest(home, deliveries[0])
    both = home.with_name("both")
    shutil.copytree(home, both, symlinks=True)
    ingest(both, deliveries[1])
    return home, content_hash(both / "warehouse.duckdb")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        lacks_program(f"no disk can be mounted here, which takes root: {error}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, leaving: int = 0) -> None:
    """Fill a disk, but for some bytes."""
    room = shutil.disk_usage(disk).free - leaving
    with (disk / "filler").open("ab", buffering=0) as file:
        while room > 0:
            room -= file.write(PLENTY[:room])


def says_full(result: Any, home: Path) -> None:
    """The command could not, and says in one line that the disk is full, where, and what to do."""
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("error")
    assert FULL.search(line)
    assert str(home) in line
    assert WHAT_TO_DO.search(line)


def fill_and_recover(
    disk: Path, undisturbed: tuple[Path, str], source: Path, when: str, leaving: int
) -> str:
    """Fill the disk at a step of the second ingest; what is published then.

    The next run, with room, ends as if nothing had been.
    """
    home, (first, both) = disk / "home", undisturbed
    shutil.copytree(first, home, symlinks=True)

    def hear(step: str, *_: int) -> None:
        if step == when and not (disk / "filler").exists():
            fill(disk, leaving)

    with listening(hear):
        result = run("ingest", source, "--home", home)
    says_full(result, home)
    published = content_hash(home / "warehouse.duckdb")
    assert run("status", "--home", home).exit_code == 0
    (disk / "filler").unlink()
    again = run("ingest", source, "--home", home)
    assert again.exit_code == 0, again.output
    assert content_hash(home / "warehouse.duckdb") == both
    assert [*ledger_faults(home), *report_faults(home)] == []
    assert list(home.glob("archive/*.part")) == []
    return published


@pytest.mark.parametrize("step", ["pull", "load", "report"])
def test_a_disk_that_is_full_at_a_step(
    server: None, disk: Path, undisturbed: tuple[Path, str], deliveries: list[Path], step: str
) -> None:
    published = fill_and_recover(disk, undisturbed, deliveries[1], step, 0)
    before = content_hash(undisturbed[0] / "warehouse.duckdb")
    assert published in ([before] if step in BEFORE_PUBLICATION else [before, undisturbed[1]])


@pytest.mark.parametrize("kib", [4, 256])
def test_a_disk_with_little_room(
    server: None, disk: Path, undisturbed: tuple[Path, str], deliveries: list[Path], kib: int
) -> None:
    published = fill_and_recover(disk, undisturbed, deliveries[1], "pull", kib * KIB)
    assert published == content_hash(undisturbed[0] / "warehouse.duckdb")


def test_a_home_mounted_read_only(
    server: None, disk: Path, undisturbed: tuple[Path, str], deliveries: list[Path], tmp_path: Path
) -> None:
    home = disk / "home"
    shutil.copytree(undisturbed[0], home, symlinks=True)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    refused = run("ingest", deliveries[1], "--home", home)
    assert refused.exit_code == 1
    (line,) = refused.stderr.strip().splitlines()
    assert str(home) in line
    assert "Read-only file system" in line
    query = "SELECT min(project_code) AS code FROM latest.dim_project"
    asked = run("sql", query, "--format", "csv", "--home", home)
    assert asked.exit_code == 0, asked.output
    code = asked.stdout.split()[1]
    for command in (["status"], ["explain", code], ["quarantine", "list"]):
        answered = run(*command, "--home", home)
        assert answered.exit_code == 0, answered.output
    reported = run("report", "--home", home)
    assert reported.exit_code == 1
    assert "--out" in reported.stderr
    elsewhere = run("report", "--home", home, "--out", tmp_path / "report")
    assert elsewhere.exit_code == 0, elsewhere.output
    assert (tmp_path / "report" / "index.html").exists()


def test_a_reader_who_is_not_the_owner(undisturbed: tuple[Path, str]) -> None:
    """The archive and the store are the owner's alone; what is published is for all."""
    if os.geteuid():
        lacks_program("only root can be another user")
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = shutil.copytree(undisturbed[0], Path(folder) / "home", symlinks=True)
        commands = (["sql", "SELECT 1 AS one"], ["status"], ["quarantine", "list"])
        for command in commands:  # imports what it needs while that can be read
            assert run(*command, "--home", home).exit_code == 0
        os.seteuid(65534)
        try:
            answers_to = [run(*command, "--home", home) for command in commands]
        finally:
            os.seteuid(0)
    assert [(one.exit_code, one.stderr) for one in answers_to] == [(0, "")] * 3


@pytest.mark.usefixtures("impatient")
def test_a_source_that_fails_twice_is_tried_again(
    server: None, site: Site, undisturbed: tuple[Path, str], deliveries: list[Path], tmp_path: Path
) -> None:
    names = [path.name for path in sorted(deliveries[0].iterdir())]
    for name in names:
        content = (deliveries[0] / name).read_bytes()
        site.odd[f"/list/{name}"] = then(answers(503), answers(500), answers(200, content))
    site.index("/list/", names)
    result = run(
        *("ingest", site.url("/list/"), "--follow", "--contact", "you@example.org"),
        *("--per-second", 10_000, "--home", tmp_path),
    )
    assert result.exit_code == 0, result.output
    assert "unread" not in result.stdout
    assert sorted(site.served(503)) == sorted(f"/list/{name}" for name in names)
    alone = content_hash(undisturbed[0] / "warehouse.duckdb")
    assert content_hash(tmp_path / "warehouse.duckdb") == alone


def test_a_folder_that_vanishes_is_named(
    server: None, deliveries: list[Path], tmp_path: Path
) -> None:
    """The folder is there when the run begins, and gone when it is to be read."""
    folder, home = tmp_path / "vanishing", tmp_path / "home"
    shutil.copytree(deliveries[0], folder)

    told = []

    def hear(step: str, *_: int) -> None:
        told.append(step)
        if told.count("pull") == 2:  # the first finds what is there
            shutil.rmtree(folder, ignore_errors=True)

    with listening(hear):
        result = run("ingest", folder, "--home", home)
    assert result.exit_code == 1
    assert str(folder) in result.stderr
    assert "Traceback" not in result.stderr
