"""Programme periods: which code series belongs to which, and when money was eligible."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ProgrammePeriod:
    """One programme period: `series` are the first letters of its project codes."""

    name: str
    series: tuple[str, ...]
    eligible_from: date
    eligible_to: date


# The 2021-2027 series of EAKR and JTF join here when a list of theirs shows them.
PERIODS = (
    ProgrammePeriod("2007-2013", ("S1", "A3"), date(2007, 1, 1), date(2015, 12, 31)),
    ProgrammePeriod("2014-2020", ("S2", "A7"), date(2014, 1, 1), date(2023, 12, 31)),
    ProgrammePeriod("2021-2027", ("S3",), date(2021, 1, 1), date(2029, 12, 31)),
)


def period_of(project_code: str) -> ProgrammePeriod | None:
    """Programme period of a project code by its series, None where the series is not known."""
    for period in PERIODS:
        if project_code.startswith(period.series):
            return period
    return None
