"""Names of places in the division of a year, and the equal parts made from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import read_reference
from tests.transforms import made
from tests.transforms.made import changed, findings, regions
from transforms.regions import LEVELS, UNALLOCATED, Place, Share, region_shares

ALL_18 = [
    "Uusimaa", "Varsinais-Suomi", "Satakunta", "Kanta-Häme", "Pirkanmaa", "Päijät-Häme",
    "Kymenlaakso", "Etelä-Karjala", "Etelä-Savo", "Pohjois-Savo", "Pohjois-Karjala",
    "Keski-Suomi", "Etelä-Pohjanmaa", "Pohjanmaa", "Keski-Pohjanmaa", "Pohjois-Pohjanmaa",
    "Kainuu", "Lappi",
]  # fmt: skip
NAMES = sorted({row["form"] for row in read_reference("region_name")})


def resolve(level: str, name: str, year: int) -> Place:
    return regions().resolve(level, name, 1, year)


def shares(year: int = 2019, **named: list[str]) -> list[Share]:
    """Shares of places named by level, as ``shares(kunta=["Iitti"])``."""
    places = [resolve(level, name, year) for level, names in named.items() for name in names]
    return region_shares(places, regions(), year)


@pytest.mark.parametrize(
    ("level", "name", "code"),
    [
        ("kunta", "Kouvola", "286"),
        ("kunta", "KOUVOLA", "286"),
        ("kunta", "Esbo", "049"),
        ("kunta", " Iitti ", "142"),
        ("seutukunta", "Kouvolan", "081"),
        ("seutukunta", "Kouvola", "081"),
        ("seutukunta", "Kotkan-Haminan", "082"),
        ("seutukunta", "Kotkan–Haminan", "082"),
        ("seutukunta", "Kotkan−Haminan", "082"),
        ("seutukunta", "Kotkan\u2011Haminan", "082"),
        ("seutukunta", "Kotka-Hamina", "082"),
        ("seutukunta", "Kotka-Fredrikshamn", "082"),
        ("maakunta", "Kymenlaakso", "08"),
        ("maakunta", "Nyland", "01"),
        ("maakunta", "Pohjois–Pohjanmaa", "17"),
        ("maakunta", "Ahvenanmaa", "21"),
        ("maakunta", "Ahvenanmaa - Åland", "21"),
        ("maakunta", "Åland", "21"),
    ],
)
def test_name_is_read_in_every_usual_shape(level: str, name: str, code: str) -> None:
    assert resolve(level, name, 2019).code == code


@pytest.mark.parametrize(
    ("level", "name", "year"),
    [
        ("kunta", "Kuvitelmala", 2019),
        ("kunta", "Kymenlaakso", 2019),
        ("maakunta", "Kouvola", 2019),
        ("kunta", "", 2019),
        ("kunta", "Kouv", 2019),
        ("kunta", "Valtimo", 2021),
    ],
)
def test_name_of_no_such_place_stays_unresolved(level: str, name: str, year: int) -> None:
    place = resolve(level, name, year)
    assert (place.code, place.region_key, place.resolution) == (None, None, "not resolved")


def test_merged_municipality_is_read_until_its_last_year() -> None:
    assert resolve("kunta", "Valtimo", 2019).code == "911"


@pytest.mark.parametrize(("year", "maakunta"), [(2019, "08"), (2020, "08"), (2021, "07")])
def test_municipality_that_moved_belongs_to_the_maakunta_of_the_year(
    year: int, maakunta: str
) -> None:
    key = resolve("kunta", "Iitti", year).region_key
    rows = {f"{r['level']}-{r['code']}-{r['first_year']}": r for r in read_reference("region")}
    assert rows[str(key)]["maakunta_code"] == maakunta


@pytest.mark.parametrize(
    ("asked", "used"), [(2007, 2014), (2014, 2014), (2020, 2020), (2099, 2026)]
)
def test_year_beyond_the_reference_takes_its_nearest_one(asked: int, used: int) -> None:
    assert regions().classification_year(asked) == used


def test_no_name_means_two_places_in_one_year() -> None:
    for (level, name), forms in regions().forms.items():
        for year in range(2014, 2027):
            codes = {code for code, first, last, _ in forms if first <= year <= last}
            assert len({c for c in codes if regions().key(level, c, year)}) <= 1, (name, year)


def test_every_preferred_name_is_read_as_its_own_code_in_every_year() -> None:
    for row in read_reference("region_name"):
        if row["is_preferred"] == "1" and row["level"] in LEVELS:
            for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
                assert resolve(row["level"], row["form"], year).code == row["code"], row


def test_deepest_named_level_takes_everything() -> None:
    kunnat, seutukunnat, maakunnat = ["Kouvola", "Iitti"], ["Kouvolan"], ["Kymenlaakso"]
    assert shares(kunta=kunnat, seutukunta=seutukunnat, maakunta=maakunnat) == [
        Share("kunta-286-2014", 1, 2),
        Share("kunta-142-2014", 1, 2),
    ]
    assert shares(seutukunta=["Kouvolan", "Kotkan-Haminan"], maakunta=maakunnat) == [
        Share("seutukunta-081-2014", 1, 2),
        Share("seutukunta-082-2014", 1, 2),
    ]
    assert [s.part for s in shares(maakunta=["Kymenlaakso", "Lappi", "Kainuu"])] == [1, 1, 1]


def test_unknown_names_keep_their_equal_part_unallocated() -> None:
    found = shares(kunta=["Kouvola", "Kuvitelmala", "Sumunsaari"])
    assert found == [Share("kunta-286-2014", 1, 3), Share(UNALLOCATED, 2, 3)]


def test_unknown_kunta_is_not_replaced_by_its_maakunta() -> None:
    assert shares(kunta=["Kuvitelmala"], maakunta=["Lappi"]) == [Share(UNALLOCATED, 1, 1)]


def test_document_that_names_no_place_is_unallocated() -> None:
    assert shares() == [Share(UNALLOCATED, 1, 1)]


@pytest.mark.parametrize(
    "kunnat",
    [
        ["Espoo", "Kouvola", "Espoo"],
        ["Espoo", "Esbo", "Kouvola"],
        ["ESPOO", "Kouvola", "espoo"],
    ],
)
def test_place_named_twice_counts_once(kunnat: list[str]) -> None:
    assert {(s.part, s.whole) for s in shares(kunta=kunnat)} == {(1, 2)}


def test_unknown_name_given_twice_counts_once() -> None:
    assert Share(UNALLOCATED, 1, 2) in shares(kunta=["Kuvitelmala", "Kouvola", "kuvitelmala"])


@pytest.mark.parametrize(
    "maakunnat",
    [ALL_18, [*reversed(ALL_18)], [*ALL_18, "Nyland"], ["Valtakunnallinen"], ["valtakunnallinen"],
     ["Koko maa"]],
)  # fmt: skip
def test_national_is_shared_over_the_18_mainland_maakunnat(maakunnat: list[str]) -> None:
    found = shares(maakunta=maakunnat)
    assert len({s.region_key for s in found}) == 18
    assert {(s.part, s.whole) for s in found} == {(1, 18)}
    assert not [s for s in found if s.region_key.startswith("maakunta-21")]


@pytest.mark.parametrize("named", [[*ALL_18, "Ahvenanmaa"], ["Valtakunnallinen", "Åland"]])
def test_aland_counts_beside_national_only_if_named(named: list[str]) -> None:
    found = shares(maakunta=named)
    assert {(s.part, s.whole) for s in found} == {(1, 19)}
    assert [s for s in found if s.region_key.startswith("maakunta-21")]


def test_17_maakunnat_are_17_maakunnat() -> None:
    assert {(s.part, s.whole) for s in shares(maakunta=ALL_18[:17])} == {(1, 17)}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(LEVELS),
            st.sampled_from([*NAMES, "Kuvitelmala", "Sumunsaari", "Valtakunnallinen"]),
        ),
        max_size=30,
    ),
    st.integers(2007, 2029),
)
def test_parts_always_sum_to_the_whole(named: list[tuple[str, str]], asked: int) -> None:
    year = regions().classification_year(asked)
    found = region_shares([resolve(level, name, year) for level, name in named], regions(), year)
    assert len({s.whole for s in found}) == 1
    assert sum(s.part for s in found) == found[0].whole
    assert len({s.region_key for s in found}) == len(found)


@pytest.mark.parametrize(
    ("start", "key"), [("1.3.2019", "kunta-142-2014"), ("1.3.2021", "kunta-142-2021")]
)
def test_names_of_a_document_are_read_in_its_first_year(start: str, key: str) -> None:
    (share,) = made.rows(changed("Alkaa 1.3.2019", f"Alkaa {start}"), "region_share")
    assert share["region_key"] == key


@pytest.mark.parametrize("period", ["", "Alkaa keväällä ja päättyy syksyllä"])
def test_document_without_a_start_is_read_in_its_programme_period(period: str) -> None:
    text = changed("Alkaa 1.3.2019 ja päättyy 31.8.2021", period)
    (place, *_) = made.rows(text, "place")
    assert place["classification_year"] == 2014


def test_unknown_place_is_a_finding_and_a_national_word_is_none() -> None:
    (finding,) = findings(changed("Kunnat: Iitti", "Kunnat: Iitti, Kuvitelmala"))
    assert (finding["rule"], finding["field"]) == ("place_unknown", "named_kunta")
    assert finding["observed"] == "Kuvitelmala"
    assert findings(changed("Maakunnat: Kymenlaakso", "Maakunnat: Valtakunnallinen")) == []
