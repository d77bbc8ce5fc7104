"""Names of people found in a text that names them: a steering group, a signature."""

import re

from transforms.personal import Mask
from transforms.regions import Regions

# Between these a text that names people names different ones.
BETWEEN = re.compile(r"[,;:/()&|\n–—]|\s-\s|\b(?:ja|sekä|tai|och)\b")
LAST_FIRST = re.compile(r"^([^\w\n]{0,9}\w[\w-]*),[ \t]*(\w[\w-]*\W{0,9})$", re.MULTILINE)
GLUED = re.compile(r"(?<=\w)\.(?=\w)")
EDGES = "-•*.,!?\"'”’“»«[]{}0123456789"
# How words end that stand beside a name: what somebody is, or whom they speak for.
ROLES = (
    "johtaja", "päällikkö", "edustaja", "sihteeri", "asiantuntija", "suunnittelija", "rehtori",
    "opettaja", "lehtori", "jäsen", "esimies", "neuvos", "koordinaattori", "vastaava", "ohjaaja",
    "yrittäjä", "professori", "tutkija", "lääkäri", "hoitaja", "rahoittaja", "toimittaja",
    "insinööri", "tarkastaja", "valmentaja", "kehittäjä", "opiskelija", "puheenjohtaja", "pj",
)  # fmt: skip
BODIES = (
    "liitto", "kaupunki", "kunta", "keskus", "yhdistys", "yliopisto", "korkeakoulu", "ministeriö",
    "yhtymä", "säätiö", "virasto", "yrittäjät", "risti", "opisto", "koulu", "palvelut", "ryhmä",
    "seura", "kamari", "toimisto", "toimiston",
)  # fmt: skip
ABBREVIATIONS = frozenset({"esr", "eakr", "jtf", "eu", "te", "amk", "tki", "ict", "vm", "tem"})
SHORT_BODIES = frozenset({"ry", "oy", "oyj", "ely", "ab", "rf"})
PARTICLES = frozenset({"von", "af", "de", "van", "der", "la"})
OF_PLACES = frozenset({"seudun", "alueen", "maakunnan", "suomen"})


def people_in(text: str, places: frozenset[str]) -> list[str]:
    """Names of people in a list or text that names them among roles and organisations.

    A name is two or more capitalised words side by side, or one after a role; roles and the words
    of organisations are none: rather a word too many than a name too few.
    """
    found = []
    for part in BETWEEN.split(GLUED.sub(". ", LAST_FIRST.sub(r"\1 \2", text))):
        run: list[str] = []
        after_role = False
        for word in [*part.split(), ""]:
            is_body = ends_as(word, BODIES) or word.casefold().strip(".") in SHORT_BODIES
            is_role = ends_as(word, ROLES)
            name = word if run and word in PARTICLES else name_word(word)
            if name and not is_body and not is_role:
                run.append(name)
                continue
            while is_body and run and is_of_a_place(run[-1], places):
                run.pop()
            if len(run) > 1 or (run and after_role):
                found.append(" ".join(run))
            run, after_role = [], is_role
    return found


def mask_people(text: str, regions: Regions) -> str:
    """Mask whom a text names, as `people_in` finds them, and e-mails, phones and accounts.

    For what stands beside no document that would tell who the people are.
    """
    return Mask(people_in(text, regions.names), (), regions.own_names).text(text)


def name_word(word: str) -> str:
    """The part of a word that can be part of a name: capitalised letters, or an initial; or ''."""
    kept: list[str] = []
    for piece in word.strip(EDGES).split("-"):
        letters = piece.replace("’", "").replace("'", "")
        if not letters.isalpha() or not letters[0].isupper():
            break
        kept.append(piece)
    name = "-".join(kept)
    return "" if name.casefold() in ABBREVIATIONS else name


def ends_as(word: str, ends: tuple[str, ...]) -> bool:
    """Whether a word is one of some words, or a compound that ends in one: not Kristi as risti."""
    bare = word.casefold().strip(EDGES)
    if not bare.endswith(ends):
        return False
    found = next(end for end in ends if bare.endswith(end))
    return bare == found or len(bare) > len(found) + 2


def is_of_a_place(word: str, places: frozenset[str]) -> bool:
    """Whether a word is the genitive of a place, as organisations are named after one."""
    bare = word.casefold()
    return bare in OF_PLACES or (bare.endswith("n") and (bare in places or bare[:-1] in places))
