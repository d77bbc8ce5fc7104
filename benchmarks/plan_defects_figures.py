"""Defects of the tables: each moves as many figures as it takes for one rule alone to speak."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from benchmarks.defects import BAD_AMOUNTS
from benchmarks.plan_edit import PlanMade, PlanMaker, one, refigure, spoil_figure
from benchmarks.plan_figures import write_share
from benchmarks.plan_model import PlanSheet
from benchmarks.plan_tables import (
    B_COSTS,
    B_FUNDING,
    COSTS_ALL,
    COSTS_TOTAL,
    COUNSELLORS,
    FLAT,
    FUNDING_ALL,
    FUNDING_TOTAL,
    INCOME,
    LABOUR,
    MATRICES,
    NET,
    SIZE_TOTAL,
    SUM,
    TRAINING_TOTAL,
    WAGES,
    Matrix,
    as_count,
    budget_key,
    cost_lines,
    funding_lines,
    is_total,
    section_of,
)
from benchmarks.regions import Regions

BAD_COUNTS = ("noin {}", "yli {}", "{}–{}")
Change = Mapping[str, Decimal | int | None]


def _amount(sheet: PlanSheet, table: str, side: str, line: str) -> int:
    value = sheet.figures[budget_key(table, side, line)]
    if value is None:
        raise ValueError(f"{line} has no amount in a sound plan")
    return int(value)


def _raised(sheet: PlanSheet, amounts: Mapping[str, int]) -> Change:
    """Amounts by name, each so much higher."""
    return {key: (sheet.figures[key] or 0) + by for key, by in amounts.items()}


def unreadable_amount(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """An item line of table A that is no number."""
    keys = [budget_key("A", "costs", line) for line in cost_lines(sheet.figures)]
    sources = funding_lines(sheet.truth.project_code)
    keys += [budget_key("A", "funding", line) for line in sources]
    key = rng.choice(keys)
    spoiled = spoil_figure(sheet, key, rng.choice(BAD_AMOUNTS))
    return one(spoiled, "value_unreadable", "7", key)


def unreadable_count(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A cell of 12.2 that is no number; its women would be fewer than all without it."""
    candidates = []
    for row in LABOUR.rows:
        for column in LABOUR.columns:
            key = LABOUR.cell(row, column)
            count = as_count(sheet.figures[key])
            women = as_count(sheet.figures[LABOUR.women(column)]) or 0
            everyone = as_count(sheet.figures[LABOUR.cell("total", column)]) or 0
            if count and women <= everyone - count:
                candidates.append((key, count))
    if not candidates:
        return None
    key, count = rng.choice(candidates)
    spoiled = spoil_figure(sheet, key, rng.choice(BAD_COUNTS).format(count, count + 5))
    return one(spoiled, "value_unreadable", "12.2", key)


