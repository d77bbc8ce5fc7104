"""What documents read differently than before: two stores of one archive compared."""

from pathlib import Path
from typing import Any

import duckdb

from schemas.catalogue import table, tables
from schemas.table import Column, Table
from warehouse.ddl import quoted
from warehouse.query import legible, named_rows

Rows = list[dict[str, Any]]
PLACES = frozenset({"statement_id", "line_number", "line_numbers"})
# Words of the forms and of the classifications; other text may name people that only the newer
# reader masks.
CODES = frozenset(
    {
        *("project_code", "axis_number", "objective_number", "indicator", "criterion", "question"),
        *("business_id", "region_code", "region_key", "rule", "section", "field", "line_kind"),
        *("breakdown", "age", "labour_status", "education", "sex", "size_class", "day_type"),
    }
)
STATUS = """
    SELECT
        new.document_id,
        new.project_code,
        'meta.document' AS table_name,
        concat_ws(': ', old.status, old_refusal.reason) AS before,
        concat_ws(': ', new.status, new_refusal.reason) AS after
    FROM old.meta.document AS old
    INNER JOIN new.meta.document AS new USING (document_id)
    LEFT JOIN old.quality.quarantine AS old_refusal USING (document_id)
    LEFT JOIN new.quality.quarantine AS new_refusal USING (document_id)
    WHERE before <> after"""
# Rows of lists that only one of the readers takes: neither has anything to compare them with.
LIST_ROWS = """
    SELECT
        document_id,
        coalesce(new.project_code, old.project_code) AS project_code,
        'meta.statement' AS table_name,
        line_number || ': ' || if(
            old.statement_id IS NULL, coalesce(old_refusal.reason, '–'), 'loaded') AS before,
        line_number || ': ' || if(
            new.statement_id IS NULL, coalesce(new_refusal.reason, '–'), 'loaded') AS after
    FROM old.meta.statement AS old
    FULL JOIN new.meta.statement AS new USING (document_id, line_number, statement_id)
    LEFT JOIN old.quality.refused_row AS old_refusal USING (document_id, line_number)
    LEFT JOIN new.quality.refused_row AS new_refusal USING (document_id, line_number)
    WHERE line_number IS NOT NULL AND (old.statement_id IS NULL OR new.statement_id IS NULL)
        AND document_id IN (SELECT document_id FROM old.meta.statement)
        AND document_id IN (SELECT document_id FROM new.meta.statement)"""


def reading_changes(before: Path, after: Path) -> Rows:
    """What documents say now and did not say before, and the reverse: a row a statement and table.

    `before` and `after` are store files made from the same receipts by other code. Rows have the
    document, its project, the table, and the rows only one of the stores has, NULL where none;
    of a row of a list that only one of the readers takes, its line and what became of it.
    Another line alone is no change; of running text it is only told that it differs. Raises
    FileIllegible where the older store cannot be read.
    """
    with duckdb.connect() as connection, legible(before):
        connection.execute(f"ATTACH {quoted(str(before))} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {quoted(str(after))} AS new (READ_ONLY)")
        if not columns_of(connection, "old.meta.statement"):
            return []  # a store that knows no statements has nothing to compare them with
        queries = [STATUS]
        if columns_of(connection, "old.quality.refused_row"):
            queries.append(LIST_ROWS)
        queries += filter(None, (difference(connection, t.name) for t in stages()))
        return named_rows(connection.execute(" UNION ALL BY NAME ".join(queries) + " ORDER BY ALL"))


def noted_changes(store: Path) -> Rows:
    """What is noted in a store of earlier changes; FileIllegible where it cannot be read."""
    with duckdb.connect() as connection, legible(store):
        connection.execute(f"ATTACH {quoted(str(store))} AS old (READ_ONLY)")
        if not columns_of(connection, "old.meta.reading_change"):
            return []
        return named_rows(connection.execute("SELECT * FROM old.meta.reading_change"))


def stages() -> list[Table]:
    """Tables of what documents state; which fields are filled follows from those."""
    return [t for t in tables("stage") if not t.personal and t.name != "field"]


def difference(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Query of the rows of one stage table that only one of the stores has.

    None where the older store has no such table, or none by statement.
    """
    old, new = (columns_of(connection, f"{side}.stage.{name}") for side in ("old", "new"))
    if "statement_id" not in old:
        return None
    shared = [c for c in table(f"stage.{name}").columns if c.name in old and c.name in new]
    said, rest = said_and_rest([c for c in shared if c.name not in PLACES])
    sides = {
        side: f"SELECT statement_id, concat_ws(' · ', {said}) AS said, "
        f"md5(concat_ws(chr(31), {rest})) AS rest FROM {side}.stage.{name}"
        for side in ("old", "new")
    }
    gone, come = (
        f"({sides[one]} EXCEPT ALL {sides[other]})"
        for one, other in (("old", "new"), ("new", "old"))
    )
    return f"""
        SELECT
            statement.document_id,
            statement.project_code,
            'stage.{name}' AS table_name,
            string_agg(said, ' | ' ORDER BY said) FILTER (side = 'old') AS before,
            string_agg(said, ' | ' ORDER BY said) FILTER (side = 'new') AS after
        FROM (
            SELECT 'old' AS side, * FROM {gone} UNION ALL SELECT 'new' AS side, * FROM {come}
        ) AS differing
        INNER JOIN new.meta.statement AS statement USING (statement_id)
        INNER JOIN old.meta.statement AS known USING (statement_id)
        GROUP BY statement_id, statement.document_id, statement.project_code"""


def said_and_rest(columns: list[Column]) -> tuple[str, str]:
    """SQL of the values that may be shown, and of those of which only a difference is told."""
    shown: list[str] = []
    hidden: list[str] = []
    for column in columns:
        is_safe = column.type != "VARCHAR" or column.allowed or column.name in CODES
        (shown if is_safe else hidden).append(f'"{column.name}"::VARCHAR')
    said = ", ".join([*shown, "'…'"] if hidden else shown)
    return said, ", ".join(f"coalesce({column}, chr(0))" for column in hidden or ["''"])


def columns_of(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Names of the columns of a table; none where there is no such table."""
    try:
        return [str(row[0]) for row in connection.execute(f"DESCRIBE {name}").fetchall()]
    except duckdb.CatalogException:
        return []
