"""The rule catalogue: one YAML file a rule; a SQL file of the same stem is its query.

A rule without a query is found while a document is read. A query gives the columns
``statement_id, section, field, line_number, observed, expected``, one row for each finding, from
the tables of ``store.stage`` and ``main``, and the temporary tables ``code_series``, ``form_word``,
``place_parent``, ``line_field``, ``unreadable_line`` and ``disagreement``.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.precedence import KINDS

LANGUAGES = ("fi", "sv", "en")
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


@dataclass(frozen=True)
class Rule:
    """One rule: `dimension` is DAMA's word, `title` and `fix` are by language.

    A rule with a query speaks of documents of its `kinds` alone: what a form does not carry is
    never blamed.
    """

    name: str
    number: str
    dimension: str
    severity: str
    title: dict[str, str]
    fix: dict[str, str]
    query: str | None
    kinds: tuple[str, ...] = KINDS


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of ``schemas/rules``, by number."""
    import yaml

    found = []
    for path in FOLDER.glob("*.yaml"):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        query = path.with_suffix(".sql")
        text = query.read_text(encoding="utf-8") if query.exists() else None
        found.append(Rule(name=path.stem, query=text, **facts))
    return tuple(sorted(found, key=lambda rule: rule.number))


def rule_rows() -> list[dict[str, str]]:
    """Rows of ``quality.rule``."""
    return [
        {
            "rule": rule.name,
            "number": rule.number,
            "dimension": rule.dimension,
            "criterion": DIMENSIONS[rule.dimension],
            "severity": rule.severity,
            **{f"title_{lang}": rule.title[lang] for lang in LANGUAGES},
            **{f"fix_{lang}": rule.fix[lang] for lang in LANGUAGES},
        }
        for rule in rules()
    ]
