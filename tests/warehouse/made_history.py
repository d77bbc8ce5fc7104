"""Made-up versions of one project in documents of three kinds, and short ways to ask of them."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.transforms.made import DESCRIPTION, SUMMARY, changed
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.transforms.made_plan import PLAN
from warehouse.query import ask

Rows = list[tuple[Any, ...]]
CODE = "S29100"
CHANGE = (
    "table_name, item, column_name, before, after, "
    "document_id_before, line_number_before, document_id, line_number"
)


def edited(text: str, *edits: tuple[str, str]) -> str:
    """A text with several places of it changed."""
    for old, new in edits:
        text = changed(old, new, text)
    return text


def listed(realised: str = "0", *more: tuple[str, ...]) -> bytes:
    """A list on which the project stands on the third line."""
    row = put(OTHER, c0=CODE, c2="Taitopolku", c10=realised)
    return as_csv(HEADER, put(ROW, c0="A79102"), row, *more).encode()


EDITS = (
    ("Hankkeen nimi: Taitopolku", "Hankkeen nimi: Kasvupolku"),
    (": 80 000", ": 85 000"),
    ("Kunnat: Iitti", "Kunnat: Kouvola"),
    ("Tuulensuun Kehitys Oy, 9123405-5", "Kaislarannan säätiö, 9137700-5"),
    (SUMMARY, "Hankkeessa opetellaan."),
    ("Osallistuvien yritysten lukumäärä\n\nSuunniteltu: 12", "Osallistuvien yritysten lukumäärä"),
)
LIST, PAGE = listed(), DESCRIPTION.encode()
NEW_PAGE = edited(DESCRIPTION, *EDITS[:5]).encode()
NEW_PLAN = edited(PLAN, ("2 Flat rate\t170", "2 Flat rate\t171")).encode()
# One document a day; with the last the description goes back to what it said first.
DELIVERED = (LIST, PAGE, NEW_PAGE, PLAN.encode(), NEW_PLAN, PAGE)


def id_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def day(number: int) -> datetime:
    return datetime(2024, 3, number, tzinfo=UTC)


def source(content: bytes) -> str:
    """Each kind of document comes from a place of its own."""
    return next(name for name in ("Hankesuunnitelma", "Koodi", "") if name in content.decode())


def rows(path: Path, query: str) -> Rows:
    return ask(path, query)[1]


def between(path: Path, first: int, last: int, shown: str = CHANGE) -> Rows:
    """What the macro says of two versions."""
    macro = f"reading.version_changes('{CODE}', {first}, {last})"
    return rows(path, f"SELECT {shown} FROM {macro} ORDER BY ALL")
