"""Draws a sound plan: the project as a description would have it, and what only the plan says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import layout, lists, plan_form, plan_prose
from benchmarks.facts import THOUSANDS, draw_sheet, write_code
from benchmarks.model import Criterion, Site, Truth
from benchmarks.plan_figures import draw_budget, draw_cost_model, draw_counts
from benchmarks.plan_model import (
    Link,
    Member,
    PlanAnswer,
    PlanSheet,
    PlanStyle,
    PlanTruth,
    Risk,
    Signatory,
)
from benchmarks.plan_pages import end_pages, read_pages
from benchmarks.regions import Regions

# Clear of the codes of descriptions (from 30 000) for up to 20 000 documents of each kind.
PLAN_CODES, PAIR_CODES = 40_000, 20_000
NATIONAL = 18
BOXES = (
    ('<input checked="" type="checkbox"/>', '<input type="checkbox"/>'),
    ('<input type="checkbox" checked="">', '<input type="checkbox">'),
    ("☒", "☐"),
    ("ý", "o"),
)
# Fields printed as they are.
PLAIN = (
    "name", "status", "authority", "project_type", "cost_model", "project_code", "iban", "bic",
    "application_number", "diary_number", "application_type", "handler", "handler_phone",
    "organisation_phone",
)  # fmt: skip
JOINTS = (("**", "**"), ("**", "**"), (" ", ""), None)


@dataclass(frozen=True)
class _Prose:
    """Everything written in sentences: texts as printed, and the records they tell of."""

    raw: dict[str, str]
    breaks: frozenset[str]
    risks: tuple[Risk, ...]
    links: tuple[Link, ...]
    group: tuple[Member, ...]

    def read(self, key: str) -> str | None:
        return read_pages(self.raw.get(key, "")) or None


def draw_project(index: int, rng: Random, regions: Regions) -> Truth:
    """A project of a plan alone: national in more ways than a description's are."""
    base = draw_sheet(index, rng, regions).truth
    base = replace(base, project_code=write_code(base.fund, PLAN_CODES + index))
    if len(base.maakunnat) == NATIONAL and rng.random() < 0.5:
        return replace(base, maakunnat=())
    return base


def draw_plan(base: Truth, rng: Random, *, is_pair: bool = False) -> PlanSheet:
    """A sound plan of a project; one of a pair has its planned companies but not its persons."""
    style = draw_style(rng)
    cost_model, rate = draw_cost_model(rng)
    planned = {
        name: count for (name, basis), count in base.indicators.items() if basis == "planned"
    }
    companies, persons = planned[layout.COMPANIES], planned[layout.PERSONS]
    counts = draw_counts(rng, *((companies, persons) if is_pair else (None, None)))
    figures = draw_budget(rng, base.project_code, rate) | counts
    written = draw_prose(rng)
    truth = draw_truth(base, rng, written, cost_model, is_pair=is_pair)
    sheet = PlanSheet(truth, figures, {}, style, base.name or "", written.breaks)
    return replace(sheet, written=write_plan(sheet) | written.raw)


def draw_style(rng: Random) -> PlanStyle:
    """One export's ways."""
    checked, unchecked = rng.choice(BOXES)
    return PlanStyle(
        title=rng.choice(plan_form.TITLES),
        checked=checked,
        unchecked=unchecked,
        joint=rng.choice(JOINTS),
        rules=rng.choice(plan_form.RULES),
        strip_tabs=rng.random() < 0.3,
        thousands=rng.choices(THOUSANDS, (3, 1, 1))[0],
    )


def draw_prose(rng: Random) -> _Prose:
    """All texts, and where their pages end."""
    names = list(plan_form.TEXTS.values())
    texts = {key: plan_prose.write_text(rng, rng.randint(3, 22)) for key in names}
    texts["name_en"] = rng.choice(plan_prose.EN_NAMES)
    texts["summary_en"] = plan_prose.write_english(rng)
    for key in ("funding_agreements", "other_funding"):
        if rng.random() < 0.4:
            texts[key] = rng.choice((*plan_prose.NOTHING, ""))
    texts["programme_links"], inside = plan_prose.write_links(rng, "9.1")
    texts["other_links"], outside = plan_prose.write_links(rng, "9.2")
    texts["steering_group"], group = plan_prose.write_group(rng)
    texts["attachments"] = plan_prose.write_attachments(rng)
    risks = plan_prose.write_risks(rng)
    cells = {f"risk.{n}.measures": risk.measures for n, risk in enumerate(risks, 1)}
    rows = {"equality": len(layout.QUESTIONS), "sustainability": len(layout.CRITERIA)}
    for table, count in rows.items():
        for position in range(1, count + 1):
            if rng.random() < 0.8:
                cells[f"{table}.{position}.justification"] = plan_prose.write_cell(rng)
    ended, breaks = end_pages(rng, texts, cells, rng.randint(5, 12))
    return _Prose(texts | cells | ended, breaks, risks, inside + outside, group)


