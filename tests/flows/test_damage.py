"""A home whose files are damaged, gone or of a newer program: what is said, and what heals."""

import struct
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.run import HomeUnusable, working_home
from tests.conftest import SAMPLES, rows
from warehouse.archive import Archive, ArchiveDamaged
from warehouse.content import content_hash
from warehouse.layout import LAYOUT, LayoutUnknown, layout_path
from warehouse.store import store_path

NAMES = ("S29001_kuvaus.txt", "S29002_kuvaus.txt", "A79001_kuvaus.txt")
READING = {
    "sql": ("sql", "SELECT 1"),
    "report": ("report",),
    "explain": ("explain", "S29001"),
}
pytestmark = pytest.mark.large

STATE = {"status": ("status",), "quarantine": ("quarantine", "list")}
Flow = Callable[..., Any]


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory, ingest: Flow) -> Path:
    """A home that has received three documents from the folder ``in`` beside it."""
    folder = tmp_path_factory.mktemp("received")
    (folder / "in").mkdir()
    for name in NAMES:
        copyfile(SAMPLES / "2023-06" / name, folder / "in" / name)
    ingest(folder / "home", folder / "in")
    return folder


@pytest.fixture
def home(received: Path, tmp_path: Path) -> Path:
    return copytree(received / "home", tmp_path / "home", symlinks=True)


@pytest.fixture
def retry(server: None) -> Flow:
    from flows.ingest import retry as flow

    return lambda home: flow(documents=[], home=str(home))


def archived(home: Path) -> list[Path]:
    archive = Archive(home)
    (run_id,) = archive.run_ids()
    return [archive.path(receipt.document_id) for receipt in archive.receipts(run_id)]


