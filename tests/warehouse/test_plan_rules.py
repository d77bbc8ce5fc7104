"""Each rule of the plan on one changed place: what it says, and what it leaves alone."""

from pathlib import Path
from typing import Any

import pytest

from tests.transforms.made import DESCRIPTION, changed
from tests.transforms.made_plan import CHECKED, EMPTY, PLAN
from tests.warehouse.made import build, take_in
from transforms.personal import MASK
from warehouse.query import ask

Change = tuple[str, str]
Found = tuple[Any, ...]
WAGES, FLAT = "1 Palkkakustannukset\t1 000", "2 Flat rate\t170"
EU_STATE = "1 Haettava ESR- ja valtion rahoitus\t936\t80,00"
ONE = f"{CHECKED} Hankkeen toiminta kohdistuu yhden"
SEVERAL = f"{EMPTY} Hankkeen toiminta kohdistuu usean"
NATIONAL = f"{EMPTY} Hankkeen toiminta on"
EMPLOYED = "Yhteensä\t1\t0\t32\t0\t33"
REPEATED = "Erityistavoite 9.2. Osaaminen\n\n\tYhteensä"
KUNNAT = "2 Kuntien rahoitus\t234\t20,00"
COMPANIES = (
    "Henkilöstömäärä\tYritysten lukumäärä\nMikroyritys\t5\nPieni yritys\t0\n"
    "Keskisuuri yritys\t\nSuuryritys\t\nYhteensä\t5\n"
)
# The changes to a plan, and what is then found besides what is found of the plan itself.
CASES: dict[str, tuple[list[Change], list[Found]]] = {
    "sound": ([], []),
    "flat rate of a rounded euro": ([(FLAT, "2 Flat rate\t171")], []),
    "flat rate too high": (
        [(FLAT, "2 Flat rate\t200"), (WAGES, "1 Palkkakustannukset\t970")],
        [("flat_rate_contradicts_wages", "7", "budget_a", "200", "17 % · 970")],
    ),
    "item above the total": (
        [(WAGES, "1 Palkkakustannukset\t1 100"), (FLAT, "2 Flat rate\t187")],
        [("budget_total_contradicts_lines", "7", "budget_a", "Kustannukset yhteensä: 1 170",
          "1 287")],
    ),
    "blank item counts as nothing": (
        [(FLAT, "2 Flat rate\t")],
        [("budget_total_contradicts_lines", "7", "budget_a", "Kustannukset yhteensä: 1 170",
          "1 000")],
    ),
    "blank total beside its lines": (
        [("Rahoitus yhteensä\t1 170", "Rahoitus yhteensä\t")],
        [
            ("budget_total_contradicts_lines", "7", "budget_a", "Rahoitus yhteensä: 0", "1 170"),
            ("budget_total_contradicts_lines", "7", "budget_total",
             "Rahoitussuunnitelma yhteensä: 1 670", "500"),
        ],
    ),
    "unreadable income blames no total": (
        [("5 Tulot\t0", "5 Tulot\t-170")],
        [("value_unreadable", "7", "budget_a", "-170", "12 345,67")],
    ),
    "unreadable income hides nothing else": (
        [("5 Tulot\t0", "5 Tulot\t-170"), (EU_STATE, EU_STATE.replace("80,00", "8,00"))],
        [("value_unreadable", "7", "budget_a", "-170", "12 345,67"),
         ("share_contradicts_amount", "7", "budget_a", "Haettava ESR- ja valtion rahoitus: 8,00 %",
          "80,00 %")],
    ),
    "wages of participants": (
        [("6 Kunnat\t500", "6 Kunnat\t400")],
        [("budget_total_contradicts_lines", "7", "budget_b", "Yhteensä: 500", "400")],
    ),
    "funding short of costs": (
        [("4 Yksityinen rahoitus\t0\t0,00", "4 Yksityinen rahoitus\t0\t0,00"),
         ("2 Kuntien rahoitus\t234\t20,00", "2 Kuntien rahoitus\t134\t11,45"),
         ("Rahoitus yhteensä\t1 170\t100,00", "Rahoitus yhteensä\t1 070\t91,45"),
         ("Rahoitussuunnitelma yhteensä\t1 670", "Rahoitussuunnitelma yhteensä\t1 570")],
        [("funding_differs_from_costs", "7", "budget_a", "1 070", "1 170")],
    ),
    "share of another amount": (
        [(EU_STATE, EU_STATE.replace("80,00", "70,00"))],
        [("share_contradicts_amount", "7", "budget_a", "Haettava ESR- ja valtion rahoitus: 70,00 %",
          "80,00 %")],
    ),
    "figures beyond any sense do not stop the others": (
        [(EU_STATE, "1 Haettava ESR- ja valtion rahoitus\t999 999 999 999\t999,00"),
         ("Flat rate 17 %", "Flat rate 17000000000 %")],
        [
            ("budget_total_contradicts_lines", "7", "budget_a", "Rahoitus yhteensä: 1 170",
             "1 000 000 000 233"),
            ("share_contradicts_amount", "7", "budget_a",
             "Haettava ESR- ja valtion rahoitus: 999,00 %", "85470085470,00 %"),
        ],
    ),
    "money applied for left blank": (
        [(EU_STATE, "1 Haettava ESR- ja valtion rahoitus\t\t")],
        [("mandatory_field_empty", "7", "budget_a", None,
          "Haettava ESR-/EAKR- ja valtion rahoitus"),
         ("budget_total_contradicts_lines", "7", "budget_a", "Rahoitus yhteensä: 1 170", "234")],
    ),
    "line twice": (
        [(KUNNAT, f"{KUNNAT}\n\t\t2 Kuntien rahoitus\t0\t0,00")],
        [("budget_line_repeated", "7", "budget_a", "Kuntien rahoitus", None)],
    ),
    "total row of persons gone": (
        [(EMPLOYED + "\n", "")],
        [("mandatory_field_empty", "12.2", "persons_total", None, "Yhteensä")],
    ),
    "table gone": (
        [(COMPANIES, "")],
        [("table_not_read", "12.1", "", None, "Henkilöstömäärä · Yritysten lukumäärä")],
    ),
    "funder not in the catalogue": (
        [("4 Yksityinen rahoitus", "4 Säätiöiden rahoitus")],
        [("funder_unknown", "7", "budget_a", "Säätiöiden rahoitus", None)],
    ),
    "column total": (
        [(EMPLOYED, "Yhteensä\t1\t0\t31\t0\t33")],
        [("total_contradicts_parts", "12.2", "persons_total",
          "Työssä olevat (ml. yrittäjät): 31", "32")],
    ),
    "blank total of persons": (
        [(EMPLOYED, "Yhteensä\t1\t0\t32\t0\t")],
        [("total_contradicts_parts", "12.2", "persons_total", "–", "33")],
    ),
    "totals of a table left blank": (
        [("Lähiopetuspäiviä\t10", "Lähiopetuspäiviä\t"),
         ("Muita henkilötyöpäiviä\t5", "Muita henkilötyöpäiviä\t")],
        [],
    ),
    "total of days": (
        [("Yhteensä\t15", "Yhteensä\t16")],
        [("total_contradicts_parts", "12.3", "days_total", "16", "15")],
    ),
    "unreadable cell blames no total": (
        [("Lähiopetuspäiviä\t10", "Lähiopetuspäiviä\tnoin 10")],
        [("value_unreadable", "12.3", "days_classroom_teaching", "noin 10", "12 345,67")],
    ),
    "women above all of a column": (
        [("Joista naisia\t1\t\t20\t\t21", "Joista naisia\t2\t\t19\t\t21")],
        [("women_exceed_all", "12.2", "persons_women",
          "Työttömät (ml. pitkäaikaistyöttömät): 2", "≤ 1")],
    ),
    "women above all counsellors": (
        [("joista naisia\t1\n", "joista naisia\t3\n")],
        [("women_exceed_all", "12.5", "counsellors_women", "3", "≤ 2")],
    ),
    "women beside totals alone": (
        [("Alle 25-vuotiaita\t1\t\t\t\t1", "Alle 25-vuotiaita\t\t\t\t\t1"),
         ("Joista naisia\t1\t\t20\t\t21", "Joista naisia\t\t\t21\t\t21"),
         (EMPLOYED, "Yhteensä\t\t\t32\t\t33")],
        [("total_contradicts_parts", "12.2", "persons_under_25", "Alle 25-vuotiaita: 1", "0"),
         ("total_contradicts_parts", "12.2", "persons_total", "33", "32")],
    ),
    "objective in other signs": (
        [(REPEATED, REPEATED.replace("9.2. Osaaminen", "9.2  Osaaminen"))],
        [],
    ),
    "objective of another section": (
        [("Erityistavoite 9.2. Osaaminen\n\n\tYhteensä", "Erityistavoite 9.1. Muu\n\n\tYhteensä")],
        [("objective_contradicts_section_3", "12.5", "objective", "9.1. Muu", "9.2. Osaaminen")],
    ),
    "several regions, one named": (
        [(ONE, ONE.replace(CHECKED, EMPTY)), (SEVERAL, SEVERAL.replace(EMPTY, CHECKED))],
        [("scope_contradicts_regions", "10", "geographic_scope", "Kymenlaakso",
          "≥ 2 maakuntaa")],
    ),
    "national, one named": (
        [(ONE, ONE.replace(CHECKED, EMPTY)), (NATIONAL, NATIONAL.replace(EMPTY, CHECKED))],
        [("scope_contradicts_regions", "10", "geographic_scope", "Kymenlaakso",
          "0 / 18 maakuntaa")],
    ),
    "account": (
        [("FI2199000013704178", "FI2299000013704178")],
        [("iban_invalid", "2", "iban", MASK, "FIkk bbbb bbbb cccc cc, mod 97")],
    ),
    "postal code of the site": (
        [("45101", "4510")],
        [("postal_code_invalid", "10", "site", "4510", "12345")],
    ),
    "score without justification": (
        [("\tVähemmän matkoja", "\t")],
        [("score_without_justification", "13.2", "natural_resources", "3",
          "Perustelu / 0")],
    ),
    "period reversed": (
        [("1.3.2019", "1.10.2020"), ("31.8.2021", "31.8.2020")],
        [("period_reversed", "3", "planned_end", "1.10.2020 - 31.8.2020",
          "≥ 1.10.2020")],
    ),
    "start out of the window, no end": (
        [("Alkamispäivämäärä 1.3.2019", "Alkamispäivämäärä 1.3.2013"), ("31.8.2021", "")],
        [("mandatory_field_empty", "3", "planned_end", None, "Päätymispäivämäärä"),
         ("period_outside_window", "3", "planned_start", "1.3.2013 - –", "1.1.2014 - 31.12.2023")],
    ),
}  # fmt: skip
CODES = {name: f"S2{number:04}" for number, name in enumerate(CASES, start=9100)}


