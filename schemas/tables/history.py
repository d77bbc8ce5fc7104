"""The history of projects: which statement began each version, and what each version changed."""

from schemas.precedence import KINDS
from schemas.table import PROJECT_KEY, Column, Table, columns

VERSION = Column("version", "INTEGER", "number of the version, from 1", minimum=1)

TABLES = (
    Table(
        "main",
        "project_history",
        "one statement that began a version of one project",
        columns(
            PROJECT_KEY,
            Column("project_code", "VARCHAR", "project"),
            VERSION,
            Column("kind", "VARCHAR", "kind of document", allowed=KINDS),
            Column("kind_version", "INTEGER", "number in the chain of its kind", minimum=1),
            Column(
                "document_id",
                "VARCHAR",
                "document that says it; of a list that goes back to what it said, the first one",
            ),
            Column("line_number", "INTEGER", "line of the row in a list", nullable=True, minimum=1),
            Column("valid_from", "TIMESTAMP", "receipt", unit="UTC", volatile=True),
            Column(
                "kind_valid_to", "TIMESTAMP", "next receipt of its kind", True, "UTC", volatile=True
            ),
            Column("is_latest_of_kind", "BOOLEAN", "whether it is the latest of its kind"),
        ),
        key=("project_key",),
    ),
    Table(
        "main",
        "version_change",
        "one column of one row that one version of a project says otherwise than the one before it",
        columns(
            PROJECT_KEY,
            Column("project_code", "VARCHAR", "project"),
            Column("version", "INTEGER", "the later version, from 2", minimum=2),
            Column("table_name", "VARCHAR", "schema.table, as in meta.dictionary"),
            Column(
                "item",
                "VARCHAR",
                "which row: its key without the project, parted by ' · ', – where a part is blank "
                "before others; '' of dim_project",
            ),
            Column(
                "column_name",
                "VARCHAR",
                "column; of a table that has nothing but its key, the key's last column never "
                "blank: the row is new or gone",
            ),
            Column("before", "VARCHAR", "NULL: left blank, or the row is new", nullable=True),
            Column("after", "VARCHAR", "NULL: left blank, or the row is gone", nullable=True),
            Column(
                "document_id_before",
                "VARCHAR",
                "document of the row before; NULL where the table names none",
                nullable=True,
            ),
            Column("line_number_before", "INTEGER", "its line", nullable=True, minimum=1),
            Column(
                "document_id",
                "VARCHAR",
                "document of the row after; NULL where the table names none",
                nullable=True,
            ),
            Column("line_number", "INTEGER", "its line", nullable=True, minimum=1),
        ),
        key=("project_key", "table_name", "item", "column_name"),
    ),
)
