"""What the store remembers for itself; never published."""

from schemas.table import Column, Table, columns

TABLES = (
    Table(
        "state",
        "reader",
        "the code that read the documents of the store",
        columns(Column("version", "VARCHAR", "hash of all that decides a reading")),
    ),
    Table(
        "state",
        "publication",
        "the state of the store that was published last",
        columns(
            Column("fingerprint", "VARCHAR", "hash of versions, refusals and code"),
            Column("mark", "VARCHAR", "size and time of change of the file", nullable=True),
        ),
    ),
)
