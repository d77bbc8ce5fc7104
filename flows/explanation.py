"""What ``hankevarasto explain`` shows: a project from its documents to the cells of the marts."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from flows.console import stdout
from flows.tables import as_text, escape, result_table

if TYPE_CHECKING:
    from rich.console import Console

    from warehouse.explain import Explanation, Rows

Columns = dict[str, Callable[[dict[str, Any]], Any]]
DECIMALS = {"funding": Decimal("0.01"), "indicator": Decimal("0.0001")}
MONTHS = [f"{month:02}" for month in range(1, 13)]


def show_explanation(found: "Explanation", level: str, grain: str) -> None:
    """Project, documents, figures, places, months and at last the cells, each under its title."""
    out = stdout()
    show_project(out, found.project)
    show_versions(out, found.versions)
    show_figures(out, found.figures, found.versions)
    show_sum(out, found.figures, found.summed)
    show_corrected(out, found.corrected)
    show_places(out, found.places, found.project["geographic_scope"])
    show_months(out, found.months)
    programme = programme_of(found.project)
    title(out, f"Cells by {level} and {grain}, of {programme}")
    out.print("  part = value × share × days; cell = the parts of all projects there")
    for figure in found.figures:
        show_cells(out, figure, found.cells)


def show_project(out: "Console", project: dict[str, Any]) -> None:
    """Code and name, then what a reader must know before the figures."""
    out.print(f"[bold]{project['project_code']}  {escape(as_text(project['name']))}[/]")
    programme = [programme_of(project)]
    programme += [
        f"{word} {number}"
        for word in ("axis", "objective")
        if (number := project[f"{word}_number"])
    ]
    dates = [as_text(project[name]) or "?" for name in ("planned_start", "planned_end")]
    for name, value in (
        ("programme", ", ".join(programme)),
        ("authority", project["authority"]),
        ("beneficiary", project["beneficiary"]),
        ("status", project["status"]),
        ("planned", " – ".join(dates)),
        ("version", project["version"]),
    ):
        out.print(f"  {name:<12}{escape(as_text(value))}")


def programme_of(project: dict[str, Any]) -> str:
    """Fund and programme period, of which each cell is; the period may be unknown."""
    return " ".join(filter(None, (project["fund"], project["programme_period"])))


def title(out: "Console", text: str) -> None:
    out.print(f"\n[bold]{text}[/]")


def show(out: "Console", heading: str, rows: "Rows", columns: Columns) -> None:
    """Rows as a table under a heading; `columns` says how each is made of a row."""
    title(out, heading)
    print_rows(out, columns, rows)


def print_rows(out: "Console", columns: Columns, rows: "Rows") -> None:
    cells = [tuple(make(row) for make in columns.values()) for row in rows]
    print_close(out, list(columns), cells)


def print_close(out: "Console", names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """A table set close, so that names and amounts of a cell stand in 80 columns unbroken."""
    table = result_table(names, rows)
    table.padding = (0, 1, 0, 0)
    out.print(table)


def show_versions(out: "Console", versions: "Rows") -> None:
    """Each document with the version it began, when and from where it was received."""
    title(out, "Documents, each begins a version")
    for row in versions:
        place = f", line {row['line_number']}" if row["line_number"] else ""
        standing = "in force" if row["in_force"] else "superseded"
        received = f"{row['received']:%Y-%m-%d %H:%M} UTC"
        out.print(f"  {row['version']}  {row['kind']}{place}, received {received}, {standing}")
        address = escape(unquote(row["source_uri"]))
        out.print(f"     {row['document_id'][:12]}  {address}", soft_wrap=True)


def show_figures(out: "Console", figures: "Rows", versions: "Rows") -> None:
    """What the documents in force state, each figure with its line."""
    began = {row["document_id"]: row["version"] for row in versions if row["in_force"]}
    rows = [{**figure, "version": began[figure["document_id"]]} for figure in figures]
    rows.sort(key=lambda row: (row["version"], row["line_number"]))
    show(out, "Figures, each with its line in the document of a version", rows, FIGURE)


def show_sum(out: "Console", figures: "Rows", summed: "Rows") -> None:
    """The lines that the public total applied for is made of; no line of the form states it."""
    if any((f["item"], f["basis"]) == ("public_total", "applied") for f in figures):
        parts = (f"{as_text(row['amount_eur'])} (line {row['line_number']})" for row in summed)
        out.print(f"  public_total applied = {' + '.join(parts)}")


def show_corrected(out: "Console", rows: "Rows") -> None:
    """What officers have corrected; nothing is shown of a personal field."""
    for row in rows:
        seen, right = (escape(row[name] or "–") for name in ("seen", "right_value"))
        out.print(
            f"  line {row['line_number']}, {row['field']}: corrected from "
            f"{seen} to {right} ({escape(row['reason'])})",
        )


def show_places(out: "Console", rows: "Rows", scope: str | None) -> None:
    """Named places with their shares; the regions that no name stands for come last."""
    years = {r["classification_year"]: r["year_is_nearest"] for r in rows if r["name"]}
    read = "".join(f", read with the regions of {year}" for year in years)
    if True in years.values():
        read += ", the nearest known"
    show(out, f"Places{read}; {how_shared(rows, scope)}", rows, PLACE)


def how_shared(rows: "Rows", scope: str | None) -> str:
    """In words, what a project is shared over."""
    placed = [row for row in rows if row["share_part"] and row["region_code"]]
    if placed and not any(row["name"] for row in placed):
        words = "its scope is national" if scope == "national" else "it is named as a whole"
        return f"the country is shared equally over its maakunnat: {words}"
    if placed:
        return "the deepest level named is shared equally"
    named = "none of these is known" if any(row["name"] for row in rows) else "none is named"
    return f"{named}, so all is unallocated"


def show_months(out: "Console", rows: "Rows") -> None:
    """The days of each month, a row a year."""
    dated = [row for row in rows if row["month"] != "unallocated"]
    if not dated:
        title(
            out, "Months: no planned period, or one that ends before it begins: all is unallocated"
        )
        return
    first, last = dated[0], dated[-1]
    title(
        out,
        f"Months: {len(dated)}, from {first['month']} to {last['month']}, "
        f"with {first['period_days']} days",
    )
    years: dict[str, dict[str, int]] = defaultdict(dict)
    for row in dated:
        year, month = row["month"].split("-")
        years[year][month] = row["days"]
    table = [(year, *map(days.get, MONTHS)) for year, days in years.items()]
    print_close(out, ["year", *MONTHS], table)


def show_cells(out: "Console", figure: dict[str, Any], cells: "Rows") -> None:
    """One figure's parts, each beside the cell it is in; of a figure of 0 words alone."""
    same = ("subject", "item", "basis")
    value = " ".join(as_text(figure[name]) for name in ("item", "basis", "value", "unit"))
    words = f"{value.rstrip()}, line {figure['line_number']}"
    nought = "" if figure["value"] else ": its cells have 0 of it, and count the project"
    out.print(f"[bold]{escape(words)}[/]{nought}")
    if figure["value"]:
        rows = [cell for cell in cells if all(cell[name] == figure[name] for name in same)]
        print_rows(out, CELL, rows)


