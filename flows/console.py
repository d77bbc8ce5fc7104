"""What the terminal shows: progress on standard error, results on standard output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO
from urllib.parse import unquote

import typer
from typer.core import TyperGroup

from flows.progress import listening
from flows.tables import escape, print_fields, print_rows, visible

if TYPE_CHECKING:
    from rich.console import Console

    from flows.erasure import Erased
    from flows.retention import Retired
    from flows.steps import Summary

WORDS = {
    "pull": "receiving documents",
    "parse": "reading documents",
    "check": "checking tables",
    "load": "loading",
    "documents": "documents",
    "build": "building the warehouse",
    "validate": "validating the warehouse",
    "publish": "publishing",
    "report": "writing the report",
    "lake": "releasing to the lake",
    "findings": "writing the findings",
    "pdf": "laying out the PDF",
    "export": "exporting",
    "backup": "backing up",
    "restore": "restoring",
    "seal": "sealing documents",
    "redact": "looking through documents",
    "search": "searching what is left",
}

MOST_WARNINGS = 20
EACH_BATCH = ("pull", "parse", "check", "load")


class Commands(TyperGroup):
    """The commands; what is wrong with the home they work on is said in words, with status 1."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for command in self.commands.values():
            if command.help:  # a paragraph is one line: the terminal breaks it
                paragraphs = command.help.split("\n\n")
                command.help = "\n\n".join(p.replace("\n", " ") for p in paragraphs)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from warehouse.archive import ArchiveDamaged
            from warehouse.backup import BackupFailed
            from warehouse.keys import KeyUnusable
            from warehouse.lake import LakeFailed
            from warehouse.layout import LayoutUnknown
            from warehouse.lock import HomeHeld
            from warehouse.query import FileIllegible
            from warehouse.rule_settings import SettingsInvalid

            told = (ArchiveDamaged, BackupFailed, HomeHeld, KeyUnusable, LayoutUnknown)
            if isinstance(error, (*told, FileIllegible, LakeFailed, SettingsInvalid)):
                fail(error, 1)
            raise


def stdout(file: TextIO | None = None) -> "Console":
    """A console for results; wide enough not to fold where nobody watches."""
    from rich.console import Console

    out = file or sys.stdout
    return Console(file=out, width=None if out.isatty() else 1000, highlight=False)


def stderr() -> "Console":
    from rich.console import Console

    return Console(stderr=True, highlight=False)


