"""The main job on the sample documents, and what an analyst asks first."""

import sys
from pathlib import Path

from flows import console
from flows.commands import run_with_progress
from flows.environment import find_home, seconds_since_start
from flows.tables import print_rows
from warehouse.publish import warehouse_path
from warehouse.query import ask

SAMPLES = Path(__file__).parent.parent / "seeds" / "samples"
DELIVERIES = ("2023-06", "2023-12", "2024-03", "2024-06")
QUESTION = """
    PIVOT (
        SELECT region_name, indicator, period, round(value, 1) AS value
        FROM mart.indicator_by_region_period
        WHERE region_level = 'maakunta' AND period_grain = 'year' AND basis = 'planned'
            AND indicator IN ('participating_companies', 'participating_persons'))
    ON period USING sum(value) GROUP BY indicator, region_name ORDER BY indicator, region_name"""


def main() -> int:
    """Take in the sample deliveries; show indicators by region and year, and where things are."""
    home = find_home(None) / "demo"
    sources = [str(SAMPLES / delivery) for delivery in DELIVERIES]
    summary = run_with_progress("ingest", "ingest", home, sources=sources)
    wall = seconds_since_start()
    out = console.stdout()
    out.print("[bold]Planned indicators by region (maakunta) and year[/]")
    names, rows = ask(warehouse_path(home), QUESTION)
    print_rows(out, names, rows)
    console.show_summary(summary, home, wall)
    return 3 if summary.failed else 0


if __name__ == "__main__":
    sys.exit(main())
