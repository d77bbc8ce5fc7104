"""Draws the figures of a plan: a budget that adds up, counts and days with their totals."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.plan_tables import (
    ACTUAL_LINES,
    B_COSTS,
    B_FUNDING,
    COSTS_ALL,
    COSTS_TOTAL,
    COUNSELLORS,
    DAY_TYPES,
    FLAT,
    FLAT_LINES,
    FUNDING_ALL,
    FUNDING_TOTAL,
    INCOME,
    LABOUR,
    MATRICES,
    NET,
    SIZE_TOTAL,
    SIZES,
    SUM,
    TRAINING_TOTAL,
    WAGES,
    Matrix,
    budget_key,
    funding_lines,
)

Counts = dict[str, int | None]
FLAT_RATES = (17, 24, 40)
ACTUAL_MODEL = "Tosiasiallisesti aiheutuneet kustannukset"
CENT = Decimal("0.01")


def draw_cost_model(rng: Random) -> tuple[str, int | None]:
    """The name of a cost model and its flat rate in per cent, if it has one."""
    rate = rng.choice((*FLAT_RATES, *FLAT_RATES, None, None))
    return (f"Flat rate {rate} % palkkakustannuksista", rate) if rate else (ACTUAL_MODEL, None)


def write_share(amount: int, net: int) -> Decimal:
    """An amount's share of the net costs in per cent, to two decimals."""
    return (Decimal(amount) * 100 / net).quantize(CENT, ROUND_HALF_UP)


def draw_flat(rng: Random, wages: int, rate: int) -> int:
    """The flat rate on wages, rounded to the euro or, as often seen, up to the next one."""
    up = 99 if rng.random() < 0.4 else 50
    return (wages * rate + up) // 100


