"""Versions of one project: which statement began each, and what each says otherwise."""

from pathlib import Path

import pytest

from schemas.catalogue import table
from tests.transforms.made import DESCRIPTION, SUMMARY, changed, line_of
from tests.transforms.made_list import HEADER, OTHER, as_csv
from tests.transforms.made_plan import PLAN
from tests.warehouse.made import build, take_in
from tests.warehouse.made_history import (
    CHANGE,
    CODE,
    DELIVERED,
    LIST,
    NEW_PAGE,
    NEW_PLAN,
    PAGE,
    Rows,
    between,
    day,
    edited,
    id_of,
    rows,
    source,
)
from warehouse.query import ask


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with six versions of three kinds, and one that the list alone speaks of."""
    home = tmp_path_factory.mktemp("history")
    outcomes = [
        take_in(home, [(source(content), content)], day(number))[0]
        for number, content in enumerate(DELIVERED, start=1)
    ]
    assert outcomes == ["loaded", "loaded", "new_version", "loaded", "new_version", "new_version"]
    return build(home)


def version(path: Path, number: int) -> Rows:
    """What one version changed."""
    where = f"WHERE project_code = '{CODE}' AND version = {number}"
    return rows(path, f"SELECT {CHANGE} FROM main.version_change {where} ORDER BY ALL")


NOWHERE = (None, None)
IITTI, KOUVOLA = "Iitti (kunta-142-2014)", "Kouvola (kunta-286-2014)"
KAISLA, TUULI = "Kaislarannan säätiö · partner", "Tuulensuun Kehitys Oy · partner"


def page_changes() -> Rows:
    """What the new page says otherwise than the page before it."""
    amount = line_of("Myönnetty EU- ja valtion rahoitus: 80 000")
    text = line_of(SUMMARY)
    kunta = line_of("Kunnat: Iitti")
    old, new = id_of(PAGE), id_of(NEW_PAGE)
    place = "main.bridge_project_region"
    role = "main.bridge_project_organisation"
    return [
        (role, KAISLA, "stated_name", None, "Kaislarannan säätiö", *NOWHERE, *NOWHERE),
        (role, TUULI, "stated_name", "Tuulensuun Kehitys Oy", None, *NOWHERE, *NOWHERE),
        (place, IITTI, "share_part", "1", None, *NOWHERE, *NOWHERE),
        (place, IITTI, "share_whole", "1", None, *NOWHERE, *NOWHERE),
        (place, KOUVOLA, "share_part", None, "1", *NOWHERE, *NOWHERE),
        (place, KOUVOLA, "share_whole", None, "1", *NOWHERE, *NOWHERE),
        ("main.dim_project", "", "name", "Taitopolku", "Kasvupolku", *NOWHERE, *NOWHERE),
        (
            *("main.fact_funding", "eu_state · granted", "amount_eur", "80000.00", "85000.00"),
            *(old, amount, new, amount),
        ),
        *(
            ("main.project_place", "kunta · Iitti", column, said, None, old, kunta, *NOWHERE)
            for column, said in (("region_code", "142"), ("resolution", "nominative, Finnish"))
        ),
        *(
            ("main.project_place", "kunta · Kouvola", column, None, said, *NOWHERE, new, kunta)
            for column, said in (("region_code", "286"), ("resolution", "nominative, Finnish"))
        ),
        (
            *("main.project_text", "summary · fi", "text", SUMMARY, "Hankkeessa opetellaan."),
            *(old, text, new, text),
        ),
    ]


PLAN_CHANGE = (
    *("main.fact_budget", "A · costs · 2", "amount_eur", "170.00", "171.00"),
    *(id_of(PLAN.encode()), 68, id_of(NEW_PLAN), 68),
)


def turned(changes: Rows) -> Rows:
    """Changes as they are when seen from the other end."""
    found = [(*c[:3], c[4], c[3], *c[7:9], *c[5:7]) for c in changes]
    return sorted(found, key=lambda c: c[:3])


def test_history_says_which_delivery_began_each_version(built: Path) -> None:
    found = rows(
        built, f"SELECT * FROM main.project_history WHERE project_code = '{CODE}' ORDER BY version"
    )
    began = [
        (1, "project_list", 1, LIST, 3, None, True),
        (2, "description", 1, PAGE, None, 3, False),
        (3, "description", 2, NEW_PAGE, None, 6, False),
        (4, "plan", 1, PLAN.encode(), None, 5, False),
        (5, "plan", 2, NEW_PLAN, None, None, True),
        (6, "description", 3, PAGE, None, None, True),
    ]
    assert found == [
        (
            *(f"{CODE}.{number}", CODE, number, kind, of_kind, id_of(content), line),
            *(day(number).replace(tzinfo=None), end and day(end).replace(tzinfo=None), latest),
        )
        for number, kind, of_kind, content, line, end, latest in began
    ]


def test_history_has_one_row_for_each_version_with_its_receipt(built: Path) -> None:
    differing = """SELECT * FROM main.dim_project
        FULL JOIN main.project_history AS history USING (project_key, version, valid_from)
        WHERE dim_project.project_code IS NULL OR history.project_code IS NULL"""
    assert rows(built, differing) == []
    chains = """SELECT project_code, kind, kind_version, valid_from FROM main.project_history
        EXCEPT SELECT project_code, kind, version, valid_from FROM meta.chain"""
    assert rows(built, chains) == []


def test_change_of_a_page_is_told_column_by_column_with_its_lines(built: Path) -> None:
    assert version(built, 3) == page_changes()


def test_page_that_goes_back_undoes_its_changes(built: Path) -> None:
    assert version(built, 6) == turned(page_changes())


def test_change_of_a_plan_is_that_of_its_line(built: Path) -> None:
    assert version(built, 5) == [PLAN_CHANGE]


def test_document_of_another_kind_changes_what_it_has_precedence_in(built: Path) -> None:
    found = {change[:3]: change[3:] for change in version(built, 2)}
    authority = found["main.dim_project", "", "authority_key"]
    assert authority == ("Lapin liitto", "Hämeen liitto", *NOWHERE, *NOWHERE)
    granted = found["main.fact_funding", "eu_state · granted", "amount_eur"]
    assert granted[:4] == ("100000.00", "80000.00", id_of(LIST), 3)
    unplaced = found["main.bridge_project_region", "Kohdentamaton", "share_part"]
    assert unplaced[:2] == ("1", None)
    # The list says the name too, and nothing of a beneficiary's Y-tunnus.
    assert ("main.dim_project", "", "name") not in found


def test_new_row_shows_what_it_says_and_not_what_it_leaves_blank(built: Path) -> None:
    found = version(built, 4)
    cells = {item: after for name, item, _, _, after, *_ in found if name.endswith("_participants")}
    assert cells["company_size · – · – · – · micro"] == "5"
    assert None not in cells.values()
    blank = "SELECT count(*) FROM main.fact_participants WHERE count IS NULL"
    assert rows(built, blank) != [(0,)]
    assert {before for _, _, _, before, *_ in found} == {None}


def test_project_with_one_version_has_no_changes(built: Path) -> None:
    assert rows(built, "SELECT DISTINCT project_code FROM main.version_change") == [(CODE,)]


def test_latest_shows_what_the_current_version_changed(built: Path) -> None:
    assert rows(built, f"SELECT {CHANGE} FROM latest.version_change ORDER BY ALL") == version(
        built, 6
    )


@pytest.mark.parametrize("number", range(2, 7))
def test_between_neighbours_changes_are_those_of_the_later(built: Path, number: int) -> None:
    assert between(built, number - 1, number) == version(built, number)


def test_what_went_and_came_back_is_no_change(built: Path) -> None:
    assert between(built, 5, 6) == turned(page_changes())
    plan_alone = [*version(built, 4)]
    after_plan = {c[:3]: c for c in between(built, 2, 6)}
    assert set(after_plan) == {c[:3] for c in plan_alone}
    budget = after_plan[PLAN_CHANGE[:3]]
    assert budget[3:] == (None, "171.00", *NOWHERE, *PLAN_CHANGE[7:])


def test_changes_say_the_version_they_lead_to(built: Path) -> None:
    shown = "DISTINCT project_key, project_code, version"
    assert between(built, 2, 5, shown) == [(f"{CODE}.5", CODE, 5)]
    assert between(built, 5, 2, shown) == [(f"{CODE}.2", CODE, 2)]


def test_changes_have_the_columns_of_version_change(built: Path) -> None:
    names = ask(built, f"SELECT * FROM reading.version_changes('{CODE}', 1, 2)")[0]
    assert names == [column.name for column in table("main.version_change").columns]


@pytest.mark.parametrize(("first", "last"), [(6, 2), (3, 1), (5, 4)])
def test_changes_backwards_are_the_same_turned(built: Path, first: int, last: int) -> None:
    assert between(built, first, last) == turned(between(built, last, first))


@pytest.mark.parametrize(("first", "last"), [(3, 3), (0, 3), (1, 7), (None, 2)])
def test_version_with_itself_or_with_none_has_no_changes(
    built: Path, first: int | None, last: int
) -> None:
    macro = f"reading.version_changes('{CODE}', {first or 'NULL'}, {last})"
    assert rows(built, f"SELECT * FROM {macro}") == []


def test_partners_of_one_name_are_told_apart_by_their_keys(tmp_path: Path) -> None:
    named = changed("Tuulensuun Kehitys Oy, 9123405-5", "Tuulensuun Kehitys Oy").encode()
    take_in(tmp_path, [("", PAGE), ("", named)])
    path = build(tmp_path)
    ((key,),) = rows(
        path, "SELECT organisation_key FROM main.dim_organisation "
        "WHERE name LIKE 'Tuulensuun%' AND business_id IS NULL")  # fmt: skip
    organisation = "main.bridge_project_organisation"
    where = f"WHERE table_name = '{organisation}' ORDER BY ALL"
    assert rows(path, f"SELECT item, before, after FROM main.version_change {where}") == [
        (f"Tuulensuun Kehitys Oy ({key}) · partner", None, "Tuulensuun Kehitys Oy"),
        ("Tuulensuun Kehitys Oy (9123405-5) · partner", "Tuulensuun Kehitys Oy", None),
    ]


def test_organisation_with_a_new_name_or_type_is_a_change(tmp_path: Path) -> None:
    old, new = "Havulahden koulutuskuntayhtymä", "Havulahden koulutusyhtymä"
    renamed = edited(
        DESCRIPTION, (old, new), ("Organisaatiotyyppi: Kuntayhtymä", "Organisaatiotyyppi: Kunta")
    )
    take_in(tmp_path, [("", PAGE), ("", renamed.encode())])
    found = rows(build(tmp_path), "SELECT column_name, before, after FROM main.version_change")
    assert sorted(found) == [
        ("stated_name", old, new),
        ("stated_type", "Kuntayhtymä", "Kunta"),
    ]


def test_link_to_a_project_is_told_by_its_numbers_alone(tmp_path: Path) -> None:
    """Which version of that project is the current one is none of this project's doing."""
    linked = changed("Hanke jatkaa aiempaa työtä.", "Hanke jatkaa hanketta S29101.", PLAN).encode()
    take_in(tmp_path, [("plan", PLAN.encode()), ("plan", linked), ("list", as_csv(HEADER, OTHER)
        .encode())])  # fmt: skip
    path = build(tmp_path)
    assert rows(path, "SELECT linked_project_key FROM main.bridge_project_link") == [("S29101.1",)]
    line = line_of("Hanke jatkaa hanketta S29101.", linked.decode())
    where = "WHERE table_name = 'main.bridge_project_link'"
    assert rows(path, f"SELECT {CHANGE} FROM main.version_change {where}") == [
        (
            *("main.bridge_project_link", "9.1 · S29101", "section", None, "9.1"),
            *(*NOWHERE, id_of(linked), line),
        )
    ]
