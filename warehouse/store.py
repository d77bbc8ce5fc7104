"""The store: tidy tables of every document read, versions and deliveries; never published.

It holds no personal data and can be made anew from the archive at any time.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from schemas.catalogue import table, tables
from schemas.frames import build_frame
from schemas.table import Table
from warehouse.ddl import create_all, open_database, remove_database
from warehouse.query import is_held, is_illegible, named_rows
from warehouse.restricted import Restricted
from warehouse.spool import Spool

if TYPE_CHECKING:
    import polars as pl

STORED = (
    *(t for t in tables("stage") if not t.personal),
    *(t for t in tables("meta") if t.name not in ("dictionary", "expectation", "run_step")),
    *tables("state"),
    *map(table, ("quality.quarantine", "quality.refused_row", "quality.correction")),
)

PATIENCE = 100  # tenths of a second


def fresh_path(home: Path) -> Path:
    """Where a store is made that is to take the place of the one a home has."""
    return home / "store.fresh"


def store_path(home: Path) -> Path:
    """Where the store of a home lies."""
    return home / "store.duckdb"


def connect_patiently(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection for writing; waits some seconds for a command that reads the store."""
    for _ in range(PATIENCE):
        try:
            return open_database(path)
        except duckdb.IOException as error:
            if not is_held(error):
                raise
            time.sleep(0.1)
    return open_database(path)


@contextmanager
def open_store(path: Path) -> "Iterator[Store]":
    """The store at `path`, made when there is none; all changes are kept, or none."""
    connection = connect_patiently(path)
    spool = Spool(path)
    spool.clear()
    try:
        path.chmod(0o600)
        connection.execute("BEGIN")
        for statement in create_all(STORED):
            connection.execute(statement)
        store = Store(connection, spool)
        yield store
        store.append_waiting()
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")  # closing would not say where the disk is full
    finally:
        connection.close()
        spool.clear()


def store_version(path: Path) -> str | None:
    """Version of the code that made a store; '' where it does not say, None without a store.

    One that this DuckDB cannot read, damaged or newer, does not say.
    """
    if not path.exists():
        return None
    try:
        with connect_patiently(path) as connection:
            rows = connection.execute("SELECT version FROM state.reader").fetchall()
    except duckdb.Error as error:
        if isinstance(error, duckdb.CatalogException) or is_illegible(error):
            return ""
        raise
    return str(rows[0][0]) if rows else ""


def replace_store(home: Path, fresh: Path) -> None:
    """Put a store that was made beside it in place of a home's."""
    log = store_path(home).with_name(f"{store_path(home).name}.wal")
    log.unlink(missing_ok=True)  # it would be replayed into the fresh one
    fresh.replace(store_path(home))


def set_aside(home: Path, error: BaseException) -> bool:
    """Put a store aside that `error` says is damaged; whether it says so."""
    path = store_path(home)
    if not path.exists() or not is_illegible(error):
        return False
    path.replace(path.with_suffix(".damaged"))
    remove_database(path)
    return True


