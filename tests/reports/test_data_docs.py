"""Data Docs: a page that fetches nothing, names nobody and tells what came of each expectation."""

from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement, fromstring

from flows.demo import DELIVERIES
from reports.data_docs import self_contained, write_data_docs
from schemas.expectations import GROUPS, SEVERITIES, Expectation, validate
from tests.conftest import SAMPLES, rows
from tests.flows.personal import personal_values
from warehouse.expectations import checks

pytestmark = pytest.mark.large


def expectation(name: str, severity: str, violations: int) -> Expectation:
    return Expectation(name, severity, "own", f"there is no {name} < 1 & $more", violations)


def written(folder: Path, *checked: Expectation) -> HtmlElement:
    return fromstring(write_data_docs(validate(checked), folder, "run 7").read_bytes())


def tables(page: HtmlElement) -> list[list[list[str]]]:
    """Text of each cell of each row of each table, headers left out."""
    return [
        [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")][1:]
        for table in page.iter("table")
    ]


def test_every_expectation_is_shown_by_severity_what_failed_first(tmp_path: Path) -> None:
    page = written(
        tmp_path / "docs",
        expectation("sound", "critical", 0),
        expectation("lost", "critical", 1234),
        expectation("odd", "warning", 1),
        expectation("tally", "info", 5),
    )
    counts, critical, warning, info = tables(page)
    assert counts == [
        ["critical", "2", "1", "1", SEVERITIES["critical"]],
        ["warning", "1", "0", "1", SEVERITIES["warning"]],
        ["info", "1", "0", "1", SEVERITIES["info"]],
    ]
    assert critical == [
        ["failed", "1234", "there is no lost < 1 & $more", GROUPS["own"], "lost"],
        ["passed", "0", "there is no sound < 1 & $more", GROUPS["own"], "sound"],
    ]
    assert warning == [["failed", "1", "there is no odd < 1 & $more", GROUPS["own"], "odd"]]
    assert info == [["counted", "5", "there is no tally < 1 & $more", GROUPS["own"], "tally"]]


def test_a_new_page_takes_the_place_of_all_that_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    written(folder, expectation("first", "critical", 0))
    (folder / "old.html").write_text("old")
    assert "second" in written(folder, expectation("second", "critical", 0)).text_content()
    assert [path.name for path in tmp_path.rglob("*")] == ["docs", "index.html"]


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://x.example/a.js"></script>',
        "<script>alert(1)</script>",
        '<link rel="stylesheet" href="https://x.example/a.css">',
        '<img src="logo.png">',
        "<style>@import url(https://x.example/a.css)</style>",
        '<div style="background: url(https://x.example/a.png)">kept</div>',
        '<a href="https://x.example/">kept</a>',
        '<table data-url="https://x.example/"><tr><td onclick="f()">kept</td></tr></table>',
    ],
)
def test_nothing_is_fetched_or_run(markup: str) -> None:
    page = self_contained(f"<html><head>{markup}</head><body><p>said</p>{markup}</body></html>")
    assert "said" in page
    assert ("kept" in page) == ("kept" in markup)
    assert "x.example" not in page
    assert "logo.png" not in page
    assert "alert" not in page
    assert "f()" not in page


def test_page_of_a_run_is_self_contained_and_names_nobody(sample_home: tuple[Path, Any]) -> None:
    folder = sample_home[0] / "reports" / "data_docs"
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    text = (folder / "index.html").read_text(encoding="utf-8")
    page = fromstring(text.encode())
    names = {name for element in page.iter() for name in element.attrib}
    assert names <= {"class", "id", "lang", "charset"}
    assert not list(page.iter("script", "link", "img", "a"))
    assert "http" not in text
    assert "url(" not in text
    shown = {row[-1]: row[1] for table in tables(page)[1:] for row in table}
    kept = rows(sample_home[0], "SELECT expectation, violations::VARCHAR FROM meta.expectation")
    assert shown == dict(kept)
    # Nothing of the data is shown but counts: every other word stands in the code.
    words = {w for c in checks() for w in (c.name, c.meaning)} | {*GROUPS.values()}
    cells = {cell for table in tables(page)[1:] for row in table for cell in row}
    others = cells - words - {"passed", "counted"}
    assert all(cell.isdigit() for cell in others)
    documents = [p for d in DELIVERIES for p in (SAMPLES / d).glob("*_*.txt") if p.stat().st_size]
    personal = {value for path in documents for value in personal_values(path)}
    assert len(personal) > 100
    assert [value for value in personal if value in text.casefold()] == []
