"""Weights and tolerances of rules as an operator sets them: what is read, and what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from schemas.rule_catalogue import rules
from warehouse.rule_settings import (
    Setting,
    SettingsInvalid,
    read_settings,
    rules_as_set,
    settings_path,
)


def write(home: Path, text: str) -> None:
    settings_path(home).parent.mkdir(parents=True, exist_ok=True)
    settings_path(home).write_text(text, encoding="utf-8")


def test_without_a_file_the_rules_are_those_of_the_catalogue(tmp_path: Path) -> None:
    assert rules_as_set(read_settings(tmp_path)) == rules()
    write(tmp_path, "# nothing yet\n")
    assert rules_as_set(read_settings(tmp_path)) == rules()


def test_what_is_set_changes_that_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        "funding_differs_from_costs: {severity: warning, tolerance: 5}\n"
        "share_contradicts_amount: {tolerance: 0.5}\npartners_empty: {severity: error}\n",
    )
    settings = read_settings(tmp_path)
    assert settings["share_contradicts_amount"] == Setting(None, Decimal("0.5"))
    used = {rule.name: rule for rule in rules_as_set(settings)}
    changed = {rule.name for rule in rules() if used[rule.name] != rule}
    assert changed == set(settings)
    funding, partners = used["funding_differs_from_costs"], used["partners_empty"]
    assert funding.tolerance is not None
    assert (funding.severity, funding.tolerance.value, funding.tolerance.unit) == (
        "warning",
        Decimal(5),
        "EUR",
    )
    assert (partners.severity, partners.tolerance) == ("error", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no_such_rule: {severity: info}", "no rule 'no_such_rule'"),
        ("partners_empty: {weight: info}", "partners_empty takes severity alone"),
        ("funding_differs_from_costs: {margin: 1}", "takes severity and tolerance alone"),
        ("partners_empty: {severity: fatal}", "'fatal', not error, warning, info"),
        ("partners_empty: {severity: }", "partners_empty is None, not error, warning, info"),
        ("partners_empty: {tolerance: 1}", "partners_empty takes severity alone"),
        ("partners_empty: info", "partners_empty takes severity alone"),
        ("partners_empty: {}", "partners_empty takes severity alone"),
        ("funding_differs_from_costs: {tolerance: -1}", "is -1, not a number from 0"),
        ("funding_differs_from_costs: {tolerance: five}", "is 'five', not a number from 0"),
        ("funding_differs_from_costs: {tolerance: true}", "is True, not a number from 0"),
        ("funding_differs_from_costs: {tolerance: .nan}", "is nan, not a number from 0"),
        ("funding_differs_from_costs: {tolerance: 0.005}", "is 0.005, not a number from 0"),
        ("- partners_empty", "must hold lines like"),
        ("partners_empty: {severity", "cannot be read"),
    ],
)
def test_settings_that_cannot_be_used_name_file_rule_and_what_is_allowed(
    tmp_path: Path, text: str, said: str
) -> None:
    write(tmp_path, text)
    with pytest.raises(SettingsInvalid) as error:
        read_settings(tmp_path)
    assert str(settings_path(tmp_path)) in str(error.value)
    assert said in str(error.value)
