"""What officers have decided: corrections, accepted findings, lists declared complete."""

from schemas.decisions import OUTCOMES
from schemas.table import DOCUMENT_ID, Column, Table, columns

REASON = Column("reason", "VARCHAR", "why, in the officer's words, names and contacts masked")

TABLES = (
    Table(
        "quality",
        "correction",
        "one correction of one place of one document",
        columns(
            Column("decision_line", "INTEGER", "line of corrections.csv", minimum=1, volatile=True),
            Column(
                "position",
                "INTEGER",
                "place among all corrections by what they say, from 1",
                minimum=1,
            ),
            Column(
                "document_id",
                "VARCHAR",
                "SHA-256 of the document's bytes; as decided, where no document or several fit",
            ),
            Column("project_code", "VARCHAR", "project of the place", nullable=True),
            Column("line_number", "INTEGER", "line in the document, from 1", minimum=1),
            Column("field", "VARCHAR", "form field; '' where the form has none of this name"),
            Column("seen", "VARCHAR", "what stands there; NULL where personal", nullable=True),
            Column("right_value", "VARCHAR", "what is right; NULL where personal", nullable=True),
            REASON,
            Column("outcome", "VARCHAR", "what became of it", allowed=OUTCOMES),
            Column(
                "in_force",
                "BOOLEAN",
                "whether its document is the latest of its kind",
                nullable=True,
            ),
        ),
        key=("document_id", "line_number", "field", "decision_line"),
    ),
    Table(
        "quality",
        "acceptance",
        "one finding that is accepted up to a day",
        columns(
            Column("finding_id", "VARCHAR", "the finding, as quality.finding has it"),
            REASON,
            Column("accepted_until", "DATE", "last day on which it is accepted"),
            Column("matches", "BOOLEAN", "whether there is such a finding"),
        ),
        key=("finding_id",),
    ),
    Table(
        "quality",
        "complete_list",
        "one list of projects declared complete at a day",
        columns(
            DOCUMENT_ID,
            Column("complete_at", "DATE", "day on which it held every project"),
            REASON,
        ),
        key=("document_id",),
    ),
)
