"""What is missing or wrong: findings and what was refused."""

from schemas.rule_catalogue import LANGUAGES, SEVERITIES
from schemas.table import DOCUMENT_ID, Column, Table, columns

WORDS = tuple(
    Column(f"{what}_{lang}", "VARCHAR", f"{meaning} ({lang})")
    for what, meaning in (("title", "what is wrong"), ("fix", "what to do"))
    for lang in LANGUAGES
)

TABLES = (
    Table(
        "quality",
        "rule",
        "one rule",
        columns(
            Column("rule", "VARCHAR", "name used in findings"),
            Column("number", "VARCHAR", "number in the catalogue"),
            Column("dimension", "VARCHAR", "data-quality dimension (DAMA)"),
            Column("criterion", "VARCHAR", "criterion of Tiedon laatukehikko"),
            Column("severity", "VARCHAR", "weight as used", allowed=SEVERITIES),
            Column("default_severity", "VARCHAR", "weight in the catalogue", allowed=SEVERITIES),
            Column("kinds", "VARCHAR", "kinds of document it speaks of"),
            Column(
                "sections",
                "VARCHAR",
                "where it looks: on all forms the same, or parted by ; in the order of kinds",
            ),
            Column("tolerance", "DECIMAL(12,2)", "difference let pass, as used", nullable=True),
            Column(
                "default_tolerance",
                "DECIMAL(12,2)",
                "difference let pass in the catalogue",
                nullable=True,
            ),
            Column("tolerance_unit", "VARCHAR", "unit of the tolerance", nullable=True),
            Column("source", "VARCHAR", "what the rule rests on, parted by ;"),
            Column("example_observed", "VARCHAR", "made-up value that breaks it", nullable=True),
            Column("example_expected", "VARCHAR", "what would be expected of that", nullable=True),
            WORDS,
        ),
        key=("rule",),
    ),
    Table(
        "quality",
        "finding",
        "one anomaly at one place of one document",
        columns(
            Column("finding_id", "VARCHAR", "made of the finding's content"),
            Column("run_id", "VARCHAR", "run that read the document", volatile=True),
            DOCUMENT_ID,
            Column("project_code", "VARCHAR", "project; NULL of a list itself", nullable=True),
            Column("in_force", "BOOLEAN", "whether what it speaks of is the latest of its kind"),
            Column("authority", "VARCHAR", "responsible authority", nullable=True),
            Column("rule", "VARCHAR", "rule that found it", references="quality.rule.rule"),
            Column("dimension", "VARCHAR", "data-quality dimension (DAMA)"),
            Column("severity", "VARCHAR", "weight", allowed=SEVERITIES),
            Column("section", "VARCHAR", "form section"),
            Column("field", "VARCHAR", "form field"),
            Column("line_number", "INTEGER", "line in the document", nullable=True, minimum=1),
            Column("observed", "VARCHAR", "what was seen, personal data masked", nullable=True),
            Column("expected", "VARCHAR", "what was expected", nullable=True),
            Column("message", "VARCHAR", "the finding in words (English)"),
            Column(
                "accepted_until",
                "DATE",
                "last day on which an officer accepts it; NULL where none does",
                nullable=True,
            ),
            Column("acceptance", "VARCHAR", "why it is accepted", nullable=True),
        ),
        key=("finding_id",),
    ),
    Table(
        "quality",
        "quarantine",
        "one refused document",
        columns(
            DOCUMENT_ID,
            Column("source_uri", "VARCHAR", "where it first came from", volatile=True),
            Column("project_code", "VARCHAR", "project, where it could be read", nullable=True),
            Column("authority", "VARCHAR", "authority, where it could be read", nullable=True),
            Column("reason", "VARCHAR", "why it was refused"),
            Column("observed", "VARCHAR", "what was seen", nullable=True),
            Column("detail", "VARCHAR", "what was seen and what to do, masked"),
            Column("first_seen", "TIMESTAMP", "first receipt", unit="UTC", volatile=True),
            Column("attempts", "INTEGER", "times it was tried", minimum=1, volatile=True),
        ),
        key=("document_id",),
    ),
    Table(
        "quality",
        "refused_row",
        "one row of one list that was refused, while the others went on",
        columns(
            DOCUMENT_ID,
            Column("line_number", "INTEGER", "line in the list", minimum=1),
            Column("project_code", "VARCHAR", "project, where it could be read", nullable=True),
            Column("reason", "VARCHAR", "why it was refused"),
            Column("observed", "VARCHAR", "what was seen", nullable=True),
            Column("detail", "VARCHAR", "what was seen and what to do, masked"),
            Column(
                "in_force",
                "BOOLEAN",
                "whether no list received later says otherwise of the row",
                nullable=True,
            ),
        ),
        key=("document_id", "line_number"),
    ),
    Table(
        "quality",
        "reconciliation",
        "one value that one document in force states of a field which others state too",
        columns(
            Column("project_code", "VARCHAR", "project"),
            Column("field", "VARCHAR", "field; with its part where it has several"),
            Column("basis", "VARCHAR", "of a figure: never mixed", nullable=True),
            DOCUMENT_ID,
            Column("kind", "VARCHAR", "kind of the document"),
            Column("line_number", "INTEGER", "line in it", nullable=True, minimum=1),
            Column("section", "VARCHAR", "form section, where it has one", nullable=True),
            Column("form_field", "VARCHAR", "form field, where it has one", nullable=True),
            Column("value", "VARCHAR", "what it says; several values as a list"),
            Column("used", "BOOLEAN", "whether the warehouse took this one"),
            Column(
                "disagrees",
                "BOOLEAN",
                "whether the value contradicts the one used, where both may be compared",
            ),
        ),
        key=("project_code", "field", "basis", "document_id"),
    ),
)
