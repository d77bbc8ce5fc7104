"""What a document says, as the other rooms get it: statements about projects, or a refusal."""

from dataclasses import dataclass, field

from transforms.rows import Row, Rows


@dataclass
class Statement:
    """What a document says of one project, or a list of no project, as rows of the stage tables."""

    statement_id: str
    project_code: str | None
    line_number: int | None
    content_hash: str
    rows: Rows

    @property
    def place(self) -> str:
        """What tells it from others of its document: the line of its row, '' where it has none."""
        return "" if self.line_number is None else str(self.line_number)


@dataclass
class Document:
    """A document read: its identity, what it states, or a refusal."""

    document_id: str
    bytes: int
    media_type: str | None = None
    encoding: str | None = None
    lines: int | None = None
    kind: str | None = None
    project_code: str | None = None
    content_hash: str | None = None
    sections: str | None = None
    authority: str | None = None
    refusal: tuple[str, str | None] | None = None
    statements: list[Statement] = field(default_factory=list)
    refused_rows: list[Row] = field(default_factory=list)
    corrections: list[Row] = field(default_factory=list)

    def refuse_row(
        self, line: int, project_code: str | None, reason: str, observed: str | None
    ) -> None:
        """Refuse one row of a list for a reason of ``schemas.refusals``."""
        place = {"document_id": self.document_id, "line_number": line}
        said = {"project_code": project_code, "reason": reason, "observed": observed}
        self.refused_rows.append({**place, **said})
