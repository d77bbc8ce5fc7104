"""The report as one self-contained HTML page."""

from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reports.charts import MOST_RUNS, trend_chart
from reports.figures import Figures, Rows, read_figures
from reports.files import whole
from reports.formats import filters, moment, percent
from reports.heat_map import CLASSES, heat_maps
from reports.scores import score_rows, score_table, worst_by_authority
from reports.tile_map import INDICATORS, subjects, tile_map
from schemas.precedence import KINDS
from schemas.quality_criteria import quality_criteria
from schemas.refusals import REASONS

HERE = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in (HERE / "words").glob("*.yaml")))
# Each is a template and a heading in the words, in the order of the page.
SECTIONS = (
    "completeness",
    "findings_by_rule",
    "accepted",
    "refused_head",
    "corrections",
    "regions",
    "reconciliation",
    "runs_trend",
    "authorities",
    "method",
)
EXPLORER = "../explorer/index.html"
# Those of the page's own run; the latest page has them beside its folder.
DATA_DOCS = ("data_docs/index.html", "../data_docs/index.html")


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
    context = page_context(figures, lang, authority, failed)
    template = environment(lang).get_template("report.html.j2")
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        data_docs = next((one for one in DATA_DOCS if (folder / one).exists()), None)
        explorer = EXPLORER if (folder / EXPLORER).exists() else None
        page = template.render(context, data_docs=data_docs, explorer=explorer)
        with whole(folder / "index.html") as file:
            file.write_text(page, encoding="utf-8")
    return folders[0] / "index.html"


@cache  # the templates take longer to compile than to fill
def environment(lang: str) -> Any:
    """Jinja with the templates and the filters of one language: fi, sv or en."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters(lang))
    return made


def read_words(lang: str) -> dict[str, Any]:
    """The page's own words in one language, by name."""
    import yaml

    text = (HERE / "words" / f"{lang}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def page_context(
    figures: Figures, lang: str, authority: str | None, failed: tuple[str, ...]
) -> dict[str, Any]:
    """What the templates show, by name."""
    words = read_words(lang)
    scores = with_sparks(score_rows(figures, lang))
    names = {row["code"]: row.get(f"name_{lang}") or row["name_fi"] for row in figures.maakunnat}
    return {
        "lang": lang,
        "authority": authority,
        "figures": figures,
        "words": words,
        "reasons": REASONS,
        "criteria": {one.criterion: one.title[lang] for one in quality_criteria()},
        "sections": [name for name in SECTIONS if name != "authorities" or not authority],
        "failed": failed_checks(figures, failed),
        "made_at": moment(datetime.now(UTC), lang),
        "scores": scores,
        "has_trend": any(row["since_first"] is not None for row in scores),
        "trend": trend_chart(scores, lang),
        "run_columns": run_columns(figures.score_runs),
        "worst": worst_by_authority(figures.authority_scores, lang),
        "score_table": score_table(figures.authority_scores),
        "refused_last": of_last_run(figures.quarantine, figures.runs),
        "found": by_rule(figures.findings),
        "heat_maps": heat_maps(figures.completeness, "start_year" if authority else "authority"),
        "heat_key": heat_key(words, lang),
        "maps": draw_maps(figures, names, lang),
        "region_names": names,
        "persons_columns": PERSONS,
        "persons": persons_rows(figures),
        "disagreements": side_by_side(figures.reconciliation),
    }


PERSONS = [f"{basis}_{one}" for one in INDICATORS for basis in ("planned", "realised")]


def failed_checks(figures: Figures, failed: tuple[str, ...]) -> Rows:
    """The named expectations with what they guard."""
    known = {row["expectation"]: row for row in figures.expectations}
    return [known.get(n, {"expectation": n, "meaning": "", "violations": None}) for n in failed]


def with_sparks(scores: Rows) -> Rows:
    """Scores with the points of a small line, 80 wide and 20 high, on one scale for all."""
    lowest = min((point for row in scores for point in row["points"]), default=0)
    for row in scores:
        steps = len(row["points"]) - 1
        height = 20 / (1 - lowest) if lowest < 1 else 0
        row["spark"] = (
            " ".join(
                f"{80 * place / steps:.1f},{20 - float(point - lowest) * float(height):.1f}"
                for place, point in enumerate(row["points"])
            )
            if steps > 0
            else None
        )
    return scores


def run_columns(score_runs: Rows) -> Rows:
    """The last runs with a score, the earliest first."""
    runs = {row["run_id"]: row for row in score_runs}
    return list(runs.values())[-MOST_RUNS:]


def of_last_run(quarantine: Rows, runs: Rows) -> int:
    """Documents that the last run refused."""
    return sum(row["run_id"] == runs[0]["run_id"] for row in quarantine) if runs else 0


def by_rule(findings: Rows) -> dict[tuple[str, str], Rows]:
    """Findings by rule and severity."""
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in findings:
        found[row["rule"], row["severity"]].append(row)
    return found


def heat_key(words: dict[str, Any], lang: str) -> list[str]:
    """What each colour of the completeness tables stands for."""
    shares = [percent(lower, lang) for lower in CLASSES]
    return [
        shares[0],
        *(f"{words['from']} {s}" for s in shares[1:-1]),
        f"{words['below']} {shares[-2]}",
    ]


def draw_maps(figures: Figures, names: dict[str, str], lang: str) -> Rows:
    """The tile maps of the figures there are."""
    return [
        {
            "name": name,
            "svg": tile_map(values, names, lang),
            "unallocated": values.get(None),
        }
        for name, values in subjects(figures).items()
        if values
    ]


def persons_rows(figures: Figures) -> Rows:
    """Participants by maakunta, with a value for each of PERSONS."""
    values = {
        (row["code"], f"{row['basis']}_{row['indicator']}"): row["value"]
        for row in figures.indicators
    }
    codes = sorted({code for code, _ in values}, key=lambda code: (code is None, code))
    return [
        {"code": code, "values": [values.get((code, name)) for name in PERSONS]} for code in codes
    ]


def side_by_side(reconciliation: Rows) -> Rows:
    """One row for each field documents disagree on, with what each kind of document says."""
    rows = []
    for (code, _, basis), stated in groupby(
        reconciliation, key=lambda row: (row["project_code"], row["field"], row["basis"])
    ):
        kinds: dict[str, Rows] = {kind: [] for kind in KINDS}
        for one in stated:
            kinds[one["kind"]].append(one)
        label = one["label"]
        rows.append({"project_code": code, "label": label, "basis": basis, "kinds": kinds})
    return rows
