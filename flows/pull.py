"""The step ``pull``: from what the sources stand for to documents in the archive and receipts."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flows.progress import tell
from flows.run import Run
from flows.steps import is_full
from sources.content import Located, Unreadable, deliveries
from sources.locate import locate as locate_all
from sources.web import Web
from warehouse.archive import Kept, Receipt
from warehouse.store import Store

RECEIPTS_AT_ONCE = 100  # what a run loses at most when it is killed


@dataclass(frozen=True)
class Inbox:
    """What one run is to receive, read as it is asked for; `located` counts the sources' things."""

    kept: Iterator[Kept]
    located: int


class SourcesSilent(Exception):
    """None of the sources could be reached: what each one said."""

    def __init__(self, failures: list[Unreadable]) -> None:
        super().__init__(" ".join(map(str, failures)))
        self.failures = failures


def locate(run: Run, sources: list[str], web: Web) -> list[Located]:
    """All that the sources stand for; what could not be reached is among the run's warnings.

    Raises SourceMissing for local sources that are not there, and SourcesSilent.
    """
    web.forget_silences()
    located, failures = locate_all(sources, web)
    if failures and not located:
        tell("no source answers: they are asked again soon")
        raise SourcesSilent(failures)
    for failure in failures:
        run.could_not_read(failure)
    return located


@contextmanager
def open_inbox(run: Run, store: Store, located: list[Located]) -> Iterator[Inbox]:
    """The inbox of a run; what cannot be read of it is among the run's warnings."""
    with closing(keep_all(run, located, store.last_validated())) as kept:
        yield Inbox(kept, len(located))


def pull(run: Run, inbox: Inbox) -> list[Receipt]:
    """Receive the next batch; its documents are in the archive before their receipts are."""
    receipts: list[Receipt] = []
    weight = 0
    while group := list(islice(inbox.kept, RECEIPTS_AT_ONCE)):
        receipts += run.archive.receive(run.run_id, group)
        weight += sum(run.archive.size(kept.document_id) for kept in group)
        if is_full(receipts, weight):
            break
    return receipts


def keep_all(
    run: Run, located: list[Located], validated: dict[str, list[dict[str, Any]]]
) -> Generator[Kept, None, None]:
    """Everything located, kept in the archive one after another; what cannot be read is a warning.

    `validated` says what each source gave when it last named its state.
    """
    for one in located:
        before = [Kept(**row) for row in validated.get(one.uri, ())]
        if any(run.archive.damage(kept.document_id) for kept in before):
            before = []
        try:
            yield from keep_one(run, one, before)
        except Unreadable as error:
            run.could_not_read(error)


def keep_again(run: Run, located: list[Located]) -> None:
    """Keep what the sources give, so that what is damaged in the archive is whole again.

    What cannot be read is left to the step pull, which warns of it.
    """
    for one in located:
        with suppress(Unreadable):
            list(keep_one(run, one, []))


def keep_one(run: Run, one: Located, before: list[Kept]) -> Iterator[Kept]:
    """What one source gives: what it gave before where it says that nothing has changed."""
    with one.open(before[-1].validator if before else None) as content:
        if content is None:
            yield from before
            return
        for delivery in deliveries(one.uri, content):
            document_id = run.archive.keep(delivery)
            yield Kept(delivery.uri, document_id, delivery.modified_at, delivery.validator)
