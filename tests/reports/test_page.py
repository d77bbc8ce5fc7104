"""The report says what the warehouse says, and nothing it is given becomes markup."""

import html
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml.html import document_fromstring

from reports.figures import MOST_ROWS, read_figures
from reports.formats import percent
from reports.page import LANGUAGES, SECTIONS, environment, page_context, read_words, write_report
from reports.scores import score_rows
from tests.conftest import SAMPLES, rows
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.warehouse.made import build, take_in

pytestmark = pytest.mark.large


@pytest.fixture(scope="module")
def pages(
    sample_home: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The page of the samples over all authorities in each language."""
    warehouse = sample_home[0] / "warehouse.duckdb"
    folder = tmp_path_factory.mktemp("pages")
    return {lang: parsed(write_report(warehouse, [folder / lang], lang=lang)) for lang in LANGUAGES}


def parsed(page: Path) -> Any:
    return document_fromstring(page.read_text(encoding="utf-8"))


def text_of(node: Any) -> str:
    """The words of an element as one line."""
    return " ".join("".join(node.itertext()).split())


def test_money_of_the_report_is_that_of_the_mart(sample_home: tuple[Path, Any]) -> None:
    warehouse = sample_home[0] / "warehouse.duckdb"
    found = {r["code"]: round(r["granted_eur"]) for r in read_figures(warehouse, None).regions}
    query = """SELECT region_code, round(sum(amount_eur)) FROM mart.funding_by_region_period
        WHERE region_level = 'maakunta' AND period_grain = 'total'
            AND measure = 'eu_state' AND basis = 'granted' GROUP BY region_code"""
    assert found == {code: int(amount) for code, amount in rows(warehouse, query)}


def test_authorities_share_out_all_projects(sample_home: tuple[Path, Any]) -> None:
    warehouse = sample_home[0] / "warehouse.duckdb"
    everything = read_figures(warehouse, None)
    parts = [read_figures(warehouse, str(a["name"])).counts for a in everything.authorities]
    for name in ("projects", "errors", "warnings", "infos"):
        assert sum(part[name] for part in parts) == everything.counts[name]


def test_a_refused_document_is_shown_to_its_authority(sample_home: tuple[Path, Any]) -> None:
    query = """SELECT authority, list(document_id ORDER BY document_id) FROM quality.quarantine
        WHERE authority IS NOT NULL GROUP BY authority"""
    refused = rows(sample_home[0], query)
    assert refused
    for authority, documents in refused:
        shown = read_figures(sample_home[0] / "warehouse.duckdb", authority).quarantine
        assert sorted(row["document_id"] for row in shown) == documents


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_stay_text(lang: str, ingest: Callable[..., Any], tmp_path: Path) -> None:
    text = (SAMPLES / "2023-06" / "A79903_kuvaus.txt").read_text(encoding="utf-8")
    hostile = text.replace("Kuvitteela", "<script>alert(1)</script>")
    assert hostile != text
    (tmp_path / "<b>.txt").write_text(hostile, encoding="utf-8")
    ingest(tmp_path / "home", tmp_path / "<b>.txt")
    page = write_report(tmp_path / "home" / "warehouse.duckdb", [tmp_path], lang=lang)
    html = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "<b>.txt" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_text(lang: str) -> None:
    """A colon within an unquoted item would make a mapping of it, and the page would show that."""
    for name, value in read_words(lang).items():
        texts = value if isinstance(value, list) else [value]
        assert all(isinstance(text, str) for text in texts), name


def test_languages_have_the_same_words() -> None:
    shapes = [
        {name: len(v) if isinstance(v, list) else 1 for name, v in read_words(lang).items()}
        for lang in LANGUAGES
    ]
    assert shapes == [shapes[0]] * len(LANGUAGES)
    assert len(LANGUAGES) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_says_what_to_do_about_every_finding(
    lang: str, sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    page = write_report(sample_home[0] / "warehouse.duckdb", [tmp_path], lang=lang)
    text = html.unescape(page.read_text(encoding="utf-8"))
    query = f"""SELECT DISTINCT fix_{lang} FROM quality.rule INNER JOIN quality.finding USING (rule)
        INNER JOIN meta.document USING (document_id) WHERE status = 'loaded'"""
    assert [fix for (fix,) in rows(sample_home[0], query) if fix not in text] == []


def test_rows_not_shown_are_counted(tmp_path: Path) -> None:
    refused = [put(ROW, c0="")] * (MOST_ROWS + 7)
    take_in(tmp_path, [("x", as_csv(HEADER, OTHER, *refused).encode())])
    page = write_report(build(tmp_path), [tmp_path], lang="en").read_text(encoding="utf-8")
    assert "Rows not shown here: 7: <code>SELECT * FROM quality.refused_row</code>" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_needs_nothing_from_outside(lang: str, pages: dict[str, Any]) -> None:
    page = pages[lang]
    assert page.get("lang") == lang
    assert not page.xpath("//script | //link | //img | //iframe")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = set(page.xpath("//a/@href"))
    inside = {link for link in links if link.startswith("#")}
    assert inside <= {f"#{one}" for one in ids}
    assert links - inside == {"findings.csv", "findings.xlsx"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_and_charts_can_be_read_aloud(lang: str, pages: dict[str, Any]) -> None:
    page = pages[lang]
    assert page.xpath("//table")
    assert not page.xpath("//table[not(caption)]")
    assert not page.xpath("//th[not(@scope)]")
    assert page.xpath("//svg")
    assert not page.xpath("//svg[not(@aria-hidden='true')]")
    charts = page.xpath("//svg[not(contains(@class, 'spark'))]")
    assert [chart.getparent().get("role") for chart in charts] == ["img"] * len(charts)
    assert all(chart.getparent().get("aria-label") for chart in charts)
    assert not page.xpath("//*[@class='scroll'][not(@tabindex='0') or not(@aria-label)]")
    levels = [int(node.tag[1]) for node in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sections_stand_in_order(pages: dict[str, Any]) -> None:
    assert pages["fi"].xpath("//h2/@id") == ["scores", "came_in", "to_do", *SECTIONS]


def test_finnish_words_are_marked_on_other_pages(pages: dict[str, Any]) -> None:
    for lang in ("sv", "en"):
        assert "Etelä-Savon maakuntaliitto" in pages[lang].xpath("//*[@lang='fi']/text()")
    assert not pages["fi"].xpath("//body//*[@lang='fi']")


def test_scores_on_the_page_are_those_of_the_figures(
    sample_home: tuple[Path, Any], pages: dict[str, Any]
) -> None:
    figures = read_figures(sample_home[0] / "warehouse.duckdb", None)
    expected = [
        (row["title"], percent(row["score"], "fi"))
        for row in score_rows(figures, "fi")
        if row["score"] is not None
    ]
    shown = [
        (text_of(row.find("th")), "".join(row.find("td").itertext()).strip(" "))
        for row in pages["fi"].xpath("//table[@class='score']/tbody/tr")
    ]
    assert shown == expected


def test_what_is_accepted_is_not_deficient(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    copy = tmp_path / "accepted.duckdb"
    shutil.copyfile(sample_home[0] / "warehouse.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE quality.score_by_authority SET accepted = failed")
    figures = read_figures(copy, None)
    failed = {row["criterion"]: row["failed"] for row in figures.scores}
    assert any(failed.values())
    page = parsed(write_report(copy, [tmp_path], lang="en"))
    shown = page.xpath("//table[@class='score']/tbody/tr")
    wanted = [row for row in score_rows(figures, "en") if row["score"] is not None]
    for line, row in zip(shown, wanted, strict=True):
        assert "100%" in text_of(line.findall("td")[0])
        number = failed[row["name"]]
        accepted = f"accepted {number}" if number else ""
        assert text_of(line.findall("td")[1]) == f"0 / {row['checked']}{accepted}"


def test_rules_on_the_page_have_their_counts(
    sample_home: tuple[Path, Any], pages: dict[str, Any]
) -> None:
    query = """SELECT rule.rule, count(*) FROM quality.finding INNER JOIN quality.rule USING (rule)
        WHERE in_force AND finding.severity <> 'info' GROUP BY ALL"""
    for rule, number in rows(sample_home[0], query):
        (said,) = pages["en"].xpath(f"//h4[@id='{rule}']/following-sibling::p[1]")
        assert f"Findings {number} ·" in text_of(said)
        (table,) = pages["en"].xpath(f"//h4[@id='{rule}']/following-sibling::div[1]/table")
        assert len(table.xpath("tbody/tr")) == number


def test_an_authority_s_page_names_no_other(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    warehouse = sample_home[0] / "warehouse.duckdb"
    own = "Hämeen liitto"
    page = write_report(warehouse, [tmp_path], authority=own).read_text(encoding="utf-8")
    assert own in page
    others = rows(warehouse, f"SELECT name FROM latest.dim_authority WHERE name <> '{own}'")
    assert others
    assert [name for (name,) in others if name in page] == []


def test_what_failed_is_named_with_its_meaning(
    sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    warehouse = sample_home[0] / "warehouse.duckdb"
    page = parsed(write_report(warehouse, [tmp_path], lang="sv", failed=("region_shares_whole",)))
    query = "SELECT meaning FROM meta.expectation WHERE expectation = 'region_shares_whole'"
    ((meaning,),) = rows(warehouse, query)
    banner = text_of(page.xpath("//*[@role='alert']")[0])
    assert read_words("sv")["not_published"] in banner
    assert f"region_shares_whole {meaning}" in banner
    assert read_words("sv")["published"] not in text_of(page.find("body"))


def test_results_of_the_checks_are_linked_where_they_are(
    sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    for folder in ("data_docs", "run/data_docs"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").touch()
    folders = [tmp_path / "run", tmp_path / "latest", tmp_path / "elsewhere" / "x"]
    write_report(sample_home[0] / "warehouse.duckdb", folders, lang="en")
    assert [links_to(folder, "data_docs") for folder in folders] == [
        ["data_docs/index.html"],
        ["../data_docs/index.html"],
        [],
    ]
    assert [links_to(folder, "explorer") for folder in folders] == [[], [], []]


def test_explorer_is_linked_where_there_is_one(sample_home: tuple[Path, Any]) -> None:
    home, summary = sample_home
    for name in ("latest", summary.run_id):
        (link,) = links_to(home / "reports" / name, "explorer")
        assert (home / "reports" / name / link).exists()


def test_a_run_s_page_keeps_the_results_of_its_checks(sample_home: tuple[Path, Any]) -> None:
    home, summary = sample_home
    folder = home / "reports" / summary.run_id
    assert links_to(folder, "data_docs") == ["data_docs/index.html"]
    assert f"Run {summary.run_id}" in text_of(parsed(folder / "data_docs" / "index.html"))
    assert links_to(home / "reports" / "latest", "data_docs") == ["../data_docs/index.html"]


def links_to(folder: Path, what: str) -> list[str]:
    """Where the page of a folder links to what has such a name."""
    links = parsed(folder / "index.html").xpath("//a/@href")
    return [str(link) for link in links if what in link]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_home_with_nothing_read_has_a_page(lang: str, tmp_path: Path) -> None:
    take_in(tmp_path, [("x", b"")])
    figures = read_figures(build(tmp_path), None)
    context = page_context(figures, lang, None, ())
    page = (
        environment(lang)
        .get_template("report.html.j2")
        .render(context, data_docs=None, explorer=None)
    )
    assert read_words(lang)["nothing_found"] in page
