"""Documents read by processes of their own say what they say here, and harm nobody else."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import seeds
from benchmarks.generator import generate
from flows.reading import Contents, Part, Reader, read_part
from flows.workers import FEWEST, Begun, Processes, Workers, joined, open_workers
from schemas.decisions import NO_DECISIONS
from tests.flows.deadly import MEBIBYTE, DeadlyDecisions
from transforms.regions import Regions
from transforms.statements import Document

REGIONS = Regions(*map(seeds.read_reference, ("region", "region_name", "region_change")))
READER = Reader(REGIONS, NO_DECISIONS)


@pytest.fixture(scope="module")
def contents() -> Contents:
    documents = generate(FEWEST + 20, 3, defect_share=0.3)
    return [(document.file_name, document.content) for document in documents]


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


def test_few_documents_are_read_by_one_process_and_many_by_all(contents: Contents) -> None:
    with open_workers(READER) as workers:
        few, many = workers.submit(contents[:3]), workers.submit(contents)
        later = workers.submit(contents[:3])
        counts = [getattr(one.engine, "count", 0) for one in (few, many, later)]
        wanted = [read_part(READER, some) for some in (contents[:3], contents, contents[:3])]
        found = [one.result() for one in (few, many, later)]
    assert counts == [1, os.cpu_count(), os.cpu_count()]
    assert all(map(same, found, wanted))


SECONDS, MEMORY = 2.0, 1024 * MEBIBYTE
REFUSED = {
    "die": ("reader_failed", "BrokenProcessPool"),
    "devour": ("too_heavy", "> 1 073 741 824"),
    "hang": ("too_slow", "> 2 s"),
    "hang_in_native_code": ("too_slow", "> 2 s"),
}


def harmed_reader(*victims: tuple[str, str]) -> Reader:
    return Reader(REGIONS, DeadlyDecisions((), (), (), victims), SECONDS, MEMORY)


@pytest.mark.parametrize("harm", REFUSED)
def test_a_document_that_harms_its_process_is_refused_and_the_others_read(
    harm: str, contents: Contents
) -> None:
    some = [*contents[:2], ("victim", b"x"), *contents[2:4]]
    with open_workers(harmed_reader(("victim", harm))) as workers:
        found = workers.submit(some).result()
    [refused] = [d for d in found.documents if d.document_id == "victim"]
    assert refused.refusal == REFUSED[harm]
    read = [d for d in found.documents if d is not refused]
    assert same(Part(read, found.frames, {}), read_part(READER, contents[:4]))


def test_documents_that_harm_their_processes_are_refused_among_many(contents: Contents) -> None:
    victims = [(f"victim-{harm}", harm) for harm in REFUSED]
    harmful = [(document_id, b"x") for document_id, _ in victims]
    with open_workers(harmed_reader(*victims)) as workers:
        some = [[*contents[:99], harmful[0]], [*contents[99:], *harmful[1:]]]
        found = joined([reading.result() for reading in [workers.submit(one) for one in some]])
    refused = {d.document_id: d.refusal for d in found.documents if d.refusal}
    assert {f"victim-{harm}": refusal for harm, refusal in REFUSED.items()}.items() <= (
        refused.items()
    )
    assert len(found.documents) == len(contents) + len(victims)
    read = [d for d in found.documents if d.document_id not in dict(victims)]
    assert same(Part(read, found.frames, {}), read_part(READER, contents))


PARAGRAPHS = b"<html><body>" + b"<p>a\n" * 2_000_000 + b"</body></html>"
ATTRIBUTES = b"<html><body><p %b>a</p></body></html>" % b" ".join(
    b"a%d=1" % number for number in range(200_000)
)


@pytest.mark.large
@pytest.mark.parametrize(
    ("content", "seconds", "refusal"),
    [
        (PARAGRAPHS, 60.0, ("too_heavy", "> 536 870 912")),
        (
            ATTRIBUTES,
            3.0,
            ("too_slow", "> 3 s"),
        ),  # in native code
    ],
)
def test_documents_beyond_the_limits_are_refused_and_the_others_read(
    content: bytes, seconds: float, refusal: tuple[str, str], contents: Contents
) -> None:
    reader = Reader(REGIONS, NO_DECISIONS, seconds=seconds, memory=512 * MEBIBYTE)
    with open_workers(reader) as workers:
        found = workers.submit([contents[0], ("large", content), contents[1]]).result()
    before, refused, after = found.documents
    assert refused.refusal == refusal
    assert same(Part([before, after], found.frames, {}), read_part(READER, contents[:2]))


def test_a_process_that_is_killed_loses_nothing(contents: Contents, tmp_path: Path) -> None:
    reader = Reader(REGIONS, DeadlyDecisions((), (), (), marker=str(tmp_path / "died")))
    processes = Processes(reader, 2)
    try:
        parts = [Begun(processes, reader, contents[at : at + 30]) for at in range(0, 120, 30)]
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
        assert (workers.few, workers.many) == (None, None)
        assert same(workers.submit(contents).result(), before)


def test_workers_without_work_start_nothing() -> None:
    with open_workers(READER) as workers:
        assert isinstance(workers, Workers)
        assert (workers.few, workers.many) == (None, None)
