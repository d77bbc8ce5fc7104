"""The places a project names, as published: how each name was read, and from which document."""

from pathlib import Path

from tests.transforms.made import changed
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.warehouse.made import build, take_in
from warehouse.query import ask

NAMED = changed("Kunnat: Iitti", "Kunnat: Iitin kunta, Valtimo, Kuvitelmala, Valtimo")
LATER = changed("Alkaa 1.3.2019", "Alkaa 1.3.2020", NAMED)
PARTS = """SELECT version, region_key, share_part, share_whole
    FROM main.bridge_project_region INNER JOIN main.dim_project USING (project_key) ORDER BY ALL"""
PLACES = """SELECT name, region_key, region_code, resolution, classification_year
    FROM {schema}.project_place WHERE level = 'kunta' ORDER BY ALL"""


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    return ask(build(home), query)[1]


def test_each_place_says_how_its_name_was_read(tmp_path: Path) -> None:
    take_in(tmp_path, [("x", LATER.encode())])
    iitti = 'genitive, Finnish; with "kunta"'
    valtimo = "nominative, Finnish; merged into Nurmes in 2020"
    assert rows(tmp_path, PLACES.format(schema="main")) == [
        ("Iitin kunta", "kunta-142-2014", "142", iitti, 2020),
        ("Kuvitelmala", None, None, "not resolved", 2020),
        ("Valtimo", "kunta-541-2014", "541", valtimo, 2020),
    ]


def test_places_of_all_versions_are_kept_and_the_latest_are_a_view(tmp_path: Path) -> None:
    take_in(tmp_path, [("x", NAMED.encode())])
    take_in(tmp_path, [("x", LATER.encode())])
    query = """SELECT version, classification_year, region_code FROM {schema}.project_place
        INNER JOIN main.dim_project USING (project_key)
        WHERE project_place.name = 'Valtimo' ORDER BY ALL"""
    both = [(1, 2019, "911"), (2, 2020, "541")]
    assert rows(tmp_path, query.format(schema="main")) == both
    assert rows(tmp_path, query.format(schema="latest")) == both[1:]


def test_key_is_unique_and_its_regions_are_those_of_the_bridge(tmp_path: Path) -> None:
    take_in(tmp_path, [("x", LATER.encode()), ("y", as_csv(HEADER, ROW).encode())])
    keys = "project_key, level, name"
    assert (
        rows(tmp_path, f"SELECT {keys} FROM main.project_place GROUP BY ALL HAVING count(*) > 1")
        == []
    )
    strays = """SELECT * FROM main.bridge_project_region AS bridge
        ANTI JOIN main.project_place AS place USING (project_key, region_key)
        WHERE bridge.region_key <> 'unallocated'"""
    assert rows(tmp_path, strays) == []


def test_year_outside_the_classification_is_marked(tmp_path: Path) -> None:
    early = changed("Alkaa 1.3.2019", "Alkaa 1.3.2012")
    take_in(tmp_path, [("x", early.encode())])
    query = "SELECT DISTINCT classification_year, year_is_nearest FROM main.project_place"
    assert rows(tmp_path, query) == [(2014, True)]


def test_places_are_told_in_the_first_year_of_the_project_whichever_document_states_it(
    tmp_path: Path,
) -> None:
    """A description without dates is read with 2014; the list says that the project began later."""
    named = changed("Kunnat: Iitti", "Kunnat: Iitti, Valtimo, Nurmes, Kuvitelmala")
    undated = changed("Alkaa 1.3.2019 ja päättyy 31.8.2021", "", named)
    listed = as_csv(HEADER, put(OTHER, c0="S29100", c6="1.1.2022", c7="31.12.2022"))
    take_in(tmp_path, [("x", undated.encode())])
    take_in(tmp_path, [("y", listed.encode())])
    assert rows(tmp_path, PARTS) == [
        (1, "kunta-142-2014", 1, 4),
        (1, "kunta-541-2014", 1, 4),
        (1, "kunta-911-2014", 1, 4),
        (1, "unallocated", 1, 4),
        (2, "kunta-142-2021", 1, 3),
        (2, "kunta-541-2014", 1, 3),
        (2, "unallocated", 1, 3),
    ]
    places = "name, region_key, region_code, classification_year, year_is_nearest"
    query = f"SELECT {places} FROM latest.project_place WHERE level = 'kunta' ORDER BY ALL"
    assert rows(tmp_path, query) == [
        ("Iitti", "kunta-142-2021", "142", 2022, False),
        ("Kuvitelmala", None, None, 2022, False),
        ("Nurmes", "kunta-541-2014", "541", 2022, False),
        ("Valtimo", "kunta-541-2014", "541", 2022, False),
    ]
    money = """SELECT DISTINCT region_name FROM reading.funding_contributions()
        WHERE basis = 'granted' ORDER BY ALL"""
    assert rows(tmp_path, money) == [("Kohdentamaton",), ("Pohjois-Karjala",), ("Päijät-Häme",)]


def test_places_read_as_merged_are_apart_in_a_project_that_began_before(tmp_path: Path) -> None:
    """A description with nothing but an end is read with its year; the list says the start."""
    named = changed("Kunnat: Iitti", "Kunnat: Nurmes, Valtimo")
    late = changed("Alkaa 1.3.2019 ja päättyy 31.8.2021", "Alkaa  ja päättyy 31.8.2021", named)
    listed = as_csv(HEADER, put(OTHER, c0="S29100", c6="1.1.2019", c7="31.12.2021"))
    take_in(tmp_path, [("x", late.encode())])
    take_in(tmp_path, [("y", listed.encode())])
    assert rows(tmp_path, PARTS) == [
        (1, "kunta-541-2014", 1, 1),
        (2, "kunta-541-2014", 1, 2),
        (2, "kunta-911-2014", 1, 2),
    ]
    places = """SELECT version, project_place.name, region_code, classification_year
        FROM main.project_place INNER JOIN main.dim_project USING (project_key)
        WHERE level = 'kunta' ORDER BY ALL"""
    assert rows(tmp_path, places) == [
        (1, "Nurmes", "541", 2021),
        (1, "Valtimo", "541", 2021),
        (2, "Nurmes", "541", 2019),
        (2, "Valtimo", "911", 2019),
    ]


def test_seutukunta_gone_by_the_first_year_of_the_project_is_unallocated(tmp_path: Path) -> None:
    named = changed("Seutukunnat: Kouvolan", "Seutukunnat: Kyrönmaan, Kouvolan")
    undated = changed("Alkaa 1.3.2019 ja päättyy 31.8.2021", "", named)
    undated = changed("Kunnat: Iitti", "Kunnat:", undated)
    listed = as_csv(HEADER, put(OTHER, c0="S29100", c6="1.1.2022", c7="31.12.2022"))
    take_in(tmp_path, [("x", undated.encode()), ("y", listed.encode())])
    parts = """SELECT region_key, share_part, share_whole FROM latest.bridge_project_region
        ORDER BY ALL"""
    assert rows(tmp_path, parts) == [("seutukunta-081-2014", 1, 2), ("unallocated", 1, 2)]
