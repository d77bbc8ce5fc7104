"""The star: dimensions, bridges and facts of every project version."""

from dataclasses import replace

from schemas.plan_columns import (
    BREAKDOWNS,
    BUDGET,
    COUNT,
    DAY_TYPE,
    DAYS,
    LINK,
    PARTICIPANTS,
    PERSON_DIMENSIONS,
    PLAN_ATTRIBUTES,
    RISK,
)
from schemas.table import (
    DOCUMENT_ID,
    LINE_NUMBER,
    PROJECT_KEY,
    PROVENANCE,
    Column,
    Table,
    columns,
)

BASIS = Column(
    "basis",
    "VARCHAR",
    "which figure: never mixed",
    allowed=("applied", "granted", "planned", "realised"),
)
KEY = Column("project_key", "VARCHAR", "project version: project code and version, 'S12345.1'")
SHARE = Column("share", "DECIMAL(20,18)", "part of the project's values; sum exact parts instead")

DIMENSIONS = (
    Table(
        "main",
        "dim_programme",
        "one specific objective of one programme period",
        columns(
            Column("programme_key", "VARCHAR", "made of period, axis and objective"),
            Column("programme_period", "VARCHAR", "programme period", nullable=True),
            Column("axis_number", "VARCHAR", "priority axis (toimintalinja)", nullable=True),
            Column("axis_title", "VARCHAR", "most frequent title", nullable=True),
            Column("objective_number", "VARCHAR", "specific objective", nullable=True),
            Column("objective_title", "VARCHAR", "most frequent title", nullable=True),
        ),
        key=("programme_key",),
    ),
    Table(
        "main",
        "dim_authority",
        "one responsible authority",
        columns(
            Column("authority_key", "VARCHAR", "made of the name"),
            Column("name", "VARCHAR", "name as the form has it"),
        ),
        key=("authority_key",),
    ),
    Table(
        "main",
        "dim_organisation",
        "one organisation: one valid Y-tunnus, or one name where there is none",
        columns(
            Column("organisation_key", "VARCHAR", "Y-tunnus, or made of name and Y-tunnus"),
            Column("name", "VARCHAR", "most frequent spelling", nullable=True, source="2"),
            Column("business_id", "VARCHAR", "Y-tunnus as written", nullable=True, source="2"),
            Column("type", "VARCHAR", "most frequent type", nullable=True, source="2"),
        ),
        key=("organisation_key",),
    ),
    Table(
        "main",
        "dim_date",
        "one calendar day",
        columns(
            Column("date", "DATE", "day"),
            Column("month", "VARCHAR", "'2022-03'"),
            Column("quarter", "VARCHAR", "'2022Q1'"),
            Column("year", "VARCHAR", "'2022'"),
        ),
        key=("date",),
    ),
    Table(
        "main",
        "dim_indicator",
        "one indicator",
        columns(
            Column("indicator_key", "VARCHAR", "the indicator's name"),
            Column("indicator", "VARCHAR", "name, or the form's heading where unmapped"),
            Column("name_fi", "VARCHAR", "Finnish name", source="7"),
            Column("name_sv", "VARCHAR", "Swedish name", nullable=True),
            Column("name_en", "VARCHAR", "English name", nullable=True),
            Column("unit", "VARCHAR", "what is counted", nullable=True),
            Column("mapped", "BOOLEAN", "false: taken over under its own heading"),
        ),
        key=("indicator_key",),
    ),
    Table(
        "main",
        "dim_criterion",
        "one sustainability criterion",
        columns(
            Column("criterion_key", "VARCHAR", "criterion"),
            Column("position", "INTEGER", "place on the form, 1 to 15", minimum=1),
            Column("criterion_group", "VARCHAR", "ecological, economic or social"),
            Column("name_fi", "VARCHAR", "as the form words it", source="8.2"),
        ),
        key=("criterion_key",),
    ),
    Table(
        "main",
        "dim_project",
        "one version of one project",
        columns(
            KEY,
            Column("project_code", "VARCHAR", "hankekoodi", source="1"),
            Column("version", "INTEGER", "number of the version, from 1", minimum=1),
            Column("fund", "VARCHAR", "fund", allowed=("ESF", "ERDF", "JTF")),
            Column("programme_period", "VARCHAR", "by code series", nullable=True),
            Column("name", "VARCHAR", "public name", nullable=True, source="1"),
            Column("axis_number", "VARCHAR", "priority axis", nullable=True, source="1"),
            Column("objective_number", "VARCHAR", "specific objective", nullable=True, source="1"),
            Column(
                "programme_key",
                "VARCHAR",
                "programme",
                references="main.dim_programme.programme_key",
            ),
            PLAN_ATTRIBUTES,
            Column("applicant_arrangement", "VARCHAR", "one or more", nullable=True, source="2"),
            Column("status", "VARCHAR", "as the form words it", nullable=True, source="1"),
            Column("planned_start", "DATE", "first day", nullable=True, source="1"),
            Column("planned_end", "DATE", "last day, included", nullable=True, source="1"),
            Column(
                "authority_key",
                "VARCHAR",
                "responsible authority",
                nullable=True,
                references="main.dim_authority.authority_key",
            ),
            Column(
                "beneficiary_key",
                "VARCHAR",
                "beneficiary",
                nullable=True,
                references="main.dim_organisation.organisation_key",
            ),
            Column("valid_from", "TIMESTAMP", "receipt", unit="UTC", volatile=True),
            Column("valid_to", "TIMESTAMP", "next receipt", True, "UTC", volatile=True),
            Column("is_current", "BOOLEAN", "whether it is the latest version"),
            DOCUMENT_ID,
        ),
        key=("project_key",),
    ),
)

