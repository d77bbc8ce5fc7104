"""SQL derived from the precedence of the documents: who states what, and whose word counts."""

import re
from collections.abc import Iterator

from schemas.catalogue import table
from schemas.precedence import STATED_FIELDS, StatedField
from warehouse.ddl import quoted

CHOICE = """
    -- one field of one project version with the statement whose word on it counts
    SELECT project_key, item, chosen.* FROM (
        SELECT
            project_key,
            item,
            arg_min(
                {'statement_id': statement_id, 'document_id': document_id, 'kind': kind},
                blank::INTEGER * 1000 + partial::INTEGER * 100 + rank
            ) AS chosen
        FROM stated GROUP BY project_key, item)"""


def statement_models() -> Iterator[tuple[str, str]]:
    """Names and queries of the temporary tables that the models of the star choose by.

    ``stated``: one column of one field of one document in force for one project version.
    ``choice``: one field of one project version with the statement that counts.
    ``project_statement``: one project version with each attribute as chosen.
    """
    yield "12_temp.stated", " UNION ALL ".join(map(stated_query, STATED_FIELDS))
    yield "13_temp.choice", CHOICE
    yield "14_temp.project_statement", project_statement_query()


def stated_query(field: StatedField) -> str:
    """What each document states of a field: a row a column, several rows of a key as one list."""
    keys = "".join(f", {key}" for key in field.keys)
    item = ", '.', ".join([quoted(field.name), *field.keys])
    kinds = " ".join(f"WHEN {quoted(k)} THEN {rank}" for rank, k in enumerate(field.kinds))
    values = {c: f"nullif({c}::VARCHAR, {quoted(field.nothing)})" for c in field.columns}
    contract = table(f"stage.{field.table}")
    has_line = any(column.name == "line_number" for column in contract.columns)
    said = ", ".join(column_struct(field, column, value) for column, value in values.items())
    return f"""
        SELECT * EXCLUDE (said), said.* FROM (
            SELECT
                project_key, statement_id, document_id, kind, CASE kind {kinds} END AS rank,
                concat({item}) AS item, {"basis" if "basis" in field.keys else "NULL"} AS basis,
                {"min(line_number)" if has_line else "NULL"} AS line_number,
                bool_and(coalesce({", ".join(values.values())}) IS NULL) AS blank,
                bool_and({field.partial}) AS partial, unnest([{said}]) AS said
            FROM project_document
            INNER JOIN store.stage.{field.table} USING (statement_id)
            WHERE kind IN ({", ".join(map(quoted, field.kinds))})
            GROUP BY project_key, statement_id, document_id, kind{keys})"""


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
    columns = ", ".join(
        f"any_value(project.{column}) FILTER (choice.item = {quoted(field.name)}) AS {column}"
        for field in STATED_FIELDS
        if field.table == "project"
        for column in field.columns
    )
    return f"""
        SELECT
            choice.project_key, {columns},
            any_value(choice.document_id) FILTER (choice.item = 'fund') AS document_id
        FROM choice
        INNER JOIN store.stage.project AS project ON choice.statement_id = project.statement_id
        GROUP BY choice.project_key"""
