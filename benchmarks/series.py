"""Several documents of one project: a description and its plan, or two versions of a description.

Sound ones agree, or say more the second time; each defect is one that shows only between documents.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import count as counting
from random import Random
from typing import TypeVar

from benchmarks import layout, lists
from benchmarks.edit import edit, ended
from benchmarks.facts import WINDOW, draw_business_id, draw_name, draw_sheet, write_code
from benchmarks.generator import finish, finish_plan
from benchmarks.model import Defect, Generated, Sheet
from benchmarks.plan_edit import edit as edit_plan
from benchmarks.plan_facts import draw_plan
from benchmarks.plan_model import GeneratedPlan, PlanAnswer, PlanSheet
from benchmarks.plan_tables import LABOUR
from benchmarks.regions import Regions, project_regions

# Clear of the codes of descriptions, plans and pairs.
AGREEING_CODES, VERSION_CODES = 25_000, 15_000
DEFECTS_IN = 2  # one series in so many has one
PERSONS = "indicators.participating_persons.planned"
Pair = tuple[Sheet, PlanSheet]
Versions = tuple[Sheet, Sheet]
Found = tuple[Defect, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Series:
    """Documents of one project in the order of their receipt, and what is wrong with the last."""

    documents: tuple[Generated | GeneratedPlan, ...]
    defects: Found

    @property
    def project_code(self) -> str:
        return self.documents[0].truth.project_code


def generate_agreeing(count: int, seed: int = 1) -> Iterator[Series]:
    """Yield a description and a plan of each of `count` projects, every other plan defective."""
    for index in range(count):
        for attempt in counting():
            rng = Random(f"{seed}:{index}:{attempt}:agreeing")
            made = _spoil(index, PAIR_MAKERS, draw_pair(index, rng, project_regions()), rng)
            if made:
                (sheet, plan), defects = made
                last = finish_plan(plan, defects)
                yield Series((finish(sheet, ()), last), last.defects)
                break


def generate_versions(count: int, seed: int = 1) -> Iterator[Series]:
    """Yield two versions of the descriptions of `count` projects, every other one defective."""
    for index in range(count):
        for attempt in counting():
            rng = Random(f"{seed}:{index}:{attempt}:versions")
            made = _spoil(index, VERSION_MAKERS, draw_versions(index, rng, project_regions()), rng)
            if made:
                (first, second), defects = made
                last = finish(second, defects)
                yield Series((finish(first, ()), last), last.defects)
                break


def _spoil(
    index: int,
    makers: Sequence[Callable[[T, Random], tuple[T, Found] | None]],
    drawn: T,
    rng: Random,
) -> tuple[T, Found] | None:
    turn, rest = divmod(index, DEFECTS_IN)
    return (drawn, ()) if rest else makers[turn % len(makers)](drawn, rng)


def _with_code(sheet: Sheet, number: int) -> Sheet:
    code = write_code(sheet.truth.fund, number)
    return edit(sheet, {"project_code": code}, {"project_code": code})


def draw_pair(index: int, rng: Random, regions: Regions) -> Pair:
    """A description and a plan that say the same wherever both say anything."""
    sheet = _with_code(draw_sheet(index, rng, regions), AGREEING_CODES + index)
    plan = draw_plan(sheet.truth, rng, is_pair=True)
    persons = plan.figures[LABOUR.cell("total", "total")] or 0
    sheet = edit(sheet, {PERSONS: str(persons)}, {PERSONS: int(persons)})
    answers = {"equality": tuple(PlanAnswer(None, a.justification) for a in plan.truth.equality)}
    criteria = tuple(replace(c, direct=None, indirect=None) for c in plan.truth.sustainability)
    written = {
        f"equality.{n}.{box}": plan.style.unchecked
        for n in range(1, len(answers["equality"]) + 1)
        for box in ("yes", "no")
    } | {
        f"sustainability.{n}.{score}": ""
        for n in range(1, len(criteria) + 1)
        for score in ("direct", "indirect")
    }
    return sheet, edit_plan(plan, written, {**answers, "sustainability": criteria})


def documents_disagree(pair: Pair, rng: Random) -> tuple[Pair, Found] | None:
    """A plan with another name, authority, Y-tunnus or last day than the description."""
    sheet, plan = pair
    key, section = rng.choice(
        (("name", "3"), ("authority", "1"), ("beneficiary.business_id", "2"), ("planned_end", "3"))
    )
    defects = (Defect("documents_disagree", section, key),)
    if key == "planned_end":
        day = plan.truth.planned_end
        if day is None or day == WINDOW[1]:
            return None
        later = day + timedelta(1)
        written = {key: layout.write_date(later)}
        return (sheet, edit_plan(plan, written, {key: later})), defects
    others = {
        "name": draw_name(rng),
        "authority": rng.choice(lists.AUTHORITIES[plan.truth.fund]),
        "beneficiary.business_id": draw_business_id(str(rng.random())),
    }
    text = others[key]
    if text == plan.written[key]:
        return None
    return (sheet, edit_plan(plan, {key: text}, {key: text})), defects


def assessments_disagree(pair: Pair, rng: Random) -> tuple[Pair, Found]:
    """A plan that answers a question of equality otherwise (for information only)."""
    sheet, plan = pair
    number, answer = rng.choice(list(enumerate(sheet.truth.equality, 1)))
    path = f"equality.{number}"
    written = {f"{path}.{'no' if answer.answer else 'yes'}": plan.style.checked}
    facts = {path: PlanAnswer(not answer.answer, plan.truth.equality[number - 1].justification)}
    defects = (Defect("assessments_disagree", "13.1", path),)
    return (sheet, edit_plan(plan, written, facts)), defects


def _other_project(name: str | None, rng: Random) -> dict[str, str] | None:
    other = draw_name(rng)
    number = draw_business_id(str(rng.random()))
    return None if other == name else {"name": other, "beneficiary.business_id": number}


def plan_of_other_project(pair: Pair, rng: Random) -> tuple[Pair, Found] | None:
    """A plan with the code of a project that has another name and another applicant."""
    sheet, plan = pair
    other = _other_project(plan.truth.name, rng)
    if not other:
        return None
    defects = (
        Defect("code_of_two_projects", "3", "name"),
        Defect("documents_disagree", "3", "name"),
        Defect("documents_disagree", "2", "beneficiary.business_id"),
    )
    return (sheet, edit_plan(plan, other, other)), defects


def draw_versions(index: int, rng: Random, regions: Regions) -> Versions:
    """Two versions of a description: the second has a new name or applicant, or more money used."""
    while True:
        first = _with_code(draw_sheet(index, rng, regions), VERSION_CODES + index)
        if ended(first) and first.truth.funding["eu_state", "realised"] > 100:
            break
    change = rng.choice(("name", "beneficiary.business_id", "funding.eu_state.realised"))
    if change == "beneficiary.business_id":
        number = draw_business_id(str(rng.random()))
        return first, edit(first, {change: number}, {change: number})
    funding = first.truth.funding
    most = min(funding["eu_state", "granted"], funding["public_total", "realised"])
    if change == "funding.eu_state.realised" and most > funding["eu_state", "realised"]:
        return first, edit(first, {change: layout.write_amount(most, first.style)}, {change: most})
    other = _other_project(first.truth.name, rng) or {}
    name = other.get("name", f"{first.truth.name} 2")
    return first, edit(first, {"name": name}, {"name": name})


def older_document_counts(versions: Versions, rng: Random) -> tuple[Versions, Found]:
    """A second version in which the project runs again, or has used less."""
    first, _ = versions
    if rng.random() < 0.5:
        second = edit(
            first,
            {"status": layout.RUNNING, "final_report": ""},
            {"status": layout.RUNNING, "final_report": None},
        )
        return (first, second), (Defect("older_document_counts", "1", "status"),)
    path = "funding.eu_state.realised"
    used = first.truth.funding["eu_state", "realised"]
    less = used - max(Decimal(1), used // 10)
    second = edit(first, {path: layout.write_amount(less, first.style)}, {path: less})
    return (first, second), (Defect("older_document_counts", "5", path),)


def version_of_other_project(versions: Versions, rng: Random) -> tuple[Versions, Found] | None:
    """A second version that speaks of another project."""
    first, _ = versions
    other = _other_project(first.truth.name, rng)
    if not other:
        return None
    second = edit(first, other, other)
    return (first, second), (Defect("code_of_two_projects", "1", "name"),)


PAIR_MAKERS = (documents_disagree, assessments_disagree, plan_of_other_project)
VERSION_MAKERS = (older_document_counts, version_of_other_project)
