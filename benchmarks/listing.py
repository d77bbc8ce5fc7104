"""A project list of 2014-2020 with known defects, and the same list as it stands some months later.

A row is of a project that no other document describes.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from itertools import count as counting
from random import Random

from benchmarks import defects_said, layout
from benchmarks.defects import BAD_AMOUNTS, BAD_ENDS
from benchmarks.facts import WINDOW, draw_sheet, write_code
from benchmarks.model import Defect, Truth
from benchmarks.plan_tables import FUND_SHORT
from benchmarks.regions import project_regions

LIST_CODES = 10_000
DEFECTS_IN = 5  # one row in so many has one
SECTION = "2014–2020"
MONEY = {
    "granted_eu_state": ("Myönnetty EU- ja valtion rahoitus", ("eu_state", "granted")),
    "realised_eu_state": ("Toteutunut EU- ja valtion rahoitus", ("eu_state", "realised")),
    "planned_public_total": (
        "Suunniteltu julkinen rahoitus yhteensä", ("public_total", "planned"),
    ),
    "realised_public_total": (
        "Toteutunut julkinen rahoitus yhteensä", ("public_total", "realised"),
    ),
}  # fmt: skip
COLUMNS = {
    "project_code": "Koodi", "fund": "Rahasto", "name": "Hankkeen nimi", "axis": "Tl",
    "authority": "Viranomainen", "status": "Tila", "planned_start": "Aloituspvm",
    "planned_end": "Päättymispvm", "beneficiary": "Toteuttajan nimi",
    **{name: label for name, (label, _) in MONEY.items()},
}  # fmt: skip
MANDATORY = ("name", "axis", "authority", "status", "planned_end", "beneficiary")
Cells = dict[str, str]
Made = tuple[Cells, str] | None


@dataclass(frozen=True)
class Row:
    """The cells of one row by field, the facts they were made of, and what is wrong with them."""

    cells: Mapping[str, str]
    truth: Truth
    defects: tuple[Defect, ...]


def generate_rows(count: int, seed: int = 1) -> Iterator[Row]:
    """Yield the rows of a list, one in five of them defective."""
    for index in range(count):
        turn, rest = divmod(index, DEFECTS_IN)
        make = None if rest else MAKERS[turn % len(MAKERS)]
        for attempt in counting():
            rng = Random(f"{seed}:{index}:{attempt}:row")
            truth = draw_sheet(index, rng, project_regions()).truth
            cells = write_cells(truth, write_code(truth.fund, LIST_CODES + index))
            if make is None:
                yield Row(cells, truth, ())
                break
            if made := make(cells, truth, rng):
                spoiled, field = made
                line = index + 2  # the header is the first
                yield Row(spoiled, truth, (Defect(make.__name__, SECTION, field, line),))
                break


def write_cells(truth: Truth, code: str) -> Cells:
    """The cells of a sound row."""
    money = {name: truth.funding.get(key) for name, (_, key) in MONEY.items()}
    return {
        "project_code": code,
        "fund": FUND_SHORT[truth.fund],
        "name": truth.name or "",
        "axis": str(truth.axis_number),
        "authority": truth.authority or "",
        "status": truth.status or "",
        "planned_start": layout.write_date(truth.planned_start),
        "planned_end": layout.write_date(truth.planned_end),
        "beneficiary": truth.beneficiary.name or "",
        **{name: "" if amount is None else f"{amount}" for name, amount in money.items()},
    }


def write_list(rows: list[Mapping[str, str]]) -> bytes:
    """Rows of cells as a file."""
    file = StringIO(newline="")
    writer = csv.DictWriter(file, list(COLUMNS), lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return file.getvalue().encode()


def later_rows(rows: list[Row]) -> list[Row]:
    """The same rows later: most unchanged, some with more money used, some with less.

    Only a version of its own can be an older one: of an unchanged row nothing new is said.
    """
    found = []
    for number, row in enumerate(rows, start=2):
        used = row.truth.funding.get(("eu_state", "realised"))
        is_changed = not row.defects and used is not None and used > 100 and number % 7 in (0, 1)
        if not is_changed or used is None:
            found.append(row)
            continue
        is_less = number % 7 == 0
        amount = used - used // 10 if is_less else row.truth.funding["eu_state", "granted"]
        public = max(amount, row.truth.funding["public_total", "realised"])
        cells = {
            **row.cells,
            "realised_eu_state": f"{amount}",
            "realised_public_total": f"{public}",
        }
        defect = Defect("older_document_counts", SECTION, "realised_eu_state", number)
        found.append(Row(cells, row.truth, (defect,) if is_less else ()))
    return found


def mandatory_field_empty(cells: Cells, _: Truth, rng: Random) -> Made:
    """A cell without which a row says too little."""
    field = rng.choice((*MANDATORY, "granted_eu_state", "planned_public_total"))
    return {**cells, field: ""}, field


def value_unreadable(cells: Cells, _: Truth, rng: Random) -> Made:
    """A day that no year has, or words for an amount."""
    if rng.random() < 0.5:
        field, text = "planned_end", rng.choice(BAD_ENDS[:2])
    else:
        field, text = rng.choice([*MONEY]), rng.choice(BAD_AMOUNTS)
    return {**cells, field: text}, field


def amount_negative(cells: Cells, truth: Truth, rng: Random) -> Made:
    """A correction that is larger than what was used, in a project that goes on."""
    if truth.status == layout.ENDED:
        return None
    return {**cells, "realised_eu_state": f"-{rng.randint(1, 900)}.50"}, "realised_eu_state"


def value_repaired(cells: Cells, truth: Truth, _: Random) -> Made:
    """An authority whose comma was lost, as many real rows have it (for information only)."""
    if "elinkeino-, " not in (truth.authority or ""):
        return None
    lost = (truth.authority or "").replace("elinkeino-, ", "elinkeino-  ")
    return {**cells, "authority": lost}, "authority"


def period_reversed(cells: Cells, truth: Truth, _: Random) -> Made:
    """An end before the start."""
    if truth.planned_start == truth.planned_end:
        return None
    start, end = cells["planned_end"], cells["planned_start"]
    return {**cells, "planned_start": start, "planned_end": end}, "planned_end"


def period_outside_window(cells: Cells, _: Truth, rng: Random) -> Made:
    """An end after 2023."""
    later = WINDOW[1] + timedelta(rng.randint(1, 300))
    return {**cells, "planned_end": layout.write_date(later)}, "planned_end"


def realised_exceeds_granted(cells: Cells, truth: Truth, _: Random) -> Made:
    """More used than granted, within public money."""
    granted = truth.funding["eu_state", "granted"]
    room = truth.funding["public_total", "planned"] - granted
    if granted < 100 or room < 1:
        return None
    used = granted + min(room, granted // 4 + 1)
    money = {"realised_eu_state": f"{used}", "realised_public_total": f"{used}"}
    return {**cells, **money}, "realised_eu_state"


def eu_state_exceeds_public_total(cells: Cells, truth: Truth, _: Random) -> Made:
    """Less public money planned than its part granted."""
    granted = truth.funding["eu_state", "granted"]
    if granted < 100:
        return None
    return {**cells, "planned_public_total": f"{granted - 50}"}, "granted_eu_state"


def fund_contradicts_code(cells: Cells, truth: Truth, _: Random) -> Made:
    """The other fund."""
    other = FUND_SHORT["ERDF" if truth.fund == "ESF" else "ESF"]
    return {**cells, "fund": other}, "project_code"


def series_contradicts_list(cells: Cells, truth: Truth, _: Random) -> Made:
    """A code of 2007-2013, of a project that both periods could have paid for."""
    if truth.planned_end is None or truth.planned_end.year > 2015:
        return None
    series = {"ESF": "S1", "ERDF": "A3"}[truth.fund]
    return {**cells, "project_code": f"{series}{cells['project_code'][2:]}"}, "project_code"


def status_unknown(cells: Cells, _: Truth, rng: Random) -> Made:
    """A status that no form has."""
    return {**cells, "status": rng.choice(defects_said.MISSPELT_STATUS)}, "status"


def authority_unknown(cells: Cells, _: Truth, rng: Random) -> Made:
    """An authority that nobody has founded."""
    return {**cells, "authority": rng.choice(defects_said.MADE_UP_AUTHORITIES)}, "authority"


def realised_far_from_planned(cells: Cells, truth: Truth, _: Random) -> Made:
    """An ended project that used a third of its money (for information only)."""
    granted = truth.funding["eu_state", "granted"]
    if truth.status != layout.ENDED or granted < 100:
        return None
    return {**cells, "realised_eu_state": f"{granted // 3}"}, "realised_eu_state"


MAKERS: tuple[Callable[[Cells, Truth, Random], Made], ...] = (
    mandatory_field_empty, value_unreadable, amount_negative, value_repaired, period_reversed,
    period_outside_window, realised_exceeds_granted, eu_state_exceeds_public_total,
    fund_contradicts_code, series_contradicts_list, status_unknown, authority_unknown,
    realised_far_from_planned,
)  # fmt: skip
