"""Figures in findings are written as forms write them, whichever rule shows them."""

from pathlib import Path

import duckdb
import pytest

from tests.transforms.made import DESCRIPTION, changed
from tests.transforms.made_list import HEADER, OTHER, as_csv, put
from tests.warehouse.made import build, take_in
from warehouse.build import FINDING_MACROS
from warehouse.query import ask

DESCRIBED = put(OTHER, c0="S29100", c2="Taitopolku")
Found = tuple[object, ...]


def found(home: Path, rule: str) -> list[Found]:
    query = f"""SELECT field, observed, expected FROM quality.finding
        WHERE rule = '{rule}' ORDER BY ALL"""
    return ask(build(home), query)[1]


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "0"),
        ("999.5", "999,50"),
        ("1000", "1 000"),
        ("1234567.05", "1 234 567,05"),
        ("-0.5", "-0,50"),
        ("-1250.25", "-1 250,25"),
    ],
)
def test_amounts_are_grouped_and_keep_their_sign(amount: str, written: str) -> None:
    with duckdb.connect() as connection:
        for macro in FINDING_MACROS:
            connection.execute(macro)
        query = f"SELECT euros({amount}::DECIMAL(18, 2)), as_written('{amount}', true)"
        assert connection.execute(query).fetchall() == [(written, written)]


def test_amounts_that_disagree_are_written_as_those_of_other_rules(tmp_path: Path) -> None:
    listed = put(DESCRIBED, c9="123456.5", c11="1000000")
    take_in(tmp_path, [("l", as_csv(HEADER, listed).encode()), ("d", DESCRIPTION.encode())])
    amounts = {field: observed for field, observed, _ in found(tmp_path, "documents_disagree")}
    assert amounts["granted_eu_state"] == "123 456,50"
    assert amounts["planned_public_total"] == "1 000 000"


def test_numbers_of_people_that_disagree_are_grouped_too(tmp_path: Path) -> None:
    figures = "Suunniteltu: 0\nToteutunut seurantatietojen mukaan: 1400"
    description = changed("Suunniteltu: 140", figures)
    take_in(tmp_path, [("d", description.encode())])
    assert found(tmp_path, "planned_zero_realised") == [("realised_count", "0 → 1 400", None)]
