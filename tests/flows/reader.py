"""Somebody else's process at the published warehouse, run as a script; its tables of cells.

``reader.py anew|kept FILE STOP`` reads until the file STOP is there, on a new connection each time
or on one, and prints each reading of all cells that differs from the one before, as JSON lines.
``reader.py write FILE`` opens the file for writing and obeys the lines of standard input, SQL.
"""

import json
import sys
from pathlib import Path

import duckdb

Figures = dict[str, list[str]]


def figures(connection: duckdb.DuckDBPyConnection) -> Figures:
    """Rows and the sum of their hashes of each table of mart, by a query each."""
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'mart' ORDER BY 1"
    ).fetchall()
    found = {}
    for (name,) in names:
        query = f"SELECT count(*), sum(md5_number_lower(t::VARCHAR)::HUGEINT) FROM mart.{name} AS t"
        found[name] = [str(value) for value in connection.execute(query).fetchall()[0]]
    return found


def figures_of(path: Path) -> Figures:
    """The figures that a new reader of a file sees."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return figures(connection)


def read(path: Path, stop: Path, kept: duckdb.DuckDBPyConnection | None) -> None:
    last: Figures = {}
    times = 0
    while not stop.exists():
        found = figures(kept) if kept else figures_of(path)
        times += 1
        if found != last:
            print(json.dumps(found), flush=True)
            last = found
    print(times)


def write(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        print("open", flush=True)
        for line in sys.stdin:
            connection.execute(line)
            print("done", flush=True)


if __name__ == "__main__":
    what, file, *rest = sys.argv[1:]
    if what == "write":
        write(Path(file))
    elif what == "kept":
        with duckdb.connect(file, read_only=True) as one:
            read(Path(file), Path(rest[0]), one)
    else:
        read(Path(file), Path(rest[0]), None)