def written(name: str) -> bytes:
    """A plan with the changes of a case, under a code of its own."""
    text = PLAN.replace("S29100", CODES[name])
    for old, new in CASES[name][0]:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Found]]:
    """Findings of each case, built into one warehouse, by code."""
    home = tmp_path_factory.mktemp("rules")
    outcomes = take_in(home, [(name, written(name)) for name in CASES])
    assert outcomes == ["loaded"] * len(CASES)
    query = "SELECT project_code, rule, section, field, observed, expected FROM quality.finding"
    rows = ask(build(home), query)[1]
    return {code: {row[1:] for row in rows if row[0] == code} for code in CODES.values()}


@pytest.mark.parametrize("name", CASES)
def test_rule_says_what_is_wrong_and_no_more(found: dict[str, set[Found]], name: str) -> None:
    assert found[CODES[name]] - found[CODES["sound"]] == set(CASES[name][1])


def test_sound_plan_lacks_only_what_was_left_out_of_it(found: dict[str, set[Found]]) -> None:
    rules = {rule for rule, *_ in found[CODES["sound"]]}
    assert rules == {"section_missing"}


def disagreements(tmp_path: Path, description: str, plan: str) -> list[Found]:
    take_in(tmp_path, [("d", description.encode()), ("p", plan.encode())])
    query = """SELECT rule, section, field, observed, expected FROM quality.finding
        WHERE contains(rule, 'disagree') ORDER BY ALL"""
    return ask(build(tmp_path), query)[1]


