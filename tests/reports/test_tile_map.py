"""The tile maps: every maakunta has its tile, and the sums are those of the marts."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from reports.figures import read_figures
from reports.tile_map import classes, subjects, tile_map, tiles
from tests.conftest import rows


def test_every_maakunta_has_a_tile_of_its_own(sample_home: tuple[Path, Any]) -> None:
    query = "SELECT DISTINCT code FROM main.dim_region WHERE level = 'maakunta'"
    assert {(code,) for code in tiles()} == set(rows(sample_home[0], query))
    assert len(set(tiles().values())) == len(tiles())


def test_maps_sum_to_the_marts(sample_home: tuple[Path, Any]) -> None:
    found = subjects(read_figures(sample_home[0] / "warehouse.duckdb", None))
    query = """SELECT basis || '_eur', region_code, round(sum(amount_eur), 2)
        FROM mart.funding_by_region_period
        WHERE region_level = 'maakunta' AND period_grain = 'total' AND measure = 'eu_state'
            AND basis IN ('granted', 'realised')
        GROUP BY ALL
        UNION ALL
        SELECT basis || '_' || indicator, region_code, round(sum(value), 2)
        FROM mart.indicator_by_region_period
        WHERE region_level = 'maakunta' AND period_grain = 'total'
            AND indicator IN ('participating_persons', 'participating_companies')
        GROUP BY ALL"""
    expected = {(name, code): value for name, code, value in rows(sample_home[0], query)}
    assert len({name for name, _ in expected}) == 6
    assert {
        (name, code): round(value, 2)
        for name, values in found.items()
        for code, value in values.items()
    } == expected


def test_larger_figures_are_darker() -> None:
    values = [Decimal(n) for n in (5, 900, 12, 40, 40, 7000, 0, 3)]
    shades, legend = classes(values, "en")
    ordered = [shades[value] for value in sorted(values)]
    assert ordered == sorted(ordered)
    assert [row["label"] for row in legend] == ["0–3", "5", "12–40", "900", "7K"]


def test_a_region_without_a_figure_shows_a_dash() -> None:
    names = dict.fromkeys(tiles(), "Somewhere")
    svg = tile_map({"01": Decimal("1234567"), None: Decimal(3)}, names, "fi")
    assert svg.count(">–<") == len(tiles()) - 1
    assert "1,2\xa0milj." in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")
