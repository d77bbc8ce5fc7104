"""Asking the published warehouse for what its texts say."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.query import named_rows, open_warehouse

KNOWN = """
    SELECT count(*) > 0 FROM search.word
    WHERE (form = $word OR list_contains(string_split(terms, ' '), $word))
        AND ($lang IS NULL OR lang = $lang)"""
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
                f"The texts of {path} were not made searchable when it was published."
            )


def unknown_words(path: Path, words: list[str], lang: str | None = None) -> list[str]:
    """Those of some words in small letters that no text has in that form, or as a dictionary form.

    Texts of one language, or of all. Raises QueryFailed.
    """
    with open_warehouse(path) as connection:
        return [word for word in words if not has(connection, word, lang)]


def has(connection: duckdb.DuckDBPyConnection, word: str, lang: str | None) -> bool:
    return bool(connection.execute(KNOWN, {"word": word, "lang": lang}).fetchall()[0][0])


def search(path: Path, query: str, limit: int) -> Hits:
    """Lines of projects whose texts have all words of a query. Raises QueryFailed."""
    with open_warehouse(path) as connection:
        rows = named_rows(connection.execute(FOUND, {"query": query, "limit": limit}))
    first = rows[0] if rows else {"lines_found": 0, "projects_found": 0}
    counts = first["lines_found"], first["projects_found"]
    for row in rows:
        del row["lines_found"], row["projects_found"]
    return Hits(rows, *counts)
