"""Every reader and form bears what fuzzing has found so far, and some seconds of more."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.fuzz.targets import CORPUS, corpus, targets
from tests.needs import lacks_program

KEPT = [(name, path) for name in targets() for path in corpus(name)]
SECONDS = 2
QUICK = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@pytest.mark.parametrize(("name", "path"), KEPT, ids=lambda value: getattr(value, "name", value))
def test_every_kept_input_is_borne(name: str, path: Path) -> None:
    targets()[name](path.read_bytes())


def test_every_target_keeps_a_corpus_and_every_corpus_has_a_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(targets())
    assert all(len(corpus(name)) >= 5 for name in targets())


@pytest.mark.parametrize("name", targets())
def test_any_bytes_are_read_or_refused(name: str) -> None:
    @QUICK
    @given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
    def bears(content: bytes) -> None:
        targets()[name](content)

    bears()


@pytest.mark.parametrize("name", targets())
def test_kept_inputs_are_borne_in_any_order_and_cut_anywhere(name: str) -> None:
    inputs = [path.read_bytes() for path in corpus(name)]

    @QUICK
    @given(st.data())
    def bears(data: st.DataObject) -> None:
        lines = data.draw(st.sampled_from(inputs)).splitlines(keepends=True)
        order = data.draw(st.permutations(range(len(lines)))) if len(lines) < 40 else []
        cut = data.draw(st.integers(0, len(lines)))
        targets()[name](b"".join([lines[i] for i in order] or [*lines[cut:], *lines[:cut]]))

    bears()


@pytest.mark.large
@pytest.mark.parametrize("name", targets())
def test_target_finds_nothing_in_some_seconds_of_guided_search(name: str, tmp_path: Path) -> None:
    if find_spec("atheris") is None:
        lacks_program("atheris, which searches, has no wheel for this platform")
    folders = [str(tmp_path), str(CORPUS / name)]
    command = [sys.executable, "-m", "tests.fuzz.guided", name, *folders]
    done = subprocess.run(
        [*command, f"-max_total_time={SECONDS}", "-seed=1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
