"""One run on a home: its identity, its lock, its clock, its journal."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import seeds
from flows.faults import HomeUnusable, cannot_use, in_our_words, speaks_of_no_value, unusable
from flows.progress import tell
from flows.reading import Reader
from flows.workers import Workers, open_workers
from transforms.people import mask_people
from transforms.regions import Regions
from warehouse.archive import Archive
from warehouse.ddl import remove_database, remove_spilled
from warehouse.decisions import read_decisions
from warehouse.journal import note_end, note_start, read_journal
from warehouse.keys import open_vault
from warehouse.lake_settings import read_lake
from warehouse.layout import check_layout, record_layout
from warehouse.restricted import fresh_restricted_path, open_restricted, restricted_path
from warehouse.rule_settings import read_settings
from warehouse.store import Store, fresh_path, open_store, set_aside, store_path

LOCK_SECONDS = 3600
STEPS = ("pull", "parse", "check", "load", "build", "validate", "publish", "report")
EACH_BATCH = ("pull", "parse", "check", "load")


class NothingRead(Exception):
    """A run to which every source failed."""


class Run:
    """What every step of one run shares."""

    workers: Workers

    def __init__(self, home: Path, command: str) -> None:
        self.home = home
        self.command = command
        self.archive = Archive(home, open_vault(home))
        self.started_at = self.archive.next_instant()
        self.run_id = self.started_at.strftime("%Y%m%dT%H%M%S%f")
        self.sources: list[str] = []
        self.outcome = "failed"
        self.counts: dict[str, int] = {}
        self.warnings: list[str] = []
        self.refused: list[dict[str, Any]] = []
        self.unread = 0
        self.changes: list[dict[str, Any]] = []
        self.settings = read_settings(home)
        self.lake = read_lake(home)
        self.reference = seeds.read_all_reference()
        self.regions = Regions(
            *(self.reference[name] for name in ("region", "region_name", "region_change"))
        )
        self.read_decisions()
        self.seconds: dict[str, float] = dict.fromkeys(STEPS, 0.0)
        self.times: Counter[str] = Counter()

    def read_decisions(self) -> None:
        """Read what officers have decided, which decides how documents are read."""
        mask = partial(mask_people, regions=self.regions)
        self.decisions = read_decisions(self.home, mask)
        self.reader = Reader(self.regions, self.decisions)

    def could_not_read(self, error: Exception) -> None:
        """Warn of a source that could not be read and count it; the run goes on."""
        self.unread += 1
        self.warnings.append(str(error))

    def name_of(self, step: str) -> str:
        """A name for the next time of a step: numbered where it is done for each batch."""
        self.times[step] += 1
        return f"{step} {self.times[step]}" if step in EACH_BATCH else step

    @property
    def key(self) -> str | None:
        """The key of what is personal, if one was given."""
        return self.archive.vault.key if self.archive.vault else None

    @contextmanager
    def stores(self, *, fresh: bool = False) -> Iterator[Store]:
        """The store and, with a key, the restricted one, or `fresh` ones beside; all or nothing.

        What is personal is kept first: a store without it would never be found out.
        """
        places = (store_path, restricted_path)
        store, restricted = (fresh_path, fresh_restricted_path) if fresh else places
        with (
            open_store(store(self.home)) as opened,
            open_restricted(restricted(self.home), self.key) as opened.restricted,
        ):
            yield opened

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the time of a step."""
        tell(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def told(self) -> dict[str, Any]:
        """What the journal keeps of a run besides its outcome."""
        seconds = {name: round(spent, 3) for name, spent in self.seconds.items()}
        return {**self.counts, "unread": self.unread, "seconds": seconds}


@contextmanager
def working_home(home: Path, command: str, *, made: bool = True) -> Iterator[Run]:
    """A run on a home, made where there is none unless not `made`; a second run on it waits.

    Its beginning and end go into the journal. Raises HomeUnusable where the home cannot be
    written, has no room left, is none or is held by another run for an hour, LayoutUnknown for
    one of a newer program, SettingsInvalid for settings out of bounds, and KeyUnusable without the
    key of an archive that is sealed.
    """
    if not made and not (home / "archive").is_dir():
        raise HomeUnusable(f"{home} is no home: it has no archive. Check --home.")
    check_layout(home)
    with in_our_words(home):
        make_home(home)
        with held(home):
            run = Run(home, command)
            run.archive.clear()
            record_layout(home)
            remove_database(fresh_path(home))
            remove_database(fresh_restricted_path(home))
            remove_spilled(store_path(home))
            run.archive.seal_all(partial(tell, "seal"))
            note_start(home, run.run_id, command, run.started_at)
            try:
                with in_our_words(home), open_workers(run.reader) as run.workers:
                    yield run
            except BaseException as error:
                note_failure(run, error)
                put_store_aside(home, error)
                raise
            note_end(home, run.run_id, run.outcome, run.told())


def put_store_aside(home: Path, error: BaseException) -> None:
    """Put a store aside that a run found damaged. Raises HomeUnusable, which says so."""
    if set_aside(home, error):
        raise HomeUnusable(
            f"{store_path(home)} is damaged ({error}). It is put aside; run again, and it is made "
            "anew from the archive."
        ) from error


def make_home(home: Path) -> None:
    """Make a home where there is none. Raises HomeUnusable."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        Archive(home).prepare()
    except OSError as error:
        raise HomeUnusable(unusable(home, error) or cannot_use(home, error)) from None


@contextmanager
def held(home: Path) -> Iterator[None]:
    """The lock of a home; waits for another run that has it."""
    from filelock import FileLock, Timeout
    from prefect import get_run_logger

    lock = FileLock(home / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting = f"waiting for {holder(home)}"
        tell(waiting)
        get_run_logger().warning(waiting)
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise HomeUnusable(
                f"{home} is still held by {holder(home)} after an hour. Run again later, or end "
                "that process: what it has received is taken in by the next run."
            ) from error
    try:
        yield
    finally:
        lock.release()


def holder(home: Path) -> str:
    """The run that holds a home, in words."""
    runs = [run for run in read_journal(home)[-1:] if "outcome" not in run]
    if not runs:
        return "another run on this home"
    last = runs[-1]
    return f"the {last['command']} of {last['started_at']:%H:%M} UTC (process {last['pid']})"


def note_failure(run: Run, error: BaseException) -> None:
    """Note in the journal that a run failed, as far as the disk allows."""
    said = f"{type(error).__name__}: {error}" if speaks_of_no_value(error) else type(error).__name__
    with suppress(OSError):
        note_end(run.home, run.run_id, "failed", {**run.told(), "error": said})