def draw_truth(
    base: Truth, rng: Random, written: _Prose, cost_model: str, *, is_pair: bool
) -> PlanTruth:
    """The facts of a plan, those that follow from its figures left out."""
    marks = _draw_marks(base, rng)
    first, last = plan_prose.draw_person(rng)
    second = rng.choice(lists.SECOND_NAMES)
    return PlanTruth(
        **_shared(base),
        **marks,
        name_en=written.read("name_en"),
        status=plan_form.STATUS,
        project_type=rng.choice(lists.PROJECT_TYPES[base.fund]),
        cost_model=cost_model,
        advance_payment=rng.choice((True, False, False, None)),
        application_number=str(rng.randint(100_000, 399_999)),
        application_type=rng.choice(("Uusi", "Uusi", "Muutoshakemus")),
        handler=" ".join(plan_prose.draw_person(rng)),
        handler_phone=f"0295000{rng.randrange(1000):03d}",
        scope=draw_scope(base, rng),
        iban=draw_iban(rng),
        bic=rng.choice(lists.BICS),
        applicant_arrangement=_draw_arrangement(base, rng, is_pair=is_pair),
        texts={
            key: written.read(key)
            for key in plan_form.TEXTS.values()
            if key not in ("name_en", "steering_group")
        },
        risks=written.risks,
        links=written.links,
        steering_group=written.group,
        equality=tuple(
            PlanAnswer(
                None if rng.random() < 0.05 else rng.random() < 0.6,
                written.read(f"equality.{n}.justification"),
            )
            for n in range(1, len(layout.QUESTIONS) + 1)
        ),
        sustainability=draw_sustainability(rng, written),
        signatory=Signatory(f"{last} {first} {second}", f"{first} {last}"),
        repeated=write_repeated(base),
    )


def _shared(base: Truth) -> dict[str, Any]:
    """What a description says of the same project."""
    names = (
        "project_code", "fund", "name", "axis_number", "axis_title", "objective_number",
        "objective_title", "planned_start", "planned_end", "authority", "beneficiary",
        "organisation_phone", "contact", "maakunnat", "seutukunnat", "kunnat", "site",
    )  # fmt: skip
    return {name: getattr(base, name) for name in names}


def _draw_marks(base: Truth, rng: Random) -> dict[str, Any]:
    """The authority's marks: signed some months before the start, filed within the week."""
    start = base.planned_start or date(2020, 1, 1)
    signed = start - timedelta(rng.randint(20, 250))
    arrival = signed + timedelta(rng.choice((0, 0, 0, 1, 6)))
    diary = plan_prose.draw_diary(rng, arrival.year)
    return {"arrival_date": arrival, "signed_date": signed, "diary_number": diary}


def draw_scope(base: Truth, rng: Random) -> str | None:
    """The box of section 10, never against the named maakunnat; at times national or none."""
    named = len(base.maakunnat)
    # Without a name or a box nobody could tell where the project is.
    if not named or named == NATIONAL:
        return "national"
    if rng.random() < 0.1:
        return None
    return "one_region" if named == 1 else "several_regions"


def _draw_arrangement(base: Truth, rng: Random, *, is_pair: bool) -> str | None:
    return base.applicant_arrangement if is_pair else rng.choice((None, *plan_form.ARRANGEMENTS))


def draw_iban(rng: Random) -> str:
    """A Finnish account number of a bank that does not exist, with right check digits."""
    account = f"99{rng.randrange(10**12):012d}"
    return write_iban(account)


def write_iban(account: str) -> str:
    """An account of 14 digits with its country and check digits: F is 15, I is 18."""
    rest = int(f"{account}151800") % 97
    return f"FI{98 - rest:02d}{account}"


