"""The flows ``ingest`` and ``rebuild``: from deliveries to the published warehouse."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import MaterializingTask

from flows import publication, steps
from flows.environment import find_home
from flows.faults import HomeUnusable, in_our_words
from flows.observability import Progress, flow_run_name, lineage, log_batch, show_summary
from flows.progress import tell
from flows.pull import SourcesSilent, keep_again, open_inbox
from flows.pull import locate as locate_sources
from flows.pull import pull as pull_batch
from flows.run import NothingRead, Run, working_home
from flows.steps import Summary
from sources.content import Located, SourceMissing
from sources.web import Manners, Web
from warehouse.archive import ArchiveDamaged, Receipt
from warehouse.changes import noted_changes, reading_changes
from warehouse.ddl import remove_database
from warehouse.lake import LakeFailed
from warehouse.publish import remove_stray_logs
from warehouse.query import FileIllegible
from warehouse.restricted import (
    fresh_restricted_path,
    replace_restricted,
    restricted_path,
    restricted_version,
)
from warehouse.store import (
    Store,
    fresh_path,
    open_store,
    replace_store,
    store_path,
    store_version,
)

# The one place where a run asks the outside world before anything of it is received.
TRY_AGAIN_AFTER = [10, 60]  # seconds


def as_task(
    name: str, function: Callable[..., Any], step: str | None = None, **options: Any
) -> Callable[..., Any]:
    """A step as a Prefect task, timed by the run that every step takes first.

    The engine keeps nothing of it: documents and rows stay in the home. What a step makes of what
    is told as assets.
    """
    options |= {"name": name, "cache_policy": NO_CACHE, "persist_result": False}

    def timed(run: Run, *arguments: Any) -> Any:
        with run.step(step or name), in_our_words(run.home):
            return function(run, *arguments)

    def call(run: Run, *arguments: Any) -> Any:
        named = options | {"task_run_name": run.name_of(name)}
        made, of = lineage(run).get(name, ([], []))
        if made:
            return MaterializingTask(timed, assets=made, asset_deps=of, **named)(run, *arguments)
        return task(**named)(timed)(run, *arguments)

    return call


def may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a source that failed may be there again soon."""
    return isinstance(state.result(raise_on_failure=False), SourceMissing | SourcesSilent)


locate = as_task(
    "locate",
    locate_sources,
    "pull",
    retries=len(TRY_AGAIN_AFTER),
    retry_delay_seconds=TRY_AGAIN_AFTER,
    retry_condition_fn=may_pass,
)
pull = as_task("pull", pull_batch)
parse = as_task("parse", steps.parse)
check = as_task("check", steps.check)
load = as_task("load", steps.load)
build = as_task("build", publication.build)
validate = as_task("validate", publication.validate)
publish = as_task("publish", publication.release)
report = as_task("report", publication.write_report)
lake = as_task("lake", publication.release_to_lake)


@flow(name="ingest", flow_run_name=flow_run_name, persist_result=False)
def ingest(sources: list[str], home: str | None = None, web: Manners | None = None) -> Summary:
    """Bring what is new at the sources into the warehouse below `home` and publish it.

    `web` says how the web is read, as {"contact": …, "follow": true}. Raises SourceMissing for
    local sources that are not there, and NothingRead where every source failed.
    """
    with working_home(find_home(home), "ingest") as run, Web(web or Manners(), sources) as asked:
        run.sources = sources
        try:
            recovered = catch_up(run)
            located = locate_patiently(run, sources, asked)
        except ArchiveDamaged:
            located = locate_patiently(run, sources, asked)
            keep_again(run, located)
            recovered = catch_up(run)
        with run.stores() as store:
            with open_inbox(run, store, located) as inbox:
                pulled = iter(lambda: pull(run, inbox), [])
                summary = take_in(run, store, run.run_id, pulled, inbox.located)
            finish_loading(run, store)
            summary.recovered = sum(one.pulled for one in recovered)
            steps.settle_run(run, store, summary, run.started_at)
            state = steps.unpublished_state(run, store)
        finish(run, summary, state)
        if summary.unread and not summary.pulled:
            raise NothingRead(" ".join(["Nothing could be read.", *summary.warnings[:3]]))
        return summary


