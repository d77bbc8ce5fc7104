"""Search in the real documents: all forms of two words, on their lines."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import rows
from tests.needs import needs_search

# Stems, and what begins like them but is another word: yrittäjyys, kyberturvallinen.
STEMS = {
    "kyberturvallisuus": r"kyberturvallisuu[a-zåäö]*",
    "yrittäjä": r"[a-zåäö]*yrittäj(?!yy)[a-zåäö]*",
    "yrittäjyys": r"[a-zåäö]*yrittäjyy[a-zåäö]*",
}
# Lines and different words, as counted in the documents by eye.
COUNTED = {"kyberturvallisuus": (7, 2), "yrittäjä": (37, 26), "yrittäjyys": (4, 2)}


@pytest.fixture(scope="module")
def home(
    ingest: Callable[..., Any],
    real_descriptions: list[Path],
    real_plan: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    needs_search()
    home = tmp_path_factory.mktemp("real")
    ingest(home, *real_descriptions, real_plan)
    return home


def lines_of(paths: list[Path], stem: str) -> dict[tuple[str, int], set[str]]:
    """Project and line of what a stem is found in, with the words, in the documents themselves."""
    found = {}
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), start=1):
            if words := set(re.findall(stem, line.lower())):
                found[path.name[:6], number] = words
    return found


@pytest.mark.parametrize("word", STEMS)
def test_all_forms_are_found_on_their_lines(
    word: str, home: Path, real_descriptions: list[Path], real_plan: Path
) -> None:
    """Exactly those of the names and texts; the documents have more in other fields."""
    query = f"""SELECT project_code, line_number, string_split(forms, ', ')
        FROM search.passages('{word}')"""
    found = {(code, line): set(forms) for code, line, forms in rows(home, query)}
    published = set(rows(home, "SELECT project_key[:6], line_number FROM search.passage"))
    written = lines_of([*real_descriptions, real_plan], STEMS[word])
    wanted = {place: words for place, words in written.items() if place in published}
    assert found == wanted
    assert (len(found), len(set().union(*found.values()))) == COUNTED[word]


def test_lines_left_out_are_in_no_text(
    home: Path, real_descriptions: list[Path], real_plan: Path
) -> None:
    """Every line of the texts' sections is a passage: what is not is a field or a justification."""
    published = set(rows(home, "SELECT project_key[:6], line_number FROM search.passage"))
    texts = " ".join(text for (text,) in rows(home, "SELECT text FROM main.project_text"))
    paths = {path.name[:6]: path for path in (*real_descriptions, real_plan)}
    for stem in STEMS.values():
        for code, number in lines_of([*paths.values()], stem).keys() - published:
            line = paths[code].read_text("utf-8-sig").split("\n")[number - 1].strip()
            assert line not in texts


def test_both_words_together(home: Path) -> None:
    query = """SELECT project_code, words, line_number
        FROM search.passages('kyberturvallisuuksia yrittäjille kyberturvallisuus') LIMIT 3"""
    assert rows(home, query) == []  # a form of no text, which SQL cannot look up
    query = "SELECT project_code, words FROM search.passages('kyberturvallisuus yrittäjille')"
    found = rows(home, query)
    assert {code for code, _ in found} == {"S22723"}
    assert [words for _, words in found][:4] == [2, 2, 2, 1]
