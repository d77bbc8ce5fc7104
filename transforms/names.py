"""Names of people as Finnish texts have them: in parts, in another order, bent."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from transforms.hints import hints_of

SEVERAL = re.compile(r"[,/;&]|\b(?:ja|och|tai|eller)\b")
# Case endings a Finnish name takes in running text.
ENDINGS = (
    r"(?:i?n|i?lle|i?ll[aä]|i?lt[aä]|i?ss[aä]|i?st[aä]|i?ksi|i?t[aä]|in|en|a|ä|seen"
    r"|h?[aeiouyäö]n)?"
)
# Particles that may follow any of them: Savipeltokin, Savipellonkaan.
CLITICS = r"(?:kin|kaan|kään|han|hän|ko|kö)?"
# Last consonants of a stem before a closed syllable: Mäki, Mäen; Lahti, Lahden.
GRADATION = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("lt", "ll"),
    ("rt", "rr"), ("mp", "mm"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
# The other way about, before the open syllable of a name in -as: Kangas, Kankaan.
STRONG = tuple((strong, weak) for strong, weak in GRADATION if len(weak) > 1)
# What stands behind a part of a name as it is, and behind its stem.
AS_IT_IS = re.compile(rf"(?i:{ENDINGS}{CLITICS})\b")
BENT = re.compile(rf"(?i:{ENDINGS.removesuffix('?')}{CLITICS})\b")
EDGE = re.compile(r"\b")
SHORTEST_NAME = 3


class Place(NamedTuple):
    """Where a part of a name stands in a text: of several from one start the first counts."""

    start: int
    is_bent: bool
    form: str
    end: int


class NamePart(NamedTuple):
    """A part of a name: the forms in which it may stand, and what texts hold that hold one."""

    spelt: list[str]
    bent: list[str]
    hints: list[bytes]

    def places(self, text: str, blurred: bytes) -> Iterator[Place]:
        """Where it stands in a text, which is `blurred` too."""
        if any(map(blurred.__contains__, self.hints)):
            for forms, ending, is_bent in ((self.spelt, AS_IT_IS, False), (self.bent, BENT, True)):
                for form in forms:
                    for start, end in words_of(form, ending, text):
                        yield Place(start, is_bent, form, end)


def words_of(form: str, ending: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a text has words of a form and one of its endings."""
    start = text.find(form)
    while start >= 0:
        found = ending.match(text, start + len(form))
        if found and EDGE.match(text, start):
            yield start, found.end()
        start = text.find(form, start + 1)


@lru_cache(maxsize=4096)  # names recur
def part_of_name(part: str) -> NamePart:
    """A part of a name in all its forms."""
    spelt, bent = spell(part), bend(part)
    return NamePart(spelt, bent, hints_of({*spelt, *bent}, SHORTEST_NAME))


def people(names: Iterable[str]) -> Iterator[list[str]]:
    """Parts of each name: of a whole field, and of each person where it lists several."""
    for name in names:
        persons = [name.replace(",", " "), *SEVERAL.split(name)]
        for person in persons:
            tokens = [bare for token in person.split() if (bare := token.strip(".,;:()\"'"))]
            if tokens:
                yield tokens


def halves(name: str) -> list[str]:
    """Parts of a double name, which may stand alone; no short ones, which are words too."""
    return [half for half in name.split("-") if len(half) > SHORTEST_NAME] if "-" in name else []


def spell(part: str) -> list[str]:
    """A part of a name as it may be written; not in small letters: Meri is not meri."""
    return sorted({part, part.title(), part.upper()} - {part.lower()})


def bend(part: str) -> list[str]:
    """Stems that a part of a name takes before an ending, as they may be written."""
    return [form for stem in oblique_stems(part.title()) for form in (stem, stem.upper())]


def oblique_stems(part: str) -> list[str]:
    """Stems a Finnish name takes before an ending where they differ from the name itself.

    Virtanen: Virtase-; Niemi: Nieme-; Mäki: Mäe-; Lahti: Lahde-; Pekka: Peka-; Kangas: Kankaa-.
    """
    if part.endswith("nen"):
        return [part[:-3] + "se", part[:-3] + "s"]
    if part.endswith(("as", "äs")):
        stems = {
            part[:-2],
            *(part[:-2].removesuffix(w) + k for k, w in STRONG if part[:-2].endswith(w)),
        }
        return sorted(stem + 2 * part[-2] for stem in stems)
    if len(part) < SHORTEST_NAME + 1 or part[-1] not in "aeiouyäö":
        return []
    root, vowels = part[:-1], {part[-1]} | ({"e"} if part.endswith("i") else set())
    weak = next((root[: -len(a)] + b for a, b in GRADATION if root.endswith(a)), root)
    return sorted({stem + vowel for stem in (root, weak) for vowel in vowels} - {part})


def orders(tokens: list[str]) -> list[list[str]]:
    """A full name as written, and with its last part first or first part last."""
    return [tokens, [tokens[-1], *tokens[:-1]], [*tokens[1:], tokens[0]]]
