"""Publishing: in one step, read-only, and without what others left behind."""

from pathlib import Path

import duckdb
import pytest

from warehouse.publish import candidate_path, publish, warehouse_path


def make_candidate(home: Path, says: str) -> None:
    path = candidate_path(home)
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE word AS SELECT '{says}' AS said")


def said(path: Path) -> str:
    with duckdb.connect(str(path), read_only=True) as connection:
        return str(connection.execute("SELECT said FROM word").fetchall()[0][0])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_candidate(tmp_path, "first")
    assert publish(tmp_path, "run-1") == []
    return tmp_path


def test_published_file_is_for_reading_only(home: Path) -> None:
    assert warehouse_path(home).stat().st_mode & 0o777 == 0o444
    assert said(warehouse_path(home)) == "first"
    assert not candidate_path(home).exists()


def test_new_warehouse_takes_the_place_of_the_old_one(home: Path) -> None:
    make_candidate(home, "second")
    assert said(warehouse_path(home)) == "first"
    assert publish(home, "run-2") == []
    assert said(warehouse_path(home)) == "second"
    assert warehouse_path(home).stat().st_mode & 0o777 == 0o444


def test_reader_of_the_old_warehouse_is_not_disturbed(home: Path) -> None:
    make_candidate(home, "second")
    before = warehouse_path(home).read_bytes()
    with warehouse_path(home).open("rb") as reader:
        publish(home, "run-2")
        assert reader.read() == before
    assert said(warehouse_path(home)) == "second"


def test_stray_write_ahead_log_is_removed_with_a_warning(home: Path) -> None:
    stray = home / "warehouse.duckdb.wal"
    stray.write_bytes(b"what somebody wrote")
    make_candidate(home, "second")
    (warning,) = publish(home, "run-2")
    assert str(stray) in warning
    assert not stray.exists()
    assert said(warehouse_path(home)) == "second"


def test_nothing_is_lost_where_there_is_no_candidate(home: Path) -> None:
    with pytest.raises(FileNotFoundError):
        publish(home, "run-2")
    assert said(warehouse_path(home)) == "first"
