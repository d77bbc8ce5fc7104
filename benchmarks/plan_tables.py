"""Tables 7 and 12 of the plan: their labels, and the rows of the truth that their figures give."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from benchmarks.layout import COMPANIES, PERSONS
from benchmarks.plan_model import BudgetRow, Figures, ParticipantRow, TrainingRow

FUND_SHORT = {"ESF": "ESR", "ERDF": "EAKR"}
WAGES, FLAT = "Palkkakustannukset", "Flat rate"
COSTS_TOTAL, INCOME, NET = "Kustannukset yhteensä", "Tulot", "Nettokustannukset yhteensä"
FUNDING_TOTAL, SUM = "Rahoitus yhteensä", "Yhteensä"
COSTS_ALL, FUNDING_ALL = "Kustannusarvio yhteensä", "Rahoitussuunnitelma yhteensä"
FLAT_LINES = (WAGES, "Ostopalvelut", "Muut kustannukset", FLAT)
ACTUAL_LINES = (
    WAGES, "Ostopalvelut", "Matkakustannukset", "Kone- ja laitehankinnat",
    "Rakennukset ja maa-alueet", "Muut kustannukset",
)  # fmt: skip
MUNICIPAL, OTHER_PUBLIC, PRIVATE = (
    "Kuntien rahoitus",
    "Muu julkinen rahoitus",
    "Yksityinen rahoitus",
)
B_COSTS = ("Kunnat", "Muu julkinen")
B_FUNDING = (MUNICIPAL, OTHER_PUBLIC)
A_HEADER = ("Kustannukset", "Yhteensä €", "Rahoitus", "Yhteensä €", "Osuus nettokustannuksista (%)")

SIZES = {
    "micro": "Mikroyritys",
    "small": "Pieni yritys",
    "medium": "Keskisuuri yritys",
    "large": "Suuryritys",
}
DAY_TYPES = {
    "classroom_teaching": "Lähiopetuspäiviä",
    "distance_teaching": "Etäopetuspäiviä",
    "subsidised_employment": "Tukityöllistämispäiviä",
    "guidance": "Ohjaus- tai konsultointipäiviä",
    "other": "Muita henkilötyöpäiviä",
}
COUNSELLORS = {
    "counsellors": (
        "Osallistuvat opinto-ohjaajat, uraneuvojat ja muut ohjauspalveluiden asiantuntijat"
    ),
    "women_counsellors": "joista naisia",
}


class Matrix(NamedTuple):
    """A table of rows by columns with totals both ways and a row of its own for the women."""

    section: str
    key: str
    women_key: str
    women_label: str
    row_dimension: str
    column_dimension: str
    rows: Mapping[str, str]
    columns: Mapping[str, str]

    def cell(self, row: str, column: str) -> str:
        """The name of a cell; 'total' as row or column."""
        return f"participants.{self.key}.{row}.{column}"

    def women(self, column: str) -> str:
        """The name of a cell of the women's row."""
        return f"participants.{self.women_key}.{column}"


LABOUR = Matrix(
    "12.2",
    "age_and_labour_status",
    "women_by_labour_status",
    "Joista naisia",
    "age",
    "labour_status",
    {
        "under_25": "Alle 25-vuotiaita",
        "25_29": "25-29-vuotiaita",
        "30_54": "30-54-vuotiaita",
        "over_54": "Yli 54-vuotiaita",
    },
    {
        "unemployed": "Työttömät (ml. pitkäaikaistyöttömät)",
        "in_education": "Yleissivistävässä / ammatillisessa koulutuksessa olevat",
        "employed": "Työssä olevat (ml. yrittäjät)",
        "outside_labour_force": "Työmarkkinoiden ulkopuolella olevat",
    },
)
EDUCATION = Matrix(
    "12.4",
    "age_and_education",
    "women_by_education",
    "joista naisia",
    "age",
    "education",
    {
        "under_30": "Alle 30-vuotiaita",
        "30_54": "30-54-vuotiaita",
        "over_54": "Yli 54-vuotiaita",
    },
    {
        "without_primary": "Osallistujat ilman perusasteen (ISCED 1) koulutusta",
        "basic": "Alemman perusasteen (ISCED 1) ja ylemmän perusasteen (ISCED 2) koulutuksen "
        "suorittaneet",
        "upper_secondary": "Keskiasteen (ISCED 3) tai keskiasteen jälkeisen (ISCED 4) koulutuksen "
        "suorittaneet",
        "tertiary": "Korkea-asteen koulutuksen (ISCED 5 to 8) suorittaneet",
    },
)
MATRICES = (LABOUR, EDUCATION)
SIZE_TOTAL = "participants.company_size.total"
TRAINING_TOTAL = "training.total"