BRIDGES = (
    Table(
        "main",
        "bridge_project_region",
        "one deepest named place of one project version",
        columns(
            PROJECT_KEY,
            Column("region_key", "VARCHAR", "place", references="main.dim_region.region_key"),
            SHARE,
            Column("share_part", "INTEGER", "equal parts that fall here", minimum=1),
            Column("share_whole", "INTEGER", "equal parts in all", minimum=1),
        ),
        key=("project_key", "region_key"),
    ),
    Table(
        "main",
        "bridge_project_month",
        "one calendar month of one project version's planned period",
        columns(
            PROJECT_KEY,
            Column("month", "VARCHAR", "'2022-03', or 'unallocated' without a usable period"),
            SHARE,
            Column("days", "INTEGER", "days of the period in the month", unit="days", minimum=1),
            Column("period_days", "INTEGER", "days of the period", unit="days", minimum=1),
        ),
        key=("project_key", "month"),
    ),
    Table(
        "main",
        "bridge_project_organisation",
        "one organisation in one role of one project version; roles carry no share",
        columns(
            PROJECT_KEY,
            Column(
                "organisation_key",
                "VARCHAR",
                "organisation",
                references="main.dim_organisation.organisation_key",
            ),
            Column("role", "VARCHAR", "role", allowed=("beneficiary", "partner")),
            Column("stated_name", "VARCHAR", "name in this version", nullable=True, source="2"),
            Column("stated_type", "VARCHAR", "type in this version", nullable=True, source="2"),
        ),
        key=("project_key", "organisation_key", "role"),
    ),
    Table(
        "main",
        "bridge_project_link",
        "one project that one project version refers to in one section of its plan",
        columns(
            PROJECT_KEY,
            LINK,
            Column(
                "linked_project_key",
                "VARCHAR",
                "current version of that project; NULL where it is not in the warehouse",
                nullable=True,
                references="main.dim_project.project_key",
            ),
            PROVENANCE,
        ),
        key=("project_key", "section", "linked_code", "linked_diary_number"),
    ),
)

