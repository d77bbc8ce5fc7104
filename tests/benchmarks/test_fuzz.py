"""The fuzzing benchmark accounts for its inputs and finds what it is there to find."""

import re
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from random import Random
from signal import SIGPROF
from typing import Any

import pytest

from benchmarks import fuzz, mutations
from benchmarks.fuzz_results import Ledger
from benchmarks.fuzz_seeds import SHARES, first_pages, mutated, seeds
from benchmarks.invariants import breaches
from benchmarks.made_files import as_docx, as_pdf
from tests.conftest import SAMPLES
from tests.transforms.made import CONTACT, DESCRIPTION, parse
from transforms.document import read_form
from transforms.readers import read_outline
from transforms.statements import Document

pytestmark = pytest.mark.large

SEED = 8
OUTCOME = {
    "format": "txt", "bytes": 0, "kind": None, "refusal": "empty", "statements": 0,
    "refused_rows": 0, "cpu": 0.0, "clock": 0.0, "breaches": [],
}  # fmt: skip
DOCUMENTS = seeds(sorted(SAMPLES.glob("*/*")))


def test_every_input_is_accounted_for_and_nothing_found() -> None:
    ledger = Ledger(DOCUMENTS, SEED, 60)
    for what, said in fuzz.fuzz(DOCUMENTS, SEED, 60, processes=1):
        ledger.note(what, said)
    assert ledger.faults == []
    assert "**60 inputs of 60 accounted for; 0 faults.**" in ledger.as_markdown()


def test_an_input_of_a_number_is_always_the_same_and_formats_come_as_often_as_said() -> None:
    names = [mutated(DOCUMENTS, SEED, index)[0] for index in range(400)]
    assert set(names) == set(SHARES)
    assert mutated(DOCUMENTS, SEED, 3) == mutated(DOCUMENTS, SEED, 3)


class Endless:
    """Reads the first input and no other."""

    def __init__(self, *_: object) -> None:
        pass

    def read(self, index: int) -> tuple[dict[str, Any], Document]:
        while index == 1:
            pass
        return {**OUTCOME, "index": index}, Document(str(index), 0, refusal=("empty", None))


def test_a_process_that_takes_too_long_is_ended_and_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fuzz, "get_context", lambda _: get_context("fork"))
    monkeypatch.setattr(fuzz, "Process", Endless)
    monkeypatch.setattr(fuzz, "CPU_SECONDS", 0.2)
    ledger = Ledger(DOCUMENTS, SEED, 3)
    for what, said in fuzz.fuzz(DOCUMENTS, SEED, 3, processes=1):
        ledger.note(what, said)
    assert ledger.faults == [f"input 1: the process died, exit {-SIGPROF}"]
    assert ledger.outcomes["txt"]["empty"] == 2


def test_breaches_are_seen() -> None:
    outline = read_outline(DESCRIPTION.encode())
    reading = read_form(outline)
    assert breaches(parse(DESCRIPTION), outline, reading) == []
    assert breaches(parse(DESCRIPTION), outline, replace(reading, entries=reading.entries[:-1]))
    spoiled = parse(DESCRIPTION)
    tables = spoiled.statements[0].rows.tables
    tables["text"][0]["text"] = f"Kysy: {CONTACT}, 050 000 0123"
    tables["field"][0]["line_number"] = 10_000
    tables["region_share"].append(tables["region_share"][0])
    spoiled.refusal = None
    found = " ".join(breaches(spoiled, outline, reading))
    for part in ("phone in the open", "a personal field", "outside the document", "shares of"):
        assert part in found
    refused = parse(DESCRIPTION)
    refused.refusal = ("reader_failed", "KeyError")
    assert breaches(refused, None, None) == [
        "refused as reader_failed",
        "rows of a refused document",
    ]


def test_containers_are_broken_within_and_stay_containers() -> None:
    whole = as_docx(DESCRIPTION)
    broken = [mutations.mutate_package(Random(n), whole, whole) for n in range(30)]
    assert len(set(broken)) == 30
    assert sum(parse(one).refusal is None for one in broken) >= 5
    pages = as_pdf(DESCRIPTION)
    assert parse(pages).refusal is None
    read = [parse(mutations.mutate_pdf(Random(n), pages, pages)) for n in range(12)]
    assert any(one.refusal is None for one in read)


def test_only_the_first_pages_of_a_sample_are_taken(tmp_path: Path) -> None:
    content = (SAMPLES / "2024-06" / "A79009_suunnitelma.pdf").read_bytes()
    short = first_pages(content, 1)
    assert len(read_outline(short).pages) == 1
    assert re.search(rb"/Count 1\b", short)
