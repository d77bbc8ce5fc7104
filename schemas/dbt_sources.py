"""The published tables as sources of dbt: ``python -m schemas dbt``."""

from typing import Any

import yaml

from schemas.catalogue import tables
from schemas.table import Column, Table

HEADING = (
    "# Generated from the contracts: python -m schemas dbt > docs/recipes/dbt/models/sources.yml\n"
)
DATABASE = "hankevarasto"
# The schema that dbt reads, the schema that defines its tables, what it holds.
SOURCES = (
    ("latest", "main", "the star, current versions only"),
    ("mart", "mart", "ready sums by region and period, current versions only"),
    ("quality", "quality", "what is missing, wrong, refused or disputed"),
)


def dbt_sources() -> str:
    """A sources.yml with the descriptions of the contracts, units among them."""
    sources = [
        {
            "name": name,
            "database": DATABASE,
            "description": meaning,
            "tables": [described_table(table) for table in tables(defined_in)],
        }
        for name, defined_in, meaning in SOURCES
    ]
    text = yaml.safe_dump({"sources": sources}, allow_unicode=True, sort_keys=False, width=100)
    return HEADING + str(text)


def described_table(table: Table) -> dict[str, Any]:
    """A table with its grain and columns."""
    return {
        "name": table.name,
        "description": f"one row: {table.grain}",
        "columns": [described_column(column) for column in table.columns],
    }


def described_column(column: Column) -> dict[str, str]:
    """A column with type, meaning and unit."""
    unit = f" [{column.unit}]" if column.unit else ""
    return {
        "name": column.name,
        "data_type": column.type,
        "description": column.description + unit,
    }
