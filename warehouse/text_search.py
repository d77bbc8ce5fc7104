"""Asking the published warehouse for what its texts say."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.query import named_rows, open_warehouse

KNOWN = """
    SELECT count(*) > 0 FROM (
        SELECT 1 FROM search.word WHERE form = $word
        UNION ALL SELECT 1 FROM fts_search_passage.dict WHERE term = $word)"""
# Counted before the limit: how many lines and projects there are in all.
FOUND = """
    SELECT *,
        count(*) OVER () AS lines_found, count(DISTINCT project_code) OVER () AS projects_found
    FROM search.passages($query)
    ORDER BY words DESC, score DESC, project_code, line_number, field LIMIT $limit"""


class NotSearchable(Exception):
    """A published warehouse whose texts were not made searchable."""


@dataclass(frozen=True)
class Hits:
    """Lines found, best first and up to a limit, of so many in all and of so many projects."""

    lines: list[dict[str, Any]]
    lines_found: int
    projects_found: int


def require_index(path: Path) -> None:
    """Raise NotSearchable for a published warehouse without an index of its texts."""
    with open_warehouse(path) as connection:
        query = "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'search'"
        if not connection.execute(query).fetchall()[0][0]:
            raise NotSearchable(
                f"The texts of {path} were not made searchable when it was published. "
                "pip install 'hankevarasto[search]', then run hankevarasto ingest or rebuild."
            )


def unknown_words(path: Path, words: list[str]) -> list[str]:
    """Those of some words in small letters that no text has in that form, or as a dictionary form.

    Raises QueryFailed.
    """
    with open_warehouse(path) as connection:
        return [word for word in words if not has(connection, word)]


def has(connection: duckdb.DuckDBPyConnection, word: str) -> bool:
    return bool(connection.execute(KNOWN, {"word": word}).fetchall()[0][0])


def search(path: Path, query: str, limit: int) -> Hits:
    """Lines of projects whose texts have all words of a query. Raises QueryFailed."""
    with open_warehouse(path) as connection:
        rows = named_rows(connection.execute(FOUND, {"query": query, "limit": limit}))
    first = rows[0] if rows else {"lines_found": 0, "projects_found": 0}
    counts = first["lines_found"], first["projects_found"]
    for row in rows:
        del row["lines_found"], row["projects_found"]
    return Hits(rows, *counts)
