"""Names written to do harm, through a real run: everywhere they come out as they are written."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import SAMPLES, rows
from tests.flows.test_observability import ask_server, flow_run_of
from tests.reports.browser import opened, running_browser

pytestmark = pytest.mark.large

TEXT = (SAMPLES / "2023-06" / "A79903_kuvaus.txt").read_text(encoding="utf-8")
CODE, PLACE = "A79903", "Kuvitteela"
NAME, AUTHORITY = (re.compile(rf"(?<=^{label}: ).*$", re.MULTILINE) for label in (
    "Hankkeen nimi", "Vastuuviranomainen"
))  # fmt: skip
SCRIPT = "<script>alert(1)</script>"
# As written in a document, and as they are in the warehouse.
NAMES = {
    SCRIPT: SCRIPT,
    "<img src=x onerror=alert(2)>": "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>': '"><svg onload=alert(3)>',
    "{{7*7}}${7*7}</style></title>": "{{7*7}}${7*7}</style></title>",
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "'; DROP TABLE main.dim_project; --": "'; DROP TABLE main.dim_project; --",
    "@SUM(1+1)": "@SUM(1+1)",
    "+1": "+1",
    "-1": "-1",
    "\t=1+1": "=1+1",
    "\r=2+2": "=2+2",
    '=HYPERLINK("http://example.org","x")': '=HYPERLINK("http://example.org","x")',
    "[bold]red[/bold] [link=http://example.org]x[/link]": (
        "[bold]red[/bold] [link=http://example.org]x[/link]"
    ),
    "[x](javascript:alert(4)) **y** | z": "[x](javascript:alert(4)) **y** | z",
    "abc\u202etxt.exe\u2066x\u2069\u200f": "abctxt.exex",
    "csi \u009b2J": "csi 2J",
    "https://example.org/a": "https://example.org/a",
}
CODES = {name: f"A79{at:03}" for at, name in enumerate(NAMES.values(), start=100)}
FILE = "\x1b[2J\x1b]0;owned\x07[red]\u202etxt.\nloaded: 9.txt"
SHOWN = "\\x1b[2J\\x1b]0;owned\\x07[red]\\u202etxt.\\nloaded: 9.txt"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def home(ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a project of each name, whose authority and place are called so too."""
    folder, home = (tmp_path_factory.mktemp(name) for name in ("in", "home"))
    for written, name in NAMES.items():
        text = TEXT.replace(CODE, CODES[name]).replace(PLACE, written)
        for field in (NAME, AUTHORITY):
            text, found = field.subn(lambda _, written=written: written, text)
            assert found == 1
        (folder / f"{CODES[name]}.txt").write_bytes(text.encode())
    (folder / FILE).write_bytes(b"nothing known")
    summary = ingest(home, folder)
    assert (summary.loaded, summary.quarantined) == (len(NAMES), 1)
    return home


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_warehouse_holds_the_names_as_written(home: Path) -> None:
    found = dict(rows(home, "SELECT name, project_code FROM main.dim_project"))
    assert found == CODES
    for name, code in CODES.items():
        quoted = name.replace("'", "''")
        query = f"SELECT project_code FROM main.dim_project WHERE name = '{quoted}'"
        assert json.loads(run("sql", query, "--home", home, "--format", "json")) == [
            {"project_code": code}
        ]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.mark.parametrize("page", ["index.html", "data_docs"])
def test_a_browser_shows_the_names_and_runs_none(browser: Browser, home: Path, page: str) -> None:
    path = home / "reports" / "latest" / page
    if page == "data_docs":
        path = next((home / "reports" / "data_docs").rglob("index.html"))
    with opened(browser, path) as seen:
        dialogs: list[str] = []
        seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
        seen.page.reload()
        seen.page.wait_for_load_state("networkidle")
        assert (dialogs, seen.errors) == ([], [])
        strange = "img[src=x], svg[onload], a[href^=javascript], a[href*='example.org']"
        assert seen.page.locator(strange).count() == 0
        if page == "index.html":
            shown = seen.page.evaluate("document.querySelector('main').textContent")
            missing = [name for name in NAMES.values() if name not in shown]
            assert missing == []
            assert seen.requests == []


def test_spreadsheets_calculate_nothing(home: Path) -> None:
    folder = home / "reports" / "latest"
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULAS)]
    book = openpyxl.load_workbook(folder / "findings.xlsx")
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]
    for name in NAMES.values():
        marked = f"'{name}" if name.startswith(FORMULAS) else name
        assert marked in cells, name
        in_excel = [cell for cell in found if cell.value == name]
        assert in_excel, name
        assert {cell.data_type for cell in in_excel} == {"s"}


def test_csv_of_a_query_calculates_nothing(home: Path) -> None:
    query = "SELECT name, -1 AS number FROM main.dim_project"
    _, *found = csv.reader(run("sql", query, "--home", home, "--format", "csv").splitlines())
    marked = {f"'{name}" if name.startswith(FORMULAS) else name for name in CODES}
    assert {name for name, _ in found} == marked
    assert {number for _, number in found} == {"-1"}


def test_the_terminal_obeys_no_name(home: Path) -> None:
    query = "SELECT name, source_uri FROM main.dim_project, meta.delivery"
    said = [
        run("sql", query, "--home", home),
        run("status", "--home", home),
        run("quarantine", "list", "--home", home),
        run("quarantine", "show", "", "--home", home),
        *(run("explain", code, "--home", home) for code in CODES.values()),
    ]
    for one in said:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", one)
    assert SHOWN in said[2]
    for name, one in zip(CODES, said[4:], strict=True):
        assert name in one
        assert name in said[0]


def test_the_server_shows_no_name_as_anything_but_text(home: Path) -> None:
    """What a run tells Prefect of documents is tables of texts; its Markdown names none."""
    question = {"artifacts": {"flow_run_id": {"any_": [flow_run_of(home)["id"]]}}}
    found = {one["key"]: one["data"] for one in ask_server("/artifacts/filter", question)}
    [row] = json.loads(found["refused-documents"])
    assert row["file"] == SHOWN
    assert not any(name in found["run"] for name in NAMES.values() if len(name) > 2)
