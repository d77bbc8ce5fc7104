"""Results of a query as a table, CSV, JSON or Parquet."""

import csv
import json
from collections.abc import Callable
from typing import TextIO

from reports.formats import as_cell
from warehouse.query import Connection, fetch, fetch_table


def write_table(warehouse: Connection, query: str, out: TextIO) -> None:
    """A table that fits the terminal, numbers to the right; one without rows is said to be so."""
    from flows.console import stderr, stdout
    from flows.tables import print_rows

    names, rows = fetch(warehouse, query)
    print_rows(stdout(out), names, rows)
    if not rows:
        stderr().print("no rows")


def write_csv(warehouse: Connection, query: str, out: TextIO) -> None:
    """Comma-separated values with a header row; NULL is empty.

    A text that a spreadsheet would calculate has ' before it; JSON and Parquet give it as it is.
    """
    names, rows = fetch(warehouse, query)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(map(as_cell, row) for row in rows)


def write_json(warehouse: Connection, query: str, out: TextIO) -> None:
    """A JSON array of objects; decimals as text, so that no digit is lost."""
    names, rows = fetch(warehouse, query)
    records = [dict(zip(names, row, strict=True)) for row in rows]
    json.dump(records, out, default=str, ensure_ascii=False)
    out.write("\n")


def write_parquet(warehouse: Connection, query: str, out: TextIO) -> None:
    """A Parquet file, as bytes on standard output."""
    import pyarrow.parquet as pq

    pq.write_table(fetch_table(warehouse, query), out.buffer)


FORMATS: dict[str, Callable[[Connection, str, TextIO], None]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
    "parquet": write_parquet,
}
