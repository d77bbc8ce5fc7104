"""On paper nothing is cut: not by the browser that prints the page, nor in report.pdf."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import cffi
import pytest
from typer.testing import CliRunner

from flows.cli import app
from reports.page import write_report
from reports.pdf import NEEDED, PangoMissing, write_pdf
from tests.needs import lacks_program
from tests.reports.browser import CELLS, WORDS, opened, running_browser
from tests.reports.conftest import Report
from tests.reports.printed import Cell, Printed, plain, read_printed

pytestmark = pytest.mark.large

MARGIN = 12 / 25.4 * 72
A4 = (595, 842)


@dataclass(frozen=True)
class LaidOut:
    """A report: its tables and words as the page has them, and both its printed forms."""

    report: Report
    title: str
    tables: list[dict[str, list[str]]]
    words: list[str]
    printed: dict[str, Printed]


@pytest.fixture(scope="module")
def laid_out(report: Report) -> LaidOut:
    by_browser = report.page.with_name("browser.pdf")
    with running_browser() as browser, opened(browser, report.page) as seen:
        page = seen.page
        page.pdf(path=by_browser, prefer_css_page_size=True, tagged=True)
        tables, words, title = page.evaluate(CELLS), page.evaluate(WORDS), page.title()
    printed = {"browser": read_printed(by_browser), "report": read_printed(as_pdf(report.page))}
    return LaidOut(report, title, tables, words, printed)


def as_pdf(page: Path) -> Path:
    try:
        return write_pdf(page)
    except PangoMissing as error:
        lacks_program(str(error))


each_form = pytest.mark.parametrize("form", ["browser", "report"])


@each_form
def test_every_cell_and_word_of_the_page_is_printed(form: str, laid_out: LaidOut) -> None:
    printed = laid_out.printed[form]
    wanted = [plain(cell) for table in laid_out.tables for cell in table["cells"]]
    assert wanted
    assert [cell.text for cell in printed.cells] == wanted
    text = "".join(printed.text(page) for page in printed.pages)
    assert [word for word in laid_out.words if plain(word) not in text] == []


@each_form
def test_nothing_stands_in_the_margins_or_on_its_neighbour(form: str, laid_out: LaidOut) -> None:
    printed = laid_out.printed[form]
    for page in printed.pages:
        assert (round(page.width), round(page.height)) == A4
        things = [c for c in page.chars if c["text"].strip()] + page.rects + page.curves
        left, right = MARGIN - 2, page.width - MARGIN + 2
        assert [t for t in things if t["x0"] < left or t["x1"] > right] == []
        assert [t for t in things if t["top"] < 0 or t["bottom"] > page.height] == []
    assert list(overlapping(printed.cells)) == []


def overlapping(cells: list[Cell]) -> Iterator[tuple[str, str]]:
    """Cells of a row whose letters run into the next one's."""
    seen = [cell for cell in cells if cell.box]
    for left, right in pairwise(seen):
        if left.row == right.row and left.box[2] > right.box[0] + 0.5:
            yield left.text, right.text


@each_form
def test_header_row_is_repeated_on_every_page_of_a_table(form: str, laid_out: LaidOut) -> None:
    printed = laid_out.printed[form]
    cells, continued = iter(printed.cells), 0
    for table in laid_out.tables:
        tops: dict[int, float] = {}
        for _ in table["cells"]:
            cell = next(cells)
            if cell.box:
                tops[cell.page] = min(cell.box[1], tops.get(cell.page, A4[1]))
        for number, top in tops.items():
            above = words_above(printed, number, top)
            missing = [w for head in table["header"] for w in head.split() if plain(w) not in above]
            assert missing == [], f"page {number}"
        continued += len(tops) - 1
    assert continued or laid_out.report.authority, "no table goes on: the test says nothing"


def words_above(printed: Printed, number: int, top: float) -> str:
    """The letters of a page within the height of a table's header, above its first row."""
    page = printed.pages[number - 1]
    near = page.filter(lambda x: x["object_type"] != "char" or top - 60 < x["bottom"] <= top + 1)
    return printed.text(near)


@each_form
def test_margins_say_whose_report_it_is_and_count_the_pages(form: str, laid_out: LaidOut) -> None:
    printed = laid_out.printed[form]
    assert laid_out.report.lang in (printed.language, printed.language.partition("-")[0])
    assert printed.title == laid_out.title
    for number, page in enumerate(printed.pages, start=1):
        lines = (page.extract_text() or "").splitlines()
        assert (laid_out.report.authority or "Kaikki viranomaiset") in lines[0]
        assert re.search(r"\d{1,2}[. ]\w+[. ]\d{4}", lines[0])
        assert lines[-1].endswith(f"{number} / {len(printed.pages)}")


def test_file_says_that_it_is_accessible(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    page = write_report(sample_home[0] / "warehouse.duckdb", [tmp_path], lang="fi")
    written = as_pdf(page)
    assert written == tmp_path / "report.pdf"
    assert b"pdfuaid:part" in read_printed(written).metadata


def test_report_without_pango_says_what_to_install(
    sample_home: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(cffi.FFI, "dlopen", refuse)
    asked = ("report", "--home", str(sample_home[0]), "--out", str(tmp_path / "out"))
    result = CliRunner().invoke(app, [*asked, "--pdf"])
    assert result.exit_code == 1
    assert f"apt-get install {NEEDED}" in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert not (tmp_path / "out").exists()
    assert CliRunner().invoke(app, asked).exit_code == 0


def refuse(*_: Any) -> Callable[..., Any]:
    raise OSError("no such library")
