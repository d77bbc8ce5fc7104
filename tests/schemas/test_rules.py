"""The rule catalogue: each rule with its number, words, weight and way of finding."""

from pathlib import Path

import pytest

import transforms
from schemas.catalogue import table
from schemas.frames import build_frame, check_frame
from schemas.rule_catalogue import DIMENSIONS, FOLDER, LANGUAGES, Rule, rule_rows, rules

SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(transforms.__path__[0]).rglob("*.py")
)
FOUND_BY = ("statement_id", "section", "field", "line_number", "observed", "expected")


def named(rule: Rule) -> str:
    return rule.name


@pytest.mark.parametrize("rule", rules(), ids=named)
def test_rule_has_words_in_every_language(rule: Rule) -> None:
    for words in (rule.title, rule.fix):
        assert set(words) == set(LANGUAGES)
        assert all(words[lang].strip() for lang in LANGUAGES)
        assert len(set(words.values())) == len(LANGUAGES)


@pytest.mark.parametrize("rule", rules(), ids=named)
def test_rule_has_a_known_dimension_and_severity(rule: Rule) -> None:
    assert rule.dimension in DIMENSIONS
    assert rule.severity in ("error", "warning", "info")


def test_rules_have_numbers_of_their_own() -> None:
    numbers = [rule.number for rule in rules()]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("rule", [r for r in rules() if not r.query], ids=named)
def test_rule_without_a_query_is_found_while_reading(rule: Rule) -> None:
    assert f'"{rule.name}"' in SOURCES


@pytest.mark.parametrize("rule", [r for r in rules() if r.query], ids=named)
def test_query_says_its_grain_and_gives_the_columns_of_a_finding(rule: Rule) -> None:
    assert rule.query is not None
    grain, _, body = rule.query.partition("\n")
    assert grain.startswith("-- one ")
    assert [column for column in FOUND_BY if column not in body] == []


@pytest.mark.parametrize("rule", [r for r in rules() if r.query], ids=named)
def test_rule_with_a_query_is_not_found_while_reading_too(rule: Rule) -> None:
    assert f'"{rule.name}"' not in SOURCES


def test_every_query_belongs_to_a_rule() -> None:
    stems = {path.stem for path in FOLDER.glob("*.sql")}
    assert stems == {rule.name for rule in rules() if rule.query}


def test_the_line_nobody_could_place_is_a_rule() -> None:
    assert "line_not_placed" in {rule.name for rule in rules()}


def test_rows_of_the_rule_table_keep_its_contract() -> None:
    contract = table("quality.rule")
    assert check_frame(contract, build_frame(contract, rule_rows(rules()))).height == len(rules())
