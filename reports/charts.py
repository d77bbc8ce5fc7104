"""Charts of the report as static SVG, drawn by Altair."""

from collections import Counter
from datetime import datetime
from typing import Any

from reports.figures import Rows
from reports.formats import day, percent

FONT = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif"
INK, SOFT, BLUE, LINE = "#1b1f23", "#57606a", "#0b5394", "#d0d7de"
TREND_COLUMNS = 3
MOST_RUNS = 12


def to_spec(chart: Any) -> dict[str, Any]:
    """An Altair chart in the page's looks, as Vega-Lite."""
    look = chart.configure(font=FONT, aria=False).configure_view(stroke=None)
    return dict(look.to_dict(validate=False))


def to_svg(spec: dict[str, Any]) -> str:
    """A chart as SVG text that needs nothing from outside.

    Screen readers pass it over: the page names it and has its figures in a table.
    """
    import vl_convert

    drawn = str(vl_convert.vegalite_to_svg(spec))
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def trend_chart(scores: Rows, lang: str) -> str | None:
    """Small lines of each criterion's score over the last runs; None before the second run."""
    measured = [row for row in scores if len(row["runs"]) > 1]
    if not measured:
        return None
    points = trend_points(measured, lang)
    return to_svg(to_spec(trend_lines(points, [row["title"] for row in measured])))


def trend_points(measured: Rows, lang: str) -> Rows:
    """One score of one criterion in one of the last runs, as the chart's data."""
    runs = sorted({(run["scored_at"], run["run_id"]) for row in measured for run in row["runs"]})
    runs = runs[-MOST_RUNS:]
    place = {run_id: number for number, (_, run_id) in enumerate(runs)}
    times = times_told_apart([scored_at for scored_at, _ in runs], lang)
    points = []
    for row in measured:
        shown = [run for run in row["runs"] if run["run_id"] in place]
        points += [
            {
                "criterion": row["title"],
                "run": place[run["run_id"]],
                "time": times[place[run["run_id"]]],
                "score": float(run["score"]),
                "label": percent(run["score"], lang),
                "is_first": run is shown[0],
                "is_end": run is shown[0] or run is shown[-1],
            }
            for run in shown
        ]
    return points


def times_told_apart(times: list[datetime], lang: str) -> list[str]:
    """Each as its day, with the time of day where another is on the same day."""
    on_day = Counter(time.date() for time in times)
    return [
        day(time, lang) if on_day[time.date()] == 1 else f"{day(time, lang)} {time:%H:%M}"
        for time in times
    ]


def trend_lines(points: Rows, titles: list[str]) -> Any:
    """A line for each criterion, in the order of the titles, with words at its ends."""
    import altair as alt

    lowest = min(point["score"] for point in points)
    base = alt.Chart(width=230, height=70).encode(
        x=alt.X("run:O", axis=None),
        y=alt.Y("score:Q", axis=None).scale(domain=[min(lowest, 0.9) - 0.05, 1.03], zero=False),
    )
    line = base.mark_line(color=BLUE, point={"color": BLUE, "size": 36})
    ends = base.transform_filter("datum.is_end")
    labels = ends.mark_text(dy=-10, fontSize=11, color=INK).encode(text="label:N")
    when = ends.mark_text(fontSize=10, color=SOFT).encode(y=alt.value(84), text="time:N")
    names = (
        base.transform_filter("datum.is_first")
        .mark_text(fontSize=13, fontWeight="bold", color=INK, align="left")
        .encode(x=alt.value(0), y=alt.value(-30), text="criterion:N")
    )
    return alt.layer(line, labels, when, names, data=alt.Data(values=points)).facet(
        facet=alt.Facet("criterion:N", sort=titles, header=alt.Header(labelExpr="''", title=None)),
        columns=TREND_COLUMNS,
        spacing=24,
    )
