"""Where everything came from: documents, deliveries, runs, and the dictionary."""

from schemas.table import DOCUMENT_ID, PAGE, STATEMENT_ID, Column, Table, columns

RUN_ID = Column("run_id", "VARCHAR", "run that did it", volatile=True)
OUTCOMES = ("unchanged", "duplicate", "loaded", "new_version", "quarantined")
COUNTS = tuple(
    Column(name, "INTEGER", f"documents {name.replace('_', ' ')}", minimum=0)
    for name in ("pulled", "unchanged", "duplicate", "loaded", "new_version", "quarantined")
)

TABLES = (
    Table(
        "meta",
        "document",
        "one distinct content received",
        columns(
            DOCUMENT_ID,
            Column("kind", "VARCHAR", "description, plan or project_list", nullable=True),
            Column("project_code", "VARCHAR", "project it describes", nullable=True),
            Column("version", "INTEGER", "number in its chain", nullable=True),
            Column(
                "status",
                "VARCHAR",
                "what it is now",
                allowed=("loaded", "superseded", "duplicate", "quarantined"),
            ),
            Column("bytes", "BIGINT", "size", unit="bytes"),
            Column("media_type", "VARCHAR", "media type", nullable=True),
            Column("encoding", "VARCHAR", "character encoding", nullable=True),
            Column(
                "lines", "INTEGER", "lines, as line numbers count them", nullable=True, minimum=0
            ),
            Column("content_hash", "VARCHAR", "hash of what it says", nullable=True),
            Column("sections", "VARCHAR", "form sections it has", nullable=True),
            Column(
                "parser_version", "VARCHAR", "version of the reading code, and of the corrections"
            ),
            Column("run_id", "VARCHAR", "run that read it", volatile=True),
        ),
        key=("document_id",),
    ),
    Table(
        "meta",
        "page",
        "one page of one paged document (PDF): its lines are counted through the whole document",
        columns(DOCUMENT_ID, PAGE),
        key=("document_id", "page"),
    ),
    Table(
        "meta",
        "delivery",
        "one document received from one source in one run",
        columns(
            RUN_ID,
            Column("source_uri", "VARCHAR", "address it came from", volatile=True),
            DOCUMENT_ID,
            Column("outcome", "VARCHAR", "what became of it", allowed=OUTCOMES),
            Column("received_at", "TIMESTAMP", "received", unit="UTC", volatile=True),
            Column("modified_at", "TIMESTAMP", "source's own time", nullable=True, unit="UTC"),
            Column(
                "validator",
                "VARCHAR",
                "what the source calls this state of it, an ETag say",
                nullable=True,
                volatile=True,
            ),
        ),
    ),
    Table(
        "meta",
        "statement",
        "what one document says of one project: all of it, or a row of a list; or of a list itself",
        columns(
            STATEMENT_ID,
            DOCUMENT_ID,
            Column("kind", "VARCHAR", "kind of document"),
            Column("project_code", "VARCHAR", "project; NULL of a list itself", nullable=True),
            Column("line_number", "INTEGER", "line of the row in a list", nullable=True, minimum=1),
            Column("content_hash", "VARCHAR", "hash of what it says"),
        ),
        key=("statement_id",),
    ),
    Table(
        "meta",
        "chain",
        "one version in the chain of one project and kind of document",
        columns(
            Column("project_code", "VARCHAR", "project"),
            Column("kind", "VARCHAR", "kind of document"),
            Column("version", "INTEGER", "number in the chain, from 1", minimum=1),
            STATEMENT_ID,
            Column("valid_from", "TIMESTAMP", "receipt", unit="UTC", volatile=True),
        ),
        key=("project_code", "kind", "version"),
    ),
    Table(
        "meta",
        "reading_change",
        "one statement and table that newer code reads differently; running text is left out",
        columns(
            Column("run_id", "VARCHAR", "run that read the archive anew", volatile=True),
            DOCUMENT_ID,
            Column("project_code", "VARCHAR", "project", nullable=True),
            Column("table_name", "VARCHAR", "what differs: its status, or a tidy table"),
            Column("before", "VARCHAR", "rows that are gone", nullable=True),
            Column("after", "VARCHAR", "rows that have come", nullable=True),
        ),
    ),
    Table(
        "meta",
        "run",
        "one run",
        columns(
            RUN_ID,
            Column("command", "VARCHAR", "ingest or rebuild"),
            Column("started_at", "TIMESTAMP", "started", unit="UTC", volatile=True),
            COUNTS,
        ),
        key=("run_id",),
    ),
    Table(
        "meta",
        "run_step",
        "one step of one run; of the run that published, the steps before publication",
        columns(
            RUN_ID,
            Column(
                "step",
                "VARCHAR",
                "pull, parse, check, load, build, validate, publish, report, lake",
            ),
            Column(
                "seconds", "DECIMAL(12,3)", "time it took", unit="seconds", minimum=0, volatile=True
            ),
        ),
        key=("run_id", "step"),
    ),
    Table(
        "meta",
        "form_field",
        "one field of one form",
        columns(
            Column("kind", "VARCHAR", "form"),
            Column("section", "VARCHAR", "form section"),
            Column("field", "VARCHAR", "name used in findings"),
            Column("label", "VARCHAR", "label on the form"),
            Column("mandatory", "BOOLEAN", "whether it must be filled"),
            Column("personal", "BOOLEAN", "whether it holds personal data"),
        ),
        key=("kind", "section", "field"),
    ),
    Table(
        "meta",
        "expectation",
        "one expectation checked before publishing",
        columns(
            RUN_ID,
            Column("expectation", "VARCHAR", "name"),
            Column("severity", "VARCHAR", "critical stops publishing"),
            Column("violations", "BIGINT", "rows or cells in breach"),
            Column("meaning", "VARCHAR", "what it guards"),
        ),
        key=("expectation",),
    ),
    Table(
        "meta",
        "dictionary",
        "one column of one table",
        columns(
            Column("table_name", "VARCHAR", "schema.table"),
            Column("column_name", "VARCHAR", "column"),
            Column("type", "VARCHAR", "DuckDB type"),
            Column("unit", "VARCHAR", "unit", nullable=True),
            Column("meaning", "VARCHAR", "what it says"),
            Column("source_section", "VARCHAR", "form section it comes from", nullable=True),
        ),
        key=("table_name", "column_name"),
    ),
)
