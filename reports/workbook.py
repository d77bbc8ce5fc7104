"""Workbooks for Excel in which no text is ever calculated."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
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


def new_workbook(path: Path, properties: Mapping[str, Any], **options: Any) -> tuple[Any, Formats]:
    """A workbook to fill, which writes `path` as a context, and its looks by name."""
    from xlsxwriter import Workbook

    book = Workbook(path, options)
    book.set_properties(properties)
    return book, {name: book.add_format(look) for name, look in LOOKS.items()}


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
    for column, (heading, width) in enumerate(widths.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, heading, formats["head"])
    line = head
    for line, row in enumerate(rows, start=head + 1):
        for column, value in enumerate(row):
            look = looks[column] if looks else "text"
            write_cell(sheet, line, column, value, formats, look)
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, line, len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    lay_out(sheet)
    sheet.repeat_rows(head)
    return line - head


def lay_out(sheet: Any) -> None:
    """On paper: A4 lying, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_cell(
    sheet: Any, line: int, column: int, value: Any, formats: Formats, look: str = "text"
) -> None:
    """A number as number, a date as date, all else as text: never as formula or link."""
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(line, column, value, formats["date"])
    elif isinstance(value, str):
        chosen = "quoted" if value.startswith(BEGINS_FORMULA) else look
        sheet.write_string(line, column, value[:EXCEL_CHARACTERS], formats[chosen])
    else:
        sheet.write_number(line, column, value, formats[look])
