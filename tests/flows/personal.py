"""What a document says of people, and everything that a warehouse publishes."""

import re
from pathlib import Path

import duckdb

from transforms.document import read_form
from transforms.form import Personal
from transforms.readers import read_outline

# A shorter name may stand within a word: Risto in ympäristö.
SHORT = 5
# Capitalised words of steering groups and signatures that name nobody: what people are, whom they
# speak for, and the words of the forms.
ROLES = (
    "johtaja", "johtajien", "päällikkö", "asiantuntija", "tarkastaja", "professori", "insinööri",
    "koordinaattori", "opettaja", "puutarhuri", "valtuutettu", "rehtori", "yrittäjä",
)  # fmt: skip
OTHERS = frozenset({
    "alustava", "allekirjoitettu", "ehdotus", "esitetään", "henkilöstön", "johtava",
    "maakuntaliiton", "omaisten", "opinto", "opiskelijakunnan", "osallistujien", "rahoittajan",
    "seurakunnan",
})  # fmt: skip


def personal_values(path: Path) -> set[str]:
    """Names, e-mails and phones of a document in the shapes they could be published in."""
    reading = read_form(read_outline(path.read_bytes()))
    found = set()
    for entry in reading.entries:
        if entry.element.personal is Personal.PEOPLE:
            # Told apart from roles by this list, not by the code that masks them.
            words = re.findall(r"[A-ZÅÄÖ][\wåäö]+(?:-[A-ZÅÄÖ]\w+)*", entry.follow)
            names = {word.casefold() for word in words if len(word) > SHORT}
            found |= {name for name in names - OTHERS if not name.endswith(ROLES)}
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
