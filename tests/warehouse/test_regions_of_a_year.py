"""Kunnat that merged or moved: where money counts in its own time, and on one year's regions."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import duckdb
import pytest

from schemas.tables.region import LEVELS
from tests.transforms.made import DESCRIPTION
from tests.warehouse.made import build, take_in

# Project code, its first year, and what it names.
PROJECTS = {
    "S29019": (2019, "Kunnat: Iitti"),
    "S29022": (2022, "Kunnat: Iitti"),
    "S29119": (2019, "Kunnat: Valtimo"),
    "S29120": (2020, "Kunnat: Honkajoki"),
    "S29115": (2015, "Kunnat: Nastola"),
    "S29116": (2016, "Kunnat: Luvia"),
    "S29117": (2016, "Kunnat: Juankoski"),
    "S29219": (2019, "Seutukunnat: Kyrönmaan"),
    "S29220": (2019, "Maakunnat: Kymenlaakso"),
}
# Codes of the regions whose inhabitants of any year nobody knows, by the last classification so.
UNCOUNTED_TO = {
    "kunta": {
        2014: "413 609 423 838 476",  # Lavia in Pori, Tarvasjoki in Lieto, Maaninka
        2015: "098 283 164 301 319 783 398 532",  # Hollola, Kurikka, Säkylä, Lahti
        2016: "051 442 174 297",  # Luvia in Eurajoki; Juankoski, as Maaninka, in Kuopio
        2019: "541 911",  # Valtimo in Nurmes
        2020: "099 214",  # Honkajoki in Kankaanpää
    },
    # Borders that Tarvasjoki and Lavia, then Luvia and Juankoski crossed by merging.
    "seutukunta": {2014: "023 025 044", 2016: "041 043 112 113"},
}


def description(code: str, year: int, place: str) -> bytes:
    text = DESCRIPTION.replace("S29100", code)
    text = text.replace("1.3.2019", f"1.1.{year}").replace("31.8.2021", f"31.12.{year}")
    text = text.replace("Maakunnat: Kymenlaakso", "Maakunnat:")
    text = text.replace("Seutukunnat: Kouvolan", "Seutukunnat:").replace("Kunnat: Iitti", "Kunnat:")
    return text.replace(f"{place.partition(' ')[0]}", place).encode()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("home")
    documents = [(code, description(code, *facts)) for code, facts in PROJECTS.items()]
    assert take_in(home, documents) == ["loaded"] * len(PROJECTS)
    with duckdb.connect(str(build(home)), read_only=True) as connection:
        yield connection


def regions(connection: duckdb.DuckDBPyConnection, code: str, arguments: str) -> list[Any]:
    """Names of the regions that a project's granted money falls to, NULL as Kohdentamaton."""
    query = f"""SELECT region_name FROM reading.funding_contributions({arguments})
        WHERE project_code = '{code}' AND measure = 'eu_state' AND basis = 'granted'"""
    return sorted(name for (name,) in connection.execute(query).fetchall())


@pytest.mark.parametrize(
    ("code", "own", "of_2023"),
    [("S29019", "Kymenlaakso", "Päijät-Häme"), ("S29022", "Päijät-Häme", "Päijät-Häme")],
)
def test_iitti_counts_where_it_belonged_and_where_it_belongs(
    warehouse: duckdb.DuckDBPyConnection, code: str, own: str, of_2023: str
) -> None:
    assert regions(warehouse, code, "grain := 'total'") == [own]
    assert regions(warehouse, code, "grain := 'total', classification_year := 2023") == [of_2023]
    assert regions(warehouse, code, "grain := 'total', classification_year := 2020") == [
        "Kymenlaakso"
    ]


@pytest.mark.parametrize(
    ("code", "own", "of_2023"),
    [
        ("S29119", "Valtimo", "Nurmes"),
        ("S29120", "Honkajoki", "Kankaanpää"),
        ("S29115", "Nastola", "Lahti"),
        ("S29116", "Luvia", "Eurajoki"),
        ("S29117", "Juankoski", "Kuopio"),
    ],
)
def test_merged_kunta_is_itself_in_its_time_and_its_successor_later(
    warehouse: duckdb.DuckDBPyConnection, code: str, own: str, of_2023: str
) -> None:
    shape = "level := 'kunta', grain := 'total'"
    assert regions(warehouse, code, shape) == [own]
    assert regions(warehouse, code, f"{shape}, classification_year := 2023") == [of_2023]


