"""What the commands share: options, exit statuses, JSON, and how they run a flow."""

import gc
import json
import os
import threading
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from flows import console
from flows.environment import find_home, prepare_environment
from flows.serving import API_VARIABLE, use_running_server

COULD_NOT, WRONG_USAGE, NOT_PUBLISHED = 1, 2, 3

Home = Annotated[
    Path | None,
    typer.Option(
        "--home", help="Folder of archive, warehouse and reports [HANKEVARASTO_HOME, else ./var]."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def existing_home(home: Path | None) -> Path:
    """The home, as named or of the environment; leaves with a hint where there is none."""
    place = find_home(home)
    if not place.is_dir():
        console.fail(FileNotFoundError(console.no_home(place)), COULD_NOT)
    return place


def print_json(value: object) -> None:
    """One JSON value on a line; times and decimals as text, so that no digit is lost."""
    print(json.dumps(value, default=str))


def require_one_of(given: str, known: Iterable[str]) -> None:
    """Leave with wrong usage where a value is none of those that are known."""
    if given not in known:
        raise typer.BadParameter(f"{given!r} is not one of {', '.join(known)}.")


def run_with_progress(module: str, name: str, home: Path, **arguments: Any) -> Any:
    """Run a flow of a module with progress on the terminal; leave with 1 where it cannot."""
    use_running_server(home)
    prepare_environment()
    try:
        with console.progress():
            from flows.publication import import_libraries

            flow = getattr(import_module(f"flows.{module}"), name)

            if API_VARIABLE not in os.environ:  # the engine waits meanwhile for one of its own
                threading.Thread(target=import_libraries, daemon=True).start()
            gc.freeze()  # the engine stays: looking through it again and again is a second
            return flow(home=str(home), **arguments)
    except Exception as error:
        console.fail(error, COULD_NOT)
