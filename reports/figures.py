"""What the report shows, asked from a warehouse file.

Each figure is a query of ``reports/sql``; those named ``NN_temp.NAME.sql`` come first, in order,
and make temporary tables that the others and those of ``reports/sheets`` share.
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from reports.formats import short_authority
from warehouse.query import named_rows, reading

Rows = list[dict[str, Any]]
QUERIES = Path(__file__).parent / "sql"
# Rows a table shows of one rule or reason; findings.csv and findings.xlsx beside the page have all.
MOST_ROWS = 25
EXAMPLES = 3
CLOSE = 75  # of 100: a word lacking, or one letter of each


class UnknownAuthority(Exception):
    """An authority that no project in the warehouse names."""


@dataclass(frozen=True)
class Figures:
    """Everything one report shows; each field holds the rows of the query of its name.

    Rows are dictionaries by column name; the first line of a query says what one row is. `day` is
    the day of the report, on which an acceptance must still be in force.
    """

    day: date
    counts: dict[str, int]
    scores: Rows
    score_runs: Rows
    authority_scores: Rows
    arrivals: Rows
    ages: dict[str, date | None]
    to_do: Rows
    completeness: Rows
    rules: Rows
    findings: Rows
    accepted: Rows
    quarantine: Rows
    refused_reasons: Rows
    refused_rows: Rows
    corrections: Rows
    maakunnat: Rows
    regions: Rows
    indicators: Rows
    reconciliation: Rows
    authorities: Rows
    runs: Rows
    expectations: Rows


def read_figures(path: Path, authority: str | None, day: date | None = None) -> Figures:
    """Figures of all projects, or of those one authority answers for, as of a day.

    Unless given, that is the day of the run that published, on which the scores were made.

    Raises UnknownAuthority, with the names there are, where none is called so.
    """
    with reading(path) as connection:
        check_authority(connection, authority)
        judged_on = day or day_of_scores(connection)
        make_shared(connection, authority, judged_on)
        rows = {
            figure.name: named_rows(
                connection.execute((QUERIES / f"{figure.name}.sql").read_text(encoding="utf-8"))
            )
            for figure in fields(Figures)
            if figure.name != "day"
        }
    (counts,), (ages,) = rows.pop("counts"), rows.pop("ages")
    return Figures(day=judged_on, counts=counts, ages=ages, **rows)


def day_of_scores(connection: duckdb.DuckDBPyConnection) -> date:
    """The day of the run whose scores the warehouse shows; today where no run has left any."""
    query = "SELECT max(scored_at)::DATE FROM quality.score_history"
    (found,) = connection.execute(query).fetchall()
    return found[0] or datetime.now(UTC).date()


def make_shared(connection: duckdb.DuckDBPyConnection, authority: str | None, day: date) -> None:
    """Make the tables that the queries share, of all projects or those of one authority."""
    asked = {"authority": authority, "day": day, "most": MOST_ROWS, "examples": EXAMPLES}
    for name, value in asked.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})
    for model in sorted(QUERIES.glob("*_temp.*.sql")):
        name = model.stem.partition(".")[2]
        connection.execute(f"CREATE TEMP TABLE {name} AS {model.read_text(encoding='utf-8')}")


def check_authority(connection: duckdb.DuckDBPyConnection, authority: str | None) -> None:
    query = "SELECT name FROM latest.dim_authority ORDER BY name"
    names = [name for (name,) in connection.execute(query).fetchall()]
    if authority is not None and authority not in names:
        near = nearest(authority, names)
        hint = f" Did you mean {near!r}?" if near else ""
        raise UnknownAuthority(
            f"No project names the authority {authority!r}.{hint} Known: {'; '.join(names)}."
        )


def nearest(authority: str, names: list[str]) -> str | None:
    """The name that one given is nearest to, in whatever case, also as the page shortens it."""
    from rapidfuzz import process, utils

    short = {name: short_authority(name) for name in names}
    found = process.extractOne(
        authority, short, processor=utils.default_process, score_cutoff=CLOSE
    )
    return found[2] if found else None
