"""The regional classification of the project's own seed files, by year."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LEVELS = ("kunta", "seutukunta", "maakunta", "suuralue")
FIRST_YEAR, LAST_YEAR = 2014, 2026
SEEDS = Path(__file__).parent.parent / "seeds" / "reference"
ALAND = "21"
# The form prints seutukunnat in the genitive, everything else in the nominative.
PRINTED = {"seutukunta": "genitive"}


def known_year(year: int) -> int:
    """The nearest year that the classification covers."""
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Regions:
    """Codes, parents and printed names for every year of the classification."""

    def __init__(self, folder: Path = SEEDS) -> None:
        """Read both files of `folder`, spread out by year."""
        self._row: dict[tuple[str, str, int], dict[str, str]] = {}
        self._name: dict[tuple[str, str, int], str] = {}
        self._codes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for row in _rows(folder / "region.csv"):
            for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
                self._row[row["level"], row["code"], year] = row
                self._codes[row["level"], year].append(row["code"])
        for row in _rows(folder / "region_name.csv"):
            kind = PRINTED.get(row["level"], "nominative")
            if (row["language"], row["form_kind"], row["is_preferred"]) == ("fi", kind, "1"):
                for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
                    self._name[row["level"], row["code"], year] = row["form"]

    def codes(self, level: str, year: int) -> list[str]:
        """All codes of a level in a year, in order."""
        return sorted(self._codes[level, known_year(year)])

    def mainland(self, level: str, year: int) -> list[str]:
        """All codes of a level outside Åland, in order."""
        return [
            c for c in self.codes(level, year) if self.parent(level, c, "maakunta", year) != ALAND
        ]

    def members(self, level: str, maakunta: str, year: int) -> list[str]:
        """The codes of a level within a maakunta, in order."""
        codes = self.codes(level, year)
        return [c for c in codes if self.parent(level, c, "maakunta", year) == maakunta]

    def name(self, level: str, code: str, year: int) -> str:
        """The name as the form prints it."""
        return self._name[level, code, known_year(year)]

    def parent(self, level: str, code: str, target: str, year: int) -> str:
        """The code at `target`, the place's own level or a coarser one."""
        row = self._row[level, code, known_year(year)]
        return code if level == target else row[f"{target}_code"]

    def ever(self, level: str, code: str, target: str) -> set[str]:
        """The parents at `target` in all years in which the place existed."""
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        known = [y for y in years if (level, code, y) in self._row]
        return {self.parent(level, code, target, y) for y in known}

    def is_stable(self, level: str, code: str) -> bool:
        """Whether the place had one name and the same parents in every year."""
        spans = [self._row.get((level, code, y)) for y in range(FIRST_YEAR, LAST_YEAR + 1)]
        names = {self._name.get((level, code, y)) for y in range(FIRST_YEAR, LAST_YEAR + 1)}
        return len(names) == 1 and None not in names and all(s is spans[0] for s in spans)


@cache
def project_regions() -> Regions:
    """The project's own classification, read once."""
    return Regions()
