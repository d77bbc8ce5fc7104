"""Figures by maakunta as a map of equal tiles."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from reports.charts import INK, SOFT, to_spec, to_svg
from reports.figures import Figures, Rows
from reports.formats import NOTHING, compact

WIDTH, HEIGHT = 92, 66
# One hue from pale to dark, told apart also without seeing colour; ink on them has contrast 4.5.
PAPER = "#ffffff"
SHADES = ("#eef4fa", "#cfe1f2", "#93c4de", "#1f6fb2", "#08306b")
ON_SHADES = (INK, INK, INK, PAPER, PAPER)
INDICATORS = ("participating_persons", "participating_companies")


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Column and row of each maakunta's tile, by its code."""
    import yaml

    path = Path(__file__).parent / "tiles.yaml"
    return {
        code: (column, row)
        for code, (column, row) in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    }


def subjects(figures: Figures) -> dict[str, dict[str | None, Decimal]]:
    """Values by maakunta, None what no document places, of each figure the maps show."""
    found = {
        f"{basis}_eur": {
            row["code"]: row[f"{basis}_eur"]
            for row in figures.regions
            if row[f"{basis}_eur"] is not None
        }
        for basis in ("granted", "realised")
    }
    for indicator in INDICATORS:
        for basis in ("planned", "realised"):
            found[f"{basis}_{indicator}"] = {
                row["code"]: row["value"]
                for row in figures.indicators
                if (row["indicator"], row["basis"]) == (indicator, basis)
            }
    return found


def tile_map(values: dict[str | None, Decimal], names: dict[str, str], lang: str) -> str:
    """One map as SVG; `names` are those of the maakunnat by code.

    A region without a value is white.
    """
    shade_of, legend = classes([value for code, value in values.items() if code], lang)
    drawn = [
        tile(code, place, values.get(code), names[code], shade_of, lang)
        for code, place in tiles().items()
    ]
    return to_svg(empty_map() | {"datasets": {"tiles": drawn, "legend": legend}})


@cache
def empty_map() -> dict[str, Any]:
    """The map without its data; Altair takes longer to put it together than to draw it."""
    import altair as alt

    across = alt.X("x:Q", axis=None).scale(domain=[0, 6], nice=False)
    base = alt.Chart(alt.NamedData("tiles"), width=6 * WIDTH, height=6 * HEIGHT).encode(
        x=across, y=alt.Y("y:Q", axis=None).scale(domain=[6, 0], nice=False)
    )
    boxes = base.mark_rect(stroke=SOFT, strokeWidth=0.5).encode(
        x2="x2:Q", y2="y2:Q", color=alt.Color("colour:N", scale=None)
    )
    names = words(base, "lines:N", -10, 12.5, "normal")
    values = words(base, "label:N", 20, 13.5, "bold")
    legend = alt.Chart(alt.NamedData("legend"), width=6 * WIDTH, height=18).encode(
        x=across, y=alt.value(9)
    )
    swatches = legend.mark_rect(stroke=SOFT, strokeWidth=0.5, height=14).encode(
        x2="x2:Q", color=alt.Color("colour:N", scale=None)
    )
    said = legend.mark_text(align="left", baseline="middle", dx=4, fontSize=10, color=INK).encode(
        x="x2:Q", text="label:N"
    )
    return to_spec(alt.vconcat(boxes + names + values, swatches + said, spacing=8))


def words(base: Any, field: str, dy: int, size: float, weight: str) -> Any:
    """A line or lines of text in the middle of each tile."""
    import altair as alt

    return base.mark_text(
        dy=dy, fontSize=size, fontWeight=weight, lineHeight=13, baseline="middle"
    ).encode(
        x=alt.X("middle_x:Q", axis=None),
        y=alt.Y("middle_y:Q", axis=None),
        text=field,
        color=alt.Color("ink:N", scale=None),
    )


def tile(
    code: str,
    place: tuple[int, int],
    value: Decimal | None,
    name: str,
    shade_of: dict[Decimal, int],
    lang: str,
) -> dict[str, Any]:
    """One tile as the chart's data."""
    column, row = place
    shade = None if value is None else shade_of[value]
    return {
        "x": column + 0.02,
        "x2": column + 0.98,
        "y": row + 0.02,
        "y2": row + 0.98,
        "middle_x": column + 0.5,
        "middle_y": row + 0.5,
        "lines": name.replace("-", "-\n").replace(" ", "\n").split("\n"),
        "label": compact(value, lang),
        "colour": PAPER if shade is None else SHADES[shade],
        "ink": INK if shade is None else ON_SHADES[shade],
    }


def classes(values: list[Decimal], lang: str) -> tuple[dict[Decimal, int], Rows]:
    """Class of colour of each value, as many values in each class, and the legend's rows."""
    distinct = sorted(set(values))
    shade_of = {
        value: place * len(SHADES) // len(distinct) if len(distinct) >= len(SHADES) else place
        for place, value in enumerate(distinct)
    }
    legend = []
    for shade in sorted(set(shade_of.values())):
        inside = [value for value in distinct if shade_of[value] == shade]
        x = shade * 6 / len(SHADES)
        label = span(compact(inside[0], lang), compact(inside[-1], lang))
        legend.append({"x": x, "x2": x + 0.2, "colour": SHADES[shade], "label": label})
    return shade_of, legend


def span(low: str, high: str) -> str:
    """Two numbers as a span, with a unit they share said once."""
    number, _, unit = low.partition("\xa0")
    if low == high:
        return low
    return f"{number if unit and high.endswith(unit) else low}{NOTHING}{high}"
