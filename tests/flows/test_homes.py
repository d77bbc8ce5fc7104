"""Homes as earlier versions left them (``tests/homes``): an ordinary run brings them up to date."""

import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.conftest import ROOT, SAMPLES, rows
from warehouse.archive import Archive
from warehouse.content import content_hash
from warehouse.layout import LAYOUT, layout_path

pytestmark = pytest.mark.large

HOMES = sorted((ROOT / "tests" / "homes").glob("*.tar.xz"))
ONE_MORE = SAMPLES / "2023-06" / "S29005_kuvaus.txt"
Flow = Callable[..., Any]


@pytest.fixture(params=HOMES, ids=lambda path: path.name.partition(".")[0])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home that an earlier version made."""
    with tarfile.open(request.param) as packed:
        packed.extractall(tmp_path / "home", filter="data")
    return tmp_path / "home"


def receipts_of(home: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (home / "archive" / "receipts").iterdir()}


def scores_of(home: Path) -> set[str]:
    path = home / "archive" / "scores.csv"
    return set(path.read_text().splitlines()) if path.exists() else set()


def made_afresh(home: Path, ingest: Flow, *more: Path) -> Path:
    """A new home that receives the documents and decisions of another, in their order."""
    fresh, inbox = home.with_name("fresh"), home.with_name("in")
    inbox.mkdir()
    if (home / "decisions").exists():
        copytree(home / "decisions", fresh / "decisions")
    archive = Archive(home)
    for run_id in archive.run_ids():
        for receipt in archive.receipts(run_id):
            path = inbox / receipt.source_uri.rpartition("/")[2]
            path.write_bytes(archive.read(receipt.document_id))
    ingest(fresh, inbox, *more)
    return fresh


READER = """
import sys, time, duckdb
from pathlib import Path
path, stop = sys.argv[1], Path(sys.argv[2])
while not stop.exists():
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM main.dim_project").fetchall()[0][0]
    time.sleep(0.05)
"""


@contextmanager
def read_all_the_time(path: Path) -> Iterator[None]:
    """Another process asks a warehouse again and again while the block runs, and never fails."""
    stop = path.with_name("stop")
    reader = subprocess.Popen([sys.executable, "-c", READER, path, stop])
    try:
        yield
        assert reader.poll() is None
        stop.touch()
        assert reader.wait(timeout=60) == 0
    finally:
        reader.kill()
        reader.wait()


def documents(home: Path) -> set[str]:
    return {row[0] for row in rows(home, "SELECT document_id FROM meta.document")}


def test_there_are_homes_from_the_first_layout_on() -> None:
    assert {path.name.partition(".")[0] for path in HOMES} >= {"first", "plans", "lists"}


def test_run_with_nothing_new_brings_a_home_up_to_date(home: Path, ingest: Flow) -> None:
    before = receipts_of(home)
    (home / "empty").mkdir()
    published = home / "warehouse.duckdb"
    with read_all_the_time(published) if published.exists() else nullcontext():
        summary = ingest(home, home / "empty")
    assert (summary.published, summary.pulled) == (True, 0)
    assert receipts_of(home) == before
    assert layout_path(home).read_text() == f"{LAYOUT}\n"
    fresh = made_afresh(home, ingest)
    assert documents(home) == documents(fresh) == archived(home)
    assert content_hash(home / "warehouse.duckdb") == content_hash(fresh / "warehouse.duckdb")


def archived(home: Path) -> set[str]:
    archive = Archive(home)
    return {r.document_id for run_id in archive.run_ids() for r in archive.receipts(run_id)}


@pytest.mark.parametrize("home", HOMES[:2], ids=["decisions", "first"], indirect=True)
def test_run_with_one_more_document_brings_a_home_up_to_date(home: Path, ingest: Flow) -> None:
    """What had been tried again, and the scores of earlier runs, stay."""
    before, attempts, scores = receipts_of(home), Archive(home).attempts(), scores_of(home)
    summary = ingest(home, ONE_MORE)
    assert (summary.published, summary.loaded) == (True, 1)
    assert before.items() < receipts_of(home).items()
    tried = dict(rows(home, "SELECT document_id, attempts - 1 FROM quality.quarantine"))
    assert attempts.items() <= tried.items()
    assert scores < scores_of(home)
    fresh = made_afresh(home, ingest)
    assert documents(home) == archived(home)
    assert content_hash(home / "warehouse.duckdb") == content_hash(fresh / "warehouse.duckdb")
