"""One run on a home: its identity, its lock, its clock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import seeds
from flows.progress import tell
from transforms.people import mask_people
from transforms.regions import Regions
from warehouse.archive import Archive
from warehouse.decisions import read_decisions
from warehouse.layout import check_layout, record_layout
from warehouse.rule_settings import read_settings
from warehouse.store import set_aside, store_path

LOCK_SECONDS = 3600
STEPS = ("pull", "parse", "check", "load", "build", "validate", "publish", "report")


class HomeUnusable(Exception):
    """A home that cannot be worked on, with what to do about it."""


class NothingRead(Exception):
    """A run to which every source failed."""


class Run:
    """What every step of one run shares."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.archive = Archive(home)
        self.started_at = self.archive.next_instant()
        self.run_id = self.started_at.strftime("%Y%m%dT%H%M%S%f")
        self.warnings: list[str] = []
        self.unread = 0
        self.changes: list[dict[str, Any]] = []
        self.settings = read_settings(home)
        self.reference = seeds.read_all_reference()
        self.regions = Regions(
            *(self.reference[name] for name in ("region", "region_name", "region_change"))
        )
        self.decisions = read_decisions(home, partial(mask_people, regions=self.regions))
        self.seconds: dict[str, float] = dict.fromkeys(STEPS, 0.0)

    def could_not_read(self, error: Exception) -> None:
        """Warn of a source that could not be read and count it; the run goes on."""
        self.unread += 1
        self.warnings.append(str(error))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the time of a step."""
        tell(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - start


@contextmanager
def working_home(home: Path, *, made: bool = True) -> Iterator[Run]:
    """A run on a home, made where there is none unless not `made`; a second run on it waits.

    Raises HomeUnusable where it cannot be written or is none, LayoutUnknown for one of a newer
    program, SettingsInvalid for settings out of bounds.
    """
    from filelock import FileLock, Timeout

    if not made and not (home / "archive").is_dir():
        raise HomeUnusable(f"{home} is no home: it has no archive. Check --home.")
    check_layout(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
        Archive(home).prepare()
    except OSError as error:
        raise HomeUnusable(
            f"{home} cannot be written: {error.strerror}. Name another home with --home."
        ) from error
    lock = FileLock(home / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell("waiting for another run on this home")
        lock.acquire(timeout=LOCK_SECONDS)
    try:
        run = Run(home)
        run.archive.clear()
        record_layout(home)
        yield run
    except Exception as error:
        if set_aside(home, error):
            raise HomeUnusable(
                f"{store_path(home)} is damaged ({error}). It is put aside; run again, and it is "
                "made anew from the archive."
            ) from error
        raise
    finally:
        lock.release()