FACTS = (
    Table(
        "main",
        "fact_funding",
        "one measure on one basis of one project version",
        columns(
            PROJECT_KEY,
            Column(
                "measure",
                "VARCHAR",
                "EU-and-state or total public money",
                allowed=("eu_state", "public_total"),
            ),
            BASIS,
            Column("amount_eur", "DECIMAL(18,2)", "amount", unit="EUR", source="5"),
            DOCUMENT_ID,
            replace(
                LINE_NUMBER,
                meaning=f"{LINE_NUMBER.meaning}; a public total applied for is a sum, told by the "
                "line of its EU-and-state money",
            ),
        ),
        key=("project_key", "measure", "basis"),
    ),
    Table(
        "main",
        "fact_indicator",
        "one indicator on one basis of one project version",
        columns(
            PROJECT_KEY,
            Column(
                "indicator_key",
                "VARCHAR",
                "indicator",
                references="main.dim_indicator.indicator_key",
            ),
            BASIS,
            Column("value", "BIGINT", "count", source="7", minimum=0),
            PROVENANCE,
        ),
        key=("project_key", "indicator_key", "basis"),
    ),
    Table(
        "main",
        "fact_sustainability",
        "one sustainability criterion of one project version",
        columns(
            PROJECT_KEY,
            Column(
                "criterion_key",
                "VARCHAR",
                "criterion",
                references="main.dim_criterion.criterion_key",
            ),
            Column(
                "direct", "INTEGER", "välitön; the scale is -10 to 10", nullable=True, source="8.2"
            ),
            Column(
                "indirect",
                "INTEGER",
                "välillinen; the scale is -10 to 10",
                nullable=True,
                source="8.2",
            ),
            Column("justification", "VARCHAR", "why", nullable=True, source="8.2"),
            PROVENANCE,
        ),
        key=("project_key", "criterion_key"),
    ),
    Table(
        "main",
        "fact_equality",
        "one gender-equality question of one project version",
        columns(
            PROJECT_KEY,
            Column("question", "VARCHAR", "question"),
            Column("answer", "BOOLEAN", "Kyllä or Ei", nullable=True, source="8.1"),
            Column("justification", "VARCHAR", "why", nullable=True, source="8.1"),
            PROVENANCE,
        ),
        key=("project_key", "question"),
    ),
    Table(
        "main",
        "fact_participants",
        "one base cell of one breakdown of the expected participants of one project version",
        columns(
            PROJECT_KEY,
            PARTICIPANTS,
            COUNT,
            PROVENANCE,
        ),
        key=("project_key", "breakdown", "age", "labour_status", "education", "size_class"),
    ),
    Table(
        "main",
        "fact_training",
        "one type of person-days of one project version",
        columns(
            PROJECT_KEY,
            DAY_TYPE,
            Column("is_teaching", "BOOLEAN", "classroom or distance teaching"),
            DAYS,
            PROVENANCE,
        ),
        key=("project_key", "day_type"),
    ),
    Table(
        "main",
        "fact_filed_total",
        "one total as the form has it, of one breakdown of one project version; NULL = all",
        columns(
            PROJECT_KEY,
            Column(
                "breakdown",
                "VARCHAR",
                "breakdown of fact_participants, or training_days of fact_training",
                source="plan 12",
                allowed=(*BREAKDOWNS, "training_days"),
            ),
            PERSON_DIMENSIONS,
            Column("value", "DECIMAL(14,2)", "NULL left blank", nullable=True, minimum=0),
            PROVENANCE,
        ),
        key=("project_key", "breakdown", "age", "labour_status", "education"),
    ),
    Table(
        "main",
        "fact_budget",
        "one line of one side of one budget table of one project version",
        columns(PROJECT_KEY, BUDGET, PROVENANCE),
        key=("project_key", "budget_table", "side", "position"),
    ),
    Table(
        "main",
        "project_risk",
        "one risk of one project version",
        columns(PROJECT_KEY, RISK, PROVENANCE),
        key=("project_key", "position"),
    ),
    Table(
        "main",
        "project_text",
        "one free text of one project version",
        columns(
            PROJECT_KEY,
            Column("kind", "VARCHAR", "form whose section it is: description or plan"),
            Column("section", "VARCHAR", "form section"),
            Column("field", "VARCHAR", "name of the text"),
            Column("lang", "VARCHAR", "language of the form's section"),
            Column("text", "VARCHAR", "paragraphs parted by an empty line, contacts masked"),
            PROVENANCE,
        ),
        key=("project_key", "field", "lang"),
    ),
    Table(
        "main",
        "project_address",
        "one address of one project version",
        columns(
            PROJECT_KEY,
            Column("role", "VARCHAR", "whose", allowed=("beneficiary", "site")),
            Column("street_address", "VARCHAR", "street or box", nullable=True, source="2, 6"),
            Column("postal_code", "VARCHAR", "postal code", nullable=True, source="2, 6"),
            Column("town", "VARCHAR", "post town", nullable=True, source="2, 6"),
            Column("web_address", "VARCHAR", "web site", nullable=True, source="2"),
            PROVENANCE,
        ),
        key=("project_key", "role"),
    ),
)

TABLES = DIMENSIONS + BRIDGES + FACTS
