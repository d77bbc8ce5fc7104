"""The flows ``ingest`` and ``rebuild``: from deliveries to the published warehouse."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import publication, steps
from flows.environment import find_home
from flows.progress import tell
from flows.pull import open_inbox
from flows.pull import pull as pull_batch
from flows.run import HomeUnusable, NothingRead, Run, working_home
from flows.steps import Summary, reader_version
from sources.locate import require
from sources.web import Manners
from warehouse.archive import Receipt
from warehouse.changes import noted_changes, reading_changes
from warehouse.store import Store, open_store, remove_database, store_path, store_version


def as_task(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A step as a Prefect task, timed by the run that every step takes first.

    The engine keeps nothing of it: documents and rows stay in the home.
    """

    def timed(run: Run, *arguments: Any) -> Any:
        with run.step(name):
            return function(run, *arguments)

    return task(name=name, cache_policy=NO_CACHE, persist_result=False)(timed)


pull = as_task("pull", pull_batch)
parse = as_task("parse", steps.parse)
check = as_task("check", steps.check)
load = as_task("load", steps.load)
build = as_task("build", publication.build)
validate = as_task("validate", publication.validate)
publish = as_task("publish", publication.release)
report = as_task("report", publication.write_report)


@flow(name="ingest", persist_result=False)
def ingest(sources: list[str], home: str | None = None, web: Manners | None = None) -> Summary:
    """Bring what is new at the sources into the warehouse below `home` and publish it.

    `web` says how the web is read, as {"contact": …, "follow": true}. Raises SourceMissing for
    local sources that are not there, and NothingRead where every source failed.
    """
    with working_home(find_home(home)) as run:
        require(sources)
        renew_store(run)
        with open_store(store_path(run.home)) as store:
            store.set_version(reader_version(run.decisions))
            recovered = [settle_again(run, store, r) for r in steps.left_behind(run, store)]
            with open_inbox(run, store, sources, web or Manners()) as inbox:
                pulled = iter(lambda: pull(run, inbox), [])
                summary = take_in(run, store, run.run_id, pulled, inbox.located)
            summary.recovered = sum(one.pulled for one in recovered)
            steps.close_run(store, summary, "ingest", run.started_at)
            state = steps.unpublished_state(run, store)
        finish(run, summary, state)
        if summary.unread and not summary.pulled:
            raise NothingRead(" ".join(["Nothing could be read.", *summary.warnings[:3]]))
        return summary


@flow(name="rebuild", persist_result=False)
def rebuild(home: str | None = None) -> Summary:
    """Make the whole warehouse anew from the archive and its receipts."""
    with working_home(find_home(home)) as run:
        if not run.archive.run_ids():
            raise HomeUnusable(
                f"{run.archive.root} holds no receipts, so there is nothing to rebuild from. What "
                "is published stays. Check --home, or restore the archive from a backup."
            )
        summary = read_archive(run)
        with open_store(store_path(run.home)) as store:
            steps.close_run(store, Summary(run.run_id), "rebuild", run.started_at)
            state = steps.unpublished_state(run, store)
        return finish(run, summary, state)


@flow(name="retry", persist_result=False)
def retry(documents: list[str], home: str | None = None) -> Summary:
    """Try refused documents again: all, or those whose ids begin as named; publish what is freed.

    A document that can be read now takes the place in its chain that its receipt gives it.
    """
    with working_home(find_home(home)) as run:
        before = steps.refused(run, documents)
        run.archive.note_attempts(run.run_id, list(before))
        if not renew_store(run) and steps.readable_now(run, before):
            read_archive(run)
        with open_store(store_path(run.home)) as store:
            store.set_attempts(run.archive.attempts())
            steps.close_run(store, Summary(run.run_id), "quarantine retry", run.started_at)
            state = steps.unpublished_state(run, store)
            after = store.standing(before)
        summary = Summary(run.run_id)
        summary.tried = [{**row, "after": after[i]} for i, row in before.items()]
        return finish(run, summary, state)


def renew_store(run: Run) -> bool:
    """Read the archive anew where other code made the store, so that no row is of mixed origin."""
    is_old = store_version(store_path(run.home)) not in (None, reader_version(run.decisions))
    if is_old:
        read_archive(run)
    return is_old


def read_archive(run: Run) -> Summary:
    """Make the store anew from all receipts, beside the old one, which it then replaces."""
    summary = Summary(run.run_id)
    fresh = store_path(run.home).with_suffix(".fresh")
    remove_database(fresh)
    with open_store(fresh) as store:
        store.set_version(reader_version(run.decisions))
        for run_id in run.archive.run_ids():
            summary.add(settle_again(run, store, run_id))
        store.set_attempts(run.archive.attempts())
    note_changes(run, fresh)
    remove_database(store_path(run.home))
    fresh.replace(store_path(run.home))
    return summary


def note_changes(run: Run, fresh: Path) -> None:
    """Note in the fresh store what it says otherwise than the one that it replaces."""
    old = store_path(run.home)
    if old.exists():
        run.changes = reading_changes(old, fresh)
        with open_store(fresh) as store:
            store.append_rows("meta.reading_change", noted_changes(old))
            rows = [{"run_id": run.run_id, **change} for change in run.changes]
            store.append_rows("meta.reading_change", rows)


def settle_again(run: Run, store: Store, run_id: str) -> Summary:
    """Take in the receipts of another run, as it would have done itself."""
    receipts = list(run.archive.receipts(run_id))
    parts = steps.batches(receipts, steps.BATCH_SIZE)
    summary = take_in(run, store, run_id, parts, len(receipts))
    if receipts:
        steps.close_run(store, summary, "ingest", receipts[0].received_at)
    return summary


def take_in(
    run: Run, store: Store, run_id: str, parts: Iterable[list[Receipt]], total: int
) -> Summary:
    """Batches of receipts of one run through parse, check and load."""
    summary = Summary(run_id)
    tell("documents", 0, total)
    for receipts in filter(None, parts):
        batch = parse(run, store, receipts)
        check(run, batch)
        summary.count(load(run, store, batch))
        summary.refused_rows += len(batch.ledger.refused_rows)
        tell("documents", summary.pulled, max(total, summary.pulled))
    return summary


def finish(run: Run, summary: Summary, state: str | None) -> Summary:
    """Publish a new state of the store, unless an expectation forbids it; then report."""
    if state is not None:
        build(run)
        failed = validate(run)
        if failed:
            summary.failed = failed
        else:
            run.warnings += publish(run, state)
        report(run, summary)
    run.warnings += publication.decision_warnings(run, summary)
    summary.findings = publication.count_findings(run, summary)
    summary.published = not summary.failed
    summary.warnings = run.warnings
    summary.unread = run.unread
    summary.reads_differently = len({change["document_id"] for change in run.changes})
    summary.seconds = dict(run.seconds)
    create_table_artifact(
        table=[{name: getattr(summary, name) for name in ("run_id", "pulled", *steps.OUTCOMES)}],
        key="ledger",
        description=f"What run {run.run_id} received and what became of it",
    )
    return summary
