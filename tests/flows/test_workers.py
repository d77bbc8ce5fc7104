"""Documents read by processes of their own say what they say when they are read here."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import seeds
from benchmarks.generator import generate
from flows.reading import Contents, Part, Reader, read_part
from flows.workers import FEWEST, Begun, Here, Processes, Workers, open_workers
from schemas.decisions import NO_DECISIONS
from tests.flows.deadly import DeadlyDecisions
from transforms.regions import Regions
from transforms.statements import Document

REGIONS = Regions(*map(seeds.read_reference, ("region", "region_name", "region_change")))
READER = Reader(REGIONS, NO_DECISIONS)


@pytest.fixture(scope="module")
def contents() -> Contents:
    documents = generate(FEWEST + 20, 3, defect_share=0.3)
    return [(document.file_name, document.content) for document in documents]


@pytest.fixture
def processes(request: pytest.FixtureRequest) -> Iterator[Processes]:
    found = Processes(request.param, 2)
    yield found
    found.close()


def said(document: Document) -> list[object]:
    stated = [(s.statement_id, s.project_code, s.content_hash) for s in document.statements]
    return [replace(document, statements=[]), *stated]


def same(one: Part, other: Part) -> bool:
    frames = {name: (one.frames[name], other.frames[name]) for name in one.frames | other.frames}
    return (
        list(map(said, one.documents)) == list(map(said, other.documents))
        and one.broken == other.broken
        and all(mine.equals(theirs) for mine, theirs in frames.values())
    )


def test_few_documents_are_read_here_and_many_by_processes(contents: Contents) -> None:
    with open_workers(READER) as workers:
        few, many = workers.submit(contents[:3]), workers.submit(contents)
        later = workers.submit(contents[:3])
        kinds = [type(one) for one in (few, many, later)]
        wanted = [read_part(READER, some) for some in (contents[:3], contents, contents[:3])]
        found = [one.result() for one in (few, many, later)]
    assert kinds == ([Here, Begun, Begun] if (os.cpu_count() or 1) > 1 else [Here] * 3)
    assert all(map(same, found, wanted))


@pytest.mark.parametrize(
    "processes",
    [Reader(REGIONS, DeadlyDecisions((), (), (), victim="A730003_description.txt"))],
    indirect=True,
)
def test_a_document_that_kills_its_process_is_refused_and_the_others_read(
    processes: Processes, contents: Contents
) -> None:
    some = [("A730003_description.txt", b"x"), *contents[:4]]
    found = Begun(processes, some).result()
    refused, *read = found.documents
    assert refused.refusal == ("reader_failed", "BrokenProcessPool")
    assert same(Part(read, found.frames, {}), read_part(READER, contents[:4]))


def test_a_process_that_is_killed_loses_nothing(contents: Contents, tmp_path: Path) -> None:
    reader = Reader(REGIONS, DeadlyDecisions((), (), (), marker=str(tmp_path / "died")))
    processes = Processes(reader, 2)
    try:
        parts = [Begun(processes, contents[at : at + 30]) for at in range(0, 120, 30)]
        found = [part.result() for part in parts]
    finally:
        processes.close()
    assert (tmp_path / "died").exists()
    wanted = [read_part(READER, contents[at : at + 30]) for at in range(0, 120, 30)]
    assert all(map(same, found, wanted))


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """Killed, it can no longer tell them to."""
    script = (
        "import os, sys, time\n"
        "from tests.flows.test_workers import READER\n"
        "from flows.workers import Processes\n"
        "if __name__ == '__main__':\n"
        "    processes = Processes(READER, 2)\n"
        "    processes.begin([]).result()\n"
        "    print(*processes.pool._processes, flush=True)\n"
        "    time.sleep(600)\n"
    )
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(tmp_path / "script.py")],
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    children = [int(word) for word in parent.stdout.readline().split()]
    assert children
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + 10
    while any(map(is_running, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_running, children))


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_workers_that_were_let_go_start_again(contents: Contents) -> None:
    with open_workers(READER) as workers:
        before = workers.submit(contents).result()
        workers.close()
        assert workers.engine is None
        assert same(workers.submit(contents).result(), before)


def test_workers_without_work_start_nothing() -> None:
    with open_workers(READER) as workers:
        assert isinstance(workers, Workers)
        assert workers.engine is None
