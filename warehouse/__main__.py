"""Print the expectations as Markdown: ``python -m warehouse > docs/expectations.md``."""

from itertools import groupby

from schemas.expectations import GROUPS, SEVERITIES
from warehouse.expectations import checks

INTRODUCTION = """# Expectations

Generated from contracts, readings and `warehouse/checks` by `python -m warehouse`.

**One failure of severity critical blocks publishing.** The run then ends with exit status 3, the
warehouse published before stays as it is, byte for byte, and the quality report
(`reports/latest/index.html`) and the Data Docs (`reports/data_docs/index.html`) name what failed.
What is wrong with a document is no such failure: it is a finding, and findings are published.

Every run that has something new to publish makes the whole warehouse anew, beside the published
one. DuckDB counts the violations of each expectation in it, Great Expectations weighs them.

"""
HEADER = "| expectation | severity | meaning |\n|---|---|---|\n"


def listing() -> str:
    """What blocks publishing, then every expectation with severity and meaning, by group."""
    found = checks()
    parts = [INTRODUCTION]
    for severity, meaning in SEVERITIES.items():
        count = sum(check.severity == severity for check in found)
        parts.append(f"* **{severity}** ({count}): {meaning}\n")
    parts.append(
        "\n`meta.expectation` of the published warehouse has the violations of each, as the Data "
        "Docs do.\n"
    )
    for group, members in groupby(found, lambda check: check.group):
        rows = [f"| {c.name} | {c.severity} | {c.meaning} |\n" for c in members]
        parts += [f"\n## {GROUPS[group]}\n\n", HEADER, *rows]
    return "".join(parts)


if __name__ == "__main__":
    print(listing(), end="")
