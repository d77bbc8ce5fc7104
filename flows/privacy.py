"""Commands about personal data: erasing a person, retention, and the key of what is kept."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from flows import console
from flows.commands import (
    COULD_NOT,
    NOT_PUBLISHED,
    AsJson,
    Home,
    existing_home,
    print_json,
    run_with_progress,
)
from flows.progress import tell

if TYPE_CHECKING:
    from flows.erasure import Erased
    from flows.retention import Retired

ERASE_EXAMPLES = """
Examples:

  hankevarasto erase "Etunimi Sukunimi" etu.suku@example.org
"""

RETENTION_EXAMPLES = """
Examples:

  hankevarasto retention --home /srv/hankevarasto
"""

KEY_EXAMPLES = """
Examples:

  openssl rand -base64 32 > /etc/hankevarasto/key.new

  HANKEVARASTO_KEY_FILE=/etc/hankevarasto/key hankevarasto rotate-key /etc/hankevarasto/key.new
"""

privacy_app = typer.Typer()
Told = TypeVar("Told", "Erased", "Retired")


@privacy_app.command(epilog=ERASE_EXAMPLES)
def erase(
    known: Annotated[
        list[str],
        typer.Argument(
            metavar="KNOWN", help="What is known of one person: full names, e-mails, phones."
        ),
    ],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Take a person out of all that a home holds, for ever, and search for them afterwards.

    Documents that speak of them become outlines without them; their originals are gone.

    Exit status 1: something is left, or could not be searched; 3: nothing was published.
    """
    from transforms.person import read_person

    try:
        person = read_person(known)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    place = existing_home(home)
    if sys.stdin.isatty() and not as_json:
        typer.confirm(f"Erase {', '.join(known)} from {place}, for ever?", abort=True)
    erased: Erased = run_with_progress("erasure", "erase", place, person=person)
    tell_of(erased, as_json, console.show_erased)
    if erased.found.places or erased.unsearched:
        raise typer.Exit(COULD_NOT)


@privacy_app.command(epilog=RETENTION_EXAMPLES)
def retention(home: Home = None, as_json: AsJson = False) -> None:
    """Let go of what decisions/retention.yaml of the home sets no longer to be kept.

    Its settings are contacts_years, refused_days, reports_days and engine_days; without that file
    nothing goes. A deployment does so each month.
    """
    from warehouse.retention import read_retention

    place = existing_home(home)
    read_retention(place)  # before the engine takes its time to start
    retired: Retired = run_with_progress("retention", "retention", place)
    tell_of(retired, as_json, console.show_retired)


def tell_of(what: Told, as_json: bool, show: Callable[[Told], None]) -> None:
    """Show what went; leave with 3 where what was published before had to stay."""
    if as_json:
        print_json(what.as_json())
    else:
        show(what)
    if what.summary and what.summary.failed:
        console.say_not_published(what.summary)
        raise typer.Exit(NOT_PUBLISHED)


@privacy_app.command("rotate-key", epilog=KEY_EXAMPLES)
def rotate_key(
    new_key_file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file that holds the new key.")
    ],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Seal archive and restricted store with another key; from then on only that one opens them.

    The key so far is that of HANKEVARASTO_KEY or HANKEVARASTO_KEY_FILE. Stopped on its way, the
    next run goes on with it, with the new key.
    """
    from warehouse.keys import read_key
    from warehouse.rotation import rotate

    place = existing_home(home)
    with console.progress(console.WORDS["seal"]):
        documents = rotate(place, read_key(new_key_file), partial(tell, "seal"))
    if as_json:
        print_json({"home": str(place), "documents": documents})
        return
    out = console.stdout()
    out.print(f"rotated    {place} ({documents} documents)", soft_wrap=True)
    out.print("From now on name the new key. Backups made so far need the key of their time.")
