"""Reads what officers have decided from the files below HOME/decisions, and checks it.

``corrections.csv``, ``accepted.csv`` and ``complete_lists.csv`` may each be absent. Every decision
says by whom it was made (`by`), which is held against emptiness and goes no further: the published
warehouse names no person.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from schemas.decisions import Acceptance, CompleteList, Correction, Decisions, in_position
from warehouse.query import ask

CORRECTIONS, ACCEPTED, COMPLETE_LISTS = "corrections.csv", "accepted.csv", "complete_lists.csv"
BY = ("reason", "by")
SETTINGS = ("rules.yaml", "retention.yaml")
COLUMNS = {
    CORRECTIONS: ("document_id", "line_number", "field", "seen", "right", *BY),
    ACCEPTED: ("finding_id", "until", *BY),
    COMPLETE_LISTS: ("document_id", "complete_at", *BY),
}
MAY_BE_EMPTY = frozenset({"seen", "right"})
DELIMITERS = ";,"
# findings.csv puts an apostrophe before what a spreadsheet would take for a formula.
GUARDED = re.compile(r"'(?=[=+@-])")
DOCUMENT = re.compile(r"[0-9a-f]{8,64}")
FINDING = re.compile(r"[0-9a-f]{24}")
DATES = ("%Y-%m-%d", "%d.%m.%Y")  # Excel in Finnish writes the first as the second

REMEDIES = {
    "seen_differs": "What is given as seen does not stand there, or, where none is given, the "
    "field is not empty. Compare the line with the document and mend the row.",
    "field_not_there": "That field is not read on that line. Take both from the finding.",
    "document_unknown": "No document received has this id. Take it from the finding.",
    "ambiguous": "It is not clear which place or document is meant: what is given as seen stands "
    "there several times, another correction is of the same place, or several documents begin with "
    "this id. Quote more of the line, or more of the document's id.",
}
NOT_IN_FORCE = (
    "its document is not in force. Look whether the one in force needs it; if so, give its id and "
    "line."
)


class DecisionsInvalid(Exception):
    """A file of decisions that cannot be followed: file, line, what is wrong, what to do."""


@dataclass(frozen=True)
class Row:
    """One row of a file: `line` is its line there, `cells` are by column, without outer spaces."""

    path: Path
    line: int
    cells: dict[str, str]

    def wrong(self, what: str, remedy: str) -> DecisionsInvalid:
        """An error that names the row and quotes nothing of it: a cell astray may name a person."""
        return DecisionsInvalid(f"{self.path}, line {self.line}: {what}. {remedy}")

    def matching(self, column: str, pattern: re.Pattern[str], remedy: str) -> str:
        """A cell that a pattern describes, in small letters."""
        value = self.cells[column].lower()
        if not pattern.fullmatch(value):
            raise self.wrong(f"{column} is no id", remedy)
        return value

    def document_id(self) -> str:
        """The document's SHA-256 or a beginning of it."""
        remedy = (
            "Give the document's id or at least its first 8 characters (0-9, a-f), as the report "
            "shows it; in Excel as text."
        )
        return self.matching("document_id", DOCUMENT, remedy)

    def day(self, column: str) -> date:
        """A cell that holds a date."""
        for form in DATES:
            try:
                return datetime.strptime(self.cells[column], form).date()
            except ValueError:
                continue
        raise self.wrong(f"{column} is no date", "Write it as 2027-12-31 or 31.12.2027.")

    def line_number(self) -> int:
        """The cell that holds a line of a document."""
        value = self.cells["line_number"]
        if not value.isdecimal() or int(value) < 1:
            raise self.wrong(
                "line_number is no number of a line",
                "Give the line of the finding, a whole number from 1.",
            )
        return int(value)


def read_decisions(home: Path, mask: Callable[[str], str]) -> Decisions:
    """What the officers of a home have decided; `mask` is put over the reasons they give.

    Raises DecisionsInvalid for a file that cannot be followed.
    """
    folder = home / "decisions"
    refuse_unknown(folder)
    decisions = Decisions(
        in_position(correction(row, mask) for row in rows_of(folder / CORRECTIONS)),
        tuple(acceptance(row, mask) for row in rows_of(folder / ACCEPTED)),
        tuple(complete_list(row, mask) for row in rows_of(folder / COMPLETE_LISTS)),
    )
    refuse_repeated(folder, decisions)
    return decisions


def decisions_of(home: Path) -> list[Path]:
    """The files of a home's decisions that are there, of those that are read."""
    paths = (home / "decisions" / name for name in (*COLUMNS, *SETTINGS))
    return [path for path in paths if path.exists()]


def refuse_unknown(folder: Path) -> None:
    """Refuse a file under another name than those read: what it decides would go unseen."""
    known = {*COLUMNS, *SETTINGS}
    for path in sorted(folder.glob("*.csv")) + sorted(folder.glob("*.y*ml")):
        if path.name not in known:
            raise DecisionsInvalid(
                f"{path} is none of {', '.join(sorted(known))}. Rename it, or move it elsewhere."
            )


def correction(row: Row, mask: Callable[[str], str]) -> Correction:
    """A row of corrections.csv."""
    seen, right = row.cells["seen"], row.cells["right"]
    if seen == right:
        raise row.wrong("seen and right are the same", "Say what stands there and what is right.")
    if "\n" in seen + right:
        raise row.wrong("seen or right has a line break", "Correct each line by itself.")
    return Correction(
        row.line,
        row.document_id(),
        row.line_number(),
        row.cells["field"],
        seen,
        right,
        mask(row.cells["reason"]),
    )


