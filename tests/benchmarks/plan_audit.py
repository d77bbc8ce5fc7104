"""The authority's rules on a plan's truth alone: whether the generator keeps its word.

Written apart from what spoils the plans, in the rules' own terms: sound plans break none, a
defective one the named rule and no other.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from benchmarks import plan_defects
from benchmarks.plan_model import ParticipantRow, PlanTruth
from benchmarks.plan_tables import FLAT, FUNDING_TOTAL, NET, WAGES
from benchmarks.regions import Regions

DIMENSIONS = ("age", "labour_status", "education", "size_class")
WOMEN_OF = {
    "women_by_labour_status": "age_and_labour_status",
    "women_by_education": "age_and_education",
    "women_counsellors": "counsellors",
}
SECTION_OF = {
    "company_size": "12.1", "age_and_labour_status": "12.2", "women_by_labour_status": "12.2",
    "age_and_education": "12.4", "women_by_education": "12.4", "women_counsellors": "12.5",
}  # fmt: skip
NONE = Decimal(0)
Amount = Decimal | None
Found = Iterator[tuple[str, str]]


def audit(truth: PlanTruth, regions: Regions) -> list[tuple[str, str]]:
    """Kind and section of every fault that shows in a truth alone.

    What cannot be read shows as missing, what stands nowhere (a foreign line) not at all.
    """
    checks: tuple[Callable[[PlanTruth], Found], ...] = (
        _missing, _wrong_values, _wrong_budget, _wrong_counts, _wrong_repeats,
    )  # fmt: skip
    found = [finding for check in checks for finding in check(truth)]
    return sorted([*found, *_wrong_places(truth, regions)])


def _missing(truth: PlanTruth) -> Found:
    for _, section, paths in plan_defects.MANDATORY:
        head, _, tail = paths[0].partition(".")
        value = getattr(truth, head)
        if tail:
            value = value[tail] if head == "texts" else getattr(value, tail)
        if value is None and f"section.{section}" in truth.lines:
            yield "mandatory_field_empty", section
    if not truth.maakunnat and truth.scope != "national":
        yield "region_missing", "10"


def _wrong_values(truth: PlanTruth) -> Found:
    digits, check = (truth.beneficiary.business_id or "0000000-0").split("-")
    weights = (7, 9, 10, 5, 8, 4, 2, 1)
    if sum(int(d) * w for d, w in zip(digits + check, weights, strict=True)) % 11:
        yield "business_id_invalid", "2"
    if int(truth.iban[4:] + "1518" + truth.iban[2:4]) % 97 != 1:
        yield "iban_invalid", "2"
    if not re.fullmatch(r"\d{5}", truth.beneficiary.postal_code or "00000"):
        yield "postal_code_invalid", "2"
    start, end = truth.planned_start, truth.planned_end
    if start and end and start > end:
        yield "period_reversed", "3"
    if any(d and not date(2014, 1, 1) <= d <= date(2023, 12, 31) for d in (start, end)):
        yield "period_outside_window", "3"
    if {"S": "ESF", "A": "ERDF"}[truth.project_code[0]] != truth.fund:
        yield "fund_contradicts_code", "merkinnät"
    for criterion in truth.sustainability:
        scores = [s for s in (criterion.direct, criterion.indirect) if s is not None]
        if any(abs(score) > 10 for score in scores):
            yield "score_out_of_range", "13.2"
        if any(scores) and not criterion.justification:
            yield "score_without_justification", "13.2"


def _wrong_budget(truth: PlanTruth) -> Found:
    amount = {(r.table, r.side, r.line): r.amount for r in truth.budget}
    net, funded = amount["A", "costs", NET], amount["A", "funding", FUNDING_TOTAL]
    for filed, parts in _sums(truth):
        known = [part for part in parts if part is not None]
        if filed is not None and len(known) == len(parts) and abs(filed - sum(known, NONE)) > 1:
            yield "budget_total_contradicts_lines", "7"
    if net and funded and abs(funded - net) > 1:
        yield "funding_differs_from_costs", "7"
    for row in truth.budget:
        if row.share is None or row.amount is None or not net or row.line == FUNDING_TOTAL:
            continue
        if abs(row.amount * 100 / net - row.share) > Decimal("0.01"):
            yield "share_contradicts_amount", "7"
    rate = re.search(r"Flat rate (\d+)", truth.cost_model or "")
    wages, flat = amount["A", "costs", WAGES], amount.get(("A", "costs", FLAT))
    if rate and wages and flat is not None and abs(wages * int(rate[1]) / 100 - flat) > 1:
        yield "flat_rate_contradicts_wages", "7"


def _sums(truth: PlanTruth) -> Iterator[tuple[Amount, list[Amount]]]:
    """Every total of section 7 and what it should be the sum of."""
    sides: dict[tuple[str, str], list[Amount]] = {}
    for row in truth.budget:
        sides.setdefault((row.table, row.side), []).append(row.amount)
    *items, total, income, net = sides["A", "costs"]
    *sources, funded = sides["A", "funding"]
    yield total, items
    yield funded, sources
    yield net, [total, None if income is None else -income]
    for first, side in ((net, "costs"), (funded, "funding")):
        *lines, both = sides["B", side]
        yield both, lines
        yield sides["total", side][0], [first, both]


def _within(cell: ParticipantRow, total: ParticipantRow) -> bool:
    return cell.breakdown == total.breakdown and all(
        getattr(total, name) in (None, getattr(cell, name)) for name in DIMENSIONS
    )


def _wrong_counts(truth: PlanTruth) -> Found:
    for total in truth.filed_totals:
        parts = [cell.count or 0 for cell in truth.participants if _within(cell, total)]
        if total.count is not None and total.count != sum(parts):
            yield "total_contradicts_parts", SECTION_OF[total.breakdown]
    days = [row.days or 0 for row in truth.training]
    if truth.training_total is not None and truth.training_total != sum(days):
        yield "total_contradicts_parts", "12.3"
    rows = [*truth.participants, *truth.filed_totals]
    for women in rows:
        everyone = [
            row.count or 0
            for row in rows
            if row.breakdown == WOMEN_OF.get(women.breakdown)
            and row.age is None
            and (row.labour_status, row.education) == (women.labour_status, women.education)
        ]
        if everyone and (women.count or 0) > everyone[0]:
            yield "women_exceed_all", SECTION_OF[women.breakdown]


def _wrong_repeats(truth: PlanTruth) -> Found:
    for key, text in truth.repeated.items():
        section, _, name = key.rpartition(".")
        number, title = (getattr(truth, f"{name}_{part}") for part in ("number", "title"))
        if number is not None and text != f"{number}. {title}":
            yield f"{name}_contradicts_section_3", section


def _wrong_places(truth: PlanTruth, regions: Regions) -> Found:
    named = {
        level: {p.code for p in getattr(truth, field)}
        for field, level in (("maakunnat", "maakunta"), ("seutukunnat", "seutukunta"))
    }
    if any(None in codes for codes in named.values()) or any(not p.code for p in truth.kunnat):
        yield "place_unknown", "10"
    for level, parents in named.items():
        kunnat = [regions.ever("kunta", p.code, level) for p in truth.kunnat if p.code]
        if kunnat and parents and not all(k & parents for k in kunnat):
            yield "place_outside_parent", "10"
        if kunnat and any(not any(parent in k for k in kunnat) for parent in parents if parent):
            yield "parent_without_place", "10"
    count = len(truth.maakunnat)
    if (
        (truth.scope == "one_region" and count > 1)
        or (truth.scope == "several_regions" and count == 1)
        or (truth.scope == "national" and 0 < count < 18)
    ):
        yield "scope_contradicts_regions", "10"
