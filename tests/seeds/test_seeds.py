"""The reference tables agree with the facts they were made from, and with themselves."""

import csv
import os
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest

from seeds import REFERENCE, read_reference

FACTS = "HANKEVARASTO_REFERENCE"


def test_spans_of_a_code_do_not_overlap() -> None:
    years: dict[tuple[str, str], set[int]] = {}
    for row in read_reference("region"):
        span = set(range(int(row["first_year"]), int(row["last_year"]) + 1))
        seen = years.setdefault((row["level"], row["code"]), set())
        assert span
        assert not span & seen
        seen |= span


def test_a_name_means_one_code_a_year() -> None:
    meant: dict[tuple[str, str, int], str] = {}
    for row in read_reference("region_name"):
        for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
            key = (row["level"], row["form"].casefold(), year)
            assert meant.setdefault(key, row["code"]) == row["code"]


@pytest.mark.parametrize("table", ["region", "region_name"])
def test_tables_are_made_from_the_facts(table: str, tmp_path: Path) -> None:
    facts = os.environ.get(FACTS)
    if not facts:
        pytest.skip(f"{FACTS} does not name the folder of yearly division facts")
    maker = Path(copy(REFERENCE / "make.py", tmp_path))
    subprocess.run([sys.executable, str(maker), facts], check=True)
    made = (tmp_path / f"{table}.csv").read_text(encoding="utf-8")
    assert made == (REFERENCE / f"{table}.csv").read_text(encoding="utf-8")


def test_every_year_and_kunta_has_its_parents() -> None:
    facts = os.environ.get(FACTS)
    if not facts:
        pytest.skip(f"{FACTS} does not name the folder of yearly division facts")
    spans: dict[str, list[dict[str, str]]] = {}
    for row in read_reference("region"):
        if row["level"] == "kunta":
            spans.setdefault(row["code"], []).append(row)
    parents = ("seutukunta_code", "maakunta_code", "suuralue_code")
    with (Path(facts) / "municipality_by_year.csv").open(encoding="utf-8", newline="") as file:
        for fact in csv.DictReader(file):
            (span,) = (
                s
                for s in spans[fact["kunta_code"]]
                if s["first_year"] <= fact["year"] <= s["last_year"]
            )
            assert [span[p] for p in parents] == [fact[p] for p in parents]
