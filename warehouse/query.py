"""Reading the published warehouse."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import duckdb

T = TypeVar("T")
Connection = duckdb.DuckDBPyConnection
Config = dict[str, str | bool | int | float | list[str]]
CLOSED: Config = {"enable_external_access": "false", "lock_configuration": "true"}
SEVERITIES = ("error", "warning", "info")
ILLEGIBLE = (
    "Corrupt database file",
    "not a valid DuckDB database file",
    "Could not read enough bytes",
    "Trying to read a database file with version",
    "Failure while replaying WAL",
    "Failed to load metadata pointer",
)


class QueryFailed(Exception):
    """A query that DuckDB refuses, in its words."""


class FileIllegible(Exception):
    """A store or warehouse that this DuckDB cannot read: which, why, and what to do."""

    def __init__(self, path: Path, error: Exception) -> None:
        super().__init__(
            f"{path} cannot be read: it is damaged, no DuckDB file, or of a DuckDB newer than "
            f"this one ({duckdb.__version__}). Use the version of hankevarasto that wrote it, or "
            f"make it anew from the archive: hankevarasto rebuild. DuckDB says: {error}"
        )


def is_held(error: Exception) -> bool:
    """Whether DuckDB says that another process has the file open."""
    return "Could not set lock" in str(error)


def is_illegible(error: BaseException) -> bool:
    """Whether DuckDB says that it cannot make out a file's bytes."""
    return isinstance(error, duckdb.Error) and any(words in str(error) for words in ILLEGIBLE)


@contextmanager
def legible(path: Path) -> Iterator[None]:
    """Raise FileIllegible where the block finds that `path` is no file that this DuckDB reads."""
    try:
        yield
    except duckdb.Error as error:
        if is_illegible(error):
            raise FileIllegible(path, error) from error
        raise


@contextmanager
def open_warehouse(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that reaches nothing but the warehouse itself."""
    with reading(path, CLOSED) as connection:
        try:
            with legible(path):
                yield connection
        except duckdb.Error as error:
            raise QueryFailed(str(error)) from error


@contextmanager
def reading(path: Path, config: Config | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a published file, as it was published."""

    def connect(file: Path) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(file), read_only=True, config=config or {})

    with ExitStack() as stack, legible(path):
        yield stack.enter_context(closing(open_published(path, connect, stack)))


def open_published(path: Path, open_file: Callable[[Path], T], stack: ExitStack) -> T:
    """What `open_file` makes of a published file as it was published.

    What somebody's read-write session keeps beside it is left aside, and a session that locks it
    is passed by, with a copy that goes with the stack.
    """
    file = path.resolve()
    if file.with_name(f"{file.name}.wal").exists():
        return open_file(copied(file, stack))
    try:
        return open_file(file)
    except duckdb.IOException as error:
        if not is_held(error):
            raise
        return open_file(copied(file, stack))


def copied(file: Path, stack: ExitStack) -> Path:
    """A copy of a file in a folder that goes with the stack."""
    return Path(shutil.copy(file, stack.enter_context(TemporaryDirectory())))


def ask(path: Path, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a query on a warehouse file."""
    with open_warehouse(path) as connection:
        return fetch(connection, query)


def fetch(
    connection: duckdb.DuckDBPyConnection, query: str
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a query."""
    result = execute_one(connection, query)
    return [column[0] for column in result.description or ()], result.fetchall()


def fetch_table(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The result of a query as an Arrow table."""
    return execute_one(connection, query).to_arrow_table()


def execute_one(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyConnection:
    """Run a text that holds one query; QueryFailed where it holds none or several."""
    statements = connection.extract_statements(query)
    queries = [s for s in statements if s.type == duckdb.StatementType.SELECT]
    # PIVOT is several statements to DuckDB, of which one is a query.
    if not statements or len(queries) > 1:
        raise QueryFailed(f"The text holds {len(queries)} queries; give exactly one.")
    return connection.execute(query)


def named_rows(result: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Rows of a result by column name."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def findings_by_severity(path: Path) -> dict[str, int]:
    """Number of findings in force by severity, those that somebody has accepted among them."""
    _, rows = ask(
        path,
        "SELECT severity, count(*) FROM quality.finding WHERE in_force GROUP BY severity",
    )
    return dict.fromkeys(SEVERITIES, 0) | {str(k): int(n) for k, n in rows}
