"""Lakes for the tests of a module, and what a home publishes to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.generator import generate
from tests.transforms.made import DESCRIPTION, changed
from tests.warehouse.lakes import Lakes, running_lakes
from tests.warehouse.made import build, take_in
from warehouse.lake_settings import Lake


@pytest.fixture(scope="module")
def lakes() -> Iterator[Lakes]:
    with running_lakes() as running:
        yield running


@pytest.fixture
def lake(lakes: Lakes) -> Lake:
    return lakes.new()


@pytest.fixture(scope="module")
def publications(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What a home publishes one after another: six projects, one more, a new version of that."""
    made = [(one.file_name, one.content) for one in generate(6, seed=3, defect_share=0.5)]
    versions = [("own", DESCRIPTION.encode()), ("own", changed(": 70 000", ": 75 000").encode())]
    files = []
    for number in range(len(versions) + 1):
        home = tmp_path_factory.mktemp("home")
        take_in(home, [*made, *versions[:number]])
        files.append(build(home))
    return files
