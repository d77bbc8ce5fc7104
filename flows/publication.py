"""From the store to the published warehouse: build, validate, publish, report."""

from functools import partial
from importlib import import_module
from pathlib import Path
from shutil import copytree

from flows.progress import tell
from flows.run import Run
from flows.steps import Summary, searched_by
from transforms.lemmas import terms_of
from warehouse.build import build_warehouse
from warehouse.decisions import unfitting
from warehouse.expectations import checks, count_violations, record_results
from warehouse.journal import add_steps, first_run
from warehouse.lake import LakeFailed, tidy
from warehouse.lake import release as release_file
from warehouse.lake_settings import Lake
from warehouse.publish import (
    candidate_path,
    publish,
    published_mark,
    published_run,
    warehouse_path,
)
from warehouse.query import findings_by_severity
from warehouse.scores import add_history, keep_scores
from warehouse.store import open_store, store_path
from warehouse.text_index import Lemmatiser


def build(run: Run) -> None:
    """Make the star, the marts and the findings anew beside the published warehouse."""
    path = candidate_path(run.home)
    build_warehouse(
        path,
        store_path(run.home),
        run.reference,
        partial(tell, "build"),
        run.settings,
        run.decisions,
        run.started_at.date(),
        lemmatiser(run),
    )
    add_history(path, run.home, run.run_id, run.started_at)
    add_steps(path, run.home, run.run_id, run.seconds)


def lemmatiser(run: Run) -> Lemmatiser | None:
    """What makes the texts searchable, None where the extra is not installed."""
    name = searched_by()
    return Lemmatiser(name, terms_of, warehouse_path(run.home)) if name else None


def validate(run: Run) -> list[str]:
    """Hold the finished warehouse against the expectations; names of the critical failures."""
    from reports.data_docs import write_data_docs
    from schemas.expectations import Expectation, failed_expectations
    from schemas.expectations import validate as hold_against

    path = candidate_path(run.home)
    wanted = checks()
    violations = count_violations(path, wanted)
    checked = [
        Expectation(c.name, c.severity, c.group, c.meaning, violations[c.name]) for c in wanted
    ]
    result = hold_against(checked)
    reports = run.home / "reports"
    latest = write_data_docs(result, reports / "data_docs", run.run_id).parent
    copytree(latest, reports / run.run_id / "data_docs", dirs_exist_ok=True)
    record_results(
        path, [(run.run_id, f.name, f.severity, f.violations, f.meaning) for f in checked]
    )
    return failed_expectations(result)


def release(run: Run) -> None:
    """Publish the candidate; what the operator should know is among the run's warnings."""
    run.warnings += publish(run.home, run.run_id)


def remember(run: Run, fingerprint: str) -> None:
    """Remember what is published, once its report is written: until then the next run does both."""
    keep_scores(warehouse_path(run.home), run.home)
    with open_store(store_path(run.home)) as store:
        store.set_published(fingerprint, published_mark(run.home))


def is_lake_behind(run: Run) -> bool:
    """Whether the home names a lake to which what is published has not been released."""
    if run.lake is None or not warehouse_path(run.home).exists():
        return False
    with open_store(store_path(run.home)) as store:
        last = store.released()
    wanted = (published_run(run.home), str(run.lake))
    return last is None or (last["run_id"], last["lake"]) != wanted


def release_to_lake(run: Run, lake: Lake) -> int:
    """Bring a lake to what is published, and remember it; the number of the lake's snapshot."""
    published = published_run(run.home)
    number = release_file(warehouse_path(run.home), lake, published, first_run(run.home))
    with open_store(store_path(run.home)) as store:
        store.set_released(published, str(lake), number)
    try:
        tidy(lake)
    except LakeFailed as error:
        run.warnings.append(f"What the lake no longer needs is still there. {error}")
    return number


def checked_warehouse(run: Run, summary: Summary) -> Path:
    """The warehouse a run ends with: the published one, or the one held back."""
    return candidate_path(run.home) if summary.failed else warehouse_path(run.home)


def write_report(run: Run, summary: Summary) -> None:
    """Write the quality report of what has just been published, or of what was held back.

    The explorer shows what is published and nothing else.
    """
    from reports.findings import write_findings
    from reports.page import write_report as write

    warehouse = checked_warehouse(run, summary)
    folders = [run.home / "reports" / name for name in ("latest", run.run_id)]
    if not summary.failed:
        write_explorer(run, warehouse)
    write(warehouse, folders, failed=tuple(summary.failed))
    write_findings(warehouse, folders)


def write_explorer(run: Run, warehouse: Path) -> None:
    """Write the explorer's page of what is published; a page that cannot be is a warning."""
    from reports.explorer.data import TooManyProjects
    from reports.explorer.page import write_explorer as write

    try:
        write(warehouse, run.home / "reports" / "explorer")
    except TooManyProjects as error:
        run.warnings.append(str(error))


def count_findings(run: Run, summary: Summary) -> dict[str, int]:
    """Findings on the documents in force, by severity."""
    return findings_by_severity(checked_warehouse(run, summary))


def decision_warnings(run: Run, summary: Summary) -> list[str]:
    """What officers have decided that fits nothing: file, line, why and what to do."""
    return unfitting(checked_warehouse(run, summary), run.home, run.decisions)


def import_libraries() -> None:
    """Import what takes seconds to import while the engine is still starting."""
    for name in ("pandera.polars", "great_expectations", "altair", "vl_convert", "jinja2"):
        import_module(name)
