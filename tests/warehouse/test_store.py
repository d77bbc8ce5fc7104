"""The store: what a run appends is there when it ends, and what a killed one left is not."""

from contextlib import suppress
from pathlib import Path

import duckdb

from schemas.catalogue import table
from schemas.frames import build_frame
from warehouse.ddl import MEMORY, open_database, remove_database
from warehouse.store import Store, open_store

TEXTS = table("stage.text")


def add(store: Store, *texts: str) -> None:
    rows = [
        {"statement_id": f"s{i}", "section": "3", "field": "summary", "lang": "fi", "text": text}
        for i, text in enumerate(texts)
    ]
    store.append_last(TEXTS, build_frame(TEXTS, [{**row, "line_number": 1} for row in rows]))


def texts(path: Path) -> list[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM stage.text").fetchall()]


def test_rows_of_all_batches_are_appended_in_order(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with open_store(path) as store:
        add(store, "yksi", "kaksi")
        add(store, "kolme")
        add(store)
    with open_store(path) as store:
        add(store, "neljä")
    assert texts(path) == ["yksi", "kaksi", "kolme", "neljä"]
    assert list(tmp_path.iterdir()) == [path]


def test_names_of_folders_are_no_values(tmp_path: Path) -> None:
    folder = tmp_path / "section=9" / "kausi=2021"
    folder.mkdir(parents=True)
    with open_store(folder / "store.duckdb") as store:
        add(store, "yksi")
    with duckdb.connect(str(folder / "store.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT section FROM stage.text").fetchall() == [("3",)]


def test_run_that_fails_leaves_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with suppress(KeyError), open_store(path) as store:
        add(store, "yksi")
        raise KeyError
    with open_store(path):
        pass
    assert texts(path) == []
    assert list(tmp_path.iterdir()) == [path]


def test_rows_that_a_killed_run_left_are_no_rows_of_the_next(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    left = tmp_path / "store.duckdb.rows"
    left.mkdir()
    (left / "stage.text.0.parquet").write_bytes(b"half")
    with open_store(path) as store:
        add(store, "yksi")
        assert left.stat().st_mode & 0o077 == 0
    assert texts(path) == ["yksi"]


def test_what_is_too_large_for_memory_goes_to_disk_and_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "large.duckdb"
    with open_database(path) as connection:
        (limit,) = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0]
        connection.execute("SET memory_limit = '50MB'")
        connection.execute("CREATE TABLE one AS SELECT uuid()::VARCHAR AS x FROM range(1000000)")
        connection.execute("CREATE TEMP TABLE other AS FROM one ORDER BY x")
        assert (tmp_path / "large.duckdb.tmp").is_dir()
    assert limit == "488.2 MiB", MEMORY
    (tmp_path / "large.duckdb.tmp").mkdir(exist_ok=True)
    (tmp_path / "large.duckdb.tmp" / "left").touch()
    (tmp_path / "large.duckdb.rows").mkdir()
    remove_database(path)
    assert list(tmp_path.iterdir()) == []
