"""The report as one self-contained HTML page."""

from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from reports.charts import findings_chart, regions_chart
from reports.figures import MOST_FINDINGS, Figures, read_figures
from schemas.refusals import REASONS

HERE = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in (HERE / "words").glob("*.yaml")))


def write_report(
    warehouse: Path,
    folders: list[Path],
    *,
    lang: str = "fi",
    authority: str | None = None,
    failed: tuple[str, ...] = (),
) -> Path:
    """Write ``index.html`` into each folder; the path of the first.

    `failed` names critical expectations: the page then says that the figures are not published.
    """
    figures = read_figures(warehouse, authority)
    page = render(figures, lang, authority, failed)
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(page, encoding="utf-8")
    return folders[0] / "index.html"


def render(figures: Figures, lang: str, authority: str | None, failed: tuple[str, ...]) -> str:
    """The page in one language: fi, sv or en."""
    import yaml
    from babel.dates import format_datetime
    from babel.numbers import format_decimal
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: (
        "–" if value is None else format_decimal(value, "#,##0", locale=lang)
    )
    environment.filters["file"] = file_name
    environment.filters["css"] = css_text
    words = yaml.safe_load((HERE / "words" / f"{lang}.yaml").read_text(encoding="utf-8"))
    return environment.get_template("report.html.j2").render(
        **asdict(figures),
        charts=draw(figures, lang, words),
        words=words,
        reasons=REASONS,
        lang=lang,
        authority=authority,
        failed=failed,
        most=MOST_FINDINGS,
        made_at=format_datetime(datetime.now(UTC), "d.M.y HH:mm", locale=lang) + " UTC",
    )


def file_name(uri: str | None) -> str:
    """Folder and name of a source; of a member of a package, those within it."""
    address = (uri or "").partition("::")[0]
    return "/".join(unquote(address).split("/")[-2:]).lstrip("/")


def css_text(text: str) -> str:
    """The text within a string of a style sheet, where no character of it can end that."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)


def draw(figures: Figures, lang: str, words: dict[str, Any]) -> dict[str, str]:
    """The page's charts as SVG by name; none where there is nothing to show."""
    charts = {}
    if figures.rules:
        rules = [
            {
                "title": r["number"],
                "severity": r["severity"],
                "findings": r["findings"],
            }
            for r in figures.rules
        ]
        charts["findings"] = findings_chart(rules, words["findings_by_rule"])
    if figures.regions:
        regions = [
            {
                "name": r[f"name_{lang}"] or words["unallocated"],
                "granted": float(r["granted_eur"] or Decimal()),
                "realised": float(r["realised_of_granted_eur"] or Decimal()),
            }
            for r in figures.regions
            if r["granted_eur"] is not None
        ]
        if regions:
            charts["regions"] = regions_chart(regions, words["money_by_region"], lang)
    return charts
