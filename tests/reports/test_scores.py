"""Scores and their changes."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from reports.charts import trend_chart
from reports.figures import Figures
from reports.scores import runs_by_criterion, score_rows, worst_by_authority
from schemas.quality_criteria import quality_criteria

FIRST, SECOND = (one.criterion for one in quality_criteria()[:2])


def made(**rows: Any) -> Figures:
    empty: dict[str, Any] = {name: [] for name in Figures.__dataclass_fields__}
    return Figures(**{**empty, **rows})


def measured(criterion: str, checked: int, failed: int, accepted: int = 0, **more: Any) -> Any:
    return {
        "criterion": criterion,
        "checked": checked,
        "failed": failed,
        "accepted": accepted,
        **more,
    }


def test_changes_are_against_the_run_before_and_the_first() -> None:
    runs = [
        measured(FIRST, 10, failed, run_id=str(n), scored_at=None)
        for n, failed in enumerate((5, 1, 2))
    ]
    rows = score_rows(made(scores=[measured(FIRST, 10, 2)], score_runs=runs), "fi")
    assert [row["title"] for row in rows] == [one.title["fi"] for one in quality_criteria()]
    assert rows[0]["score"] == Decimal("0.8")
    assert rows[0]["since_previous"] == Decimal("-0.1")
    assert rows[0]["since_first"] == Decimal("0.3")
    assert rows[1]["score"] is None
    assert rows[1]["since_first"] is None


def test_what_a_run_did_not_measure_is_no_change() -> None:
    """A criterion that came into measure in the second run has no change since the first."""
    runs = [measured(FIRST, 10, 1, run_id=str(n), scored_at=None) for n in range(3)]
    runs[1:1] = [measured(SECOND, 10, 2, run_id="1", scored_at=None)]
    runs += [measured(SECOND, 10, 1, run_id="2", scored_at=None)]
    scores = [measured(one, 10, 1) for one in (FIRST, SECOND)]
    first, second = score_rows(made(scores=scores, score_runs=runs), "fi")[:2]
    assert (first["since_first"], first["since_previous"]) == (0, 0)
    assert (second["since_first"], second["since_previous"]) == (None, Decimal("0.1"))


def test_accepted_documents_count_as_sound() -> None:
    (row, *_) = score_rows(made(scores=[measured(FIRST, 10, 4, 3)]), "en")
    assert row["score"] == Decimal("0.9")
    assert (row["failed"], row["accepted"]) == (1, 3)


def test_one_run_makes_no_trend() -> None:
    runs = [measured(FIRST, 10, 1, run_id="1", scored_at=None)]
    rows = score_rows(made(scores=[measured(FIRST, 10, 1)], score_runs=runs), "sv")
    assert rows[0]["since_first"] is None
    assert trend_chart(rows, "sv") is None


def test_the_trend_says_where_it_began_and_where_it_is() -> None:
    runs = [
        measured(FIRST, 100, failed, run_id=str(n), scored_at=datetime(2026, n, 7))
        for n, failed in enumerate((31, 27, 16), 1)
    ]
    rows = score_rows(made(scores=[measured(FIRST, 100, 16)], score_runs=runs), "en")
    svg = trend_chart(rows, "en")
    assert svg is not None
    for word in ("69%", "84%", "7 Jan 2026", "7 Mar 2026"):
        assert svg.count(f">{word}<") == 1
    assert ">73%<" not in svg
    assert svg.count(f">{rows[0]['title']}<") == 1


def test_the_trend_tells_runs_of_one_day_apart_by_their_time() -> None:
    times = [datetime(2026, 3, 6), datetime(2026, 3, 7, 9, 5), datetime(2026, 3, 7, 16, 40)]
    runs = [measured(FIRST, 100, 10, run_id=str(n), scored_at=time) for n, time in enumerate(times)]

    def drawn(runs: list[Any]) -> str:
        rows = score_rows(made(scores=[measured(FIRST, 100, 10)], score_runs=runs), "en")
        return str(trend_chart(rows, "en"))

    for word in ("6 Mar 2026", "7 Mar 2026 16:40"):
        assert f">{word}<" in drawn(runs)
    for word in ("7 Mar 2026 09:05", "7 Mar 2026 16:40"):
        assert f">{word}<" in drawn(runs[1:])


def test_runs_in_which_nothing_was_checked_have_no_score() -> None:
    assert runs_by_criterion([measured(FIRST, 0, 0)]) == {}


def test_the_worst_criterion_is_the_lowest_below_the_whole() -> None:
    rows = [
        measured(FIRST, 10, 1, authority="A"),
        measured(SECOND, 10, 2, authority="A"),
        measured(FIRST, 10, 0, authority="B"),
    ]
    worst = worst_by_authority(rows, "en")
    assert worst == {"A": {"title": quality_criteria()[1].title["en"], "score": Decimal("0.8")}}
