"""What is masked of a contact in published texts, and what is left alone."""

import time

import pytest

from tests.transforms.made import regions
from transforms.people import mask_people, people_in
from transforms.personal import MASK, Mask

PLACES = frozenset({"salo", "lohja", "simo"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Otso Savipelto", "Yhteys: Savipellon Otso."),
        ("Aamu Virtanen", "Virtasen ja Virtaselta saatu"),
        ("Aamu Koskinen", "kysy Koskiselta"),
        ("Aamu Niemi", "Niemen mukaan"),
        ("Aamu Mäki", "Mäen mukaan, Mäelle"),
        ("Aamu Lahti", "Lahden mukaan"),
        ("Pekka Aalto", "Pekan ja Aallon malli"),
        ("VIRTANEN AAMU", "Aamu Virtanen kertoo"),
        ("Aamu Savipelto", "SAVIPELLON mukaan, Savipeltokin, Savipellonkin, Aamukin"),
        ("Aamu Närekangas", "NÄREKANKAAN mukaan ja Närekankaalla"),
        ("Aamu Marjakko-Suoranta", "Suorannan ja Marjakon"),
    ],
)
def test_a_name_is_masked_as_it_bends(name: str, text: str) -> None:
    masked = Mask([name], [], PLACES).text(text)
    assert MASK in masked
    for part in name.split():
        assert part[:3].casefold() not in masked.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "soita 016 123 456",
        "puh. 040 555 6666",
        "(050) 123 4567",
        "013-234567",
        "+358 40 555 6666",
        "+358 40 555 6666 +358 50 555 7777",
        "+358 40 555 6666+358 50 555 7777+358505557777",
        "0405556666",
        "08 00012",
        "050.123.4567",
        "00358501234567",
    ],
)
def test_any_phone_is_masked(text: str) -> None:
    masked = Mask([], [], PLACES).text(text)
    assert MASK in masked
    assert not any(c.isdigit() for c in masked)


def test_each_of_two_phones_in_one_field_is_known() -> None:
    mask = Mask([], ["116 117 tai 90 200 300"], PLACES)
    assert mask.text("päivystys 116 117, vaihde 90200300") == f"päivystys {MASK}, vaihde {MASK}"


@pytest.mark.parametrize(
    "text",
    [
        "1 020 000 000 euroa",
        "Y-tunnus 0460123-4",
        "05-06-2019",
        "vuosina 2014-2020",
        "00920 Helsinki",
        "VM/910/02.02.03.09/2019",
        "https://www.theseus.fi/handle/10024/804584",
        "102 200 naisyrittäjää, 64 %",
        "Salon kaupunki ja meren ranta",
    ],
)
def test_figures_codes_and_places_are_left_alone(text: str) -> None:
    assert Mask(["Meri Salo"], ["050 111 2222"], PLACES).text(text) == text


