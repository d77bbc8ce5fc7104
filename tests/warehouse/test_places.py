"""The places a project names, as published: how each name was read, and from which document."""

from pathlib import Path

from tests.transforms.made import changed
from tests.transforms.made_list import HEADER, ROW, as_csv
from tests.warehouse.made import build, take_in
from warehouse.query import ask

NAMED = changed("Kunnat: Iitti", "Kunnat: Iitin kunta, Valtimo, Kuvitelmala, Valtimo")
LATER = changed("Alkaa 1.3.2019", "Alkaa 1.3.2020", NAMED)
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
