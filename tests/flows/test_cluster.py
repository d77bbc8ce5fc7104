"""An ingest on a Dask cluster of a scheduler and two workers, which are processes of their own."""

import os
from pathlib import Path
from unittest import mock

import pytest

from benchmarks.cluster import compare
from flows.cluster import ClusterUnusable, read_alike
from flows.environment import DASK_VARIABLE
from flows.reading import code_of_reader
from flows.workers import FEWEST, open_workers
from tests.flows.test_workers import READER


@pytest.mark.large
def test_an_ingest_on_a_cluster_gives_the_content_of_one_here_though_a_worker_is_killed() -> None:
    found = compare(500, kill=True)
    assert found["pieces in hand at the kill"]
    assert found["hash, here"] == found["hash, cluster"]


def test_a_cluster_that_does_not_answer_is_named(tmp_path: Path) -> None:
    contents = [(str(number), b"x") for number in range(FEWEST)]
    with (
        mock.patch.dict(os.environ, {DASK_VARIABLE: "tcp://127.0.0.1:9"}),
        mock.patch("flows.cluster.PATIENCE", 1),
        open_workers(READER) as workers,
        pytest.raises(ClusterUnusable, match=r"127\.0\.0\.1:9.*unset HANKEVARASTO_DASK"),
    ):
        workers.submit(contents)


def test_a_worker_with_other_code_reads_nothing() -> None:
    assert read_alike("other", READER, [("x", b"x")]) == code_of_reader()
