"""Rules on lists that an officer declares complete at a day: who is missing, and who has ended."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from schemas.decisions import CompleteList, Decisions
from seeds import read_all_reference
from tests.transforms.made import DESCRIPTION
from tests.transforms.made_list import HEADER, OTHER, as_csv, put
from tests.transforms.made_plan import PLAN
from tests.warehouse.made import take_in
from tests.warehouse.made_history import edited
from warehouse.build import build_warehouse
from warehouse.query import ask
from warehouse.store import store_path

Found = tuple[Any, ...]
DAY = date(2019, 3, 1)  # the first day of the project described
ENDED = "Toiminta päättynyt"
ROWS = {
    "S29301": put(OTHER, c6="1.1.2016", c7="28.2.2019"),
    "S29302": put(OTHER, c6="1.1.2016", c7="1.3.2019"),
    "S29303": put(OTHER, c7=""),
    "S29304": put(OTHER, c5=ENDED, c7="28.2.2019"),
    "S29305": put(OTHER, c5=ENDED, c6="2.3.2019", c7="1.3.2020"),
    "S29306": put(OTHER, c5=ENDED, c7="1.3.2020"),  # a project may end early
    "S29307": put(OTHER, c5="Jatkuu", c7="28.2.2019"),
    # Refused, for its money is a day; it stands on the list all the same.
    "S29105": put(OTHER, c9="31.12.2018"),
}
LISTED = as_csv(HEADER, *(put(row, c0=code) for code, row in ROWS.items())).encode()
LATER = as_csv(HEADER, put(OTHER, c0="S29100")).encode()
OTHER_FUND = ("sosiaalirahaston (ESR)", "aluekehitysrahaston (EAKR)")


def described(code: str, *edits: tuple[str, str], form: str = DESCRIPTION) -> bytes:
    return edited(form, *edits).replace("S29100", code).encode()


DOCUMENTS = (
    described("S29100"),
    described("S29101", form=PLAN),
    described("S29102"),
    described("S29102", form=PLAN),
    described("S29103", ("Alkaa 1.3.2019", "Alkaa 2.3.2019")),
    described("S39104"),
    described("S29105"),
    described("S29106", OTHER_FUND),
)


def found(home: Path, declared: dict[bytes, date], *more: bytes) -> dict[str, list[Found]]:
    """What the rules on complete lists find of all documents and `more`, by rule."""
    documents = [*DOCUMENTS, LISTED, LATER, *more]
    take_in(home, [(str(number), content) for number, content in enumerate(documents)])
    lists = tuple(
        CompleteList(line, hashlib.sha256(content).hexdigest(), day, "tarkistettu")
        for line, (content, day) in enumerate(declared.items(), start=2)
    )
    path = home / "warehouse.duckdb"
    build_warehouse(
        path,
        store_path(home),
        read_all_reference(),
        lambda done, total: None,
        decisions=Decisions(complete_lists=lists),
    )
    rules = ("not_on_complete_list", "status_contradicts_end")
    query = f"""SELECT rule, project_code, section, field, observed, expected
        FROM quality.finding WHERE rule IN {rules} ORDER BY ALL"""
    rows = ask(path, query)[1]
    return {rule: [row[1:] for row in rows if row[0] == rule] for rule in rules}


def test_list_complete_at_a_day(tmp_path: Path) -> None:
    """Missing are those begun by its day, once each; later, elsewhere or refused are not."""
    said = found(tmp_path, {LISTED: DAY})
    day = "hankeluettelo 1.3.2019"
    assert said["not_on_complete_list"] == [
        ("S29100", "1", "project_code", "S29100", day),
        ("S29101", "merkinnät", "project_code", "S29101", day),
        ("S29102", "1", "project_code", "S29102", day),
    ]
    place = ("2014–2020", "status")
    assert said["status_contradicts_end"] == [
        ("S29301", *place, "Toiminnassa", "1.1.2016 - 28.2.2019 / 1.3.2019"),
        ("S29305", *place, ENDED, "2.3.2019 - 1.3.2020 / 1.3.2019"),
    ]


def test_later_list_has_the_last_word(tmp_path: Path) -> None:
    said = found(tmp_path, {LISTED: DAY, LATER: date(2019, 3, 2)})
    codes = [code for code, *_ in said["not_on_complete_list"]]
    assert codes == ["S29101", "S29102", "S29103", "S29105"]


def test_rows_that_an_earlier_list_had_stand_on_a_later_one_too(tmp_path: Path) -> None:
    """Of a later list most rows are no news: they are judged all the same."""
    rows = {**ROWS, "S29302": put(ROWS["S29302"], c11="30000")}
    again = as_csv(HEADER, *(put(row, c0=code) for code, row in rows.items())).encode()
    said = found(tmp_path, {again: DAY}, again)
    assert said == found(tmp_path / "first", {LISTED: DAY})
    assert len(said["not_on_complete_list"]) == 3


def test_list_that_nobody_declares_complete_says_nothing_of_others(tmp_path: Path) -> None:
    assert not any(found(tmp_path, {}).values())
