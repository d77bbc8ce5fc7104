"""Build what changes from year to year: NUTS codes and population.

Run ``python -m seeds.reference.make_yearly FACTS_DIR`` after ``make.py``. FACTS_DIR holds
``municipality_by_year.csv``, ``municipality_changes.csv`` and ``population_by_year.csv``
(Statistics Finland and THL Sotkanet, CC BY 4.0). Writes ``region_nuts.csv`` (one row for each code
and span of years with the same NUTS code of the same vintage) and ``population.csv`` (one row for
each kunta and year).
"""

import sys
from pathlib import Path

from seeds.reference.make import HERE, LEVELS, Row, majority_nuts, read, spans, write

# The facts name no NUTS code before this year: earlier years are read with it.
FIRST_NUTS_YEAR = 2017
# First year in which each version of NUTS was in use.
VINTAGES = {2017: "2013", 2018: "2016", 2021: "2021", 2024: "2024"}
# The first programme period began in 2007.
FIRST_POPULATION_YEAR = 2007


def vintage(year: int) -> str:
    return VINTAGES[max(first for first in VINTAGES if first <= max(year, FIRST_NUTS_YEAR))]


def nuts_codes(facts: list[Row], changes: list[Row]) -> dict[tuple[str, str], dict[int, Row]]:
    """NUTS code of every kunta and maakunta (NUTS 3) and suuralue (NUTS 2) by year."""
    kunta = {(f["year"], f["kunta_code"]): f["nuts3_code"] for f in facts}
    successor = {c["kunta_code_old"]: c["kunta_code_new"] for c in changes}
    maakunta = majority_nuts(facts)
    suuralue = {(f["year"], f["suuralue_code"]): f["nuts2_code"] for f in facts}
    found: dict[tuple[str, str], dict[int, Row]] = {}
    for fact in facts:
        year, source = int(fact["year"]), str(max(int(fact["year"]), FIRST_NUTS_YEAR))
        code = fact["kunta_code"]
        # A kunta that was gone by then lay in the NUTS 3 region of the one it merged into.
        own = kunta.get((source, code)) or kunta[source, successor[code]]
        codes = (
            ("kunta", code, own),
            ("maakunta", fact["maakunta_code"], maakunta[source, fact["maakunta_code"]]),
            ("suuralue", fact["suuralue_code"], suuralue[source, fact["suuralue_code"]]),
        )
        for level, region, nuts in codes:
            row = {"nuts_code": nuts, "nuts_vintage": vintage(year)}
            row["is_nearest"] = str(int(year < FIRST_NUTS_YEAR))
            found.setdefault((level, region), {})[year] = row
    return found


def nuts_rows(found: dict[tuple[str, str], dict[int, Row]]) -> list[Row]:
    return [
        {"level": level, "code": code, **row, "first_year": str(first), "last_year": str(last)}
        for (level, code), years in sorted(found.items(), key=lambda i: (LEVELS.index(i[0][0]), i))
        for first, last, row in spans(years, ("nuts_code", "nuts_vintage", "is_nearest"))
    ]


def main(facts_dir: Path, out: Path = HERE) -> None:
    facts = read(facts_dir / "municipality_by_year.csv")
    changes = read(facts_dir / "municipality_changes.csv")
    write(out / "region_nuts.csv", nuts_rows(nuts_codes(facts, changes)))
    population = [
        {"kunta_code": p["kunta_code"], "year": p["year"], "inhabitants": p["population"]}
        for p in read(facts_dir / "population_by_year.csv")
        if int(p["year"]) >= FIRST_POPULATION_YEAR
    ]
    write(out / "population.csv", population)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
