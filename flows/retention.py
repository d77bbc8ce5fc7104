"""The flow ``retention``: what has been kept for as long as it is to be kept goes."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter

from flows.environment import find_home
from flows.erasure import changed
from flows.ingest import catch_up, conclude, read_archive
from flows.observability import flow_run_name
from flows.progress import tell
from flows.run import Run, working_home
from flows.steps import Summary
from transforms.document import texts_without_people
from transforms.outline import Refusal
from transforms.redaction import outline_of, unreadable_and_redacted
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
        summary = read_archive(run) if is_changed else Summary(run.run_id)
        retired.summary = conclude(run, summary)
        return retired


def redact_ended(run: Run, periods: Retention, day: date, retired: Retired) -> None:
    """Mask the people of its own fields in every document of a project that ended long ago."""
    if not periods.contacts_years:
        return
    due = ended_documents(store_path(run.home), periods.contacts_years, day)
    for done, document_id in enumerate(due, start=1):
        content = run.archive.read(document_id)
        outline, _ = outline_of(document_id, content)
        texts = texts_without_people(outline, run.regions)
        if texts and texts != [line.text for line in outline.lines]:
            run.archive.redact(document_id, changed(run, document_id, content, texts))
            retired.redacted.append(document_id)
        tell("redact", done, len(due))


def remove_refused(run: Run, periods: Retention, day: date, retired: Retired) -> None:
    """Let go of what refused documents hold; that they came, and why they were refused, stays."""
    if not periods.refused_days:
        return
    for document_id, size, reason, observed in old_refusals(
        store_path(run.home), periods.refused_days, day
    ):
        if not run.archive.is_redacted(document_id):
            bare = unreadable_and_redacted(Refusal(reason, observed), bytes=size)
            run.archive.redact(document_id, bare)
            retired.removed.append(document_id)


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
