"""The flows ``ingest`` and ``rebuild``: from deliveries to the published warehouse."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import publication, steps
from flows.progress import tell
from flows.run import HomeUnusable, Run, working_home
from flows.steps import Summary
from sources.folders import batches, locate
from warehouse.archive import Receipt
from warehouse.store import Store, open_store, store_path


def as_task(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A step as a Prefect task, timed by the run that every step takes first.

    The engine keeps nothing of it: documents and rows stay in the home.
    """

    def timed(run: Run, *arguments: Any) -> Any:
        with run.step(name):
            return function(run, *arguments)

    return task(name=name, cache_policy=NO_CACHE, persist_result=False)(timed)


pull = as_task("pull", steps.pull)
parse = as_task("parse", steps.parse)
check = as_task("check", steps.check)
load = as_task("load", steps.load)
build = as_task("build", publication.build)
validate = as_task("validate", publication.validate)
publish = as_task("publish", publication.release)
report = as_task("report", publication.write_report)


@flow(name="ingest", persist_result=False)
def ingest(sources: list[str], home: str = "var") -> Summary:
    """Bring what is new at the sources into the warehouse below `home` and publish it."""
    located = locate(sources)
    with working_home(Path(home)) as run:
        with open_store(store_path(run.home)) as store:
            recovered = [settle_again(run, store, r) for r in steps.left_behind(run, store)]
            pulled = (pull(run, batch) for batch in batches(located, steps.BATCH_SIZE))
            summary = take_in(run, store, run.run_id, pulled, len(located))
            summary.recovered = sum(one.pulled for one in recovered)
            steps.close_run(store, summary, "ingest", run.started_at)
            state = steps.unpublished_state(store)
        return finish(run, summary, state)


@flow(name="rebuild", persist_result=False)
def rebuild(home: str = "var") -> Summary:
    """Make the whole warehouse anew from the archive and its receipts."""
    with working_home(Path(home)) as run:
        if not run.archive.run_ids():
            raise HomeUnusable(
                f"{run.archive.root} holds no receipts, so there is nothing to rebuild from. What "
                "is published stays. Check --home, or restore the archive from a backup."
            )
        fresh = store_path(run.home).with_suffix(".fresh")
        fresh.unlink(missing_ok=True)
        summary = Summary(run.run_id)
        with open_store(fresh) as store:
            for run_id in run.archive.run_ids():
                summary.add(settle_again(run, store, run_id))
            steps.close_run(store, Summary(run.run_id), "rebuild", run.started_at)
            state = steps.unpublished_state(store)
        fresh.replace(store_path(run.home))
        return finish(run, summary, state)


def settle_again(run: Run, store: Store, run_id: str) -> Summary:
    """Take in the receipts of another run, as it would have done itself."""
    receipts = list(run.archive.receipts(run_id))
    parts = batches(receipts, steps.BATCH_SIZE)
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
    for receipts in parts:
        batch = parse(run, store, receipts)
        check(run, batch)
        summary.count(load(run, store, batch))
        tell("documents", summary.pulled, total)
    return summary


def finish(run: Run, summary: Summary, state: str | None) -> Summary:
    """Publish a new state of the store, unless an expectation forbids it; then report."""
    if state is not None:
        build(run)
        failed = validate(run)
        if failed:
            summary.failed = failed
        else:
            summary.warnings = publish(run, state)
        report(run, summary)
    summary.findings = publication.count_findings(run, summary)
    summary.published = not summary.failed
    summary.seconds = dict(run.seconds)
    create_table_artifact(
        table=[{name: getattr(summary, name) for name in ("run_id", "pulled", *steps.OUTCOMES)}],
        key="ledger",
        description=f"What run {run.run_id} received and what became of it",
    )
    return summary
