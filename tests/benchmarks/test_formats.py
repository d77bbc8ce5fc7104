"""A format costs what its reader needs: more by far is a fault."""

import pytest

from benchmarks.formats import ratios

pytestmark = pytest.mark.large

# Measured: 2.4 for a web page, 10 for Word, 230 for PDF.
MOST = {"html": 8, "docx": 30, "pdf": 700}


def test_no_format_costs_many_times_what_its_reader_needs() -> None:
    found = ratios(rounds=3)
    assert found.keys() == MOST.keys()
    assert {name: times for name, (_, times) in found.items() if times > MOST[name]} == {}
