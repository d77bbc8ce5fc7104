"""Masking of personal data in texts that are published."""

import re
from collections.abc import Iterable, Iterator

MASK = "[henkilötieto poistettu]"
EMAIL = r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
# A Y-tunnus (1234567-8) may begin like a phone number and is public.
PHONE = (
    r"(?<![\d/.-])(?<!\d[ \u00a0\u202f])(?!\d{7}-\d\b)"
    r"(?:\+358[ \u00a0-]?\d{1,3}|\(0\d{1,3}\)|0(?:1\d|[2-9]\d{0,2}))[ \u00a0-]?"
    r"\d{3,4}(?:[ \u00a0-]?\d{2,4}){1,2}(?![\d/])"
)
IBAN = r"\bFI\d{2}(?:\s?\d{4}){3}\s?\d{2}\b"
ACCOUNT = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")
# Case endings a Finnish name takes in running text.
ENDINGS = (
    r"(?:i?n|i?lle|i?ll[aä]|i?lt[aä]|i?ss[aä]|i?st[aä]|i?ksi|i?t[aä]|in|en|a|ä|seen"
    r"|h?[aeiouyäö]n)?"
)
SEVERAL = re.compile(r"[,/;&]|\b(?:ja|och|tai|eller)\b")
# Last consonants of a stem before a closed syllable: Mäki, Mäen; Lahti, Lahden.
GRADATION = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("lt", "ll"),
    ("rt", "rr"), ("mp", "mm"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
# The other way about, before the open syllable of a name in -as: Kangas, Kankaan.
STRONG = tuple((strong, weak) for strong, weak in GRADATION if len(weak) > 1)
# What a text must hold before its pattern is worth a search: texts are long, hits are rare.
GENERAL = (
    (re.compile(r"@|[(\[]at[)\]]"), re.compile(EMAIL)),
    (re.compile(r"\+358|0[1-9]"), re.compile(PHONE)),
    (re.compile("FI"), re.compile(IBAN)),
)
SHORTEST_NAME = 3
# A word of a name: capitalised, an initial, or a surname in capitals (not an abbreviation).
NAME_WORD = re.compile(
    r"^(?:(?:[A-ZÅÄÖ]['’])?[A-ZÅÄÖÉÜ][a-zåäöéüø]+|[A-ZÅÄÖ]{5,}|[A-ZÅÄÖ]\.)"
    r"(?:-[A-ZÅÄÖÉÜ][A-ZÅÄÖa-zåäöéü]+)*$"
)
# Between these a text that names people names different ones.
BETWEEN = re.compile(r"[,;:/()\t\n]|\s[-–]\s|\b(?:ja|sekä|tai|och)\b")
LAST_FIRST = re.compile(r"^\W*(\w[\w-]+),\s*(\w[\w-]+)\W*$", re.MULTILINE)
# How words end that stand beside a name: what somebody is, or whom they speak for.
ROLES = (
    "johtaja", "päällikkö", "edustaja", "sihteeri", "asiantuntija", "suunnittelija", "rehtori",
    "opettaja", "lehtori", "jäsen", "esimies", "neuvos", "koordinaattori", "vastaava", "ohjaaja",
    "yrittäjä", "professori", "tutkija", "lääkäri", "hoitaja", "rahoittaja", "toimittaja",
    "insinööri", "tarkastaja", "valmentaja", "kehittäjä", "opiskelija",
)  # fmt: skip
BODIES = (
    "liitto", "kaupunki", "kunta", "keskus", "yhdistys", "yliopisto", "korkeakoulu", "ministeriö",
    "yhtymä", "säätiö", "virasto", "yrittäjät", "risti", "opisto", "koulu", "palvelut", "ryhmä",
    "seura", "kamari",
)  # fmt: skip
SHORT_BODIES = frozenset({"ry", "oy", "oyj", "ely", "ab", "rf"})
PARTICLES = frozenset({"von", "af", "de", "van", "der", "la"})
OF_PLACES = frozenset({"seudun", "alueen", "maakunnan", "suomen"})


class Mask:
    """Masks what a document's own personal fields hold, and e-mails, phones and accounts.

    `names` are full names of people; each part of a name is masked by itself too, except where
    it is also the name of a place.
    """

    def __init__(self, names: Iterable[str], others: Iterable[str], places: frozenset[str]) -> None:
        full: dict[str, None] = {}
        parts: dict[str, None] = {}
        for tokens in people(names):
            full.update(dict.fromkeys(r"[\s,]+".join(map(re.escape, o)) for o in orders(tokens)))
            alone = [t for t in tokens if len(t) >= SHORTEST_NAME and t.casefold() not in places]
            parts.update((re.escape(form), None) for t in alone for form in spell(t))
        details = [detail for value in others for detail in (value, *SEVERAL.split(value))]
        exact = [spaced(detail) for detail in details if len(detail.strip()) >= 5]
        whole = [rf"(?i:\b(?:{'|'.join(full)}){ENDINGS}\b)"] if full else []
        self.strict = compile_any(exact + whole)
        bent = dict.fromkeys(re.escape(stem) for part in parts for stem in oblique_stems(part))
        self.wide = compile_any(
            ([rf"\b(?:{'|'.join(parts)})(?i:{ENDINGS})\b"] if parts else [])
            + ([rf"\b(?:{'|'.join(bent)})(?i:{ENDINGS.removesuffix('?')})\b"] if bent else [])
        )

    def name(self, text: str) -> str:
        """Mask full names and contact details, as befits names of projects and organisations."""
        return mask_general(substitute((self.strict,), text))

    def text(self, text: str) -> str:
        """Mask also the parts of names, as befits running text."""
        return mask_general(substitute((self.strict, self.wide), text))


def people(names: Iterable[str]) -> Iterator[list[str]]:
    """Parts of each name: of a whole field, and of each person where it lists several."""
    for name in names:
        persons = [name.replace(",", " "), *SEVERAL.split(name)]
        for person in persons:
            tokens = [bare for token in person.split() if (bare := token.strip(".,;:()\"'"))]
            if tokens:
                yield tokens


def people_in(text: str, places: frozenset[str]) -> list[str]:
    """Names of people in a list or text that names them among roles and organisations.

    A name is two or more capitalised words side by side, roles and the words of organisations
    apart: rather a word too many than a name too few.
    """
    found = []
    for part in BETWEEN.split(LAST_FIRST.sub(r"\1 \2", text)):
        run: list[str] = []
        for word in [*part.split(), ""]:
            bare = word.casefold().strip(".")
            is_body = bare in SHORT_BODIES or bare.endswith(BODIES)
            if NAME_WORD.match(word) and not is_body and not bare.endswith(ROLES):
                run.append(word)
                continue
            if run and word in PARTICLES:
                run.append(word)
                continue
            while is_body and run and is_of_a_place(run[-1], places):
                run.pop()
            found += [" ".join(run)] if len(run) > 1 else []
            run = []
    return found


def is_of_a_place(word: str, places: frozenset[str]) -> bool:
    """Whether a word is the genitive of a place, as organisations are named after one."""
    bare = word.casefold()
    return bare in OF_PLACES or (bare.endswith("n") and (bare in places or bare[:-1] in places))


def spell(part: str) -> list[str]:
    """A part of a name as it may be written; not in small letters: Meri is not meri."""
    return sorted({part, part.title(), part.upper()} - {part.lower()})


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
    """A name as written, and with its last part first or first part last."""
    if len(tokens) < 2:
        return []
    return [tokens, [tokens[-1], *tokens[:-1]], [*tokens[1:], tokens[0]]]


def spaced(value: str) -> str:
    """Pattern of a value; of a number with any spaces or hyphens between its digits."""
    digits = re.sub(r"\D", "", value)
    if ACCOUNT.match("".join(value.split())):
        return r"\s*".join("".join(value.split()))
    if len(digits) >= 6 and not re.search(r"[a-zåäö]", value, re.IGNORECASE):
        inner = r"[\s()-]*".join(digits)
        return rf"(?<!\d)(?<!\d[ \u00a0\u202f]){inner}(?![ \u00a0\u202f]?\d)"
    return re.escape(value.strip())


def compile_any(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def substitute(patterns: Iterable[re.Pattern[str] | None], text: str) -> str:
    for pattern in patterns:
        if pattern is not None:
            text = pattern.sub(MASK, text)
    return text


def mask_general(text: str) -> str:
    """Mask e-mails, phone numbers and accounts, whoever they belong to."""
    for hint, pattern in GENERAL:
        if hint.search(text):
            text = pattern.sub(MASK, text)
    return text
