"""Words brought to their dictionary forms: cases, compounds, and what is no compound."""

import pytest

from tests.needs import needs_search
from transforms.lemmas import terms_of, words

LEMMAS = {
    "kyberturvallisuus": "kyberturvallisuus kyberturvallisuuden kyberturvallisuutta "
    "kyberturvallisuudessa kyberturvallisuudelle kyberturvallisuudesta",
    "yrittäjä": "yrittäjä yrittäjät yrittäjän yrittäjää yrittäjiä yrittäjien yrittäjille "
    "yrittäjillä yrittäjiltä yrittäjäksi yrittäjistä yrittäjiäkin",
    "yrittäjyys": "yrittäjyys yrittäjyyttä yrittäjyydestä yrittäjyyteen",
    "naisyrittäjä": "naisyrittäjät naisyrittäjille",
    "hankealue": "hankealueen",
    "poikkeustilanne": "poikkeustilanteiden",
    "hyvinvointiala": "hyvinvointialalla hyvinvointialan",
    "yrittäjälähtöinen": "yrittäjälähtöisesti",
    "työ": "työ työn työssä",
}
PARTS = {
    "naisyrittäjille": {"nainen", "yrittäjä"},
    "kyberturvallisuusosaamista": {"kyberturvallisuus", "osaaminen", "turvallisuus"},
    "yksinyrittäjänaisilla": {"yksinyrittäjä", "yrittäjä", "nainen"},
    "yrittäjälähtöisesti": {"yrittäjä"},
    "yrittäjyydestä": set(),
    "varsinaisesti": set(),
    "työllisyyden": set(),
}


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    needs_search()


@pytest.mark.parametrize("lemma", LEMMAS)
def test_forms_are_brought_together(lemma: str) -> None:
    forms = LEMMAS[lemma].split()
    assert {f: terms[0] for f, terms in terms_of(forms, "fi").items()} == dict.fromkeys(
        forms, lemma
    )


@pytest.mark.parametrize("form", PARTS)
def test_compounds_are_found_by_their_parts(form: str) -> None:
    parts = set(terms_of([form], "fi")[form][1:])
    assert parts >= PARTS[form]
    assert PARTS[form] or not parts


def test_each_language_has_its_own() -> None:
    assert terms_of(["companies"], "en")["companies"][0] == "company"
    assert terms_of(["företagare", "företagarna"], "sv")["företagarna"][0] == "företagare"


def test_what_is_no_word_stays_as_it_is() -> None:
    long = "a" * 10_000
    assert terms_of([long, "2021", "s29001"], "fi") == {
        long: (long,),
        "2021": ("2021",),
        "s29001": ("s29001",),
    }


def test_hyphens_part_words() -> None:
    assert words("PK-yrittäjät, tieto- ja kyberturvallisuus!") == [
        *("pk", "yrittäjät", "tieto", "ja", "kyberturvallisuus"),
    ]
