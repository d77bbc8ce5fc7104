"""What the explorer's page holds, read from a warehouse file.

Each part is a query of ``reports/explorer/sql``; those named ``NN_temp.NAME.sql`` come first, in
order, and make tables that the others share. Texts stay as they are, so that whoever searches the
page's bytes for a name finds it; numbers are packed.
"""

from __future__ import annotations  # for array[int], which Python 3.11 does not evaluate

import base64
import gzip
from array import array
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from reports.figures import Rows
from schemas.tables.region import LEVELS
from warehouse.query import named_rows, reading

QUERIES = Path(__file__).parent / "sql"
MOST_PROJECTS = 200_000  # beyond it a page is larger than browsers open at once
DIMENSIONS = {
    "funds": ("fund",),
    "programmes": ("programme_period",),
    "axes": ("programme_period", "axis"),
    "objectives": ("programme_period", "objective"),
    "authorities": ("authority",),
}


class TooManyProjects(Exception):
    """More projects than a page can carry."""


@dataclass(frozen=True)
class Explored:
    """What a page says: `texts` by name, and columns of whole numbers by name.

    It is of the publication of the run `run_id`, which began at `began_at` (UTC).
    A column of a project holds a place in a list of texts, or a day counted from 1.1.1970; those of
    figures and shares are in the order of their queries.
    """

    texts: dict[str, Any]
    columns: dict[str, array[int]]
    run_id: str
    began_at: datetime


def read_explored(path: Path) -> Explored:
    """All current projects, their figures and their shares by region, of a warehouse file.

    Raises TooManyProjects.
    """
    with reading(path) as connection:
        for model in sorted(QUERIES.glob("*_temp.*.sql")):
            name = model.stem.partition(".")[2]
            connection.execute(f"CREATE TEMP TABLE {name} AS {model.read_text(encoding='utf-8')}")
        check_count(connection)
        (publication,) = named_rows(ask(connection, "publication"))
        projects = named_rows(ask(connection, "projects"))
        texts, columns = code_projects(projects)
        texts |= {
            "items": named_rows(ask(connection, "items")),
            "regions": by_level(named_rows(ask(connection, "regions"))),
            "titles": titles(named_rows(ask(connection, "programmes"))),
        }
        columns |= packed("figures", ask(connection, "figures"))
        for level in LEVELS:
            connection.execute("SET VARIABLE region_level = $level", {"level": level})
            columns |= packed(level, ask(connection, "shares"))
    return Explored(texts, columns, **publication)


def check_count(connection: duckdb.DuckDBPyConnection) -> None:
    ((count,),) = connection.execute("SELECT count(*) FROM explored").fetchall()
    if count > MOST_PROJECTS:
        raise TooManyProjects(
            f"The explorer is not written: a page of {count} projects is more than a browser opens "
            f"at once, {MOST_PROJECTS} are the most. Ask the warehouse itself: hankevarasto sql"
        )


def ask(connection: duckdb.DuckDBPyConnection, name: str) -> duckdb.DuckDBPyConnection:
    """The result of one of the explorer's queries."""
    return connection.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8"))


def code_projects(projects: Rows) -> tuple[dict[str, Any], dict[str, array[int]]]:
    """Lists of what projects say, and which of each list every project says."""
    texts: dict[str, Any] = {
        "codes": [row["project_code"] for row in projects],
        "names": [row["name"] for row in projects],
    }
    columns = {day: array("i", (row[day] for row in projects)) for day in ("first_day", "last_day")}
    for name, fields in DIMENSIONS.items():
        said = [tuple(row[field] for field in fields) for row in projects]
        known = sorted(set(said), key=lambda one: [(part is None, part or "") for part in one])
        place = {one: number for number, one in enumerate(known)}
        texts[name] = [one[0] if len(one) == 1 else list(one) for one in known]
        columns[name] = array("i", (place[one] for one in said))
    return texts, columns


def by_level(regions: Rows) -> dict[str, Rows]:
    """Regions of each level, in their places."""
    return {
        level: [
            {name: value for name, value in row.items() if name != "region_level"}
            for row in regions
            if row["region_level"] == level
        ]
        for level in LEVELS
    }


def titles(programmes: Rows) -> dict[str, list[list[str]]]:
    """Titles of axes and objectives, each with its programme period and number."""
    found = {}
    for one in ("axis", "objective"):
        rows = {
            (row["programme_period"] or "", row[one]): row[f"{one}_title"]
            for row in programmes
            if row[one] and row[f"{one}_title"]
        }
        found[one] = [[*key, title] for key, title in rows.items()]
    return found


def packed(name: str, result: duckdb.DuckDBPyConnection) -> dict[str, array[int]]:
    """The columns of a result of whole numbers, named after `name`."""
    return {
        f"{name}.{column}": array("q" if values.dtype.itemsize == 8 else "i", values.tobytes())
        for column, values in result.fetchnumpy().items()
    }


def pack(columns: dict[str, array[int]]) -> tuple[list[list[Any]], str]:
    """Name, bytes of a number and count of each column, and all of them as base64 of gzip.

    Columns of eight bytes come first, so that each begins where its numbers may.
    """
    ordered = sorted(columns.items(), key=lambda one: -one[1].itemsize)
    heads = [[name, values.itemsize, len(values)] for name, values in ordered]
    numbers = b"".join(values.tobytes() for _, values in ordered)
    return heads, base64.b64encode(gzip.compress(numbers, mtime=0)).decode("ascii")
