"""The rule catalogue: each rule with its number, words, weight and way of finding."""

from collections.abc import Callable
from pathlib import Path
from re import findall

import pytest

import transforms
from schemas import rule_catalogue
from schemas.catalogue import table
from schemas.frames import build_frame, check_frame
from schemas.precedence import KINDS
from schemas.quality_criteria import measured_criteria, quality_criteria
from schemas.rule_catalogue import (
    DIMENSIONS,
    FOLDER,
    LANGUAGES,
    SEVERITIES,
    Rule,
    rule_rows,
    rule_sources,
    rules,
)
from tests.conftest import rows
from transforms.form import Element, Style, forms
from warehouse.build import models, seed_frames

CODE = "\n".join(
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
    assert rule.severity in SEVERITIES


def test_rules_have_numbers_of_their_own() -> None:
    numbers = [rule.number for rule in rules()]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("rule", [r for r in rules() if not r.query], ids=named)
def test_rule_without_a_query_is_found_while_reading(rule: Rule) -> None:
    assert f'"{rule.name}"' in CODE


@pytest.mark.parametrize("rule", [r for r in rules() if r.query], ids=named)
def test_query_says_its_grain_and_gives_the_columns_of_a_finding(rule: Rule) -> None:
    assert rule.query is not None
    grain, _, body = rule.query.partition("\n")
    assert grain.startswith("-- one ")
    assert [column for column in FOUND_BY if column not in body] == []


@pytest.mark.parametrize("rule", [r for r in rules() if r.query], ids=named)
def test_rule_with_a_query_is_not_found_while_reading_too(rule: Rule) -> None:
    assert f'"{rule.name}"' not in CODE


def test_every_query_belongs_to_a_rule() -> None:
    stems = {path.stem for path in FOLDER.glob("*.sql")}
    scopes = {f"{rule.name}.scope" for rule in rules() if rule.scope_query}
    assert stems == {rule.name for rule in rules() if rule.query} | scopes


def test_the_line_nobody_could_place_is_a_rule() -> None:
    assert "line_not_placed" in {rule.name for rule in rules()}


def test_rows_of_the_rule_table_keep_its_contract() -> None:
    contract = table("quality.rule")
    assert check_frame(contract, build_frame(contract, rule_rows(rules()))).height == len(rules())


@pytest.mark.parametrize("rule", rules(), ids=named)
def test_rule_says_where_it_looks_of_each_of_its_kinds(rule: Rule) -> None:
    assert rule.kinds == tuple(kind for kind in KINDS if kind in rule.kinds)
    assert tuple(rule.scope) == rule.kinds
    assert all(rule.scope.values())


@pytest.mark.parametrize("rule", rules(), ids=named)
def test_rule_rests_on_sources_that_are_known(rule: Rule) -> None:
    assert rule.sources
    assert set(rule.sources) <= set(rule_sources())


def test_every_source_is_used_and_has_words_in_every_language() -> None:
    used = {key for rule in rules() for key in rule.sources} | {"tiedon_laatukehikko"}
    assert set(rule_sources()) == used
    for source in rule_sources().values():
        assert set(source.title) == set(LANGUAGES)
        assert source.address is None or source.address.startswith("https://")


def test_temporary_tables_that_rules_use_are_named_for_who_writes_the_next() -> None:
    made = {name.partition("_temp.")[2] for name, _ in models()} | set(seed_frames({}))
    queries = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.sql"))
    used = made & set(findall(r"\b(?:from|join)\s+(\w+)(?!\w|\.)", queries))
    listed = findall(r"(?m)^\* (.+?):", rule_catalogue.__doc__ or "")
    assert set(findall(r"``(\w+)``", " ".join(listed))) == used


@pytest.mark.parametrize("rule", [r for r in rules() if r.query], ids=named)
def test_example_shows_what_the_query_shows(rule: Rule) -> None:
    assert rule.query is not None
    assert (rule.example.observed is None) == ("null as observed" in rule.query)
    assert (rule.example.expected is None) == ("null as expected" in rule.query)


@pytest.mark.parametrize("rule", rules(), ids=named)
def test_tolerance_is_what_the_query_takes(rule: Rule) -> None:
    assert (rule.tolerance is not None) == ("$tolerance" in (rule.query or ""))
    assert rule.tolerance is None or (rule.tolerance.value > 0 and rule.tolerance.unit)


def test_findings_are_of_the_kinds_their_rules_name(sample_home: tuple[Path, object]) -> None:
    query = """SELECT DISTINCT finding.rule, document.kind FROM quality.finding
        INNER JOIN meta.document USING (document_id)"""
    kinds = {rule.name: rule.kinds for rule in rules()}
    found = rows(sample_home[0], query)
    assert len(found) > 10
    assert [(rule, kind) for rule, kind in found if kind not in kinds[rule]] == []


def has_open_indicator(element: Element) -> bool:
    cell = element.cell
    return cell is not None and cell.table == "indicator" and "indicator" not in cell.fixed


@pytest.mark.parametrize(
    ("rule", "speaks_of"),
    [
        ("amount_negative", lambda element: element.clean == "balance"),
        ("business_id_invalid", lambda element: element.clean in ("business_id", "organisation")),
        ("iban_invalid", lambda element: element.clean == "iban"),
        ("indicator_unmapped", has_open_indicator),
        ("mandatory_field_empty", lambda element: element.mandatory),
        ("place_merged", lambda element: element.name == "named_kunta"),
        ("place_unknown", lambda element: element.name.startswith("named_")),
        ("table_not_read", lambda element: element.style is Style.HEADER),
    ],
)
def test_rule_speaks_of_the_forms_that_carry_what_it_finds(
    rule: str, speaks_of: Callable[[Element], bool]
) -> None:
    (kinds,) = (r.kinds for r in rules() if r.name == rule)
    carrying = {
        f.kind for f in forms() if any(speaks_of(e) for s in f.sections for e in s.elements)
    }
    assert set(kinds) == carrying


def test_criteria_are_those_the_dimensions_are_reported_as() -> None:
    names = [one.criterion for one in quality_criteria()]
    assert len(names) == 11
    assert set(names) == set(DIMENSIONS.values())
    for one in quality_criteria():
        for words in filter(None, (one.title, one.meaning, one.not_measured)):
            assert set(words) == set(LANGUAGES)
        assert one.title["fi"].lower() == one.criterion


def test_a_criterion_that_nothing_measures_says_why() -> None:
    measured = measured_criteria(rules())
    assert {one.criterion for one in quality_criteria() if not one.not_measured} <= measured
    assert "tarkkuus" not in measured
