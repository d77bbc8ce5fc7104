"""The published warehouse as a DuckLake: catalogue in PostgreSQL, rows in Parquet, many readers.

The file that a run publishes is the truth. A release brings the lake to what that file says in one
transaction, so that readers see one publication or the next; what was written is read back and
held against the file before it is committed.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from schemas.table import Table
from warehouse.content import hash_query
from warehouse.ddl import comments, create_latest, create_macros, create_table, quoted
from warehouse.expectations import checks, violations
from warehouse.extensions import load_extension
from warehouse.lake_settings import Lake, lake_path, read_lake
from warehouse.query import QueryFailed, legible, open_published

ATTACHED, PUBLISHED = "lake", "published"  # what they are called on our own connections
EXTENSIONS = ("ducklake", "postgres_scanner", "httpfs")
PATIENCE = 10  # seconds to wait for the database to answer
KEPT = 10  # snapshots kept however old they are
CODEC = "parquet_compression"
UNDISTURBED = "1 day"  # how long a reader can go on with what has been replaced
# What a DuckLake holds no comments of.
UNHELD = ("COMMENT ON MACRO", "COMMENT ON COLUMN latest.")
# What a database would hold by itself and a DuckLake does not. All else that is expected was found
# in the file, whose rows the lake is shown to have.
HELD = ("keys", "references")
# DuckDB's errors that quote no value, in our words.
FAILURES = {
    duckdb.TransactionException: "was changed by somebody else meanwhile, and holds their state",
    duckdb.IOException: "cannot be reached, read or written",
    duckdb.CatalogException: "is not as it was left",
}


class LakeFailed(Exception):
    """A lake that cannot be released to or read: which, why, and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """A state of a lake: its number, the home that released it, and its tables' fingerprints."""

    number: int
    author: str | None
    tables: dict[str, str]


def release(file: Path, lake: Lake, run_id: str, home_id: str) -> int:
    """Bring a lake to what a published file says; the number of the lake's snapshot.

    `run_id` published the file, `home_id` says whose it is. Only tables that differ are replaced.
    Raises LakeFailed, and then the lake holds what it held: where it cannot be reached, another
    home released to it, another release came between, or what was written is not what was to be.
    """
    with opened(file) as connection, lake_errors(lake):
        attach(connection, lake)
        published = fingerprints(connection, PUBLISHED, tables(*PUBLISHED_SCHEMAS))
        with transaction(connection):
            before = last_snapshot(connection)
            require_own(before, home_id, lake)
            differing = [
                table
                for table in tables(*PUBLISHED_SCHEMAS)
                if before.tables.get(table.full_name) != published[table.full_name]
            ]
            if not differing:
                return before.number
            replace(connection, differing)
            require_same(connection, published, differing)
            require_keys(connection)
            sign(connection, home_id, run_id, published)
        return last_snapshot(connection).number


