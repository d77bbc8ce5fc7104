"""Documents that hang, devour memory or kill their process: the run goes on without them."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import generate
from flows.reading import Reader
from flows.workers import FEWEST
from tests.conftest import rows
from tests.flows.deadly import HARM, MEBIBYTE, DeadlyDecisions

REASONS = {
    "hang": "too_slow",
    "hang_in_native_code": "too_slow",
    "devour": "too_heavy",
    "die": "reader_failed",
}


@pytest.mark.parametrize("count", [3, pytest.param(FEWEST, marks=pytest.mark.large)])
def test_what_harms_its_reader_is_refused_and_all_else_loaded(
    ingest: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for one in generate(count, seed=5):
        (folder / one.file_name).write_bytes(one.content)
    for harm in HARM:
        (folder / f"{harm}.txt").write_text(f"A document that makes its reader {harm}.")
    victims = tuple(
        (hashlib.sha256((folder / f"{harm}.txt").read_bytes()).hexdigest(), harm) for harm in HARM
    )
    decisions = DeadlyDecisions((), (), (), victims)
    bound = partial(Reader, seconds=4.0, memory=1024 * MEBIBYTE)
    monkeypatch.setattr("flows.run.read_decisions", lambda *_: decisions)
    monkeypatch.setattr("flows.run.Reader", bound)
    summary = ingest(tmp_path / "home", folder)
    assert (summary.pulled, summary.loaded) == (count + len(HARM), count)
    found = rows(tmp_path / "home", "SELECT source_uri, reason, detail FROM quality.quarantine")
    assert {Path(uri).stem: reason for uri, reason, _ in found} == REASONS
    assert all(detail for *_, detail in found)
