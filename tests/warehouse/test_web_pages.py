"""Web pages in the warehouse: duplicates of their texts, and figures that share one source line."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import generate
from benchmarks.service_page import LOOKS, Look, page
from tests.transforms.made import DESCRIPTION, changed
from tests.transforms.made_plan import PLAN
from tests.warehouse.made import build, take_in
from warehouse.query import ask

ONE_LINE = Look(one_line=True, furniture=True)
QUERIES = {
    "findings": """SELECT project_code, rule, field, observed, expected FROM quality.finding
        ORDER BY ALL""",
    "compared": """SELECT project_code, field, kind, value, used FROM quality.reconciliation
        ORDER BY ALL""",
    "money": """SELECT project_key, measure, basis, amount_eur FROM main.fact_funding
        ORDER BY ALL""",
    "indicators": """SELECT project_key, indicator_key, basis, value FROM main.fact_indicator
        ORDER BY ALL""",
    "criteria": """SELECT project_key, criterion_key, direct, indirect,
        regexp_replace(justification, '\\s+', ' ', 'g') AS justification
        FROM main.fact_sustainability ORDER BY ALL""",
    "by region": """SELECT * FROM mart.funding_by_region_period
        ORDER BY ALL""",
}


def warehouse(home: Path, contents: list[bytes]) -> Path:
    take_in(home, [(f"{i}", content) for i, content in enumerate(contents)])
    return build(home)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Warehouses of the same documents as texts, and as pages on a single line each."""
    zero = changed("Suunniteltu: 12", "Suunniteltu: 0")
    zero = changed("Suunniteltu: 3", "Suunniteltu: 0", zero)
    made = [one.content.decode() for one in generate(12, seed=4, defect_share=0.5)]
    texts = [text for text in [zero, *made] if text.strip()]
    homes = [tmp_path_factory.mktemp(name) for name in ("texts", "pages")]
    plan = PLAN.encode()
    return (
        warehouse(homes[0], [*(text.encode() for text in texts), plan]),
        warehouse(homes[1], [*(page(text, ONE_LINE) for text in texts), plan]),
    )


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_what_stands_on_one_line_is_not_mixed(built: tuple[Path, Path], query: str) -> None:
    found: list[list[tuple[Any, ...]]] = [ask(path, query)[1] for path in built]
    assert found[0]
    assert found[1] == found[0]


def test_place_that_cannot_be_told_is_left_open(built: tuple[Path, Path]) -> None:
    query = """SELECT DISTINCT section FROM quality.finding
        WHERE rule = 'planned_zero_realised' AND project_code = 'S29100' ORDER BY ALL"""
    texts, pages = (ask(path, query)[1] for path in built)
    assert texts == [("7.1",), ("7.3",)]
    assert pages == [("7",)]


@pytest.mark.parametrize("look", [LOOKS["furniture"], ONE_LINE], ids=["lines", "one line"])
def test_real_descriptions_give_the_same_figures(
    real_descriptions: list[Path], tmp_path: Path, look: Look
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in real_descriptions]
    of_texts = warehouse(tmp_path / "texts", [text.encode() for text in texts])
    of_pages = warehouse(tmp_path / "pages", [page(text, look) for text in texts])
    for query in QUERIES.values():
        assert ask(of_pages, query)[1] == ask(of_texts, query)[1]


def test_page_of_a_known_text_is_a_duplicate(tmp_path: Path) -> None:
    assert take_in(tmp_path, [("text", DESCRIPTION.encode())]) == ["loaded"]
    assert take_in(tmp_path, [("page", page(DESCRIPTION, ONE_LINE))]) == ["duplicate"]
