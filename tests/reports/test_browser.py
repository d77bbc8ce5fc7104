"""The report as people meet it: in a browser of any width, by keyboard, by axe's rules."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.reports.browser import SCROLLERS, opened, running_browser, violations
from tests.reports.conftest import Report

pytestmark = pytest.mark.large

# A desk, a desk at 200 %, a phone, a desk at 400 %.
WIDTHS = (1100, 640, 390, 320)
FOCUSED = "document.activeElement === document.body ? null : document.activeElement.outerHTML"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


def test_page_opens_without_errors_and_asks_for_nothing(browser: Browser, report: Report) -> None:
    with opened(browser, report.page) as seen:
        seen.page.wait_for_load_state("networkidle")
        assert seen.page.locator("main").is_visible()
        assert seen.requests == []
        assert seen.errors == []


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[2]])
def test_axe_finds_nothing(width: int, browser: Browser, report: Report) -> None:
    with opened(browser, report.page, width) as seen:
        assert violations(seen.page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_only_tables_scroll_sideways(width: int, browser: Browser, report: Report) -> None:
    with opened(browser, report.page, width) as seen:
        wide, window = seen.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= window


def test_completeness_fits_a_desk(browser: Browser, report: Report) -> None:
    with opened(browser, report.page, WIDTHS[0]) as seen:
        tables = seen.page.locator(".scroll:has(.heat)")
        assert tables.count() > 0
        wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
        assert tables.evaluate_all(wide) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_keyboard_reaches_what_scrolls(width: int, browser: Browser, report: Report) -> None:
    with opened(browser, report.page, width) as seen:
        page = seen.page
        scrollers = page.evaluate(f"({SCROLLERS})().map(one => one.outerHTML)")
        named = page.evaluate(f"""({SCROLLERS})().filter(one => one.hasAttribute('tabindex')
            && (one.ariaLabel || one.getAttribute('aria-labelledby'))).length""")
        assert named == len(scrollers)
        assert set(scrollers) <= set(tabbed(page))


def tabbed(page: Any) -> Iterator[str]:
    """What the tab key reaches, until it leaves the page."""
    while True:
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return
        yield found