@contextmanager
def progress(at_first: str = "starting the engine (Prefect)") -> Iterator[None]:
    """Show what is being done, from before the first step tells."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    console = stderr()
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # else it leaves an empty line
    )
    with bar:
        task = bar.add_task(at_first, total=None)

        def show(step: str, done: int, of: int) -> None:
            if bar.disable and step not in WORDS:
                console.print(
                    escape(step), soft_wrap=True
                )  # where nobody watches: what holds it up
            bar.update(task, description=WORDS.get(step, step))
            if of or step not in EACH_BATCH:
                bar.update(task, completed=done, total=of or None)

        with listening(show):
            yield


def fail(error: Exception, status: int) -> NoReturn:
    """Say what went wrong on standard error and leave."""
    words = str(error) or type(error).__name__
    for note in getattr(error, "__notes__", ()):
        words += f" ({note})"
    out = stderr()
    # Where nobody watches, a message is one line of a log.
    out.print(f"[bold red]error[/] {escape(words)}", soft_wrap=not out.is_terminal)
    raise typer.Exit(status)


def no_home(home: Path) -> str:
    """What to say of a home that is not there: it may be mistyped, or not begun."""
    return (
        f"There is no home at {home}. Name another with --home, or begin this one: "
        f"hankevarasto ingest SOURCE… --home {home}"
    )


def published(home: Path) -> Path:
    """The published warehouse of a home; FileNotFoundError with a hint where there is none."""
    from warehouse.layout import check_layout
    from warehouse.publish import warehouse_path

    check_layout(home)
    path = warehouse_path(home)
    if not home.is_dir():
        raise FileNotFoundError(no_home(home))
    if not path.exists():
        hint = f"No warehouse at {path}. Run: hankevarasto ingest SOURCE… --home {home}"
        raise FileNotFoundError(hint)
    return path


def published_or_exit(home: Path) -> Path:
    """The published warehouse of a home; leaves with a hint where there is none."""
    try:
        return published(home)
    except FileNotFoundError as error:
        fail(error, 1)


def show_summary(summary: "Summary", home: Path, wall_seconds: float) -> None:
    """The ledger of a run, its findings, where things are, and how long each step took."""
    from warehouse.publish import warehouse_path

    out = stdout()
    ledger = ("pulled", "unchanged", "duplicate", "loaded", "new_version", "quarantined")
    counts = [getattr(summary, name) for name in ledger]
    if summary.tried is None:
        print_rows(out, [name.replace("_", " ") for name in ledger], [tuple(counts)])
    else:
        show_tried(summary.tried)
    if summary.reads_differently:
        out.print(
            f"documents read differently than before: {summary.reads_differently} "
            "(what: meta.reading_change)"
        )
    if summary.quarantined:
        why = f"hankevarasto quarantine list --home {escape(str(home))}"
        out.print(f"documents refused: {summary.quarantined} (why: {why})", soft_wrap=True)
    if summary.refused_rows:
        out.print(f"rows of lists refused: {summary.refused_rows} (why: quality.refused_row)")
    if summary.recovered:
        out.print(f"recovered from a run that was stopped: {summary.recovered}")
    show_warnings(summary.warnings)
    if summary.unread:
        out.print(f"unread     {summary.unread}")
    found = ", ".join(f"{count} {name}" for name, count in summary.findings.items())
    out.print(f"findings   {found or 'as before'}", soft_wrap=True)
    out.print(f"warehouse  {warehouse_path(home)}", soft_wrap=True)
    out.print(f"report     {home / 'reports' / 'latest' / 'index.html'}", soft_wrap=True)
    explorer = home / "reports" / "explorer" / "index.html"
    if explorer.exists():  # not before anything is published
        out.print(f"explorer   {explorer}", soft_wrap=True)
    if summary.lake_snapshot is not None:
        out.print(f"lake       released as snapshot {summary.lake_snapshot}")
    show_split(out, summary, wall_seconds)


def show_erased(erased: "Erased") -> None:
    """What was taken out, what could not be searched, and where something is left."""
    out = stdout()
    rows: list[tuple[Any, ...]] = [
        *(("redacted", said_of(document)) for document in erased.documents),
        *(("changed", path) for path in erased.files),
        *(("removed", path) for path in erased.removed),
        *(("not searched", place) for place in erased.unsearched),
        *(("left", place) for place in erased.found.places),
    ]
    if rows:
        print_rows(out, ["what", "which"], rows)
    found = erased.found
    size = f"{found.values:,} values and {found.files:,} files of {found.bytes:,} bytes"
    left = f"left: {len(found.places)}" if found.places else "nothing found"
    out.print(f"searched   {size}: {left}".replace(",", " "), soft_wrap=True)
    if not rows:
        out.print("Nothing speaks of the person. Check how name, e-mail or phone are written.")
    if beside := sorted({name for one in erased.documents for name in one["beside"].split(", ")}):
        words = ", ".join(filter(None, beside))
        if words:
            out.print(f"beside     of the same contacts stay: {words}. Name those too, if theirs.")
    if erased.found.places:
        out.print("What is left in files of yours is yours to remove; then erase again.")
    if erased.unsearched:
        out.print(
            "What is not searched cannot be read, but by its bytes: look into it.", soft_wrap=True
        )


def said_of(document: dict[str, str]) -> str:
    """A document as people know it: project, file, beginning of its id."""
    return f"{document['project_code']}  {document['file']}  {document['document_id'][:12]}"


def show_retired(retired: "Retired") -> None:
    """What has gone because its time is over."""
    rows: list[tuple[Any, ...]] = [
        ("people of documents", len(retired.redacted)),
        ("refused documents", len(retired.removed)),
        ("reports of runs", len(retired.reports)),
        ("runs of the engine", retired.engine_runs),
    ]
    print_rows(stdout(), ["let go of", "count"], rows)


def show_tried(tried: list[dict[str, str]]) -> None:
    """What became of refused documents that were tried again."""
    rows = [
        (row["document_id"][:12], file_name(row["source_uri"]), row["before"], row["after"])
        for row in tried
    ]
    if rows:
        print_rows(stdout(), ["document", "file", "was", "is"], rows)
    else:
        stdout().print("Nothing is in quarantine.")


def show_warnings(warnings: list[str]) -> None:
    """The first of a run's warnings, on standard error."""
    for warning in warnings[:MOST_WARNINGS]:
        stderr().print(f"[yellow]warning[/] {escape(warning)}", soft_wrap=True)
    if len(warnings) > MOST_WARNINGS:
        more = len(warnings) - MOST_WARNINGS
        stderr().print(f"[yellow]warning[/] … and {more} more; --json gives all of them")


