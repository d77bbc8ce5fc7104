"""The commands that answer from what is published: sql, search, explain, export."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import completion, console
from flows.commands import COULD_NOT, AsJson, Home, print_json, require_one_of
from flows.environment import find_home

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from warehouse.query import Connection

SQL_EXAMPLES = """
Examples:

  hankevarasto sql "FROM mart.funding_by_region_period LIMIT 5"

  hankevarasto sql "FROM latest.dim_project" --format csv > projects.csv

  hankevarasto sql "FROM meta.dictionary WHERE table_name = 'main.dim_project'"
"""

EXPLAIN_EXAMPLES = """
Examples:

  hankevarasto explain S29001

  hankevarasto explain S29001 --level kunta --grain total
"""

SEARCH_EXAMPLES = """
Examples:

  hankevarasto search "kyberturvallisuus yrittäjät"

  hankevarasto search --limit 5 --json etäohjaus
"""

EXPORT_EXAMPLES = """
Examples:

  hankevarasto export --format parquet --out hankkeet

  hankevarasto export --format xlsx --lang sv
"""

answers_app = typer.Typer()


@answers_app.command(epilog=SQL_EXAMPLES)
def sql(
    query: Annotated[str, typer.Argument(help="One SQL query.")],
    home: Home = None,
    format: Annotated[
        str,
        typer.Option(help="table, csv, json or parquet.", autocompletion=completion.FORMATS),
    ] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    lake: Annotated[
        bool, typer.Option("--lake", help="Ask the lake that lake.yaml of the home names.")
    ] = False,
) -> None:
    """Ask the published warehouse, read-only. Parquet goes to standard output."""
    from flows.output import FORMATS
    from warehouse.query import QueryFailed

    require_one_of(format, FORMATS)
    try:
        with opened(find_home(home), lake) as warehouse:
            FORMATS["json" if as_json else format](warehouse, query, sys.stdout)
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
    project_code: Annotated[
        str, typer.Argument(help="Such as S29001.", autocompletion=completion.PROJECTS)
    ],
    home: Home = None,
    as_json: AsJson = False,
    level: Annotated[
        str,
        typer.Option(
            help="Regions of the cells: kunta, seutukunta, maakunta, suuralue.",
            autocompletion=completion.LEVELS,
        ),
    ] = "maakunta",
    grain: Annotated[
        str,
        typer.Option(
            help="Periods of the cells: month, quarter, year, total.",
            autocompletion=completion.GRAINS,
        ),
    ] = "year",
) -> None:
    """Follow a project's figures from document and line over shares to the cells."""
    from flows.explanation import show_explanation
    from schemas.tables.mart import GRAINS
    from schemas.tables.region import LEVELS
    from warehouse.explain import UnknownProject
    from warehouse.explain import explain as explain_project
    from warehouse.query import QueryFailed

    require_one_of(level, LEVELS)
    require_one_of(grain, GRAINS)
    warehouse = console.published_or_exit(find_home(home))
    try:
        found = explain_project(warehouse, project_code.strip().upper(), level, grain)
    except UnknownProject as error:
        console.fail(error, COULD_NOT)
    except QueryFailed as error:
        error.add_note("a warehouse of another version: hankevarasto rebuild makes it anew")
        console.fail(error, COULD_NOT)
    if as_json:
        print_json(asdict(found))
    else:
        show_explanation(found, level, grain)


@answers_app.command(epilog=EXPORT_EXAMPLES)
def export(
    format: Annotated[
        str, typer.Option(help="parquet, csv or xlsx.", autocompletion=completion.EXPORTS)
    ],
    home: Home = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write; else exports/FORMAT below the home.")
    ] = None,
    lang: Annotated[
        str,
        typer.Option(
            help="Words of the workbook: fi, sv or en.",
            autocompletion=completion.EXPORT_LANGUAGES,
        ),
    ] = "fi",
    as_json: AsJson = False,
) -> None:
    """Write what is published as files for other tools, with a description machines can read.

    Parquet and CSV have every table, xlsx is a workbook by maakunta and year. A folder that an
    earlier export wrote is replaced whole; any other that holds something is left alone.
    """
    from flows.exporting import export_files, show_export
    from reports.export.write import FORMATS, LANGUAGES

    require_one_of(format, FORMATS)
    require_one_of(lang, LANGUAGES)
    place = find_home(home)
    warehouse = console.published_or_exit(place)
    show_export(export_files(warehouse, out or place / "exports" / format, format, lang), as_json)


@answers_app.command(epilog=SEARCH_EXAMPLES)
def search(
    words: Annotated[str, typer.Argument(help="Words in any of their forms.")],
    home: Home = None,
    limit: Annotated[int, typer.Option(min=1, help="How many lines to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find the lines of names and texts that speak of something, in whatever form of the words.

    Projects whose texts have all the words; of each the lines with any of them, those with most
    of them first. A word is found as a part of compounds too.
    """
    from flows.searching import NothingAsked, as_object, how_to_index, search_texts, show_hits
    from warehouse.query import QueryFailed
    from warehouse.text_search import NotSearchable

    warehouse = console.published_or_exit(find_home(home))
    try:
        found, missing = search_texts(warehouse, words, limit)
    except NotSearchable as error:
        error.add_note(how_to_index())
        console.fail(error, COULD_NOT)
    except (NothingAsked, QueryFailed) as error:
        console.fail(error, COULD_NOT)
    if as_json:
        print_json(as_object(found, missing))
    else:
        show_hits(found, missing)
