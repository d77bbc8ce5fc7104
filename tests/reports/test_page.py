"""The report says what the warehouse says, and nothing it is given becomes markup."""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports.figures import MOST_FINDINGS, read_figures
from reports.page import HERE, LANGUAGES, write_report
from tests.conftest import SAMPLES, rows
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.warehouse.made import build, take_in


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
    words = yaml.safe_load((HERE / "words" / f"{lang}.yaml").read_text(encoding="utf-8"))
    for name, value in words.items():
        texts = value if isinstance(value, list) else [value]
        assert all(isinstance(text, str) for text in texts), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_says_what_to_do_about_every_finding(
    lang: str, sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    page = write_report(sample_home[0] / "warehouse.duckdb", [tmp_path], lang=lang)
    text = html.unescape(page.read_text(encoding="utf-8"))
    query = f"""SELECT DISTINCT fix_{lang} FROM quality.rule INNER JOIN quality.finding USING (rule)
        INNER JOIN meta.document USING (document_id) WHERE status = 'loaded'"""
    assert [fix for (fix,) in rows(sample_home[0], query) if fix not in text] == []


def test_rows_refused_by_the_thousand_are_shown_in_part(tmp_path: Path) -> None:
    refused = [put(ROW, c0="")] * (MOST_FINDINGS + 1)
    take_in(tmp_path, [("x", as_csv(HEADER, OTHER, *refused).encode())])
    warehouse = build(tmp_path)
    assert len(read_figures(warehouse, None).refused_rows) == MOST_FINDINGS
    page = write_report(warehouse, [tmp_path], lang="en").read_text(encoding="utf-8")
    assert f"{MOST_FINDINGS}: <code>SELECT * FROM quality.refused_row</code>" in page
