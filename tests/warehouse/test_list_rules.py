"""Rules on the rows of lists: what each says of a changed row."""

from pathlib import Path

import pytest

from tests.transforms.made_list import (
    HEADER,
    NEW_HEADER,
    OTHER,
    as_csv,
    as_xlsx,
    new_row,
    put,
)
from tests.warehouse.made import build, take_in
from warehouse.query import ask

Found = tuple[object, ...]


def found(home: Path, rule: str) -> list[Found]:
    query = f"""SELECT field, observed, expected FROM quality.finding
        WHERE rule = '{rule}' ORDER BY ALL"""
    return ask(build(home), query)[1]


@pytest.mark.parametrize(
    ("total", "exceeds"),
    [("-10", []), ("10", [("realised_eu_state", "100", "≤ 10")])],
)
def test_total_below_zero_is_one_finding_and_not_two(
    tmp_path: Path, total: str, exceeds: list[Found]
) -> None:
    row = put(OTHER, c10="100", c12=total)
    take_in(tmp_path, [("l", as_csv(HEADER, row).encode())])
    assert found(tmp_path, "eu_state_exceeds_public_total") == exceeds
    negative = [("realised_public_total", "-10", "≥ 0")] if total == "-10" else []
    assert found(tmp_path, "amount_negative") == negative


@pytest.mark.parametrize(
    ("public", "exceeds"),
    [(1500, []), (1000, [("planned_eu_state", "1 234,10", "≤ 1 000")])],
)
def test_planned_money_of_new_lists_is_held_against_the_total(
    tmp_path: Path, public: int, exceeds: list[Found]
) -> None:
    row = new_row(**{"Suunniteltu julkinen rahoitus": public, "Toteutunut julkinen rahoitus": 1})
    take_in(tmp_path, [("l", as_xlsx(NEW_HEADER, row))])
    assert found(tmp_path, "eu_state_exceeds_public_total") == exceeds
