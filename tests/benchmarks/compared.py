"""Holding the rows of a warehouse against the generator's truth, project by project."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.conftest import rows

Row = tuple[Any, ...]
# The project's code, for queries on tables that have its key alone.
CODE = "split_part(project_key, '.', 1) AS code"


def by_project(home: Path, query: str) -> dict[str, list[Row]]:
    """Rows of a query by their first column, the project's code."""
    found = defaultdict(list)
    for code, *values in rows(home, query):
        found[code].append(tuple(values))
    return found


def compare(
    home: Path,
    documents: Mapping[str, Any],
    query: str,
    expected: Callable[[Any], list[Row]],
    order: Callable[[list[Row]], list[Row]] = list,
) -> None:
    """Assert that each document's truth gives the rows of its project, and no others are there."""
    found = by_project(home, query)
    for code, one in documents.items():
        shown, wanted = order(found.get(code, [])), order(expected(one.truth))
        assert shown == wanted, (one.file_name, one.defects)
    assert set(found) <= set(documents)


def by_text(found: list[Row]) -> list[Row]:
    """Rows in an order that no NULL disturbs."""
    return sorted(found, key=lambda row: tuple(map(str, row)))
