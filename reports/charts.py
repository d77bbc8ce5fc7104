"""Charts of the report as static SVG, drawn by Altair."""

from typing import Any

COLOURS = {"error": "#b3261e", "warning": "#b26a00", "info": "#4a6572"}
BLUE, PALE = "#0b5394", "#9fc5e8"


def to_svg(chart: Any) -> str:
    """An Altair chart as SVG text that needs nothing from outside."""
    import vl_convert

    look = chart.configure(font="Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif")
    look = look.configure_view(stroke=None).configure_axis(grid=False, labelFontSize=12)
    return str(vl_convert.vegalite_to_svg(look.to_json()))


def findings_chart(rules: list[dict[str, Any]], title: str) -> str:
    """Bars of findings by rule; `rules` have the rule's number as title, severity and findings."""
    import altair as alt

    data = alt.Data(values=rules)
    base = alt.Chart(data, width=420, title=title).encode(
        y=alt.Y("title:N", sort=None, title=None, axis=alt.Axis(labelLimit=420, ticks=False)),
        x=alt.X("findings:Q", axis=None),
    )
    bars = base.mark_bar().encode(
        color=alt.Color("severity:N", legend=None).scale(
            domain=list(COLOURS), range=list(COLOURS.values())
        )
    )
    return to_svg(bars + base.mark_text(align="left", dx=4).encode(text="findings:Q"))


def regions_chart(regions: list[dict[str, Any]], title: str, locale: str) -> str:
    """Bars of granted euros by region, realised ones inside; values in EUR."""
    import altair as alt
    from babel.numbers import format_compact_decimal

    rows = [
        {
            **row,
            "longest": max(row["granted"], row["realised"]),
            "label": format_compact_decimal(row["granted"], locale=locale, fraction_digits=1),
        }
        for row in regions
    ]
    base = alt.Chart(alt.Data(values=rows), width=420, title=title).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, ticks=False))
    )
    outer = base.mark_bar(color=PALE).encode(x=alt.X("granted:Q", axis=None))
    inner = base.mark_bar(color=BLUE, size=8).encode(x="realised:Q")
    words = base.mark_text(align="left", dx=4).encode(x="longest:Q", text="label:N")
    return to_svg(outer + inner + words)
