"""Commands about personal data: erasing a person, retention, and the key of what is kept."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands import COULD_NOT, NOT_PUBLISHED, AsJson, Home, run_with_progress
from flows.environment import find_home
from flows.progress import tell

if TYPE_CHECKING:
    from flows.erasure import Erased
    from flows.retention import Retired

ERASE_EXAMPLES = """
Examples:

  hankevarasto erase "Etunimi Sukunimi" etunimi.sukunimi@example.org "040 000 0000"
"""

KEY_EXAMPLES = """
Examples:

  openssl rand -base64 32 > /etc/hankevarasto/key.new

  HANKEVARASTO_KEY_FILE=/etc/hankevarasto/key hankevarasto rotate-key /etc/hankevarasto/key.new
"""

privacy_app = typer.Typer()


@privacy_app.command(epilog=ERASE_EXAMPLES)
def erase(
    known: Annotated[
        list[str],
        typer.Argument(help="What is known of the person: full names, e-mails, phone numbers."),
    ],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Take a person out of all that a home holds, for ever, and search for them afterwards.

    Exit status 1: something is left, or could not be searched, and it is said where; 3: a
    critical expectation failed.
    """
    from transforms.person import read_person

    try:
        person = read_person(known)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    place = find_home(home)
    if sys.stdin.isatty() and not as_json:
        typer.confirm(f"Erase {', '.join(known)} from {place}, for ever?", abort=True)
    erased: Erased = run_with_progress("erasure", "erase", place, person=person)
    if as_json:
        print(json.dumps(erased.as_json()))
    else:
        console.show_erased(erased)
    if erased.summary and erased.summary.failed:
        console.say_not_published(erased.summary)
        raise typer.Exit(NOT_PUBLISHED)
    if erased.found.places or erased.unsearched:
        raise typer.Exit(COULD_NOT)


@privacy_app.command()
def retention(home: Home = None, as_json: AsJson = False) -> None:
    """Let go of what decisions/retention.yaml of the home sets no longer to be kept.

    A deployment does so each month. Without that file nothing goes.
    """
    from warehouse.retention import read_retention

    place = find_home(home)
    read_retention(place)  # before the engine takes its time to start
    retired: Retired = run_with_progress("retention", "retention", place)
    if as_json:
        print(json.dumps(retired.as_json()))
    else:
        console.show_retired(retired)
    if retired.summary and retired.summary.failed:
        console.say_not_published(retired.summary)
        raise typer.Exit(NOT_PUBLISHED)


@privacy_app.command("rotate-key", epilog=KEY_EXAMPLES)
def rotate_key(
    new_key_file: Annotated[Path, typer.Argument(help="The file that holds the new key.")],
    home: Home = None,
) -> None:
    """Seal archive and restricted store with another key; from then on only that one opens them.

    The key so far is that of HANKEVARASTO_KEY or HANKEVARASTO_KEY_FILE. Stopped on its way, the
    next run goes on with it, with the new key.
    """
    from warehouse.keys import read_key
    from warehouse.rotation import rotate

    place = find_home(home)
    with console.progress(console.WORDS["seal"]):
        documents = rotate(place, read_key(new_key_file), partial(tell, "seal"))
    console.stdout().print(f"rotated    {place} ({documents} documents)", soft_wrap=True)