def locate_patiently(run: Run, sources: list[str], web: Web) -> list[Located]:
    """What the sources stand for; where none answers, that is among the run's warnings."""
    try:
        return cast(list[Located], locate(run, sources, web))
    except SourcesSilent as error:
        for failure in error.failures:
            run.could_not_read(failure)
        return []


@flow(name="rebuild", flow_run_name=flow_run_name, persist_result=False)
def rebuild(home: str | None = None) -> Summary:
    """Make the whole warehouse anew from the archive and its receipts."""
    with working_home(find_home(home), "rebuild", made=False) as run:
        if not run.archive.run_ids():
            raise HomeUnusable(
                f"{run.archive.root} holds no receipts, so there is nothing to rebuild from. What "
                "is published stays. Check --home, or restore the archive from a backup."
            )
        return conclude(run, read_archive(run))


@flow(name="retry", flow_run_name=flow_run_name, persist_result=False)
def retry(documents: list[str], home: str | None = None) -> Summary:
    """Try refused documents again: all, or those whose ids begin as named; publish what is freed.

    A document that can be read now takes the place in its chain that its receipt gives it.
    """
    with working_home(find_home(home), "quarantine retry", made=False) as run:
        before = steps.refused(run, documents)
        run.archive.note_attempts(run.run_id, list(before))
        if not renew_store(run) and steps.readable_now(run, before):
            read_archive(run)
        with open_store(store_path(run.home)) as store:
            store.set_attempts(run.archive.attempts())
            steps.settle_run(run, store, Summary(run.run_id), run.started_at)
            state = steps.unpublished_state(run, store)
            after = store.standing(before)
        summary = Summary(run.run_id)
        summary.tried = [{**row, "after": after[i]} for i, row in before.items()]
        return finish(run, summary, state)


def catch_up(run: Run) -> list[Summary]:
    """Bring the store to what the archive holds and this code reads; what stopped runs left."""
    renew_store(run)
    with run.stores() as store:
        store.set_version(steps.reading_state(run))
        left = steps.left_behind(run, store)
        run.archive.require_whole(left)
        settled = [settle_again(run, store, run_id) for run_id in left]
        finish_loading(run, store)
        return settled


def renew_store(run: Run) -> bool:
    """Read the archive anew where something else was read into the store, or no person beside it.

    So no row is of mixed origin.
    """
    wanted = steps.reading_state(run)
    known = store_version(store_path(run.home))
    restricted = restricted_path(run.home)
    if known is None:
        remove_database(restricted)
    is_old = known not in (None, wanted)
    if known and run.key:
        is_old = is_old or restricted_version(restricted, run.key) != wanted
    if is_old:
        read_archive(run)
    return is_old


def read_archive(run: Run) -> Summary:
    """Make the store anew from all receipts, beside the old one, which it then replaces.

    Raises ArchiveDamaged, before it begins, with all that is damaged or gone.
    """
    run.archive.require_whole(run.archive.run_ids())
    summary = Summary(run.run_id)
    fresh = fresh_path(run.home)
    remove_database(fresh)
    remove_database(fresh_restricted_path(run.home))
    with run.stores(fresh=True) as store:
        store.set_version(steps.reading_state(run))
        for run_id in run.archive.run_ids():
            summary.add(settle_again(run, store, run_id))
        finish_loading(run, store)
        store.set_attempts(run.archive.attempts())
    run.refused.clear()  # they were told when they came
    note_changes(run, fresh)
    replace_restricted(run.home, fresh_restricted_path(run.home))
    replace_store(run.home, fresh)
    return summary


