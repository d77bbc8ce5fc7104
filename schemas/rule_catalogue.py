"""The rule catalogue: one YAML file a rule; a SQL file of the same stem is its query.

A rule without a query is found while a document is read. A query gives the columns
``statement_id, section, field, line_number, observed, expected``, one row for each finding, from
the tables of ``store`` and ``main`` and these temporary ones, each made by its model in
``warehouse/sql``, the last two by ``warehouse/build.py``:

* ``project_state``: the status of a statement and whether it means running or ended
* ``place_parent``: the parents a named kunta had during its project
* ``word_unknown``: words that the sourced table of their period lacks, with the closest one
* ``placeholder_text``: texts that only keep the place of one
* ``line_field``, ``unreadable_line``: the field of a line; lines on which nobody can read a value
* ``disagreement``: figures and words in which the documents of one project differ
* ``complete_list``, ``due_on_list``: lists declared complete, and projects they must name
* ``list_row``: rows of lists with the statement that says the same
* ``code_series``, ``form_word``: the code series of periods; words of the forms

The query of a rule that has a tolerance takes it as the parameter ``$tolerance``. A rule that can
speak of some documents of its kinds alone (those of lists declared complete, say) has
``NAME.scope.sql`` beside it, which gives their ``statement_id``: the others are not measured by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("fi", "sv", "en")
SEVERITIES = ("error", "warning", "info")
# DAMA's dimensions, and the criteria of Tiedon laatukehikko that they are reported as.
DIMENSIONS = {
    "accuracy": "tarkkuus",
    "completeness": "täydellisyys",
    "conformity": "suositustenmukaisuus",
    "consistency": "johdonmukaisuus",
    "coverage": "kattavuus",
    "currency": "ajantasaisuus",
    "machine readability": "koneluettavuus",
    "timeliness": "oikea-aikaisuus",
    "traceability": "jäljitettävyys",
    "understandability": "ymmärrettävyys",
    "uniqueness": "johdonmukaisuus",
    "validity": "oikeellisuus",
}
FOLDER = Path(__file__).parent / "rules"
SOURCES = Path(__file__).parent / "rule_sources.yaml"


@dataclass(frozen=True)
class Source:
    """What a rule rests on: `title` by language, `citation` as findings of any language show it."""

    title: dict[str, str]
    citation: str
    address: str | None = None


@dataclass(frozen=True)
class Example:
    """Made-up values as a finding shows them, in no language."""

    observed: str | None
    expected: str | None


@dataclass(frozen=True)
class Tolerance:
    """By how much, in `unit`, values may differ before it is a finding."""

    value: Decimal
    unit: str


@dataclass(frozen=True)
class Rule:
    """One rule: `dimension` is DAMA's word, `title` and `fix` are by language.

    A rule speaks of documents of its `kinds` alone: what a form does not carry is never blamed.
    `sections` says where on the forms it looks: the same on all, or parted by ``;`` in the order of
    `kinds`; of a list it is the layout. `sources` are keys into ``schemas/rule_sources.yaml``.
    """

    name: str
    number: str
    dimension: str
    severity: str
    kinds: tuple[str, ...]
    sections: str
    sources: tuple[str, ...]
    example: Example
    title: dict[str, str]
    fix: dict[str, str]
    query: str | None = None
    scope_query: str | None = None
    tolerance: Tolerance | None = None

    @property
    def criterion(self) -> str:
        """The criterion of Tiedon laatukehikko that the rule measures."""
        return DIMENSIONS[self.dimension]

    @property
    def scope(self) -> dict[str, str]:
        """Where the rule looks, by kind of document."""
        parts = self.sections.split("; ")
        return dict(zip(self.kinds, parts * (len(self.kinds) // len(parts)), strict=True))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of ``schemas/rules`` with the weight and tolerance of the catalogue, by number."""
    return tuple(sorted(map(read_rule, FOLDER.glob("*.yaml")), key=lambda rule: rule.number))


def read_rule(path: Path) -> Rule:
    """The rule of one YAML file and the query beside it."""
    import yaml

    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    tolerance = facts.pop("tolerance", None)
    return Rule(
        name=path.stem,
        query=text_of(path.with_suffix(".sql")),
        scope_query=text_of(path.with_suffix(".scope.sql")),
        kinds=tuple(facts.pop("kinds")),
        sources=tuple(facts.pop("sources")),
        example=Example(**facts.pop("example")),
        tolerance=tolerance and Tolerance(Decimal(str(tolerance["value"])), tolerance["unit"]),
        **facts,
    )


def text_of(path: Path) -> str | None:
    """The text of a file that may be absent."""
    return path.read_text(encoding="utf-8") if path.exists() else None


@cache
def rule_sources() -> dict[str, Source]:
    """What rules rest on, by key."""
    import yaml

    found = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    return {key: Source(**facts) for key, facts in found.items()}


def value_of(tolerance: Tolerance | None) -> Decimal | None:
    return tolerance.value if tolerance else None


def rule_rows(used: Iterable[Rule]) -> list[dict[str, Any]]:
    """Rows of ``quality.rule``: the rules as `used`, with what the catalogue says beside."""
    catalogue = {rule.name: rule for rule in rules()}
    sources = rule_sources()
    return [
        {
            "rule": rule.name,
            "number": rule.number,
            "dimension": rule.dimension,
            "criterion": rule.criterion,
            "severity": rule.severity,
            "default_severity": catalogue[rule.name].severity,
            "kinds": ", ".join(rule.kinds),
            "sections": rule.sections,
            "tolerance": value_of(rule.tolerance),
            "default_tolerance": value_of(catalogue[rule.name].tolerance),
            "tolerance_unit": rule.tolerance and rule.tolerance.unit,
            "source": "; ".join(sources[key].citation for key in rule.sources),
            "example_observed": rule.example.observed,
            "example_expected": rule.example.expected,
            **{f"title_{lang}": rule.title[lang] for lang in LANGUAGES},
            **{f"fix_{lang}": rule.fix[lang] for lang in LANGUAGES},
        }
        for rule in used
    ]
