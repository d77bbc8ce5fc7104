"""What the store remembers for itself; never published."""

from schemas.table import Column, Table, columns

TABLES = (
    Table(
        "state",
        "publication",
        "the state of the store that was published last",
        columns(
            Column("fingerprint", "VARCHAR", "hash of versions, refusals and code"),
            Column("content_hash", "VARCHAR", "content hash of the published warehouse"),
        ),
    ),
)
