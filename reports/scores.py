"""Scores by criterion of Tiedon laatukehikko, and how they have changed."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from reports.figures import Figures, Rows
from reports.formats import share_in_thousandths
from schemas.quality_criteria import quality_criteria


def score(row: dict[str, Any]) -> Decimal:
    """Share of the checked documents that are sound by the criterion, or accepted as they are."""
    return share_in_thousandths(row["checked"] - row["failed"] + row["accepted"], row["checked"])


def score_rows(figures: Figures, lang: str) -> Rows:
    """Every criterion in the framework's order.

    `failed` are those not accepted; `score` is None where nothing was checked; `points` has the
    scores of all runs, and the changes since the run before the last and the first are None where
    there is no such run.
    """
    now = {row["criterion"]: row for row in figures.scores if row["checked"]}
    runs = runs_by_criterion(figures.score_runs)
    run_ids = list(dict.fromkeys(point["run_id"] for point in figures.score_runs))
    rows = []
    for criterion in quality_criteria():
        found = now.get(criterion.criterion)
        by_run = {point["run_id"]: point["score"] for point in runs[criterion.criterion]}
        rows.append(
            {
                "name": criterion.criterion,
                "title": criterion.title[lang],
                "meaning": criterion.meaning[lang],
                "why_not": criterion.not_measured and criterion.not_measured[lang],
                "checked": found and found["checked"],
                "failed": found and found["failed"] - found["accepted"],
                "accepted": found and found["accepted"],
                "score": score(found) if found else None,
                "points": list(by_run.values()),
                "since_previous": change(by_run, run_ids[-2:]),
                "since_first": change(by_run, run_ids),
                "runs": runs[criterion.criterion],
                "by_run": by_run,
            }
        )
    return rows


def change(by_run: dict[str, Decimal], run_ids: list[str]) -> Decimal | None:
    """Change from the first to the last of some runs; None where one of them did not measure."""
    first, last = run_ids[:1], run_ids[1:][-1:]
    if not last or first[0] not in by_run or last[0] not in by_run:
        return None
    return by_run[last[0]] - by_run[first[0]]


def runs_by_criterion(rows: Iterable[dict[str, Any]]) -> dict[str, Rows]:
    """Scores of each criterion by run, the earliest first."""
    runs: dict[str, Rows] = defaultdict(list)
    for row in rows:
        if row["checked"]:
            runs[row["criterion"]].append({**row, "score": score(row)})
    return runs


def worst_by_authority(rows: Rows, lang: str) -> dict[str | None, dict[str, Any]]:
    """The criterion with the lowest score of each authority, where one is below 100 %."""
    titles = {one.criterion: one.title[lang] for one in quality_criteria()}
    worst: dict[str | None, dict[str, Any]] = {}
    for row in rows:
        found: dict[str, Any] = {"title": titles[row["criterion"]], "score": score(row)}
        known = worst.get(row["authority"])
        if found["score"] < 1 and (known is None or found["score"] < known["score"]):
            worst[row["authority"]] = found
    return worst


def score_table(rows: Rows) -> dict[str | None, dict[str, Decimal]]:
    """Scores by authority and criterion."""
    table: dict[str | None, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        table[row["authority"]][row["criterion"]] = score(row)
    return table
