"""Dictionary forms of words, and the words that compounds are made of: an extra, by simplemma."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

PACKAGE = "simplemma"
WORDS = re.compile(r"[^\W_]+")
MANY = 20_000  # words from which a dictionary that is quick and takes 400 MB is worth its reading
SHORTEST_FIRST = 3  # letters of the first part of a compound
SHORTEST_LAST = 4
LONGEST = 60  # letters, beyond which nothing is a word of a language
# Last parts that are shorter; others of that length are mostly endings.
SHORT_LAST = ("ala", "apu", "osa", "tie", "työ")
PLAIN_LAST = 6  # letters of a last part that stand for themselves, whatever is before them
# What the dictionary lacks, by what its forms begin with, or has wrong.
ADDED = {"lähtöis": "lähtöinen", "lähtöinen": "lähtöinen"}
MENDED = {"ensi": "ensi"}
# What only looks like a compound of words that are often asked for.
UNPARTED = frozenset(
    {
        *("kokonainen", "kokonaisuus", "olennainen", "seminaari", "sosiaalinen", "tietoinen"),
        *("tuotanto", "varsinainen"),
    }
)
ADVERB = "sti"  # stands where the genitive of its adjective has an n
# What the dictionary has as words, and what ends words that are no compounds.
ENDINGS = frozenset(
    {
        *("aita", "ella", "inen", "isto", "istö", "laistaa", "lainen", "läinen"),
        *("maatti", "mainen", "mäinen", "suus", "syys", "tella", "tellä", "uttaa"),
        *("utua", "yttää", "ytyä", "ällä"),
    }
)
Lookup = Callable[[str], str | None]


def lemmatiser() -> str:
    """Name and version of what finds the dictionary forms; empty where it is not installed."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return ""


def words(text: str) -> list[str]:
    """The words of a text in small letters; a hyphen parts words."""
    return WORDS.findall(text.lower())


def terms_of(forms: Iterable[str], lang: str) -> dict[str, tuple[str, ...]]:
    """By each word in small letters its dictionary form, then the words it is made of, if any.

    A word that the dictionary does not have is taken for a compound whose last part it has. Raises
    ModuleNotFoundError without the extra. To read the dictionary takes seconds.
    """
    wanted = list(forms)
    known, simplest = lookups(lang, is_many=len(wanted) >= MANY)
    found = {}
    for form in wanted:
        terms = [lemma(form, known, simplest)]
        for term in terms:  # which grows by the parts of parts
            terms += (part for part in parts(term, known) if part not in terms)
        found[form] = tuple(terms)
    return found


def lookups(lang: str, *, is_many: bool) -> tuple[Lookup, Lookup]:
    """What the dictionary of a language says of a word, None if nothing, and what rules say."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
    from simplemma.strategies.dictionaries import (
        LOW_MEMORY_DICTIONARY_FACTORY,
        DefaultDictionaryFactory,
    )

    dictionaries = DefaultDictionaryFactory() if is_many else LOW_MEMORY_DICTIONARY_FACTORY
    listed = DictionaryLookupStrategy(dictionaries)
    ruled = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=dictionaries))

    @cache
    def known(form: str) -> str | None:
        base = MENDED.get(form) or listed.get_lemma(form, lang)
        if base is None:
            return next((a for stem, a in ADDED.items() if form.startswith(stem)), None)
        # Such as työ, which is also a word for you in dialects.
        return base.lower() if base[0].lower() == form[0] else form

    return known, lambda form: ruled.lemmatize(form, lang).lower()


def lemma(form: str, known: Lookup, simplest: Lookup) -> str:
    """The dictionary form of a word."""
    if not form.isalpha() or len(form) > LONGEST:
        return form
    if form.endswith(ADVERB) and not known(form):
        form = form.removesuffix(ADVERB) + "n"
    return known(form) or as_compound(form, known) or simplest(form) or form


def as_compound(form: str, known: Lookup) -> str | None:
    """The dictionary form of a compound of which the dictionary has the parts."""
    for start in range(SHORTEST_FIRST, len(form) - SHORTEST_LAST + 1):
        first, last = form[:start], form[start:]
        base = known(last)
        if base and is_last(base, known) and (len(last) >= PLAIN_LAST or first_part(first, known)):
            return first + base
    return None


def parts(word: str, known: Lookup) -> Iterable[str]:
    """Both parts of a dictionary form wherever it can be parted, the first in its own form."""
    if word in UNPARTED:
        return
    for end in range(SHORTEST_FIRST, len(word) - len(min(SHORT_LAST, key=len)) + 1):
        last = word[end:]
        if is_last(last, known):
            base = first_part(word[:end], known)
            if base or len(last) >= PLAIN_LAST:
                yield base or word[:end]
                yield last


def is_last(word: str, known: Lookup) -> bool:
    """Whether a word can be the last part of a compound: a dictionary form, and no mere ending."""
    is_long = len(word) >= SHORTEST_LAST or word in SHORT_LAST
    return is_long and word not in ENDINGS and known(word) == word


def first_part(first: str, known: Lookup) -> str | None:
    """The dictionary form of the first part of a compound: nais- is of nainen."""
    stem = f"{first[:-1]}nen"
    return stem if first.endswith("s") and known(stem) == stem else known(first)
