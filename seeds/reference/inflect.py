"""Confirm the Finnish genitives of the places of ``region_name.csv`` into ``inputs/genitive.csv``.

Run ``/usr/bin/python3 seeds/reference/inflect.py`` where Debian's packages ``libvoikko1``,
``voikko-fi`` and ``python3-libvoikko`` are installed; the project itself needs none of them.
Every ending of ``ENDINGS`` that fits a name gives a candidate. One that Voikko analyses as the
genitive of that very name is written with the source ``voikko``. What it does not know, or knows
in two ways, is printed: it is inflected by hand in that file itself, with the source ``hand``, and
rows of hand are kept. Names no longer met are dropped.
"""

import csv
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LEVELS = ("kunta", "maakunta", "suuralue")
# Endings of the nominative and of its genitive; several may fit, Voikko says which is right.
ENDINGS = (
    ("", "n"), ("", "in"), ("i", "en"), ("e", "een"), ("s", "ksen"), ("s", "den"), ("das", "taan"),
    ("nen", "sen"), ("nen", "sten"), ("si", "den"), ("kki", "kin"), ("ppi", "pin"), ("ppi", "pen"),
    ("tti", "tin"), ("ki", "en"), ("ku", "un"), ("ko", "on"), ("ka", "an"), ("kka", "kan"),
    ("ppa", "pan"), ("pi", "vin"), ("ti", "den"), ("ti", "din"), ("to", "don"), ("ta", "dan"),
    ("tta", "tan"), ("ttä", "tän"), ("tä", "dän"), ("mpi", "mmin"), ("mpi", "mmen"),
    ("mpu", "mmun"), ("nki", "ngin"), ("nka", "ngan"), ("nko", "ngon"), ("nta", "nnan"),
    ("ntä", "nnän"), ("nto", "nnon"), ("nti", "nnin"), ("lta", "llan"), ("lto", "llon"),
    ("rta", "rran"), ("lti", "llin"), ("rkku", "rkun"), ("kku", "kun"), ("ppu", "pun"),
    ("dun", "tumen"), ("pi", "pin"), ("ksi", "ksen"),
)  # fmt: skip
# First parts that are inflected too.
FIRST_PARTS = (("Uusi", "Uuden"), ("Iso", "Ison"))

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def candidates(name: str) -> set[str]:
    starts = {name} | {name.replace(first, bent) for first, bent in FIRST_PARTS if first in name}
    return {
        start.removesuffix(old) + new
        for start in starts
        for old, new in ENDINGS
        if start.endswith(old)
    }


def is_genitive(voikko: Any, candidate: str, name: str) -> bool:
    """Whether Voikko reads `candidate` as the genitive of the place `name`.

    Names in -nen are the only ones that may be inflected as plurals; usage decides (Kaustisen, but
    Huittisten), so that both readings are found and a hand must choose.
    """
    numbers = ("singular", "plural") if name.endswith("nen") else ("singular",)
    return any(
        reading.get("SIJAMUOTO") == "omanto"
        and reading.get("NUMBER") in numbers
        and reading.get("CLASS") in ("paikannimi", "nimisana")
        and reading["BASEFORM"].casefold() == name.casefold()
        for reading in voikko.analyze(candidate)
    )


def main() -> None:
    import libvoikko  # type: ignore[import-not-found,unused-ignore]

    voikko = libvoikko.Voikko("fi")
    path = HERE / "inputs" / "genitive.csv"
    by_hand = {row["name"]: row for row in read(path) if row["source"] == "hand"}
    names = {
        row["form"]
        for row in read(HERE / "region_name.csv")
        if row["level"] in LEVELS and (row["language"], row["form_kind"]) == ("fi", "nominative")
    }
    rows = []
    for name in sorted(names):
        found = sorted(c for c in candidates(name) if is_genitive(voikko, c, name))
        if row := by_hand.get(name):
            print(f"by hand: {name}: {row['genitive']}; Voikko: {', '.join(found) or 'nothing'}")
            rows.append(row)
        elif len(found) == 1:
            rows.append({"name": name, "genitive": found[0], "source": "voikko"})
        else:
            print(f"wanted by hand: {name}: {' or '.join(found) or 'nothing'}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["name", "genitive", "source"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
