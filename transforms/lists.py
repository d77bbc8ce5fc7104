"""Lists (form 3): each row of a table taken as a statement about one project, or refused.

A row is taken only where every cell stands in its column. Lost commas have shifted cells in lists
as published, and a shifted figure looks as good as a right one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.folding import fold
from transforms.form import Element, Form, Section
from transforms.outline import ELSEWHERE, LINE_END, Line, Outline, Refusal
from transforms.values import DATE, PROJECT_CODE

NUMBER = re.compile(r"^-?\d[\d \u00a0\u202f]*(?:[.,]\d+)?$")
OVER = " / "  # between the lines of a cell that should hold one figure
NARROW = re.compile(r"[\u00a0\u202f]")
# What the cells of a column look like, by the cleaner of its element; text where none is named.
LOOKS = {
    "one_date": "date",
    "amount": "number",
    "balance": "number",
    "programme_part": "number",
}
NAMING = frozenset({"authority", "status", "beneficiary"})  # a project itself may be called 2020
Reason = tuple[str, str | None]


@dataclass(frozen=True)
class ListRow:
    """A row as received: its line in the file, and its cells by the name of their field."""

    line_number: int
    cells: Mapping[str, str]

    def value(self, name: str) -> str:
        """A cell without stray spaces; '' where the layout has no such column."""
        return " ".join(self.cells.get(name, "").split())

    def figure(self, name: str) -> str:
        """A cell that holds a number or date: of two lines, or over a wide gap, none is made."""
        lines = (line.strip() for line in NARROW.sub(" ", self.cells[name]).split(LINE_END))
        return OVER.join(filter(None, lines))

    @property
    def code(self) -> str | None:
        """The project's code, None where the row has none."""
        code = self.value("project_code")
        return code if PROJECT_CODE.match(code) else None


@dataclass(frozen=True)
class Listing:
    """A list read by its layout: rows to be loaded, rows refused, labels of unknown columns.

    A refused row comes with its line, its code if it has one, and a reason.
    """

    layout: Section
    rows: tuple[ListRow, ...]
    refused: tuple[tuple[int, str | None, Reason], ...]
    unknown_columns: tuple[str, ...]


def read_list(outline: Outline, form: Form) -> Listing:
    """Tell the rows of a list that can be loaded from those that cannot.

    Raises Refusal where the header is none of the form's layouts.
    """
    header, *lines = outline.lines
    labels = header.text.rstrip("\t").split("\t")
    layout, columns = find_layout(labels, form)
    width = width_of(outline.lines, len(columns))
    taken = [(line.number, take_cells(line, columns, width)) for line in lines]
    rows = [ListRow(number, cells) for number, cells in taken if isinstance(cells, dict)]
    judge = Judge(layout, form, rows, None if outline.is_whole else outline.lines[-1].number)
    reasons = {row.line_number: reason for row in rows for reason in [*judge.reasons(row)][:1]}
    refused = [
        (row.line_number, row.code, reasons[row.line_number])
        for row in rows
        if row.line_number in reasons
    ]
    refused += [(number, None, reason) for number, reason in taken if isinstance(reason, tuple)]
    unknown = [label for label, name in zip(labels, columns, strict=True) if not name]
    sound = tuple(row for row in rows if row.line_number not in reasons)
    return Listing(layout, sound, tuple(sorted(refused)), tuple(unknown))


def find_layout(labels: Sequence[str], form: Form) -> tuple[Section, list[str]]:
    """The layout a header belongs to, with the name of each column's field ('' where unknown).

    A layout needs every column whose field is mandatory; Refusal where none has them.
    """
    folded = [fold(label) for label in labels]
    missing = {
        section: [e.label for e in needed(section) if fold(e.label) not in folded]
        for section in form.sections
    }
    layout = min(missing, key=lambda section: len(missing[section]))
    repeated = [
        x for x, same in zip(labels, folded, strict=True) if folded.count(same) > 1 and same
    ]
    if missing[layout] or repeated:
        raise Refusal("list_header_unknown", "; ".join(missing[layout] or repeated))
    names = {fold(e.label): e.name for e in layout.elements}
    return layout, [names.get(label, "") for label in folded]


