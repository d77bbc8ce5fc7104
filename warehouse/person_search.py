"""Searching all values and files of a home: what proves that a person is nowhere in it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import duckdb

from schemas.limits import MAX_BYTES
from warehouse.archive import Archive
from warehouse.documents import SEALED, Told
from warehouse.query import named_rows
from warehouse.restricted import attached, restricted_path

Holds = Callable[[str], bool]
Texts = Callable[[bytes], Iterator[str]]
OVERLAP = 4096  # bytes, more than anything sought takes
AT_ONCE = 10_000  # values of a column that are held in memory
DATABASE = ".duckdb"


@dataclass
class Found:
    """What was searched, and every place that holds what was sought."""

    values: int = 0
    files: int = 0
    bytes: int = 0
    places: list[str] = field(default_factory=list)


def search_home(
    home: Path, archive: Archive, beside: list[Path], holds: Holds, texts: Texts, told: Told
) -> Found:
    """Search every value of every DuckDB file and every file below a home, and some `beside`.

    Archived documents are opened where they are sealed, and the restricted store with its key.
    `holds` says whether a text has what is sought, `texts` which texts a file's bytes hold.
    """
    found = Found()
    files = [path for path in (*files_below(home), *beside) if path.is_file()]
    for done, path in enumerate(files, start=1):
        search_file(path, archive, holds, texts, found)
        if path.suffix == DATABASE and not path.is_symlink():
            search_database(path, archive, holds, found)
        told(done, len(files))
    return found


def files_below(home: Path) -> list[Path]:
    """Every file of a home; what it links to is searched as what it is."""
    return sorted(path for path in home.rglob("*") if path.is_file() and not path.is_symlink())


def search_file(path: Path, archive: Archive, holds: Holds, texts: Texts, found: Found) -> None:
    """Search the name and the bytes of a file."""
    found.files += 1
    is_found = holds(path.name)
    try:
        with archive.stream(path) if path.suffix == SEALED else path.open("rb") as file:
            for content in windows(file):
                found.bytes += len(content)
                is_found = is_found or any(map(holds, texts(content)))
    except FileNotFoundError:  # a log of the engine's database comes and goes
        return
    if is_found:
        found.places.append(str(path))


def windows(file: BinaryIO) -> Iterator[bytes]:
    """What a file holds: a document whole, a larger one in parts that overlap."""
    content = file.read(MAX_BYTES)
    while content:
        yield content
        more = file.read(MAX_BYTES)
        content = content[-OVERLAP:] + more if more else b""


def search_database(path: Path, archive: Archive, holds: Holds, found: Found) -> None:
    """Search every value of every table and view of a DuckDB file."""
    is_restricted = path == restricted_path(archive.home)
    if is_restricted and archive.vault:
        with attached(path, archive.vault.key) as connection:
            search_values(connection, path, holds, found)
    elif not is_restricted:
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            search_values(connection, path, holds, found)


def search_values(
    connection: duckdb.DuckDBPyConnection, path: Path, holds: Holds, found: Found
) -> None:
    query = """
        SELECT schema_name, table_name, list(column_name) AS columns
        FROM duckdb_columns() WHERE NOT internal GROUP BY ALL ORDER BY ALL"""
    for table in named_rows(connection.execute(query)):
        name = f'"{table["schema_name"]}"."{table["table_name"]}"'
        for column in table["columns"]:
            seen = connection.execute(
                f'SELECT DISTINCT "{column}"::VARCHAR FROM {name} WHERE "{column}" IS NOT NULL'
            )
            while rows := seen.fetchmany(AT_ONCE):
                found.values += len(rows)
                if holds("\0".join(value for (value,) in rows)):
                    found.places.append(f"{path}: {name}.{column}")
                    break
