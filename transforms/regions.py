"""Names of places read with the classification of a year, and shares made from them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LEVELS = ("kunta", "seutukunta", "maakunta")
UNALLOCATED = "unallocated"
HYPHENS = re.compile("[\u2010-\u2015\u2212]")
ALAND = "21"
# Words with which a form names the whole country instead of regions.
NATIONAL_WORDS = frozenset({"valtakunnallinen", "koko maa", "koko suomi"})


class Span(NamedTuple):
    """A code and the years in which it holds; `key` is the row of dim_region."""

    code: str
    first_year: int
    last_year: int
    key: str


@dataclass(frozen=True)
class Place:
    """One named place: `region_key` and `code` are None where the name is not resolved."""

    level: str
    name: str
    line: int
    code: str | None
    region_key: str | None
    resolution: str


def fold_name(name: str) -> str:
    """A place name as it is compared: one kind of hyphen and space, case ignored."""
    return " ".join(HYPHENS.sub("-", name).split()).casefold()


def region_key(level: str, code: str, first_year: int) -> str:
    return f"{level}-{code}-{first_year}"


class Regions:
    """The regional divisions of the reference years.

    `regions` and `names` are rows of ``seeds/reference/region.csv`` and ``region_name.csv``.
    """

    def __init__(
        self, regions: Sequence[Mapping[str, str]], names: Iterable[Mapping[str, str]]
    ) -> None:
        self.spans: dict[tuple[str, str], list[Span]] = {}
        self.forms: dict[tuple[str, str], list[tuple[str, int, int, str]]] = {}
        for row in regions:
            first, last = int(row["first_year"]), int(row["last_year"])
            span = Span(row["code"], first, last, region_key(row["level"], row["code"], first))
            self.spans.setdefault((row["level"], row["code"]), []).append(span)
        for row in names:
            form = (row["code"], int(row["first_year"]), int(row["last_year"]), row["form_kind"])
            self.forms.setdefault((row["level"], fold_name(row["form"])), []).append(form)
        self.first_year = min(int(r["first_year"]) for r in regions)
        self.last_year = max(int(r["last_year"]) for r in regions)
        self.mainland = frozenset(
            code for level, code in self.spans if level == "maakunta" and code != ALAND
        )
        self.names = frozenset(name for _, name in self.forms)

    def classification_year(self, first_year: int) -> int:
        """The reference year that names of a project begun in `first_year` are read with."""
        return min(max(first_year, self.first_year), self.last_year)

    def key(self, level: str, code: str, year: int) -> str | None:
        """Row of dim_region for a code in a year, None where the code did not exist then."""
        for span in self.spans.get((level, code), ()):
            if span.first_year <= year <= span.last_year:
                return span.key
        return None

    def resolve(self, level: str, name: str, line: int, year: int) -> Place:
        """Read one name. A name of another year counts where its code exists in this year."""
        forms = self.forms.get((level, fold_name(name)), [])
        dated = [f for f in forms if f[1] <= year <= f[2]]
        for code, _, _, kind in dated or forms:
            if key := self.key(level, code, year):
                how = kind if dated else f"{kind} of another year"
                return Place(level, name, line, code, key, how)
        return Place(level, name, line, None, None, "not resolved")

    def is_national_word(self, name: str) -> bool:
        """Whether a name stands for the whole country."""
        return fold_name(name) in NATIONAL_WORDS


class Share(NamedTuple):
    """`part` of `whole` equal parts of a project's values fall to `region_key`."""

    region_key: str
    part: int
    whole: int


def region_shares(
    places: Sequence[Place], regions: Regions, year: int, *, national: bool = False
) -> list[Share]:
    """Equal shares over the kunnat, else the seutukunnat, else the maakunnat.

    National (by its scope box, so worded, or all 18 mainland maakunnat named) is over the
    maakunnat. A name that is not resolved keeps its part as unallocated, as does a document that
    names no place.
    """
    if national or is_national(places, regions):
        named_aland = {ALAND} & {p.code for p in places if p.level == "maakunta"}
        codes = sorted(regions.mainland | named_aland)
        return equal_parts([regions.key("maakunta", code, year) for code in codes])
    for level in LEVELS:
        named = distinct(p for p in places if p.level == level)
        if named:
            return equal_parts([p.region_key for p in named])
    return [Share(UNALLOCATED, 1, 1)]


def distinct(places: Iterable[Place]) -> list[Place]:
    """Places without repeats of one name or code: a place named twice counts once."""
    return list({p.code or fold_name(p.name): p for p in places}.values())


def is_national(places: Sequence[Place], regions: Regions) -> bool:
    if any(regions.is_national_word(p.name) for p in places):
        return True
    return regions.mainland <= {p.code for p in places if p.level == "maakunta"}


def equal_parts(keys: Sequence[str | None]) -> list[Share]:
    counts: dict[str, int] = {}
    for key in keys:
        counts[key or UNALLOCATED] = counts.get(key or UNALLOCATED, 0) + 1
    return [Share(key, part, len(keys)) for key, part in counts.items()]
