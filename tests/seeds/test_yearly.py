"""NUTS codes and population agree with the facts they were made from, and with what is known."""

import csv
from pathlib import Path

import pytest

from seeds import REFERENCE, read_reference
from seeds.reference.make_yearly import main
from tests.needs import named_folder

FACTS = "HANKEVARASTO_REFERENCE"
COUNTED_YEARS = range(2007, 2023)
VINTAGES = {
    2014: "2013", 2015: "2013", 2016: "2013", 2017: "2013",
    2018: "2016", 2019: "2016", 2020: "2016",
    2021: "2021", 2022: "2021", 2023: "2021",
    2024: "2024", 2025: "2024", 2026: "2024",
}  # fmt: skip
NUTS_OF_LEVEL = {"kunta": "nuts3_code", "maakunta": "nuts3_code", "suuralue": "nuts2_code"}

# Rows of ``region_nuts.csv`` by level, code and year.
Nuts = dict[tuple[str, str, int], dict[str, str]]


def facts_folder() -> Path:
    return named_folder(FACTS, "yearly division facts")


def facts(name: str) -> list[dict[str, str]]:
    with (facts_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def inhabitants() -> dict[tuple[str, int], int]:
    rows = read_reference("population")
    counted = {(r["kunta_code"], int(r["year"])): int(r["inhabitants"]) for r in rows}
    assert len(counted) == len(rows)
    return counted


def years(row: dict[str, str]) -> range:
    return range(int(row["first_year"]), int(row["last_year"]) + 1)


@pytest.fixture(scope="module")
def nuts() -> Nuts:
    """The one row of each level, code and year."""
    found: Nuts = {}
    for row in read_reference("region_nuts"):
        for year in years(row):
            assert found.setdefault((row["level"], row["code"], year), row) is row
    return found


@pytest.mark.parametrize("table", ["region_nuts", "population"])
def test_tables_are_made_from_the_facts(table: str, tmp_path: Path) -> None:
    main(facts_folder(), tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (REFERENCE / f"{table}.csv").read_bytes()


@pytest.mark.parametrize(
    ("year", "total"),
    [
        (2007, 5_300_484), (2010, 5_375_276), (2013, 5_451_270), (2015, 5_487_308),
        (2018, 5_517_919), (2020, 5_533_793), (2022, 5_563_970),
    ],
)  # fmt: skip
def test_inhabitants_of_all_kunnat_are_those_of_the_country(year: int, total: int) -> None:
    """The population of Finland on 31 December, as Statistics Finland published it."""
    assert sum(count for (_, of), count in inhabitants().items() if of == year) == total


def test_every_year_counts_the_same_kunnat_as_the_facts_do() -> None:
    stated = {
        (fact["kunta_code"], int(fact["year"])): int(fact["population"])
        for fact in facts("population_by_year")
        if int(fact["year"]) in COUNTED_YEARS
    }
    assert inhabitants() == stated


def test_kunnat_counted_are_those_of_2021_to_2024_in_every_year() -> None:
    kunnat = {
        year: {
            row["code"]
            for row in read_reference("region")
            if row["level"] == "kunta" and year in years(row)
        }
        for year in range(2021, 2025)
    }
    counted = inhabitants()
    assert {year for _, year in counted} == set(COUNTED_YEARS)
    for year in COUNTED_YEARS:
        assert [{code for code, of in counted if of == year}] * 4 == [*kunnat.values()]


def test_every_region_of_every_year_has_one_nuts_code(nuts: Nuts) -> None:
    """Of those levels that have one: a seutukunta is no region of NUTS."""
    existing = {
        (row["level"], row["code"], year)
        for row in read_reference("region")
        if row["level"] != "seutukunta"
        for year in years(row)
    }
    assert existing == set(nuts)
    lengths = {(level, len(row["nuts_code"])) for (level, _, _), row in nuts.items()}
    assert lengths == {("kunta", 5), ("maakunta", 5), ("suuralue", 4)}


def test_vintage_is_the_one_in_use_and_earlier_years_are_marked(nuts: Nuts) -> None:
    assert {year for _, _, year in nuts} == set(VINTAGES)
    for (_, _, year), row in nuts.items():
        assert row["nuts_vintage"] == VINTAGES[year]
        assert row["is_nearest"] == ("1" if year in (2014, 2015, 2016) else "0")


@pytest.mark.parametrize("level", NUTS_OF_LEVEL)
def test_nuts_codes_are_those_of_the_facts(level: str, nuts: Nuts) -> None:
    """A kunta has its own, a suuralue that of all its kunnat, a maakunta that of most of them."""
    seen: dict[tuple[str, int], list[str]] = {}
    for fact in facts("municipality_by_year"):
        if fact[NUTS_OF_LEVEL[level]]:
            key = (fact[f"{level}_code"], int(fact["year"]))
            seen.setdefault(key, []).append(fact[NUTS_OF_LEVEL[level]])
    assert {year for _, year in seen} == set(range(2017, 2027))
    for (code, year), codes in seen.items():
        own = nuts[level, code, year]["nuts_code"]
        assert 2 * codes.count(own) > len(codes)
        assert level == "maakunta" or set(codes) == {own}


def test_nuts_codes_of_a_maakunta_are_those_of_each_vintage(nuts: Nuts) -> None:
    for fact in facts("maakunta"):
        for year, vintage in VINTAGES.items():
            row = nuts["maakunta", fact["maakunta_code"], year]
            assert row["nuts_code"] == fact[f"nuts3_{vintage}"]
            assert nuts["suuralue", fact["suuralue_code"], year]["nuts_code"] == fact["nuts2_code"]


@pytest.mark.parametrize(
    ("level", "code", "by_year"),
    [
        # Kainuu and Pirkanmaa: codes that changed with NUTS 2016, with NUTS 2024.
        ("maakunta", "18", {2014: "FI1D4", 2017: "FI1D4", 2018: "FI1D8", 2026: "FI1D8"}),
        ("maakunta", "06", {2017: "FI197", 2023: "FI197", 2024: "FI19B"}),
        # Vaala, in Pohjois-Pohjanmaa from 2016, and Iitti, in Päijät-Häme from 2021: NUTS follows.
        ("kunta", "785", {2016: "FI1D4", 2017: "FI1D4", 2018: "FI1D9"}),
        ("kunta", "142", {2020: "FI1C4", 2021: "FI1C4", 2023: "FI1C4", 2024: "FI1C6"}),
        # Lavia and Nastola were gone by 2017: the code of Pori, of Lahti.
        ("kunta", "413", {2014: "FI196"}),
        ("kunta", "532", {2014: "FI1C3", 2015: "FI1C3"}),
    ],
)
def test_nuts_code_of_a_region_in_some_years(
    level: str, code: str, by_year: dict[int, str], nuts: Nuts
) -> None:
    assert {year: nuts[level, code, year]["nuts_code"] for year in by_year} == by_year
