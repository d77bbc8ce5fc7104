"""Rows made from the contracts themselves."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schemas.table import Column, Table

SAMPLES: dict[str, Any] = {
    "VARCHAR": "x",
    "BOOLEAN": True,
    "DATE": date(2020, 1, 1),
    "TIMESTAMP": datetime(2020, 1, 1),
}


def sample(column: Column) -> Any:
    """A value that the contract of a column allows."""
    if column.allowed:
        return column.allowed[0]
    if column.type.startswith("DECIMAL"):
        return Decimal(column.minimum or 0)
    return SAMPLES.get(column.type, column.minimum or 0)


def row(t: Table, **values: Any) -> dict[str, Any]:
    """A row that keeps the contract of a table, apart from `values`."""
    return {c.name: sample(c) for c in t.columns} | values