class Store:
    """The store within one transaction; with a key, `restricted` takes what is personal."""

    restricted: Restricted | None = None

    def __init__(self, connection: duckdb.DuckDBPyConnection, spool: Spool) -> None:
        self.connection = connection
        self.spool = spool

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Rows of a query by column name."""
        return named_rows(self.connection.execute(query, list(parameters)))

    def append_last(self, contract: Table, frame: "pl.DataFrame") -> None:
        """Append a frame to its table when all else is done; at once, and elsewhere, if personal.

        Without a key what is personal is kept nowhere but in the archive.
        """
        if contract.personal:
            if self.restricted:
                self.restricted.append(contract, frame)
        elif not frame.is_empty():
            self.spool.add(contract, frame)

    def append_waiting(self) -> None:
        """Append what waits for all else to be done."""
        self.spool.append_all(self.connection)

    def append(self, contract: Table, frame: "pl.DataFrame") -> None:
        """Append a frame to its table."""
        if frame.is_empty():
            return
        self.connection.register("batch", frame)
        self.connection.execute(f"INSERT INTO {contract.full_name} BY NAME SELECT * FROM batch")
        self.connection.unregister("batch")

    def append_rows(self, full_name: str, rows: list[dict[str, Any]]) -> None:
        """Append rows to a table of the store."""
        self.append(table(full_name), build_frame(table(full_name), rows))

    def replace_rows(self, full_name: str, rows: list[dict[str, Any]]) -> None:
        """Append rows after removing those with the same first key column."""
        if not rows:
            return
        key = table(full_name).key[0]
        keys = [row[key] for row in rows]
        wanted = f"{key} IN (SELECT unnest(?::VARCHAR[]))"
        self.connection.execute(f"DELETE FROM {full_name} WHERE {wanted}", [keys])
        self.append_rows(full_name, rows)

    def set_form_fields(self, rows: list[dict[str, Any]]) -> None:
        """Put the forms' fields in place of those of earlier code."""
        self.connection.execute("DELETE FROM meta.form_field")
        self.append_rows("meta.form_field", rows)

    def known_runs(self) -> set[str]:
        """Runs whose receipts have been dealt with."""
        return {row["run_id"] for row in self.rows("SELECT DISTINCT run_id FROM meta.delivery")}

    def count_deliveries(self, run_id: str) -> int:
        """Number of deliveries of a run that have been settled."""
        query = "SELECT count(*) AS n FROM meta.delivery WHERE run_id = ?"
        return int(self.rows(query, [run_id])[0]["n"])

    def last_delivered(self, sources: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """Document last received from each of the named sources, and the last not refused."""
        query = """
            SELECT
                source_uri, arg_max(document_id, received_at) AS document_id,
                arg_max(document_id, received_at) FILTER (status <> 'quarantined') AS readable
            FROM meta.delivery INNER JOIN meta.document USING (document_id)
            WHERE source_uri IN (SELECT unnest(?::VARCHAR[]))
            GROUP BY source_uri"""
        rows = self.rows(query, [list(sources)])
        return {r["source_uri"]: (r["document_id"], r["readable"]) for r in rows}

    def last_validated(self) -> dict[str, list[dict[str, Any]]]:
        """What was received when each source last named its state, by the source's address.

        One delivery, or all members of a package; the last of them carries the validator.
        """
        query = r"""
            WITH delivery AS (
                SELECT *, regexp_replace(source_uri, '^(zip|tar)://[^:]*::', '') AS address
                FROM meta.delivery),
            latest AS (
                SELECT address, arg_max(run_id, received_at) AS run_id FROM delivery
                WHERE validator IS NOT NULL GROUP BY address)
            SELECT address, source_uri, document_id, modified_at, validator
            FROM delivery INNER JOIN latest USING (address, run_id) ORDER BY received_at"""
        received: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows(query):
            received.setdefault(row.pop("address"), []).append(row)
        return received

    def documents(self, document_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What is known of the named documents."""
        query = "SELECT * FROM meta.document WHERE document_id IN (SELECT unnest(?::VARCHAR[]))"
        return {r["document_id"]: r for r in self.rows(query, [list(document_ids)])}

    def statements(self, document_ids: Iterable[str]) -> list[dict[str, Any]]:
        """What the named documents state, a row a project."""
        query = "SELECT * FROM meta.statement WHERE document_id IN (SELECT unnest(?::VARCHAR[]))"
        return self.rows(query, [list(document_ids)])

    def contents(self, hashes: Iterable[str | None]) -> set[str]:
        """Those of some content hashes that documents taken in before have."""
        query = """
            SELECT DISTINCT content_hash FROM meta.document
            WHERE status <> 'quarantined' AND content_hash IN (SELECT unnest(?::VARCHAR[]))"""
        return {row["content_hash"] for row in self.rows(query, [list(filter(None, hashes))])}

    def chains(self, codes: Iterable[str]) -> list[dict[str, Any]]:
        """Versions of the named projects, oldest first, with what they say."""
        query = """
            SELECT chain.*, statement.content_hash, document.sections
            FROM meta.chain AS chain
            INNER JOIN meta.statement AS statement USING (statement_id)
            INNER JOIN meta.document AS document USING (document_id)
            WHERE chain.project_code IN (SELECT unnest(?::VARCHAR[])) ORDER BY chain.version"""
        return self.rows(query, [list(codes)])

    def standing(self, document_ids: Iterable[str]) -> dict[str, str]:
        """What became of documents: their status, or the reason why they are refused."""
        query = """
            SELECT document_id, coalesce(reason, status) AS standing
            FROM meta.document LEFT JOIN quality.quarantine USING (document_id)
            WHERE document_id IN (SELECT unnest(?::VARCHAR[]))"""
        return {r["document_id"]: r["standing"] for r in self.rows(query, [list(document_ids)])}

    def set_attempts(self, again: Mapping[str, int]) -> None:
        """Say of refused documents how often they have been tried, the first time included."""
        for document_id, count in again.items():
            self.connection.execute(
                "UPDATE quality.quarantine SET attempts = ? WHERE document_id = ?",
                [count + 1, document_id],
            )

    def fingerprint(self, code: str) -> str:
        """Hash of all that the published warehouse is made of: what is in force, and the code."""
        query = """
            SELECT count(*), sum(md5_number_lower(said)::HUGEINT) FROM (
                SELECT concat_ws('|', project_code, kind, version, statement_id) AS said
                FROM meta.chain
                UNION ALL SELECT document_id || status FROM meta.document
                UNION ALL SELECT concat_ws('|', document_id, reason, attempts)
                FROM quality.quarantine)"""
        count, total = self.connection.execute(query).fetchall()[0]
        return hashlib.sha256(f"{count}|{total}|{code}".encode()).hexdigest()

    def published(self) -> tuple[str | None, str | None]:
        """Fingerprint of what was published last and mark of its file; None before the first."""
        rows = self.rows("SELECT fingerprint, mark FROM state.publication")
        return next(((r["fingerprint"], r["mark"]) for r in rows), (None, None))

    def set_published(self, fingerprint: str, mark: str | None) -> None:
        """Remember what has just been published."""
        self.connection.execute("DELETE FROM state.publication")
        self.append_rows("state.publication", [{"fingerprint": fingerprint, "mark": mark}])

    def released(self) -> dict[str, Any] | None:
        """What was released to which lake last, None before the first time."""
        return next(iter(self.rows("SELECT * FROM state.release")), None)

    def set_released(self, run_id: str, lake: str, snapshot: int) -> None:
        """Remember which run's publication has just been released to a lake."""
        self.connection.execute("DELETE FROM state.release")
        row = {"run_id": run_id, "lake": lake, "snapshot": snapshot}
        self.append_rows("state.release", [row])

    def set_version(self, version: str) -> None:
        """Remember which code reads documents into the store, and into the restricted one."""
        if self.restricted:
            self.restricted.set_version(version)
        self.connection.execute("DELETE FROM state.reader")
        self.append_rows("state.reader", [{"version": version}])
