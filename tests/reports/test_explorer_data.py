"""What the explorer's page carries, without a browser."""

import base64
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml.html import fromstring

from reports.explorer.console.files import TABLES
from reports.explorer.data import TooManyProjects, read_explored
from reports.explorer.page import HERE, LANGUAGES, SCRIPTS, read_words, write_explorer
from reports.explorer.said import as_script
from tests.conftest import rows

# Whatever the page says in words comes from these columns.
COLUMNS = (
    ("main.dim_project", "project_code"),
    ("main.dim_project", "name"),
    ("main.dim_project", "fund"),
    ("main.dim_project", "programme_period"),
    ("main.dim_project", "axis_number"),
    ("main.dim_project", "objective_number"),
    ("main.dim_authority", "name"),
    ("main.dim_programme", "axis_title"),
    ("main.dim_programme", "objective_title"),
    ("main.dim_region", "code"),
    ("main.dim_region", "name_fi"),
    ("main.dim_region", "name_sv"),
    ("main.dim_region", "name_en"),
    ("main.dim_indicator", "indicator_key"),
    ("main.dim_indicator", "name_fi"),
    ("main.dim_indicator", "name_sv"),
    ("main.dim_indicator", "name_en"),
    ("main.dim_indicator", "unit"),
    ("main.fact_funding", "measure"),
    ("main.fact_funding", "basis"),
    ("main.fact_indicator", "basis"),
)
SAID = {"funding", "indicator", "EUR"}


def texts(said: Any) -> set[str]:
    """Every text in what the page is told, at any depth; the names of its parts aside."""
    if isinstance(said, dict):
        return set().union(*map(texts, said.values()))
    if isinstance(said, list | tuple):
        return set().union(*map(texts, said))
    return {said} if isinstance(said, str) else set()


def test_nothing_but_what_is_named_goes_into_the_page(sample_home: tuple[Path, Any]) -> None:
    known = {
        text
        for table, column in COLUMNS
        for (text,) in rows(sample_home[0], f"SELECT DISTINCT {column} FROM {table}")
    }
    said = texts(read_explored(sample_home[0] / "warehouse.duckdb").texts)
    assert said - SAID - {""} <= known
    assert len(said) > 400


def test_figures_and_shares_are_those_of_the_star(sample_home: tuple[Path, Any]) -> None:
    home = sample_home[0]
    explored = read_explored(home / "warehouse.duckdb")
    columns, codes = explored.columns, explored.texts["codes"]
    stated = zip(columns["figures.project"], columns["figures.hundredths"], strict=True)
    expected = rows(
        home,
        """SELECT project_code, (100 * amount_eur)::BIGINT
        FROM latest.fact_funding INNER JOIN latest.dim_project USING (project_key)
        UNION ALL SELECT project_code, (100 * value)::BIGINT
        FROM latest.fact_indicator INNER JOIN latest.dim_project USING (project_key)""",
    )
    assert Counter((codes[project], amount) for project, amount in stated) == Counter(expected)
    for level in explored.texts["regions"]:
        wholes: dict[int, float] = Counter()
        for project, part, whole in zip(
            *(columns[f"{level}.{name}"] for name in ("project", "part", "whole")), strict=True
        ):
            wholes[project] += part / whole
        assert {round(whole, 9) for whole in wholes.values()} == {1}
        assert len(wholes) == len(codes)


def test_page_and_tables_name_the_run_that_published(sample_home: tuple[Path, Any]) -> None:
    home, summary = sample_home
    folder = home / "reports" / "explorer"
    page = fromstring((folder / "index.html").read_text(encoding="utf-8"))
    said, told = (json.loads(page.get_element_by_id(one).text) for one in ("said", "console_said"))
    assert told["publication"] == summary.run_id
    with (folder / TABLES).open(encoding="ascii") as tables:
        assert next(tables) == f'consoleFiles.publication = "{summary.run_id}";\n'
    ((began_at,),) = rows(home, "SELECT max(started_at) FROM meta.run")
    assert said["PUBLISHED_AT"] == f"{began_at:%Y-%m-%dT%H:%MZ}"


def test_texts_are_found_by_searching_the_page_s_bytes(sample_home: tuple[Path, Any]) -> None:
    """So an erased person who is named in a project's name would be found in it."""
    home = sample_home[0]
    page = (home / "reports" / "explorer" / "index.html").read_text(encoding="utf-8")
    for (name,) in rows(home, "SELECT name FROM latest.dim_project"):
        assert json.dumps(name, ensure_ascii=False) in page
    packed = fromstring(page).get_element_by_id("numbers").text
    numbers = gzip.decompress(base64.b64decode(packed))
    assert len(numbers) > 1000
    assert b"Saippuapaja" not in numbers


def test_more_projects_than_a_page_carries_leave_no_page_of_fewer(
    sample_home: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("earlier", encoding="utf-8")
    monkeypatch.setattr("reports.explorer.data.MOST_PROJECTS", 10)
    with pytest.raises(TooManyProjects, match="hankevarasto sql"):
        write_explorer(sample_home[0] / "warehouse.duckdb", tmp_path)
    assert not (tmp_path / "index.html").exists()


@pytest.mark.parametrize("text", ["</script><b>", "<!--<script>", "=1+1", 'a"b\\c'])
def test_no_text_ends_the_element_it_stands_in(text: str) -> None:
    said = as_script({"name": text})
    assert "<" not in said
    assert json.loads(said) == {"name": text}


def test_every_script_is_used_and_none_is_long() -> None:
    files = sorted((HERE / "scripts").glob("*.js"))
    assert {file.stem for file in files} == set(SCRIPTS)
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert text.count("\n") < 400
        assert "</script" not in text
        assert "innerHTML" not in text


def test_languages_have_the_same_words() -> None:
    words = [read_words(lang) for lang in LANGUAGES]
    assert all(one.keys() == words[0].keys() for one in words)
    assert all(isinstance(text, str) and text for one in words for text in one.values())
    places = [{name: text.count("{") for name, text in one.items()} for one in words]
    assert all(one == places[0] for one in places)