def code_fund(project_code: str) -> str:
    """The fund that a code's letter stands for; the labels of section 7 follow it."""
    return "ESF" if project_code.startswith("S") else "ERDF"


def applied_line(project_code: str) -> str:
    """The label of the funding applied for."""
    return f"Haettava {FUND_SHORT[code_fund(project_code)]}- ja valtion rahoitus"


def budget_key(table: str, side: str, line: str) -> str:
    """The name of an amount of section 7."""
    return f"budget.{table}.{side}.{line}"


def cost_lines(figures: Figures) -> list[str]:
    """The item lines of table A's costs, in order."""
    prefix = "budget.A.costs."
    names = [key.removeprefix(prefix) for key in figures if key.startswith(prefix)]
    return [name for name in names if name not in (COSTS_TOTAL, INCOME, NET)]


def funding_lines(project_code: str) -> tuple[str, ...]:
    """The item lines of table A's funding, in order."""
    return applied_line(project_code), MUNICIPAL, OTHER_PUBLIC, PRIVATE


def as_amount(value: Decimal | int | None) -> Decimal | None:
    """A figure in euros or per cent."""
    return None if value is None else Decimal(value)


def as_count(value: Decimal | int | None) -> int | None:
    """A figure in persons, companies or days."""
    return None if value is None else int(value)


def read_budget(figures: Figures) -> Iterator[BudgetRow]:
    """Section 7 row by row, costs before funding within a table."""
    for key, value in figures.items():
        if key.startswith("budget.") and not key.endswith(".share"):
            _, table, side, line = key.split(".")
            share = as_amount(figures.get(f"{key}.share"))
            yield BudgetRow(table, side, line, as_amount(value), share)


def read_funding(figures: Figures, project_code: str) -> dict[tuple[str, str], Decimal]:
    """What is applied for, and with it the other public lines; private money is none of it."""
    public = [
        as_amount(figures.get(budget_key("A", "funding", line)))
        for line in funding_lines(project_code)[:3]
    ]
    known = [amount for amount in public if amount is not None]
    funding = {} if public[0] is None else {("eu_state", "applied"): public[0]}
    if len(known) == len(public):
        funding["public_total", "applied"] = sum(known, Decimal(0))
    return funding


def read_indicators(figures: Figures) -> dict[tuple[str, str], int]:
    """The filed totals of 12.1 and 12.2."""
    totals = {COMPANIES: SIZE_TOTAL, PERSONS: LABOUR.cell("total", "total")}
    found = {name: as_count(figures.get(key)) for name, key in totals.items()}
    return {(name, "planned"): count for name, count in found.items() if count is not None}


def participant_row(key: str, count: int | None) -> ParticipantRow:
    """The row of a cell, from its name."""
    _, breakdown, *dimensions = key.split(".")
    dimensions = ["" if name == "total" else name for name in dimensions]
    if breakdown == "company_size":
        return ParticipantRow(breakdown, size_class=dimensions[0] or None, count=count)
    for matrix in MATRICES:
        names: tuple[str, ...] = (matrix.row_dimension, matrix.column_dimension)
        if breakdown == matrix.women_key:
            names = (matrix.column_dimension,)
        if breakdown in (matrix.key, matrix.women_key):
            values: dict[str, Any] = dict(zip(names, dimensions, strict=True))
            values = {name: value or None for name, value in values.items()}
            sex = "female" if breakdown == matrix.women_key else None
            return ParticipantRow(breakdown, sex=sex, count=count, **values)
    sex = "female" if breakdown == "women_counsellors" else None
    return ParticipantRow(breakdown, sex=sex, count=count)


def is_total(key: str) -> bool:
    """Whether a name is that of a filed total."""
    return "total" in key.split(".")[2:]


def read_participants(figures: Figures, *, totals: bool) -> tuple[ParticipantRow, ...]:
    """Base cells or filed totals of section 12."""
    return tuple(
        participant_row(key, as_count(value))
        for key, value in figures.items()
        if key.startswith("participants.") and is_total(key) == totals
    )


def read_training(figures: Figures) -> tuple[TrainingRow, ...]:
    """The lines of 12.3 without their total."""
    return tuple(
        TrainingRow(key.removeprefix("training."), as_count(value))
        for key, value in figures.items()
        if key.startswith("training.") and key != TRAINING_TOTAL
    )


def read_training_total(figures: Figures) -> int | None:
    """The filed total of 12.3, in person-days."""
    return as_count(figures.get(TRAINING_TOTAL))


def section_of(key: str) -> str:
    """The section that a figure stands in."""
    head, second = key.split(".")[:2]
    if head == "training":
        return "12.3"
    for matrix in MATRICES:
        if second in (matrix.key, matrix.women_key):
            return matrix.section
    sections = {"company_size": "12.1", "counsellors": "12.5", "women_counsellors": "12.5"}
    return sections.get(second, "7")
