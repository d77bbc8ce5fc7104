"""Names of places read with the classification of a year, and shares made from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from transforms.place_names import (
    LANGUAGES,
    MOST_NAMES,
    Form,
    closest,
    fold_name,
    is_national_word,
    without_designator,
)

LEVELS = ("kunta", "seutukunta", "maakunta")
UNALLOCATED = "unallocated"
ALAND = "21"
NOT_RESOLVED = "not resolved"
NATIONAL = "national"


class Span(NamedTuple):
    """A code and the years in which it holds; `key` is the row of dim_region."""

    code: str
    first_year: int
    last_year: int
    key: str


class Merger(NamedTuple):
    """The first year in which a kunta is part of another one."""

    year: int
    code: str
    name: str


@dataclass(frozen=True)
class Place:
    """One named place: `code` and `named_key` are None where the name is not resolved.

    `code` is that of the year it was read with; `named_key` is the row of dim_region of the place
    itself, which may have merged into that of `code`.

    `resolution` says how the name was read, its parts in this order and joined by '; ':

    * `nominative` or `genitive` and the language: ``genitive, Swedish``
    * ``name of other years``, where the name does not hold in the year
    * ``merged into Nurmes in 2020``, once for each merger up to the kunta that exists in the year
    * ``with "kunta"``, the word of the level that stood by the name

    or one of ``national`` (the whole country) and ``not resolved``. `mergers` are those it names.
    """

    level: str
    name: str
    code: str | None
    named_key: str | None
    resolution: str
    mergers: tuple[Merger, ...] = ()


def region_key(level: str, code: str, first_year: int) -> str:
    return f"{level}-{code}-{first_year}"


class Regions:
    """The regional classification of the reference years.

    `regions`, `names` and `changes` are rows of ``seeds/reference/region.csv``,
    ``region_name.csv`` and ``region_change.csv``.
    """

    def __init__(
        self,
        regions: Sequence[Mapping[str, str]],
        names: Iterable[Mapping[str, str]],
        changes: Iterable[Mapping[str, str]],
    ) -> None:
        self.spans: dict[tuple[str, str], list[Span]] = {}
        self.forms: dict[tuple[str, str], list[Form]] = {}
        self.nominatives: dict[tuple[str, str], list[Form]] = {}
        for row in regions:
            first, last = int(row["first_year"]), int(row["last_year"])
            span = Span(row["code"], first, last, region_key(row["level"], row["code"], first))
            self.spans.setdefault((row["level"], row["code"]), []).append(span)
        for row in names:
            years = int(row["first_year"]), int(row["last_year"])
            form = Form(row["form"], row["code"], *years, row["form_kind"], row["language"])
            self.forms.setdefault((row["level"], fold_name(row["form"])), []).append(form)
            if form.kind == "nominative":
                self.nominatives.setdefault((row["level"], row["code"]), []).append(form)
        self.mergers = {
            row["code_old"]: Merger(int(row["year"]), row["code_new"], row["name_new"])
            for row in changes
            if row["change"] == "merged"
        }
        self.first_year = min(int(r["first_year"]) for r in regions)
        self.last_year = max(int(r["last_year"]) for r in regions)
        self.mainland = frozenset(
            code for level, code in self.spans if level == "maakunta" and code != ALAND
        )
        self.names = frozenset(name for _, name in self.forms)
        # What may stand unmasked where a person bears it too; not Simo's genitive, which is Simon.
        self.own_names = frozenset(
            fold_name(form.text) for forms in self.nominatives.values() for form in forms
        )

    def classification_year(self, first_year: int) -> int:
        """The reference year that names of a project begun in `first_year` are read with."""
        return min(max(first_year, self.first_year), self.last_year)

    def key(self, level: str, code: str, year: int) -> str | None:
        """Row of dim_region for a code in a year, None where the code did not exist then."""
        for span in self.spans.get((level, code), ()):
            if span.first_year <= year <= span.last_year:
                return span.key
        return None

    def resolve(self, level: str, name: str, year: int) -> Place:
        """Read one name as a place of a level in a year; `Place` says what `resolution` may be.

        A form of the year counts before one of another year, a code that exists in the year before
        one that has merged into another, and the name as it stands before the name without the
        word of its level.
        """
        return read_place(self, level, name, year)

    def successor(self, level: str, code: str, year: int) -> tuple[str, tuple[Merger, ...]]:
        """The code that a code is part of in a year, with the mergers that led there."""
        mergers: list[Merger] = []
        while level == "kunta" and (merger := self.mergers.get(code)) and merger.year <= year:
            mergers.append(merger)
            code = merger.code
        return code, tuple(mergers)

    def other_levels(self, level: str, name: str, year: int) -> list[str]:
        """The levels other than `level` of which a name is a place in a year."""
        others = [other for other in (*LEVELS, "suuralue") if other != level]
        return [other for other in others if self.resolve(other, name, year).code]

    def suggestions(self, level: str, name: str, year: int) -> list[str]:
        """Nominatives of the year that an unknown name is most like, at most `MOST_NAMES`.

        Each is in the language of the form that is like it; none where nothing is close.
        """
        known: dict[str, Form] = {}
        for (of_level, folded), forms in self.forms.items():
            if of_level == level and (held := [f for f in forms if f.holds(year)]):
                known[folded] = held[0]
        *_, (bare, _) = without_designator(level, fold_name(name))
        near = {self.nominative(level, known[found], year) for found in closest(bare, known)}
        return sorted(near)[:MOST_NAMES]

    def nominative(self, level: str, form: Form, year: int) -> str:
        """The nominative of a form's code in a year, in the language of the form."""
        held = [other for other in self.nominatives[level, form.code] if other.holds(year)]
        return min(held, key=lambda other: other.language != form.language).text


