"""What an officer decides, as the files below HOME/decisions say it.

Who decided stands in the files alone: the published warehouse names no person.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

OUTCOMES = ("applied", "seen_differs", "field_not_there", "document_unknown", "ambiguous")


@dataclass(frozen=True)
class Correction:
    """On one line of one document, what stands there and what is right; '' for nothing.

    `document_id` is a SHA-256 or its beginning, `decision_line` the line of corrections.csv,
    `position` the place among all corrections by what they say, wherever they stand there.
    """

    decision_line: int
    document_id: str
    line_number: int
    field: str
    seen: str
    right: str
    reason: str
    position: int = 1

    def said(self) -> tuple[str, int, str, str, str, str]:
        """What it says, without where it stands."""
        return (
            self.document_id,
            self.line_number,
            self.field,
            self.seen,
            self.right,
            self.reason,
        )


@dataclass(frozen=True)
class Acceptance:
    """A finding that is accepted up to a day, that day included."""

    decision_line: int
    finding_id: str
    accepted_until: date
    reason: str


@dataclass(frozen=True)
class CompleteList:
    """A list of projects declared to hold every project there was on a day."""

    decision_line: int
    document_id: str
    complete_at: date
    reason: str


@dataclass(frozen=True)
class Decisions:
    """All that the officers of a home have decided."""

    corrections: tuple[Correction, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    complete_lists: tuple[CompleteList, ...] = ()

    def corrections_of(self, document_id: str) -> tuple[Correction, ...]:
        """Corrections of one document."""
        return tuple(c for c in self.corrections if document_id.startswith(c.document_id))


NO_DECISIONS = Decisions()


def in_position(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections in the order of what they say, each with its position."""
    ordered = sorted(corrections, key=Correction.said)
    return tuple(replace(one, position=at) for at, one in enumerate(ordered, start=1))


def corrections_hash(corrections: Iterable[Correction]) -> str:
    """Hash of what corrections say, wherever they stand; '' of none."""
    return hash_of(sorted(map(Correction.said, corrections)))


def hash_of(decided: Sequence[object]) -> str:
    """Hash of some decisions; '' of none."""
    return hashlib.sha256(repr(decided).encode()).hexdigest()[:12] if decided else ""
