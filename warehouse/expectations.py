"""Violations of the expectations on a finished warehouse, counted by DuckDB."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.catalogue import tables
from schemas.table import Table
from warehouse.ddl import quoted

CHECKS = Path(__file__).parent / "checks"
GUARDED_SCHEMAS = ("main", "mart", "quality")
YEARS = "main.dim_region_year"
# Arguments of the readings that may move figures and split them, never add to or take from them.
READINGS = {
    "of_first_year": {"classification_year": f"(SELECT min(year) FROM {YEARS})"},
    "of_last_year": {"classification_year": f"(SELECT max(year) FROM {YEARS})"},
    "by_population": {"weights": "'main.weight_population'"},
    "as_of_first_day": {"as_of": "(SELECT min(valid_from)::DATE FROM main.dim_project)"},
    "by_axis": {"split_by": "'axis'"},
    "by_objective": {"split_by": "'objective'"},
    "by_authority": {"split_by": "'authority'"},
    "by_beneficiary_type": {"split_by": "'beneficiary_type'"},
    "by_start_year": {"split_by": "'start_year'"},
}
# Macro, its columns of figures, and the fact's names for them.
SUBJECTS = (
    ("funding", "measure", "amount_eur", "measure"),
    ("indicator", "indicator", "value", "indicator_key"),
)


@dataclass(frozen=True)
class Check:
    """One expectation: `query` counts its violations; a critical one stops publishing."""

    name: str
    severity: str
    meaning: str
    query: str


def checks() -> list[Check]:
    """Checks derived from contracts and readings, and those of ``warehouse/checks``."""
    found = [check for table in tables(*GUARDED_SCHEMAS) for check in contract_checks(table)]
    found += [reading_check(name, arguments) for name, arguments in READINGS.items()]
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


def reading_check(name: str, arguments: Mapping[str, str]) -> Check:
    """Whether the sums of a reading equal the facts, to the cent."""
    differences = " UNION ALL ".join(differing_sums(subject, arguments) for subject in SUBJECTS)
    return Check(
        f"reading_{name}_conserved",
        "critical",
        f"read {name.replace('_', ' ')} ({', '.join(arguments)}) the figures sum to the facts, "
        "to the cent",
        f"SELECT count(*) AS violations FROM ({differences})",
    )


def differing_sums(subject: tuple[str, str, str, str], arguments: Mapping[str, str]) -> str:
    """SQL of the figures whose cells of a reading do not sum to the facts of the same projects."""
    macro, item, value, fact_item = subject
    as_of = arguments.get("as_of", "NULL")
    shape = as_arguments({"level": "'kunta'", "grain": "'total'", **arguments})
    return f"""
        SELECT fund, programme_period, item, basis FROM (
            SELECT fund, programme_period, {fact_item} AS item, basis,
                {value}::DECIMAL(28,10) AS value
            FROM main.fact_{macro}
            INNER JOIN reading.projects(as_of := {as_of}) USING (project_key)
            UNION ALL
            SELECT fund, programme_period, {item}, basis, -{value}
            FROM reading.{macro}({shape}))
        GROUP BY ALL HAVING abs(sum(value)) >= 0.005"""


def as_arguments(values: Mapping[str, str]) -> str:
    """Arguments of a macro by name, as SQL."""
    return ", ".join(f"{name} := {value}" for name, value in values.items())


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
