"""The command line ``hankevarasto``. Heavy libraries are imported by the commands that use them."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows import completion, console
from flows.answers import answers_app
from flows.commands import (
    COULD_NOT,
    NOT_PUBLISHED,
    WRONG_USAGE,
    AsJson,
    Home,
    existing_home,
    print_json,
    require_one_of,
    run_with_progress,
)
from flows.environment import find_home, seconds_since_start
from flows.privacy import privacy_app
from flows.progress import tell

if TYPE_CHECKING:
    from flows.steps import Summary

EXAMPLES = """
Examples:

  hankevarasto ingest descriptions/ --home var

  hankevarasto sql "SELECT * FROM mart.funding_by_region_period LIMIT 5" --format csv

  hankevarasto report --authority "Lapin liitto" --lang fi
"""

INGEST_EXAMPLES = """
Examples:

  hankevarasto ingest descriptions/ plans.zip list.csv

  hankevarasto ingest s3://bucket/kuvaukset

  hankevarasto ingest https://example.org/ --follow --contact me@example.org
"""

REBUILD_EXAMPLES = """
Examples:

  hankevarasto rebuild

  hankevarasto rebuild --home /srv/hankevarasto --json
"""

STATUS_EXAMPLES = """
Examples:

  hankevarasto status

  hankevarasto status --home /srv/hankevarasto --json
"""

REPORT_EXAMPLES = """
Examples:

  hankevarasto report --lang en --pdf

  hankevarasto report --authority "Lapin liitto" --out /srv/reports/lappi
"""

SERVE_EXAMPLES = """
Examples:

  hankevarasto serve --home /srv/hankevarasto

  hankevarasto serve --home /srv/hankevarasto --host 0.0.0.0 --port 8080
"""

QUARANTINE_EXAMPLES = """
Examples:

  hankevarasto quarantine list

  hankevarasto quarantine show 58d81b3f

  hankevarasto quarantine retry
"""

BACKUP_EXAMPLES = """
Examples:

  hankevarasto backup /backups/hankevarasto-$(date +%F).tar.gz --home /srv/hankevarasto

  hankevarasto restore /backups/hankevarasto-2026-11-27.tar.gz --home /srv/restored
"""

app = typer.Typer(
    cls=console.Commands,
    help="Descriptions of EU structural-fund projects, checked and loaded into DuckDB.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
quarantine_app = typer.Typer(
    help="Documents that were refused, and why.",
    epilog=QUARANTINE_EXAMPLES,
    no_args_is_help=True,
)
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(answers_app)
app.add_typer(privacy_app)


@app.command(epilog=INGEST_EXAMPLES)
def ingest(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, zip or tar archives, or addresses.")
    ],
    home: Home = None,
    as_json: AsJson = False,
    follow: Annotated[
        bool, typer.Option("--follow", help="Web sources are indexes: read what they link to.")
    ] = False,
    contact: Annotated[
        str,
        typer.Option(help="Whom servers can write to.", envvar="HANKEVARASTO_CONTACT"),
    ] = "",
    host: Annotated[
        list[str] | None, typer.Option(help="A host that may be asked besides the sources' own.")
    ] = None,
    links: Annotated[
        str, typer.Option(help="Glob for the links to read; else those below the index's folder.")
    ] = "",
    per_second: Annotated[float, typer.Option(help="Requests a second to one host.")] = 1.0,
) -> None:
    """Pull, parse, check, load and publish what is new at the sources.

    What cannot be read is a warning and the run goes on. Exit status 1: nothing could be read;
    3: a critical expectation failed, so the warehouse published before stays.
    """
    from sources.content import SourceMissing
    from sources.locate import require
    from sources.web import Manners

    try:
        manners = Manners(contact, follow, host or [], links, per_second)
        require(sources)  # before the engine takes its time to start
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    except SourceMissing as error:
        console.fail(error, COULD_NOT)
    run_flow("ingest", home, as_json, sources=sources, web=manners)


@app.command(epilog=REBUILD_EXAMPLES)
def rebuild(home: Home = None, as_json: AsJson = False) -> None:
    """Make the whole warehouse anew from the archive and its receipts."""
    run_flow("rebuild", existing_home(home), as_json)


@app.command(epilog=BACKUP_EXAMPLES)
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as home.tar.gz.")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Write all that cannot be made anew to one file; also while a run is at work.

    The file holds personal data, as the archive does; only its owner may read it.
    """
    from warehouse.backup import back_up

    place = existing_home(home)
    with console.progress(console.WORDS["backup"]):
        documents = back_up(place, file, partial(tell, "backup"))
    if as_json:
        print_json({"file": str(file), "documents": documents})
    else:
        console.stdout().print(f"backup     {file} ({documents} documents)", soft_wrap=True)