NAMED = [
    ("- Kehitysjohtaja Lumi Närekangas", ["Lumi Närekangas"]),
    ("Otso Savipelto, kehityspäällikkö, Kouvolan kaupunki", ["Otso Savipelto"]),
    ("Otso Savipelto ja Lumi Närekangas", ["Otso Savipelto", "Lumi Närekangas"]),
    ("Rehtori Vesa-Ilmi Marjakko-Suo", ["Vesa-Ilmi Marjakko-Suo"]),
    ("2.6.2021 Savipelto Otso Kuura", ["Savipelto Otso Kuura"]),
    ("Matti Lohja (pj)", ["Matti Lohja"]),
    ("Liisa von Savipelto", ["Liisa von Savipelto"]),
    ("LUMI SAVIPELTO", ["LUMI SAVIPELTO"]),
    ("Puheenjohtajana toimii Otso Savipelto.", ["Otso Savipelto"]),
    ("-Otso Savipelto, kehitysjohtaja", ["Otso Savipelto"]),
    ("1.Otso Savipelto", ["Otso Savipelto"]),
    ("pj.Otso Savipelto", ["Otso Savipelto"]),
    ("Otso\tSavipelto\tLohja", ["Otso Savipelto Lohja"]),
    ("”Otso Savipelto”", ["Otso Savipelto"]),
    ("Lohja–Otso Savipelto", ["Otso Savipelto"]),
    ("Otso Savipelto&Meri Öljymäki", ["Otso Savipelto", "Meri Öljymäki"]),
    ("Otso Savipelto-puheenjohtaja", []),
    ("O.Savipelto", ["O Savipelto"]),
    ("Kehitysjohtaja Savipelto", ["Savipelto"]),
    ("Kehitysjohtaja Kristi Savipelto", ["Kristi Savipelto"]),
    ("Šarūnas Çelik", ["Šarūnas Çelik"]),
    ("Ronja McSavipelto", ["Ronja McSavipelto"]),
    ("ESR Otso Savipelto", ["Otso Savipelto"]),
    ("O’Brien Sean", ["O’Brien Sean"]),
    ("Rehtori Henry Savipelto", ["Henry Savipelto"]),
    ("Savipelto, Otso", ["Savipelto Otso"]),
    ("Tutkija O. Savipelto", ["O Savipelto"]),
    ("Johtaja Liisa K. Savipelto", ["Liisa K Savipelto"]),
    ("Otso SAVIPELTO", ["Otso SAVIPELTO"]),
    ("Joy Savipelto", ["Joy Savipelto"]),
    ("Simon Savipelto", ["Simon Savipelto"]),
    ("Kari Lohjanen Salon kaupunki", ["Kari Lohjanen"]),
    ("pj Salo Matti", ["Salo Matti"]),
    ("- Tulosaluejohtajien edustaja(t)", []),
    ("Henkilöstön edustaja (luottamushenkilö)", []),
    ("Salon kaupunki, Lohjan Yrittäjät ry", []),
    ("Suomen Yrittäjät ja Salon Seudun Ammattiopisto", []),
    ("Alustava esitys:", []),
    ("Ohjausryhmään kutsutaan rahoittajan edustaja.", []),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_people_among_roles_and_organisations(text: str, names: list[str]) -> None:
    assert people_in(text, PLACES) == names


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Aamu Mäkelä vahvisti puhelimessa", f"{MASK} vahvisti puhelimessa"),
        (
            "Vahvistettu: Aamu Mäkelän viesti, aamu@posti.example",
            f"Vahvistettu: {MASK} viesti, {MASK}",
        ),
        (
            "Rehtori Mäkelä soitti, Mäkelälle vastattiin",
            f"Rehtori {MASK} soitti, {MASK} vastattiin",
        ),
        ("Hämeen liitto vahvisti. Päätös 12/2024", "Hämeen liitto vahvisti. Päätös 12/2024"),
        ("Ylitys hyväksytty päätöksellä 7/2023", "Ylitys hyväksytty päätöksellä 7/2023"),
    ],
)
def test_people_are_masked_where_no_document_tells_of_them(text: str, masked: str) -> None:
    assert mask_people(text, regions()) == masked


def test_account_of_another_country_is_masked_however_it_is_spaced() -> None:
    mask = Mask([], ["DE89370400440532013000"], PLACES)
    for written in ("DE89 3704 0044 0532 0130 00", "de89-3704-0044-0532-0130-00"):
        assert mask.text(f"Tili {written}.") == f"Tili {MASK}."


@pytest.mark.parametrize("at", ["@", "(at)", " (at) ", "(a)", "(ät)", "[at]"])
def test_address_is_masked_however_its_sign_is_written(at: str) -> None:
    assert Mask([], [], PLACES).text(f"kysy aamu.suo{at}posti.example, kiitos") == (
        f"kysy {MASK}, kiitos"
    )


@pytest.mark.parametrize("text", ["a" * 60_000 + " x@y.fi", "-\n" * 30_000, "a.b" * 30_000 + "@"])
def test_long_texts_are_no_trap(text: str) -> None:
    """Patterns that try every beginning against every end would take minutes."""
    start = time.perf_counter()
    Mask(["Otso Savipelto"], [], PLACES).text(text)
    people_in(text, PLACES)
    once = time.perf_counter() - start
    start = time.perf_counter()
    Mask(["Otso Savipelto"], [], PLACES).text(text * 2)
    people_in(text * 2, PLACES)
    assert time.perf_counter() - start < 6 * max(once, 0.05)