@pytest.mark.parametrize(
    ("level", "own", "of_2023"),
    [
        ("seutukunta", "Kyrönmaa", "Kohdentamaton"),
        ("maakunta", "Pohjanmaa", "Kohdentamaton"),
        ("suuralue", "Länsi-Suomi", "Länsi-Suomi"),
    ],
)
def test_seutukunta_that_was_divided_counts_where_all_of_it_went(
    warehouse: duckdb.DuckDBPyConnection, level: str, own: str, of_2023: str
) -> None:
    shape = f"level := '{level}', grain := 'total'"
    assert regions(warehouse, "S29219", shape) == [own]
    assert regions(warehouse, "S29219", f"{shape}, classification_year := 2023") == [of_2023]


def test_maakunta_named_as_a_whole_goes_on_under_its_code(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert regions(warehouse, "S29220", "grain := 'total', classification_year := 2023") == [
        "Kymenlaakso"
    ]
    assert regions(warehouse, "S29220", "level := 'kunta', grain := 'total'") == ["Kohdentamaton"]


def test_money_per_inhabitant_stands_on_the_regions_of_one_year(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = """SELECT region_code, period, inhabitants, inhabitants_year, amount_eur,
            amount_eur_per_1000
        FROM reading.funding(level := 'kunta', classification_year := {year})
        WHERE measure = 'eu_state' AND basis = 'granted' AND region_code IN ('541', '911')"""
    (nurmes,) = warehouse.execute(query.format(year=2023)).fetchall()
    population = """SELECT inhabitants FROM main.region_population WHERE region_level = 'kunta'
        AND region_code = '541' AND classification_year = 2023 AND year = 2019"""
    inhabitants = warehouse.execute(population).fetchall()[0][0]
    assert inhabitants > 9000
    assert nurmes[:4] == ("541", "2019", inhabitants, 2019)
    assert nurmes[5] == round(nurmes[4] * 1000 / inhabitants, 4)
    # Nobody counted Valtimo alone: of its own time's Nurmes the inhabitants are not known.
    (valtimo,) = warehouse.execute(query.format(year=2019)).fetchall()
    assert (valtimo[0], valtimo[2], valtimo[5]) == ("911", None, None)


def test_regions_without_a_count_are_those_that_mergers_by_2021_changed(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Inhabitants are counted by the kunnat of 2021, some of which lie in such a region in part."""
    query = """SELECT region.level, region.code, list(region.year ORDER BY region.year)
        FROM main.dim_region_year AS region ANTI JOIN main.region_population AS population
        ON region.level = population.region_level AND region.code = population.region_code
            AND region.year = population.classification_year AND population.year = 2020
        GROUP BY ALL"""
    found = {(level, code): years for level, code, years in warehouse.execute(query).fetchall()}
    assert found == {
        (level, code): list(range(2014, last + 1))
        for level, lasts in UNCOUNTED_TO.items()
        for last, codes in lasts.items()
        for code in codes.split()
    }


def test_regions_that_are_all_counted_have_the_inhabitants_of_the_country(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = """SELECT region_level, classification_year, sum(inhabitants)
        FROM main.region_population WHERE year = 2020 GROUP BY ALL"""
    counted = {(level, of): total for level, of, total in warehouse.execute(query).fetchall()}
    assert set(counted) == set(product(LEVELS, range(2014, 2027)))
    for (level, of), total in counted.items():
        is_whole = of > max(UNCOUNTED_TO.get(level, [0]))
        assert (total == 5_533_793) == is_whole, (level, of)


def test_supplied_weights_divide_a_project_over_its_places(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = """WITH mine (region_level, region_code, weight) AS (VALUES ('kunta', '142', 3))
        SELECT sum(amount_eur) FILTER (region_code IS NOT NULL)
        FROM reading.funding_contributions(level := 'kunta', weights := 'mine')
        WHERE measure = 'eu_state' AND basis = 'granted'"""
    # A place without a weight is in no region: only Iitti of the two projects that name it.
    assert warehouse.execute(query).fetchall() == [(160_000,)]


def test_inhabitants_of_a_merged_kunta_weigh_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Mäntyharju has Pertunmaa's from 2025: Pertunmaa, Kyrönmaa, Valtimo have no weight."""
    query = """SELECT region_level, sum(weight), count(*) FROM main.weight_population
        GROUP BY ALL ORDER BY ALL"""
    assert warehouse.execute(query).fetchall() == [
        ("kunta", 5_563_970, 308),
        ("maakunta", 5_563_970, 19),
        ("seutukunta", 5_563_970, 69),
        ("suuralue", 5_563_970, 5),
    ]
