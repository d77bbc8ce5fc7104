"""The commands that answer from what is published: ``sql``, ``explain``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands import COULD_NOT, Home
from flows.environment import find_home

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from warehouse.query import Connection

EXPLAIN_EXAMPLES = """
Examples:

  hankevarasto explain S29001

  hankevarasto explain S29001 --level kunta --grain total
"""

answers_app = typer.Typer()


@answers_app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One SQL query.")],
    home: Home = None,
    format: Annotated[str, typer.Option(help="table, csv, json or parquet.")] = "table",
    lake: Annotated[
        bool, typer.Option("--lake", help="Ask the lake that lake.yaml of the home names.")
    ] = False,
) -> None:
    """Ask the published warehouse, read-only. Parquet goes to standard output."""
    from flows.output import FORMATS
    from warehouse.query import QueryFailed

    if format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is not one of {', '.join(FORMATS)}.")
    try:
        with opened(find_home(home), lake) as warehouse:
            FORMATS[format](warehouse, query, sys.stdout)
    except QueryFailed as error:
        console.fail(error, COULD_NOT)


def opened(home: Path, lake: bool) -> "AbstractContextManager[Connection]":
    """The published warehouse of a home, or the lake it names, to read; else leave with a hint."""
    if lake:
        from warehouse.lake import open_named_lake

        return open_named_lake(home)
    from warehouse.query import open_warehouse

    return open_warehouse(console.published_or_exit(home))


@answers_app.command(epilog=EXPLAIN_EXAMPLES)
def explain(
    project_code: Annotated[str, typer.Argument(help="Such as S29001.")],
    home: Home = None,
    level: Annotated[
        str, typer.Option(help="Regions of the cells: kunta, seutukunta, maakunta, suuralue.")
    ] = "maakunta",
    grain: Annotated[
        str, typer.Option(help="Periods of the cells: month, quarter, year, total.")
    ] = "year",
) -> None:
    """Follow a project's figures from document and line over shares to the cells."""
    from flows.explanation import show_explanation
    from schemas.tables.mart import GRAINS
    from schemas.tables.region import LEVELS
    from warehouse.explain import UnknownProject
    from warehouse.explain import explain as explain_project
    from warehouse.query import QueryFailed

    for given, known in ((level, LEVELS), (grain, GRAINS)):
        if given not in known:
            raise typer.BadParameter(f"{given!r} is not one of {', '.join(known)}.")
    warehouse = console.published_or_exit(find_home(home))
    try:
        found = explain_project(warehouse, project_code.strip().upper(), level, grain)
    except UnknownProject as error:
        console.fail(error, COULD_NOT)
    except QueryFailed as error:
        error.add_note("a warehouse of another version: hankevarasto rebuild makes it anew")
        console.fail(error, COULD_NOT)
    show_explanation(found, level, grain)
