"""How complete and right the documents in force are: scores by authority and criterion."""

from schemas.table import Column, Table, columns

AUTHORITY = Column("authority", "VARCHAR", "responsible authority; NULL: none named", nullable=True)
CRITERION = Column("criterion", "VARCHAR", "criterion of Tiedon laatukehikko")
CHECKED = Column(
    "checked",
    "BIGINT",
    "statements in force (descriptions, plans, rows of lists) that a rule of weight error or "
    "warning of the criterion speaks of",
    unit="statements",
    minimum=0,
)
FAILED = Column(
    "failed",
    "BIGINT",
    "of those, the ones with an error or warning of the criterion",
    unit="statements",
    minimum=0,
)
ACCEPTED = Column(
    "accepted",
    "BIGINT",
    "of the failed, the ones all of whose errors and warnings were accepted on the day of the run",
    unit="statements",
    minimum=0,
    volatile=True,
)
SCORE = Column(
    "score_pct",
    "DECIMAL(5,2)",
    "share of the checked that are sound or accepted; of several rows sum first, then divide",
    unit="%",
    minimum=0,
    volatile=True,
)

TABLES = (
    Table(
        "quality",
        "score_by_authority",
        "one criterion measured on the documents of one authority",
        columns(AUTHORITY, CRITERION, CHECKED, FAILED, ACCEPTED, SCORE),
        key=("authority", "criterion"),
    ),
    Table(
        "quality",
        "score_history",
        "the score of one authority and criterion after one run that published",
        columns(
            Column("run_id", "VARCHAR", "run", volatile=True),
            Column("scored_at", "TIMESTAMP", "start of the run", unit="UTC", volatile=True),
            *(
                Column(c.name, c.type, c.meaning, c.nullable, c.unit, volatile=True)
                for c in (AUTHORITY, CRITERION, CHECKED, FAILED, ACCEPTED, SCORE)
            ),
        ),
        key=("run_id", "authority", "criterion"),
    ),
    Table(
        "quality",
        "field_completeness",
        "one field that must be filled, over the documents of one authority and first year",
        columns(
            AUTHORITY,
            Column("kind", "VARCHAR", "kind of document"),
            Column("section", "VARCHAR", "form section; n stands for every subsection"),
            Column("field", "VARCHAR", "form field"),
            Column("label", "VARCHAR", "label on the form"),
            Column("start_year", "INTEGER", "year the projects begin in", nullable=True),
            Column(
                "expected",
                "BIGINT",
                "statements in force that must have it: all of the kind; of a final report and of "
                "realised money those of ended projects",
                unit="statements",
                minimum=1,
            ),
            Column("filled", "BIGINT", "of those, the ones that do", unit="statements", minimum=0),
        ),
        key=("authority", "kind", "section", "field", "start_year"),
    ),
)