def draw_costs(rng: Random, rate: int | None) -> dict[str, int]:
    """The item lines of table A's costs, in euros."""
    most = 10 ** rng.randint(4, 6)
    costs = {
        line: rng.choice((0, rng.randint(1, most), rng.randint(1, most) // 10))
        for line in (FLAT_LINES if rate else ACTUAL_LINES)
    }
    costs[WAGES] = rng.randint(5_000, 5_000 + most)
    if rate:
        # With the highest rate nothing else is reimbursed.
        costs |= {line: 0 for line in costs if rate == 40 and line != WAGES}
        costs[FLAT] = draw_flat(rng, costs[WAGES], rate)
    return costs


def draw_sources(rng: Random, net: int) -> list[int]:
    """Net costs by source: applied for, municipal, other public, private."""
    applied = net * rng.choice((50, 70, 75, 80, 80, 100)) // 100
    rest = net - applied
    private = rng.randint(0, rest) if rng.random() < 0.3 else 0
    other = rng.randint(0, rest - private) if rng.random() < 0.4 else 0
    return [applied, rest - private - other, other, private]


def draw_budget(rng: Random, project_code: str, rate: int | None) -> dict[str, Decimal]:
    """Every amount and share of section 7 by its name, in the order of the rows."""
    costs = draw_costs(rng, rate)
    total = sum(costs.values())
    income = rng.randint(1, total // 10) if rng.random() < 0.3 else 0
    net = total - income
    lines = funding_lines(project_code)
    sources = dict(zip(lines, draw_sources(rng, net), strict=True))
    ours = [rng.choice((0, 0, rng.randint(1, 60_000))) for _ in B_COSTS]
    theirs = list(reversed(ours)) if rng.random() < 0.3 else ours
    both = sum(ours)
    tables = {
        ("A", "costs"): costs | {COSTS_TOTAL: total, INCOME: income, NET: net},
        ("A", "funding"): sources | {FUNDING_TOTAL: net},
        ("B", "costs"): dict(zip(B_COSTS, ours, strict=True)) | {SUM: both},
        ("B", "funding"): dict(zip(B_FUNDING, theirs, strict=True)) | {SUM: both},
        ("total", "costs"): {COSTS_ALL: net + both},
        ("total", "funding"): {FUNDING_ALL: net + both},
    }
    amounts = {
        budget_key(*side, line): Decimal(amount)
        for side, rows in tables.items()
        for line, amount in rows.items()
    }
    shares = {line: write_share(amount, net) for line, amount in sources.items()}
    shares[FUNDING_TOTAL] = Decimal("100.00")
    return amounts | {
        f"{budget_key('A', 'funding', line)}.share": share for line, share in shares.items()
    }


def draw_cells(rng: Random, names: list[str], most: int) -> Counts:
    """Base cells: all blank, or some blank, some 0 and some counts."""
    filled = rng.choice((0.0, 0.3, 0.6, 0.9, 1.0))
    return {
        name: rng.choice((0, rng.randint(1, most), rng.randint(1, most)))
        if rng.random() < filled
        else None
        for name in names
    }


def add_up(cells: Mapping[str, int | None], *, may_be_blank: bool) -> int | None:
    """The total of some cells; of blank ones 0 or, in some plans, blank."""
    known = [count for count in cells.values() if count is not None]
    return None if may_be_blank and not known else sum(known)


def draw_women(rng: Random, most: int | None) -> int | None:
    """Women among a column's persons."""
    if most is None or rng.random() < 0.15:
        return None
    return rng.randint(0, most)


def total_matrix(matrix: Matrix, base: Counts, *, blank: bool) -> Counts:
    """Base cells with the totals of rows, columns and all, in the order of the rows."""

    def total(of_row: str | None, of_column: str | None) -> int | None:
        cells = {
            matrix.cell(row, column): base[matrix.cell(row, column)]
            for row in matrix.rows
            for column in matrix.columns
            if of_row in (None, row) and of_column in (None, column)
        }
        # A table is blank as a whole or has all its totals.
        is_blank = blank and all(count is None for count in base.values())
        return add_up(cells, may_be_blank=is_blank)

    counts: Counts = {}
    for row in matrix.rows:
        names = [matrix.cell(row, column) for column in matrix.columns]
        counts |= {name: base[name] for name in names}
        counts[matrix.cell(row, "total")] = total(row, None)
    counts |= {matrix.cell("total", column): total(None, column) for column in matrix.columns}
    return counts | {matrix.cell("total", "total"): total(None, None)}


def draw_matrix(rng: Random, matrix: Matrix, other_than: int | None = None) -> Counts:
    """12.2 or 12.4 with its women; the number of all is filed and is not `other_than`."""
    names = [matrix.cell(row, column) for row in matrix.rows for column in matrix.columns]
    base = draw_cells(rng, names, rng.choice((9, 60, 1_500)))
    blank = other_than is None and rng.random() < 0.3
    if other_than is not None and add_up(base, may_be_blank=False) == other_than:
        base[names[0]] = (base[names[0]] or 0) + 1
    counts = total_matrix(matrix, base, blank=blank)
    women = {
        matrix.women(column): draw_women(rng, counts[matrix.cell("total", column)])
        for column in matrix.columns
    }
    is_blank = counts[matrix.cell("total", "total")] is None
    return counts | women | {matrix.women("total"): add_up(women, may_be_blank=is_blank)}


def draw_companies(rng: Random, planned: int | None) -> Counts:
    """12.1; its total is `planned`, where that is given."""
    names = [f"participants.company_size.{size}" for size in SIZES]
    if planned is None:
        cells = draw_cells(rng, names, rng.choice((5, 40)))
        return cells | {SIZE_TOTAL: add_up(cells, may_be_blank=rng.random() < 0.4)}
    cells = dict.fromkeys(names)
    first = rng.randint(0, planned)
    cells |= dict(zip(rng.sample(names, 2), (first, planned - first), strict=True))
    return cells | {SIZE_TOTAL: planned}


def draw_training(rng: Random) -> Counts:
    """12.3 in person-days."""
    days = draw_cells(rng, [f"training.{kind}" for kind in DAY_TYPES], rng.choice((9, 2_000)))
    return days | {TRAINING_TOTAL: add_up(days, may_be_blank=rng.random() < 0.4)}


def draw_counts(rng: Random, companies: int | None, other_than: int | None) -> Counts:
    """Section 12 by name: its companies, and a number of persons, as another document has them."""
    counts = draw_companies(rng, companies)
    counts |= draw_matrix(rng, LABOUR, other_than)
    counts |= draw_training(rng)
    counts |= draw_matrix(rng, MATRICES[1])
    names = [f"participants.{name}" for name in COUNSELLORS]
    all_of_them = rng.choice((None, None, 0, rng.randint(1, 40)))
    return counts | dict(zip(names, (all_of_them, draw_women(rng, all_of_them)), strict=True))
