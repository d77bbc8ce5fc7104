"""References to other projects in running text, and the numbers that are none."""

import pytest

from tests.transforms.made import rows
from tests.transforms.made_plan import PLAN, PROGRAMME_LINKS
from transforms.links import Link, find_links

EURA = "EURA 2014/91001/09 02 01 01/2018/POPELY"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"hankkeeseen (S29001, {EURA}), joka", [("S29001", EURA)]),
        (f"hanke S29001 ({EURA})", [("S29001", EURA)]),
        (f"({EURA}, S29001)", [("S29001", EURA)]),
        (f"S29001, S29002 ja {EURA}", [("S29001", None), ("S29002", None), (None, EURA)]),
        (f"S29001, {EURA}; A79002", [("S29001", EURA), ("A79002", None)]),
        (f"EURA 2014/91001/09\u00a002 01 01/2018/POPELY ja {EURA}", [(None, EURA), (None, EURA)]),
        ("(hankekoodi VM/910/02.02.03.09/2018)", [(None, "VM/910/02.02.03.09/2018")]),
        ("diaarinumero OKM/12/521/2018", [(None, "OKM/12/521/2018")]),
        ("S29001, diaarinumero OKM/12/521/2018", [("S29001", "OKM/12/521/2018")]),
        ("hankkeeseen (hankenumero 928378)", [("928378", None)]),
        ("Hakemusnumero: 900107 ja projektikoodi 12345", [("900107", None), ("12345", None)]),
        (
            "Hakemusnumerot 300123, 300124 ja 300125 liittyvät",
            [("300123", None), ("300124", None), ("300125", None)],
        ),
        ("OPH/9077/2016 ja STM/123/2017", [(None, "OPH/9077/2016"), (None, "STM/123/2017")]),
        ("EURA 2014/1/09 02 01 01/2018/POPELY", [(None, "EURA 2014/1/09 02 01 01/2018/POPELY")]),
        ("Hankkeen numero on 928378", [("928378", None)]),
        ("2014/91001/09 02 01 01/2018/POPELY", [(None, "2014/91001/09 02 01 01/2018/POPELY")]),
        ("Ei ole.", []),
        ("", []),
    ],
)
def test_links(text: str, links: list[Link]) -> None:
    assert find_links(text) == links


@pytest.mark.parametrize(
    "text",
    [
        "vuosina 2014-2020 ja 12 500 euroa",
        "Y-tunnus 9104210-9",
        "puh. 050 000 0123",
        "1.9.2021-31.8.2023 yhteensä 928378 käyntiä",
        "hanke 5 ja 100-prosenttinen työaika",
        "postinumero 45100",
        "S2 ja A7 -sarjat",
        "https://www.havulahti.example/2014/91001",
    ],
)
def test_numbers_that_refer_to_no_project(text: str) -> None:
    assert find_links(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Työ jatkuu (S29001,\nEURA 2014/91001/09 02 01 01/2018/POPELY).",
        "Työ jatkuu (S29001, EURA\n2014/91001/09 02 01 01/2018/POPELY).",
        "Työ jatkuu (S29001, EURA 2014/91001/09 02\n\n01 01/2018/POPELY).",
    ],
)
def test_reference_that_a_line_end_broke_is_one(text: str) -> None:
    (link,) = rows(PLAN.replace(PROGRAMME_LINKS, text), "link")
    assert (link["linked_code"], link["linked_diary_number"]) == ("S29001", EURA)


def test_references_on_lines_of_their_own_stay_apart() -> None:
    found = rows(PLAN.replace(PROGRAMME_LINKS, f"Hanke S29001\n{EURA}"), "link")
    assert [(r["linked_code"], r["linked_diary_number"]) for r in found] == [
        ("S29001", None), (None, EURA),
    ]  # fmt: skip
