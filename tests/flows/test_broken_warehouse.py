"""A warehouse broken between build and validation: what is published, said and left alone."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import pytest
from lxml.html import HtmlElement, fromstring
from typer.testing import CliRunner

from flows import publication
from flows.cli import app
from tests.conftest import SAMPLES, rows

pytestmark = pytest.mark.large

PUBLISHED = SAMPLES / "2023-06" / "S29001_kuvaus.txt"
NEWS = SAMPLES / "2023-06" / "S29002_kuvaus.txt"
KEY = "project_key = 'S29002.1'"
READINGS = {
    f"reading_{name}_conserved"
    for name in (
        "as_of_first_day", "by_authority", "by_axis", "by_beneficiary_type", "by_objective",
        "by_population", "by_start_year", "of_first_year", "of_last_year",
    )
}  # fmt: skip
WHOLE_PROJECT = f"INSERT INTO main.dim_project SELECT * FROM main.dim_project WHERE {KEY}"
# What is done to the finished warehouse, and the critical expectations that it breaks.
CRITICAL = {
    "an orphan key": (
        f"UPDATE main.fact_funding SET project_key = 'S29777.1' WHERE {KEY}",
        {"main_fact_funding_project_key_known", "main_fact_funding_source_known",
         "funding_conserved"},
    ),
    "a share of 0.9": (
        f"UPDATE main.bridge_project_region SET share_part = 9, share_whole = 10 WHERE {KEY}",
        {"region_shares_whole", "shares_follow_parts", *READINGS},
    ),
    "a negative count": (
        f"UPDATE main.fact_indicator SET value = -1 WHERE {KEY} AND basis = 'planned'",
        {"main_fact_indicator_values_in_contract", "indicators_conserved"},
    ),
    "a project twice": (
        WHOLE_PROJECT,
        {"main_dim_project_key_unique", "one_current_version", "versions_in_sequence",
         "region_shares_whole", "month_shares_whole", "funding_conserved", "indicators_conserved"},
    ),
    "two current versions": (
        f"{WHOLE_PROJECT}; UPDATE main.dim_project SET project_key = 'S29002.2', version = 2 "
        f"WHERE {KEY} AND rowid = (SELECT max(rowid) FROM main.dim_project)",
        {"one_current_version", "versions_in_sequence", "region_shares_whole",
         "month_shares_whole"},
    ),
    "an amount that is NULL": (
        "ALTER TABLE main.fact_funding ALTER amount_eur DROP NOT NULL; "
        f"UPDATE main.fact_funding SET amount_eur = NULL WHERE {KEY} AND basis = 'granted'",
        {"main_fact_funding_values_in_contract", "funding_conserved"},
    ),
}  # fmt: skip
WARNING = (
    "UPDATE main.fact_sustainability SET direct = 11 "
    f"WHERE {KEY} AND criterion_key = (SELECT min(criterion_key) FROM main.fact_sustainability)"
)


@pytest.fixture(scope="module")
def published(ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one published project."""
    home: Path = tmp_path_factory.mktemp("published")
    assert ingest(home, PUBLISHED).published
    return home


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    copytree(published, tmp_path / "home")
    return tmp_path / "home"


def break_built(statements: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have statements run on every warehouse that is built, before it is validated."""
    whole = publication.build_warehouse

    def build_broken(path: Path, *arguments: Any) -> None:
        whole(path, *arguments)
        with duckdb.connect(str(path)) as connection:
            connection.execute(statements)

    monkeypatch.setattr(publication, "build_warehouse", build_broken)


def data_docs(home: Path) -> HtmlElement:
    """The page of the Data Docs."""
    return fromstring((home / "reports" / "data_docs" / "index.html").read_bytes())


def results(home: Path) -> dict[str, tuple[str, str]]:
    """Result and number of violations of each expectation as the Data Docs show them."""
    found = data_docs(home).findall(".//div[@class='results']//tbody/tr")
    cells = [[cell.text_content().strip() for cell in row] for row in found]
    return {name: (result, violations) for result, violations, _, _, name in cells}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(("statements", "names"), CRITICAL.values(), ids=CRITICAL)
def test_a_critical_failure_publishes_nothing_and_is_named(
    statements: str,
    names: set[str],
    home: Path,
    ingest: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = home / "reports" / "explorer" / "index.html"
    before, shown_before = digest(home / "warehouse.duckdb"), digest(shown)
    break_built(statements, monkeypatch)
    summary = ingest(home, NEWS)
    assert set(summary.failed) == names
    assert not summary.published
    assert digest(home / "warehouse.duckdb") == before
    assert digest(shown) == shown_before
    report = (home / "reports" / "latest" / "index.html").read_text(encoding="utf-8")
    assert [name for name in names if name not in report] == []
    assert {name for name, (said, _) in results(home).items() if said == "failed"} == names
    said = data_docs(home).find(".//div[@class='outcome failed']").text_content()
    assert f"not published, what was published before stays; critical failures: {len(names)}" in (
        " ".join(said.split())
    )


def test_the_command_ends_with_3_until_the_cause_is_mended(
    home: Path, server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["ingest", str(NEWS), "--json", "--home", str(home)]
    before = digest(home / "warehouse.duckdb")
    with monkeypatch.context() as broken:
        statements, (name, *_) = CRITICAL["a share of 0.9"]
        break_built(statements, broken)
        result = CliRunner().invoke(app, command)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["published"] is False
    assert name in result.stderr
    assert digest(home / "warehouse.duckdb") == before

    mended = CliRunner().invoke(app, command)
    assert mended.exit_code == 0
    assert json.loads(mended.stdout)["published"] is True
    assert "failed" not in {said for said, _ in results(home).values()}
    current = "SELECT project_code FROM latest.dim_project ORDER BY 1"
    assert rows(home, current) == [("S29001",), ("S29002",)]


def test_a_warning_is_published_and_shown(
    home: Path, ingest: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_built(WARNING, monkeypatch)
    summary = ingest(home, NEWS)
    assert (summary.failed, summary.published) == ([], True)
    broken = "SELECT expectation, violations FROM meta.expectation WHERE severity = 'warning' "
    assert rows(home, f"{broken} AND violations > 0") == [("scores_off_scale_found", 1)]
    assert results(home)["scores_off_scale_found"] == ("failed", "1")
    said = data_docs(home).find(".//div[@class='outcome passed']").text_content()
    assert "published; warnings: 1" in said


def test_a_run_without_news_leaves_the_data_docs(home: Path, ingest: Callable[..., Any]) -> None:
    page = home / "reports" / "data_docs" / "index.html"
    before = page.read_bytes(), page.stat().st_mtime_ns
    assert ingest(home, PUBLISHED).unchanged == 1
    assert (page.read_bytes(), page.stat().st_mtime_ns) == before
