"""Whether sums equal facts over many generated projects, and cells their contributions.

Run ``python -m benchmarks.conservation --count 10000``: makes descriptions and plans, takes them in
by the flow, and prints for both marts, at every level and grain, the sum, the facts and their
difference; then as many random cells as asked for, read in several ways, against the sums of
the projects behind them. Ends with 1 where anything differs.
"""

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generator import generate, generate_plans
from schemas.tables.mart import GRAINS
from schemas.tables.region import LEVELS
from warehouse.publish import warehouse_path
from warehouse.query import ask

# Mart, its columns of figures, and the facts it is made of.
MARTS = (
    ("funding_by_region_period", "measure", "amount_eur", "fact_funding", "measure"),
    ("indicator_by_region_period", "indicator", "value", "fact_indicator", "indicator_key"),
)
MACROS = (("funding", "measure", "amount_eur"), ("indicator", "indicator", "value"))
READINGS = ("", "classification_year := 2023", "weights := 'main.weight_population'")
PLAN_SHARE = 10  # one in so many is a plan
CELLS_A_READING = 10
CELL = ("fund", "programme_period", "region_code", "period", "basis")


def write_documents(folder: Path, count: int, seed: int) -> None:
    """Write `count` documents of as many projects, some of them with faults."""
    plans = count // PLAN_SHARE
    for made in (
        generate(count - plans, seed, defect_share=0.1),
        generate_plans(plans, seed, defect_share=0.1),
    ):
        for document in made:
            (folder / document.file_name).write_bytes(document.content)


def differences(path: Path) -> Iterator[tuple[str, str, str, Decimal, Decimal]]:
    """Mart, level, grain, the sum, and the largest difference of any figure from its facts.

    A figure is a measure or indicator of one fund, programme period and basis.
    """
    for mart, item, value, fact, fact_item in MARTS:
        query = f"""
            WITH fact AS (
                SELECT fund, programme_period, {fact_item} AS item, basis, sum({value}) AS total
                FROM latest.{fact} INNER JOIN main.dim_project USING (project_key) GROUP BY ALL),
            wanted AS (
                SELECT * FROM fact, unnest({list(LEVELS)}) AS level (region_level),
                    unnest({list(GRAINS)}) AS grain (period_grain)),
            mart AS (
                SELECT region_level, period_grain, fund, programme_period, {item} AS item, basis,
                    sum({value})::DECIMAL(38,10) AS total
                FROM mart.{mart} GROUP BY ALL)
            SELECT coalesce(mart.region_level, wanted.region_level) AS level,
                coalesce(mart.period_grain, wanted.period_grain) AS grain, sum(mart.total),
                max(abs(coalesce(mart.total, 0) - coalesce(wanted.total, 0)))
            FROM mart FULL JOIN wanted ON mart.fund = wanted.fund AND mart.item = wanted.item
                AND mart.programme_period IS NOT DISTINCT FROM wanted.programme_period
                AND mart.basis = wanted.basis AND mart.region_level = wanted.region_level
                AND mart.period_grain = wanted.period_grain
            GROUP BY ALL"""
        found = {(level, grain): sums for level, grain, *sums in ask(path, query)[1]}
        for level in LEVELS:
            for grain in GRAINS:
                total, difference = found[level, grain]
                yield mart, level, grain, total, difference


def random_cells(path: Path, count: int, seed: int) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Random cells of random readings: the reading, the cell, the sum of its contributions."""
    chosen = random.Random(seed)
    while count > 0:
        macro, item, value = chosen.choice(MACROS)
        shape = f"level := '{chosen.choice(LEVELS)}', grain := '{chosen.choice(GRAINS)}'"
        arguments = ", ".join(filter(None, [shape, chosen.choice(READINGS)]))
        taken = min(count, CELLS_A_READING)
        query = cells_and_sums(macro, (*CELL, item), value, arguments, chosen.random(), taken)
        for cell, behind in ask(path, query)[1]:
            yield f"{macro}({arguments})", cell, behind
        count -= taken


def cells_and_sums(
    macro: str, columns: tuple[str, ...], value: str, arguments: str, draw: float, count: int
) -> str:
    """SQL of some cells of a reading, drawn by a hash, with what the projects behind them make."""
    listed = ", ".join(columns)
    same = " AND ".join(f"cell.{c} IS NOT DISTINCT FROM behind.{c}" for c in columns)
    return f"""
        WITH cell AS (
            SELECT {listed}, {value} FROM reading.{macro}({arguments})
            ORDER BY hash({listed}, {draw}) LIMIT {count}),
        behind AS (
            SELECT {listed}, reading.rounded(sum({value})) AS {value}
            FROM reading.{macro}_contributions({arguments}) GROUP BY ALL)
        SELECT cell.{value}, behind.{value} FROM cell LEFT JOIN behind ON {same}"""


def take_in(folder: Path, home: Path) -> dict[str, Any]:
    """What the command says of taking in a folder."""
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "ingest",
        str(folder),
        "--home",
        str(home),
        "--json",
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(path: Path, cells: int, seed: int) -> int:
    """Print both comparisons; how many figures and cells differ."""
    wrong = 0
    print(f"{'mart':<28}{'level':<12}{'grain':<9}{'sum':>20}  sums minus facts")
    for mart, level, grain, total, difference in differences(path):
        wrong += round(difference, 2) != 0
        print(f"{mart:<28}{level:<12}{grain:<9}{total:>20.2f}{difference:>18.2f}")
    drawn = list(random_cells(path, cells, seed))
    unequal = [one for one in drawn if one[1] != one[2]]
    print(f"{len(drawn)} random cells of {len({one[0] for one in drawn})} readings; "
          f"{len(unequal)} differ from the sum of their contributions")  # fmt: skip
    return wrong + len(unequal)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="projects")
    parser.add_argument("--cells", type=int, default=200, help="random cells")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        documents, home = Path(folder) / "documents", Path(folder) / "home"
        documents.mkdir()
        write_documents(documents, chosen.count, chosen.seed)
        summary = take_in(documents, home)
        path = warehouse_path(home)
        projects = ask(path, "SELECT count(*) FROM latest.dim_project")[1][0][0]
        said = ", ".join(f"{summary[name]} {name}" for name in ("pulled", "loaded", "quarantined"))
        print(f"{said}, {projects} projects")
        return min(1, report(path, chosen.cells, chosen.seed))


if __name__ == "__main__":
    sys.exit(main())