def show_split(out: "Console", summary: "Summary", wall_seconds: float) -> None:
    """Seconds by step; what is left over is the engine: Prefect and the libraries' imports."""
    own = sum(summary.seconds.values())
    parts = [f"engine {wall_seconds - own:.1f}"]
    parts += [f"{name} {seconds:.1f}" for name, seconds in summary.seconds.items()]
    out.print(f"seconds    {' · '.join(parts)} · total {wall_seconds:.1f}")


def say_not_published(summary: "Summary") -> None:
    words = ", ".join(summary.failed)
    stderr().print(
        f"[bold red]not published[/] Critical expectations failed: {words}. The warehouse "
        "published before stays in place; the report says what is wrong.",
        soft_wrap=True,
    )


def show_status(facts: dict[str, Any]) -> None:
    """Last runs with their outcome, documents by status, quarantine by reason."""
    out = stdout()
    out.print(f"home       {facts['home']}", soft_wrap=True)
    if facts["sealed"] is not None:
        out.print(f"archive    {'sealed with a key' if facts['sealed'] else 'open'}")
    if not facts["runs"]:
        out.print("No run yet. Start with: hankevarasto ingest SOURCE…")
        return
    names = ["started (UTC)", "command", "outcome", "took", "pulled", "loaded", "refused"]
    print_rows(out, names, [status_row(run) for run in facts["runs"]])
    for title in ("documents", "quarantine"):
        words = ", ".join(f"{count} {name}" for name, count in facts[title].items())
        out.print(f"{title:<11}{words or 'none'}")
    if error := facts["runs"][0].get("error"):
        out.print(f"last error {escape(error)}", soft_wrap=True)


def status_row(run: dict[str, Any]) -> tuple[Any, ...]:
    """A run as `status` shows it on 80 columns."""
    ended = run.get("ended_at")
    took = f"{(ended - run['started_at']).total_seconds():.0f} s" if ended else ""
    return (
        f"{run['started_at']:%Y-%m-%d %H:%M}",
        run["command"].removeprefix("quarantine "),
        (run["outcome"] or "").replace("_", " "),
        took,
        *(run[name] for name in ("pulled", "loaded", "quarantined")),
    )


def show_quarantine(rows: list[dict[str, Any]]) -> None:
    if not rows:
        stdout().print("Nothing is in quarantine.")
        return
    table = [
        (r["document_id"][:12], r["reason"], file_name(r["source_uri"]), r["detail"]) for r in rows
    ]
    print_rows(stdout(), ["document", "reason", "file", "detail"], table)


def file_name(uri: str) -> str:
    """Last part of an address as people write it; of a member of a package, its own."""
    return visible(unquote(uri.partition("::")[0].rpartition("/")[2])).replace("\n", "\\n")


def show_refused(rows: list[dict[str, Any]]) -> None:
    out = stdout()
    for row in rows:
        print_fields(out, row)
        out.print()
