"""The explorer's console: what a browser's DuckDB says of the files beside the page, offline."""

import csv
import gzip
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page

from reports.explorer.console.carried import LEFT_OUT, write_carried
from reports.explorer.console.files import (
    LIBRARY,
    TABLES,
    VENDORED,
    console_words,
    write_console,
    write_library,
)
from reports.formats import BEGINS_FORMULA, as_cell
from tests.reports.browser import Opened, opened, running_browser, violations
from warehouse.query import ask

pytestmark = pytest.mark.large

EXPLORER = VENDORED.parent.parent
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Console</title><style>
:root {{ --ink: #1b1f23; --soft: #57606a; --line: #d0d7de; --paper: #fff; --field: #fff;
  --panel: #f5f7f9; --edge: #6e7781; }}
</style></head><body><main><h1>Explorer</h1><h2>View</h2>
<pre id="of_view">SELECT 42 AS answer</pre><button data-ask="of_view" data-console="ask"></button>
{console}</main></body></html>"""
RUN = "run"
DONE = "!document.getElementById('console_run').hasAttribute('aria-disabled')"
SHOWN = """() => [...document.querySelectorAll('#console_result tr')].map(row =>
    [...row.cells].map(cell => cell.querySelector('i') ? null : cell.textContent))"""
QUERIES = (
    """SELECT region_name, basis, sum(amount_eur) AS amount_eur, sum(projects)::BIGINT AS projects
    FROM mart.funding_by_region_period WHERE region_level = 'maakunta' AND period_grain = 'year'
    GROUP BY ALL ORDER BY ALL""",
    "SELECT * FROM latest.dim_project ORDER BY project_key;",
    "FROM main.fact_participants ORDER BY ALL",
    "FROM reading.funding(level := 'suuralue', grain := 'month', split_by := 'axis') ORDER BY ALL",
    "FROM reading.indicator(full_count := true, weights := 'main.weight_population') ORDER BY ALL",
    "FROM reading.funding_contributions(level := 'kunta', grain := 'total') ORDER BY ALL",
    """SELECT 12345678901234567.8901234567::DECIMAL(28, 10) AS amount, 9007199254740993 AS count,
    170141183460469231731687303715884105727 AS large, -0.5::DOUBLE AS part, NULL AS nothing,
    DATE '2024-02-29' AS day, [1, 2] AS list -- and a comment""",
)


@pytest.fixture(scope="module")
def folder(sample_home: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with nothing but the console, and the files beside it."""
    folder = tmp_path_factory.mktemp("explorer")
    write_console(sample_home[0] / "warehouse.duckdb", folder, RUN)
    environment = Environment(loader=FileSystemLoader(EXPLORER), undefined=StrictUndefined)
    template = environment.get_template("console/console.html.j2")
    console = template.render(console_words=console_words(RUN))
    (folder / "index.html").write_text(PAGE.format(lang="en", console=console), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def seen(browser: Browser, folder: Path) -> Iterator[Opened]:
    """The page opened from disk, its console unfolded by keyboard."""
    with opened(browser, folder / "index.html", beside=(LIBRARY, TABLES)) as seen:
        assert not seen.page.evaluate("'duckdb' in window")
        for key in ("Tab", "Tab", "Enter"):
            seen.page.keyboard.press(key)
        yield seen


def run(page: Page, query: str) -> list[list[str | None]]:
    """Header and rows that the console shows for a query; no rows for an error."""
    page.locator("#console_query").fill(query)
    page.locator("#console_query").press("Control+Enter")
    page.wait_for_function(DONE, timeout=60_000)
    shown = page.locator("#console_result").is_visible()
    return list(page.evaluate(SHOWN)) if shown else []


def rows_of_file(page: Page, mark: str) -> list[list[str]]:
    """The rows of the result's file, header first."""
    with page.expect_download() as download:
        page.click("#console_csv")
    written = download.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written, newline=""), delimiter=mark))


def said(warehouse: Path, query: str) -> list[list[str | None]]:
    """What the warehouse itself says, as text of DuckDB's."""
    names, _ = ask(warehouse, query)
    inner = query.rstrip(";")
    _, rows = ask(warehouse, f"SELECT COLUMNS(*)::VARCHAR FROM (\n{inner}\n)")
    return [names, *(list(row) for row in rows)]


