"""The files beside the page hold every finding in force, and nothing in them is calculated."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.findings import SHEETS, fitting, write_findings
from reports.page import LANGUAGES, read_words
from reports.workbook import EXCEL_ROWS
from tests.conftest import SAMPLES, rows
from tests.warehouse.made import build, take_in

pytestmark = pytest.mark.large

AUTHORITY = "Etelä-Savon maakuntaliitto"


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("authority", [None, AUTHORITY])
def test_both_files_hold_every_finding_in_force(
    authority: str | None, lang: str, sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    query = f"SELECT finding_id, field, title_{lang}, fix_{lang} FROM quality.finding"
    query += " INNER JOIN quality.rule USING (rule) WHERE in_force"
    query += f" AND authority = '{authority}'" if authority else ""
    expected = sorted(rows(sample_home[0], query))
    assert expected
    written = write_findings(
        sample_home[0] / "warehouse.duckdb", [tmp_path], lang=lang, authority=authority
    )
    words = read_words(lang)
    names = [words[f"column_{name}"] for name in ("finding_id", "field", "title", "fix")]
    by_csv, by_xlsx = written
    in_csv = read_csv(by_csv)
    sheet = openpyxl.load_workbook(by_xlsx)[words["sheet_findings"]]
    header, *lines = sheet.iter_rows(values_only=True)
    assert len(set(header)) == len(header)
    in_xlsx = [dict(zip(header, line, strict=True)) for line in lines]
    for found in (in_csv, in_xlsx):
        assert sorted(tuple(row[name] for name in names) for row in found) == expected
    assert [tuple(value or "" for value in row.values()) for row in in_csv] == [
        tuple("" if value is None else str(value) for value in row.values()) for row in in_xlsx
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_have_headers_that_stay_and_filter(
    lang: str, sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    _, path = write_findings(sample_home[0] / "warehouse.duckdb", [tmp_path], lang=lang)
    words, book = read_words(lang), openpyxl.load_workbook(path)
    assert book.sheetnames == [words[f"sheet_{name}"] for name in SHEETS]
    for sheet, widths in zip(book, SHEETS.values(), strict=True):
        assert sheet.max_row > 1, sheet.title
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert [cell.value for cell in sheet[1]] == [words[f"column_{name}"] for name in widths]
        assert all(cell.alignment.wrap_text for cell in sheet[2] if isinstance(cell.value, str))


def test_refusals_say_what_the_warehouse_says(
    sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    _, path = write_findings(sample_home[0] / "warehouse.duckdb", [tmp_path], lang="en")
    book = openpyxl.load_workbook(path)
    for sheet, table in (
        ("Refused documents", "quality.quarantine"),
        ("Refused rows of lists", "quality.refused_row WHERE in_force"),
    ):
        header, *lines = book[sheet].iter_rows(values_only=True)
        documents = [dict(zip(header, line, strict=True))["Document"] for line in lines]
        wanted = rows(sample_home[0], f"SELECT document_id FROM {table} ORDER BY 1")
        assert sorted(documents) == [document for (document,) in wanted]


def test_what_is_seen_is_never_a_formula(tmp_path: Path) -> None:
    text = (SAMPLES / "2023-06" / "A79903_kuvaus.txt").read_text(encoding="utf-8")
    for at, name in enumerate(("=1+1", "+1", "-1", "@SUM(A1)")):
        hostile = text.replace("Kuvitteela", name)
        assert hostile != text
        home = tmp_path / str(at)
        take_in(home, [("x", hostile.encode())])
        by_csv, by_xlsx = write_findings(build(home), [home], lang="en")
        assert f"'{name}" in [row["Seen"] for row in read_csv(by_csv)]
        assert name not in [row["Seen"] for row in read_csv(by_csv)]
        sheet = openpyxl.load_workbook(by_xlsx)["Findings"]
        (cell,) = [c for line in sheet.iter_rows() for c in line if c.value == name]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_sheet_that_is_full_says_so() -> None:
    words = read_words("en")
    last = [*fitting([{"finding_id": "x", "title": "y"}] * EXCEL_ROWS, words)]
    assert len(last) == EXCEL_ROWS - 1
    assert last[-1] == {"finding_id": words["sheet_full"], "title": None}
    assert len([*fitting([{"finding_id": "x"}] * (EXCEL_ROWS - 1), words)]) == EXCEL_ROWS - 1


def test_each_folder_gets_the_same(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    folders = [tmp_path / "latest", tmp_path / "run"]
    for path in write_findings(sample_home[0] / "warehouse.duckdb", folders):
        assert path.read_bytes() == (folders[1] / path.name).read_bytes()


def test_a_run_writes_them_beside_its_page(sample_home: tuple[Path, Any]) -> None:
    home, summary = sample_home
    for folder in ("latest", summary.run_id):
        files = {path.name for path in (home / "reports" / folder).iterdir()}
        assert {"index.html", "findings.csv", "findings.xlsx"} <= files
