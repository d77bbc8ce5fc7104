"""Figures of the benchmarks, kept with day, versions and machine.

``python -m benchmarks.results`` shows the last ones of each benchmark and draws them.
"""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.plot import draw

FILE = Path(__file__).parent / "results.jsonl"
PARTS = ("duckdb", "polars", "pandera", "prefect", "lxml")


def keep(benchmark: str, figures: Mapping[str, float]) -> None:
    """Append the figures of a benchmark to those of earlier days, and print them."""
    row = {
        "benchmark": benchmark,
        "measured_at": f"{datetime.now(UTC):%Y-%m-%d}",
        "code": commit(),
        "machine": machine(),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in PARTS},
        },
        "figures": {name: round(value, 3) for name, value in figures.items()},
    }
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    show(row)


def commit() -> str:
    """The commit that was measured, marked where files other than the figures differ from it."""
    others = [":!*/results.*", ":!*.md"]
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ":/", *others)
    return git("describe", "--always") + ("-dirty" if changed else "")


def git(*arguments: str) -> str:
    """What git says in this checkout."""
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=FILE.parent, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def machine() -> str:
    """Processors and memory of this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.machine()}, {os.cpu_count()} processors, {memory:.0f} GiB"


def kept() -> list[dict[str, Any]]:
    """All rows, oldest first."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def show(row: Mapping[str, Any]) -> None:
    """The figures of one benchmark as a table."""
    title = f"{row['benchmark']} · {row['measured_at']} · {row['code']} · {row['machine']}"
    table = Table("figure", "value", title=title, title_justify="left")
    for name, value in row["figures"].items():
        table.add_row(name, f"{value:,.3f}".rstrip("0").rstrip("."))
    Console().print(table)


def main() -> None:
    """Show the last figures of each benchmark, and draw them into a picture."""
    latest = {row["benchmark"]: row for row in sorted(kept(), key=lambda row: row["benchmark"])}
    for row in latest.values():
        show(row)
    FILE.with_suffix(".svg").write_text(draw(list(latest.values())), encoding="utf-8")


if __name__ == "__main__":
    main()
