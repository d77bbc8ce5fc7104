"""Build the region tables of this folder from yearly division facts.

Run ``python -m seeds.reference.make FACTS_DIR`` where FACTS_DIR holds
``municipality_by_year.csv``, ``municipality_changes.csv`` and ``seutukunta_name_forms.csv``
(Statistics Finland's classifications, CC BY 4.0). Writes ``region.csv`` (one row for each code and
span of years with the same parents), ``region_name.csv`` (one row for each name form and span of
years) and ``region_change.csv`` (one row for each merger or move of a kunta). Finnish genitives
are read from ``inputs/genitive.csv``, which ``inflect.py`` makes.
"""

import csv
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

LEVELS = ("kunta", "seutukunta", "maakunta", "suuralue")
PARENTS = ("seutukunta_code", "maakunta_code", "suuralue_code")
NAMES = ("name_fi", "name_sv", "name_en")
# Swedish genitives end in -s; names that end in a hiss have none of their own.
UNCHANGED = ("s", "x", "z")
SWEDISH_GENITIVES = {"Koski Tl": "Koski Tl:s"}
CHANGES = {
    "year": "year", "change": "change", "code_old": "kunta_code_old", "name_old": "kunta_old",
    "code_new": "kunta_code_new", "name_new": "kunta_new", "from_code": "from_code",
    "to_code": "to_code",
}  # fmt: skip
HERE = Path(__file__).parent
GENITIVES = HERE / "inputs" / "genitive.csv"

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def yearly(facts: list[Row]) -> dict[tuple[str, str], dict[int, Row]]:
    """Names, parents and NUTS code of every (level, code) by year."""
    found: dict[tuple[str, str], dict[int, Row]] = {}
    for fact in facts:
        for depth, level in enumerate(LEVELS):
            row = {f"name_{lang}": fact.get(f"{level}_{lang}", "") for lang in ("fi", "sv", "en")}
            row |= {p: fact[p] if i >= depth else "" for i, p in enumerate(PARENTS)}
            nuts = {"suuralue": "nuts2_code"}.get(level, "nuts3_code")
            row["nuts_code"] = "" if level == "seutukunta" else fact[nuts]
            years = found.setdefault((level, fact[f"{level}_code"]), {})
            # A maakunta carries the NUTS 3 code of most of its municipalities.
            years.setdefault(int(fact["year"]), row)
    return found


def majority_nuts(facts: list[Row]) -> dict[tuple[str, str], str]:
    """NUTS 3 code that most municipalities of a maakunta carry, by (year, maakunta)."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for fact in facts:
        tally = counts.setdefault((fact["year"], fact["maakunta_code"]), {})
        tally[fact["nuts3_code"]] = tally.get(fact["nuts3_code"], 0) + 1
    return {key: max(sorted(tally), key=tally.__getitem__) for key, tally in counts.items()}


def spans(years: dict[int, Row], keys: Iterable[str]) -> Iterable[tuple[int, int, Row]]:
    """Runs of consecutive years in which `keys` stay the same, with the last year's row."""
    ordered = sorted(years)
    numbered = [(year - i, tuple(years[year][k] for k in keys)) for i, year in enumerate(ordered)]
    for _, run in groupby(zip(numbered, ordered, strict=True), key=lambda pair: pair[0]):
        members = [year for _, year in run]
        yield members[0], members[-1], years[members[-1]]


def in_order(
    found: dict[tuple[str, str], dict[int, Row]],
) -> list[tuple[tuple[str, str], dict[int, Row]]]:
    return sorted(found.items(), key=lambda i: (LEVELS.index(i[0][0]), i[0][1]))


def regions(found: dict[tuple[str, str], dict[int, Row]]) -> list[Row]:
    rows = []
    for (level, code), years in in_order(found):
        for first, last, row in spans(years, PARENTS):
            head = {"level": level, "code": code, **{n: row[n] for n in NAMES}}
            tail = {"nuts_code": row["nuts_code"], "first_year": str(first), "last_year": str(last)}
            own = dict.fromkeys(PARENTS, "") | {p: row[p] for p in PARENTS if p != f"{level}_code"}
            rows.append(head | own | tail)
    return rows


def names(
    found: dict[tuple[str, str], dict[int, Row]], forms: list[Row], genitives: dict[str, str]
) -> list[Row]:
    """Nominatives and genitives of all regions, each with the years it holds.

    The genitives of seutukunnat in Finnish are those of `forms`, seen on forms and maps; of the
    others those of `genitives`, which belong to a nominative and hold as long as it does. No form
    means two regions of a level (a test says so).
    """
    rows = []
    for (level, code), years in in_order(found):
        for lang in ("fi", "sv", "en"):
            for first, last, row in spans(years, (f"name_{lang}",)):
                name = row[f"name_{lang}"]
                bent = genitive(level, name, lang, genitives)
                for form, kind in ((name, "nominative"), (bent, "genitive")):
                    if form:
                        rows.append(name_row(level, code, form, lang, kind, "1", first, last))
    for seen in forms:
        if seen["form_kind"] in ("genitive", "nominative_variant"):
            years = found["seutukunta", seen["seutukunta_code"]]
            kind = seen["form_kind"].removesuffix("_variant")
            rows.append(
                name_row("seutukunta", seen["seutukunta_code"], seen["form"], "fi", kind,
                         seen["is_preferred"], min(years), max(years))
            )  # fmt: skip
    return rows


def genitive(level: str, name: str, lang: str, genitives: dict[str, str]) -> str:
    """The genitive of a nominative, empty where it has none of its own or other sources have it."""
    if lang == "en" or not name or (lang, level) == ("fi", "seutukunta"):
        return ""
    if lang == "fi":
        return genitives[name]
    bent = SWEDISH_GENITIVES.get(name, name if name.endswith(UNCHANGED) else f"{name}s")
    return "" if bent == name else bent


def changes(facts: list[Row]) -> list[Row]:
    """Mergers and moves of kunnat: facts with the columns named as the other tables name them."""
    return [{column: fact[source] for column, source in CHANGES.items()} for fact in facts]


def name_row(
    level: str, code: str, form: str, lang: str, kind: str, preferred: str, first: int, last: int
) -> Row:
    return {
        "level": level, "code": code, "form": form, "language": lang, "form_kind": kind,
        "is_preferred": preferred, "first_year": str(first), "last_year": str(last),
    }  # fmt: skip


def main(facts_dir: Path, out: Path = HERE) -> None:
    facts = read(facts_dir / "municipality_by_year.csv")
    found = yearly(facts)
    for (year, code), nuts in majority_nuts(facts).items():
        found["maakunta", code][int(year)]["nuts_code"] = nuts
    write(out / "region.csv", regions(found))
    forms = read(facts_dir / "seutukunta_name_forms.csv")
    genitives = {row["name"]: row["genitive"] for row in read(GENITIVES)}
    write(out / "region_name.csv", names(found, forms, genitives))
    write(out / "region_change.csv", changes(read(facts_dir / "municipality_changes.csv")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