def fraction(row: dict[str, Any], part: str, whole: str) -> str:
    """'1/6'; '1' of what is whole, '' where there is no part."""
    if row[part] is None:
        return ""
    return "1" if row[part] == row[whole] else f"{row[part]}/{row[whole]}"


def days_of(row: dict[str, Any]) -> str:
    """'153/884', the days of a period and those of the project."""
    return f"{row['period_part']}/{row['period_whole']}"


def rounded(row: dict[str, Any], name: str) -> Decimal:
    """A value with the decimals that its subject is shown with."""
    value: Decimal = row[name]
    return value.quantize(DECIMALS[row["subject"]])


FIGURE: Columns = {
    "figure": lambda r: r["item"],
    "basis": lambda r: r["basis"],
    "value": lambda r: r["value"],
    "unit": lambda r: r["unit"],
    "line": lambda r: r["line_number"],
    "version": lambda r: r["version"],
}
REGION = ("level", "region_code", "region_name")
PLACE: Columns = {
    "as written": lambda r: r["name"],
    "line": lambda r: r["line_number"],
    "region": lambda r: " ".join(filter(None, (r[n] for n in REGION))),
    "how read": lambda r: r["resolution"],
    "share": lambda r: fraction(r, "share_part", "share_whole"),
}
CELL: Columns = {
    "region": lambda r: r["region_name"],
    "period": lambda r: r["period"],
    "share": lambda r: fraction(r, "region_part", "region_whole"),
    "days": lambda r: "" if r["period"] == "unallocated" else days_of(r),
    "part": lambda r: rounded(r, "part"),
    "cell": lambda r: rounded(r, "cell"),
    "projects": lambda r: r["projects"],
}
