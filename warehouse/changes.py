"""What documents read differently than before: two stores of one archive compared."""

from pathlib import Path
from typing import Any

import duckdb

from schemas.catalogue import tables
from warehouse.ddl import quoted

Rows = list[dict[str, Any]]
PLACES = frozenset({"statement_id", "document_id", "line_number"})
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


def reading_changes(before: Path, after: Path) -> Rows:
    """What documents say now and did not say before, and the reverse: a row a statement and table.

    `before` and `after` are store files made from the same receipts by other code. Rows have the
    document, its project, the table, and the rows only one of the stores has, NULL where none.
    Another line alone is no change.
    """
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(str(before))} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {quoted(str(after))} AS new (READ_ONLY)")
        queries = [STATUS, *filter(None, (difference(connection, t.name) for t in stages()))]
        result = connection.execute(" UNION ALL BY NAME ".join(queries) + " ORDER BY ALL")
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def stages() -> list[Any]:
    return [t for t in tables("stage") if not t.personal and t.name != "field"]


def difference(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Query of the rows of one stage table that only one of the stores has."""
    columns = [columns_of(connection, side, name) for side in ("old", "new")]
    shared = [c for c in columns[1] if c in columns[0] and c not in PLACES]
    if not shared or any("statement_id" not in found for found in columns):
        return None  # the older store was made before there was such a table
    said = f"concat_ws(' · ', {', '.join(f'"{column}"::VARCHAR' for column in shared)})"
    sides = {
        side: f"SELECT statement_id, {said} AS said FROM {side}.stage.{name}"
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


def columns_of(connection: duckdb.DuckDBPyConnection, side: str, name: str) -> list[str]:
    rows = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'stage' "
        "AND table_name = ? ORDER BY column_index",
        [side, name],
    ).fetchall()
    return [str(row[0]) for row in rows]
