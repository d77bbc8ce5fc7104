"""The criteria of Tiedon laatukehikko: what each means here, and which of them rules measure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.rule_catalogue import Rule

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class QualityCriterion:
    """One criterion: `criterion` is its name in ``quality.rule``, all words are by language.

    `not_measured` says why it is not, to be shown where no error or warning measures it.
    """

    criterion: str
    title: dict[str, str]
    meaning: dict[str, str]
    not_measured: dict[str, str] | None = None


@cache
def quality_criteria() -> tuple[QualityCriterion, ...]:
    """All criteria in the order of the framework."""
    import yaml

    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(QualityCriterion(**facts) for facts in found)


def measured_criteria(used: Iterable[Rule]) -> set[str]:
    """Names of the criteria that an error or warning measures; an info is only a hint."""
    return {rule.criterion for rule in used if rule.severity != "info"}
