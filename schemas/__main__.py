"""Print the data dictionary as Markdown: ``python -m schemas > docs/dictionary.md``."""

from schemas.catalogue import PUBLISHED_SCHEMAS, tables


def dictionary() -> str:
    """Every published table with its grain, key and columns."""
    parts = ["# Data dictionary\n\nGenerated from the contracts by `python -m schemas`.\n"]
    for table in tables(*PUBLISHED_SCHEMAS):
        key = f" Key: `{', '.join(table.key)}`." if table.key else ""
        parts.append(f"\n## {table.full_name}\n\nOne row: {table.grain}.{key}\n\n")
        parts.append("| column | type | unit | meaning | form section |\n|---|---|---|---|---|\n")
        for c in table.columns:
            null = "" if c.nullable else " NOT NULL"
            parts.append(
                f"| {c.name} | {c.type}{null} | {c.unit} | {c.description} | {c.source} |\n"
            )
    return "".join(parts)


if __name__ == "__main__":
    print(dictionary(), end="")
