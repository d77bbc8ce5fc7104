"""The rule catalogue as Markdown: ``python -m schemas rules > docs/rules.md``."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields

from schemas.precedence import KIND_TITLES
from schemas.quality_criteria import QualityCriterion, measured_criteria, quality_criteria
from schemas.rule_catalogue import LANGUAGES, SEVERITIES, Example, Rule, Source, rule_sources, rules

KIND_WORDS = {kind: kind.replace("_", " ") for kind in KIND_TITLES}
FRAMEWORK = "tiedon_laatukehikko"
INTRODUCTION = """# The rules

Generated from the rule catalogue by `python -m schemas rules`. Findings are in `quality.finding`,
the rules as a run used them in `quality.rule`.

**Severity** says what a finding asks for. An *error* is wrong or missing for certain: a figure is
lost, unallocated or contradicted, and somebody has to correct it. A *warning* is wrong in all
likelihood, or a lack that takes no figure away: somebody has to look. An *info* is a hint: it is
right as often as not.

**To change a rule**, write its severity, or its tolerance where it has one, into
`decisions/rules.yaml` below the home. The next run publishes what follows, with or without new
documents; a file that cannot be used ends the run before it reads anything.

```yaml
funding_differs_from_costs: {severity: warning, tolerance: 5}
partners_empty: {severity: warning}
```

**To accept a finding** that was looked into and is right as it stands, note it with the reason in
`decisions/accepted.csv`.

Of a list, *where* names the lists by their programme period. Examples are made up.

**Not measured**, for want of a sourced table: whether there is such an organisation type, priority
axis or specific objective. A status and an authority are measured in 2014–2020 alone, against
`seeds/reference`. Whether a running project should have ended is measured where a document knows
its own date: on a list declared complete at a day.
"""


def rule_book() -> str:
    """Introduction, criteria with their numbers of rules, each rule by number, sources."""
    parts = [INTRODUCTION, criteria_table(), "\n## Rules by number\n\n", contents()]
    parts.extend(map(rule_entry, rules()))
    parts.extend(["\n## Sources\n\n", *map(source_line, rule_sources().values())])
    return "".join(parts)


def criteria_table() -> str:
    """The criteria with the number of rules of each severity, then those not measured."""
    counts = Counter((rule.criterion, rule.severity) for rule in rules())
    framework = rule_sources()[FRAMEWORK]
    lines = [
        f"\n## What is measured\n\nThe criteria are those of {linked(framework)}; dimensions in "
        "`quality.finding` bear DAMA's names.\n\n",
        table_row(["criterion", "meaning", *SEVERITIES]),
        "|---|---|--:|--:|--:|\n",
    ]
    for one in quality_criteria():
        numbers = [str(counts[one.criterion, severity] or "") for severity in SEVERITIES]
        lines.append(table_row([name_of(one), one.meaning["en"], *numbers]))
    return "".join(lines) + unmeasured()


def unmeasured() -> str:
    """The criteria that no error or warning measures, with the reason."""
    measured = measured_criteria(rules())
    lacking = [one for one in quality_criteria() if one.criterion not in measured]
    reasons = [f"* {name_of(one)}: {(one.not_measured or {}).get('en', '')}\n" for one in lacking]
    return "".join(["\nNot measured:\n\n", *reasons]) if reasons else ""


def name_of(one: QualityCriterion) -> str:
    """A criterion in Finnish, Swedish and English, as ``oikeellisuus · riktighet · validity``."""
    return " · ".join(one.title[lang].lower() for lang in LANGUAGES)


def contents() -> str:
    """Each rule as a line that leads to its entry."""
    return "".join(
        f"* [{rule.number}](#{rule.number.lower()}-{rule.name}) {rule.title['en']} "
        f"({rule.severity})\n"
        for rule in rules()
    )


def rule_entry(rule: Rule) -> str:
    """One rule: words in every language, weight, scope, tolerance, sources and an example."""
    sources = "; ".join(linked(rule_sources()[key]) for key in rule.sources)
    facts = {
        "weight": f"**{rule.severity}** of {rule.criterion} ({rule.dimension})",
        "where": " · ".join(f"{KIND_WORDS[kind]} {at}" for kind, at in rule.scope.items()),
        "lets pass": rule.tolerance and f"up to {rule.tolerance.value} {rule.tolerance.unit}",
        "rests on": sources,
        "example": example_words(rule.example),
    }
    words = [table_row([lang, rule.title[lang], rule.fix[lang]]) for lang in LANGUAGES]
    return "".join(
        [
            f"\n### {rule.number} {rule.name}\n\n",
            *(f"* {name}: {said}\n" for name, said in facts.items() if said),
            "\n| | what is wrong | what to do |\n|---|---|---|\n",
            *words,
        ]
    )


def example_words(example: Example) -> str:
    """What a finding shows, as ``observed `3 0` ``."""
    shown = [(field.name, getattr(example, field.name)) for field in fields(example)]
    return ", ".join(f"{name} `{value}`" for name, value in shown if value is not None)


def linked(source: Source) -> str:
    """A source's citation, as a link where its owner has a public address."""
    return f"[{source.citation}]({source.address})" if source.address else source.citation


def source_line(source: Source) -> str:
    titles = " · ".join(source.title[lang] for lang in LANGUAGES)
    return f"* **{linked(source)}** {titles}\n"


def table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
