"""Rows that wait on disk for the end of a run, to be appended to the store all at once.

DuckDB keeps what one transaction appends piece by piece in memory until it is committed, far more
than the rows themselves; a run may bring any number of documents.
"""

import shutil
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from schemas.table import Table
from warehouse.ddl import quoted

if TYPE_CHECKING:
    import polars as pl


class Spool:
    """Frames of one transaction on a store, in Parquet files beside it."""

    def __init__(self, store: Path) -> None:
        self.folder = store.with_name(f"{store.name}.rows")
        self.files: dict[str, list[Path]] = {}

    def add(self, contract: Table, frame: "pl.DataFrame") -> None:
        """Put a frame behind those of its table."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        waiting = self.files.setdefault(contract.full_name, [])
        file = self.folder / f"{contract.full_name}.{len(waiting)}.parquet"
        content = BytesIO()  # writing it to disk itself, polars would not say where that is full
        frame.write_parquet(content, compression="lz4")
        file.write_bytes(content.getbuffer())
        waiting.append(file)

    def append_all(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Append what waits to its tables, in the order in which it was added."""
        for name, files in self.files.items():
            wanted = ", ".join(quoted(str(file)) for file in files)
            # A folder called section=9 would otherwise be read as the column of all rows below it.
            connection.execute(
                f"INSERT INTO {name} BY NAME "
                f"SELECT * FROM read_parquet([{wanted}], hive_partitioning = false)"
            )
        self.files.clear()

    def clear(self) -> None:
        """Remove the files, also those of a process that was killed."""
        shutil.rmtree(self.folder, ignore_errors=True)