BOTH = DESCRIPTION.replace("Suunniteltu: 140", "Suunniteltu: 33").replace(
    "Suunniteltu: 12\n", "Suunniteltu: 5\n"
)
ASSESSED = "Luonnonvarojen käytön kestävyys 0 1\nAineisto on sähköinen."


def test_documents_that_agree_are_not_blamed(tmp_path: Path) -> None:
    same = BOTH.replace(ASSESSED, "Luonnonvarojen käytön kestävyys 3 0\nVähemmän matkoja")
    same = same.replace("Materiaalit ja jätteet -1 2", "Materiaalit ja jätteet 0 -2")
    assert disagreements(tmp_path, same, PLAN) == []


def test_documents_that_disagree_name_their_places_as_forms_write_them(tmp_path: Path) -> None:
    other = changed("31.8.2021", "31.12.2021", PLAN)
    other = changed("Y-tunnus 9104210-9", "Y-tunnus 9123405-5", other)
    other = changed("Kunnat Iitti", "Kunnat Kouvola", other)
    other = changed(f"{EMPTY}\t{CHECKED}\tTavoite", f"{CHECKED}\t{EMPTY}\tTavoite", other)
    assert disagreements(tmp_path, BOTH, other) == [
        ("assessments_disagree", "13.1", "gender_main_goal", "Kyllä", "Ei (hankkeen kuvaus)"),
        ("assessments_disagree", "13.2", "materials_waste", "-2", "2 (hankkeen kuvaus)"),
        ("assessments_disagree", "13.2", "materials_waste", "0", "-1 (hankkeen kuvaus)"),
        ("assessments_disagree", "13.2", "natural_resources", "3", "0 (hankkeen kuvaus)"),
        ("documents_disagree", "10", "named_maakunta", "Kouvola", "Iitti (hankkeen kuvaus)"),
        ("documents_disagree", "2", "business_id", "9123405-5", "9104210-9 (hankkeen kuvaus)"),
        ("documents_disagree", "3", "planned_end", "31.12.2021", "31.8.2021 (hankkeen kuvaus)"),
    ]