@contextmanager
def opened(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which a published file is attached as `PUBLISHED`.

    Not one to the file itself: after a commit that failed DuckLake keeps the database of its
    connection, and who then opens the file in this process waits for ever.
    """
    with ExitStack() as stack, legible(file):
        connection = stack.enter_context(closing(duckdb.connect()))

        def attach_file(path: Path) -> None:
            connection.execute(f"ATTACH {quoted(str(path))} AS {PUBLISHED} (READ_ONLY)")

        open_published(file, attach_file, stack)
        yield connection


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that the block does, or nothing: then what it wrote is removed again."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        with suppress(duckdb.Error):  # a commit that failed has rolled back already
            connection.rollback()
        raise


def attach(connection: duckdb.DuckDBPyConnection, lake: Lake, *, for_reading: bool = False) -> None:
    """Attach a lake as `ATTACHED`; for writing it is made where there is none."""
    load_extensions(connection)
    if secret := store_secret(os.environ):
        connection.execute(secret)
    options = [f"METADATA_SCHEMA {quoted(lake.name)}", f"DATA_PATH {quoted(lake.address)}"]
    # Every row in Parquet: small tables would otherwise be tables of the catalogue.
    options += ["READ_ONLY"] if for_reading else ["DATA_INLINING_ROW_LIMIT 0"]
    catalog = f"ducklake:postgres:connect_timeout={PATIENCE} {lake.catalog}"
    try:
        connection.execute(f"ATTACH {quoted(catalog)} AS {ATTACHED} ({', '.join(options)})")
        if not for_reading and (CODEC, "zstd") not in options_of(connection):
            connection.execute(f"CALL {ATTACHED}.set_option('{CODEC}', 'zstd')")
    except duckdb.Error as error:
        raise LakeFailed(f"Lake {lake.name} cannot be attached. {said(error)}") from None


def options_of(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Names and values of the options of the attached lake."""
    query = f"SELECT option_name, value FROM {ATTACHED}.options()"
    return connection.execute(query).fetchall()


def load_extensions(connection: duckdb.DuckDBPyConnection) -> None:
    """Load what a lake needs. Raises LakeFailed."""
    try:
        for name in EXTENSIONS:
            load_extension(connection, name)
    except ModuleNotFoundError:
        raise LakeFailed(
            "A lake needs DuckDB's extensions: pip install 'hankevarasto[lake]'"
        ) from None


def store_secret(environment: Mapping[str, str]) -> str | None:
    """SQL that gives DuckDB the environment's access to S3, None where that holds no key."""
    endpoint = urlsplit(environment.get("AWS_ENDPOINT_URL", ""))
    facts = {
        "KEY_ID": environment.get("AWS_ACCESS_KEY_ID"),
        "SECRET": environment.get("AWS_SECRET_ACCESS_KEY"),
        "SESSION_TOKEN": environment.get("AWS_SESSION_TOKEN"),
        "REGION": environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION"),
    }
    if not facts["KEY_ID"]:
        return None
    if endpoint.netloc:
        facts |= {"ENDPOINT": endpoint.netloc, "URL_STYLE": "path"}
        facts["USE_SSL"] = str(endpoint.scheme == "https").lower()
    said = ", ".join(f"{name} {quoted(value)}" for name, value in facts.items() if value)
    return f"CREATE OR REPLACE TEMPORARY SECRET store (TYPE s3, {said})"


def fingerprints(
    connection: duckdb.DuckDBPyConnection, database: str, wanted: Iterable[Table]
) -> dict[str, str]:
    """A hash of each table of an attached database: its rows, all columns of them, and contract."""
    found = {}
    connection.execute(f"USE {database}")
    for table in wanted:
        rows = connection.execute(hash_query(table, volatile=True)).fetchall()
        contract = [create_table(table), *comments(table, "TABLE", table.full_name)]
        found[table.full_name] = hashlib.sha256(f"{rows} {contract}".encode()).hexdigest()
    return found


def last_snapshot(connection: duckdb.DuckDBPyConnection) -> Snapshot:
    """What was released to the attached lake last.

    Its tables count as unknown where somebody has changed the lake since.
    """
    rows = connection.execute(
        f"SELECT snapshot_id, author, commit_extra_info FROM {ATTACHED}.snapshots() ORDER BY 1"
    ).fetchall()
    released = [row for row in rows if row[1]]
    if not released:
        return Snapshot(rows[-1][0], None, {})
    number, author, said = released[-1]
    return Snapshot(number, author, json.loads(said) if released[-1] == rows[-1] else {})


def require_own(before: Snapshot, home_id: str, lake: Lake) -> None:
    """Raise LakeFailed for a lake that another home releases to."""
    if before.author not in (None, home_id):
        raise LakeFailed(
            f"Lake {lake.name} holds what another home released, whose first run was "
            f"{before.author}; nothing of it is replaced. Name another lake in lake.yaml. To give "
            f"this one to this home, drop the schema {lake.name} of the catalogue and remove "
            f"{lake.address} first."
        )


def replace(connection: duckdb.DuckDBPyConnection, differing: Iterable[Table]) -> None:
    """Put tables of the published file in place of the lake's, with their comments; then the rest.

    Views and macros are always made anew: two releases at the same time meet in them, and one of
    them gives way, whichever tables each of them replaces.
    """
    contracts = tables(*PUBLISHED_SCHEMAS)
    connection.execute(f"USE {ATTACHED}")
    for schema in PUBLISHED_SCHEMAS:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for table in differing:
        name = table.full_name
        connection.execute(create_table(table, "CREATE OR REPLACE TABLE"))
        connection.execute(f"INSERT INTO {name} BY NAME FROM {PUBLISHED}.{name}")
        for comment in comments(table, "TABLE", name):
            connection.execute(comment)
    for name in strays(connection, contracts):
        connection.execute(f"DROP TABLE {name}")
    for schema in ("latest", "reading"):
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    for statement in (*create_macros(), *create_latest(contracts)):
        if not statement.startswith(UNHELD):
            connection.execute(statement)


def strays(connection: duckdb.DuckDBPyConnection, contracts: Iterable[Table]) -> list[str]:
    """Tables of the lake that no contract knows any more."""
    rows = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() "
        f"WHERE database_name = '{ATTACHED}'"
    ).fetchall()
    return sorted({row[0] for row in rows} - {table.full_name for table in contracts})


