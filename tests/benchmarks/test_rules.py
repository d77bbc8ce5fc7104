"""What the rules find of every kind of defect that the generators plant, and what they invent."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import rules as benchmark
from benchmarks.rules import Planted, Tally, plant, tally
from schemas.rule_catalogue import rules

COUNT = 2_000
# Rules that nobody plants, and why: each has its own test.
NOT_PLANTED = {
    # Faults of an export, not of what an officer or applicant writes.
    "column_not_known": "the generated lists have the columns of their layout",
    "page_not_read": "the generated documents are texts without pages of pictures",
    "table_not_read": "the generated plans print every table under the form's header",
    "budget_line_repeated": "the generated plans print each line of the form once",
    "funder_unknown": "the generated plans print the form's own sources of funding",
    # Right as it stands, and only told.
    "place_merged": "the generated names are those of the project's own first year",
    # Made by an officer, not by a document.
    "value_corrected": "no value of a generated document is corrected",
}


def test_tally_tells_what_is_missed_invented_or_elsewhere() -> None:
    planted = {("S1", "a", "1"): 5, ("S2", "a", "1"): 5, ("S3", "b", "2"): None}
    found = {("S1", "a", "1"): 5, ("S3", "b", "2"): 9, ("S4", "b", "2"): 1, ("S2", "a", "2"): 5}
    assert tally(planted, found) == {"a": Tally(1, 1, 1), "b": Tally(1, 0, 1)}
    moved = tally(planted, {**planted, ("S2", "a", "1"): 6})
    assert moved == {"a": Tally(2, elsewhere=1), "b": Tally(1)}
    assert [one.is_right for one in moved.values()] == [False, True]
    assert (Tally(3, 1, 0).recall, Tally(3, 0, 1).precision, Tally().precision) == (0.75, 0.75, 1)


def test_same_arguments_plant_the_same() -> None:
    assert plant(100, seed=3) == plant(100, seed=3)
    assert plant(100, seed=3) != plant(100, seed=4)


@pytest.fixture(scope="module")
def planted() -> Planted:
    return plant(COUNT, seed=1)


@pytest.mark.large
def test_a_fifth_of_many_kinds_is_defective(planted: Planted) -> None:
    told = Counter(rule for _, rule, _ in planted.defects if rule != "indicator_unmapped")
    assert len(told) >= 40
    assert 0.18 * COUNT < told.total() < 0.26 * COUNT
    assert {rule.name for rule in rules()} - told.keys() - {"indicator_unmapped"} == set(
        NOT_PLANTED
    )


@pytest.mark.large
def test_every_rule_finds_what_is_planted_and_nothing_else(
    ingest: Callable[..., Any], planted: Planted, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    benchmark.declare(planted, home)
    summary = ingest(home, *benchmark.write(planted, tmp_path))
    assert summary.published
    assert summary.quarantined == summary.refused_rows == 0
    found = tally(planted.defects, benchmark.found_in(home / "warehouse.duckdb"))
    assert {rule: one for rule, one in found.items() if not one.is_right} == {}
    assert all(one.planted for one in found.values())