@app.command(epilog=BACKUP_EXAMPLES)
def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    home: Annotated[Path, typer.Option("--home", help="The new home: an empty or new folder.")],
    as_json: AsJson = False,
) -> None:
    """Verify a backup, unpack it into a new home and publish its warehouse."""
    from warehouse.backup import restore as unpack

    with console.progress(console.WORDS["restore"]):
        documents = unpack(file, find_home(home), partial(tell, "restore"))
    if not as_json:
        console.stdout().print(f"restored   {home} ({documents} documents)", soft_wrap=True)
    run_flow("rebuild", home, as_json)


def run_flow(name: str, home: Path | None, as_json: bool, **arguments: Any) -> None:
    """Run a flow, show what it did and leave with its exit status."""
    place = find_home(home)
    summary: Summary = run_with_progress("ingest", name, place, **arguments)
    if as_json:
        print_json(summary.as_json())
    else:
        console.show_summary(summary, place, seconds_since_start())
    if summary.failed:
        console.say_not_published(summary)
        raise typer.Exit(NOT_PUBLISHED)


@app.command(epilog=REPORT_EXAMPLES)
def report(
    home: Home = None,
    as_json: AsJson = False,
    authority: Annotated[
        str | None,
        typer.Option(
            help="Only this authority's projects, by its full name.",
            autocompletion=completion.AUTHORITIES,
        ),
    ] = None,
    lang: Annotated[
        str, typer.Option(help="fi, sv or en.", autocompletion=completion.LANGUAGES)
    ] = "fi",
    out: Annotated[
        Path | None, typer.Option(help="Folder for its files; else reports/AUTHORITY-LANG.")
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="The page as report.pdf too; needs Debian's Pango.")
    ] = False,
) -> None:
    """Write the quality report of the published warehouse: index.html, findings.csv and .xlsx.

    The report of the last run over all authorities stays at reports/latest.
    """
    from flows.report_files import report_folder, write_report_files
    from reports.figures import UnknownAuthority
    from reports.page import LANGUAGES
    from reports.pdf import PangoMissing

    require_one_of(lang, LANGUAGES)
    place = find_home(home)
    warehouse = console.published_or_exit(place)
    folder = out or report_folder(place, authority, lang)
    try:
        with console.progress(console.WORDS["report"]):
            written = write_report_files(warehouse, folder, lang, authority, pdf)
    except UnknownAuthority as error:
        console.fail(error, WRONG_USAGE)
    except PangoMissing as error:
        console.fail(error, COULD_NOT)
    except OSError as error:
        error.add_note("name another folder with --out")
        console.fail(error, COULD_NOT)
    if as_json:
        print_json({"files": [str(path) for path in written]})
    else:
        print(*written, sep="\n")


@app.command(epilog=STATUS_EXAMPLES)
def status(home: Home = None, as_json: AsJson = False) -> None:
    """Last runs, counts, and what waits in quarantine."""
    from warehouse.status import history

    facts = history(existing_home(home))
    if as_json:
        print_json(facts)
    else:
        console.show_status(facts)


@app.command(epilog=SERVE_EXAMPLES)
def serve(
    home: Home = None,
    host: Annotated[str, typer.Option(help="Address of this machine to answer at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="Port of the web pages; the reports are at the next one.")
    ] = 4200,
) -> None:
    """Run the flows on their schedules, with web pages that show the runs and the reports.

    Works from the checkout, until stopped by Ctrl-C. Where PREFECT_API_URL names a server,
    that one is used.
    """
    from flows.serve import CannotServe
    from flows.serve import serve as serve_home

    try:
        serve_home(find_home(home), host, port)
    except CannotServe as error:
        console.fail(error, COULD_NOT)


@quarantine_app.command("list", epilog=QUARANTINE_EXAMPLES)
def quarantine_list(home: Home = None, as_json: AsJson = False) -> None:
    """Every refused document with its reason."""
    from warehouse.status import quarantined

    rows = quarantined(existing_home(home))
    if as_json:
        print_json(rows)
    else:
        console.show_quarantine(rows)


@quarantine_app.command("show", epilog=QUARANTINE_EXAMPLES)
def quarantine_show(
    document: Annotated[
        str,
        typer.Argument(help="Document id, or its beginning.", autocompletion=completion.REFUSED),
    ],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Why one document was refused and what to do about it."""
    from warehouse.status import quarantined

    rows = [r for r in quarantined(existing_home(home)) if r["document_id"].startswith(document)]
    if not rows:
        console.fail(LookupError(f"No refused document begins with {document!r}."), COULD_NOT)
    if as_json:
        print_json(rows)
    else:
        console.show_refused(rows)


@quarantine_app.command("retry", epilog=QUARANTINE_EXAMPLES)
def quarantine_retry(
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            help="Document ids, or their beginnings; else all.", autocompletion=completion.REFUSED
        ),
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Try refused documents again, as after an update that reads more; publish what is freed."""
    run_flow("retry", existing_home(home), as_json, documents=documents or [])


if __name__ == "__main__":
    app()