def total_contradicts_parts(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """One filed total of 12.1–12.4 that its cells do not give; women stay no more than all.

    Never of a table whose cells are all blank: what is not filed is not contradicted.
    """
    totals = [k for k in sheet.figures if is_total(k) or k in (SIZE_TOTAL, TRAINING_TOTAL)]
    filed = {k: as_count(sheet.figures[k]) for k in totals}
    section = rng.choice(("12.1", "12.2", "12.2", "12.3", "12.4", "12.4"))
    keys = [k for k in totals if section_of(k) == section and filed[k] is not None]
    if not keys:
        return None
    key = rng.choice(keys)
    right = filed[key] or 0
    wrong = right + rng.randint(2, 40)
    whole = right
    for matrix in MATRICES:
        most = filed[matrix.cell("total", "total")] or 0
        if section == matrix.section and key != matrix.women("total"):
            whole = most
        if key == matrix.women("total"):
            free = [count for count in range(most + 1) if abs(count - right) > 1]
            if not free:
                return None
            wrong = rng.choice(free)
    if not whole:
        return None
    return one(refigure(sheet, {key: wrong}), "total_contradicts_parts", section, key)


def _too_many_women(sheet: PlanSheet, rng: Random, matrix: Matrix) -> PlanMade:
    """One column with more women than all, the others without any, so that their total is right."""
    everyone = as_count(sheet.figures[matrix.cell("total", "total")]) or 0
    room = {
        column: everyone - (as_count(sheet.figures[matrix.cell("total", column)]) or 0)
        for column in matrix.columns
    }
    free = [column for column, rest in room.items() if rest > 0]
    if not free:
        return None
    column = rng.choice(free)
    women = everyone - room[column] + rng.randint(1, room[column])
    change: dict[str, int] = {matrix.women(other): 0 for other in matrix.columns}
    change |= {matrix.women(column): women, matrix.women("total"): women}
    key = matrix.women(column)
    return one(refigure(sheet, change), "women_exceed_all", matrix.section, key)


def women_exceed_all(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """More women than persons in one column of 12.2 or 12.4, or among the counsellors."""
    place = rng.choice((*MATRICES, None))
    if place:
        return _too_many_women(sheet, rng, place)
    everyone, women = (f"participants.{name}" for name in COUNSELLORS)
    most = as_count(sheet.figures[everyone])
    if most is None:
        return None
    spoiled = refigure(sheet, {women: most + rng.randint(1, 20)})
    return one(spoiled, "women_exceed_all", "12.5", women)


def _moved_source(sheet: PlanSheet, rng: Random) -> tuple[str, int] | None:
    """A funding line and some euros more for it that leave its share as it is printed."""
    net = _amount(sheet, "A", "costs", NET)
    moves = []
    for line in funding_lines(sheet.truth.project_code):
        amount = _amount(sheet, "A", "funding", line)
        share = write_share(amount, net)
        moves += [(line, by) for by in range(3, 40) if write_share(amount + by, net) == share]
    if not moves:
        return None
    line, by = rng.choice(moves)
    return budget_key("A", "funding", line), by


def budget_total_contradicts_lines(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """One total of section 7 that its lines do not give: mostly a line moves, the total stays."""
    by = rng.randint(3, 5_000)
    flat = (WAGES, FLAT)
    item = rng.choice([line for line in cost_lines(sheet.figures) if line not in flat])
    moved: dict[tuple[str, str, str], tuple[str, int] | None] = {
        ("A", "costs", COSTS_TOTAL): (budget_key("A", "costs", item), by),
        ("A", "costs", NET): (budget_key("A", "costs", INCOME), by),
        ("A", "funding", FUNDING_TOTAL): _moved_source(sheet, rng),
        ("B", "costs", SUM): (budget_key("B", "costs", rng.choice(B_COSTS)), by),
        ("B", "funding", SUM): (budget_key("B", "funding", rng.choice(B_FUNDING)), by),
        ("total", "costs", COSTS_ALL): (budget_key("total", "costs", COSTS_ALL), by),
        ("total", "funding", FUNDING_ALL): (budget_key("total", "funding", FUNDING_ALL), by),
    }
    total = rng.choice([*moved])
    if not (move := moved[total]):
        return None
    spoiled = refigure(sheet, _raised(sheet, dict([move])))
    return one(spoiled, "budget_total_contradicts_lines", "7", budget_key(*total))


def funding_differs_from_costs(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """Funding some euros above the net costs, too few to change a share; each side adds up."""
    if not (move := _moved_source(sheet, rng)):
        return None
    key, by = move
    totals = budget_key("A", "funding", FUNDING_TOTAL), budget_key("total", "funding", FUNDING_ALL)
    spoiled = refigure(sheet, _raised(sheet, dict.fromkeys((key, *totals), by)))
    return one(spoiled, "funding_differs_from_costs", "7", totals[0])


def share_contradicts_amount(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """One line's share off by a point or more."""
    key = budget_key("A", "funding", rng.choice(funding_lines(sheet.truth.project_code)))
    right = Decimal(sheet.figures[f"{key}.share"] or 0)
    off = Decimal(rng.randint(100, 2_000)).scaleb(-2)
    wrong = right + off if right + off <= 100 else right - off
    spoiled = refigure(sheet, {f"{key}.share": wrong})
    return one(spoiled, "share_contradicts_amount", "7", key)


def flat_rate_contradicts_wages(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A flat rate that is not that share of the wages, another line taking up the difference."""
    lines = cost_lines(sheet.figures)
    if FLAT not in lines:
        return None
    flat = budget_key("A", "costs", FLAT)
    other = budget_key("A", "costs", rng.choice([n for n in lines if n not in (WAGES, FLAT)]))
    by = rng.randint(4, max(5, min(5_000, _amount(sheet, "A", "costs", FLAT))))
    spoiled = refigure(sheet, _raised(sheet, {flat: -by, other: by}))
    return one(spoiled, "flat_rate_contradicts_wages", "7", flat)


FIGURE_MAKERS: tuple[PlanMaker, ...] = (
    unreadable_amount, unreadable_count, total_contradicts_parts, women_exceed_all,
    budget_total_contradicts_lines, funding_differs_from_costs, share_contradicts_amount,
    flat_rate_contradicts_wages,
)  # fmt: skip
