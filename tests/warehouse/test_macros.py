"""The readings as they are made: their parameters, columns and comments."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.macros import MACROS, Macro
from tests.transforms.made import DESCRIPTION, changed
from tests.warehouse.made import build, take_in
from warehouse.ddl import MACRO_FILES

TABLE_MACROS = [macro for macro in MACROS if macro.columns]
ARGUMENTS = {
    "level": "'kunta'",
    "grain": "'year'",
    "split_by": "NULL",
    "full_count": "false",
    "classification_year": "2023",
    "as_of": "DATE '2099-01-01'",
    "weights": "'main.weight_equal'",
    "wanted_code": "'S29100'",
    "from_version": "1",
    "to_version": "2",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    take_in(home, [("x", DESCRIPTION.encode()), ("x", changed(": 70 000", ": 75 000").encode())])
    return build(home)


@pytest.fixture
def warehouse(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(built), read_only=True) as connection:
        yield connection


def call(macro: Macro) -> str:
    """A call of a table macro that gives every parameter by its name."""
    named = [f"{name} := {ARGUMENTS[name]}" for name in macro.parameters]
    return f"FROM {macro.full_name}({', '.join(named)})"


def test_every_macro_has_a_contract_and_its_comment(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        """SELECT function_name, parameters, comment FROM duckdb_functions()
        WHERE schema_name = 'reading' ORDER BY 1"""
    ).fetchall()
    wanted = [(m.name, list(m.parameters), m.comment) for m in MACROS]
    assert found == sorted(wanted)


@pytest.mark.parametrize("macro", TABLE_MACROS, ids=lambda m: m.name)
def test_macro_gives_the_columns_of_its_contract(
    warehouse: duckdb.DuckDBPyConnection, macro: Macro
) -> None:
    described = warehouse.execute(f"DESCRIBE {call(macro)}").fetchall()
    assert [row[:2] for row in described] == [(c.name, c.type) for c in macro.columns]


@pytest.mark.parametrize("macro", TABLE_MACROS, ids=lambda m: m.name)
def test_macro_answers_and_leaves_null_what_may_be(
    warehouse: duckdb.DuckDBPyConnection, macro: Macro
) -> None:
    result = warehouse.execute(call(macro))
    names = [column[0] for column in result.description or ()]
    found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    assert found
    required = [c.name for c in macro.columns if not c.nullable]
    assert [row for row in found if any(row[name] is None for name in required)] == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("level := 'county'", "level: county is not one of kunta"),
        ("grain := 'week'", "grain: week is not one of month"),
        ("classification_year := 2013", "classification_year: 2013 is not a year"),
        ("split_by := 'colour'", "split_by: colour is not one of axis"),
        ("weights := 'no_such_table'", "no_such_table"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    warehouse: duckdb.DuckDBPyConnection, given: str, words: str
) -> None:
    with pytest.raises(duckdb.Error, match=words):
        warehouse.execute(f"FROM reading.funding({given})").fetchall()


@pytest.mark.parametrize(
    "rows",
    [
        "('kunta', '142', 0)",
        "('kunta', '142', 1.5)",
        "('kunta', '142', 'x')",
        "('kunta', '142', 1), ('kunta', '142', 2)",
        "('Kunta', '142', 1)",
        "('kunta', '42', 1)",
        "('kunta', NULL, 1)",
    ],
)
def test_weights_that_are_none_are_refused(warehouse: duckdb.DuckDBPyConnection, rows: str) -> None:
    mine = f"WITH mine (region_level, region_code, weight) AS (VALUES {rows})"
    with pytest.raises(
        duckdb.InvalidInputException, match=r"whole number above zero.* not so [Kk]u"
    ):
        warehouse.execute(f"{mine} FROM reading.funding(weights := 'mine')").fetchall()


def test_readings_work_in_a_warehouse_attached_and_used(built: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{built}' AS esr (READ_ONLY)")
        connection.execute("USE esr")
        found: list[tuple[Any, ...]] = connection.execute("FROM reading.funding()").fetchall()
    assert found


def test_argument_left_out_is_as_one_of_null(warehouse: duckdb.DuckDBPyConnection) -> None:
    """And its default is no NULL, which a DuckLake could not keep."""
    left_out = warehouse.execute("FROM reading.funding() ORDER BY ALL").fetchall()
    for empty in ("NULL", "''"):
        given = f"split_by := {empty}, classification_year := {empty}, as_of := {empty}"
        asked = warehouse.execute(f"FROM reading.funding({given}) ORDER BY ALL").fetchall()
        assert asked == left_out
    assert not [file for file in MACRO_FILES.glob("*.sql") if ":= null" in file.read_text()]


@pytest.mark.parametrize("moment", ["DATE '2099-01-01'", "TIMESTAMP '2099-01-01 12:30:00.5'"])
def test_as_of_takes_a_date_or_a_moment_of_it(
    warehouse: duckdb.DuckDBPyConnection, moment: str
) -> None:
    assert warehouse.execute(f"FROM reading.projects(as_of := {moment})").fetchall()
