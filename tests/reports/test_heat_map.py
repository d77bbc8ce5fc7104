"""Completeness as a table: what is shown, under which column, in which colour."""

from decimal import Decimal
from typing import Any

from reports.heat_map import MOST_COLUMNS, REST, heat_maps


def row(field: str, authority: str | None, expected: int, filled: int) -> dict[str, Any]:
    return {
        "kind": "plan",
        "section": "2",
        "field": field,
        "label": field.capitalize(),
        "authority": authority,
        "start_year": 2020,
        "expected": expected,
        "filled": filled,
    }


def test_fields_filled_everywhere_are_named_only() -> None:
    (shown,) = heat_maps([row("name", "A", 3, 3), row("town", "A", 3, 2)], "authority")
    (section,) = shown["sections"]
    assert section["full"] == ["Name"]
    assert [field["label"] for field in section["fields"]] == ["Town"]
    assert section["all"]["share"] == Decimal("0.833")
    assert section["fields"][0]["cells"][0]["class"] == 3


def test_nearly_all_is_not_all() -> None:
    (shown,) = heat_maps([row("town", "A", 100_000, 99_999)], "authority")
    assert shown["all"]["share"] == Decimal("0.999")
    assert shown["all"]["class"] == 1


def test_many_authorities_are_the_largest_and_the_rest() -> None:
    rows = [row("town", f"A{n:02}", n, n - 1) for n in range(1, MOST_COLUMNS + 3)]
    (shown,) = heat_maps(rows, "authority")
    assert shown["columns"] == [f"A{n:02}" for n in range(3, MOST_COLUMNS + 3)] + [REST]
    (field,) = shown["sections"][0]["fields"]
    assert [cell["expected"] for cell in field["cells"]][-1] == 1 + 2
    assert sum(cell["filled"] for cell in field["cells"]) == field["all"]["filled"]


def test_sections_go_by_number() -> None:
    rows = [
        {**row("x", None, 1, 0), "section": section}
        for section in ("1", "10", "12.1", "2", "7.n", "merkinnät")
    ]
    (shown,) = heat_maps(rows, "start_year")
    assert [section["section"] for section in shown["sections"]] == [
        "merkinnät",
        "1",
        "2",
        "7.n",
        "10",
        "12.1",
    ]
    assert shown["columns"] == [2020]


def test_layouts_of_lists_add_up_and_sections_of_forms_do_not() -> None:
    rows = [
        {**row(field, authority, expected, 0), "section": section, "kind": kind}
        for kind in ("plan", "project_list")
        for section, field, authority, expected in (
            ("1", "code", "A", 4),
            ("1", "code", "B", 3),
            ("1", "name", "A", 4),
            ("2", "code", "A", 4),
        )
    ]
    shown = {one["kind"]: one["expected"] for one in heat_maps(rows, "authority")}
    assert shown == {"plan": 7, "project_list": 11}