def test_value_that_a_document_leaves_open_is_no_disagreement(tmp_path: Path) -> None:
    """The plan names the regions and the Y-tunnus that the description leaves out."""
    bare = BOTH
    for old in ("Maakunnat: Kymenlaakso", "Seutukunnat: Kouvolan", "Kunnat: Iitti",
                "Y-tunnus: 9104210-9"):  # fmt: skip
        bare = changed(old, old.partition(":")[0] + ":", bare)
    assert [row for row in disagreements(tmp_path, bare, PLAN) if "documents" in row[0]] == []
    path = tmp_path / "building" / "warehouse.duckdb"
    regions = "SELECT region_key FROM latest.bridge_project_region"
    assert [key.split("-")[0] for (key,) in ask(path, regions)[1]] == ["kunta"]
    numbers = "SELECT business_id FROM latest.dim_organisation WHERE name LIKE 'Havulahden%'"
    assert ("9104210-9",) in ask(path, numbers)[1]


def test_half_a_period_gives_way_to_a_whole_one(tmp_path: Path) -> None:
    half = changed("ja päättyy 31.8.2021", "ja päättyy 31.9.2021", BOTH)
    take_in(tmp_path, [("d", half.encode()), ("p", PLAN.encode())])
    query = "SELECT planned_start::VARCHAR, planned_end::VARCHAR FROM latest.dim_project"
    assert ask(build(tmp_path), query)[1] == [("2019-03-01", "2021-08-31")]


def test_links_are_one_a_project_and_never_of_another_funder(tmp_path: Path) -> None:
    text = changed("Hanke jatkaa aiempaa työtä.", "Ks. S29200 (EURA 2014/90002/09 02 01 01/2019/"
                   "POPELY) ja S29200; hakemusnumero 900107.", PLAN)  # fmt: skip
    target = PLAN.replace("S29100", "S29200").replace("2014/90001", "2014/90002")
    target = target.replace("900107", "900108")
    take_in(tmp_path, [("p", text.encode()), ("t", target.encode())])
    query = """SELECT linked_code, linked_diary_number IS NOT NULL, linked_project_key
        FROM latest.bridge_project_link ORDER BY 1"""
    assert ask(build(tmp_path), query)[1] == [
        ("900107", False, "S29100.1"),
        ("S29200", True, "S29200.1"),
    ]