def needed(section: Section) -> Iterator[Element]:
    """Columns without which a row says too little: those of mandatory fields, and the fund."""
    return (e for e in section.elements if e.mandatory or e.name == "fund")


def width_of(lines: Sequence[Line], fewest: int) -> int:
    """How many cells the rows of a table have, blank ones at the end among them.

    A blank that only one row has at its end may have been pushed there by a stray delimiter.
    """
    widths = Counter(line.text.count("\t") + 1 for line in lines)
    return max((width for width in widths if width >= fewest), key=lambda width: widths[width])


def take_cells(line: Line, columns: Sequence[str], width: int) -> dict[str, str] | Reason:
    """Cells of a row by field, or why the row is not one of this table."""
    cells = line.text.split("\t")
    if len(cells) != width or any(cell.strip() for cell in cells[len(columns) :]):
        return "row_cells", f"{len(cells)} / {len(columns)}"
    return {name: cell for name, cell in zip(columns, cells, strict=False) if name}


class Judge:
    """Says why a row of a list is refused, if it is."""

    def __init__(
        self, layout: Section, form: Form, rows: Sequence[ListRow], open_end: int | None
    ) -> None:
        self.elements = [e for e in layout.elements if e.cell]
        self.funds = form.funds
        self.open_end = open_end
        self.first: dict[str, ListRow] = {}
        self.ambiguous: set[str] = set()
        for row in rows:
            if (code := row.code) and said(self.first.setdefault(code, row)) != said(row):
                self.ambiguous.add(code)
        # Where every authority begins with a space, that is the list's own habit.
        self.padding_tells = len(rows) == 1 or not all(map(is_padded, rows))

    def reasons(self, row: ListRow) -> Iterator[Reason]:
        """Reasons to refuse a row and what was seen, the plainest first; none of a sound row."""
        code = row.code
        if code is None:
            yield "row_without_code", row.value("project_code") or None
            return
        for text in row.cells.values():
            if text.startswith(ELSEWHERE):
                yield "row_value_elsewhere", text
        if row.line_number == self.open_end:
            yield "row_cut_off", None
        if (cell := astray(row, self.elements)) is not None:
            yield "row_shifted", cell
        if self.padding_tells and is_padded(row) and has_gap(row, self.elements):
            yield "row_shifted", " · ".join(row.value(name) or "–" for name in exact(self.elements))
        if row.value("fund") not in self.funds:
            yield "row_fund_unknown", row.value("fund") or None
        if code in self.ambiguous:
            yield "row_ambiguous", code
        if self.first[code] is not row:
            yield "row_repeated", code


def said(row: ListRow) -> dict[str, str]:
    """What a row says, whatever its spaces."""
    return {name: row.value(name) for name in row.cells}


def astray(row: ListRow, elements: Sequence[Element]) -> str | None:
    """A cell that looks as only those of another column do: a date among amounts, say."""
    for element in elements:
        wanted = LOOKS.get(element.clean) or ("text" if element.name in NAMING else None)
        seen = look(row.value(element.name))
        # Words among figures are an unreadable value, and lose nothing but themselves.
        if wanted and seen not in (wanted, "text", ""):
            return f"{element.label}: {row.value(element.name)}"
    return None


def look(text: str) -> str:
    """Whether a text looks like a date, a number or running text; '' where there is none."""
    if DATE.match(text):
        return "date"
    return "number" if NUMBER.match(text) else "text" if text else ""


def is_padded(row: ListRow) -> bool:
    """Whether the authority begins with a space, as it does where a comma before it was lost."""
    return row.cells.get("authority", "").startswith(" ")


def has_gap(row: ListRow, elements: Sequence[Element]) -> bool:
    """Whether a date or an amount is missing, or one day is both the first and the last.

    In rows that a comma in the project's name has shifted the cells were pushed into one another:
    one is lost, or stands twice.
    """
    same_day = row.value("planned_start") == row.value("planned_end")
    return same_day or not all(map(row.value, exact(elements)))


def exact(elements: Sequence[Element]) -> list[str]:
    """Names of the fields that hold dates and numbers."""
    return [e.name for e in elements if e.clean in LOOKS]
