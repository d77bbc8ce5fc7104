"""A lake holds what the published file says, whole, through whatever comes between."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from benchmarks.generator import generate
from benchmarks.lake_servers import PASSWORD
from flows.cli import app
from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from tests.transforms.made import DESCRIPTION, changed
from tests.warehouse.lakes import Lakes, put_lake, running_lakes
from tests.warehouse.made import build, take_in
from warehouse import lake as lake_module
from warehouse.content import content_hash, hash_of
from warehouse.lake import LakeFailed, attach, open_lake, release, tidy
from warehouse.lake_settings import Lake
from warehouse.query import QueryFailed, fetch, reading

pytestmark = pytest.mark.large

PUBLISHED = tables(*PUBLISHED_SCHEMAS)
HOME, OTHER_HOME = "20240101T000000000000", "20240202T000000000000"
PROJECTS = "SELECT count(*) FROM main.dim_project"


@pytest.fixture(scope="module")
def lakes() -> Iterator[Lakes]:
    with running_lakes() as running:
        yield running


@pytest.fixture
def lake(lakes: Lakes) -> Lake:
    return lakes.new()


@pytest.fixture(scope="module")
def publications(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What a home publishes one after another: six projects, one more, a new version of that."""
    made = [(one.file_name, one.content) for one in generate(6, seed=3, defect_share=0.5)]
    versions = [("own", DESCRIPTION.encode()), ("own", changed(": 70 000", ": 75 000").encode())]
    files = []
    for number in range(len(versions) + 1):
        home = tmp_path_factory.mktemp("home")
        take_in(home, [*made, *versions[:number]])
        files.append(build(home))
    return files


