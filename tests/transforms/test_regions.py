"""Names of places in the classification of a year, and the equal parts made from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import read_reference
from tests.transforms import made
from tests.transforms.made import changed, findings, regions
from transforms.allocation import known_place
from transforms.personal import MASK, Mask
from transforms.place_names import DESIGNATORS, fold_name, without_designator
from transforms.regions import LEVELS, UNALLOCATED, Place, Regions, Share, region_shares

ALL_18 = [
    "Uusimaa", "Varsinais-Suomi", "Satakunta", "Kanta-Häme", "Pirkanmaa", "Päijät-Häme",
    "Kymenlaakso", "Etelä-Karjala", "Etelä-Savo", "Pohjois-Savo", "Pohjois-Karjala",
    "Keski-Suomi", "Etelä-Pohjanmaa", "Pohjanmaa", "Keski-Pohjanmaa", "Pohjois-Pohjanmaa",
    "Kainuu", "Lappi",
]  # fmt: skip
NAMES = sorted({row["form"] for row in read_reference("region_name")})


def resolve(level: str, name: str, year: int) -> Place:
    return regions().resolve(level, name, year)


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
        ("kunta", "Anjalankoski", 2019),
        ("kunta", "kunta", 2019),
        ("kunta", "Kouvolan seutukunta", 2019),
        ("maakunta", "Kymenlaakson kunta", 2019),
    ],
)
def test_name_of_no_such_place_stays_unresolved(level: str, name: str, year: int) -> None:
    place = resolve(level, name, year)
    assert (place.code, place.named_key, place.resolution) == (None, None, "not resolved")


@pytest.mark.parametrize(
    ("level", "name", "year", "code", "resolution"),
    [
        ("kunta", "Kouvola", 2019, "286", "nominative, Finnish"),
        ("kunta", "Itis", 2020, "142", "nominative, Swedish"),
        ("kunta", "Itis", 2019, "142", "nominative, Swedish; name of other years"),
        ("kunta", "Iitin", 2019, "142", "genitive, Finnish"),
        ("kunta", "Pyhännän", 2019, "630", "genitive, Finnish"),
        ("kunta", "Kosken TL", 2019, "284", "genitive, Finnish"),
        ("kunta", "Koski TL", 2019, "284", "nominative, Finnish"),
        ("kunta", "Pedersöre", 2019, "599", "nominative, Swedish"),
        ("kunta", "Pedersören kunta", 2019, "599", "nominative, Finnish"),
        ("kunta", "Kouvolas", 2019, "286", "genitive, Swedish"),
        ("kunta", "Iitin kunta", 2019, "142", 'genitive, Finnish; with "kunta"'),
        ("kunta", "IITIN KUNTA", 2019, "142", 'genitive, Finnish; with "kunta"'),
        ("kunta", "Kouvolan kaupunki", 2019, "286", 'genitive, Finnish; with "kaupunki"'),
        ("kunta", "Esbo stad", 2019, "049", 'nominative, Swedish; with "stad"'),
        ("kunta", "City of Espoo", 2019, "049", 'nominative, Finnish; with "city of"'),
        ("seutukunta", "Kouvolan seutukunta", 2019, "081", 'genitive, Finnish; with "seutukunta"'),
        ("maakunta", "Kymenlaakson", 2019, "08", "genitive, Finnish"),
        ("maakunta", "Uudenmaan maakunta", 2019, "01", 'genitive, Finnish; with "maakunta"'),
        ("maakunta", "Ahvenanmaan", 2016, "21", "genitive, Finnish"),
        ("maakunta", "Nylands", 2019, "01", "genitive, Swedish"),
        ("maakunta", "landskapet Kymmenedalen", 2019, "08",
         'nominative, Swedish; with "landskapet"'),
        ("maakunta", "North Karelia", 2019, "12", "nominative, English"),
        ("maakunta", "South Savo", 2016, "10", "nominative, English; name of other years"),
        ("suuralue", "Helsinki-Uudenmaan", 2019, "1", "genitive, Finnish"),
        ("kunta", "Valtimo", 2019, "911", "nominative, Finnish"),
        ("kunta", "Valtimo", 2022, "541", "nominative, Finnish; merged into Nurmes in 2020"),
        ("kunta", "Valtimon", 2022, "541", "genitive, Finnish; merged into Nurmes in 2020"),
        ("kunta", "Valtimon kunta", 2022, "541",
         'genitive, Finnish; merged into Nurmes in 2020; with "kunta"'),
        ("maakunta", "Koko maa", 2019, None, "national"),
    ],
)  # fmt: skip
def test_resolution_says_how_the_name_was_read(
    level: str, name: str, year: int, code: str | None, resolution: str
) -> None:
    place = resolve(level, name, year)
    assert (place.code, place.resolution) == (code, resolution)


@pytest.mark.parametrize(
    ("name", "own", "last", "successor"),
    [
        ("Valtimo", "911", 2019, "541"), ("Honkajoki", "099", 2020, "214"),
        ("Nastola", "532", 2015, "398"), ("Luvia", "442", 2016, "051"),
        ("Juankoski", "174", 2016, "297"), ("Kjulo", "319", 2015, "783"),
        ("Maaningan", "476", 2014, "297"), ("Pertunmaa", "588", 2024, "507"),
    ],
)  # fmt: skip
def test_merged_kunta_is_itself_in_its_time_and_its_successor_after(
    name: str, own: str, last: int, successor: str
) -> None:
    assert (resolve("kunta", name, last).code, resolve("kunta", name, last).mergers) == (own, ())
    place = resolve("kunta", name, last + 1)
    assert place.code == successor
    assert place.named_key == regions().key("kunta", own, last)
    assert [merger.code for merger in place.mergers] == [successor]


def test_kunta_and_the_one_it_merged_into_are_shares_of_their_own() -> None:
    """They are one in the warehouse, if they are one when the project begins."""
    found = shares(2022, kunta=["Nurmes", "Nurmeksen", "Valtimo", "Kuopio"])
    assert [(s.part, s.whole) for s in found] == [(1, 3), (1, 3), (1, 3)]


def test_mergers_are_followed_to_the_kunta_that_exists() -> None:
    row = {"year": "2024", "change": "merged", "code_old": "541", "code_new": "422"}
    later = {**row, "name_old": "Nurmes", "name_new": "Lieksa"}
    changes = [*read_reference("region_change"), later]
    spans = [
        r | {"last_year": "2023"} if (r["level"], r["code"]) == ("kunta", "541") else r
        for r in read_reference("region")
    ]
    chained = Regions(spans, read_reference("region_name"), changes)
    assert chained.resolve("kunta", "Valtimo", 2023).code == "541"
    place = chained.resolve("kunta", "Valtimo", 2024)
    assert place.code == "422"
    assert place.resolution == (
        "nominative, Finnish; merged into Nurmes in 2020; merged into Lieksa in 2024"
    )


def test_every_word_of_a_level_is_accepted_on_its_side() -> None:
    named = {"kunta": "Iitin", "seutukunta": "Kouvolan", "maakunta": "Lapin", "suuralue": "Åland"}
    for level, words in DESIGNATORS.items():
        bare = resolve(level, named[level], 2019)
        assert bare.code
        for word in words:
            for name in (f"{named[level]} {word}", f"{word.title()}  {named[level]}"):
                place = resolve(level, name, 2019)
                assert place.code == bare.code
                assert place.resolution == f'{bare.resolution}; with "{word}"'


@pytest.mark.parametrize(
    ("level", "name", "expected"),
    [
        ("kunta", "Kouvla", "kunta 2019; Kouvola?"),
        ("kunta", "Kouvlan", "kunta 2019; Kouvola?"),
        ("kunta", "Kouvlan kaupunki", "kunta 2019; Kouvola?"),
        ("kunta", "Iiti", "kunta 2019; Iitti?"),
        ("kunta", "Heslingfors", "kunta 2019; Helsingfors?"),
        ("kunta", "Kuvitelmala", "kunta 2019"),
        ("kunta", "Sumunsaari", "kunta 2019"),
        ("kunta", "Tonttula", "kunta 2019"),
        ("kunta", "", "kunta 2019"),
        ("kunta", "Temi", "kunta 2019; Kemi, Lemi?"),
        ("kunta", "Kymenlaakso", "kunta 2019; maakunta?"),
        ("kunta", "Kouvolan seutukunta", "kunta 2019; seutukunta?"),
        ("maakunta", "Kouvola", "maakunta 2019; kunta, seutukunta?"),
        ("maakunta", "Länsi-Suomi", "maakunta 2019; suuralue?"),
        ("maakunta", "Kymmendalen", "maakunta 2019; Kymmenedalen?"),
        ("seutukunta", "Kotkan-Hamina", "seutukunta 2019; Kotka-Hamina?"),
    ],
)
def test_unknown_name_gets_a_suggestion_only_where_one_is_close(
    level: str, name: str, expected: str
) -> None:
    place = resolve(level, name, 2019)
    assert place.code is None
    assert known_place(place, regions(), 2019) == expected


def test_names_equally_close_are_suggested_together_but_no_more_than_three() -> None:
    assert regions().suggestions("kunta", "Vaada", 2020) == ["Vaala", "Vaasa", "Vanda"]
    named = {"049": "Saaa", "091": "Saab", "092": "Saac", "142": "Saad"}
    held = {"language": "fi", "form_kind": "nominative", "first_year": "2014", "last_year": "2026"}
    names = [{"level": "kunta", "code": code, "form": form, **held} for code, form in named.items()]
    many = Regions(read_reference("region"), names, [])
    assert many.suggestions("kunta", "Saax", 2019) == ["Saaa", "Saab", "Saac"]


@given(st.sampled_from(LEVELS), st.text(max_size=12), st.integers(2014, 2026))
def test_only_names_of_the_reference_are_ever_accepted(level: str, name: str, year: int) -> None:
    place = resolve(level, name, year)
    folded = [bare for bare, _ in without_designator(level, fold_name(name))]
    assert (place.code is None) == (not {(level, bare) for bare in folded} & set(regions().forms))


@pytest.mark.parametrize(("year", "maakunta"), [(2019, "08"), (2020, "08"), (2021, "07")])
def test_municipality_that_moved_belongs_to_the_maakunta_of_the_year(
    year: int, maakunta: str
) -> None:
    key = resolve("kunta", "Iitti", year).named_key
    rows = {f"{r['level']}-{r['code']}-{r['first_year']}": r for r in read_reference("region")}
    assert rows[str(key)]["maakunta_code"] == maakunta


@pytest.mark.parametrize(
    ("asked", "used"), [(2007, 2014), (2014, 2014), (2020, 2020), (2099, 2026)]
)
def test_year_beyond_the_reference_takes_its_nearest_one(asked: int, used: int) -> None:
    assert regions().classification_year(asked) == used


def test_no_name_means_two_places_in_any_year() -> None:
    for key, forms in regions().forms.items():
        assert len({form.code for form in forms}) == 1, key


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


def test_unknown_name_that_looks_like_a_code_is_another_place() -> None:
    assert shares(kunta=["Iitti", "142"]) == [
        Share("kunta-142-2014", 1, 2),
        Share(UNALLOCATED, 1, 2),
    ]


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


@pytest.mark.parametrize(
    ("start", "nearest"), [("1.3.2019", False), ("1.3.2013", True), ("1.3.2014", False)]
)
def test_place_read_with_the_nearest_year_is_marked(start: str, nearest: bool) -> None:
    (place, *_) = made.rows(changed("Alkaa 1.3.2019", f"Alkaa {start}"), "place")
    assert place["year_is_nearest"] is nearest


def test_unknown_place_is_a_finding_and_a_national_word_is_none() -> None:
    (finding,) = findings(changed("Kunnat: Iitti", "Kunnat: Iitti, Kuvitelmala, Kouvola"))
    assert (finding["rule"], finding["field"]) == ("place_unknown", "named_kunta")
    assert (finding["observed"], finding["expected"]) == ("Kuvitelmala", "kunta 2019")
    (finding,) = findings(changed("Kunnat: Iitti", "Kunnat: Iiti"))
    assert (finding["observed"], finding["expected"]) == ("Iiti", "kunta 2019; Iitti?")
    assert findings(changed("Maakunnat: Kymenlaakso", "Maakunnat: Valtakunnallinen")) == []


def test_suggested_name_is_not_accepted() -> None:
    (share,) = made.rows(changed("Kunnat: Iitti", "Kunnat: Iiti"), "region_share")
    assert share["region_key"] == UNALLOCATED


def test_old_name_of_a_merged_kunta_is_a_finding_that_names_the_successor() -> None:
    text = changed("Kunnat: Iitti", "Kunnat: Valtimo")
    assert findings(text) == []
    (finding,) = findings(changed("Alkaa 1.3.2019", "Alkaa 1.3.2020", text))
    assert (finding["rule"], finding["field"]) == ("place_merged", "named_kunta")
    assert (finding["observed"], finding["expected"]) == ("Valtimo", "Nurmes (2020)")


def test_genitive_of_a_place_that_is_a_first_name_is_still_masked() -> None:
    assert {"simo", "simon"} <= regions().names
    assert "simo" in regions().own_names
    assert Mask(["Simon Suo"], [], regions().own_names).text("Simon kertoi") == f"{MASK} kertoi"
