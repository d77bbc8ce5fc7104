"""The evaluator's notebook runs on the samples and says what docs/evaluate.md shows."""

import os
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, rows
from tests.needs import lacks_program

PAGE = ROOT / "docs" / "evaluate.md"
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
BAR = re.compile(r'aria-roledescription="bar"')


@pytest.fixture(scope="module")
def notebook(sample_home: tuple[Path, Any]) -> Iterator[Any]:
    """The notebook after a run on the samples."""
    if find_spec("nbconvert") is None or find_spec("ipykernel") is None:
        lacks_program("nbconvert and ipykernel are not installed: make setup-develop")
    from docs.notebooks.write import executed

    with pytest.MonkeyPatch.context() as patch:
        path = [str(Path(sys.executable).parent), os.environ["PATH"]]
        patch.setenv("PATH", os.pathsep.join(path))
        patch.setenv("HANKEVARASTO_HOME", "")
        yield executed(sample_home[0])


def output(notebook: Any, cell_id: str) -> str:
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    return str(cell.outputs[-1]["data"]["text/plain"])


def table(text: str) -> dict[str, list[Decimal | None]]:
    """Numbers of a printed table by the name in its first column."""
    _, _, *lines = text.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {name: [number(cell) for cell in rest] for name, *rest in cells}


def number(cell: str) -> Decimal | None:
    return None if cell == "null" else Decimal(cell.replace(" ", ""))


def test_page_shows_what_the_notebook_gives(notebook: Any) -> None:
    from docs.notebooks.write import as_page

    text, pictures = as_page(notebook)
    again = "run: python docs/notebooks/write.py on a home with the samples"
    assert PAGE.read_text(encoding="utf-8") == text, again
    assert len(pictures) == 3
    for path, drawn in pictures.items():
        shown = (PAGE.parent / path).read_text(encoding="utf-8")
        assert TEXT.findall(shown) == TEXT.findall(drawn.decode()), again
    on_disk = (PAGE.parent / "images" / "evaluate").iterdir()
    assert {path.name for path in on_disk} == {Path(path).name for path in pictures}


def test_notebook_is_kept_without_outputs_and_page_without_places_and_days() -> None:
    kept = (PAGE.parent / "notebooks" / "evaluate.ipynb").read_text(encoding="utf-8")
    assert '"image/' not in kept
    assert re.findall(r'"outputs": (?!\[\])|"execution_count": (?!null)', kept) == []
    assert not re.search(r"file://|/tmp/|\d{4}-\d\d-\d\d \d\d:\d\d", PAGE.read_text("utf-8"))


def test_plots_have_the_figures_of_the_mart(notebook: Any, sample_home: tuple[Path, Any]) -> None:
    from docs.notebooks.write import as_page

    by_cost, by_year, by_evidence = [p.decode() for p in as_page(notebook)[1].values()]
    assert [len(BAR.findall(drawn)) for drawn in (by_cost, by_year, by_evidence)] == [18, 18, 28]
    years = rows(
        sample_home[0],
        "SELECT DISTINCT period FROM mart.funding_by_region_period WHERE fund = 'ESF'"
        " AND programme_period = '2014-2020' AND basis = 'granted' AND period_grain = 'year'",
    )
    assert {year for (year,) in years} <= set(TEXT.findall(by_year))
    regions = TEXT.findall(by_evidence)
    assert "Kohdentamaton" in regions
    assert "Päijät-Häme" in regions


def test_money_and_persons_are_those_of_the_mart(
    notebook: Any, sample_home: tuple[Path, Any]
) -> None:
    where = (
        "fund = 'ESF' AND programme_period = '2014-2020' AND region_level = 'maakunta'"
        " AND period_grain = 'total'"
    )
    shown = table(output(notebook, "cost"))
    granted = rows(
        sample_home[0],
        f"SELECT region_name, amount_eur FROM mart.funding_by_region_period WHERE {where}"
        " AND measure = 'eu_state' AND basis = 'granted'",
    )
    assert {name: row[0] for name, row in shown.items()} == {
        name: round(amount) for name, amount in granted
    }
    assert len(granted) == 19


def test_rates_are_sums_over_sums_of_projects_that_state_both(
    notebook: Any, sample_home: tuple[Path, Any]
) -> None:
    by_hand = rows(
        sample_home[0],
        "SELECT sum(value), sum(amount_eur) FROM latest.fact_indicator AS i"
        " INNER JOIN latest.fact_funding AS f USING (project_key)"
        " INNER JOIN latest.dim_project USING (project_key)"
        " WHERE fund = 'ESF' AND programme_period = '2014-2020' AND measure = 'eu_state'"
        " AND f.basis = 'granted' AND i.basis = 'planned'"
        " AND indicator_key = 'participating_persons'",
    )
    ((persons, eur),) = by_hand
    shown = table(output(notebook, "cost"))
    assert sum(row[2] for row in shown.values() if row[2]) == pytest.approx(persons, abs=1)
    assert sum(row[1] for row in shown.values() if row[1]) == eur
    assert f"{round(100000 * persons / eur, 1)} |" in output(notebook, "total")
    assert shown["Kohdentamaton"][1:] == [None, None, None, 0]
    # S29008 alone and an eighteenth of the national S29005.
    rate = 100000 * (100 + Decimal(320) / 18) / (205120 + Decimal(684000) / 18)
    assert shown["Pohjois-Karjala"][3] == round(rate, 1)


def test_answer_is_said_with_its_figures(notebook: Any) -> None:
    (cell,) = [cell for cell in notebook.cells if cell.id == "answer"]
    said = cell.outputs[-1]["text"]
    for figure in ("47.4 persons", "35.7 in Kymenlaakso", "90.4 in Päijät-Häme", "39.7 %"):
        assert figure in said
    assert "15.0 % is in no maakunta" in said
    assert "172.0 companies, 107 % of those planned" in said


def test_money_of_all_classes_of_evidence_is_all_that_was_granted(notebook: Any) -> None:
    text = output(notebook, "trust")
    shown = table(text)
    assert len(shown) == 4
    assert sum(row[0] for row in shown.values() if row[0]) == 3415690
    assert sum(row[1] for row in shown.values() if row[1]) == pytest.approx(100, abs=Decimal("0.2"))
