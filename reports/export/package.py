"""The Frictionless Data Package of an export (https://datapackage.org, version 2.0).

Tables, columns, keys and references are those of the contracts.
"""

from collections.abc import Iterable
from typing import Any

from reports.export.folder import NAME
from reports.export.publication import Publication
from reports.export.tables import Written, is_versioned
from schemas.table import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DECIMAL": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Json = dict[str, Any]


def describe_package(
    written: Iterable[Written], format: str, published: Publication, words: Json
) -> Json:
    """The descriptor, which goes into ``datapackage.json``."""
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": words["title"],
        "description": " ".join([words["description"], words[f"format_{format}"], words["rights"]]),
        "created": f"{published.began_at:%Y-%m-%dT%H:%M:%SZ}",
        "run_id": published.run_id,
        "resources": [describe_file(one, format, words) for one in written],
    }


def describe_file(written: Written, format: str, words: Json) -> Json:
    """One resource: a file, or a sheet of a workbook."""
    table = written.table
    schema = "versions" if table.schema == "main" and is_versioned(table) else table.schema
    scope = words["scope"].get(schema, "")
    described: Json = {
        "name": table.full_name,
        "type": "table",
        "path": written.path,
        "description": f"One row: {table.grain}. {scope}".strip(),
        "format": format,
        "mediatype": MEDIA_TYPES[format],
        "rows": written.rows,
    }
    if format == "csv":
        described["encoding"] = "utf-8"
    if format != "parquet":  # of which frictionless counts no bytes, and calls any number wrong
        described |= {"bytes": written.bytes, "hash": f"sha256:{written.sha256}"}
    if written.sheet:  # as the standard names it, and as frictionless does
        excel = {"sheet": written.sheet}
        described["dialect"] = {"headerRows": [2], "sheetName": written.sheet, "excel": excel}
    return described | {"schema": describe_table(table, format)}


def describe_table(table: Table, format: str) -> Json:
    """The Table Schema of a contract."""
    described: Json = {
        "fields": [describe_column(column, format) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        # No column of a primary key may be empty.
        can_be_empty = any(c.nullable for c in table.columns if c.name in table.key)
        key = {"uniqueKeys": [[*table.key]]} if can_be_empty else {"primaryKey": [*table.key]}
        described |= key
    references = [describe_reference(c) for c in table.columns if c.references]
    return described | ({"foreignKeys": references} if references else {})


def describe_column(column: Column, format: str) -> Json:
    """One field; `unit`, the database's own type and the form's section are told beside."""
    limits = {
        "required": not column.nullable or None,
        "enum": [*column.allowed] or None,
        "minimum": column.minimum,
    }
    described: Json = {
        "name": column.name,
        "type": TYPES[column.type.partition("(")[0]],
        "description": column.description,
        "constraints": {name: value for name, value in limits.items() if value is not None},
        "unit": column.unit or None,
        "duckdbType": column.type,
        "formSection": column.source or None,
        "missingValues": missing_values(column, format),
    }
    return {name: value for name, value in described.items() if value not in (None, {})}


def missing_values(column: Column, format: str) -> list[str] | None:
    """What stands for no value, where it is other than in the other columns."""
    if column.type == "VARCHAR":
        return None if column.nullable else []  # an empty text is one that is there
    # Whoever reads Parquet by way of pandas sees a number that is missing so.
    return ["", "nan"] if format == "parquet" and column.nullable else None


def describe_reference(column: Column) -> Json:
    """One foreign key."""
    resource, _, field = column.references.rpartition(".")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}
