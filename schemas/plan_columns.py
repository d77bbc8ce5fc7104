"""Columns of what plans alone carry, shared by the tidy tables and the star."""

from schemas.table import Column

# The codes of the columns of section 12 with the form's words for them: labels of its rows and
# headers of its columns.
AGES = {
    "under_25": "Alle 25-vuotiaita",
    "25_29": "25-29-vuotiaita",
    "30_54": "30-54-vuotiaita",
    "over_54": "Yli 54-vuotiaita",
}
EDUCATION_AGES = {
    "under_30": "Alle 30-vuotiaita",
    "30_54": "30-54-vuotiaita",
    "over_54": "Yli 54-vuotiaita",
}
LABOUR_STATUSES = {
    "unemployed": "Työttömät (ml. pitkäaikaistyöttömät)",
    "in_education": "Yleissivistävässä / ammatillisessa koulutuksessa olevat",
    "employed": "Työssä olevat (ml. yrittäjät)",
    "outside_labour_force": "Työmarkkinoiden ulkopuolella olevat",
}
EDUCATIONS = {
    "without_primary": "Osallistujat ilman perusasteen (ISCED 1) koulutusta",
    "basic": (
        "Alemman perusasteen (ISCED 1) ja ylemmän perusasteen (ISCED 2) koulutuksen suorittaneet"
    ),
    "upper_secondary": (
        "Keskiasteen (ISCED 3) tai keskiasteen jälkeisen (ISCED 4) koulutuksen suorittaneet"
    ),
    "tertiary": "Korkea-asteen koulutuksen (ISCED 5 to 8) suorittaneet",
}
SIZE_CLASSES = {
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
FORM_WORDS = AGES | EDUCATION_AGES | LABOUR_STATUSES | EDUCATIONS
BREAKDOWNS = (
    "company_size",
    "age_and_labour_status",
    "women_by_labour_status",
    "age_and_education",
    "women_by_education",
    "counsellors",
    "women_counsellors",
)

PLAN_ATTRIBUTES = (
    Column("name_en", "VARCHAR", "public name in English", nullable=True, source="plan 4.2"),
    Column("project_type", "VARCHAR", "Hanketyyppi", nullable=True, source="plan 3"),
    Column("cost_model", "VARCHAR", "Kustannusmalli", nullable=True, source="plan 7"),
    Column("advance_payment", "BOOLEAN", "asked for in advance", nullable=True, source="plan 7"),
    Column(
        "geographic_scope",
        "VARCHAR",
        "scope box of the target area; national is shared over the mainland maakunnat",
        nullable=True,
        source="plan 10",
        allowed=("one_region", "several_regions", "national"),
    ),
    Column(
        "application_number",
        "VARCHAR",
        "Hakemusnumero",
        nullable=True,
        source="plan, Viranomaisen merkintöjä",
    ),
    Column(
        "application_type",
        "VARCHAR",
        "Hakemustyyppi",
        nullable=True,
        source="plan, Viranomaisen merkintöjä",
    ),
    Column(
        "diary_number",
        "VARCHAR",
        "Diaarinumero",
        nullable=True,
        source="plan, Viranomaisen merkintöjä",
    ),
    Column(
        "arrival_date",
        "DATE",
        "day the application arrived",
        nullable=True,
        source="plan, Viranomaisen merkintöjä",
    ),
    Column("signed_date", "DATE", "day of the signature", nullable=True, source="plan, signature"),
)

PERSON_DIMENSIONS = (
    Column(
        "age", "VARCHAR", "age group in years", nullable=True, allowed=tuple(AGES | EDUCATION_AGES)
    ),
    Column("labour_status", "VARCHAR", "status", nullable=True, allowed=tuple(LABOUR_STATUSES)),
    Column("education", "VARCHAR", "highest education", nullable=True, allowed=tuple(EDUCATIONS)),
    Column("sex", "VARCHAR", "female; NULL all", nullable=True, allowed=("female",)),
)
PARTICIPANTS = (
    Column(
        "breakdown",
        "VARCHAR",
        "table of the form and who is counted in it: never sum across breakdowns",
        source="plan 12",
        allowed=BREAKDOWNS,
    ),
    *PERSON_DIMENSIONS,
    Column("size_class", "VARCHAR", "size of company", nullable=True, allowed=tuple(SIZE_CLASSES)),
)
BUDGET = (
    Column(
        "budget_table",
        "VARCHAR",
        "A costs and funding, B wage costs of participants, total their sum",
        source="plan 7",
        allowed=("A", "B", "total"),
    ),
    Column("side", "VARCHAR", "side of the table", allowed=("costs", "funding")),
    Column("position", "INTEGER", "row within the table, from 1", minimum=1),
    Column("line", "VARCHAR", "the form's words without their number", nullable=True),
    Column(
        "line_kind",
        "VARCHAR",
        "sum items alone: the others are filed sums of them",
        allowed=("item", "total", "income", "net_total"),
    ),
    Column("basis", "VARCHAR", "applied: what the plan asks for", allowed=("applied",)),
    Column("amount_eur", "DECIMAL(18,2)", "as filed; NULL blank", True, "EUR", minimum=0),
    Column("share_pct", "DECIMAL(7,2)", "share of net costs", True, "%", minimum=0),
)
RISK = (
    Column("position", "INTEGER", "place in the table, from 1", minimum=1),
    Column("risk", "VARCHAR", "risk", nullable=True, source="plan 11.2"),
    Column("measures", "VARCHAR", "measures against it", nullable=True, source="plan 11.2"),
)
LINK = (
    Column("section", "VARCHAR", "9.1 of this programme, 9.2 others", source="plan 9"),
    Column("linked_code", "VARCHAR", "project code or number", nullable=True, source="plan 9"),
    Column("linked_diary_number", "VARCHAR", "diary number", nullable=True, source="plan 9"),
)
COUNT = Column("count", "BIGINT", "persons or companies; NULL left blank", True, minimum=0)
DAYS = Column("days", "DECIMAL(14,2)", "NULL left blank", True, "person-days", minimum=0)
DAY_TYPE = Column(
    "day_type", "VARCHAR", "type of days", source="plan 12.3", allowed=tuple(DAY_TYPES)
)
