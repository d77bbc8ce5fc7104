"""The explorer of a warehouse with names and amounts that nobody expects."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser

from benchmarks.marts import MODELS
from reports.explorer.page import write_explorer
from tests.reports.browser import opened, running_browser
from tests.reports.test_explorer import cells, loaded, look, same_as_query
from warehouse.build import fill, models

pytestmark = pytest.mark.large

FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "</script><img src=x onerror=alert(1)>"
LARGE = Decimal("12345678901234.56")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def hostile(
    sample_home: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A warehouse with names and amounts nobody expects, its marts made of them, and its page."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "warehouse.duckdb"
    shutil.copy(sample_home[0] / "warehouse.duckdb", path)
    path.chmod(0o600)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE main.dim_project SET name = $name", {"name": FORMULA})
        connection.execute(
            """INSERT INTO main.dim_authority
            SELECT authority_key || 'x', name || $name FROM main.dim_authority""",
            {"name": SCRIPT},
        )
        connection.execute("UPDATE main.dim_project SET authority_key = authority_key || 'x'")
        connection.execute(
            """UPDATE main.fact_funding
            SET amount_eur = if(basis = 'granted', $large, -amount_eur / 3 - 0.005)""",
            {"large": LARGE},
        )
        for name in ("funding", "indicator"):
            connection.execute(f"DELETE FROM mart.{name}_by_region_period")
        for name, query in models():
            if name.startswith(MODELS):
                fill(connection, name, query)
    return path, write_explorer(path, folder)


def test_hostile_names_stay_text_and_large_amounts_exact(
    browser: Browser, hostile: tuple[Path, Path]
) -> None:
    warehouse, path = hostile
    with opened(browser, path) as seen:
        for view in ({}, {"basis": "realised", "level": "kunta", "grain": "month"}):
            look(seen.page, view)
            for name in ("table", "series"):
                same_as_query(warehouse, seen.page, name)
        authority = "Lapin liitto" + SCRIPT
        look(seen.page, {"authority": authority, "basis": "realised"})
        for name in ("table", "series", "projects"):
            same_as_query(warehouse, seen.page, name)
        assert authority in seen.page.locator("#chosen").inner_text()
        assert {row["name"] for row in loaded(seen.page, "projects")} == {f"'{FORMULA}"}
        assert {name for _, name, _ in cells(seen.page, "#projects")} == {FORMULA}
        assert seen.requests == []
        assert seen.errors == []
