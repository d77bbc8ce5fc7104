"""How names of places are written: folded, with the word of their level, or nearly right."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

HYPHENS = re.compile("[\u2010-\u2015\u2212]")
LANGUAGES = {"fi": "Finnish", "sv": "Swedish", "en": "English"}
# Words with which a form names the whole country instead of regions.
NATIONAL_WORDS = frozenset({"valtakunnallinen", "koko maa", "koko suomi"})
# Words of a level that may stand after or before a name, in Finnish, Swedish and English.
DESIGNATORS = {
    "kunta": (
        "kunta", "kunnan", "kaupunki", "kaupungin", "kommun", "kommunen", "stad", "staden",
        "municipality of", "municipality", "city of", "city", "town of", "town",
    ),
    "seutukunta": (
        "seutukunta", "seutukunnan", "ekonomisk region", "ekonomiska region",
        "ekonomiska regionen", "sub-region of", "sub-region", "subregion",
    ),
    "maakunta": (
        "maakunta", "maakunnan", "landskap", "landskapet", "region of", "region",
    ),
    "suuralue": ("suuralue", "suuralueen", "storområde", "storområdet", "major region"),
}  # fmt: skip
# Least similarity of a name and one it may stand for: one letter in four may be wrong.
CLOSE = 0.75
MOST_NAMES = 3


class Form(NamedTuple):
    """One form of the name of a code, as it is written, and the years in which it holds."""

    text: str
    code: str
    first_year: int
    last_year: int
    kind: str
    language: str

    def holds(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year


def fold_name(name: str) -> str:
    """A place name as it is compared: one kind of hyphen and space, case ignored."""
    return " ".join(HYPHENS.sub("-", name).split()).casefold()


def is_national_word(name: str) -> bool:
    """Whether a name stands for the whole country."""
    return fold_name(name) in NATIONAL_WORDS


def without_designator(level: str, name: str) -> Iterator[tuple[str, str]]:
    """A folded name without a word of its level, with that word; first the name as it is.

    'iitin kunta' as a kunta gives ('iitin kunta', '') and ('iitin', 'kunta').
    """
    yield name, ""
    for word in DESIGNATORS.get(level, ()):
        if name.endswith(f" {word}"):
            yield name.removesuffix(word).strip(), word
        elif name.startswith(f"{word} "):
            yield name.removeprefix(word).strip(), word


def closest(name: str, known: Iterable[str]) -> list[str]:
    """The known names most like a name, all equally so; none where nothing is close."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(
        name, list(known), scorer=OSA.normalized_similarity, score_cutoff=CLOSE, limit=None
    )
    return [found for found, score, _ in near if score == near[0][1]]
