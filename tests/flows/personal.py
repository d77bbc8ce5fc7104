"""What a document says of people, and everything that a warehouse publishes."""

from pathlib import Path

import duckdb

import seeds
from transforms.document import read_form
from transforms.form import Personal
from transforms.people import people_in
from transforms.readers import read_outline

PLACES = frozenset(row["form"].casefold() for row in seeds.read_reference("region_name"))

# A shorter name may stand within a word: Risto in ympäristö.
SHORT = 5


def personal_values(path: Path) -> set[str]:
    """Names, e-mails and phones of a document in the shapes they could be published in."""
    reading = read_form(read_outline(path.read_bytes()))
    found = set()
    for entry in reading.entries:
        if entry.element.personal is Personal.PEOPLE:
            for name in people_in(entry.follow, PLACES):
                long = [part for part in name.split() if len(part) > SHORT]
                found |= {name.casefold(), *(part.casefold() for part in long)}
        if entry.element.personal in (Personal.NAME, Personal.DETAIL) and entry.text:
            text = entry.text.casefold()
            shapes = {text, text.replace("(at)", "@"), " ".join(reversed(text.split()))}
            # The surname of a contact is cited in the final report of one document.
            names = text.split() if entry.element.personal is Personal.NAME else []
            found |= shapes | {part for part in names if len(part) > SHORT}
    return found


def published_values(path: Path) -> str:
    """Every text of every table and view, searched by value: DuckDB's file is compressed."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = []
        for schema, name in connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
        ).fetchall():
            relation = connection.execute(f'SELECT * FROM "{schema}"."{name}"')
            found += [str(v) for row in relation.fetchall() for v in row if isinstance(v, str)]
    return "\n".join(found).casefold()
