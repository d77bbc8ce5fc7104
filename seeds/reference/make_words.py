"""Build the tables of known words of this folder from what real documents say.

Run ``python -m seeds.reference.make_words LIST DOCUMENTS_DIR`` where LIST is the public list of the
projects of 2014-2020 and DOCUMENTS_DIR holds published descriptions and plans as text. Writes
``status.csv`` and ``authority.csv``, one row a word and programme period with the source that has
it. What it means, and words that only laws name, are in ``inputs/status.csv`` and
``inputs/authority.csv``.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from seeds.reference.make import HERE, Row, read, write

PERIOD = "2014-2020"
LISTED, DESCRIBED = "hankeluettelo 2014–2020", "hankkeen kuvaus tai hankesuunnitelma"
COLUMNS = {"status": "Tila", "authority": "Viranomainen"}
LABELS = {
    "status": re.compile(r"^Toiminnan tila: (.+)$|\tTila (.+)$", re.MULTILINE),
    "authority": re.compile(r"^Vastuuviranomainen: (.+)$|^Viranomainen (.+)$", re.MULTILINE),
}
# Between two words that end in a hyphen only a comma can stand: lists lose it.
LOST_COMMA = re.compile(r"(?<=\w-)\s+(?=\w+- ja )")
FEWEST = 2  # rows of one authority: of a shifted row it is glued to the end of a name


def words_of(field: str, listed: list[Row], documents: list[str]) -> Iterator[tuple[str, str]]:
    """Words of a field with the first source that has them, in the order of the alphabet."""
    column = COLUMNS[field]
    counted = Counter(LOST_COMMA.sub(", ", row[column]) for row in listed)
    seen = {word for word, rows in counted.items() if rows >= FEWEST and word == word.strip()}
    matches = (match for text in documents for match in LABELS[field].finditer(text))
    found = dict.fromkeys((match[1] or match[2] for match in matches), DESCRIBED)
    found |= dict.fromkeys(seen, LISTED)
    yield from sorted(found.items())


def main(project_list: Path, documents_dir: Path, out: Path = HERE) -> None:
    listed = read(project_list)
    documents = [p.read_text(encoding="utf-8") for p in sorted(documents_dir.glob("*.txt"))]
    for field in COLUMNS:
        given = {row[field]: row for row in read(HERE / "inputs" / f"{field}.csv")}
        found = dict(words_of(field, listed, documents))
        rows = [
            {"programme_period": PERIOD, **given.get(word, {field: word}), "source": source}
            for word, source in found.items()
        ]
        rows += [
            {"programme_period": PERIOD, **row} for row in given.values() if row[field] not in found
        ]
        write(out / f"{field}.csv", sorted(rows, key=lambda row: row[field]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
