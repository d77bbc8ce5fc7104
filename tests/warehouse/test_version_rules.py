"""Rules on the documents of one code: versions that say less, and two projects under one code."""

from pathlib import Path
from typing import Any

import pytest

from tests.transforms.made import BUSINESS_ID, DESCRIPTION
from tests.transforms.made_plan import PLAN
from tests.warehouse.made import build, take_in
from tests.warehouse.made_history import edited, listed
from warehouse.query import ask

Found = tuple[Any, ...]
RUNNING = edited(DESCRIPTION, ("Toiminta päättynyt", "Toiminnassa"))
PAID = ("Toteutunut EU- ja valtion rahoitus: 70 000", "Toteutunut EU- ja valtion rahoitus: 65 000")
LESS = edited(DESCRIPTION, PAID)
NAME = ("Hankkeen nimi: Taitopolku", "Hankkeen nimi: Kasvun portaat")
BODY = (f"Y-tunnus: {BUSINESS_ID}", "Y-tunnus: 9137700-5")
RENAMED, MOVED, OTHER = (edited(DESCRIPTION, *e) for e in ((NAME,), (BODY,), (NAME, BODY)))
OTHER_PLAN = edited(
    PLAN, ("Hankkeen julkinen nimi Taitopolku", "Hankkeen julkinen nimi Kasvun portaat"),
    (f"Y-tunnus {BUSINESS_ID}", "Y-tunnus 9137700-5"),
)  # fmt: skip
OLDER, TWO = "older_document_counts", "code_of_two_projects"
TWICE = (TWO, "1", "name", "Kasvun portaat · 9137700-5", f"Taitopolku · {BUSINESS_ID}")
THIRD = edited(DESCRIPTION, (": Taitopolku", ": Laatuketju"), (BODY[0], "Y-tunnus: 9123405-5"))
ENDED = "Toiminta päättynyt"
# What is received, one after the other, and what is then found of it by the two rules.
CASES: dict[str, tuple[list[str], list[Found]]] = {
    "nothing changes": ([DESCRIPTION], []),
    "a project goes on": ([RUNNING, DESCRIPTION], []),
    "an ended project runs again": (
        [DESCRIPTION, RUNNING],
        [(OLDER, "1", "status", f"{ENDED} → Toiminnassa", ENDED)],
    ),
    "less was used than before": (
        [DESCRIPTION, LESS],
        [(OLDER, "5", "realised_eu_state", "70 000 → 65 000", "≥ 70 000")],
    ),
    "more was used than before": ([LESS, DESCRIPTION], []),
    "the newest was delivered again": ([DESCRIPTION, LESS, DESCRIPTION], []),
    "what a list says of the use": (
        [listed("50").decode(), listed("20").decode()],
        [(OLDER, "2014–2020", "realised_eu_state", "50 → 20", "≥ 50")],
    ),
    "a description and a plan that runs": ([DESCRIPTION, PLAN], []),
    "another name": ([DESCRIPTION, RENAMED], []),
    "another beneficiary": ([DESCRIPTION, MOVED], []),
    "another name, then another beneficiary": ([DESCRIPTION, RENAMED, OTHER], []),
    "another project": ([DESCRIPTION, OTHER], [TWICE]),
    "back to the first project": ([DESCRIPTION, OTHER, DESCRIPTION], []),
    "back to the first project, which says more": (
        [DESCRIPTION, OTHER, edited(DESCRIPTION, (": 70 000", ": 75 000"))],
        [],
    ),
    "on to a third project": (
        [DESCRIPTION, OTHER, THIRD],
        [(TWO, "1", "name", "Laatuketju · 9123405-5", "Kasvun portaat · 9137700-5")],
    ),
    "the other project goes on": (
        [DESCRIPTION, OTHER, edited(OTHER, (": Kasvun portaat", ": Kasvun portaat 2"))],
        [],
    ),
    "a name in other letters": ([DESCRIPTION, edited(MOVED, ("Taitopolku", "TAITOPOLKU"))], []),
    "a name that lost its comma": (
        [
            edited(DESCRIPTION, (": Taitopolku", ": Taitopolku, toinen vaihe")),
            edited(MOVED, (": Taitopolku", ": Taitopolku toinen vaihe")),
        ],
        [],
    ),
    "another number that cannot be": (
        [DESCRIPTION, edited(RENAMED, (f"Y-tunnus: {BUSINESS_ID}", "Y-tunnus: 9104210-8"))],
        [],
    ),
    "a plan of another project": (
        [DESCRIPTION, OTHER_PLAN],
        [(TWO, "3", "name", "Kasvun portaat · 9137700-5", f"Taitopolku · {BUSINESS_ID}")],
    ),
    "a plan of the project under its first name": ([RENAMED, PLAN], []),
}  # fmt: skip
CODES = {name: f"S2{number:04}" for number, name in enumerate(CASES, start=9300)}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Found]]:
    """What the two rules find of each case, all built into one warehouse, by code."""
    home = tmp_path_factory.mktemp("versions")
    for turn in range(max(len(texts) for texts, _ in CASES.values())):
        take_in(
            home,
            [
                (name, texts[turn].replace("S29100", CODES[name]).encode())
                for name, (texts, _) in CASES.items()
                if turn < len(texts)
            ],
        )
    query = f"""SELECT project_code, rule, section, field, observed, expected
        FROM quality.finding WHERE rule IN ('{OLDER}', '{TWO}') AND in_force ORDER BY ALL"""
    rows = ask(build(home), query)[1]
    return {name: [row[1:] for row in rows if row[0] == code] for name, code in CODES.items()}


@pytest.mark.parametrize("name", CASES)
def test_rule_says_what_is_wrong_and_no_more(found: dict[str, list[Found]], name: str) -> None:
    assert found[name] == CASES[name][1]


def test_findings_do_not_depend_on_runs_and_sources(tmp_path: Path) -> None:
    versions = [("a", DESCRIPTION), ("b", RUNNING), ("a", LESS), ("c", OTHER)]
    one, many = tmp_path / "one", tmp_path / "many"
    take_in(one, [(source, text.encode()) for source, text in versions])
    for number, (_, text) in enumerate(versions):
        take_in(many, [(f"source {number}", text.encode())])
    query = "SELECT finding_id FROM quality.finding ORDER BY ALL"
    assert ask(build(one), query)[1] == ask(build(many), query)[1]


def test_duplicate_has_no_finding_of_its_own(tmp_path: Path) -> None:
    """Other bytes that say the same are found fault with once, if at all."""
    deliveries = [("a", DESCRIPTION.encode()), ("b", f"{DESCRIPTION}\n\n".encode())]
    assert take_in(tmp_path, deliveries) == ["loaded", "duplicate"]
    query = "SELECT DISTINCT document_id FROM quality.finding"
    assert len(ask(build(tmp_path), query)[1]) == 1
