"""The documentation site: built strictly, whole, readable, and asking nothing of the net."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tests.reports.browser import Opened, running_browser, violations

# What a page loads by itself, as against what a reader may follow.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\bsrc=["']?([^"'\s>]+)"""
    r"""|<link\b(?![^>]*rel=["']?(?:canonical|prev|next))[^>]*?\bhref=["']?([^"'\s>]+)"""
    r"""|\burl\(["']?([^"')]+)"""
)
OUTSIDE = re.compile(r"(?:https?:)?//")
WITHIN = re.compile("file:|data:|blob:|about:")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does, without a network."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    unreachable = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | unreachable,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@contextmanager
def shown(browser: Browser, page: Path, scheme: Any = "light") -> Iterator[Opened]:
    """A page of the site from disk, with what it asks for beyond the disk."""
    tab = browser.new_page(viewport={"width": 1100, "height": 900}, color_scheme=scheme)
    seen = Opened(tab)
    tab.on("request", lambda one: WITHIN.match(one.url) or seen.requests.append(one.url))
    tab.on("console", lambda message: seen.errors.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: seen.errors.append(str(error)))
    tab.goto(page.as_uri())
    yield seen
    tab.close()


def test_every_page_is_in_the_navigation(site: Path) -> None:
    """An address that a page of docs/ has on the site is among those of the sidebar."""
    index = (site / "index.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="([\w./-]+\.html)" class="md-nav__link"', index))
    pages = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    assert len(pages) > 12
    assert {str(page.with_suffix(".html")) for page in pages} <= linked
    root = {"CHANGELOG.html", "CONTRIBUTING.html", "SECURITY.html", "benchmarks/index.html"}
    assert root <= linked


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    files = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert len(files) > 20
    for file in files:
        text = file.read_text(encoding="utf-8")
        loaded = [one for found in LOADED.findall(text) for one in found if one]
        assert loaded or file.suffix == ".css"
        assert [one for one in loaded if OUTSIDE.match(one)] == [], file


def test_diagrams_are_drawn_and_nothing_is_asked_for(site: Path, browser: Browser) -> None:
    with shown(browser, site / "dictionary.html") as seen:
        seen.page.wait_for_function("document.querySelectorAll('div.mermaid').length === 3")
        assert_quiet(seen)


def test_search_answers_from_disk(site: Path, browser: Browser) -> None:
    with shown(browser, site / "index.html") as seen:
        seen.page.fill("input.md-search__input", "kohdentamaton")
        seen.page.wait_for_selector(".md-search-result__item a")
        found = seen.page.eval_on_selector_all(
            ".md-search-result__item a", "all => all.map(one => one.href)"
        )
        assert any("questions.html" in link for link in found)
        assert_quiet(seen)


def assert_quiet(seen: Opened) -> None:
    assert (seen.requests, seen.errors) == ([], [])


@pytest.mark.large
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["analyse.html", "glossary.html"])
def test_page_is_accessible(page: str, scheme: Any, site: Path, browser: Browser) -> None:
    with shown(browser, site / page, scheme=scheme) as seen:
        found = violations(seen.page)
        # The theme gives each button for copying a landmark of its own, all of one name.
        assert [one for one in found if not one.startswith("landmark-unique")] == []
