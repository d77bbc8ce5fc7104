"""The largest, smallest, longest and shortest that forms can say, against exact fractions."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest

from tests.transforms.made import DESCRIPTION
from tests.warehouse.made import build, take_in

pytestmark = pytest.mark.large

MOST = "999 999 999 999,99"
# Project code: the kunnat it names, its first and last day, and its granted EU and state money.
PROJECTS = {
    "S29100": ("Iitti, Kouvola, Helsinki", "1.1.2000", "31.12.2049", MOST),
    "S29101": ("Sottunga", "29.2.2020", "29.2.2020", MOST),
    "S29102": ("Helsinki, Iitti, Lahti", "31.12.2019", "1.1.2020", "0,01"),
    "S29103": ("Rautavaara, Sottunga, Helsinki", "1.3.2016", "28.2.2021", "77 777 777 777,77"),
}
CODES = {
    "Iitti": "142", "Kouvola": "286", "Helsinki": "091", "Sottunga": "766", "Lahti": "398",
    "Rautavaara": "687",
}  # fmt: skip
GRANTED = "measure = 'eu_state' AND basis = 'granted'"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("home")
    documents = []
    for code, (kunnat, start, end, granted) in PROJECTS.items():
        text = DESCRIPTION.replace("S29100", code).replace("Kunnat: Iitti", f"Kunnat: {kunnat}")
        text = text.replace("1.3.2019", start).replace("31.8.2021", end)
        documents.append((code, text.replace(": 80 000\n", f": {granted}\n").encode()))
    assert take_in(home, documents) == ["loaded"] * len(PROJECTS)
    with duckdb.connect(str(build(home)), read_only=True) as connection:
        yield connection


def day(text: str) -> date:
    return date(*map(int, reversed(text.split("."))))


def rounded(exact: Fraction, decimals: int) -> Decimal:
    """A fraction above zero rounded at a decimal, a half up."""
    return Decimal(int(exact * 10**decimals + Fraction(1, 2))).scaleb(-decimals)


def expected(weights: dict[str, int]) -> dict[tuple[str, str], Decimal]:
    """Money by kunta and year, each project shared over its kunnat by their weights."""
    cells: dict[tuple[str, str], Fraction] = {}
    for named, *days, granted in PROJECTS.values():
        kunnat, (start, end) = [CODES[name] for name in named.split(", ")], map(day, days)
        euros = Fraction(granted.replace(" ", "").replace(",", "."))
        whole = sum(weights[kunta] for kunta in kunnat) * ((end - start).days + 1)
        for year in range(start.year, end.year + 1):
            first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
            for kunta in kunnat:
                part = euros * weights[kunta] * ((last - first).days + 1) / whole
                cells[kunta, str(year)] = cells.get((kunta, str(year)), Fraction(0)) + part
    return {cell: rounded(exact, 10) for cell, exact in cells.items()}


def cells(
    connection: duckdb.DuckDBPyConnection, arguments: str, before: str = ""
) -> dict[tuple[str, str], Decimal]:
    query = f"""{before} SELECT region_code, period, amount_eur
        FROM reading.funding(level := 'kunta', {arguments}) WHERE {GRANTED}"""
    return {(code, year): euros for code, year, euros in connection.execute(query).fetchall()}


def test_cells_are_exact_fractions_rounded_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert cells(warehouse, "classification_year := 2023") == expected(
        dict.fromkeys(CODES.values(), 1)
    )


def test_cells_of_the_mart_are_exact_fractions_rounded_once(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = f"""SELECT region_code, period, amount_eur FROM mart.funding_by_region_period
        WHERE region_level = 'kunta' AND period_grain = 'year' AND {GRANTED}"""
    found = {(code, year): euros for code, year, euros in warehouse.execute(query).fetchall()}
    assert found == expected(dict.fromkeys(CODES.values(), 1))


@pytest.mark.parametrize("largest", [3, 10**6, 10**12, 10**15])
def test_cells_are_exact_whatever_the_weights(
    warehouse: duckdb.DuckDBPyConnection, largest: int
) -> None:
    weights = {code: max(largest - n, 1) for n, code in enumerate(CODES.values())}
    rows = ", ".join(f"('kunta', '{code}', {weight})" for code, weight in weights.items())
    mine = f"WITH mine (region_level, region_code, weight) AS (VALUES {rows})"
    assert cells(warehouse, "weights := 'mine'", mine) == expected(weights)


@pytest.mark.parametrize("grain", ["year", "total"])
def test_money_per_inhabitant_is_exact_to_its_last_decimal(
    warehouse: duckdb.DuckDBPyConnection, grain: str
) -> None:
    query = f"""SELECT amount_eur, inhabitants, amount_eur_per_1000
        FROM reading.funding(level := 'kunta', grain := '{grain}', classification_year := 2023)
        WHERE {GRANTED} AND inhabitants IS NOT NULL"""
    found = warehouse.execute(query).fetchall()
    assert min(inhabitants for _, inhabitants, _ in found) < 150
    for euros, inhabitants, per_1000 in found:
        assert per_1000 == rounded(Fraction(euros) * 1000 / inhabitants, 4)