@lru_cache(maxsize=4096)  # documents name the same places
def read_place(regions: Regions, level: str, name: str, year: int) -> Place:
    """One name as `Regions.resolve` reads it."""
    if is_national_word(name):
        return Place(level, name, None, None, NATIONAL)
    for bare, designator in without_designator(level, fold_name(name)):
        forms = regions.forms.get((level, bare), [])
        for form in sorted(forms, key=lambda form: not form.holds(year)):
            code, mergers = regions.successor(level, form.code, year)
            if regions.key(level, code, year):
                own = regions.key(level, form.code, year) or regions.spans[level, form.code][-1].key
                how = how_read(form, year, mergers, designator)
                return Place(level, name, code, own, how, mergers)
    return Place(level, name, None, None, NOT_RESOLVED)


def how_read(form: Form, year: int, mergers: Sequence[Merger], designator: str) -> str:
    """How a name was read, in the words of `Place.resolution`."""
    parts = [f"{form.kind}, {LANGUAGES[form.language]}"]
    if mergers:
        parts += [f"merged into {merger.name} in {merger.year}" for merger in mergers]
    elif not form.holds(year):
        parts.append("name of other years")
    if designator:
        parts.append(f'with "{designator}"')
    return "; ".join(parts)


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
    names no place. Places are as named: those that have merged become one in the warehouse, in
    the project's first year.
    """
    if national or is_national(places, regions):
        named_aland = {ALAND} & {p.code for p in places if p.level == "maakunta"}
        codes = sorted(regions.mainland | named_aland)
        return equal_parts([regions.key("maakunta", code, year) for code in codes])
    for level in LEVELS:
        named = distinct(p for p in places if p.level == level)
        if named:
            return equal_parts([p.named_key for p in named])
    return [Share(UNALLOCATED, 1, 1)]


def distinct(places: Iterable[Place]) -> list[Place]:
    """Places without repeats: a place named twice, in whatever form, counts once."""
    return list({(p.named_key, "" if p.code else fold_name(p.name)): p for p in places}.values())


def is_national(places: Sequence[Place], regions: Regions) -> bool:
    if any(p.resolution == NATIONAL for p in places):
        return True
    return regions.mainland <= {p.code for p in places if p.level == "maakunta"}


def equal_parts(keys: Sequence[str | None]) -> list[Share]:
    counts: dict[str, int] = {}
    for key in keys:
        counts[key or UNALLOCATED] = counts.get(key or UNALLOCATED, 0) + 1
    return [Share(key, part, len(keys)) for key, part in counts.items()]
