"""Whatever comes between, a lake holds one publication whole, and who failed is told."""

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.lake_servers import PASSWORD
from tests.conftest import ROOT
from tests.warehouse.lakes import (
    HOME,
    OTHER_HOME,
    Lakes,
    asked,
    attach_for_a_moment,
    lake_hash,
)
from warehouse import lake as lake_module
from warehouse.content import content_hash
from warehouse.lake import LakeFailed, attach, open_lake, release
from warehouse.lake_settings import Lake

pytestmark = pytest.mark.large


def spoilt(file: Path, tmp_path: Path, *statements: str) -> Path:
    """A copy of a file in which something has been changed."""
    tmp_path.mkdir(exist_ok=True)
    copy = Path(shutil.copy(file, tmp_path / "spoilt.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int | LakeFailed]]:
    """Releases at the same time: each has written all before either commits."""
    barrier = threading.Barrier(2)
    sign = lake_module.sign

    def sign_together(*arguments: Any) -> None:
        sign(*arguments)
        barrier.wait(timeout=120)

    def run(*wanted: tuple[Path, Lake, str, str]) -> list[int | LakeFailed]:
        became: dict[int, int | LakeFailed] = {}

        def one(number: int) -> None:
            try:
                became[number] = release(*wanted[number])
            except LakeFailed as error:
                became[number] = error

        monkeypatch.setattr("warehouse.lake.sign", sign_together)
        threads = [threading.Thread(target=one, args=[number]) for number in range(len(wanted))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        monkeypatch.undo()
        return [became[number] for number in range(len(wanted))]

    return run


def test_two_copies_of_a_home_leave_the_lake_whole_and_one_is_told(
    lake: Lake, publications: list[Path], tmp_path: Path, at_once: Callable[..., list[Any]]
) -> None:
    """Though the two would replace different tables."""
    release(publications[0], lake, "run-1", HOME)
    said = ("SELECT min(command) FROM meta.run", "SELECT max(name) FROM main.dim_organisation")
    before = [row for query in said for row in asked(lake, query)]
    changes = ("UPDATE meta.run SET command = 'x'", "UPDATE main.dim_organisation SET name = 'x'")
    files = [spoilt(publications[0], tmp_path / str(i), one) for i, one in enumerate(changes)]
    became = at_once(*((file, lake, "run-2", HOME) for file in files))
    (failed,) = [one for one in became if isinstance(one, LakeFailed)]
    assert "changed by somebody else meanwhile" in str(failed)
    held = [row for query in said for row in asked(lake, query)]
    assert held == ([("x",), before[1]] if became[1] is failed else [before[0], ("x",)])


def test_two_homes_that_begin_one_lake_at_once_leave_it_to_one(
    lake: Lake, publications: list[Path], at_once: Callable[..., list[Any]]
) -> None:
    attach_for_a_moment(lake)
    files = publications[:2]
    became = at_once((files[0], lake, "run-1", HOME), (files[1], lake, "run-1", OTHER_HOME))
    (failed,) = [number for number, one in enumerate(became) if isinstance(one, LakeFailed)]
    assert lake_hash(lake) == content_hash(files[1 - failed])
    with pytest.raises(LakeFailed, match="holds what another home released") as caught:
        release(files[failed], lake, "run-2", (HOME, OTHER_HOME)[failed])
    assert f"drop the schema {lake.name}" in str(caught.value)
    assert lake_hash(lake) == content_hash(files[1 - failed])


def test_lakes_of_one_catalogue_are_written_side_by_side(
    lakes: Lakes, publications: list[Path], at_once: Callable[..., list[Any]]
) -> None:
    one, other = lakes.new(), lakes.new()
    for made in (one, other):
        attach_for_a_moment(made)
    became = at_once(
        (publications[0], one, "run-1", HOME), (publications[1], other, "run-1", OTHER_HOME)
    )
    assert all(isinstance(number, int) for number in became)
    assert lake_hash(one) == content_hash(publications[0])
    assert lake_hash(other) == content_hash(publications[1])


def assert_untouched(lakes: Lakes, lake: Lake, file: Path, words: str) -> None:
    """A release fails in words, and lake and bucket are as they were."""
    before, kept = lake_hash(lake), lakes.files(lake)
    with pytest.raises(LakeFailed, match=words):
        release(file, lake, "run-2", HOME)
    assert (lake_hash(lake), lakes.files(lake)) == (before, kept)


def test_broken_key_is_not_released(
    lakes: Lakes, lake: Lake, publications: list[Path], tmp_path: Path
) -> None:
    release(publications[0], lake, "run-1", HOME)
    twice = "INSERT INTO main.dim_project FROM main.dim_project LIMIT 1"
    file = spoilt(publications[1], tmp_path, twice)
    assert_untouched(lakes, lake, file, words="main_dim_project_key_unique")


def test_unknown_reference_is_not_released(
    lakes: Lakes, lake: Lake, publications: list[Path], tmp_path: Path
) -> None:
    release(publications[0], lake, "run-1", HOME)
    file = spoilt(publications[1], tmp_path, "DELETE FROM main.dim_project WHERE version = 1")
    assert_untouched(lakes, lake, file, words="fact_funding_project_key_known")


def test_what_is_not_written_as_published_is_not_released(
    lakes: Lakes, lake: Lake, publications: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    release(publications[0], lake, "run-1", HOME)
    replace = lake_module.replace

    def lose_a_cent(connection: duckdb.DuckDBPyConnection, *arguments: Any) -> None:
        replace(connection, *arguments)
        connection.execute(
            "UPDATE main.fact_funding SET amount_eur = amount_eur - 0.01 "
            "WHERE amount_eur = (SELECT max(amount_eur) FROM main.fact_funding)"
        )

    monkeypatch.setattr("warehouse.lake.replace", lose_a_cent)
    words = "is not what was published: main.fact_funding"
    assert_untouched(lakes, lake, publications[1], words=words)


def test_what_somebody_else_changed_is_put_right_by_the_next_release(
    lake: Lake, publications: list[Path]
) -> None:
    release(publications[0], lake, "run-1", HOME)
    with duckdb.connect() as connection:
        attach(connection, lake)
        connection.execute("DELETE FROM lake.main.dim_region_year")
        connection.execute("CREATE TABLE lake.main.dim_scratch (i INTEGER)")
    release(publications[0], lake, "run-1", HOME)
    assert lake_hash(lake) == content_hash(publications[0])
    assert asked(lake, "SELECT * FROM duckdb_tables() WHERE table_name = 'dim_scratch'") == []


def test_catalogue_that_is_down_is_told_and_the_lake_waits(
    lakes: Lakes, lake: Lake, publications: list[Path]
) -> None:
    release(publications[0], lake, "run-1", HOME)
    lakes.catalogue.stop()
    try:
        with pytest.raises(LakeFailed, match="cannot be attached") as caught:
            release(publications[1], lake, "run-2", HOME)
        with pytest.raises(LakeFailed, match="cannot be attached"), open_lake(lake):
            pass
    finally:
        lakes.catalogue.start()
    assert PASSWORD not in str(caught.value)
    assert lake_hash(lake) == content_hash(publications[0])
    release(publications[1], lake, "run-2", HOME)
    assert lake_hash(lake) == content_hash(publications[1])


def test_store_that_is_down_is_told_and_the_lake_is_as_it_was(
    lake: Lake, publications: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    release(publications[0], lake, "run-1", HOME)
    with monkeypatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        with pytest.raises(LakeFailed, match="cannot be reached, read or written"):
            release(publications[1], lake, "run-2", HOME)
        with pytest.raises(LakeFailed, match="cannot be read"):
            asked(lake, "FROM main.dim_project")
    assert lake_hash(lake) == content_hash(publications[0])


def test_release_that_is_killed_leaves_the_lake_as_it_was(
    lakes: Lakes, lake: Lake, publications: list[Path]
) -> None:
    """What it wrote stays unseen, and can be removed."""
    release(publications[0], lake, "run-1", HOME)
    before, files = lake_hash(lake), lakes.files(lake)
    killed = f"""
import os, signal
from pathlib import Path
from warehouse import lake
from warehouse.lake_settings import Lake
lake.sign = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
lake.release(Path({str(publications[1])!r}), {lake!r}, "run-2", {HOME!r})
"""
    done = subprocess.run([sys.executable, "-c", killed], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert lakes.files(lake) > files
    assert lake_hash(lake) == before
    release(publications[1], lake, "run-3", HOME)
    assert lake_hash(lake) == content_hash(publications[1])
    with duckdb.connect() as connection:
        attach(connection, lake)
        gone = "CALL ducklake_delete_orphaned_files('lake', older_than => now())"
        assert connection.execute(gone).fetchall()
    assert lake_hash(lake) == content_hash(publications[1])


def test_without_the_extensions_it_is_said_what_to_install(
    lake: Lake, publications: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.lake.EXTENSIONS", ("nowhere",))
    with pytest.raises(LakeFailed, match=r"pip install 'hankevarasto\[lake\]'"):
        release(publications[0], lake, "run-1", HOME)