def acceptance(row: Row, mask: Callable[[str], str]) -> Acceptance:
    """A row of accepted.csv."""
    finding = row.matching(
        "finding_id", FINDING, "Give the finding's id, 24 characters (0-9, a-f), in Excel as text."
    )
    return Acceptance(row.line, finding, row.day("until"), mask(row.cells["reason"]))


def complete_list(row: Row, mask: Callable[[str], str]) -> CompleteList:
    """A row of complete_lists.csv."""
    return CompleteList(
        row.line, row.document_id(), row.day("complete_at"), mask(row.cells["reason"])
    )


def rows_of(path: Path) -> Iterator[Row]:
    """Rows of a file that hold anything; none where there is no file."""
    if not path.exists():
        return
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecisionsInvalid(
            f"{path} is not UTF-8. Save it from Excel as 'CSV UTF-8', and run again."
        ) from error
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if missing := [name for name in COLUMNS[path.name] if name not in names]:
            raise Row(path, 1, {}).wrong(
                f"no column {', '.join(missing)}",
                f"The first line must be: {delimiter.join(COLUMNS[path.name])}",
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield checked_row(path, reader.line_num, names, cells)
    except csv.Error as error:
        raise Row(path, reader.line_num, {}).wrong(
            f"the row is no row of a CSV file ({error})", "Close the quotation mark."
        ) from error


def checked_row(path: Path, line: int, names: list[str], cells: list[str]) -> Row:
    """A row with a cell for each column, none empty that must not be."""
    said = (unguarded(cell.strip()) for cell in cells)
    row = Row(path, line, dict(zip(names, said, strict=False)))
    if len(cells) != len(names):
        raise row.wrong(
            f"{len(cells)} cells below {len(names)} columns",
            "Put a text that holds the delimiter between quotation marks.",
        )
    for column in COLUMNS[path.name]:
        if column not in MAY_BE_EMPTY and not row.cells[column]:
            raise row.wrong(f"{column} is empty", "Every decision must say it: fill it in.")
    return row


def unguarded(cell: str) -> str:
    return cell[1:] if GUARDED.match(cell) else cell


def refuse_repeated(folder: Path, decisions: Decisions) -> None:
    """Raise where two decisions speak of one place, finding or list."""
    places = (
        (c.document_id, (c.line_number, c.field, " ".join(c.seen.split())), c.decision_line)
        for c in sorted(decisions.corrections, key=lambda c: c.decision_line)
    )
    findings = ((a.finding_id, (), a.decision_line) for a in decisions.acceptances)
    lists = ((c.document_id, (), c.decision_line) for c in decisions.complete_lists)
    for name, decided in ((CORRECTIONS, places), (ACCEPTED, findings), (COMPLETE_LISTS, lists)):
        if twice := repeated(decided):
            first, second = twice
            raise Row(folder / name, second, {}).wrong(
                f"line {first} has decided the same already", "Keep one of the two lines."
            )


def repeated(decided: Iterable[tuple[str, tuple[object, ...], int]]) -> tuple[int, int] | None:
    """Lines of two decisions on one place, the id of one beginning as the other; else None."""
    seen: dict[tuple[object, ...], list[tuple[str, int]]] = {}
    for beginning, place, line in decided:
        for other, earlier in seen.setdefault(place, []):
            if beginning.startswith(other) or other.startswith(beginning):
                return earlier, line
        seen[place].append((beginning, line))
    return None


def unfitting(warehouse: Path, home: Path, decisions: Decisions) -> list[str]:
    """Decisions of a home that fit nothing in a warehouse: file, line, why and what to do."""
    folder = home / "decisions"
    return [
        f"{folder / name}, line {line}: {why}"
        for name, found in (
            (CORRECTIONS, unfitting_corrections(warehouse)),
            (ACCEPTED, unfitting_acceptances(warehouse, decisions)),
            (COMPLETE_LISTS, unfitting_lists(warehouse, decisions)),
        )
        for line, why in found
    ]


def unfitting_corrections(warehouse: Path) -> Iterator[tuple[int, str]]:
    """Corrections that were not applied, or to a document that is not in force."""
    query = "SELECT decision_line, outcome, in_force FROM quality.correction ORDER BY 1"
    for line, outcome, in_force in ask(warehouse, query)[1]:
        if outcome != "applied":
            yield line, f"the correction was not applied ({outcome}). {REMEDIES[outcome]}"
        elif not in_force:
            yield line, NOT_IN_FORCE


def unfitting_acceptances(warehouse: Path, decisions: Decisions) -> Iterator[tuple[int, str]]:
    """Accepted findings that are not there."""
    query = "SELECT finding_id FROM quality.acceptance WHERE NOT matches"
    missing = {finding for (finding,) in ask(warehouse, query)[1]}
    for accepted in decisions.acceptances:
        if accepted.finding_id in missing:
            yield (
                accepted.decision_line,
                "there is no such finding. It may be mended: then take the row out.",
            )


def unfitting_lists(warehouse: Path, decisions: Decisions) -> Iterator[tuple[int, str]]:
    """Lists declared complete that are no list received, or could be several."""
    known = [one for (one,) in ask(warehouse, "SELECT document_id FROM quality.complete_list")[1]]
    for declared in decisions.complete_lists:
        if not any(one.startswith(declared.document_id) for one in known):
            yield (
                declared.decision_line,
                "no list received has this id, or several have. Give the whole id of the list.",
            )
