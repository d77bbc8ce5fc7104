"""Violations of the expectations on a finished warehouse, counted by DuckDB."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.catalogue import tables
from schemas.table import Table
from warehouse.ddl import quoted

CHECKS = Path(__file__).parent / "checks"
GUARDED_SCHEMAS = ("main", "mart", "quality")


@dataclass(frozen=True)
class Check:
    """One expectation: `query` counts its violations; a critical one stops publishing."""

    name: str
    severity: str
    meaning: str
    query: str


def checks() -> list[Check]:
    """Checks derived from the contracts, and those of ``warehouse/checks``."""
    found = [check for table in tables(*GUARDED_SCHEMAS) for check in contract_checks(table)]
    for file in sorted(CHECKS.glob("*.sql")):
        head, _, query = file.read_text(encoding="utf-8").partition("\n")
        severity, _, meaning = head.removeprefix("-- ").partition(": ")
        found.append(Check(file.stem, severity, meaning, query))
    return found


def contract_checks(table: Table) -> Iterator[Check]:
    """Key, references and values of one table as its contract has them."""
    name = table.full_name.replace(".", "_")
    if table.key:
        key = ", ".join(table.key)
        yield Check(
            f"{name}_key_unique",
            "critical",
            f"{table.full_name} has one row for each {key}",
            f"SELECT count(*) AS violations FROM (SELECT 1 FROM {table.full_name} "
            f"GROUP BY {key} HAVING count(*) > 1)",
        )
    for column in table.columns:
        if column.references:
            target, _, wanted = column.references.rpartition(".")
            yield Check(
                f"{name}_{column.name}_known",
                "critical",
                f"every {column.name} of {table.full_name} is in {target}",
                f"SELECT count(*) AS violations FROM {table.full_name} WHERE {column.name} "
                f"IS NOT NULL AND {column.name} NOT IN (SELECT {wanted} FROM {target})",
            )
    if breaches := list(value_breaches(table)):
        yield Check(
            f"{name}_values_in_contract",
            "critical",
            f"the values of {table.full_name} keep its contract",
            f"SELECT count(*) AS violations FROM {table.full_name} WHERE {' OR '.join(breaches)}",
        )


def value_breaches(table: Table) -> Iterator[str]:
    for column in table.columns:
        if not column.nullable:
            yield f"{column.name} IS NULL"
        if column.allowed:
            yield f"{column.name} NOT IN ({', '.join(map(quoted, column.allowed))})"
        if column.minimum is not None:
            yield f"{column.name} < {column.minimum}"


def count_violations(path: Path, wanted: list[Check]) -> dict[str, int]:
    """Number of violations of each check in a warehouse file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return {c.name: int(connection.execute(c.query).fetchall()[0][0]) for c in wanted}


def record_results(path: Path, rows: list[tuple[str, str, str, int, str]]) -> None:
    """Write (run, expectation, severity, violations, meaning) into ``meta.expectation``."""
    with duckdb.connect(str(path)) as connection:
        connection.executemany("INSERT INTO meta.expectation VALUES (?, ?, ?, ?, ?)", rows)
