"""SQL derived from the precedence of the documents: who states what, and whose word counts."""

import re
from collections.abc import Iterator

from schemas.catalogue import table
from schemas.precedence import STATED_FIELDS, StatedField
from warehouse.ddl import quoted

CHOICE = """
    -- one field of one project version with the statement whose word on it counts
    SELECT project_key, item, statement_id, document_id, kind
    FROM (
        SELECT
            project_key,
            item,
            arg_min(kind, blank::INTEGER * 1000 + partial::INTEGER * 100 + rank) AS kind
        FROM stated GROUP BY project_key, item)
    INNER JOIN project_document USING (project_key, kind)"""


def statement_models() -> Iterator[tuple[str, str]]:
    """Names and queries of the temporary tables that the models of the star choose by.

    ``stated``: one field of one document in force for one project version.
    ``choice``: one field of one project version with the statement that counts.
    ``project_statement``: one project version with each attribute as chosen.
    ``stated_value``: one column of one field of one document, where several speak of a project.
    """
    yield "12_temp.stated", " UNION ALL ".join(map(stated_query, STATED_FIELDS))
    yield "13_temp.choice", CHOICE
    yield "14_temp.project_statement", project_statement_query()
    yield "67_temp.stated_value", " UNION ALL ".join(map(value_query, STATED_FIELDS))


def stated_query(field: StatedField) -> str:
    """Whether each document states a field, in all or in part, and its rank among the kinds."""
    kinds = " ".join(f"WHEN {quoted(k)} THEN {rank}" for rank, k in enumerate(field.kinds))
    return f"""
        SELECT
            project_key, kind, CASE kind {kinds} END AS rank, {item_of(field)} AS item,
            bool_and(coalesce({", ".join(values_of(field).values())}) IS NULL) AS blank,
            bool_and({field.partial}) AS partial
        {grouped_rows(field, "project_document", "project_key, kind")}"""


def value_query(field: StatedField) -> str:
    """What each document states of a field: a row a column, several rows of a key as one list."""
    contract = table(f"stage.{field.table}")
    has_line = any(column.name == "line_number" for column in contract.columns)
    values = values_of(field).items()
    said = ", ".join(column_struct(field, column, value) for column, value in values)
    by = "project_key, statement_id, document_id, kind"
    return f"""
        SELECT * EXCLUDE (said), said.* FROM (
            SELECT
                project_key, statement_id, document_id, kind, {item_of(field)} AS item,
                {"basis" if "basis" in field.keys else "NULL"} AS basis,
                {"min(line_number)" if has_line else "NULL"} AS line_number,
                unnest([{said}]) AS said
            {grouped_rows(field, "shared_document", by)})"""


def values_of(field: StatedField) -> dict[str, str]:
    """SQL of the columns of a field as text by name; NULL where one states nothing."""
    return {c: f"nullif({c}::VARCHAR, {quoted(field.nothing)})" for c in field.columns}


def item_of(field: StatedField) -> str:
    """SQL of a field's name with its keys: ``organisation.partner``."""
    parts = ", '.', ".join([quoted(field.name), *field.keys])
    return f"concat({parts})"


def grouped_rows(field: StatedField, documents: str, by: str) -> str:
    """SQL of a field's rows in those of some documents that may state it, grouped by its keys."""
    keys = "".join(f", {key}" for key in field.keys)
    return f"""FROM {documents}
            INNER JOIN store.stage.{field.table} USING (statement_id)
            WHERE kind IN ({", ".join(map(quoted, field.kinds))})
            GROUP BY {by}{keys}"""


def column_struct(field: StatedField, column: str, value: str) -> str:
    """SQL of what is known of one column: its shown name, its place on the forms, its value."""
    places = ", ".join(map(located_name, field.located.get(column, ())))
    return (
        f"{{'field': {shown_name(field, column)}, 'compared': {column in field.compared}, "
        f"'located': [{places}]::VARCHAR[], "
        f"'value': string_agg({value}, ', ' ORDER BY {value})}}"
    )


def located_name(template: str) -> str:
    """SQL of the name of a form's field in which values of keys may stand in braces."""
    parts = re.split(r"\{(\w+)\}", template)
    return "||".join(part if i % 2 else quoted(part) for i, part in enumerate(parts))


def shown_name(field: StatedField, column: str) -> str:
    """SQL of the name under which a column is reconciled: ``eu_state``, ``natura_2000.direct``."""
    parts = [key for key in field.keys if key != "basis"]
    if len(field.columns) > 1:
        parts.append(quoted(column))
    return f"concat_ws('.', {', '.join(parts or [quoted(field.name)])})"


def project_statement_query() -> str:
    """Attributes of the project, each from the document chosen for it.

    Every document states a fund: the one chosen for it stands for the project.
    """
    fields = [field for field in STATED_FIELDS if field.table == "project"]
    items = ", ".join(quoted(field.name) for field in fields)
    columns = ", ".join(
        f"any_value(project.{column}) FILTER (choice.item = {quoted(field.name)}) AS {column}"
        for field in fields
        for column in field.columns
    )
    return f"""
        SELECT
            choice.project_key, {columns},
            any_value(choice.document_id) FILTER (choice.item = 'fund') AS document_id
        FROM choice
        INNER JOIN store.stage.project AS project ON choice.statement_id = project.statement_id
        WHERE choice.item IN ({items})
        GROUP BY choice.project_key"""
