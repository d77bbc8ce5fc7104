"""Workbooks for Excel in which no text is ever calculated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any

from reports.formats import BEGINS_FORMULA

EXCEL_ROWS, EXCEL_CHARACTERS = 1_048_576, 32_767
TOP = {"text_wrap": True, "valign": "top"}
LOOKS = {
    "head": TOP | {"bold": True},
    "text": TOP,
    # Stays text when somebody edits the cell.
    "quoted": TOP | {"quote_prefix": True},
    "date": {"num_format": "d.m.yyyy", "valign": "top", "align": "left"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "decimal": {"num_format": "#,##0.0", "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "note": {"italic": True, "valign": "top"},
    "title": {"bold": True, "font_size": 16},
}
Formats = Mapping[str, Any]
LINE, TALLEST = 15, 409  # points: of a line, and of what Excel takes for a row
FIRST_YEAR = 1900  # of Excel's calendar
ARROW = 3  # what the button of a filter hides of a heading


@contextmanager
def new_workbook(
    path: Path, properties: Mapping[str, Any], **options: Any
) -> Iterator[tuple[Any, Formats]]:
    """A workbook to fill, and its looks by name; in the end it is written, or OSError raised."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    book = Workbook(path, options)
    book.set_properties(properties)
    yield book, {name: book.add_format(look) for name, look in LOOKS.items()}
    try:
        book.close()
    except XlsxFileError as error:
        raise OSError(str(error)) from error


def write_sheet(
    sheet: Any,
    widths: Mapping[str, int],
    rows: Iterable[Sequence[Any]],
    formats: Formats,
    looks: Sequence[str] = (),
    head: int = 0,
) -> int:
    """A header that stays in sight and filters, on line `head`, and the rows below; their number.

    `widths` are those of the columns by heading, `looks` how their numbers look.
    """
    room = [*widths.values()]
    for column, width in enumerate(room):
        sheet.set_column(column, column, width)
    set_height(sheet, head, widths, [width - ARROW for width in room])
    for column, heading in enumerate(widths):
        sheet.write_string(head, column, heading, formats["head"])
    line = head
    for line, row in enumerate(rows, start=head + 1):
        set_height(sheet, line, row, room)
        for column, value in enumerate(row):
            look = looks[column] if looks else "text"
            write_cell(sheet, line, column, value, formats, look)
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, line, len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    lay_out(sheet)
    sheet.repeat_rows(head)
    return line - head


def set_height(sheet: Any, line: int, row: Iterable[Any], widths: Iterable[int]) -> None:
    """Room for all lines of the texts of a row: not every program makes it by itself.

    A letter takes less on average than the digit that widths are counted in.
    """
    lines = (lines_of(text, int(width * 1.1)) for text, width in zip(row, widths, strict=False))
    if (most := max(lines, default=1)) > 1:
        sheet.set_row(line, min(most * LINE, TALLEST))


def lines_of(text: Any, width: int) -> int:
    """How many lines a value takes in a column."""
    if not isinstance(text, str) or (len(text) <= width and "\n" not in text):
        return 1
    return sum(len(wrap(part, width)) or 1 for part in text.splitlines())


def lay_out(sheet: Any, pages: int = 0) -> None:
    """On paper: A4 lying, as wide as one page, on so many (0: as many as it takes)."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, pages)


def write_cell(
    sheet: Any, line: int, column: int, value: Any, formats: Formats, look: str = "text"
) -> None:
    """A number as number, a date as date, all else as text: never as formula or link."""
    if value is None:
        return
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(line, column, value, formats["date"])
    elif isinstance(value, date):
        sheet.write_string(line, column, value.isoformat(), formats["text"])
    elif isinstance(value, str):
        chosen = "quoted" if value.startswith(BEGINS_FORMULA) else look
        sheet.write_string(line, column, value[:EXCEL_CHARACTERS], formats[chosen])
    else:
        sheet.write_number(line, column, value, formats[look])
