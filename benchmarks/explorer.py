"""The explorer over 20,000 projects: ``python -m benchmarks.explorer``.

A warehouse of generated descriptions is multiplied as for the marts; the page is made of it and
opened from disk in Chromium. Choices are made one after another as a person makes them; told is how
long the page's thread works for each, and how long it takes until the browser has painted.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from benchmarks.marts import BASE, alone, build_base, count_rows, multiply
from reports.explorer.page import write_explorer
from warehouse.ddl import quoted

PROJECTS = 20_000
# What the page reads besides what the marts are made of.
MORE = ("main.dim_authority", "main.dim_programme", "main.dim_indicator", "main.weight_equal")
CHOICES = (
    ("item", "public_total"),
    ("basis", "realised"),
    ("fund", "ESF"),
    ("fund", ""),
    ("level", "kunta"),
    ("grain", "month"),
    ("region", "maakunta:01"),
    ("region", ""),
    ("item", "participating_persons"),
    ("level", "maakunta"),
    ("grain", "year"),
    ("period", "2019"),
)
CHOOSE = """([name, value]) => new Promise((done) => {
    const field = document.getElementById(`choose_${name}`);
    field.value = value;
    const begun = performance.now();
    addEventListener('hashchange', () => requestAnimationFrame(() =>
        setTimeout(() => done(performance.now() - begun))), { once: true });
    field.dispatchEvent(new Event('change'));
})"""


def complete(base: Path, path: Path) -> None:
    """Add to a multiplied warehouse what the page reads besides."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"ATTACH {quoted(str(base))} AS base (READ_ONLY)")
        for name in MORE:
            connection.execute(f"INSERT INTO {name} BY NAME FROM base.{name}")
        run = "INSERT INTO meta.run VALUES ('run', 'ingest', now()::TIMESTAMP, 0, 0, 0, 0, 0, 0)"
        connection.execute(run)


def measure(page: Any, path: Path) -> dict[str, float]:
    """Milliseconds until the first view, and of each choice."""
    work = worked_by(page)
    begun = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    found = {"milliseconds to the first view": 1000 * (time.perf_counter() - begun)}
    taken, worked = [], []
    for name, value in CHOICES:
        before = work()
        taken.append(page.evaluate(CHOOSE, [name, value]))
        worked.append(work() - before)
        found[f"milliseconds of work, {name} = {value or 'all'}"] = worked[-1]
    return found | {
        "milliseconds of work, median choice": median(worked),
        "milliseconds of work, slowest choice": max(worked),
        "milliseconds, median choice": median(taken),
    }


def worked_by(page: Any) -> Callable[[], float]:
    """What asks how many milliseconds the thread of a page has worked, waiting aside."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        worked = next(one["value"] for one in metrics if one["name"] == "TaskDuration")
        return 1000 * float(worked)

    return work


def main() -> None:
    """Make the page, choose, and print the figures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=BASE)
    parser.add_argument("--projects", type=int, default=PROJECTS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        base, path = build_base(chosen.documents, folder), folder / "many.duckdb"
        alone(multiply, base, path, chosen.projects // count_rows(base, "main.dim_project"))
        complete(base, path)
        begun = time.perf_counter()
        written = write_explorer(path, folder)
        found = {
            "projects": count_rows(path, "main.dim_project"),
            "seconds to write the page": time.perf_counter() - begun,
            "megabytes of the page": written.stat().st_size / 1e6,
        }
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        found |= measure(browser.new_page(viewport={"width": 1100, "height": 900}), written)
        browser.close()
    for what, value in found.items():
        print(f"{what:<44} {value:>12,.1f}")


if __name__ == "__main__":
    main()
