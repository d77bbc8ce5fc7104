"""What was published on a day can be asked for ever after, whatever is received later."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from schemas.tables.mart import GRAINS
from schemas.tables.region import LEVELS
from tests.conftest import rows
from tests.transforms.made import DESCRIPTION
from tests.warehouse.made_history import edited
from warehouse.archive import Archive

pytestmark = pytest.mark.large

GRANTED = "Myönnetty EU- ja valtion rahoitus"
SECOND = (f"{GRANTED}: 80 000", f"{GRANTED}: 85 000")
THIRD = (f"{GRANTED}: 80 000", f"{GRANTED}: 60 000,01")
MOVED = ("Kunnat: Iitti", "Kunnat: Kouvola, Lahti")
LONGER = ("31.8.2021", "31.12.2022")
NEIGHBOUR = ("S29100", "S29101")
SAME_BENEFICIARY = ("Organisaatiotyyppi: Kuntayhtymä", "Organisaatiotyyppi: Kunta")
# What each day brings: three versions of one project on three days, and more a year later.
DELIVERIES = {
    "2024-03-01": [DESCRIPTION],
    "2024-03-15": [edited(DESCRIPTION, SECOND)],
    "2024-05-31": [edited(DESCRIPTION, THIRD, MOVED)],
    "2025-05-31": [
        edited(DESCRIPTION, SECOND, LONGER),
        *(edited(DESCRIPTION, (NEIGHBOUR[0], f"S2910{i}"), SAME_BENEFICIARY) for i in range(1, 4)),
    ],
}
DAYS = list(DELIVERIES)
SUBJECTS = (("funding", "measure", "amount_eur"), ("indicator", "indicator", "value"))
CELL = """fund, programme_period, region_level, region_code, region_name, period_grain, period,
    period_start, basis, projects"""
SHAPES = f"(VALUES {', '.join(map(str, product(LEVELS, GRAINS)))}) AS shape (level, grain)"
SPLITS = ("axis", "objective", "authority", "beneficiary_type", "start_year")
Rows = list[tuple[Any, ...]]


def mart(home: Path) -> list[Rows]:
    """All cells of both marts."""
    return [
        rows(home, f"SELECT {CELL}, {item}, {value} FROM mart.{name}_by_region_period ORDER BY ALL")
        for name, item, value in SUBJECTS
    ]


def as_reported(home: Path, day: str) -> list[Rows]:
    """The cells of both readings at every level and grain, as of a day."""
    return [
        rows(
            home,
            f"""SELECT {CELL}, {item}, {value} FROM {SHAPES}, LATERAL (FROM reading.{name}(
                level := shape.level, grain := shape.grain, as_of := '{day}')) ORDER BY ALL""",
        )
        for name, item, value in SUBJECTS
    ]


def split(home: Path, day: str) -> Rows:
    """Funding as of a day, split in every way there is."""
    parts = (
        f"SELECT '{by}', split_value, {CELL}, measure, amount_eur FROM reading.funding"
        f"(split_by := '{by}', as_of := '{day}')"
        for by in SPLITS
    )
    return rows(home, " UNION ALL ".join(parts) + " ORDER BY ALL")


def date_receipts(home: Path, day: str) -> None:
    """Let the last run's documents have been received on a day, a second apart."""
    archive = Archive(home)
    path = archive.receipts_path(archive.run_ids()[-1])
    receipts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for second, receipt in enumerate(receipts):
        receipt["received_at"] = f"{day}T21:59:{second:02}+00:00"
    path.write_text("".join(json.dumps(r) + "\n" for r in receipts), encoding="utf-8")


@pytest.fixture(scope="module")
def published(
    ingest: Callable[..., Any],
    rebuild: Callable[[Path], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[str, list[Rows]], dict[str, Rows]]:
    """A home after all deliveries, with what its marts and splits said on the day of each."""
    home, inbox = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("inbox")
    marts, splits = {}, {}
    for day, texts in DELIVERIES.items():
        for number, text in enumerate(texts):
            (inbox / f"{number}.txt").write_text(text, encoding="utf-8")
        summary = ingest(home, inbox)
        assert summary.pulled == len(texts)
        date_receipts(home, day)
        assert rebuild(home).published
        marts[day], splits[day] = mart(home), split(home, day)
    return home, marts, splits


@pytest.mark.parametrize("day", DAYS)
def test_every_cell_published_on_a_day_is_read_a_year_later(
    published: tuple[Path, dict[str, list[Rows]], dict[str, Rows]], day: str
) -> None:
    home, marts, splits = published
    assert as_reported(home, day) == marts[day]
    assert split(home, day) == splits[day]


def test_each_day_has_the_figures_of_its_version(
    published: tuple[Path, dict[str, list[Rows]], dict[str, Rows]],
) -> None:
    home, _, _ = published
    granted = """SELECT region_name, round(sum(amount_eur), 2)::VARCHAR
        FROM reading.funding(grain := 'total', as_of := '{}')
        WHERE measure = 'eu_state' AND basis = 'granted' GROUP BY ALL ORDER BY ALL"""
    said = {day: dict(rows(home, granted.format(day))) for day in [*DAYS, "2024-05-30"]}
    assert said == {
        "2024-03-01": {"Kymenlaakso": "80000.00"},
        "2024-03-15": {"Kymenlaakso": "85000.00"},
        "2024-05-30": {"Kymenlaakso": "85000.00"},
        "2024-05-31": {"Kymenlaakso": "30000.01", "Päijät-Häme": "30000.01"},
        "2025-05-31": {"Kymenlaakso": "325000.00"},
    }
    assert rows(home, granted.format("2024-02-29")) == []
