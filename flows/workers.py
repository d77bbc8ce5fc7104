"""Where documents are read: in this process, or in one for each processor of the machine."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import Protocol

from flows.reading import Contents, Part, Reader, read_part, unreadable

FEWEST = 100  # documents from which a process is worth its start
PR_SET_PDEATHSIG = 1


class Reading(Protocol):
    """Documents that are being read."""

    def result(self) -> Part:
        """What they say, once they are read."""


class Workers(Protocol):
    """Whoever reads documents."""

    def submit(self, contents: Contents) -> Reading:
        """Begin to read some documents."""


class Here:
    """Documents read in this process, when they are asked for."""

    def __init__(self, reader: Reader, contents: Contents) -> None:
        self.reader, self.contents = reader, contents

    def result(self) -> Part:
        """Read them."""
        return read_part(self.reader, self.contents)


class Processes:
    """Worker processes, started with the first documents that are many."""

    def __init__(self, reader: Reader, count: int) -> None:
        self.reader, self.count = reader, count
        self.pool: ProcessPoolExecutor | None = None

    def submit(self, contents: Contents) -> Reading:
        """Let a process read some documents; few are read here while no process has started."""
        if self.count < 2 or (self.pool is None and len(contents) < FEWEST):
            return Here(self.reader, contents)
        return Begun(self, contents)

    def begin(self, contents: Contents) -> Future[Part]:
        """Hand documents to a process."""
        if self.pool is None:
            context = multiprocessing.get_context("spawn")  # threads of libraries survive no fork
            self.pool = ProcessPoolExecutor(self.count, context, prepare, (self.reader,))
        return self.pool.submit(read_prepared, contents)

    def renew(self) -> None:
        """Let go of processes of which one has died."""
        if self.pool is not None:
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = None

    def close(self) -> None:
        """End the processes."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)


class Begun:
    """Documents in the hands of a process."""

    def __init__(self, workers: Processes, contents: Contents) -> None:
        self.workers, self.contents = workers, contents
        self.future = self.begin()

    def begin(self) -> Future[Part]:
        with suppress(BrokenProcessPool):
            return self.workers.begin(self.contents)
        self.workers.renew()
        return self.workers.begin(self.contents)

    def result(self) -> Part:
        """What the documents say; where their process dies, each is read by one of its own.

        Documents beside one that kills its process are read all the same.
        """
        try:
            return self.future.result()
        except BrokenProcessPool:
            return joined([read_alone(self.workers, one) for one in self.contents])


def read_alone(workers: Processes, content: tuple[str, bytes]) -> Part:
    """Read one document in a process; one that kills it is refused."""
    workers.renew()
    try:
        return workers.begin([content]).result()
    except BrokenProcessPool as error:
        return Part([unreadable(*content, type(error).__name__)], {}, {})


def joined(parts: list[Part]) -> Part:
    """Several parts as one, their documents in order."""
    import polars as pl

    documents = [document for part in parts for document in part.documents]
    names = dict.fromkeys(name for part in parts for name in part.frames)
    frames = {n: pl.concat([p.frames[n] for p in parts if n in p.frames]) for n in names}
    broken = {key: word for part in parts for key, word in part.broken.items()}
    return Part(documents, frames, broken)


@contextmanager
def open_workers(reader: Reader) -> Iterator[Workers]:
    """Whoever reads the documents of a run, until it ends."""
    processes = Processes(reader, len(os.sched_getaffinity(0)))
    try:
        yield processes
    finally:
        processes.close()


_reader: list[Reader] = []


def prepare(reader: Reader) -> None:
    """Make a new process a worker: it ends with its parent, which alone heeds Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _reader[:] = [reader]


def read_prepared(contents: Contents) -> Part:
    """Read documents in a worker."""
    return read_part(_reader[0], contents)
