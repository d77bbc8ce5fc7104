"""Violations of the expectations on a finished warehouse, counted by DuckDB."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.catalogue import PUBLISHED_SCHEMAS, table, tables
from schemas.expectations import GROUPS
from schemas.frames import build_frame
from schemas.table import Table
from warehouse.ddl import open_database, quoted

CHECKS = Path(__file__).parent / "checks"
DOCUMENTS = "meta.document"
# Their document_id is not held against documents: it is theirs, or what an officer wrote, which
# corrections_match holds against them.
OWN_WORD = (DOCUMENTS, "quality.correction")
RESULTS = "meta.expectation"  # filled with what comes of the checks
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
# What transforms/personal.py masks wherever it stands, in RE2 and no wider than there, by what a
# text must hold to be worth a search.
CONTACTS = {
    "@": r"(?:^|[\s(:;,])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9]",
    "+358": r"(?:^|[A-Za-z(:;,]|\D\s)\+358 ?\d{2} ?\d{3} ?\d{4}(?:[\s).,;]|$)",
    "FI": r"(?:^|[\s(:;,])FI\d{2}(?:[ -]?\d{4}){3}[ -]?\d{2}(?:[\s).,;]|$)",
}
LONGEST_CONTACT = 64  # so long a part of an e-mail address may be to be masked


@dataclass(frozen=True)
class Check:
    """One expectation: `query` counts its violations; a critical one stops publishing."""

    name: str
    severity: str
    group: str
    meaning: str
    query: str


def checks() -> list[Check]:
    """Checks derived from contracts and readings, and those of ``warehouse/checks``, by group."""
    published = [table for schema in PUBLISHED_SCHEMAS for table in tables(schema)]
    guarded = [table for table in published if table.full_name != RESULTS]
    found = [check for table in guarded for check in contract_checks(table)]
    found += [reading_check(name, arguments) for name, arguments in READINGS.items()]
    found += [latest_check(tables("main")), contacts_check(published)]
    for file in sorted(CHECKS.glob("*.sql")):
        head, _, query = file.read_text(encoding="utf-8").partition("\n")
        severity, _, meaning = head.removeprefix("-- ").partition(": ")
        found.append(Check(file.stem, severity, "own", meaning, query))
    return sorted(found, key=lambda check: list(GROUPS).index(check.group))


def contract_checks(table: Table) -> Iterator[Check]:
    """Key, references, sources and values of one table as its contract has them."""
    name = table.full_name.replace(".", "_")
    if table.key:
        key = ", ".join(table.key)
        yield Check(
            f"{name}_key_unique",
            "critical",
            "keys",
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
                "references",
                f"every {column.name} of {table.full_name} is in {target}",
                f"SELECT count(*) AS violations FROM {table.full_name} WHERE {column.name} "
                f"IS NOT NULL AND {column.name} NOT IN (SELECT {wanted} FROM {target})",
            )
    if table.full_name not in OWN_WORD and any(c.name == "document_id" for c in table.columns):
        yield source_check(table)
    if breaches := list(value_breaches(table)):
        yield Check(
            f"{name}_values_in_contract",
            "critical",
            "values",
            f"no value of {table.full_name} is missing, below its minimum or another than the "
            "contract allows",
            f"SELECT count(*) AS violations FROM {table.full_name} WHERE {' OR '.join(breaches)}",
        )


def source_check(table: Table) -> Check:
    """Whether the documents and lines that a table names are there, and may be in it."""
    columns = {column.name for column in table.columns}
    wanted = {"is known": "document.document_id IS NULL"}
    if table.schema == "main":
        wanted["is not refused"] = "document.status = 'quarantined'"
    if table.schema == "main" and "project_key" in columns:
        wanted["speaks of the project"] = (
            "NOT EXISTS (FROM meta.statement AS statement "
            "WHERE statement.document_id = told.document_id "
            "AND statement.project_code = split_part(told.project_key, '.', 1))"
        )
    if "line_number" in columns:
        wanted["has the line"] = "told.line_number > document.lines"
    return Check(
        f"{table.full_name.replace('.', '_')}_source_known",
        "critical",
        "sources",
        f"every document that {table.full_name} names {' and '.join(wanted)}",
        f"SELECT count(*) AS violations FROM {table.full_name} AS told "
        f"LEFT JOIN {DOCUMENTS} AS document ON told.document_id = document.document_id "
        f"WHERE told.document_id IS NOT NULL AND ({' OR '.join(wanted.values())})",
    )


def latest_check(star: Iterable[Table]) -> Check:
    """Whether the views of current versions show all rows of these and no others."""
    differences = []
    for one in star:
        shown, kept = f"FROM latest.{one.name}", f"FROM {one.full_name}"
        if any(column.name == "project_key" for column in one.columns):
            current = "project_key IN (FROM current_version)"
            differences.append(f"(SELECT count(*) {shown} WHERE NOT {current})")
            kept += f" WHERE {current}"
        differences.append(f"abs((SELECT count(*) {shown}) - (SELECT count(*) {kept}))")
    return Check(
        "latest_views_current",
        "critical",
        "own",
        "the views latest.* show every row of the current versions and no other",
        "WITH current_version AS (SELECT project_key FROM main.dim_project WHERE is_current) "
        f"SELECT {' + '.join(differences)} AS violations",
    )


def contacts_check(published: Iterable[Table]) -> Check:
    """Whether a text holds what is masked in every text.

    Addresses of sources are left out, and the marts, which say nothing that the star does not.
    """
    rows = " UNION ALL ".join(
        f"SELECT concat_ws(chr(10), {', '.join(texts)}) AS said FROM {table.full_name}"
        for table in published
        if table.schema != "mart"
        and (texts := [c.name for c in table.columns if c.type == "VARCHAR" and not c.volatile])
    )
    # Not by regexp_matches, which takes seconds to prepare such patterns.
    found = " + ".join(
        f"CASE WHEN contains(said, {quoted(hint)}) THEN len(list_filter("
        f"regexp_extract_all(said, {quoted(pattern)}), "
        f"lambda one: len(one) <= {LONGEST_CONTACT})) ELSE 0 END"
        for hint, pattern in CONTACTS.items()
    )
    return Check(
        "no_contact_published",
        "critical",
        "own",
        "no e-mail address, Finnish phone number with +358 or Finnish account is in any text",
        f"SELECT count(*) AS violations FROM ({rows}) WHERE {found} > 0",
    )


def reading_check(name: str, arguments: Mapping[str, str]) -> Check:
    """Whether the sums of a reading equal the facts, to the cent."""
    differences = " UNION ALL ".join(differing_sums(subject, arguments) for subject in SUBJECTS)
    return Check(
        f"reading_{name}_conserved",
        "critical",
        "readings",
        f"the reading {name.replace('_', ' ')} ({', '.join(arguments)}) sums to the facts, to the "
        "cent",
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
    with open_database(path, read_only=True) as connection:
        return violations(connection, wanted)


def violations(connection: duckdb.DuckDBPyConnection, wanted: Iterable[Check]) -> dict[str, int]:
    """Number of violations of each check in the warehouse, file or lake, that is used."""
    return {c.name: int(connection.execute(c.query).fetchall()[0][0]) for c in wanted}


def record_results(path: Path, rows: list[tuple[str, str, str, int, str]]) -> None:
    """Write (run, expectation, severity, violations, meaning) into `RESULTS`."""
    contract = table(RESULTS)
    names = [column.name for column in contract.columns]
    frame = build_frame(contract, [dict(zip(names, row, strict=True)) for row in rows])
    with open_database(path) as connection:
        connection.register("result", frame)
        connection.execute(f"INSERT INTO {RESULTS} BY NAME SELECT * FROM result")
