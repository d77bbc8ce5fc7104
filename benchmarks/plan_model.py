"""What a generated plan says: its truth, the sheet it is printed from and the finished document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from benchmarks.model import Beneficiary, Contact, Criterion, Defect, Place, Site

Figures = Mapping[str, Decimal | int | None]


class BudgetRow(NamedTuple):
    """One line of section 7: table A, B or total, side costs or funding.

    `line` is the form's label without its number; `amount` in euros, `share` in per cent of the net
    costs (only the funding side of table A has it). None: the cell cannot be read.
    """

    table: str
    side: str
    line: str
    amount: Decimal | None
    share: Decimal | None


@dataclass(frozen=True)
class ParticipantRow:
    """One cell of 12.1, 12.2, 12.4 or 12.5; a dimension that is None means all, a count blank."""

    breakdown: str
    age: str | None = None
    labour_status: str | None = None
    education: str | None = None
    sex: str | None = None
    size_class: str | None = None
    count: int | None = None


class TrainingRow(NamedTuple):
    """One line of 12.3, in person-days; None: blank."""

    day_type: str
    days: int | None


class Risk(NamedTuple):
    """One row of 11.2."""

    risk: str
    measures: str


class Link(NamedTuple):
    """A project named in 9.1 or 9.2, by code or number, diary number or both."""

    section: str
    code: str | None
    diary_number: str | None


class PlanAnswer(NamedTuple):
    """One row of 13.1; no box checked, no justification: None."""

    answer: bool | None
    justification: str | None


class Member(NamedTuple):
    """One line of the steering group, a role with or without a person."""

    role: str
    name: str | None


class Signatory(NamedTuple):
    """Who signed: 'Surname First Second' and 'First Surname'."""

    full_name: str
    name: str


@dataclass(frozen=True)
class PlanTruth:
    """Everything a correct reading finds. None or a missing key: empty, unreadable or not there.

    `texts` is keyed by field (summary, summary_en, need, aims, …, attachments), each joined over
    the page headers. `funding` is keyed by (measure, 'applied'), `indicators` by (indicator,
    'planned'). `participants` holds the base cells, blank ones too, `filed_totals` what the plan
    states as their totals. `repeated` is keyed '12.4.axis', '12.5.objective', as written there.
    `lines` gives the 1-based line of a field's row, for a free text of its first line (an empty
    one: its heading), under its dotted name: 'planned_start', 'need', 'section.5.1', 'risk.1',
    'budget.A.costs.Palkkakustannukset', 'participants.age_and_labour_status.25_29'.
    """

    project_code: str
    fund: str
    name: str | None
    name_en: str | None
    axis_number: int | None
    axis_title: str | None
    objective_number: str | None
    objective_title: str | None
    planned_start: date | None
    planned_end: date | None
    status: str | None
    authority: str | None
    project_type: str | None
    cost_model: str | None
    advance_payment: bool | None
    application_number: str | None
    diary_number: str | None
    arrival_date: date | None
    application_type: str | None
    signed_date: date | None
    handler: str
    handler_phone: str
    scope: str | None
    beneficiary: Beneficiary
    organisation_phone: str
    iban: str
    bic: str
    contact: Contact
    applicant_arrangement: str | None
    maakunnat: tuple[Place, ...]
    seutukunnat: tuple[Place, ...]
    kunnat: tuple[Place, ...]
    site: Site | None
    texts: Mapping[str, str | None]
    risks: tuple[Risk, ...]
    links: tuple[Link, ...]
    steering_group: tuple[Member, ...]
    equality: tuple[PlanAnswer, ...]
    sustainability: tuple[Criterion, ...]
    signatory: Signatory
    repeated: Mapping[str, str]
    funding: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    indicators: Mapping[tuple[str, str], int] = field(default_factory=dict)
    budget: tuple[BudgetRow, ...] = ()
    participants: tuple[ParticipantRow, ...] = ()
    filed_totals: tuple[ParticipantRow, ...] = ()
    training: tuple[TrainingRow, ...] = ()
    training_total: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanStyle:
    """How an export prints the form: its title, boxes, shared headings, rules, tabs, thousands.

    `joint` is what stands before and after the second heading of a shared line; None: two lines.
    `rules` is one of RULES of the layout.
    """

    title: str
    checked: str
    unchecked: str
    joint: tuple[str, str] | None
    rules: str
    strip_tabs: bool
    thousands: str


@dataclass(frozen=True)
class PlanSheet:
    """A plan before printing.

    `truth` lacks what follows from `figures` (dotted name to amount, share or count); `written` is
    the text under each label, a form feed where a page ends. `breaks` are the keys that start a new
    page, `page_name` is the name in the page header. `foreign` is a line of no field and the key it
    is printed after.
    """

    truth: PlanTruth
    figures: Figures
    written: Mapping[str, str]
    style: PlanStyle
    page_name: str
    breaks: frozenset[str] = frozenset()
    omitted: frozenset[str] = frozenset()
    foreign: tuple[str, str] | None = None


@dataclass(frozen=True)
class GeneratedPlan:
    """A plan, what it says and what is wrong with it."""

    file_name: str
    content: bytes
    truth: PlanTruth
    defects: tuple[Defect, ...]
