"""The last figures of each benchmark as one picture: its ratios, and the steps of an ingest."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.charts import BLUE, INK, to_spec, to_svg

RATIO, STEP = "ratio", "seconds of "
WIDTH, BAR, LABEL = 420, 18, 400  # pixels; the widest label
Row = Mapping[str, Any]


def draw(rows: Sequence[Row]) -> str:
    """The picture as SVG. `rows` are the last figures of each benchmark."""
    import altair as alt

    ratios = [bar["value"] for row in rows for bar in bars_of(row, RATIO)]
    factors = alt.Scale(type="log", domain=[min([0.5, *ratios]), max([2, *ratios])])
    panels = [
        panel(f"{row['benchmark']}: {title}", bars, unit, scale)
        for row in rows
        for prefix, title, unit, scale in (
            (RATIO, "ratios, a bar from one", "×", factors),
            (STEP, "seconds by step", "s", alt.Scale(domainMin=0)),
        )
        if (bars := bars_of(row, prefix))
    ]
    chart = alt.vconcat(*panels, spacing=28, background="white", padding=20)
    return to_svg(to_spec(chart.configure_concat(spacing=28)))


def bars_of(row: Row, prefix: str) -> list[dict[str, Any]]:
    """A bar for each figure of a benchmark whose name begins so, in the order they are kept."""
    return [
        {"label": name.removeprefix(prefix).removeprefix(", ").strip() or name, "value": value}
        for name, value in row["figures"].items()
        if name.startswith(prefix) and value > 0
    ]


def panel(title: str, bars: list[dict[str, Any]], unit: str, scale: Any) -> Any:
    """Bars with their values behind them; those of ratios begin at one, on a scale of factors."""
    import altair as alt

    start = int(unit == "×")  # a ratio of one is no bar
    shown = [
        {
            **bar,
            "text": f"{bar['value']:,.3g} {unit}",
            "from": start,
            "end": max(start, bar["value"]),
        }
        for bar in bars
    ]
    base = alt.Chart(alt.Data(values=shown)).encode(
        y=alt.Y("label:N", sort=None, title=None).axis(
            labelColor=INK, labelFontSize=12, labelLimit=LABEL, domain=False, ticks=False
        )
    )
    x = alt.X("value:Q", scale=scale, title=None, axis=None)
    drawn = base.mark_bar(color=BLUE, height=BAR - 6).encode(x=x, x2="from:Q")
    words = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(
        x=alt.X("end:Q", scale=scale), text="text:N"
    )
    parts = [drawn, words]
    return alt.layer(*parts).properties(
        width=WIDTH,
        height=alt.Step(BAR + 4),
        title=alt.TitleParams(title, anchor="start", frame="group", color=INK, fontSize=14, dy=-4),
    )
