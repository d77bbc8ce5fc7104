"""The demo is mostly engine start."""

from pathlib import Path

import pytest

from benchmarks.start import EMPTY_FLOW, measure, timed
from flows.environment import prepare_environment

pytestmark = pytest.mark.large


def test_demo_takes_at_most_three_times_an_empty_flow(tmp_path: Path) -> None:
    prepare_environment()
    timed(["-c", EMPTY_FLOW], str(tmp_path))  # the first in a new PREFECT_HOME migrates a database
    ((empty, demo, _),) = measure(1)
    assert demo <= 3 * empty
