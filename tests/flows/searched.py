"""Everything that a home holds, searched by another route than the program's own."""

import gzip
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import duckdb

ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")


def values_of(path: Path, key: str | None = None) -> Iterator[str]:
    """Every value of every table and view of a DuckDB file, as text."""
    with duckdb.connect() as connection:
        options = f"READ_ONLY, ENCRYPTION_KEY '{key}'" if key else "READ_ONLY"
        connection.execute(f"ATTACH '{path}' AS d ({options})")
        connection.execute("USE d")
        names = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'd' "
            "UNION ALL SELECT schema_name, view_name FROM duckdb_views() "
            "WHERE database_name = 'd' AND NOT internal"
        ).fetchall()
        assert names
        for schema, name in names:
            rows = connection.execute(f'SELECT * FROM d."{schema}"."{name}"').fetchall()
            yield from (str(value) for row in rows for value in row if value is not None)


def values_of_sqlite(path: Path) -> Iterator[str]:
    """Every value of every table of an SQLite file."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in connection.execute(f'SELECT * FROM "{name}"'):
            for value in row:
                yield value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    connection.close()


def bytes_of(content: bytes) -> Iterator[bytes]:
    """Bytes, and those that are packed in them."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            for name in package.namelist():
                yield from bytes_of(package.read(name))
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)


def holding(files: Iterable[Path], wanted: Iterable[str]) -> list[tuple[str, str]]:
    """Which files hold which of some texts in their names or bytes, in whatever encoding."""
    sought = [
        (text, {form.encode(e, "replace").lower() for form in forms(text) for e in ENCODINGS})
        for text in wanted
    ]
    found = []
    for file in files:
        contents = [file.name.encode().lower()]
        contents += [content.lower() for content in bytes_of(file.read_bytes())]
        for text, needles in sought:
            if any(needle in content for needle in needles for content in contents):
                found.append((str(file), text))
    return found


def forms(text: str) -> set[str]:
    """A text as it may be written in names, in small letters, and escaped."""
    spelt = {text, text.lower(), text.title(), text.upper()}
    return spelt | {one.encode("ascii", "xmlcharrefreplace").decode() for one in spelt}


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
