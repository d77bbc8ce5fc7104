"""A list of 2021-2027 that is declared complete at a day, and projects of that period beside it.

Its rows and the descriptions are of other projects: of those described some had begun by that day
and are missing from it, the others begin later.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from random import Random

from benchmarks import layout
from benchmarks.edit import edit
from benchmarks.facts import draw_sheet
from benchmarks.generator import finish
from benchmarks.model import Defect, Generated, Sheet
from benchmarks.regions import project_regions

SECTION = "2021–2027"
FIRST_DAY, COMPLETE_AT = date(2021, 1, 1), date(2024, 6, 30)
LISTED_CODES, DESCRIBED_CODES = 10_000, 20_000
COLUMNS = (
    "Hankekoodi", "Rahasto", "Tl", "Et", "Hankkeen nimi", "Toteuttajan nimi",
    "Toteuttajan Y-tunnus", "Rahoittava viranomainen", "Toiminnan tila", "Aloituspvm",
    "Päättymispvm", "Suunniteltu EU- ja valtion rahoitus", "Suunniteltu julkinen rahoitus",
    "Toteutunut EU- ja valtion rahoitus", "Toteutunut julkinen rahoitus", "Sijainti",
)  # fmt: skip
DEFECTS_IN = 4


@dataclass(frozen=True)
class CompleteList:
    """A list as a file, the defects of its rows by code, and the descriptions beside it."""

    content: bytes
    defects: tuple[tuple[str, Defect], ...]
    descriptions: tuple[Generated, ...]


def generate_complete(count: int, seed: int = 1) -> CompleteList:
    """A list of `count` rows and a third as many descriptions; the same arguments give the same."""
    rows = [draw_row(index, Random(f"{seed}:{index}:complete")) for index in range(count)]
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([COLUMNS, *(cells for cells, _ in rows)])
    defects = tuple((cells[0], defect) for cells, defect in rows if defect)
    described = tuple(draw_described(count // 3, seed))
    return CompleteList(file.getvalue().encode(), defects, described)


def draw_period(rng: Random) -> tuple[date, date]:
    """A period of up to four years within the programme's window."""
    start = FIRST_DAY + timedelta(rng.randrange(1_600))
    return start, start + timedelta(rng.randint(100, 1_400))


def draw_row(index: int, rng: Random) -> tuple[list[str], Defect | None]:
    """The cells of a row; every fourth has a status that does not go with its period."""
    truth = draw_sheet(index, rng, project_regions()).truth
    start, end = draw_period(rng)
    is_over, is_ahead = end < COMPLETE_AT, start > COMPLETE_AT
    is_defective = index % DEFECTS_IN == 0 and (is_over or is_ahead)
    has_ended = is_over != is_defective
    planned = Decimal(rng.randint(10_000, 900_000))
    used = planned * 9 // 10 if has_ended else Decimal(0)
    body = truth.beneficiary
    cells = [
        f"S3{LISTED_CODES + index}", "ESR+", "4", "4.2", truth.name, body.name, body.business_id,
        "Lapin liitto", layout.ENDED if has_ended else layout.RUNNING, layout.write_date(start),
        layout.write_date(end), str(planned), str(planned), str(used), str(used), "FI1D7 Lappi",
    ]  # fmt: skip
    defect = Defect("status_contradicts_end", SECTION, "status", index + 2)
    return [cell or "" for cell in cells], defect if is_defective else None


def draw_described(count: int, seed: int) -> Iterator[Generated]:
    """Descriptions of projects that the list lacks: a fault where they had begun by its day."""
    for index in range(count):
        rng = Random(f"{seed}:{index}:described")
        sheet = draw_wide(index, rng)
        start, end = draw_period(rng)
        code = f"S3{DESCRIBED_CODES + index}"
        period = layout.write_period(layout.write_date(start), layout.write_date(end))
        written = {
            "project_code": code, "planned_period": period, "fund": layout.FUND_NAMES["ESF"],
        }  # fmt: skip
        facts = {"project_code": code, "planned_start": start, "planned_end": end, "fund": "ESF"}
        defect = Defect("not_on_complete_list", "1", "project_code")
        defects = (defect,) if start <= COMPLETE_AT else ()
        yield finish(edit(sheet, written, facts), defects)


def draw_wide(index: int, rng: Random) -> Sheet:
    """A description that names maakunnat alone: they are the same in every year."""
    while True:
        sheet = draw_sheet(index, rng, project_regions())
        if not (sheet.truth.seutukunnat or sheet.truth.kunnat):
            return sheet
