"""The flow ``retention``: what has been kept for as long as it is to be kept goes."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter

from flows.environment import find_home
from flows.erasure import changed, renew
from flows.ingest import catch_up, finish
from flows.observability import flow_run_name
from flows.progress import tell
from flows.run import Run, working_home
from flows.steps import Summary, settle_run, unpublished_state
from transforms.document import own_mask
from transforms.outline import Refusal
from transforms.redaction import is_redacted, outline_of, unreadable_and_redacted
from warehouse.retention import (
    Retention,
    ended_documents,
    old_refusals,
    read_retention,
    remove_reports,
)
from warehouse.store import store_path

FLOWS = ["ingest", "rebuild", "retry", "report", "erase", "retention"]
AT_ONCE = 200


@dataclass
class Retired:
    """What has gone: the people of some documents, all of others, reports, runs of the engine."""

    redacted: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)
    engine_runs: int = 0
    summary: Summary | None = None

    def as_json(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        return {
            "redacted": self.redacted,
            "removed": self.removed,
            "reports": [str(path) for path in self.reports],
            "engine_runs": self.engine_runs,
        }


@flow(name="retention", flow_run_name=flow_run_name, persist_result=False)
def retention(home: str | None = None) -> Retired:
    """Let go of what `decisions/retention.yaml` of a home sets no longer to be kept.

    Raises SettingsInvalid.
    """
    with working_home(find_home(home), "retention", made=False) as run:
        periods = read_retention(run.home)
        day = run.started_at.date()
        catch_up(run)
        retired = Retired()
        redact_ended(run, periods, day, retired)
        remove_refused(run, periods, day, retired)
        if periods.reports_days:
            retired.reports = remove_reports(run.home, periods.reports_days, day)
        if periods.engine_days:
            retired.engine_runs = remove_engine_runs(periods.engine_days)
        is_changed = retired.redacted or retired.removed
        retired.summary = renew(run) if is_changed else close(run)
        return retired


def redact_ended(run: Run, periods: Retention, day: date, retired: Retired) -> None:
    """Mask the people of its own fields in every document of a project that ended long ago."""
    if not periods.contacts_years:
        return
    due = ended_documents(store_path(run.home), periods.contacts_years, day)
    for done, document_id in enumerate(due, start=1):
        content = run.archive.read(document_id)
        outline, _ = outline_of(document_id, content)
        mask = own_mask(outline, run.regions)
        texts = [line.text for line in outline.lines]
        if mask is None:
            continue
        is_done = is_redacted(document_id, content) and [*map(mask.text, texts)] == texts
        if not is_done:
            run.archive.redact(document_id, changed(run, document_id, content, mask.text))
            retired.redacted.append(document_id)
        tell("redact", done, len(due))


def remove_refused(run: Run, periods: Retention, day: date, retired: Retired) -> None:
    """Let go of what refused documents hold; that they came, and why they were refused, stays."""
    if not periods.refused_days:
        return
    for document_id, reason, observed in old_refusals(
        store_path(run.home), periods.refused_days, day
    ):
        content = run.archive.read(document_id)
        bare = unreadable_and_redacted(Refusal(reason, observed), bytes=len(content))
        if not is_redacted(document_id, content):
            run.archive.redact(document_id, bare)
            retired.removed.append(document_id)


def close(run: Run) -> Summary:
    """End a run that changed no document."""
    with run.stores() as store:
        settle_run(run, store, Summary(run.run_id), run.started_at)
        state = unpublished_state(run, store)
    return finish(run, Summary(run.run_id), state)


def remove_engine_runs(days: int) -> int:
    """Remove runs of our flows, with their logs, that began more than so many days ago."""
    before = datetime.now(UTC) - timedelta(days=days)
    ours = FlowFilter.model_validate({"name": {"any_": FLOWS}})
    old = FlowRunFilter.model_validate({"start_time": {"before_": before}})
    removed = 0
    with get_client(sync_client=True) as client:
        while runs := client.read_flow_runs(flow_filter=ours, flow_run_filter=old, limit=AT_ONCE):
            for one in runs:
                client.delete_flow_run(one.id)
            removed += len(runs)
    return removed
