"""The content hash: what the warehouse says, whatever the order of rows or runs."""

import hashlib
from pathlib import Path

import duckdb

from schemas.catalogue import tables
from schemas.table import Table
from warehouse.query import reading

HASHED_SCHEMAS = ("main", "mart", "quality")


def content_hash(path: Path) -> str:
    """SHA-256 over all rows of main, mart and quality of a warehouse file.

    Run ids, source addresses, attempts, clock times and past scores do not count.
    """
    with reading(path) as connection:
        return hash_of(connection)


def hash_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The content hash of the warehouse, file or lake, that a connection uses."""
    digest = hashlib.sha256()
    for table in hashed_tables():
        rows = connection.execute(hash_query(table)).fetchall()
        digest.update(f"{table.full_name}|{rows[0]}\n".encode())
    return digest.hexdigest()


def hashed_tables() -> list[Table]:
    """Tables that hold more than runs, addresses and clock times."""
    return [t for t in tables(*HASHED_SCHEMAS) if not all(c.volatile for c in t.columns)]


def hash_query(table: Table, *, volatile: bool = False) -> str:
    """Number of rows of a table and the sum of their hashes, which no order changes.

    Volatile columns count where they are asked for.
    """
    values = ", ".join(
        f'coalesce("{c.name}"::VARCHAR, chr(0))'
        for c in table.columns
        if volatile or not c.volatile
    )
    hashed = f"md5_number_lower(concat_ws(chr(31), {values}))::HUGEINT"
    return f"SELECT count(*), coalesce(sum({hashed}), 0) FROM {table.full_name}"
