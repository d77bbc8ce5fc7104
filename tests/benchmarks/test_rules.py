"""What the rules find of every kind of defect that the generators plant, and what they invent."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import rules as benchmark
from benchmarks.model import Defect
from benchmarks.rules import Lines, Places, Planted, Tally, plant, tally
from schemas.rule_catalogue import rules

# Half the benchmark's size, more of it defective: each rule is planted at least once.
COUNT, DEFECT_SHARE = 1_000, 0.5
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


def places(*told: tuple[str, str, int | None]) -> Places:
    """So many defects or findings, each of a project, a rule and a line."""
    made: Places = {}
    for code, rule, line in told:
        made.setdefault((code, rule, "1"), Lines())[line] += 1
    return made


PLANTED = (("S1", "a", 5), ("S2", "a", 5), ("S3", "b", None))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (PLANTED, {"a": Tally(2), "b": Tally(1)}),
        (PLANTED[1:], {"a": Tally(1, missed=1), "b": Tally(1)}),
        ((*PLANTED, ("S4", "b", 1)), {"a": Tally(2), "b": Tally(1, invented=1)}),
        ((*PLANTED, PLANTED[0]), {"a": Tally(2, invented=1), "b": Tally(1)}),
        ((*PLANTED, ("S1", "a", 6)), {"a": Tally(2, invented=1), "b": Tally(1)}),
        (
            (("S1", "a", 6), *PLANTED[1:2], ("S3", "b", 9)),
            {"a": Tally(2, elsewhere=1), "b": Tally(1)},
        ),
    ],
)  # fmt: skip
def test_tally_tells_what_is_missed_invented_or_elsewhere(
    found: tuple[tuple[str, str, int | None], ...], expected: dict[str, Tally]
) -> None:
    assert tally(places(*PLANTED), places(*found)) == expected


def test_two_defects_of_one_place_are_two() -> None:
    twice = places(("S1", "a", 5), ("S1", "a", 5))
    assert tally(twice, places(("S1", "a", 5))) == {"a": Tally(1, missed=1)}
    assert tally(twice, twice) == {"a": Tally(2)}
    planted = Planted()
    planted.add("S1", [Defect("a", "1", "name", 5), Defect("a", "1", "status", 5)])
    assert planted.defects == twice


def test_shares_are_of_what_was_planted_and_of_what_was_told() -> None:
    assert (Tally(3, 1, 0).recall, Tally(3, 0, 1).precision, Tally().precision) == (0.75, 0.75, 1)
    wrong = (Tally(1, 1), Tally(1, 0, 1), Tally(1, elsewhere=1))
    assert [one.is_right for one in (Tally(1), *wrong)] == [True, False, False, False]


def test_same_arguments_plant_the_same() -> None:
    assert plant(100, seed=3) == plant(100, seed=3)
    assert plant(100, seed=3) != plant(100, seed=4)


@pytest.fixture(scope="module")
def planted() -> Planted:
    return plant(COUNT, seed=1, defect_share=DEFECT_SHARE)


@pytest.mark.proof
def test_many_kinds_are_defective(planted: Planted) -> None:
    told: Counter[str] = Counter()
    for (_, rule, _), lines in planted.defects.items():
        told[rule] += lines.total()
    del told["indicator_unmapped"]
    assert len(told) >= 40
    assert 0.45 * COUNT < told.total() < 0.55 * COUNT
    assert {rule.name for rule in rules()} - told.keys() - {"indicator_unmapped"} == set(
        NOT_PLANTED
    )


@pytest.mark.proof
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
