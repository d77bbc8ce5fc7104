"""All tables, found in ``schemas/tables``: a new module there is picked up by itself."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

import schemas.tables
from schemas.table import Column, Table

PUBLISHED_SCHEMAS = ("main", "mart", "quality", "meta")
# Published in files alone, where the extra is installed.
SEARCH_SCHEMAS = ("search", "fts_search_passage")


class Described(Protocol):
    """What has a name and columns."""

    @property
    def full_name(self) -> str:
        """Name as SQL writes it."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns."""


@cache
def tables(*schemas_wanted: str) -> tuple[Table, ...]:
    """Tables of the named schemas (all when none is named), in the order they are defined."""
    found: list[Table] = []
    for module in sorted(iter_modules(schemas.tables.__path__), key=lambda m: m.name):
        found.extend(import_module(f"schemas.tables.{module.name}").TABLES)
    return tuple(t for t in found if not schemas_wanted or t.schema in schemas_wanted)


def table(full_name: str) -> Table:
    """The table called ``schema.name``; KeyError when there is none."""
    return {t.full_name: t for t in tables()}[full_name]


def dictionary_rows(wanted: Iterable[Described]) -> list[dict[str, str | None]]:
    """Rows of ``meta.dictionary``: one for each column of each table or table macro."""
    return [
        {
            "table_name": t.full_name,
            "column_name": c.name,
            "type": c.type,
            "unit": c.unit or None,
            "meaning": c.description,
            "source_section": c.source or None,
        }
        for t in wanted
        for c in t.columns
    ]
