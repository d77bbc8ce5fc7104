"""What an operator sets of the rules: ``decisions/rules.yaml`` below the home, which may be absent.

funding_differs_from_costs: {severity: warning, tolerance: 5}
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from schemas.rule_catalogue import SEVERITIES, Rule, Tolerance, rules

MOST = 10**9


class SettingsInvalid(Exception):
    """Settings that cannot be used, with file, rule and what is allowed."""


@dataclass(frozen=True)
class Setting:
    """What is set of one rule; None leaves the catalogue's word."""

    severity: str | None = None
    tolerance: Decimal | None = None


Settings = Mapping[str, Setting]


def settings_path(home: Path) -> Path:
    """The file that holds the settings of a home."""
    return home / "decisions" / "rules.yaml"


def read_settings(home: Path) -> Settings:
    """The settings of a home by rule, none where there is no file. Raises SettingsInvalid."""
    import yaml

    path = settings_path(home)
    if not path.exists():
        return {}
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsInvalid(f"{path} cannot be read: {error}") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise SettingsInvalid(f"{path} must hold lines like 'RULE: {{severity: warning}}'.")
    known = {rule.name: rule for rule in rules()}
    try:
        return {name: read_setting(known, name, facts) for name, facts in found.items()}
    except ValueError as error:
        raise SettingsInvalid(f"{path}: {error}") from error


def read_setting(known: Mapping[str, Rule], name: object, facts: Any) -> Setting:
    """One rule's setting. Raises ValueError with the rule and what is allowed."""
    rule = known.get(str(name))
    if rule is None:
        raise ValueError(f"there is no rule {name!r}; docs/rules.md names them all.")
    allowed = ("severity", "tolerance") if rule.tolerance else ("severity",)
    if not isinstance(facts, dict) or not facts or set(facts) - set(allowed):
        raise ValueError(
            f"{name} takes {' and '.join(allowed)} alone, as in {{severity: warning}}."
        )
    severity = facts.get("severity")
    if "severity" in facts and severity not in SEVERITIES:
        raise ValueError(f"the severity of {name} is {severity!r}, not {', '.join(SEVERITIES)}.")
    if "tolerance" in facts and not is_tolerance(facts["tolerance"]):
        raise ValueError(
            f"the tolerance of {name} is {facts['tolerance']!r}, not a number from 0 with at most "
            "two decimals."
        )
    return Setting(severity, Decimal(str(facts["tolerance"])) if "tolerance" in facts else None)


def is_tolerance(value: object) -> bool:
    """Whether a value is a number that the column of ``quality.rule`` holds exactly."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value < MOST and round(value, 2) == value


def rules_as_set(settings: Settings) -> tuple[Rule, ...]:
    """The rules of the catalogue with the weights and tolerances that are set."""
    return tuple(as_set(rule, settings.get(rule.name, Setting())) for rule in rules())


def as_set(rule: Rule, setting: Setting) -> Rule:
    """One rule with what is set of it."""
    tolerance = rule.tolerance
    if tolerance and setting.tolerance is not None:
        tolerance = Tolerance(setting.tolerance, tolerance.unit)
    return replace(rule, severity=setting.severity or rule.severity, tolerance=tolerance)
