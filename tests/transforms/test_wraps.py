"""Fields that are broken over lines, or run together, and what is left as it stands."""

import pytest

from tests.transforms.made import DESCRIPTION, changed, findings, parse

ADDRESS = "Hakijoiden lukumäärä tai tuen siirto -menettely: Vain yksi hakija"
LABEL, VALUE = ADDRESS.split(": ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ADDRESS, ADDRESS.replace(" tai", "\ntai")),
        (ADDRESS, ADDRESS.replace(" tai", "\ntai").replace(" siirto", "\nsiirto")),
        (ADDRESS, f"{LABEL}:\n{VALUE}"),
        (ADDRESS, f"{LABEL}:\nVain yksi\nhakija"),
        (ADDRESS, f"{LABEL}\t{VALUE}"),
        (ADDRESS, f"{LABEL}:\t{VALUE}"),
        ("Yhteyshenkilön puhelinnumero: 0", "Yhteyshenkilön\npuhelinnumero:\n0"),
        ("Osatoteuttajat\n\nTuulen", "Osatoteuttajat: Tuulen"),
        ("sukupuolinäkökulmasta: Kyllä", "sukupuolinäkökulmasta\tKyllä"),
        ("Hankkeessa on tehty toimintaympäristön", "Hankkeessa on tehty\ntoimintaympäristön"),
        ("sukupuolinäkökulmasta: Kyllä\n", "sukupuolinäkökulmasta:\tKyllä\t"),
        ("jos hanke toteutetaan yhdessä", "jos hanke\ntoteutetaan yhdessä"),
    ],
)
def test_broken_fields_say_the_same(old: str, new: str) -> None:
    text = changed(old, new)
    assert findings(text) == []
    assert parse(text).content_hash == parse(DESCRIPTION).content_hash


@pytest.mark.parametrize(
    "new",
    [
        "Seutukunnat:\n\nKouvolan",
        "Seutukunnat:\nKouvolan\nJakeluosoite:",
        "Uutta\nSeutukunnat: Kouvolan",
        "Seutukunnat: Kouvolan\nUutta",
    ],
)
def test_what_may_be_something_else_is_not_taken_in(new: str) -> None:
    found = findings(changed("Seutukunnat: Kouvolan", new))
    assert [f["rule"] for f in found if f["section"] == "6"]
