"""Changing a sheet so that its truth, its figures and what is printed stay in step."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import plan_form
from benchmarks.edit import LEVELS
from benchmarks.model import Defect
from benchmarks.plan_facts import write_figure
from benchmarks.plan_model import PlanSheet, PlanTruth
from benchmarks.plan_tables import section_of
from benchmarks.regions import Regions

PlanMade = tuple[PlanSheet, tuple[Defect, ...]] | None
PlanMaker = Callable[[PlanSheet, Random, Regions], PlanMade]
# Facts that go with a section, beside its texts and its figures.
FACTS_OF: dict[str, dict[str, Any]] = {
    "1": {"authority": None},
    "11.2": {"risks": ()},
    "11.3": {"steering_group": ()},
    "13.1": {"equality": ()},
    "13.2": {"sustainability": ()},
}


def assign(truth: PlanTruth, path: str, value: Any) -> PlanTruth:
    """The truth with one field changed: 'name', 'beneficiary.town', 'texts.need', 'equality.1'."""
    head, _, tail = path.partition(".")
    current = getattr(truth, head)
    if tail and isinstance(current, Mapping):
        value = {**current, tail: value}
    elif tail and isinstance(current, tuple):
        at = int(tail) - 1
        value = (*current[:at], value, *current[at + 1 :])
    elif tail:
        value = replace(current, **{tail: value})
    return replace(truth, **{head: value})


def edit(sheet: PlanSheet, written: Mapping[str, str], facts: Mapping[str, Any]) -> PlanSheet:
    """The sheet with other texts under some labels, and other facts."""
    truth = sheet.truth
    for path, value in facts.items():
        truth = assign(truth, path, value)
    return replace(sheet, truth=truth, written={**sheet.written, **written})


def refigure(sheet: PlanSheet, figures: Mapping[str, Decimal | int | None]) -> PlanSheet:
    """The sheet with other figures, printed as such."""
    texts = {key: write_figure(key, value, sheet.style) for key, value in figures.items()}
    changed = {**sheet.figures, **figures}
    return replace(sheet, figures=changed, written={**sheet.written, **texts})


def spoil_figure(sheet: PlanSheet, key: str, text: str) -> PlanSheet:
    """The sheet with a figure that nobody can read."""
    spoiled = refigure(sheet, {key: None})
    return replace(spoiled, written={**spoiled.written, key: text})


def omit(sheet: PlanSheet, number: str) -> PlanSheet:
    """The sheet without a section and all that stands in it."""

    def is_inside(section: str) -> bool:
        return section == number or section.startswith(f"{number}.")

    facts: dict[str, Any] = {
        "name_en" if key == "name_en" else f"texts.{key}": None
        for section, key in plan_form.TEXTS.items()
        if is_inside(section) and key != "steering_group"
    }
    for section, values in FACTS_OF.items():
        facts |= values if is_inside(section) else {}
    facts["links"] = tuple(link for link in sheet.truth.links if not is_inside(link.section))
    facts["repeated"] = {
        key: value
        for key, value in sheet.truth.repeated.items()
        if not is_inside(key.rpartition(".")[0])
    }
    figures = {k: v for k, v in sheet.figures.items() if not is_inside(section_of(k))}
    return replace(edit(sheet, {}, facts), figures=figures, omitted=frozenset({number}))


def one(sheet: PlanSheet, kind: str, section: str, field: str) -> PlanMade:
    """A sheet with its one defect."""
    return sheet, (Defect(kind, section, field),)


def deepest(truth: PlanTruth) -> str | None:
    """The list of places that shares the value, if there is one."""
    return next((field for field in LEVELS if getattr(truth, field)), None)


def is_stable(sheet: PlanSheet, regions: Regions) -> bool:
    """Whether the shared places mean the same in whatever year they are read."""
    field = deepest(sheet.truth)
    if sheet.truth.scope == "national" or field is None:
        return True
    codes = [place.code for place in getattr(sheet.truth, field)]
    return all(code and regions.is_stable(LEVELS[field], code) for code in codes)
