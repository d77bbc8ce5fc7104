"""How the tables hang together: Mermaid diagrams made of the references in the contracts."""

from collections.abc import Iterable, Sequence

from schemas.table import Column, Table

PARTS = {
    "A project, its dimensions and bridges": ("dim_", "bridge_"),
    "Facts": ("fact_",),
    "Texts, places and history": ("project_", "version_"),
}


def diagrams(tables: Iterable[Table]) -> str:
    """All references among the tables, in one diagram for each of `PARTS`."""
    found = list(tables)
    parts = [
        f"\n### {title}\n\n{diagram([t for t in found if t.name.startswith(begins)])}"
        for title, begins in PARTS.items()
    ]
    return "".join(parts)


def diagram(tables: Sequence[Table]) -> str:
    """The references of some tables, with keys and references in the boxes.

    What they refer to outside is a box with its name alone; a table that neither refers nor is
    referred to is left out.
    """
    relations = [relation(table, column) for table in tables for column in references(table)]
    referred_to = {target(column) for table in tables for column in references(table)}
    boxes = [box(table) for table in tables if references(table) or table.name in referred_to]
    return "\n".join(["```mermaid", "erDiagram", "    direction LR", *relations, *boxes, "```\n"])


def references(table: Table) -> list[Column]:
    """The columns of a table that refer to another."""
    return [column for column in table.columns if column.references]


def target(column: Column) -> str:
    """The name of the table that a column refers to."""
    return column.references.split(".")[1]


def relation(table: Table, column: Column) -> str:
    """One reference: to exactly one row, or at most one where it may be NULL."""
    to = "|o" if column.nullable else "||"
    of = "o|" if table.key == (column.name,) else "o{"
    return f"    {target(column)} {to}--{of} {table.name} : {column.name}"


def box(table: Table) -> str:
    """The columns of a table that are part of its key or refer to another."""
    lines = [f"    {table.name} {{"]
    for column in table.columns:
        marks = ["PK"] * (column.name in table.key) + ["FK"] * bool(column.references)
        if marks:
            lines.append(f"        {column.type} {column.name} {', '.join(marks)}")
    return "\n".join([*lines, "    }"])
