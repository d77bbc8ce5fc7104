"""What a run shows in Prefect: logs, progress, artifacts, events, and assets with their lineage."""

import os
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.assets import Asset, AssetProperties
from prefect.events import emit_event
from prefect.runtime import flow_run
from prefect.types.names import MAX_ASSET_KEY_LENGTH, RESTRICTED_ASSET_CHARACTERS

from flows.console import file_name
from flows.environment import REPORTS_URL_VARIABLE
from flows.run import Run
from flows.steps import Batch, Summary, ledger_of
from transforms.people import mask_people
from warehouse.publish import warehouse_path

MOST_REFUSED = 500  # documents named in an artifact
MOST_IN_EVENT = 20
MOST_SOURCES = 50  # told as what an archive is made of: Prefect takes no event with 100
CREDENTIALS = re.compile(r"://[^/@]*@")
UNSAFE = str.maketrans(dict.fromkeys(RESTRICTED_ASSET_CHARACTERS, "-"))
QUARANTINED = "hankevarasto.documents.quarantined"
HELD_BACK = "hankevarasto.publication.held-back"


def flow_run_name() -> str:
    """Name of a flow run: the flow and when it was due, in this machine's time."""
    due = flow_run.scheduled_start_time.astimezone()
    return f"{flow_run.flow_name} {due:%Y-%m-%d %H:%M}"


class Progress:
    """A bar in Prefect's page of the run: documents taken in, of all that are known of so far."""

    def __init__(self) -> None:
        self.artifact: UUID | None = None

    def show(self, done: int, of: int) -> None:
        """Move the bar, made at the first call."""
        said = f"{done} of {of} documents taken in"
        percent = 100 * done / max(of, 1)
        if self.artifact is None:
            made = create_progress_artifact(percent, "documents", said)
            self.artifact = cast(UUID, made)
        else:
            update_progress_artifact(self.artifact, percent, said)


def told_name(run: Run, uri: str) -> str:
    """Last part of an address for the engine, which keeps it: a name of people in it is masked."""
    name = file_name(uri)
    apart = name.replace("_", " ")
    masked = mask_people(apart, run.regions)
    return name if masked == apart else masked


def log_batch(run: Run, batch: Batch) -> None:
    """Log what became of the documents of a batch, by name, and why any was refused."""
    logger = get_run_logger()
    by_outcome = defaultdict(list)
    for delivery in batch.ledger.deliveries:
        by_outcome[delivery["outcome"]].append(told_name(run, delivery["source_uri"]))
    for outcome, names in by_outcome.items():
        logger.info("%s: %d – %s", outcome.replace("_", " "), len(names), ", ".join(names))
    for row in batch.ledger.quarantine:
        logger.warning(
            "refused %s (document %s): %s. %s",
            told_name(run, row["source_uri"]),
            row["document_id"][:12],
            row["reason"],
            row["detail"],
        )


def show_summary(run: Run, summary: Summary) -> None:
    """Artifacts, log and events of a finished run."""
    logger = get_run_logger()
    for warning in run.warnings:
        logger.warning(warning)
    ledger = {"run_id": run.run_id, **ledger_of(summary)}
    create_table_artifact(
        [ledger], "ledger", f"What run {run.run_id} received and what became of it"
    )
    create_markdown_artifact(in_words(run, summary), "run", f"Run {run.run_id}")
    link_report(run.home, run.run_id)
    if run.refused:
        show_refused(run)
    if summary.failed:
        logger.error("not published, critical expectations failed: %s", ", ".join(summary.failed))
        emit_event(HELD_BACK, warehouse_resource(run), payload={"expectations": summary.failed})


def show_refused(run: Run) -> None:
    """The documents that a run refused, as an artifact and one event."""
    refused = [
        {
            "file": told_name(run, row["source_uri"]),
            "reason": row["reason"],
            "what to do": row["detail"],
            "document": row["document_id"],
        }
        for row in run.refused
    ]
    said = f"{len(refused)} documents refused; hankevarasto quarantine list has all"
    create_table_artifact(refused[:MOST_REFUSED], "refused-documents", said)
    payload = {"count": len(refused), "documents": refused[:MOST_IN_EVENT]}
    emit_event(QUARANTINED, warehouse_resource(run), payload=payload)


def in_words(run: Run, summary: Summary) -> str:
    """The summary of a run as Markdown: outcome, what came in, findings, time by step."""
    lines = [
        f"**{run.outcome.replace('_', ' ')}** – {warehouse_path(run.home)}",
        "",
        *markdown_table(ledger_of(summary)),
        "",
        *markdown_table({f"findings: {name}": n for name, n in summary.findings.items()}),
        "",
        *markdown_table({f"{name} (s)": f"{s:.1f}" for name, s in run.seconds.items()}),
    ]
    return "\n".join(lines)


def markdown_table(row: dict[str, Any]) -> list[str]:
    """A Markdown table of one row."""
    cells = (row, ["---:"] * len(row), row.values())
    return [f"| {' | '.join(map(str, line))} |" for line in cells]


def link_report(home: Path, name: str) -> None:
    """Link the quality report in a folder of reports: on the web where it is served, else its file.

    A run that published nothing wrote none.
    """
    page = home / "reports" / name / "index.html"
    if page.exists():
        served = os.environ.get(REPORTS_URL_VARIABLE)
        link = f"{served.rstrip('/')}/{name}/index.html" if served else page.as_uri()
        create_link_artifact(link, "Quality report", "report", f"Quality report: {link}")


def warehouse_resource(run: Run) -> dict[str, str]:
    """The published warehouse as the resource of an event."""
    path = warehouse_path(run.home)
    return {"prefect.resource.id": asset_at(str(path)).key, "prefect.resource.name": path.name}


def asset_at(address: str) -> Asset:
    """A path or address as an asset, without credentials; of a chain of addresses, the last.

    What Prefect allows in no key is a dash in it.
    """
    address = CREDENTIALS.sub("://", address.rpartition("::")[2])
    uri = address if "://" in address else f"file://{Path(address).absolute()}"
    key = uri.translate(UNSAFE)[:MAX_ASSET_KEY_LENGTH]
    return Asset(key=key, properties=AssetProperties(name=address, url=uri))


def lineage(run: Run) -> dict[str, tuple[list[str | Asset], list[str | Asset]]]:
    """What each step makes, and what of."""
    archive = asset_at(str(run.archive.root))
    warehouse = asset_at(str(warehouse_path(run.home)))
    report = asset_at(str(run.home / "reports" / "latest" / "index.html"))
    lake: list[str | Asset] = [asset_at(run.lake.address)] if run.lake else []
    return {
        "pull": ([archive], [asset_at(source) for source in run.sources[:MOST_SOURCES]]),
        "publish": ([warehouse], [archive]),
        "report": ([report], [warehouse]),
        "lake": (lake, [warehouse]),
    }
