"""``explain``: a project's figures from document and line to the cells of the marts."""

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.explanation import show_explanation
from schemas.tables.mart import GRAINS
from schemas.tables.region import LEVELS
from tests.conftest import rows
from tests.transforms.made import changed
from tests.transforms.made_list import ROW, put
from tests.warehouse.made import build, take_in
from tests.warehouse.made_history import CODE, listed
from warehouse.explain import explain

pytestmark = pytest.mark.large

RUNNER = CliRunner()
ROUNDING = Decimal("1e-10")  # of a cell
SIX = ("Hamina", "Kotka", "Kouvola", "Miehikkälä", "Pyhtää", "Virolahti")


def said(home: Path, code: str, *options: str) -> list[str]:
    """What the command prints, each line with single spaces and none that is blank."""
    result = RUNNER.invoke(app, ["explain", code, "--home", str(home), *options])
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.output.splitlines() if line.strip()]


def test_real_project_from_file_and_line_to_its_cells(
    real_descriptions: list[Path], ingest: Any, tmp_path: Path
) -> None:
    (path,) = (p for p in real_descriptions if p.name.startswith("S22723"))
    ingest(tmp_path, *real_descriptions)
    printed = said(tmp_path, "s22723 ")
    text = "\n".join(printed)
    assert path.resolve().as_uri() in text
    stated = path.read_text(encoding="utf-8").splitlines()
    named = next(n for n, line in enumerate(stated, 1) if line.startswith("Kunnat:"))
    for kunta in SIX:
        assert kunta in stated[named - 1]
        (line,) = (one for one in printed if one.startswith(f"{kunta} {named} kunta "))
        assert line.endswith("nominative, Finnish 1/6")
    assert "Months: 20, from 2022-01 to 2023-08, with 608 days" in printed
    months = [line.split()[1:] for line in printed if line.startswith(("2022 31", "2023 31"))]
    assert sum(len(days) for days in months) == 20
    assert sum(int(day) for days in months for day in days) == 608
    granted = next(n for n, line in enumerate(stated, 1) if line.startswith("Myönnetty EU"))
    start = printed.index(f"eu_state granted 245127 EUR, line {granted}")
    assert printed[start + 3 : start + 5] == [
        "Kymenlaakso 2022 1 365/608 147156.83 147156.83 1",
        "Kymenlaakso 2023 1 243/608 97970.17 97970.17 1",
    ]
    assert printed[-1] == "Kymenlaakso 2023 1 243/608 27.977 27.977 1"


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("level", LEVELS)
def test_parts_sum_to_the_figures_and_lie_within_their_cells(
    sample_home: tuple[Path, Any], level: str, grain: str
) -> None:
    home = sample_home[0]
    for (code,) in rows(home, "SELECT project_code FROM latest.dim_project"):
        found = explain(home / "warehouse.duckdb", code, level, grain)
        names = ("subject", "item", "basis")
        for figure in found.figures:
            parts = [c for c in found.cells if all(c[n] == figure[n] for n in names)]
            assert round(sum(c["part"] for c in parts), 10) == figure["value"]
            for cell in parts:
                others = cell["cell"] - cell["part"]
                assert others > -ROUNDING if cell["projects"] > 1 else abs(others) < ROUNDING


def test_what_no_document_places_is_shown_as_such(sample_home: tuple[Path, Any]) -> None:
    printed = said(sample_home[0], "A79903", "--grain", "total")
    assert "Kuvitteela 95 kunta not resolved, expected kunta 2021" in printed
    assert "unallocated Kohdentamaton 1/3" in printed
    (months,) = (line for line in printed if line.startswith("Months"))
    assert months.endswith("all is unallocated")
    assert "Kohdentamaton total 1/3 1/1 80000 334100 4" in printed
    nought = "its cells have 0 of it, and count the project"
    assert f"participating_persons planned 0 persons, line 115: {nought}" in printed


