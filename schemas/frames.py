"""Frames of the contracts: polars types and pandera checks derived from each table."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas.table import Column, Table

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl

DECIMAL = re.compile(r"^DECIMAL\((\d+),\s*(\d+)\)$")


def frame_schema(table: Table) -> "dict[str, Any]":
    """polars type of each column of a table."""
    return {column.name: frame_type(column) for column in table.columns}


def frame_type(column: Column) -> "Any":
    import polars as pl

    if match := DECIMAL.match(column.type):
        return pl.Decimal(int(match[1]), int(match[2]))
    return {
        "VARCHAR": pl.String(),
        "INTEGER": pl.Int32(),
        "BIGINT": pl.Int64(),
        "DOUBLE": pl.Float64(),
        "BOOLEAN": pl.Boolean(),
        "DATE": pl.Date(),
        "TIMESTAMP": pl.Datetime("us"),
    }[column.type]


def build_frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> "pl.DataFrame":
    """Rows as a frame of the table's own columns and types; absent values are NULL."""
    import polars as pl

    schema = frame_schema(table)
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in schema}, schema=schema)


@cache
def frame_contract(table: Table) -> "pa.DataFrameSchema":
    """The pandera schema of a table: types, nulls, allowed values, ranges and key."""
    import pandera.polars as pa

    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                frame_type(column), checks=column_checks(column), nullable=column.nullable
            )
            for column in table.columns
        },
        unique=list(table.key) or None,
        strict=True,
        name=table.full_name,
    )


def column_checks(column: Column) -> "list[pa.Check]":
    import pandera.polars as pa

    checks = []
    if column.allowed:
        checks.append(pa.Check.isin(list(column.allowed)))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum))
    return checks


def check_frame(table: Table, frame: "pl.DataFrame") -> "pl.DataFrame":
    """The frame, if it keeps the contract; pandera's SchemaErrors list every breach if not."""
    return frame_contract(table).validate(frame, lazy=True)
