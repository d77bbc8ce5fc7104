"""Excel workbooks: a line of the outline for each row of their one sheet, cells parted by tabs."""

import warnings
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from transforms.outline import Line, Outline, Refusal
from transforms.readers.csv import as_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(content: bytes) -> Outline:
    """The rows of the one sheet that holds any, numbered as in the sheet.

    Raises Refusal where the workbook does not open, is empty, or has rows on several sheets.
    """
    sheets = [lines for lines in read_sheets(content) if lines]
    if not sheets:
        raise Refusal("empty")
    if len(sheets) > 1:
        raise Refusal("several_documents", f"{len(sheets)} × xlsx")
    return Outline(sheets[0], MEDIA_TYPE, is_table=True)


def read_sheets(content: bytes) -> Iterator[tuple[Line, ...]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the service's export has no style sheet
        try:
            workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
            for sheet in workbook.worksheets:
                # A sheet may say that it is smaller than it is.
                sheet.reset_dimensions()
                yield as_lines(
                    [[as_text(v) for v in row] for row in sheet.iter_rows(values_only=True)]
                )
        except Exception as error:
            raise Refusal("damaged", type(error).__name__) from error


def as_lines(rows: list[list[str]]) -> tuple[Line, ...]:
    """Rows that hold anything, all of one width: a sheet does not keep blank cells at the end."""
    width = max(map(len, rows), default=0)
    return tuple(
        Line(
            number, as_line([*cells, *[""] * (width - len(cells))]), after_gap=False, isolated=False
        )
        for number, cells in enumerate(rows, start=1)
        if any(cell.strip() for cell in cells)
    )


def as_text(value: object) -> str:
    """A cell as the forms write it: dates d.m.yyyy, numbers with the 15 digits that Excel keeps."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Kyllä" if value else "Ei"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
