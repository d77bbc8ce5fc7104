"""A small warehouse as it is built: its tables, comments, views and checks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generator import generate
from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from schemas.table import Table
from seeds import read_all_reference
from tests.conftest import SAMPLES
from tests.transforms.made import DESCRIPTION, changed
from tests.warehouse.made import build, take_in
from warehouse.build import build_warehouse
from warehouse.ddl import quoted
from warehouse.expectations import checks, count_violations
from warehouse.query import QueryFailed, ask
from warehouse.store import store_path

PUBLISHED = tables(*PUBLISHED_SCHEMAS)
STAR = tables("main")


def plan_content(code: str) -> bytes:
    """Bytes of a plan among the samples."""
    return (SAMPLES / "2024-03" / f"{code}_suunnitelma.txt").read_bytes()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of one project, ten others with defects, two plans, and a refused file."""
    home = tmp_path_factory.mktemp("it's home")
    made = [(one.file_name, one.content) for one in generate(10, seed=4, defect_share=0.5)]
    plans = [(f"{code}_plan", plan_content(code)) for code in ("S29012", "S29904")]
    own = [("own", DESCRIPTION.encode()), ("own", changed(": 70 000", ": 75 000").encode())]
    outcomes = take_in(home, [*made, *plans, *own, ("broken", b"\x89PNG")])
    assert outcomes == ["loaded"] * 13 + ["new_version", "quarantined"]
    return home


@pytest.fixture(scope="module")
def built(home: Path) -> Path:
    return build(home)


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    return ask(path, query)[1]


@pytest.mark.parametrize("t", PUBLISHED, ids=lambda t: t.full_name)
def test_table_has_the_columns_and_types_of_its_contract(built: Path, t: Table) -> None:
    found = rows(built, f'SELECT column_name, column_type, "null" FROM (DESCRIBE {t.full_name})')
    wanted = [(c.name, c.type, "YES" if c.nullable else "NO") for c in t.columns]
    assert found == wanted


def test_every_table_and_view_has_a_comment(built: Path) -> None:
    found = rows(
        built,
        """SELECT schema_name || '.' || table_name, comment FROM duckdb_tables()
        UNION ALL SELECT schema_name || '.' || view_name, comment FROM duckdb_views()
        WHERE NOT internal""",
    )
    assert {name for name, _ in found} == {
        *(t.full_name for t in PUBLISHED),
        *(f"latest.{t.name}" for t in STAR),
    }
    assert [name for name, comment in found if not comment] == []


def test_every_column_of_tables_and_views_has_a_comment(built: Path) -> None:
    found = rows(
        built,
        """SELECT schema_name || '.' || table_name, column_name, comment FROM duckdb_columns()
        WHERE NOT internal""",
    )
    assert len(found) == sum(len(t.columns) for t in (*PUBLISHED, *STAR))
    assert [(table, name) for table, name, comment in found if not comment] == []


@pytest.mark.parametrize("t", STAR, ids=lambda t: t.full_name)
def test_latest_view_has_the_rows_of_current_versions(built: Path, t: Table) -> None:
    names = {c.name for c in t.columns}
    current = "(SELECT project_key FROM main.dim_project WHERE is_current)"
    where = f"WHERE project_key IN {current}" if "project_key" in names else ""
    shown = rows(built, f"SELECT * FROM latest.{t.name} ORDER BY ALL")
    assert shown == rows(built, f"SELECT * FROM {t.full_name} {where} ORDER BY ALL")
    assert shown


def test_latest_shows_one_version_and_the_star_all(built: Path) -> None:
    query = "SELECT version FROM {}.dim_project WHERE project_code = 'S29100' ORDER BY version"
    assert rows(built, query.format("main")) == [(1,), (2,)]
    assert rows(built, query.format("latest")) == [(2,)]


@pytest.mark.parametrize("name", ["hankkeet", "latest", "main2"])
def test_file_attached_under_another_name_answers(built: Path, name: str) -> None:
    views = [f"latest.{t.name}" for t in STAR] + [t.full_name for t in tables("mart")]
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(str(built))} AS {name} (READ_ONLY)")
        for view in views:
            query = f"SELECT count(*) FROM {name}.{view}"
            assert connection.execute(query).fetchall() == rows(
                built, f"SELECT count(*) FROM {view}"
            )


def test_no_expectation_is_broken(built: Path) -> None:
    wanted = [check for check in checks() if check.severity == "critical"]
    assert {name: n for name, n in count_violations(built, wanted).items() if n} == {}


def test_published_warehouse_cannot_be_written_through_a_query(built: Path) -> None:
    with pytest.raises(QueryFailed):
        ask(built, "DELETE FROM main.fact_funding")


@pytest.mark.parametrize("query", ["SELECT * FROM '/etc/hostname'", "SET threads = 1", "SELEC"])
def test_query_that_leaves_the_warehouse_is_refused(built: Path, query: str) -> None:
    with pytest.raises(QueryFailed):
        ask(built, query)


def test_build_tells_how_far_it_is(home: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "new" / "warehouse.duckdb"
    build_warehouse(path, store_path(home), read_all_reference(), lambda *s: told.append(s))
    assert told == [(done, len(told)) for done in range(len(told))]
    assert path.exists()


@pytest.fixture(scope="module")
def memory() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_quoted_text_comes_back_from_sql(memory: duckdb.DuckDBPyConnection, text: str) -> None:
    assert memory.execute(f"SELECT {quoted(text)}").fetchall() == [(text,)]
