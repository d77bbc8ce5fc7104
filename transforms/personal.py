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
# What a text must hold before its pattern is worth a search: texts are long, hits are rare.
GENERAL = (
    (re.compile(r"@|[(\[]at[)\]]"), re.compile(EMAIL)),
    (re.compile(r"\+358|0[1-9]"), re.compile(PHONE)),
    (re.compile("FI"), re.compile(IBAN)),
)
SHORTEST_NAME = 3
CAPITALISED = re.compile(r"^[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)*$")
# Between these a text that names people names different ones.
BETWEEN = re.compile(r"[,;:/()\t\n]|\s[-–]\s|\b(?:ja|sekä|tai|och)\b")
# How words end that stand beside a name: what somebody is, or whom they speak for.
ROLES = (
    "johtaja", "päällikkö", "edustaja", "sihteeri", "asiantuntija", "suunnittelija", "rehtori",
    "opettaja", "lehtori", "jäsen", "esimies", "neuvos", "koordinaattori", "vastaava", "ohjaaja",
    "yrittäjä", "professori", "tutkija", "lääkäri", "hoitaja", "rahoittaja", "varajäsen",
    "toimittaja", "insinööri", "tarkastaja", "valmentaja", "kehittäjä", "opiskelija",
)  # fmt: skip
BODIES = (
    "liitto", "kaupunki", "kunta", "keskus", "yhdistys", "yliopisto", "korkeakoulu", "ministeriö",
    "yhtymä", "säätiö", "virasto", "yrittäjät", "ry", "oy", "ely", "risti", "opisto", "koulu",
    "palvelut", "ryhmä", "seura", "kamari",
)  # fmt: skip


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

    A name is two or more capitalised words side by side, of which none is a role, part of an
    organisation's name or the genitive of a place: rather a word too many than a name too few.
    """
    found = []
    for part in BETWEEN.split(text):
        run: list[str] = []
        for word in [*part.split(), ""]:
            if CAPITALISED.match(word.strip(".")) and not is_no_name(word, places):
                run.append(word.strip("."))
            else:
                found += [" ".join(run)] if len(run) > 1 else []
                run = []
    return found


def is_no_name(word: str, places: frozenset[str]) -> bool:
    bare = word.casefold().strip(".")
    genitive = bare.endswith("n") and (bare in places or bare[:-1] in places)
    return genitive or bare == "suomen" or bare.endswith((*ROLES, *BODIES))


def spell(part: str) -> list[str]:
    """A part of a name as it may be written; not in small letters: Meri is not meri."""
    return sorted({part, part.title(), part.upper()} - {part.lower()})


def oblique_stems(part: str) -> list[str]:
    """Stems a Finnish name takes before an ending where they differ from the name itself.

    Virtanen: Virtase-; Niemi: Nieme-; Mäki: Mäe-; Lahti: Lahde-; Pekka: Peka-.
    """
    if part.endswith("nen"):
        return [part[:-3] + "se", part[:-3] + "s"]
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
