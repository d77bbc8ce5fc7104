"""A lake holds what the published file says, and is read as the file is."""

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from benchmarks.lake_servers import PASSWORD
from flows.cli import app
from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from tests.warehouse.lakes import HOME, Lakes, asked, lake_hash, put_lake
from warehouse.content import content_hash, hash_of
from warehouse.lake import LakeFailed, attach, open_lake, release, tidy
from warehouse.lake_settings import Lake
from warehouse.query import QueryFailed, fetch, reading

pytestmark = pytest.mark.large

PUBLISHED = tables(*PUBLISHED_SCHEMAS)
PROJECTS = "SELECT count(*) FROM main.dim_project"


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
