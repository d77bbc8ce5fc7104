"""What a generated description says: the truth, its defects and the finished document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True)
class Beneficiary:
    """The applicant of section 2; a field left empty in the document is None."""

    name: str | None
    type: str | None
    business_id: str | None
    street: str | None
    postal_code: str | None
    town: str | None
    web: str | None


@dataclass(frozen=True)
class Contact:
    """The contact person of section 2, the e-mail as written ('(at)' or '@')."""

    name: str
    role: str
    email: str
    phone: str


@dataclass(frozen=True)
class Site:
    """The address of section 6, if the project is carried out in one place."""

    street: str
    postal_code: str
    town: str


class Partner(NamedTuple):
    """One line of Osatoteuttajat."""

    name: str
    business_id: str


class Place(NamedTuple):
    """A name of section 6 as written, and its code (None: no such place)."""

    name: str
    code: str | None


class Answer(NamedTuple):
    """One answer of section 8.1; None: it cannot be read."""

    answer: bool | None
    justification: str


@dataclass(frozen=True)
class Criterion:
    """One line of section 8.2; a score that cannot be read is None."""

    name: str
    direct: int | None
    indirect: int | None
    justification: str | None


@dataclass(frozen=True)
class Truth:
    """Everything a correct reading finds. None or a missing key: empty, unreadable or not there.

    Texts join their lines by a newline and keep one blank line where the document has any.
    `funding` is keyed by (measure, basis), `indicators` by (indicator, basis). `lines` gives the
    1-based line of a field's label, for a free text of its first line (an empty one: its heading),
    under the dotted name of the field: 'contact.email', 'funding.eu_state.granted',
    'indicators.participating_companies.planned', 'equality.1', 'sustainability.3.justification',
    'section.5', 'partners.1', 'kunnat'.
    """

    project_code: str
    fund: str
    name: str | None
    axis_number: int | None
    axis_title: str | None
    objective_number: str | None
    objective_title: str | None
    planned_start: date | None
    planned_end: date | None
    status: str | None
    authority: str | None
    beneficiary: Beneficiary
    organisation_phone: str
    contact: Contact
    applicant_arrangement: str | None
    partners: tuple[Partner, ...]
    summary: str | None
    target_groups_direct: str | None
    target_groups_indirect: str | None
    funding: Mapping[tuple[str, str], Decimal]
    maakunnat: tuple[Place, ...]
    seutukunnat: tuple[Place, ...]
    kunnat: tuple[Place, ...]
    site: Site | None
    indicators: Mapping[tuple[str, str], int]
    equality: tuple[Answer, ...]
    sustainability: tuple[Criterion, ...]
    final_report: str | None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Defect:
    """A named fault of a document, and where it stands (no line: nothing stands there)."""

    kind: str
    section: str
    field: str
    line_number: int | None = None


@dataclass(frozen=True)
class Generated:
    """A document, what it says and what is wrong with it."""

    file_name: str
    content: bytes
    truth: Truth
    defects: tuple[Defect, ...]


@dataclass(frozen=True)
class Style:
    """How a document writes its amounts."""

    thousands: str
    cents: bool


@dataclass(frozen=True)
class Sheet:
    """A description before printing: the truth and the text that is to stand under each label.

    A label whose key is not in `written` is not printed. `foreign` is a line of no section and the
    key it is printed after.
    """

    truth: Truth
    written: Mapping[str, str]
    style: Style
    omitted: frozenset[str] = frozenset()
    foreign: tuple[str, str] | None = None
    encoding: str = "utf-8"
