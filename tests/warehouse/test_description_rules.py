"""Rules of the description on one changed place: what each says, and what it leaves alone."""

from typing import Any

import pytest

from tests.transforms.made import ACTUAL_GROUPS, BUSINESS_ID, REPORT, SUMMARY, changed
from tests.warehouse.made import build, take_in
from transforms.personal import MASK
from warehouse.query import ask

Change = tuple[str, str]
Found = tuple[Any, ...]
RUNNING = ("Toiminnan tila: Toiminta päättynyt", "Toiminnan tila: Toiminnassa")
PARTNER = "Tuulensuun Kehitys Oy, 9123405-5"
COMPANIES = "lukumäärä\n\nSuunniteltu: 12\n\nToteutunut seurantatietojen mukaan: 14"
UNREALISED = COMPANIES.replace("14", "5")
MONEY = "Toteutunut EU- ja valtion rahoitus: 70 000"
UNPAID = ((MONEY, MONEY[:-6]), ("yhteensä: 90 000", "yhteensä:"))
MONEY_LABELS = (
    "Myönnetty EU- ja valtion rahoitus; Toteutunut EU- ja valtion rahoitus; "
    "Suunniteltu julkinen rahoitus yhteensä; Toteutunut julkinen rahoitus yhteensä"
)
PHONE = "Yhteyshenkilön puhelinnumero: 050 000 0123"
AUTHORITY = "Vastuuviranomainen: Hämeen liitto"
# The changes to a description, and what is then found of it by the rules looked at.
CASES: dict[str, tuple[list[Change], list[Found]]] = {
    "sound": ([], []),
    "report of a running project": (
        [RUNNING],
        [("final_report_before_end", "9", "final_report", "Toiminnassa", "Toiminta päättynyt")],
    ),
    "dash for the report of a running project": ([RUNNING, (REPORT, "–")], []),
    "dash for the report of an ended project": (
        [(REPORT, "–")],
        [("text_is_placeholder", "9", "final_report", "–", "Loppuraportin tiivistelmä")],
    ),
    "dots for a summary": (
        [(SUMMARY, ". . .")],
        [("text_is_placeholder", "3", "summary", ". . .",
          "Suunnitelman mukainen tiivistelmä toteutuksesta")],
    ),
    "words for a text to come": (
        [(ACTUAL_GROUPS, "TÄYDENNETÄÄN myöhemmin!")],
        [("text_is_placeholder", "4.1", "target_groups", "TÄYDENNETÄÄN myöhemmin!",
          "Varsinaiset kohderyhmät")],
    ),
    "short text with words of a placeholder": (
        [(ACTUAL_GROUPS, "Ks. liitteessä nimetyt yritykset."), (SUMMARY, "X-sukupolvi.")],
        [],
    ),
    "an end in other letters": (
        [(f"\n{REPORT}\n", ""), *UNPAID, (RUNNING[0], "Toiminnan tila: TOIMINTA  PÄÄTTYNYT")],
        [
            ("final_report_missing", "9", "final_report", None, "Loppuraportin tiivistelmä"),
            ("realised_funding_missing", "5", "realised_eu_state", None,
             "Toteutunut EU- ja valtion rahoitus"),
        ],
    ),
    "placeholder where nothing must stand": ([("Aineisto on sähköinen.", "...")], []),
    "partner twice": (
        [(PARTNER, f"{PARTNER}\nTuulensuun Kehitys, 9123405-5")],
        [("partner_repeated", "2", "partners", "Tuulensuun Kehitys, 9123405-5", "1 ×")],
    ),
    "partner twice without a Y-tunnus": (
        [(PARTNER, "Kyläyhdistys ry\nKYLÄYHDISTYS ry")],
        [("partner_repeated", "2", "partners", "KYLÄYHDISTYS ry", "1 ×")],
    ),
    "applicant among the partners": (
        [(PARTNER, f"{PARTNER}\nHavulahti, {BUSINESS_ID}")],
        [("partner_repeated", "2", "partners", f"Havulahti, {BUSINESS_ID}", "1 ×")],
    ),
    "partners that share a wrong number": (
        [(PARTNER, "Kylä ry, 0000001-1\nSeura ry, 0000001-1")],
        [],
    ),
    "status misspelt": (
        [(RUNNING[0], "Toiminnan tila: Toiminta päätynyt")],
        [("status_unknown", "1", "status", "Toiminta päätynyt", "Toiminta päättynyt")],
    ),
    "status in capitals": ([(RUNNING[0], "Toiminnan tila: TOIMINTA PÄÄTTYNYT")], []),
    "authority misspelt": (
        [(AUTHORITY, "Vastuuviranomainen: Hämen liitto")],
        [("authority_unknown", "1", "authority", "Hämen liitto", "Hämeen liitto")],
    ),
    "authority without its comma": (
        [(AUTHORITY, "Vastuuviranomainen: Hämeen elinkeino- liikenne- ja ympäristökeskus")],
        [],
    ),
    "words of a period that no table covers": (
        [("S29100", "S39100"), (AUTHORITY, "Vastuuviranomainen: Keski-Suomen elinvoimakeskus"),
         (RUNNING[0], "Toiminnan tila: Keskeytetty")],
        [],
    ),
    "fewer companies than half": (
        [(COMPANIES, UNREALISED)],
        [("realised_far_from_planned", "7.1", "realised_count", "5", "12 ± 50 %")],
    ),
    "half of the companies": ([(COMPANIES, COMPANIES.replace("14", "6"))], []),
    "fewer companies while it runs": ([(COMPANIES, UNREALISED), RUNNING, (REPORT, "")], []),
    "no companies planned": (
        [(COMPANIES, COMPANIES.replace(": 12", ": 0"))],
        [],
    ),
    "little money used": (
        [(MONEY, "Toteutunut EU- ja valtion rahoitus: 39 999,50")],
        [("realised_far_from_planned", "5", "realised_eu_state", "39 999,50", "80 000 ± 50 %")],
    ),
    "amount given again": (
        [(MONEY, f"{MONEY}\n\nToteutunut EU- ja valtion rahoitus: 71 000")],
        [("value_repeated", "5", "realised_eu_state", "71 000", None)],
    ),
    "phone of a person given again": (
        [(PHONE, f"{PHONE}\n\nYhteyshenkilön puhelinnumero: 050 000 0124")],
        [("value_repeated", "2", "contact_phone", MASK, None)],
    ),
    "label given again without a value": (
        [(MONEY, f"{MONEY}\n\nToteutunut EU- ja valtion rahoitus:")],
        [("line_not_placed", "5", "", "Toteutunut EU- ja valtion rahoitus", MONEY_LABELS)],
    ),
    "value of a field that was left empty": (
        [(MONEY, "Toteutunut EU- ja valtion rahoitus:\n\nToteutunut EU- ja valtion rahoitus: 7")],
        [("line_not_placed", "5", "", "Toteutunut EU- ja valtion rahoitus", MONEY_LABELS)],
    ),
}  # fmt: skip
RULES = {rule for _, found in CASES.values() for rule, *_ in found}
CODES = {name: f"2{number:04}" for number, name in enumerate(CASES, start=9100)}


def written(name: str) -> bytes:
    """A description with the changes of a case, under a code of its own."""
    text = changed("Hankekoodi: S29100", "Hankekoodi: S29100")
    for old, new in CASES[name][0]:
        text = changed(old, new, text)
    return text.replace("29100", CODES[name]).replace("39100", f"3{CODES[name][1:]}").encode()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Found]]:
    """What the rules looked at find of each case, all built into one warehouse, by code."""
    home = tmp_path_factory.mktemp("rules")
    outcomes = take_in(home, [(name, written(name)) for name in CASES])
    assert outcomes == ["loaded"] * len(CASES)
    query = "SELECT project_code[2:], rule, section, field, observed, expected FROM quality.finding"
    rows = [row for row in ask(build(home), query)[1] if row[1] in RULES]
    return {
        name: [row[1:] for row in rows if row[0][1:] == code[1:]] for name, code in CODES.items()
    }


@pytest.mark.parametrize("name", CASES)
def test_rule_says_what_is_wrong_and_no_more(found: dict[str, list[Found]], name: str) -> None:
    assert found[name] == CASES[name][1]


def test_every_rule_of_these_is_seen_to_speak() -> None:
    assert len(RULES) == 10
