"""The restricted store: what documents say of people, encrypted with the operator's key.

A table one of whose columns is personal goes here and nowhere else. Like the store it can be made
anew from the archive at any time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from schemas.catalogue import tables
from schemas.table import Table
from warehouse.ddl import comments, create_all, quoted, remove_database
from warehouse.extensions import load_extension

if TYPE_CHECKING:
    import polars as pl

PERSONAL = tuple(t for t in tables("stage") if t.personal)
OWNER_ALONE = 0o600


def restricted_path(home: Path) -> Path:
    """Where the restricted store of a home lies."""
    return home / "restricted.duckdb"


def fresh_restricted_path(home: Path) -> Path:
    """Where one is made that is to take its place."""
    return home / "restricted.fresh"


class Restricted:
    """The restricted store within one transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def append(self, contract: Table, frame: "pl.DataFrame") -> None:
        """Append a frame to its table, in place of what a stopped run wrote of its statements."""
        if frame.is_empty():
            return
        self.connection.register("batch", frame)
        self.connection.execute(
            f"DELETE FROM {contract.full_name} "
            "WHERE statement_id IN (SELECT statement_id FROM batch)"
        )
        self.connection.execute(f"INSERT INTO {contract.full_name} BY NAME SELECT * FROM batch")
        self.connection.unregister("batch")

    def set_version(self, version: str) -> None:
        """Remember which code reads documents into it."""
        self.connection.execute("CREATE OR REPLACE TABLE reader AS SELECT ? AS version", [version])


@contextmanager
def open_restricted(path: Path, key: str | None) -> Iterator[Restricted | None]:
    """The restricted store at `path`, made when there is none; None without a key."""
    if key is None:
        yield None
        return
    with attached(path, key) as connection:
        path.chmod(OWNER_ALONE)
        connection.execute("BEGIN")
        for statement in create_all(PERSONAL):
            connection.execute(statement)
        for contract in PERSONAL:
            for statement in comments(contract, "TABLE", contract.full_name):
                connection.execute(statement)
        yield Restricted(connection)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


@contextmanager
def attached(path: Path, key: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an encrypted file, made where there is none."""
    with duckdb.connect() as connection:
        load_extension(connection, "httpfs")  # DuckDB itself can only read what is encrypted
        connection.execute(attach(path, key, "restricted"))
        connection.execute("USE restricted")
        yield connection


def attach(path: Path, key: str, name: str) -> str:
    return f"ATTACH {quoted(str(path))} AS {name} (ENCRYPTION_KEY {quoted(key)})"


def restricted_version(path: Path, key: str) -> str | None:
    """Version of the code that made it; None where there is none, or none that the key opens."""
    if not path.exists():
        return None
    try:
        with attached(path, key) as connection:
            rows = connection.execute("SELECT version FROM reader").fetchall()
    except duckdb.Error:
        return None
    return str(rows[0][0]) if rows else None


def replace_restricted(home: Path, fresh: Path) -> None:
    """Put one that was made beside it in place of a home's, if one was made."""
    if fresh.exists():
        path = restricted_path(home)
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)  # of the one it replaces
        fresh.replace(path)


def rekey(home: Path, key: str, new_key: str) -> None:
    """Write the restricted store of a home anew, encrypted with another key."""
    path, fresh = restricted_path(home), fresh_restricted_path(home)
    if restricted_version(path, key) is None:
        return  # the next run makes it from the archive
    remove_database(fresh)
    with attached(path, key) as connection:
        connection.execute(attach(fresh, new_key, "fresh"))
        connection.execute("COPY FROM DATABASE restricted TO fresh")
    fresh.chmod(OWNER_ALONE)
    replace_restricted(home, fresh)
