"""Tidy tables of what each document says, one batch at a time; never published."""

from dataclasses import replace

from schemas.plan_columns import (
    BUDGET,
    COUNT,
    DAY_TYPE,
    DAYS,
    LINK,
    PARTICIPANTS,
    PLAN_ATTRIBUTES,
    RISK,
)
from schemas.table import LINE_NUMBER, PAGE, STATEMENT_ID, Column, Table, columns
from schemas.tables.place import CLASSIFICATION_YEAR, NAMED, READING

SECTION = Column("section", "VARCHAR", "number of the form section")
FIELD = Column("field", "VARCHAR", "name of the form field")
LINE = Column("line_number", "INTEGER", "line in the document, from 1", nullable=True, minimum=1)
BASIS = Column(
    "basis",
    "VARCHAR",
    "which figure: never mixed",
    allowed=("applied", "granted", "planned", "realised"),
)

TABLES = (
    Table(
        "stage",
        "project",
        "one document's statements about the project itself",
        columns(
            STATEMENT_ID,
            Column("project_code", "VARCHAR", "code given by the authority", source="1"),
            Column("fund", "VARCHAR", "fund of the title line", allowed=("ESF", "ERDF", "JTF")),
            Column("name", "VARCHAR", "public name", nullable=True, source="1"),
            Column("axis_number", "VARCHAR", "priority axis", nullable=True, source="1"),
            Column("axis_title", "VARCHAR", "title of the axis", nullable=True, source="1"),
            Column("objective_number", "VARCHAR", "specific objective", nullable=True, source="1"),
            Column("objective_title", "VARCHAR", "its title", nullable=True, source="1"),
            Column("planned_start", "DATE", "first day", nullable=True, source="1"),
            Column("planned_end", "DATE", "last day", nullable=True, source="1"),
            Column("status", "VARCHAR", "as the form words it", nullable=True, source="1"),
            Column("authority", "VARCHAR", "responsible authority", nullable=True, source="1"),
            Column("applicant_arrangement", "VARCHAR", "one or more", nullable=True, source="2"),
            Column("listed_period", "VARCHAR", "programme period of its list", nullable=True),
            PLAN_ATTRIBUTES,
        ),
        key=("statement_id",),
    ),
    Table(
        "stage",
        "field",
        "one labelled field of one document, filled or empty",
        columns(
            STATEMENT_ID,
            SECTION,
            FIELD,
            LINE_NUMBER,
            Column("filled", "BOOLEAN", "whether the field holds anything"),
            Column("text", "VARCHAR", "as written; NULL where personal", nullable=True),
        ),
    ),
    Table(
        "stage",
        "funding",
        "one funding figure of one document",
        columns(
            STATEMENT_ID,
            Column(
                "measure",
                "VARCHAR",
                "EU-and-state or total public money",
                allowed=("eu_state", "public_total"),
            ),
            BASIS,
            Column("amount_eur", "DECIMAL(18,2)", "amount", unit="EUR", source="5"),
            LINE_NUMBER,
        ),
        key=("statement_id", "measure", "basis"),
    ),
    Table(
        "stage",
        "budget",
        "one line of one side of one budget table of one document",
        columns(STATEMENT_ID, BUDGET, LINE_NUMBER),
        key=("statement_id", "budget_table", "side", "position"),
    ),
    Table(
        "stage",
        "participants",
        "one cell of one table of expected participants of one document, totals among them",
        columns(
            STATEMENT_ID,
            PARTICIPANTS,
            COUNT,
            Column("is_total", "BOOLEAN", "a filed total, of what the NULL dimensions leave open"),
            LINE_NUMBER,
        ),
    ),
    Table(
        "stage",
        "training",
        "one type of person-days of one document, or their filed total",
        columns(
            STATEMENT_ID,
            replace(DAY_TYPE, nullable=True),
            DAYS,
            Column("is_total", "BOOLEAN", "the filed total"),
            LINE_NUMBER,
        ),
    ),
    Table(
        "stage",
        "risk",
        "one risk of one document",
        columns(STATEMENT_ID, RISK, LINE_NUMBER),
        key=("statement_id", "position"),
    ),
    Table(
        "stage",
        "link",
        "one mention of another project in one document",
        columns(STATEMENT_ID, LINK, LINE_NUMBER),
    ),
    Table(
        "stage",
        "indicator",
        "one indicator figure of one document",
        columns(
            STATEMENT_ID,
            Column("indicator", "VARCHAR", "name, or the form's heading where unmapped"),
            BASIS,
            Column("value", "BIGINT", "count", source="7", minimum=0),
            LINE_NUMBER,
        ),
        key=("statement_id", "indicator", "basis"),
    ),
    Table(
        "stage",
        "place",
        "one place named by one document",
        columns(
            STATEMENT_ID,
            NAMED,
            Column("named_key", "VARCHAR", "row of dim_region of the place itself", nullable=True),
            READING,
            LINE_NUMBER,
        ),
    ),
    Table(
        "stage",
        "region_share",
        "one deepest named place of one document with its equal part",
        columns(
            STATEMENT_ID,
            Column("region_key", "VARCHAR", "row of dim_region, or 'unallocated'"),
            Column("share_part", "INTEGER", "parts of the whole here", minimum=1),
            Column("share_whole", "INTEGER", "parts in the whole", minimum=1),
            CLASSIFICATION_YEAR,
        ),
        key=("statement_id", "region_key"),
    ),
    Table(
        "stage",
        "organisation",
        "one organisation in one role in one document",
        columns(
            STATEMENT_ID,
            Column("role", "VARCHAR", "role", allowed=("beneficiary", "partner")),
            Column("name", "VARCHAR", "official name", nullable=True, source="2"),
            Column("business_id", "VARCHAR", "Y-tunnus as written", nullable=True, source="2"),
            Column("business_id_valid", "BOOLEAN", "whether its check digit is right", True),
            Column("type", "VARCHAR", "Organisaatiotyyppi", nullable=True, source="2"),
            LINE_NUMBER,
        ),
    ),
    Table(
        "stage",
        "address",
        "one address in one document",
        columns(
            STATEMENT_ID,
            Column("role", "VARCHAR", "whose", allowed=("beneficiary", "site")),
            Column("street_address", "VARCHAR", "street or box", nullable=True, source="2, 6"),
            Column("postal_code", "VARCHAR", "postal code", nullable=True, source="2, 6"),
            Column("town", "VARCHAR", "post town", nullable=True, source="2, 6"),
            Column("web_address", "VARCHAR", "web site", nullable=True, source="2"),
            LINE_NUMBER,
        ),
        key=("statement_id", "role"),
    ),
    Table(
        "stage",
        "contact",
        "one personal field of one document",
        columns(
            STATEMENT_ID,
            FIELD,
            Column("value", "VARCHAR", "as written", source="2", personal=True),
            LINE_NUMBER,
        ),
    ),
    Table(
        "stage",
        "sustainability",
        "one sustainability criterion of one document",
        columns(
            STATEMENT_ID,
            Column("criterion", "VARCHAR", "criterion key"),
            Column("direct", "INTEGER", "direct effect", nullable=True, source="8.2"),
            Column("indirect", "INTEGER", "indirect effect", nullable=True, source="8.2"),
            Column("justification", "VARCHAR", "why", nullable=True, source="8.2"),
            LINE_NUMBER,
        ),
        key=("statement_id", "criterion"),
    ),
    Table(
        "stage",
        "equality",
        "one equality question of one document",
        columns(
            STATEMENT_ID,
            Column("question", "VARCHAR", "question key"),
            Column("answer", "BOOLEAN", "Kyllä or Ei", nullable=True, source="8.1"),
            Column("justification", "VARCHAR", "why", nullable=True, source="8.1"),
            LINE_NUMBER,
        ),
        key=("statement_id", "question"),
    ),
    Table(
        "stage",
        "text",
        "one free text of one document",
        columns(
            STATEMENT_ID,
            SECTION,
            FIELD,
            Column("lang", "VARCHAR", "language of the form's section", allowed=("fi", "en")),
            Column("text", "VARCHAR", "paragraphs parted by an empty line, contacts masked"),
            LINE_NUMBER,
            Column(
                "line_numbers",
                "VARCHAR",
                "number in the document of each line of the text that is not empty: '57,59,61'; "
                "NULL where the text is a cell of a table",
                nullable=True,
            ),
        ),
        key=("statement_id", "section"),
    ),
    Table(
        "stage",
        "page",
        "one page of one paged document",
        columns(STATEMENT_ID, PAGE),
        key=("statement_id", "page"),
    ),
    Table(
        "stage",
        "finding",
        "one thing noticed while one document was read",
        columns(
            STATEMENT_ID,
            Column("rule", "VARCHAR", "rule that found it"),
            SECTION,
            FIELD,
            LINE,
            Column("observed", "VARCHAR", "what was seen, masked", nullable=True),
            Column("expected", "VARCHAR", "what was expected", nullable=True),
        ),
    ),
)
