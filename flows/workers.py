"""Where documents are read: in a process of their own, in one for each processor, on a cluster.

Never in the process of the run, which a document could take down.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import wait
from typing import Protocol, cast

from flows.bounds import GRACE, bind
from flows.environment import DASK_VARIABLE
from flows.reading import Contents, Part, Reader, read_part, too_slow
from transforms.statements import Document

FEWEST = 100  # documents from which more processes than one are worth their start
PRELOADED = ["flows.reading", "pandera.polars"]  # imported once for all processes
SELDOM = 100_000  # new objects between two collections: documents leave next to no cycles


class Reading(Protocol):
    """Documents that are being read."""

    def result(self) -> Part:
        """What they say, once they are read."""


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
        # Threads of libraries survive no fork of this process; that server has none.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
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

    def __init__(self, engine: Engine, reader: Reader, contents: Contents) -> None:
        self.engine, self.reader, self.contents = engine, reader, contents
        self.reading = engine.begin(contents)

    def result(self) -> Part:
        """What the documents say; where their process dies, they are read again."""
        try:
            return self.reading.result()
        except self.engine.lost:
            with closing(Processes(self.reader, 1)) as alone:
                return read_again(alone, self.contents)


def read_again(alone: Processes, contents: Contents) -> Part:
    """Read documents whose process has died; where it dies again, each by itself.

    It may have died of documents beside them: nobody else is to give work to the process. One that
    kills it by itself is refused.
    """
    begun = time.monotonic()
    try:
        return alone.begin(contents).result()
    except alone.lost as error:
        if len(contents) > 1:
            return joined([read_again(alone, [content]) for content in contents])
        is_slow = time.monotonic() - begun > alone.reader.seconds + GRACE
        ended = ("reader_failed", type(error).__name__)
        [(document_id, content)] = contents
        refusal = too_slow(alone.reader) if is_slow else ended
        return Part([Document(document_id, len(content), refusal=refusal)], {}, {})


def joined(parts: list[Part]) -> Part:
    """Several parts as one, their documents in order."""
    import polars as pl

    documents = [document for part in parts for document in part.documents]
    names = dict.fromkeys(name for part in parts for name in part.frames)
    frames = {n: pl.concat([p.frames[n] for p in parts if n in p.frames]) for n in names}
    broken = {key: word for part in parts for key, word in part.broken.items()}
    return Part(documents, frames, broken)


class Workers:
    """Whoever reads the documents of a run: one process, until there are many of them."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.few: Engine | None = None
        self.many: Engine | None = None

    def submit(self, contents: Contents) -> Reading:
        """Begin to read some documents."""
        return Begun(self.engine_for(len(contents)), self.reader, contents)

    def engine_for(self, count: int) -> Engine:
        """The engine for so many documents; once that for many has started, it reads all."""
        if self.many is None and count >= FEWEST:
            self.many = start_engine(self.reader)
        if self.many is None:
            self.few = self.few or Processes(self.reader, 1)
        return self.many or cast("Engine", self.few)

    def close(self) -> None:
        """Let go of the engines; others are started where documents are still to be read."""
        for engine in filter(None, (self.few, self.many)):
            engine.close()
        self.few = self.many = None


def start_engine(reader: Reader) -> Engine:
    """The cluster that the environment names, else a process for each processor."""
    if address := os.environ.get(DASK_VARIABLE):
        from flows.cluster import Cluster

        return Cluster(reader, address)
    return Processes(reader, os.cpu_count() or 1)


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
    threading.Thread(target=end_with_parent, daemon=True).start()
    gc.set_threshold(SELDOM)
    bind()
    _reader[:] = [reader]


def end_with_parent() -> None:
    """End this process once the one that started it has ended, killed perhaps."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)


def read_prepared(contents: Contents) -> Part:
    """Read documents in a worker."""
    return read_part(_reader[0], contents)
