"""Print the data dictionary as Markdown: ``python -m schemas > docs/dictionary.md``."""

from collections.abc import Iterable

from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from schemas.diagram import diagrams
from schemas.macros import MACROS
from schemas.table import Column

INTRODUCTION = """# Data dictionary

Generated from the contracts by `python -m schemas`.

## How the tables of main hang together

Each line is a reference, named by the column that holds it; the boxes show keys (PK) and
references (FK) alone. A bare box has its columns in another diagram, or nothing but its own key.
`||` is exactly one row, `|o` at most one (the reference may be NULL), `o{` any number, `o|` at most
one. `latest.*` has the same tables in their current versions. Tables without a reference are only
listed below.
"""


def dictionary() -> str:
    """The model, then every published table and macro with grain, key, parameters and columns."""
    parts = [INTRODUCTION, diagrams(tables("main"))]
    for table in tables(*PUBLISHED_SCHEMAS):
        key = f" Key: `{', '.join(table.key)}`." if table.key else ""
        parts.append(f"\n## {table.full_name}\n\nOne row: {table.grain}.{key}\n\n")
        parts.append(column_table(table.columns))
    for macro in MACROS:
        parts.append(f"\n## {macro.full_name}({', '.join(macro.parameters)})\n\n")
        parts.append(f"Gives {macro.meaning}.\n")
        rows = [f"| {name} | {meaning} |\n" for name, meaning in macro.parameters.items()]
        parts.extend(["\n| parameter | meaning |\n|---|---|\n", *rows] if rows else [])
        parts.append("\n" + column_table(macro.columns) if macro.columns else "")
    return "".join(parts)


def column_table(columns: Iterable[Column]) -> str:
    """Columns as a Markdown table."""
    rows = [
        f"| {c.name} | {c.type}{'' if c.nullable else ' NOT NULL'} | {c.unit} | {c.description} "
        f"| {c.source} |\n"
        for c in columns
    ]
    return "| column | type | unit | meaning | form section |\n|---|---|---|---|---|\n" + "".join(
        rows
    )


if __name__ == "__main__":
    print(dictionary(), end="")