def require_same(
    connection: duckdb.DuckDBPyConnection, published: dict[str, str], written: list[Table]
) -> None:
    """Raise LakeFailed unless tables read back from the lake have the rows of the file."""
    found = fingerprints(connection, ATTACHED, written)
    if differing := [name for name in found if found[name] != published[name]]:
        raise LakeFailed(
            f"What was written to the lake is not what was published: {', '.join(differing)}. "
            "Nothing of it is kept."
        )


def require_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise LakeFailed where a key of the lake is not unique, or a reference leads nowhere."""
    wanted = [check for check in checks() if check.group in HELD]
    if broken := [name for name, found in violations(connection, wanted).items() if found]:
        raise LakeFailed(
            f"Keys do not hold in the lake: {', '.join(broken)}. Nothing of it is kept."
        )


def sign(
    connection: duckdb.DuckDBPyConnection, home_id: str, run_id: str, published: dict[str, str]
) -> None:
    """Let the snapshot that is about to be made say whose it is, of which run, and of what."""
    said = ", ".join(map(quoted, (home_id, f"run {run_id}")))
    facts = quoted(json.dumps(published))
    connection.execute(f"CALL {ATTACHED}.set_commit_message({said}, extra_info => {facts})")


def tidy(lake: Lake, kept: int = KEPT, undisturbed: str = UNDISTURBED) -> None:
    """Let go of snapshots older than the `kept` newest, and remove files that none of them needs.

    Neither before they have been replaced, or let go, for as long as `undisturbed` says: a reader
    may be at work on them. Raises LakeFailed.
    """
    with duckdb.connect() as connection, lake_errors(lake):
        attach(connection, lake)
        before = f"now() - INTERVAL '{undisturbed}'"
        rows = connection.execute(
            f"""SELECT snapshot_id FROM {ATTACHED}.snapshots()
            QUALIFY row_number() OVER (ORDER BY snapshot_id DESC) > {kept}
                AND lag(snapshot_time) OVER (ORDER BY snapshot_id DESC) <= {before}"""
        ).fetchall()
        if old := [row[0] for row in rows]:
            connection.execute(f"CALL ducklake_expire_snapshots('{ATTACHED}', versions => {old})")
        connection.execute(f"CALL ducklake_cleanup_old_files('{ATTACHED}', older_than => {before})")


@contextmanager
def open_named_lake(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake that a home names, to read. Raises LakeFailed where it names none."""
    lake = read_lake(home)
    if lake is None:
        raise LakeFailed(f"{lake_path(home)} is not there, so this home names no lake.")
    with open_lake(lake) as connection:
        yield connection


@contextmanager
def open_lake(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that reaches nothing but the lake, on which queries are as on a file.

    Raises LakeFailed where the lake cannot be read, QueryFailed for a query that is refused.
    """
    with duckdb.connect() as connection:
        attach(connection, lake, for_reading=True)
        connection.execute(f"USE {ATTACHED}")
        connection.execute(f"SET allowed_directories = [{quoted(lake.address)}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            yield connection
        except duckdb.IOException as error:
            raise LakeFailed(f"Lake {lake.name} cannot be read. {said(error)}") from error
        except duckdb.Error as error:
            raise QueryFailed(str(error)) from error


@contextmanager
def lake_errors(lake: Lake) -> Iterator[None]:
    """Let no error of DuckDB pass whose message could quote a document. Raises LakeFailed."""
    try:
        yield
    except duckdb.Error as error:
        for kind, words in FAILURES.items():
            if isinstance(error, kind):
                raise LakeFailed(f"Lake {lake.name} {words}. {said(error)}") from None
        raise LakeFailed(
            f"Lake {lake.name}: {type(error).__name__}, a fault of the program."
        ) from None


def said(error: duckdb.Error) -> str:
    """What DuckDB says, on one line."""
    return f"DuckDB says: {' '.join(str(error).split())}"