@pytest.mark.parametrize("query", QUERIES)
def test_console_says_what_the_warehouse_says(
    query: str, seen: Opened, sample_home: tuple[Path, Any]
) -> None:
    shown = run(seen.page, query)
    assert len(shown) > 1
    assert shown == said(sample_home[0] / "warehouse.duckdb", query)[:1001]


def test_result_is_cut_but_counted(seen: Opened) -> None:
    shown = run(seen.page, "SELECT range AS n FROM range(12345)")
    assert (len(shown), shown[-1]) == (1001, ["999"])
    assert "Rows: 12,345," in str(seen.page.text_content("#console_status"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT 1,\n  region\nFROM mart.funding_by_region_period", "\nLINE 2:   region\n"),
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC"\n\nLINE 1: SELEC 1\n'),
        ("", "No statement"),
        ("SELECT 1; SELECT 2", "multiple statements"),
        ("FROM read_csv('https://example.com/a.csv')", "disabled by configuration"),
        ("SELECT '[]'::JSON", "it exists in the json extension"),
        ("DROP TABLE main.dim_project", "syntax error"),
    ],
)
def test_error_is_duckdb_s_own(query: str, words: str, seen: Opened) -> None:
    assert run(seen.page, query) == []
    error = str(seen.page.locator("#console_error:visible").text_content())
    assert words in error
    assert error.count("LINE") < 2


def test_nothing_is_asked_of_the_network(seen: Opened) -> None:
    run(seen.page, "SELECT 1")
    assert seen.requests == []
    # DuckDB writes its refusals to the browser's log; a message of another kind is ours.
    assert [error for error in seen.errors if not error.startswith("log: Error: ")] == []


def test_file_holds_all_rows_and_no_formula(seen: Opened) -> None:
    texts = [f"{sign}1" for sign in BEGINS_FORMULA] + ['a "b"', "c;d", "e,f", "g\nh", None]
    values = ", ".join("(NULL)" if one is None else f"('{one}')" for one in texts)
    values = values.replace("\r", "' || chr(13) || '")  # which a text area makes a line of
    query = f"SELECT text, -1.50::DECIMAL(28, 10) AS amount FROM (VALUES {values}) AS v(text)"
    for lang, mark, amount in (("en", ",", "-1.5000000000"), ("fi", ";", "-1,5000000000")):
        seen.page.evaluate("lang => { document.documentElement.lang = lang; }", lang)
        run(seen.page, query)
        rows = rows_of_file(seen.page, mark)
        assert rows[0] == ["text", "amount"]
        assert rows[1:] == [[as_cell(one) or "", amount] for one in texts]
    seen.page.evaluate("document.documentElement.lang = 'en'")


def test_no_file_has_the_header_of_an_earlier_answer(seen: Opened) -> None:
    run(seen.page, "SELECT 1 AS earlier")
    seen.page.locator("#console_query").fill("SELECT count(*) AS later FROM range(1000000)")
    hidden = """() => { document.getElementById('console_run').click();
        return document.getElementById('console_result').hidden; }"""
    assert seen.page.evaluate(hidden)
    seen.page.wait_for_function(DONE)
    assert seen.page.evaluate(SHOWN) == [["later"], ["1000000"]]


def test_text_of_an_enum_or_interval_is_no_number(seen: Opened) -> None:
    query = """SELECT '=1+1'::ENUM('=1+1', 'POINT') AS text, INTERVAL (-2) DAY AS span,
        -1::HUGEINT AS whole, -0.5::FLOAT AS part"""
    run(seen.page, query)
    assert rows_of_file(seen.page, ",")[1] == ["'=1+1", "'-2 days", "-1", "-0.5"]
    numbers = "all => all.map(cell => cell.className)"
    classes = seen.page.eval_on_selector_all("#console_result td", numbers)
    assert classes == ["", "", "n", "n"]


