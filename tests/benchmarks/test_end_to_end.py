"""What an ingest is held against finds nearly all that is true, and the ingest all of it."""

from pathlib import Path

import pytest

from benchmarks.end_to_end import OURS, SEED, Fact, ratios, sides, told, true_facts
from benchmarks.generator import generate
from benchmarks.marts import build_base
from benchmarks.scale import write_documents

COUNT = 12


@pytest.fixture(scope="module")
def truth() -> set[Fact]:
    return true_facts(one.truth for one in generate(COUNT, SEED))


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Fact]]:
    folder = tmp_path_factory.mktemp("others")
    write_documents(folder / "in", COUNT)
    found = {}
    for name, (run, file, tables) in sides("").items():
        if name != "ingest":
            (folder / name).mkdir()
            assert run(folder / "in", folder / name).seconds > 0
            found[name] = told(file(folder / name), tables)
    return found


def test_both_scripts_hold_the_same_facts(others: dict[str, set[Fact]]) -> None:
    assert others["pandas"] == others["dlt"]


def test_both_scripts_are_worth_comparing(others: dict[str, set[Fact]], truth: set[Fact]) -> None:
    assert len(others["dlt"] & truth) > 0.95 * len(truth)


def test_the_warehouse_holds_the_truth_and_nothing_else(truth: set[Fact], tmp_path: Path) -> None:
    assert told(build_base(COUNT, tmp_path), OURS) == truth


def test_start_is_told_from_work() -> None:
    seconds = {"ingest": (12.0, 20.0), "pandas": (1.0, 3.0), "dlt": (2.0, 4.0)}
    found = {
        f"seconds, {side}, {source}": taken
        for side, pair in seconds.items()
        for source, taken in zip(("one", "all"), pair, strict=True)
    }
    assert ratios(found)["ratio, ingest / dlt"] == 5
    assert ratios(found)["ratio beyond one document, ingest / pandas"] == 4
