"""The demo is mostly engine start."""

import pytest

from benchmarks.start import measure

pytestmark = pytest.mark.large


def test_demo_takes_at_most_three_times_an_empty_flow() -> None:
    measure(1)  # the first start in a new PREFECT_HOME migrates a database
    ((empty, demo, _),) = measure(1)
    assert demo <= 3 * empty