def test_contents_name_every_table_and_reading(seen: Opened, folder: Path) -> None:
    run(seen.page, "SELECT 1")
    named = set(seen.page.locator("#console_tables dt").all_text_contents())
    assert {"mart.funding_by_region_period", "main.dim_project", "reading.funding"} <= named
    left_out = str(seen.page.text_content("#console_left_out"))
    assert all(name in left_out for name in LEFT_OUT)
    assert not named & set(LEFT_OUT)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_word_is_said_in_the_page_s_language(lang: str, seen: Opened) -> None:
    seen.page.evaluate("lang => { document.documentElement.lang = lang; }", lang)
    words = json.loads(console_words(RUN))["words"]
    assert {tuple(sorted(one)) for one in words.values()} == {tuple(sorted(words["en"]))}
    assert seen.page.text_content("#console_run") == words[lang]["run"]
    seen.page.evaluate("document.documentElement.lang = 'en'")


def test_axe_finds_nothing_with_result_and_with_error(seen: Opened) -> None:
    seen.page.evaluate("document.getElementById('console_tables').open = true")
    for query in ("FROM latest.dim_project LIMIT 3", "SELECT"):
        run(seen.page, query)
        assert violations(seen.page) == []


def test_a_query_of_the_page_is_handed_over(seen: Opened) -> None:
    seen.page.click("text=Open as a query of your own")
    seen.page.keyboard.press("Control+Enter")
    seen.page.wait_for_function(DONE)
    assert seen.page.evaluate(SHOWN) == [["answer"], ["42"]]


def test_page_without_its_files_says_which(browser: Browser, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes((folder / "index.html").read_bytes())
    with opened(browser, page) as seen:
        seen.page.evaluate("openConsole('SELECT 1')")
        seen.page.wait_for_selector("#console_error:visible")
        assert LIBRARY in str(seen.page.text_content("#console_error"))


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_tables_of_another_publication_are_refused(
    lang: str, browser: Browser, folder: Path, tmp_path: Path
) -> None:
    for name in ("index.html", LIBRARY):
        shutil.copy(folder / name, tmp_path)
    other = (folder / TABLES).read_text(encoding="ascii").replace(f'"{RUN}"', '"other"', 1)
    (tmp_path / TABLES).write_text(other, encoding="ascii")
    with opened(browser, tmp_path / "index.html", beside=(LIBRARY, TABLES)) as seen:
        seen.page.evaluate("lang => { document.documentElement.lang = lang; }", lang)
        seen.page.evaluate("openConsole('SELECT 1')")
        assert run(seen.page, "SELECT 1") == []
        error = str(seen.page.locator("#console_error:visible").text_content())
        words = json.loads(console_words(RUN))["words"][lang]["other_publication"]
        assert error == words.replace("{0}", TABLES)
        assert "hankevarasto ingest" in error


def test_carried_file_leaves_out_texts_alone(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    warehouse, carried = sample_home[0] / "warehouse.duckdb", tmp_path / "carried.duckdb"
    write_carried(warehouse, carried)
    query = """SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns()
    WHERE NOT internal AND schema_name IN ('main', 'mart')"""
    given, kept = ({one for (one,) in ask(path, query)[1]} for path in (warehouse, carried))
    assert given - kept == {one for one in given if one.startswith(LEFT_OUT)}
    assert kept < given
    rows = "SELECT schema_name, table_name, estimated_size FROM duckdb_tables() ORDER BY ALL"
    counts = [ask(path, rows)[1] for path in (warehouse, carried)]
    assert set(counts[1]) <= set(counts[0])
    assert sum(count for *_, count in counts[1]) > 1000


def test_nothing_else_is_left_beside_the_page(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"index.html", LIBRARY, TABLES}


def test_library_is_written_once(folder: Path) -> None:
    before = (folder / LIBRARY).stat()
    write_library(folder / LIBRARY)
    assert (folder / LIBRARY).stat().st_ino == before.st_ino
    (folder / LIBRARY).write_text("damaged")
    write_library(folder / LIBRARY)
    assert (folder / LIBRARY).stat().st_size == before.st_size


def test_vendored_files_are_those_of_the_manifest() -> None:
    files = json.loads((VENDORED / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {f"{name}.gz" for name in files} == {path.name for path in VENDORED.glob("*.gz")}
    for name, said in files.items():
        content = gzip.decompress((VENDORED / f"{name}.gz").read_bytes())
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            said["bytes"],
            said["sha256"],
        )
    assert sum(path.stat().st_size for path in VENDORED.glob("*.gz")) < 12 * 10**6
