"""Broken and hostile documents, each read in a process that is watched, and all accounted for.

``python -m benchmarks.fuzz --count 100000 --seed 1 seeds/samples/*/*``: each input is one of the
seeds made worse, or what `HANKEVARASTO_REAL_CORPUS` names beside them. It is read as an ingest
reads it, and ends as read or refused with a known reason; what must hold of any document
(``benchmarks.invariants``) is held against it, and its rows against their contracts. An input of
the same number and seed is the same again: ``--only NUMBER`` reads it in this process.
"""

import argparse
import faulthandler
import hashlib
import json
import logging
import resource
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from benchmarks.fuzz_seeds import Seeds, mutated, seeds
from benchmarks.invariants import breaches
from flows.reading import Reader, broken_statements, read_document
from schemas.decisions import Decisions
from seeds import read_reference
from transforms import document as reading
from transforms.batch import build_frames
from transforms.regions import Regions
from transforms.statements import Document

CPU_SECONDS = 5  # that a document may take
CLOCK_SECONDS = 60  # after which something waits for nothing
MEMORY = 1536 * 2**20  # bytes of data that a process may have
BATCH = 200  # documents whose rows are held against their contracts together
Outcome = dict[str, Any]


@dataclass
class Witness:
    """Keeps the outline and the form's reading of the document that is read."""

    outline: Any = None
    reading: Any = None

    def watch(self, name: str, field: str) -> None:
        """Keep what a function of ``transforms.document`` gives, of several things the first."""
        original = getattr(reading, name)

        def kept(*arguments: Any) -> Any:
            found = original(*arguments)
            setattr(self, field, found[0] if isinstance(found, tuple) else found)
            return found

        setattr(reading, name, kept)


class Process:
    """Reads inputs and says of each how it ended."""

    def __init__(self, documents: Seeds, seed: int) -> None:
        self.documents, self.seed = documents, seed
        regions = Regions(*map(read_reference, ("region", "region_name", "region_change")))
        self.reader = Reader(regions, Decisions())
        self.witness = Witness()
        self.witness.watch("outline_of", "outline")
        self.witness.watch("read_form", "reading")

    def read(self, index: int) -> tuple[Outcome, Document]:
        """One input read and judged."""
        name, content = mutated(self.documents, self.seed, index)
        self.witness.outline = self.witness.reading = None
        document_id = hashlib.sha256(f"{self.seed}:{index}".encode()).hexdigest()
        start = time.process_time(), time.monotonic()
        document = read_document(self.reader, document_id, content)
        cpu, clock = time.process_time() - start[0], time.monotonic() - start[1]
        found = breaches(document, self.witness.outline, self.witness.reading)
        outcome = {
            "index": index,
            "format": name,
            "bytes": len(content),
            "kind": document.kind,
            "refusal": document.refusal and document.refusal[0],
            "statements": len(document.statements),
            "refused_rows": len(document.refused_rows),
            "cpu": round(cpu, 4),
            "clock": round(clock, 4),
            "breaches": found,
        }
        return outcome, document


def work(pipe: Connection, documents: Seeds, seed: int, indexes: range) -> None:
    """Read inputs, in a process that ends where one of them takes too long or too much."""
    logging.disable()  # pdfminer tells of every object that it cannot read
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    process = Process(documents, seed)
    held: list[Document] = []
    for index in indexes:
        pipe.send(("begun", index))
        # Both end the process, wherever it is; so does a fault in a library.
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        faulthandler.dump_traceback_later(CLOCK_SECONDS, exit=True)
        outcome, document = process.read(index)
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        pipe.send(("ended", outcome))
        held.append(document)
        if len(held) == BATCH or index == indexes[-1]:
            pipe.send(("contracts", contracts(held)))
            held = []
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send(("done", peak // 1024))


def contracts(documents: list[Document]) -> list[str]:
    """What breaks the contracts of the stage tables, or cannot be put into their frames."""
    try:
        return sorted(broken_statements(build_frames(documents)).values())
    except Exception as error:
        return [f"no frames of {documents[0].document_id[:12]}…: {type(error).__name__}: {error}"]


@dataclass
class Lane:
    """One process at a time, and the inputs that are its own."""

    indexes: range
    pipe: Connection
    process: Any
    at: int = -1


def fuzz(documents: Seeds, seed: int, count: int, processes: int) -> Iterator[tuple[str, Any]]:
    """Read all inputs; yields what the processes say, and how one died."""
    lanes = [begin(documents, seed, range(n, count, processes)) for n in range(processes)]
    while lanes:
        for ready in wait([lane.pipe for lane in lanes]):
            (lane,) = (lane for lane in lanes if lane.pipe is ready)
            try:
                what, said = lane.pipe.recv()
            except EOFError:
                lanes.remove(lane)
                lane.process.join()
                if lane.process.exitcode or lane.at not in (-1, lane.indexes[-1]):
                    yield "died", {"index": lane.at, "exit": lane.process.exitcode}
                    if lane.at == -1:
                        raise ChildProcessError("a process cannot begin") from None
                    if rest := lane.indexes[lane.indexes.index(lane.at) + 1 :]:
                        lanes.append(begin(documents, seed, rest))
                continue
            lane.at = said if what == "begun" else lane.at
            if what != "begun":
                yield what, said


def begin(documents: Seeds, seed: int, indexes: range) -> Lane:
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(theirs, documents, seed, indexes), daemon=True)
    process.start()
    theirs.close()
    return Lane(indexes, ours, process)


def main() -> int:
    """Fuzz, keep the counts, and say whether nothing was found."""
    parser = argparse.ArgumentParser(description="Read many broken documents.")
    parser.add_argument("seeds", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int)
    parser.add_argument("--out", type=Path, help="write the result here, as Markdown")
    chosen = parser.parse_args()
    documents = seeds(chosen.seeds)
    if chosen.only is not None:
        outcome, document = Process(documents, chosen.seed).read(chosen.only)
        print(json.dumps(outcome, ensure_ascii=False, indent=1), contracts([document]))
        return 0
    from benchmarks.fuzz_results import Ledger

    ledger = Ledger(documents, chosen.seed, chosen.count)
    for what, said in fuzz(documents, chosen.seed, chosen.count, chosen.processes):
        ledger.note(what, said)
    text = ledger.as_markdown()
    print(text)
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
    return 1 if ledger.faults else 0


if __name__ == "__main__":
    sys.exit(main())
