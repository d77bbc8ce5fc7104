"""Reports of the sample documents, and of one that says what no page has room for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reports.page import write_report
from tests.conftest import SAMPLES
from tests.warehouse.made import build, take_in

AUTHORITY = "Etelä-Savon maakuntaliitto"
UNBREAKABLE = "Kuvitteela" * 30


@dataclass(frozen=True)
class Report:
    """A page that was written, in which language and for whom."""

    page: Path
    lang: str
    authority: str | None


@pytest.fixture(scope="module", params=["fi", "sv", "en", "all", "unbreakable"])
def report(
    request: pytest.FixtureRequest,
    sample_home: tuple[Path, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Report:
    """One authority's report in each language, that of all, one with a word of 300 letters."""
    folder = tmp_path_factory.mktemp("report")
    warehouse = sample_home[0] / "warehouse.duckdb"
    lang, authority = request.param, AUTHORITY
    if request.param == "all":
        lang, authority = "fi", None
    elif request.param == "unbreakable":
        lang, warehouse = "fi", unbreakable(folder / "home")
    page = write_report(warehouse, [folder], lang=lang, authority=authority)
    return Report(page, lang, authority)


def unbreakable(home: Path) -> Path:
    """The warehouse of a document that names a place in one word longer than a page is wide."""
    text = (SAMPLES / "2023-06" / "A79903_kuvaus.txt").read_text(encoding="utf-8")
    assert "Kuvitteela" in text
    take_in(home, [("x", text.replace("Kuvitteela", UNBREAKABLE).encode())])
    return build(home)
