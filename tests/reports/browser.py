"""A page in the machine's Chromium, offline, with all it says and asks for written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.transforms.laid_out import program

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CELLS = """() => [...document.querySelectorAll('main table')].map(table => ({
    header: [...table.querySelectorAll('thead th')].map(cell => cell.textContent),
    cells: [...table.querySelectorAll('tbody td')].map(cell => cell.textContent)}))"""
WORDS = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
        if (!walker.currentNode.parentElement.closest('svg, style, script'))
            found.push(...walker.currentNode.data.split(/\\s+/));
    return found.filter(word => word); }"""
SCROLLERS = """() => [...document.querySelectorAll('body *')].filter(one =>
    one.scrollWidth > one.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))"""


@dataclass
class Opened:
    """A page and what went on while it was open."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def running_browser() -> Iterator[Browser]:
    found = program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, path: Path, width: int = 1100, beside: tuple[str, ...] = ()
) -> Iterator[Opened]:
    """The file in a window of so many pixels; what it asks for from elsewhere is not given.

    Files `beside` it, by their names, are.
    """
    given = [path.as_uri(), *(path.with_name(name).as_uri() for name in beside)]
    page = browser.new_page(viewport={"width": width, "height": 900})
    seen = Opened(page)

    def answer(route: Any) -> None:
        if route.request.url in given:
            route.continue_()
        else:
            seen.requests.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.on("console", lambda message: seen.errors.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.goto(path.as_uri())
    yield seen
    page.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong, with the elements."""
    found = AXE.run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]
