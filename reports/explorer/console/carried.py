"""The part of a published warehouse that the console carries, as a DuckDB file of its own."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import duckdb

from schemas.catalogue import tables
from schemas.table import Table
from warehouse.ddl import (
    create_all,
    create_comments,
    create_latest,
    create_macros,
    open_database,
    quoted,
)
from warehouse.query import open_published

# Texts are most of a warehouse's bytes, and what is searched for in them is another tool's.
LEFT_OUT = (
    "main.project_text",
    "main.fact_equality.justification",
    "main.fact_sustainability.justification",
)


def carried_tables() -> Iterator[Table]:
    """The contracts of the tables carried, without the columns left out."""
    for table in tables("main", "mart"):
        if table.full_name not in LEFT_OUT:
            kept = (
                column
                for column in table.columns
                if f"{table.full_name}.{column.name}" not in LEFT_OUT
            )
            yield replace(table, columns=tuple(kept))


def write_carried(warehouse: Path, path: Path) -> None:
    """Write a file with the carried tables, the views ``latest.*`` and the macros ``reading.*``.

    `path` must not be there. Views and macros find their tables wherever the file is opened by
    itself.
    """
    contracts = list(carried_tables())
    with ExitStack() as stack:
        connection = stack.enter_context(open_database(path))

        def attach(file: Path) -> duckdb.DuckDBPyConnection:
            return connection.execute(f"ATTACH {quoted(str(file))} AS published (READ_ONLY)")

        open_published(warehouse, attach, stack)
        connection.begin()
        for statement in statements(contracts):
            connection.execute(statement)
        connection.commit()
        connection.execute("DETACH published")
        connection.execute("CHECKPOINT")


def statements(contracts: list[Table]) -> Iterator[str]:
    """What makes the tables and fills them, then views, macros and comments."""
    yield from create_all(contracts)
    for table in contracts:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        yield f"INSERT INTO {table.full_name} SELECT {columns} FROM published.{table.full_name}"
    yield from create_macros()
    yield from create_latest(contracts)
    yield from create_comments(contracts)