def note_changes(run: Run, fresh: Path) -> None:
    """Note in the fresh store what it says otherwise than the one that it replaces."""
    old = store_path(run.home)
    if old.exists():
        try:
            run.changes = reading_changes(old, fresh)
            noted = noted_changes(old)
        except FileIllegible as error:
            run.warnings.append(f"The store is made anew from the archive: {error}")
            return
        with open_store(fresh) as store:
            store.append_rows("meta.reading_change", noted)
            rows = [{"run_id": run.run_id, **change} for change in run.changes]
            store.append_rows("meta.reading_change", rows)


def settle_again(run: Run, store: Store, run_id: str) -> Summary:
    """Take in the receipts of another run, as it would have done itself."""
    receipts = list(run.archive.receipts(run_id))
    parts = steps.full(receipts, run.archive)
    summary = take_in(run, store, run_id, parts, len(receipts))
    if receipts:
        steps.settle_run(run, store, summary, receipts[0].received_at)
    return summary


def take_in(
    run: Run, store: Store, run_id: str, parts: Iterable[list[Receipt]], total: int
) -> Summary:
    """Batches of receipts of one run through parse, check and load."""
    summary, progress = Summary(run_id), Progress()
    tell("documents", 0, total)
    for batch in reading_ahead(run, store, filter(None, parts)):
        parse(run, store, batch)
        check(run, batch)
        summary.count(load(run, store, batch))
        summary.refused_rows += len(batch.ledger.refused_rows)
        run.refused += batch.ledger.quarantine
        log_batch(run, batch)
        known = max(total, summary.pulled)
        progress.show(summary.pulled, known)
        tell("documents", summary.pulled, known)
    return summary


def finish_loading(run: Run, store: Store) -> None:
    """Write the rows of all batches, with the memory that the workers needed."""
    run.workers.close()
    with run.step("load"):
        store.append_waiting()


def reading_ahead(run: Run, store: Store, parts: Iterable[list[Receipt]]) -> Iterator[steps.Batch]:
    """Batches one after another, while the documents of the next one are read already."""
    current: steps.Batch | None = None
    for receipts in parts:
        following = steps.begin(run, store, receipts, current.begun if current else set())
        if current:
            yield current
        current = following
    if current:
        yield current


def conclude(run: Run, summary: Summary) -> Summary:
    """End a run that received nothing itself, and publish what the store says now."""
    with open_store(store_path(run.home)) as store:
        steps.settle_run(run, store, Summary(run.run_id), run.started_at)
        state = steps.unpublished_state(run, store)
    return finish(run, summary, state)


def finish(run: Run, summary: Summary, state: str | None) -> Summary:
    """Publish a new state of the store, unless an expectation forbids it; then report."""
    run.outcome = "nothing_new"
    if state is not None:
        build(run)
        summary.failed = validate(run)
        if not summary.failed:
            publish(run)
        report(run, summary)
        if not summary.failed:
            publication.remember(run, state)
        run.outcome = "held_back" if summary.failed else "published"
    else:
        run.warnings += remove_stray_logs(run.home)
    hindrance = bring_lake_up(run, summary)
    run.warnings += publication.decision_warnings(run, summary)
    summary.findings = publication.count_findings(run, summary)
    summary.published = not summary.failed
    summary.warnings = run.warnings
    summary.unread = run.unread
    summary.reads_differently = len({change["document_id"] for change in run.changes})
    summary.seconds = dict(run.seconds)
    show_summary(run, summary)
    if hindrance:
        raise hindrance
    return summary


def bring_lake_up(run: Run, summary: Summary) -> Exception | None:
    """Release to the home's lake what it lacks of what is published; what hindered that, if any.

    What an earlier run could not release is made up for, though there is nothing new.
    """
    if summary.failed or not publication.is_lake_behind(run):
        return None
    try:
        summary.lake_snapshot = lake(run, run.lake)
    except LakeFailed as error:
        words = f"The warehouse is published, but not released to the lake. {error}"
        run.warnings.append(words)
        return LakeFailed(f"{words} The next run tries again.")
    return None
