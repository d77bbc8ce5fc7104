"""Where documents are read: in this process, in one for each processor, or on a cluster."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import Protocol

from flows.environment import DASK_VARIABLE
from flows.reading import Contents, Part, Reader, read_part, unreadable

FEWEST = 100  # documents from which a process is worth its start
PR_SET_PDEATHSIG = 1
SELDOM = 100_000  # new objects between two collections: documents leave next to no cycles


class Reading(Protocol):
    """Documents that are being read."""

    def result(self) -> Part:
        """What they say, once they are read."""


class Here:
    """Documents read in this process, when they are asked for."""

    def __init__(self, reader: Reader, contents: Contents) -> None:
        self.reader, self.contents = reader, contents

    def result(self) -> Part:
        """Read them."""
        return read_part(self.reader, self.contents)


class Engine(Protocol):
    """Processes, here or elsewhere; `lost` is raised for documents whose process dies."""

    lost: type[Exception]

    def begin(self, contents: Contents) -> Reading:
        """Hand documents to a process."""

    def close(self) -> None:
        """Let go of all."""


class Processes:
    """Processes of this machine, started when they are first needed."""

    lost: type[Exception] = BrokenProcessPool

    def __init__(self, reader: Reader, count: int) -> None:
        self.reader, self.count = reader, count
        self.pool: ProcessPoolExecutor | None = None

    def begin(self, contents: Contents) -> Reading:
        """Hand documents to a process; when one has died, new ones take the place of all."""
        if self.pool is not None:
            with suppress(BrokenProcessPool):
                return self.pool.submit(read_prepared, contents)
        context = multiprocessing.get_context("spawn")  # threads of libraries survive no fork
        self.pool = ProcessPoolExecutor(self.count, context, prepare, (self.reader,))
        for _ in range(self.count):  # all start now: a pool may break while it starts one later
            self.pool.submit(os.getpid)
        return self.pool.submit(read_prepared, contents)

    def close(self) -> None:
        """End the processes."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)


class Begun:
    """Documents in the hands of an engine."""

    def __init__(self, engine: Engine, contents: Contents) -> None:
        self.engine, self.contents = engine, contents
        self.reading = engine.begin(contents)

    def result(self) -> Part:
        """What the documents say; where their process dies, they are read again."""
        try:
            return self.reading.result()
        except self.engine.lost:
            return read_again(self.engine, self.contents)


def read_again(engine: Engine, contents: Contents) -> Part:
    """Read documents whose process has died; where it dies again, half of them at a time.

    One that kills its process by itself is refused; those beside it are read all the same.
    """
    try:
        return engine.begin(contents).result()
    except engine.lost as error:
        if len(contents) == 1:
            return Part([unreadable(*contents[0], type(error).__name__)], {}, {})
        middle = len(contents) // 2
        return joined([read_again(engine, half) for half in (contents[:middle], contents[middle:])])


def joined(parts: list[Part]) -> Part:
    """Several parts as one, their documents in order."""
    import polars as pl

    documents = [document for part in parts for document in part.documents]
    names = dict.fromkeys(name for part in parts for name in part.frames)
    frames = {n: pl.concat([p.frames[n] for p in parts if n in p.frames]) for n in names}
    broken = {key: word for part in parts for key, word in part.broken.items()}
    return Part(documents, frames, broken)


class Workers:
    """Whoever reads the documents of a run: this process, until there are many of them."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.engine: Engine | None = None

    def submit(self, contents: Contents) -> Reading:
        """Begin to read some documents; few are read here, as long as no engine has started."""
        if self.engine is None and len(contents) < FEWEST:
            return Here(self.reader, contents)
        self.engine = self.engine or start_engine(self.reader)
        return Begun(self.engine, contents) if self.engine else Here(self.reader, contents)

    def close(self) -> None:
        """Let go of the engine; another is started where documents are still to be read."""
        if self.engine:
            self.engine.close()
        self.engine = None


def start_engine(reader: Reader) -> Engine | None:
    """The cluster that the environment names, else a process for each processor beyond one."""
    if address := os.environ.get(DASK_VARIABLE):
        from flows.cluster import Cluster

        return Cluster(reader, address)
    count = os.cpu_count() or 1
    return Processes(reader, count) if count > 1 else None


@contextmanager
def open_workers(reader: Reader) -> Iterator[Workers]:
    """Whoever reads the documents of a run, until it ends."""
    workers = Workers(reader)
    try:
        yield workers
    finally:
        workers.close()


_reader: list[Reader] = []


def prepare(reader: Reader) -> None:
    """Make a new process a worker: it ends with its parent, which alone heeds Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    gc.set_threshold(SELDOM)
    _reader[:] = [reader]


def read_prepared(contents: Contents) -> Part:
    """Read documents in a worker."""
    return read_part(_reader[0], contents)
