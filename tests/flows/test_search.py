"""Searching the texts of the samples: what is found, on which line, and with what installed."""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows import searching, steps
from flows.cli import app
from flows.searching import hits_table, search_texts
from tests.conftest import SAMPLES, rows
from tests.needs import needs_search
from transforms.lemmas import terms_of
from warehouse.content import content_hash
from warehouse.text_index import Lemmatiser, words_before

ONE = SAMPLES / "2023-06" / "S29002_kuvaus.txt"


@pytest.fixture(scope="module")
def home(sample_home: tuple[Path, Any]) -> Path:
    needs_search()
    return sample_home[0]


def asked(home: Path, *arguments: str) -> Any:
    return CliRunner().invoke(app, ["search", *arguments, "--home", str(home)])


def found(home: Path, query: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(asked(home, query, "--json", "--limit", "1000").stdout)
    return said


def codes(said: dict[str, Any]) -> set[str]:
    return {line["project_code"] for line in said["lines"]}


def test_every_passage_is_the_line_it_names(home: Path) -> None:
    """Those of the samples in plain text, of which every line can be counted."""
    lines = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.read_text("utf-8-sig").split("\n")
        for path in SAMPLES.rglob("*.txt")
        if b"\xc3" in path.read_bytes()
    }
    query = "SELECT document_id, line_number, field, text FROM search.passages('ja')"
    seen = 0
    for document_id, number, field, text in rows(home, query):
        if document_id in lines and "[" not in text:
            line = lines[document_id][number - 1].strip()
            # Of a sentence that a page broke off, the line has the beginning.
            assert text.startswith(line) or (field.startswith("name") and text in line)
            seen += line == text
    assert seen > 100


def test_forms_and_compounds_are_found(home: Path) -> None:
    lines = found(home, "yrittäjä")["lines"]
    forms = {form for line in lines for form in line["forms"].split(", ")}
    assert {"porotalousyrittäjät", "kasvihuoneyrittäjät", "yrittäjäjärjestöt"} <= forms
    for line in lines:
        assert re.search(line["forms"].split(", ")[0], line["text"].lower())
        assert "yrittäj" in line["snippet"].lower()


def test_projects_have_all_words_and_their_best_lines_come_first(home: Path) -> None:
    alone = {
        one: {li["project_code"] for li in found(home, one)["lines"]} for one in ("poro", "työ")
    }
    both = found(home, "poro työ")
    assert {line["project_code"] for line in both["lines"]} == alone["poro"] & alone["työ"]
    counts = [line["words"] for line in both["lines"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 2
    assert both["projects_found"] == len(codes(both))


def test_form_in_no_text_is_looked_up_and_a_word_in_none_is_named(home: Path) -> None:
    form, known = "poronhoitajitta", found(home, "poronhoitaja")
    assert not rows(home, f"SELECT 1 FROM search.word WHERE form = '{form}'")
    assert found(home, form)["lines"] == known["lines"] != []
    nothing = found(home, "poronhoitaja avaruussukkula")
    assert (nothing["lines"], nothing["words_in_no_text"]) == ([], ["avaruussukkula"])
    assert "No text has avaruussukkula" in asked(home, "avaruussukkula").stderr


def test_form_that_stands_in_an_english_text_alone_is_looked_up_too(
    home: Path, tmp_path: Path
) -> None:
    form = "poronhoitajitta"
    path = tmp_path / "warehouse.duckdb"
    shutil.copyfile(home / "warehouse.duckdb", path)
    path.chmod(0o600)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"INSERT INTO search.word VALUES ('en', '{form}', '{form}', '{form}', 'made')"
        )
    hits, missing = search_texts(path, form, 1000)
    assert (hits.lines, missing) == (found(home, "poronhoitaja")["lines"], [])


def test_either_of_two_words(home: Path) -> None:
    lines = {
        word: {(li["document_id"], li["line_number"]) for li in found(home, word)["lines"]}
        for word in ("poro", "nuori", "poro|nuori", "Nuori|POROT")
    }
    assert lines["poro|nuori"] == lines["Nuori|POROT"] == lines["poro"] | lines["nuori"]
    assert found(home, "poro|avaruussukkula")["words_in_no_text"] == []
    none = found(home, "avaruussukkula|tähtilaiva")
    assert (none["lines"], none["words_in_no_text"]) == ([], ["avaruussukkula|tähtilaiva"])


def test_current_versions_alone_are_found(home: Path) -> None:
    query = """SELECT count(*) FROM search.passage
        WHERE project_key NOT IN (SELECT project_key FROM latest.dim_project)"""
    assert rows(home, query) == [(0,)]
    assert rows(home, "SELECT count(*) > 400 FROM search.passage") == [(True,)]


def test_table_fits_80_columns_and_shows_what_was_found(home: Path) -> None:
    lines = found(home, "yrittäjä")["lines"]
    console = Console(width=80, file=io.StringIO(), force_terminal=True, color_system="standard")
    with console.capture() as captured:
        console.print(hits_table(lines))
    printed = captured.get()
    plain = re.sub("\x1b\\[[0-9;]*m", "", printed)
    assert max(map(len, plain.splitlines())) <= 80
    assert all(line["project_code"] in plain for line in lines)
    assert "\x1b[1;33mPorotalousyrittäjät\x1b[0m" in printed


@pytest.mark.parametrize("query", ["…", "", "'; DROP TABLE x --"])
def test_odd_queries_are_answered(home: Path, query: str) -> None:
    result = asked(home, query, "--json")
    assert result.exit_code == (0 if "DROP" in query else 1)
    assert "DROP" in query or "holds no word" in result.stderr


def test_index_can_be_asked_with_the_extension(home: Path) -> None:
    """As DuckDB's documentation has it, and without one's being needed for anything else."""
    from warehouse.extensions import load_extension

    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        load_extension(connection, "fts")
        query = """SELECT count(*) FROM search.passage
            WHERE fts_search_passage.match_bm25(passage_id, 'yrittäjä') IS NOT NULL"""
        ((count,),) = connection.execute(query).fetchall()
    assert count == found(home, "yrittäjä")["lines_found"]


def test_without_the_extra_all_else_is_the_same(
    ingest: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next run makes up for it once it is installed, with nothing new."""
    needs_search()
    with monkeypatch.context() as patch:
        patch.setattr(steps, "lemmatiser", lambda: "")
        ingest(tmp_path, ONE)
    before = content_hash(tmp_path / "warehouse.duckdb")
    result = asked(tmp_path, "yrittäjä")
    assert result.exit_code == 1
    assert "hankevarasto rebuild" in result.stderr
    assert "pip install" not in result.stderr
    with monkeypatch.context() as patch:
        patch.setattr(searching, "lemmatiser", lambda: "")
        assert "pip install 'hankevarasto[search]'" in asked(tmp_path, "yrittäjä").stderr
    assert ingest(tmp_path, ONE).unchanged == 1
    assert found(tmp_path, "yrittäjä")["lines"]
    assert content_hash(tmp_path / "warehouse.duckdb") == before
    name = steps.searched_by()
    assert words_before(Lemmatiser(name, terms_of, tmp_path / "warehouse.duckdb"))
    assert not words_before(Lemmatiser("another", terms_of, tmp_path / "warehouse.duckdb"))
