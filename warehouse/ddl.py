"""SQL derived from the contracts: tables, macros, comments and the views of current versions."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from schemas.macros import MACROS
from schemas.table import Table

MACRO_FILES = Path(__file__).parent / "macros"
MEMORY_VARIABLE = "HANKEVARASTO_MEMORY"
MEMORY = "512MB"  # enough for 100,000 documents; more makes their build no faster


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


AMOUNT = re.compile(r"[1-9]\d*(\.\d+)? ?[KMGT]i?B", re.IGNORECASE)


class MemoryUnclear(Exception):
    """An amount of memory that the environment names and DuckDB would not take as meant."""


def open_database(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that holds at most so much memory; what is beyond waits on disk beside the file.

    Raises MemoryUnclear and duckdb.Error.
    """
    return duckdb.connect(str(path), read_only=read_only, config={"memory_limit": memory_limit()})


def memory_limit() -> str:
    """The memory that DuckDB may take, as the environment names it. Raises MemoryUnclear."""
    memory = os.environ.get(MEMORY_VARIABLE, MEMORY)
    if not AMOUNT.fullmatch(memory):
        raise MemoryUnclear(
            f"{MEMORY_VARIABLE}={memory} is no amount of memory. Write it like 2GB."
        )
    return memory


def checkpoint(path: Path) -> None:
    """Write all of a DuckDB file into the file itself. Raises where the disk has no room.

    Also where there is no such file, which DuckDB would make.
    """
    path.stat()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CHECKPOINT")


def remove_database(path: Path) -> None:
    """Remove a DuckDB file and the write-ahead log that would be replayed into its successor."""
    for file in (path, path.with_name(path.name + ".wal")):
        file.unlink(missing_ok=True)
    remove_spilled(path)


def remove_spilled(path: Path) -> None:
    """Remove what a killed process has left beside a DuckDB file for want of memory."""
    for suffix in (".tmp", ".rows"):
        shutil.rmtree(path.with_name(path.name + suffix), ignore_errors=True)


def create_table(table: Table, create: str = "CREATE TABLE IF NOT EXISTS") -> str:
    """CREATE TABLE with types and NOT NULL. Keys are held by expectations, not by indexes."""
    columns = ", ".join(
        f'"{c.name}" {c.type}{"" if c.nullable else " NOT NULL"}' for c in table.columns
    )
    return f"{create} {table.full_name} ({columns})"


def create_all(tables: Iterable[Table]) -> Iterator[str]:
    """Statements that make the schemas and tables."""
    found = list(tables)
    for schema in dict.fromkeys(t.schema for t in found):
        yield f"CREATE SCHEMA IF NOT EXISTS {schema}"
    yield from map(create_table, found)


def create_latest(tables: Iterable[Table]) -> Iterator[str]:
    """Views ``latest.*`` of the star: current project versions only."""
    yield "CREATE SCHEMA IF NOT EXISTS latest"
    for table in tables:
        if table.schema != "main":
            continue
        current = "SELECT project_key FROM main.dim_project WHERE is_current"
        versioned = any(c.name == "project_key" for c in table.columns)
        where = f" WHERE project_key IN ({current})" if versioned else ""
        yield f"CREATE VIEW latest.{table.name} AS SELECT * FROM {table.full_name}{where}"
        yield from comments(table, "VIEW", f"latest.{table.name}")


def create_comments(tables: Iterable[Table]) -> Iterator[str]:
    """Statements that comment every table and column."""
    for table in tables:
        yield from comments(table, "TABLE", table.full_name)


def create_macros() -> Iterator[str]:
    """Statements that make the macros, in the order of their files, and comment each."""
    yield "CREATE SCHEMA IF NOT EXISTS reading"
    for file in sorted(MACRO_FILES.glob("*.sql")):
        yield file.read_text(encoding="utf-8")
    for macro in MACROS:
        what = "MACRO TABLE" if macro.columns else "MACRO"
        yield f"COMMENT ON {what} {macro.full_name} IS {quoted(macro.comment)}"


def comments(table: Table, what: str, name: str) -> Iterator[str]:
    versioned = any(column.name == "project_key" for column in table.columns)
    suffix = ", current versions only" if what == "VIEW" and versioned else ""
    yield f"COMMENT ON {what} {name} IS {quoted(f'One row: {table.grain}{suffix}')}"
    for column in table.columns:
        unit = f" [{column.unit}]" if column.unit else ""
        yield f'COMMENT ON COLUMN {name}."{column.name}" IS {quoted(column.description + unit)}'
