"""The glossary fi–sv–en as Markdown: terms of the field with their names in the warehouse."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.criteria import CRITERIA, GROUP_HEADINGS
from schemas.indicators import INDICATORS
from schemas.quality_criteria import quality_criteria
from schemas.rule_catalogue import DIMENSIONS

FILE = Path(__file__).with_suffix(".yaml")
INTRODUCTION = """# Glossary

Generated from `schemas/glossary.yaml` and the contracts by `python -m schemas glossary`. The last
columns say where the warehouse has what a term means, and what to know of it. Names without a
schema are in `main`, and in `latest` for the current versions.
"""
CRITERIA_WORDS = """
## Criteria of sustainable development

The forms have them in Finnish alone. `fact_sustainability` has a row for each that was answered.

| criterion | form | group |
|---|---|---|
"""
QUALITY_WORDS = """
## Quality of data

The criteria of Tiedon laatukehikko, by which the report gives its scores
(`quality.rule.criterion`), with DAMA's dimensions that are counted there
(`quality.rule.dimension`).

| suomi | svenska | English | dimensions | means |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Term:
    """One term: `name` is what has it in the warehouse, `says` what else to know of it."""

    fi: str
    sv: str
    en: str
    name: str = ""
    says: str = ""


@dataclass(frozen=True)
class Group:
    """Terms that belong together, under a heading."""

    title: str
    terms: tuple[Term, ...]
    says: str = ""


@cache
def groups() -> tuple[Group, ...]:
    """The terms of the file, and the indicators, in the order of the page."""
    import yaml

    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    read = [
        Group(one["title"], tuple(Term(**term) for term in one["terms"]), one.get("says", ""))
        for one in found
    ]
    indicators = tuple(
        Term(i.name_fi, i.name_sv, i.name_en, f"dim_indicator.indicator = '{i.name}'", i.unit)
        for i in INDICATORS
    )
    return (*read, Group("Indicators known by name", indicators))


def glossary() -> str:
    """The whole page."""
    return "".join([INTRODUCTION, *map(section, groups()), criteria(), quality()])


def section(group: Group) -> str:
    """A heading and its terms as a table."""
    head = f"\n## {group.title}\n\n" + (f"{group.says}\n\n" if group.says else "")
    rows = (
        (term.fi, term.sv, term.en, f"`{term.name}`" if term.name else "", term.says)
        for term in group.terms
    )
    return head + (
        "| suomi | svenska | English | in the warehouse | to know |\n|---|---|---|---|---|\n"
        + table_rows(rows)
    )


def criteria() -> str:
    """The criteria of sustainable development, with the heading of the form each stands under."""
    names = {c.group: None for c in CRITERIA}
    headings = dict(zip(names, GROUP_HEADINGS, strict=True))
    return CRITERIA_WORDS + table_rows(
        (f"`{c.name}`", c.name_fi, headings[c.group]) for c in CRITERIA
    )


def quality() -> str:
    """The criteria of data quality with DAMA's dimensions."""
    return QUALITY_WORDS + table_rows(
        (
            *(one.title[lang].lower() for lang in ("fi", "sv", "en")),
            ", ".join(d for d, criterion in DIMENSIONS.items() if criterion == one.criterion),
            one.meaning["en"],
        )
        for one in quality_criteria()
    )


def table_rows(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows of a Markdown table."""
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
