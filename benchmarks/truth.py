"""Both marts' cells from the truth alone, in exact fractions and rounded once.

Slow and simple on purpose: it is what the warehouse's SQL is measured against.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from benchmarks.model import Place
from benchmarks.regions import LAST_YEAR, LEVELS, Regions

PROGRAMME_PERIODS = {"S2": "2014-2020", "A7": "2014-2020"}
SCALE = 10**10


class Reading(Protocol):
    """What the cells need of a truth, of whatever form; a plan's `scope` is looked at too."""

    @property
    def project_code(self) -> str: ...
    @property
    def fund(self) -> str: ...
    @property
    def planned_start(self) -> date | None: ...
    @property
    def planned_end(self) -> date | None: ...
    @property
    def maakunnat(self) -> tuple[Place, ...]: ...
    @property
    def seutukunnat(self) -> tuple[Place, ...]: ...
    @property
    def kunnat(self) -> tuple[Place, ...]: ...
    @property
    def funding(self) -> Mapping[tuple[str, str], Decimal]: ...
    @property
    def indicators(self) -> Mapping[tuple[str, str], int]: ...


class CellKey(NamedTuple):
    """What a row of a mart is about; `item` is the measure or the indicator."""

    fund: str
    programme_period: str | None
    region_level: str
    region_code: str | None
    period_grain: str
    period: str
    item: str
    basis: str


Cells = dict[CellKey, tuple[Decimal, int]]
Figures = Iterator[tuple[Reading, Mapping[tuple[str, str], Decimal | int]]]


def funding_cells(truths: Iterable[Reading], regions: Regions) -> Cells:
    """`mart.funding_by_region_period`: (amount_eur, projects) by cell."""
    return _cells(((truth, truth.funding) for truth in truths), regions)


def indicator_cells(truths: Iterable[Reading], regions: Regions) -> Cells:
    """`mart.indicator_by_region_period`: (value, projects) by cell."""
    return _cells(((truth, truth.indicators) for truth in truths), regions)


def _cells(figures: Figures, regions: Regions) -> Cells:
    sums: dict[CellKey, Fraction] = {}
    projects: dict[CellKey, int] = {}
    seen: set[str] = set()
    for truth, values in figures:
        # A project adds to a cell once, so additions can be counted instead of codes.
        if truth.project_code in seen:
            raise ValueError(f"{truth.project_code} twice: one current truth for each project")
        seen.add(truth.project_code)
        for key, part in _contributions(truth, values, regions):
            sums[key] = sums[key] + part if key in sums else part
            projects[key] = projects.get(key, 0) + 1
    return {key: (round_half_up(value), projects[key]) for key, value in sums.items()}


def round_half_up(value: Fraction) -> Decimal:
    """The value at its tenth decimal; no cell is negative."""
    twice = 2 * value.denominator
    return Decimal((2 * SCALE * value.numerator + value.denominator) // twice).scaleb(-10)


def _contributions(
    truth: Reading, values: Mapping[tuple[str, str], Decimal | int], regions: Regions
) -> Iterator[tuple[CellKey, Fraction]]:
    head = (truth.fund, PROGRAMME_PERIODS.get(truth.project_code[:2]))
    periods = period_shares(truth.planned_start, truth.planned_end)
    parts = [
        ((*head, level, code, grain, period), share * weight)
        for level in LEVELS
        for code, share in region_shares(truth, level, regions).items()
        for grain, weights in periods.items()
        for period, weight in weights.items()
    ]
    for (item, basis), value in values.items():
        exact = Fraction(value)
        for cell, part in parts:
            yield CellKey(*cell, item, basis), exact * part


def shared_places(truth: Reading, regions: Regions) -> tuple[str, tuple[Place, ...]]:
    """The level and the places that share the value equally; none: one place that is unknown."""
    mainland = regions.mainland("maakunta", LAST_YEAR)
    if getattr(truth, "scope", None) == "national":
        # The box counts more than the lists, which may name some places or none.
        return "maakunta", tuple(Place("", code) for code in mainland)
    is_national = set(mainland) <= {place.code for place in truth.maakunnat}
    if truth.kunnat and not is_national:
        return "kunta", truth.kunnat
    if truth.seutukunnat and not is_national:
        return "seutukunta", truth.seutukunnat
    return "maakunta", truth.maakunnat or (Place("", None),)


def first_year(truth: Reading) -> int:
    """The year whose classification the names are read with."""
    first = truth.planned_start or truth.planned_end
    return first.year if first else LAST_YEAR


def region_shares(truth: Reading, level: str, regions: Regions) -> dict[str | None, Fraction]:
    """The share of every region at a level, None for what is not placed there."""
    own_level, places = shared_places(truth, regions)
    is_finer = LEVELS.index(level) < LEVELS.index(own_level)
    shares: dict[str | None, Fraction] = {}
    for place in places:
        code = None
        if place.code and not is_finer:
            code = regions.parent(own_level, place.code, level, first_year(truth))
        shares[code] = shares.get(code, Fraction(0)) + Fraction(1, len(places))
    return shares


def period_shares(start: date | None, end: date | None) -> dict[str, dict[str, Fraction]]:
    """By grain, the share of every period in the calendar days from start to end."""
    total = {"total": Fraction(1)}
    if start is None or end is None or start > end:
        unallocated = {"unallocated": Fraction(1)}
        return dict.fromkeys(("month", "quarter", "year"), unallocated) | {"total": total}
    days: dict[str, dict[str, int]] = {"month": {}, "quarter": {}, "year": {}}
    for month, count in _days_by_month(start, end):
        quarter = f"{month.year}Q{(month.month + 2) // 3}"
        names = {"month": f"{month:%Y-%m}", "quarter": quarter, "year": f"{month.year}"}
        for grain, name in names.items():
            days[grain][name] = days[grain].get(name, 0) + count
    length = (end - start).days + 1
    shares = {
        grain: {name: Fraction(count, length) for name, count in counts.items()}
        for grain, counts in days.items()
    }
    return shares | {"total": total}


def _days_by_month(start: date, end: date) -> Iterator[tuple[date, int]]:
    """The first of each month touched, and how many of its days are in the period."""
    while start <= end:
        following = (start.replace(day=1) + timedelta(31)).replace(day=1)
        yield start.replace(day=1), (min(end + timedelta(1), following) - start).days
        start = following
