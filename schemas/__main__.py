"""Print the data dictionary as Markdown: ``python -m schemas > docs/dictionary.md``.

``python -m schemas rules`` prints the rule catalogue, ``glossary`` the glossary, ``dbt`` the tables
as dbt's sources.
"""

import sys
from collections.abc import Iterable
from itertools import groupby

from schemas.catalogue import PUBLISHED_SCHEMAS, SEARCH_SCHEMAS, tables
from schemas.dbt_sources import dbt_sources
from schemas.diagram import diagrams
from schemas.glossary import glossary
from schemas.macros import MACROS, SEARCH
from schemas.rule_book import rule_book
from schemas.table import Column, Table

INTRODUCTION = """# Data dictionary

Generated from the contracts by `python -m schemas`. The schemas `search` and `fts_search_passage`
are there where the extra `search` was installed when the warehouse was published.

"""
SCHEMAS = (*PUBLISHED_SCHEMAS, *SEARCH_SCHEMAS)
MODEL = """
## How the tables of main hang together

Each line is a reference, named by the column that holds it; the boxes show keys (PK) and
references (FK) alone. A bare box has its columns in another diagram, or nothing but its own key.
`||` is exactly one row, `|o` at most one (the reference may be NULL), `o{` any number, `o|` at most
one. A column of a key may be NULL where it does not apply. `latest.*` has the same tables in their
current versions. Tables without a reference are only listed below.
"""


def dictionary() -> str:
    """The model, then every published table and macro with grain, key, parameters and columns."""
    parts = [INTRODUCTION, contents(), MODEL, diagrams(tables("main"))]
    for table in in_order():
        key = f" Key: `{', '.join(table.key)}`." if table.key else ""
        parts.append(f"\n## {table.full_name}\n\nOne row: {table.grain}.{key}\n\n")
        parts.append(column_table(table.columns))
    for macro in (*MACROS, SEARCH):
        parts.append(f"\n## {macro.full_name}\n\n")
        parts.append(f"Gives {macro.meaning}.\n")
        rows = [f"| {name} | {meaning} |\n" for name, meaning in macro.parameters.items()]
        parts.extend(["\n| parameter | meaning |\n|---|---|\n", *rows] if rows else [])
        parts.append("\n" + column_table(macro.columns) if macro.columns else "")
    return "".join(parts)


def in_order() -> list[Table]:
    """The published tables by schema; of the star dimensions, bridges and facts first."""
    first = ("dim_", "bridge_", "fact_")
    return sorted(
        tables(*SCHEMAS),
        key=lambda t: (SCHEMAS.index(t.schema), not t.name.startswith(first)),
    )


def contents() -> str:
    """Links to all tables and macros, a line a schema."""
    names = [t.full_name for t in in_order()] + [m.full_name for m in (*MACROS, SEARCH)]
    return "".join(
        f"* **{schema}**: {', '.join(map(link, found))}\n"
        for schema, found in groupby(names, lambda name: name.partition(".")[0])
    )


def link(name: str) -> str:
    """A table or macro as a link to its heading, which Markdown calls by its name without dot."""
    return f"[{name.partition('.')[2]}](#{name.replace('.', '')})"


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


PAGES = {"dictionary": dictionary, "rules": rule_book, "glossary": glossary, "dbt": dbt_sources}

if __name__ == "__main__":
    print(PAGES[(sys.argv[1:] or ["dictionary"])[0]](), end="")