def test_each_figure_names_the_version_whose_document_states_it(
    sample_home: tuple[Path, Any],
) -> None:
    printed = said(sample_home[0], "S29001")
    assert "version 2" in printed
    assert "eu_state granted 312480 EUR 85 1" in printed
    assert "eu_state applied 312480 EUR 186 2" in printed
    lines = "312480 (line 186) + 58590 (line 187) + 19530 (line 188)"
    assert f"public_total applied = {lines}" in printed
    (plan,) = (line for line in printed if line.endswith("2024-03/S29001_suunnitelma.txt"))
    assert printed[printed.index(plan) - 1].startswith("2 plan, received ")


def test_every_public_total_applied_for_is_the_sum_of_the_lines_shown(
    sample_home: tuple[Path, Any],
) -> None:
    home = sample_home[0]
    applied = """SELECT project_code, amount_eur FROM latest.fact_funding
        INNER JOIN latest.dim_project USING (project_key)
        WHERE measure = 'public_total' AND basis = 'applied'"""
    found = rows(home, applied)
    assert len(found) > 2
    for code, amount in found:
        summed = explain(home / "warehouse.duckdb", code, "maakunta", "total").summed
        assert sum(row["amount_eur"] for row in summed) == amount


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("S29013", "the country is shared equally over its maakunnat: its scope is national"),
        ("S29105", "none is named, so all is unallocated"),
        ("S29003", "the deepest level named is shared equally"),
    ],
)
def test_places_say_what_is_shared(sample_home: tuple[Path, Any], code: str, words: str) -> None:
    (title,) = (line for line in said(sample_home[0], code) if line.startswith("Places"))
    assert title.endswith(f"; {words}")


def test_row_of_a_list_is_explained_by_its_line(sample_home: tuple[Path, Any]) -> None:
    printed = said(sample_home[0], "A79101")
    assert any(line.startswith("1 project_list, line 4, received ") for line in printed)
    assert "unallocated Kohdentamaton 1" in printed


def test_name_unknown_on_two_lists_of_one_line_is_shown_once_for_each(tmp_path: Path) -> None:
    both = changed("Seutukunnat: Kouvolan", "Seutukunnat: Kuvitelmala")
    both = changed("Kunnat: Iitti", "Kunnat: Iitti, Kuvitelmala", both)
    take_in(tmp_path, [("x", both.encode())])
    path = build(tmp_path)
    with duckdb.connect(str(path)) as connection:
        for table in ("main.project_place", "quality.finding"):
            connection.execute(f"UPDATE {table} SET line_number = 83 WHERE line_number IS NOT NULL")
    places = explain(path, CODE, "maakunta", "total").places
    assert sorted(p["level"] for p in places if p["name"] == "Kuvitelmala") == [
        "kunta",
        "seutukunta",
    ]


def test_list_that_goes_back_to_what_it_said_is_explained_by_its_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = listed("0"), listed("0", put(ROW, c0="A79109")), listed("7")
    take_in(tmp_path, [("one", first), ("one", second), ("one", third), ("one", second)])
    show_explanation(explain(build(tmp_path), CODE, "maakunta", "total"), "maakunta", "total")
    printed = capsys.readouterr().out
    assert printed.count("project_list, line 3, received") == 3
    assert printed.count("superseded") == 2
    assert printed.count(hashlib.sha256(first).hexdigest()[:12]) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("S29010", ""),
        ("A79110", "Did you mean A79101?"),
        ("A79103", "line 6 of list"),
        ("Z1", "No document here speaks of project Z1."),
    ],
)
def test_a_project_that_is_not_here_says_what_is_known(
    sample_home: tuple[Path, Any], code: str, words: str
) -> None:
    result = RUNNER.invoke(app, ["explain", code, "--home", str(sample_home[0])])
    assert (result.exit_code, words in result.stderr) == (int(bool(words)), True)


def test_wrong_level_or_grain_is_wrong_usage(sample_home: tuple[Path, Any]) -> None:
    for option in (("--level", "county"), ("--grain", "decade")):
        arguments = ["explain", "S29001", *option, "--home", str(sample_home[0])]
        assert RUNNER.invoke(app, arguments).exit_code == 2


def test_warehouse_of_another_version_is_told_what_makes_it_anew(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).close()
    result = RUNNER.invoke(app, ["explain", "S29001", "--home", str(tmp_path)])
    assert result.exit_code == 1
    assert "hankevarasto rebuild" in result.stderr
