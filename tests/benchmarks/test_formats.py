"""A format costs what its reader needs: more by far is a fault."""

import pytest

from benchmarks.formats import ratios

pytestmark = pytest.mark.large

# Measured: 2 for a web page, 3 for Word, 46 for PDF.
MOST = {"html": 8, "docx": 10, "pdf": 150}


def test_no_format_costs_many_times_what_its_reader_needs() -> None:
    found = ratios(rounds=3)
    assert found.keys() == MOST.keys()
    assert {name: times for name, (_, times) in found.items() if times > MOST[name]} == {}
