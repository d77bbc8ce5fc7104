"""Every published table as a CSV or Parquet file, a folder a schema.

``latest`` has those tables of ``main`` that hold versions of projects, with the current ones only,
as the warehouse's views of that name do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from reports.formats import BEGINS_FORMULA
from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from schemas.table import Column, Table
from warehouse.ddl import quoted
from warehouse.query import Connection

CURRENT = "latest"
OPTIONS = {
    "csv": "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
}
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Written:
    """A file of an export, and what it holds: a table, or a sheet of a workbook."""

    path: str
    table: Table
    rows: int
    bytes: int
    sha256: str
    sheet: str = ""


def exported_tables() -> list[Table]:
    """The published tables, those of current versions first. What is personal is none of them."""
    published = [table for table in tables(*PUBLISHED_SCHEMAS) if not table.personal]
    versioned = [t for t in published if t.schema == "main" and is_versioned(t)]
    return [*(current(table, {t.full_name for t in versioned}) for table in versioned), *published]


def is_versioned(table: Table) -> bool:
    """Whether the rows of a table are of versions of projects."""
    return any(column.name == "project_key" for column in table.columns)


def current(table: Table, versioned: set[str]) -> Table:
    """The table of ``latest`` for one of ``main``; it refers to current versions too."""
    columns = tuple(
        replace(c, references=c.references.replace("main.", f"{CURRENT}."))
        if c.references.rpartition(".")[0] in versioned
        else c
        for c in table.columns
    )
    return replace(table, schema=CURRENT, columns=columns)


def write_tables(
    connection: Connection, folder: Path, format: str, told: Told
) -> Iterator[Written]:
    """Write all tables below a folder, one after the other; `told` hears how many are done."""
    wanted = exported_tables()
    for done, table in enumerate(wanted):
        told(done, len(wanted))
        path = folder / table.schema / f"{table.name}.{format}"
        path.parent.mkdir(exist_ok=True)
        query = f"COPY ({in_order(table, format)}) TO {quoted(str(path))} ({OPTIONS[format]})"
        ((rows,),) = connection.execute(query).fetchall()
        yield Written(str(path.relative_to(folder)), table, rows, *size_and_hash(path))


def in_order(table: Table, format: str) -> str:
    """SQL that gives the rows of a table in an order that is always the same."""
    names = [f'"{column.name}"' for column in table.columns]
    shown = map(as_cell, table.columns) if format == "csv" else names
    # The names of the table: what is shown in their place is called so too.
    by = ", ".join(f't."{name}"' for name in table.key) or ", ".join(f"t.{n}" for n in names)
    return f"SELECT {', '.join(shown)} FROM {table.full_name} AS t ORDER BY {by}"


def as_cell(column: Column) -> str:
    """SQL of a column, where a text that a spreadsheet would calculate has ' before it."""
    name = f'"{column.name}"'
    if column.type != "VARCHAR":
        return name
    signs = ", ".join(map(quoted, BEGINS_FORMULA))
    return f"if(t.{name}[1] IN ({signs}), '''' || t.{name}, t.{name}) AS {name}"


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, as a data package has it."""
    return f"sha256:{size_and_hash(path)[1]}"


def size_and_hash(path: Path) -> tuple[int, str]:
    """Bytes of a file and their SHA-256."""
    with path.open("rb") as file:
        return path.stat().st_size, file_digest(file, "sha256").hexdigest()
