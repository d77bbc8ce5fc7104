"""SQL derived from the contracts: what each version of a project says otherwise than the last."""

from collections.abc import Iterator

from schemas.catalogue import tables
from schemas.table import Column, Table
from warehouse.ddl import quoted

PROJECT = "main.dim_project.project_key"
PROVENANCE = ("document_id", "line_number")
# Tables of project versions that say nothing which others do not.
LEFT_OUT_TABLES = {
    "main.bridge_project_month": "follows from planned_start and planned_end",
    "main.project_history": "says when versions began, not what they say",
    "main.version_change": "is what is made here",
}
LEFT_OUT_COLUMNS = {
    "main.dim_project": {
        "project_code": "is the same in all versions",
        "version": "tells the versions apart",
        "is_current": "says nothing of the project",
        "programme_key": "is made of period, axis and objective",
    },
    "main.bridge_project_region": {"share": "is share_part by share_whole"},
    "main.project_place": {
        "region_key": "is the code in the classification of the year",
        "classification_year": "follows from planned_start",
        "year_is_nearest": "follows from planned_start",
    },
    "main.fact_participants": {"sex": "follows from the breakdown"},
    "main.fact_filed_total": {"sex": "follows from the breakdown"},
    "main.fact_training": {"is_teaching": "follows from the type of days"},
}
# Dimensions whose keys nobody can read, or should not have to, by the column that names their rows.
NAMED_BY = {
    "main.dim_authority": "name",
    "main.dim_organisation": "name",
    "main.dim_region": "name_fi",
}
SIDES = """
    -- one side of the comparison of one project version with the one before it
    SELECT project_key, project_code, version, unnest([
        {'is_later': true, 'stated_key': project_key},
        {'is_later': false, 'stated_key': key_before}], recursive := true)
    FROM (
        SELECT project_key, project_code, version,
            lag(project_key) OVER (PARTITION BY project_code ORDER BY version) AS key_before
        FROM main.dim_project)
    WHERE key_before IS NOT NULL"""


def difference_models() -> Iterator[tuple[str, str]]:
    """Names and queries of the comparison of versions; it comes after all tables of the star.

    ``version_side``: one side of the comparison of two consecutive versions.
    ``shown_name``: one key of a dimension with the name it is shown by.
    """
    yield "63_temp.version_side", SIDES
    yield "63_temp.shown_name", " UNION ALL ".join(map(names_query, NAMED_BY))
    yield "64_main.version_change", changes_query()


def compared_tables() -> list[Table]:
    """The tables of project versions that say something of their own."""
    return [
        table
        for table in tables("main")
        if table.full_name not in LEFT_OUT_TABLES
        and any(column.name == "project_key" for column in table.columns)
    ]


def item_columns(table: Table) -> list[Column]:
    """The columns of the key that tell the rows of one project version apart."""
    return [c for c in table.columns if c.name in table.key and c.name != "project_key"]


def value_columns(table: Table) -> list[Column]:
    """The columns compared; where there is nothing but the key, its last that is never blank.

    Which version of another project is the current one is not what this project says.
    """
    left_out = {*PROVENANCE, *table.key, *LEFT_OUT_COLUMNS.get(table.full_name, ())}
    values = [
        c
        for c in table.columns
        if c.name not in left_out and not c.volatile and c.references != PROJECT
    ]
    return values or [c for c in item_columns(table) if not c.nullable][-1:]


def changes_query() -> str:
    """Both sides of every row of every table beside each other, and of them what differs."""
    return f"""
        SELECT * FROM (
            SELECT * EXCLUDE (columns_compared, values_before, values_after),
                unnest(columns_compared) AS column_name,
                unnest(values_before) AS before, unnest(values_after) AS after
            FROM ({" UNION ALL BY NAME ".join(map(rows_query, compared_tables()))}))
        WHERE before IS DISTINCT FROM after"""


def rows_query(table: Table) -> str:
    """One row of one table in either of two versions, with its values in both.

    The table is read once. Each row stands on one or both sides, and is put beside its like by
    grouping, for which blanks in a key are alike.
    """
    shown = {column.name: shown_value(column) for column in table.columns}
    key, values = item_columns(table), value_columns(table)
    compared = ", ".join(shown[column.name] for column in values)
    names = ", ".join(quoted(column.name) for column in values)
    places = "".join(f", {place}" for place in place_columns(table))
    joins = "".join(
        f" LEFT JOIN shown_name AS {column.name}_name ON {column.name}_name.dimension = "
        f"{quoted(dimension(column))} AND {column.name}_name.key = stated.{column.name}"
        for column in (*key, *values)
        if dimension(column) in NAMED_BY
    )
    return f"""
        SELECT
            side.project_key, side.project_code, side.version,
            {quoted(table.full_name)} AS table_name,
            {item_text([shown[column.name] for column in key])} AS item,
            [{names}] AS columns_compared,
            any_value([{compared}]) FILTER (NOT is_later) AS values_before,
            any_value([{compared}]) FILTER (is_later) AS values_after{places}
        FROM version_side AS side
        INNER JOIN {table.full_name} AS stated ON side.stated_key = stated.project_key{joins}
        GROUP BY ALL"""


def place_columns(table: Table) -> Iterator[str]:
    """SQL of the document and line of a row on both sides; NULL where the table has none.

    The document of a project is that of its fund alone, not of its other attributes.
    """
    has_place = {column.name for column in table.columns} >= set(PROVENANCE)
    for name, kind in zip(PROVENANCE, ("VARCHAR", "INTEGER"), strict=True):
        for alias, side in ((f"{name}_before", "NOT is_later"), (name, "is_later")):
            value = f"any_value(stated.{name}) FILTER ({side})" if has_place else f"NULL::{kind}"
            yield f"{value} AS {alias}"


def item_text(parts: list[str]) -> str:
    """SQL of a row's key as text: blanks after the last part are left out."""
    if not parts:
        return "''"
    dashes = ", ".join(f"coalesce({part}, '–')" for part in parts)
    return f"regexp_replace(concat_ws(' · ', {dashes}), '( · –)+$', '')"


def shown_value(column: Column) -> str:
    """SQL of a value as text: of a key that nobody can read, the name behind it."""
    if dimension(column) in NAMED_BY:
        return f"{column.name}_name.name"
    return f'stated."{column.name}"::VARCHAR'


def dimension(column: Column) -> str:
    """The table a column refers to; '' where it refers to none."""
    return column.references.rpartition(".")[0]


def names_query(full_name: str) -> str:
    """The keys of a dimension with their names; a name that several share is told by its key.

    So two keys never show as the same, and what differs is seen to differ.
    """
    name = NAMED_BY[full_name]
    (table,) = (t for t in tables("main") if t.full_name == full_name)
    (key,) = table.key
    return f"""
        SELECT {quoted(full_name)} AS dimension, {key} AS key, coalesce(if(
            count(*) OVER (PARTITION BY {name}) > 1, {name} || ' (' || {key} || ')', {name}
        ), {key}) AS name FROM {full_name}"""
