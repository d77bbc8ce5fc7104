"""The findings as files for those who mend them: one for Excel, one for programs."""

import csv
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from reports.figures import Rows, day_of_scores, make_shared
from reports.files import whole
from reports.formats import as_cell, file_name
from reports.page import HERE, read_words
from reports.workbook import EXCEL_ROWS, new_workbook, write_sheet
from schemas.quality_criteria import quality_criteria
from schemas.refusals import REASONS
from warehouse.query import named_rows, open_warehouse

SHEETS: dict[str, dict[str, int]] = {
    "findings": {
        "finding_id": 27,
        "authority": 26,
        "project_code": 11,
        "source_uri": 30,
        "document_id": 16,
        "section": 8,
        "label": 28,
        "field": 20,
        "page": 7,
        "line_number": 7,
        "severity": 11,
        "criterion": 18,
        "number": 8,
        "title": 40,
        "observed": 40,
        "expected": 30,
        "fix": 50,
        "accepted_until": 12,
        "acceptance": 40,
    },
    "refused_documents": {
        "source_uri": 40,
        "document_id": 16,
        "authority": 26,
        "project_code": 11,
        "reason": 34,
        "observed": 40,
        "fix": 50,
        "first_seen": 12,
    },
    "refused_rows": {
        "source_uri": 40,
        "document_id": 16,
        "line_number": 7,
        "project_code": 11,
        "reason": 34,
        "observed": 50,
        "fix": 50,
    },
    "reconciliation": {
        "authority": 26,
        "project_code": 11,
        "label": 28,
        "field": 26,
        "basis": 13,
        "kind": 16,
        "source_uri": 30,
        "document_id": 16,
        "line_number": 7,
        "value": 50,
        "used": 11,
    },
    "rules": {
        "number": 8,
        "title": 50,
        "severity": 11,
        "criterion": 18,
        "findings": 11,
        "accepted": 11,
        "fix": 70,
    },
}
CODED = ("severity", "basis", "kind", "criterion")


def write_findings(
    warehouse: Path, folders: list[Path], *, lang: str = "fi", authority: str | None = None
) -> list[Path]:
    """Write ``findings.csv`` and ``findings.xlsx`` into each folder; their paths in the first.

    They hold all findings in force, of one authority or of all, in the words of one language.
    """
    words = read_words(lang) | {one.criterion: one.title[lang] for one in quality_criteria()}
    sheets = {
        name: [in_words(row, lang, words) for row in rows]
        for name, rows in read_sheets(warehouse, authority).items()
    }
    first, *others = folders
    first.mkdir(parents=True, exist_ok=True)
    written = [first / "findings.csv", first / "findings.xlsx"]
    with whole(written[0]) as csv_file, whole(written[1]) as workbook:
        write_csv(csv_file, sheets["findings"], words)
        write_workbook(workbook, sheets, words, lang)
    for folder in others:
        folder.mkdir(parents=True, exist_ok=True)
        for path in written:
            with whole(folder / path.name) as file:
                shutil.copyfile(path, file)
    return written


def read_sheets(warehouse: Path, authority: str | None, day: date | None = None) -> dict[str, Rows]:
    """Rows of each sheet as its query gives them, as of the day of the page."""
    with open_warehouse(warehouse) as connection:
        make_shared(connection, authority, day or day_of_scores(connection))
        return {
            name: named_rows(
                connection.execute((HERE / "sheets" / f"{name}.sql").read_text(encoding="utf-8"))
            )
            for name in SHEETS
        }


def in_words(row: dict[str, Any], lang: str, words: dict[str, Any]) -> dict[str, Any]:
    """The row with codes, addresses and truths as the language says them."""
    said = {name.removesuffix(f"_{lang}"): value for name, value in row.items()}
    for name in CODED:
        if said.get(name):
            said[name] = words[said[name]]
    if "reason" in said:
        reason = REASONS[said["reason"]]
        said |= {"reason": reason.title[lang], "fix": reason.remedy[lang]}
    if "used" in said:
        said["used"] = words["yes" if said["used"] else "no"]
    if "source_uri" in said:
        said["source_uri"] = file_name(said["source_uri"])
    return said


def write_csv(path: Path, rows: Rows, words: dict[str, Any]) -> None:
    """Rows as a Finnish or Swedish Excel opens them: semicolons, UTF-8 with its mark."""
    names = list(SHEETS["findings"])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([words[f"column_{name}"] for name in names])
        writer.writerows([as_cell(row[name]) for name in names] for row in rows)


def write_workbook(path: Path, sheets: dict[str, Rows], words: dict[str, Any], lang: str) -> None:
    """One sheet each: header that stays in sight and filters, wrapped text."""
    with new_workbook(path, {"title": words["title"], "comments": lang}) as (book, formats):
        for name, rows in sheets.items():
            sheet = book.add_worksheet(words[f"sheet_{name}"])
            widths = {words[f"column_{column}"]: width for column, width in SHEETS[name].items()}
            lines = ([row.get(column) for column in SHEETS[name]] for row in fitting(rows, words))
            write_sheet(sheet, widths, lines, formats)


def fitting(rows: Rows, words: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows; of more than a sheet can hold the first, and a last one that says so."""
    most = EXCEL_ROWS - 1
    if len(rows) <= most:
        yield from rows
    else:
        yield from rows[: most - 1]
        yield dict.fromkeys(rows[0]) | {next(iter(rows[0])): words["sheet_full"]}