def asked(lake: Lake, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a lake, over a connection of its own."""
    with open_lake(lake) as connection:
        return fetch(connection, query)[1]


def lake_hash(lake: Lake) -> str:
    with open_lake(lake) as connection:
        return hash_of(connection)


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


def test_lake_has_the_rows_types_and_hash_of_the_file(lake: Lake, publications: list[Path]) -> None:
    file = publications[-1]
    release(file, lake, "run-1", HOME)
    assert lake_hash(lake) == content_hash(file)
    with open_lake(lake) as ours, reading(file) as theirs:
        for t in PUBLISHED:
            query = f"FROM {t.full_name} ORDER BY ALL"
            assert fetch(ours, query) == fetch(theirs, query), t.full_name
            _, described = fetch(ours, f"FROM (DESCRIBE {query})")
            assert [row[:2] for row in described] == [(c.name, c.type) for c in t.columns]


def test_lake_carries_the_comments_of_the_dictionary(lake: Lake, publications: list[Path]) -> None:
    release(publications[0], lake, "run-1", HOME)
    said = """
        SELECT table_name, column_name, meaning || coalesce(' [' || unit || ']', '')
        FROM meta.dictionary WHERE table_name NOT LIKE 'reading.%' ORDER BY ALL"""
    held = """
        SELECT schema_name || '.' || table_name, column_name, comment FROM duckdb_columns()
        WHERE database_name = 'lake' AND NOT internal AND schema_name <> 'latest' ORDER BY ALL"""
    assert asked(lake, held) == asked(lake, said)
    grain = "SELECT comment FROM duckdb_tables() WHERE table_name = 'fact_funding'"
    view = "SELECT comment FROM duckdb_views() WHERE view_name = 'fact_funding'"
    assert asked(lake, view) == [(asked(lake, grain)[0][0] + ", current versions only",)]


def test_views_and_readings_answer_as_in_the_file(lake: Lake, publications: list[Path]) -> None:
    file = publications[-1]
    release(file, lake, "run-1", HOME)
    for query in (
        "FROM latest.dim_project ORDER BY ALL",
        "FROM reading.funding() ORDER BY ALL",
        "FROM reading.funding(level := 'kunta', classification_year := 2023) ORDER BY ALL",
        "FROM reading.indicator_contributions(as_of := DATE '2099-01-01') ORDER BY ALL",
        "FROM reading.version_changes('S29100', 1, 2) ORDER BY ALL",
    ):
        with reading(file) as connection:
            rows = connection.execute(query).fetchall()
        assert rows
        assert asked(lake, query) == rows


def test_only_what_differs_is_written_and_the_snapshot_names_its_run(
    lakes: Lakes, lake: Lake, publications: list[Path]
) -> None:
    first = release(publications[0], lake, "run-1", HOME)
    before = lakes.files(lake)
    assert release(publications[0], lake, "run-1", HOME) == first
    second = release(publications[1], lake, "run-2", HOME)
    assert lake_hash(lake) == content_hash(publications[1])
    named = "SELECT snapshot_id, author, commit_message FROM lake.snapshots() WHERE author NOTNULL"
    assert asked(lake, named) == [(first, HOME, "run run-1"), (second, HOME, "run run-2")]
    written = {Path(name).parts[2] for name in lakes.files(lake) - before}
    again = {Path(name).parts[3] for name in lakes.files(lake) - before}
    assert written == {"main", "mart", "quality", "meta"}
    assert "fact_funding" in again
    assert "dim_region" not in again


def test_reader_at_work_sees_one_publication_throughout(
    lake: Lake, publications: list[Path]
) -> None:
    release(publications[0], lake, "run-1", HOME)
    with open_lake(lake) as connection:
        connection.execute("BEGIN")
        before = hash_of(connection)
        release(publications[1], lake, "run-2", HOME)
        tidy(lake, kept=1)
        assert hash_of(connection) == before == content_hash(publications[0])
        connection.execute("COMMIT")
        assert hash_of(connection) == content_hash(publications[1])


def test_two_copies_of_a_home_leave_the_lake_whole_and_one_is_told(
    lake: Lake, publications: list[Path], tmp_path: Path, at_once: Callable[..., list[Any]]
) -> None:
    """Though the two would replace different tables."""
    release(publications[0], lake, "run-1", HOME)
    changes = ("UPDATE meta.run SET command = 'x'", "UPDATE main.dim_organisation SET name = 'x'")
    files = [spoilt(publications[0], tmp_path / str(i), said) for i, said in enumerate(changes)]
    became = at_once(*((file, lake, "run-2", HOME) for file in files))
    (failed,) = [one for one in became if isinstance(one, LakeFailed)]
    assert "changed by somebody else meanwhile" in str(failed)
    wanted = [("x",), ("Savonia",)] if became[1] is failed else [("ingest",), ("x",)]
    found = [asked(lake, "SELECT min(command) FROM meta.run")[0]]
    assert [*found, *asked(lake, "SELECT max(name) FROM main.dim_organisation")] == wanted


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


def attach_for_a_moment(lake: Lake) -> None:
    """Let a lake be there, with nothing in it."""
    with duckdb.connect() as connection:
        attach(connection, lake)


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


def test_old_snapshots_go_with_the_files_that_they_alone_need(
    lakes: Lakes, lake: Lake, publications: list[Path]
) -> None:
    numbers = [
        release(file, lake, f"run-{i}", HOME)
        for i, file in enumerate((*publications, *publications))
    ]
    files = lakes.files(lake)
    tidy(lake)
    tidy(lake, kept=2)
    assert lakes.files(lake) == files  # a reader may be at work on what was just replaced
    tidy(lake, kept=2, undisturbed="0 seconds")
    assert lakes.files(lake) < files
    kept = "SELECT snapshot_id FROM lake.snapshots()"
    assert [row[0] for row in asked(lake, kept)] == numbers[-2:]
    assert lake_hash(lake) == content_hash(publications[-1])
    before = f"SELECT count(*) FROM main.dim_project AT (VERSION => {numbers[-2]})"
    assert asked(lake, before) < asked(lake, PROJECTS)


def test_lake_moves_back_into_a_file(lake: Lake, publications: list[Path], tmp_path: Path) -> None:
    release(publications[-1], lake, "run-1", HOME)
    file = tmp_path / "back.duckdb"
    with duckdb.connect() as connection:
        attach(connection, lake, for_reading=True)
        connection.execute(f"ATTACH '{file}' AS back")
        connection.execute("COPY FROM DATABASE lake TO back")
    assert content_hash(file) == content_hash(publications[-1])
    with reading(file) as connection:
        assert connection.execute("FROM reading.funding()").fetchall()


def test_reader_needs_no_more_than_select(
    lakes: Lakes, lake: Lake, publications: list[Path]
) -> None:
    release(publications[0], lake, "run-1", HOME)
    lakes.catalogue.ask(
        f"CREATE ROLE analyst LOGIN PASSWORD '{PASSWORD}'; "
        f"GRANT USAGE ON SCHEMA {lake.name} TO analyst; "
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {lake.name} TO analyst"
    )
    theirs = Lake(lakes.catalogue.address("analyst"), lake.data, lake.name)
    release(publications[1], lake, "run-2", HOME)
    assert lake_hash(theirs) == content_hash(publications[1])
    with pytest.raises(LakeFailed, match="permission denied"):
        release(publications[0], theirs, "run-3", HOME)


def test_nothing_but_the_lake_is_reached_and_nothing_written(
    lake: Lake, publications: list[Path], tmp_path: Path
) -> None:
    release(publications[0], lake, "run-1", HOME)
    written = tmp_path / "x.duckdb"
    for query in (
        "FROM read_text('/etc/hostname')",
        f"ATTACH '{written}'",
        "DELETE FROM main.dim_project",
        "CALL postgres_execute('__ducklake_metadata_lake', 'CREATE TABLE x (i INTEGER)')",
        "SET enable_external_access = true",
    ):
        with pytest.raises(QueryFailed):
            asked(lake, query)
    assert lake_hash(lake) == content_hash(publications[0])


def test_sql_asks_the_lake_of_a_home(lake: Lake, publications: list[Path], tmp_path: Path) -> None:
    """Also of a home that holds nothing but the name of the lake."""
    release(publications[0], lake, "run-1", HOME)
    ask = ["sql", "SELECT count(*) AS n FROM main.dim_project", "--lake", "--home", str(tmp_path)]
    assert "names no lake" in CliRunner().invoke(app, ask).output
    put_lake(tmp_path, lake)
    result = CliRunner().invoke(app, [*ask, "--format", "csv"])
    assert (result.exit_code, result.stdout) == (0, f"n\n{asked(lake, PROJECTS)[0][0]}\n")
    put_lake(tmp_path, Lake(lake.catalog, lake.data, "nowhere"))
    result = CliRunner().invoke(app, ask)
    assert (result.exit_code, "cannot be attached" in result.output) == (1, True)


def test_without_the_extensions_it_is_said_what_to_install(
    lake: Lake, publications: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.lake.EXTENSIONS", ("nowhere",))
    with pytest.raises(LakeFailed, match=r"pip install 'hankevarasto\[lake\]'"):
        release(publications[0], lake, "run-1", HOME)
