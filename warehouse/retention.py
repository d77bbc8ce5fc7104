"""How long personal data are kept: ``decisions/retention.yaml`` of a home, which may be absent.

contacts_years: 10
refused_days: 365
reports_days: 730
engine_days: 180

What is not set is kept for as long as the home is.
"""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any

import duckdb

from warehouse.rule_settings import SettingsInvalid

MOST = 100 * 366
RUN = re.compile(r"(\d{8})T\d{12}")
# The latest end that any document of a project gives; without one, its last receipt.
ENDED = """
    WITH project_end AS (
        SELECT statement.project_code, max(project.planned_end) AS planned_end
        FROM meta.statement AS statement
        INNER JOIN stage.project AS project USING (statement_id)
        GROUP BY ALL),
    received AS (
        SELECT document_id, max(received_at)::DATE AS day FROM meta.delivery GROUP BY ALL)
    SELECT document.document_id
    FROM meta.document AS document
    INNER JOIN received USING (document_id)
    LEFT JOIN project_end USING (project_code)
    WHERE document.status <> 'quarantined' AND document.kind <> 'project_list'
        AND coalesce(project_end.planned_end, received.day) + to_years(?) < ?::DATE
    ORDER BY ALL"""
REFUSED = """
    SELECT document_id, bytes, reason, observed FROM quality.quarantine
    INNER JOIN meta.document USING (document_id)
    INNER JOIN meta.delivery USING (document_id)
    GROUP BY ALL HAVING max(received_at)::DATE + ?::INTEGER < ?::DATE ORDER BY ALL"""


@dataclass(frozen=True)
class Retention:
    """How long things are kept; None: as long as the home is.

    `contacts_years` after the end of a project the people of its documents' own fields;
    `refused_days` after its last receipt a document that was refused; `reports_days` the report
    of each run; `engine_days` the engine's runs with their logs.
    """

    contacts_years: int | None = None
    refused_days: int | None = None
    reports_days: int | None = None
    engine_days: int | None = None


def retention_path(home: Path) -> Path:
    """The file that holds the periods of a home."""
    return home / "decisions" / "retention.yaml"


def read_retention(home: Path) -> Retention:
    """The periods of a home. Raises SettingsInvalid."""
    import yaml

    path = retention_path(home)
    if not path.exists():
        return Retention()
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsInvalid(f"{path} cannot be read: {error}") from error
    known = [field.name for field in fields(Retention)]
    if not isinstance(found, dict) or set(found) - set(known):
        raise SettingsInvalid(f"{path} takes lines like 'contacts_years: 10', of {known}.")
    for name, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST:
            raise SettingsInvalid(f"{path}: {name} is {value!r}, not a whole number above 0.")
    return Retention(**found)


def ended_documents(store: Path, years: int, day: date) -> list[str]:
    """Documents of projects that ended more than so many years before a day."""
    return [str(row[0]) for row in asked(store, ENDED, years, day)]


def old_refusals(store: Path, days: int, day: date) -> list[tuple[str, int, str, str | None]]:
    """Documents that were refused and last came more than so many days before a day.

    Each with its bytes, the reason and what was seen.
    """
    return asked(store, REFUSED, days, day)


def asked(store: Path, query: str, period: int, day: date) -> list[Any]:
    with duckdb.connect(str(store), read_only=True) as connection:
        return connection.execute(query, [period, day]).fetchall()


def remove_reports(home: Path, days: int, day: date) -> list[Path]:
    """Remove the reports of runs more than so many days before a day; their folders."""
    before = day - timedelta(days=days)
    removed = []
    for folder in sorted((home / "reports").glob("*")):
        match = RUN.fullmatch(folder.name)
        if match and datetime.strptime(match[1], "%Y%m%d").date() < before:
            rmtree(folder)
            removed.append(folder)
    return removed
