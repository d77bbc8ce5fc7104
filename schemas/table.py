"""What a table is: its columns with type, unit, meaning and source.

The DDL, the comments, the pandera check, the dictionary row and the export description of a
table are all derived from one :class:`Table`.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column.

    ``personal`` keeps the column out of everything published; ``volatile`` (run ids, source
    addresses, clock times) keeps it out of the content hash. ``references`` names the column it
    points to as ``schema.table.column``. ``unit`` uses the words EUR, persons, days, UTC …
    """

    name: str
    type: str
    meaning: str
    nullable: bool = False
    unit: str = ""
    source: str = ""
    references: str = ""
    allowed: tuple[str, ...] = ()
    minimum: int | None = None
    personal: bool = False
    volatile: bool = False

    @property
    def description(self) -> str:
        """The meaning with the values it may take, as comments and dictionary have it."""
        values = f" (one of {', '.join(self.allowed)})" if self.allowed else ""
        return self.meaning + values


@dataclass(frozen=True)
class Table:
    """One table: `key` columns are unique together, `grain` says what one row is."""

    schema: str
    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """``schema.table``, as SQL and messages write it."""
        return f"{self.schema}.{self.name}"

    @property
    def personal(self) -> bool:
        """Whether any column is personal: such a table is never published."""
        return any(column.personal for column in self.columns)


def columns(*parts: Column | Sequence[Column]) -> tuple[Column, ...]:
    """Flatten single columns and groups shared between tables into one tuple."""
    flat: list[Column] = []
    for part in parts:
        flat.extend([part] if isinstance(part, Column) else part)
    return tuple(flat)


DOCUMENT_ID = Column("document_id", "VARCHAR", "SHA-256 of the document's bytes")
STATEMENT_ID = Column(
    "statement_id",
    "VARCHAR",
    "what one document says of one project: its document_id, in a list with the line of the row",
)
LINE_NUMBER = Column(
    "line_number", "INTEGER", "line of the value in the document, from 1", minimum=1
)
PAGE = (
    Column("page", "INTEGER", "page, from 1", minimum=1),
    Column("line_number", "INTEGER", "the line it begins with", minimum=1),
)
PROJECT_KEY = Column(
    "project_key",
    "VARCHAR",
    "project version: project code and version, 'S12345.1'",
    references="main.dim_project.project_key",
)
PROVENANCE = (DOCUMENT_ID, LINE_NUMBER)