def draw_sustainability(rng: Random, written: _Prose) -> tuple[Criterion, ...]:
    """Fifteen criteria; blank and 0 are two things, and a score has a justification."""
    criteria = []
    for position, name in enumerate(layout.CRITERIA, 1):
        reason = written.read(f"sustainability.{position}.justification")
        scores = [rng.choice((None, 0, rng.randint(-10, 10) if reason else 0)) for _ in range(2)]
        criteria.append(Criterion(name, scores[0], scores[1], reason))
    return tuple(criteria)


def write_repeated(base: Truth) -> dict[str, str]:
    """Axis and objective as 12.4 and 12.5 repeat them."""
    axis = f"{base.axis_number}. {base.axis_title}"
    objective = f"{base.objective_number}. {base.objective_title}"
    return {
        f"{section}.{name}": value
        for section in ("12.4", "12.5")
        for name, value in (("axis", axis), ("objective", objective))
    }


def write_figure(key: str, value: Decimal | int | None, style: PlanStyle) -> str:
    """A cell: blank, a share with its two decimals, or a whole number."""
    if value is None:
        return ""
    if key.endswith(".share"):
        return f"{value:.2f}".replace(".", ",")
    return f"{int(value):,}".replace(",", style.thousands)


def write_boxes(style: PlanStyle, labels: Mapping[str, bool], between: str = " ") -> str:
    """Boxes with their labels."""
    boxes = {True: style.checked, False: style.unchecked}
    return between.join(f"{boxes[is_on]} {label}" for label, is_on in labels.items())


def write_scope(style: PlanStyle, scope: str | None) -> str:
    """The three boxes of section 10."""
    return write_boxes(style, {v: k == scope for k, v in plan_form.SCOPES.items()}, "\t")


def write_plan(sheet: PlanSheet) -> dict[str, str]:
    """The text under every label of a sound plan, its prose left out."""
    truth, style = sheet.truth, sheet.style
    advance = {"Kyllä": truth.advance_payment is True, "Ei": truth.advance_payment is False}
    arrangement = {text: text == truth.applicant_arrangement for text in plan_form.ARRANGEMENTS}
    days = ("arrival_date", "planned_start", "planned_end")
    places = ("maakunnat", "seutukunnat", "kunnat")
    return {
        **{name: getattr(truth, name) or "" for name in PLAIN},
        **{name: layout.write_date(getattr(truth, name)) for name in days},
        **{name: layout.write_places(getattr(truth, name)) for name in places},
        **{key: write_figure(key, value, style) for key, value in sheet.figures.items()},
        **_write_records(truth),
        **_write_scores(truth, style),
        **truth.repeated,
        "fund": plan_form.FUND_NAMES[truth.fund],
        "axis": truth.repeated["12.4.axis"],
        "objective": truth.repeated["12.4.objective"],
        "advance_payment": write_boxes(style, advance),
        "applicant_arrangement": write_boxes(style, arrangement),
        "scope": write_scope(style, truth.scope),
        "signature": f"{layout.write_date(truth.signed_date)} {truth.signatory.full_name}",
        "signatory": truth.signatory.name,
    }


def _write_records(truth: PlanTruth) -> dict[str, str]:
    groups: dict[str, object] = {"beneficiary": truth.beneficiary, "contact": truth.contact}
    if isinstance(truth.site, Site):
        groups["site"] = truth.site
    written = {
        f"{group}.{key}": value or ""
        for group, record in groups.items()
        for key, value in vars(record).items()
    }
    return written | {f"risk.{n}": risk.risk for n, risk in enumerate(truth.risks, 1)}


def _write_scores(truth: PlanTruth, style: PlanStyle) -> dict[str, str]:
    boxes = {True: style.checked, False: style.unchecked}
    written = {}
    for position, answer in enumerate(truth.equality, 1):
        written[f"equality.{position}.yes"] = boxes[answer.answer is True]
        written[f"equality.{position}.no"] = boxes[answer.answer is False]
    for position, criterion in enumerate(truth.sustainability, 1):
        for name in ("direct", "indirect"):
            score = getattr(criterion, name)
            written[f"sustainability.{position}.{name}"] = "" if score is None else str(score)
    return written
