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
    Table(
        "state",
        "release",
        "the publication that was released to a lake last",
        columns(
            Column("run_id", "VARCHAR", "run that published it"),
            Column("lake", "VARCHAR", "catalogue and address of the lake"),
            Column("snapshot", "BIGINT", "number of the lake's snapshot"),
        ),
    ),
)
