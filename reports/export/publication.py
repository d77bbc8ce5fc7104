"""Which publication an export holds, and which time its projects span."""

from dataclasses import dataclass
from datetime import date, datetime

from warehouse.query import Connection, named_rows

QUERY = """
    SELECT
        (SELECT run_id FROM meta.run ORDER BY started_at DESC, run_id DESC LIMIT 1) AS run_id,
        (SELECT max(started_at) FROM meta.run) AS began_at,
        (SELECT min(planned_start) FROM latest.dim_project) AS first_day,
        (SELECT max(planned_end) FROM latest.dim_project) AS last_day"""


@dataclass(frozen=True)
class Publication:
    """The run that published, when it began (UTC), and from when to when projects are planned."""

    run_id: str
    began_at: datetime
    first_day: date | None
    last_day: date | None


def read_publication(connection: Connection) -> Publication:
    """What a published warehouse says of itself."""
    (row,) = named_rows(connection.execute(QUERY))
    return Publication(**row)