def flip(path: Path, place: int) -> None:
    """Change one byte of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    replace(path, content)


def replace(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def checksum(block: bytes) -> int:
    """What DuckDB writes before a block of its file."""
    result = 5381
    for (word,) in struct.iter_unpack("<Q", block):
        result ^= word * 0xBF58476D1CE4E5B9 % 2**64
    return result


def newer(path: Path) -> None:
    """Make a DuckDB file one of a storage version that comes after all known."""
    content = bytearray(path.read_bytes())
    assert struct.unpack_from("<Q", content) == (checksum(content[8:4096]),)
    struct.pack_into("<Q", content, 12, 999)
    struct.pack_into("<Q", content, 0, checksum(content[8:4096]))
    replace(path, content)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "newer": newer,
    "foreign": lambda path: replace(path, b"no database " * 1000),
    "empty": lambda path: replace(path, b""),
    "cut": lambda path: replace(path, path.read_bytes()[:6000]),
    "flipped": lambda path: flip(path, 4200),
}
damaged_somehow = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


def test_rebuild_names_all_that_is_damaged_and_publishes_nothing(
    home: Path, rebuild: Flow, received: Path
) -> None:
    first, second, third = archived(home)
    flip(first, 100)
    second.unlink()
    before = content_hash(home / "warehouse.duckdb")
    with pytest.raises(ArchiveDamaged) as caught:
        rebuild(home)
    for path in (first, second):
        assert path.name in str(caught.value)
        assert str(path) in str(caught.value)
    assert third.name not in str(caught.value)
    assert (received / "in" / NAMES[0]).as_uri() in str(caught.value)
    assert content_hash(home / "warehouse.duckdb") == before


def test_what_is_damaged_heals_when_delivered_again(
    home: Path, rebuild: Flow, ingest: Flow, received: Path
) -> None:
    right = content_hash(home / "warehouse.duckdb")
    first, second, _ = archived(home)
    flip(first, 100)
    second.unlink()
    summary = ingest(home, received / "in")
    assert summary.unchanged == 3
    rebuild(home)
    assert content_hash(home / "warehouse.duckdb") == right


@pytest.mark.parametrize("store", ["lost", "of other code"])
def test_run_that_must_read_the_archive_heals_it_from_its_sources(
    home: Path, ingest: Flow, received: Path, store: str
) -> None:
    """A damaged document before which no run could begin would never be delivered again."""
    right = content_hash(home / "warehouse.duckdb")
    if store == "lost":
        store_path(home).unlink()
    else:
        rows_of_other_code(home)
    first, second, _ = archived(home)
    flip(first, 100)
    second.unlink()
    with pytest.raises(ArchiveDamaged, match=second.name):
        ingest(home, received / "in" / NAMES[2])
    assert content_hash(home / "warehouse.duckdb") == right
    ingest(home, received / "in")
    assert len(rows(home, "SELECT * FROM meta.document")) == 3
    assert content_hash(home / "warehouse.duckdb") == right


def rows_of_other_code(home: Path) -> None:
    with duckdb.connect(str(store_path(home))) as connection:
        connection.execute("UPDATE state.reader SET version = 'older'")


def test_command_says_which_document_and_ends_with_1(home: Path, server: None) -> None:
    path = archived(home)[0]
    flip(path, 100)
    result = CliRunner().invoke(app, ["rebuild", "--home", str(home)])
    assert result.exit_code == 1
    assert path.name in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("damage", [newer, DAMAGES["foreign"]], ids=["newer", "foreign"])
def test_store_that_cannot_be_read_is_made_anew(
    home: Path, ingest: Flow, received: Path, damage: Callable[[Path], None]
) -> None:
    right = content_hash(home / "warehouse.duckdb")
    damage(store_path(home))
    summary = ingest(home, received / "in" / NAMES[0])
    assert [w for w in summary.warnings if str(store_path(home)) in w]
    assert summary.unchanged == 1
    assert content_hash(home / "warehouse.duckdb") == right
    assert ingest(home, received / "in" / NAMES[0]).warnings == []


def test_store_damaged_within_is_put_aside_for_the_next_run_to_make_anew(tmp_path: Path) -> None:
    """A block of data is read only by what needs its rows, so opening the store shows nothing."""
    path = store_path(tmp_path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE said AS SELECT random() AS x FROM range(200000)")
    flip(path, path.stat().st_size // 2)
    with (
        pytest.raises(HomeUnusable, match="run again"),
        working_home(tmp_path, "ingest"),
        duckdb.connect(str(path)) as connection,
    ):
        connection.execute("SELECT sum(x) FROM said")
    assert not path.exists()


def test_store_stays_where_something_else_fails(tmp_path: Path) -> None:
    path = store_path(tmp_path)
    duckdb.connect(str(path)).close()
    with pytest.raises(duckdb.CatalogException), working_home(tmp_path, "ingest"):
        duckdb.connect().execute("SELECT * FROM not_there")
    assert path.exists()


@damaged_somehow
@pytest.mark.parametrize("command", READING.values(), ids=READING)
def test_warehouse_that_cannot_be_read_is_an_error_in_words(
    home: Path, command: tuple[str, ...], damage: Callable[[Path], None]
) -> None:
    damage(home / "warehouse.duckdb")
    result = CliRunner().invoke(app, [*command, "--home", str(home)])
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "warehouse.duckdb" in result.stderr
    assert "rebuild" in result.stderr


@damaged_somehow
@pytest.mark.parametrize("command", STATE.values(), ids=STATE)
def test_status_of_a_store_that_cannot_be_read_is_an_error_in_words(
    home: Path, command: tuple[str, ...], damage: Callable[[Path], None]
) -> None:
    damage(store_path(home))
    result = CliRunner().invoke(app, [*command, "--home", str(home)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "store.duckdb" in result.stderr


def state_of(home: Path) -> dict[str, int]:
    return {str(p.relative_to(home)): p.stat().st_mtime_ns for p in home.rglob("*")}


def test_home_of_a_newer_layout_is_left_alone(
    home: Path, ingest: Flow, rebuild: Flow, retry: Flow, received: Path
) -> None:
    layout_path(home).write_text(f"{LAYOUT + 1}\n")
    before = state_of(home)
    for run in (lambda h: ingest(h, received / "in"), rebuild, retry):
        with pytest.raises(LayoutUnknown, match=f"layout {LAYOUT + 1}"):
            run(home)
    for command in (*READING.values(), *STATE.values()):
        result = CliRunner().invoke(app, [*command, "--home", str(home)])
        assert result.exit_code == 1
        assert f"layout {LAYOUT + 1}" in result.stderr
    assert state_of(home) == before


def test_mistyped_home_is_not_made(tmp_path: Path, rebuild: Flow, retry: Flow) -> None:
    for run in (rebuild, retry):
        with pytest.raises(HomeUnusable, match="mistyped is no home"):
            run(tmp_path / "mistyped")
    assert not (tmp_path / "mistyped").exists()
