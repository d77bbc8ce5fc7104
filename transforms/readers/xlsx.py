"""Excel workbooks: a line of the outline for each row of their one sheet, cells parted by tabs."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from schemas.limits import beyond
from transforms.outline import ELSEWHERE, Line, Outline, Refusal
from transforms.readers.csv import as_line
from transforms.readers.numbered import clean

if TYPE_CHECKING:
    from openpyxl import Workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_COLUMNS = 256
SHEETS = "xl/worksheets/"
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z0-9:]+)"')


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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the service's export has no style sheet
        try:
            parts = sheet_parts(content)
            merged = [ref.decode() for part in parts for ref in MERGED.findall(part)]
            read_values = rows_of(content, calculated=True)
            has_formulas = any(map(FORMULA.search, parts))
            read_formulas = rows_of(content, calculated=False) if has_formulas else None
            for rows in read_values:
                texts = [list(map(as_text, within(row))) for row in rows]
                if read_formulas:
                    put_formulas(texts, next(read_formulas))
                put_merged(texts, merged)
                yield as_lines(texts)
        except (MemoryError, Refusal):
            raise
        except Exception as error:
            raise Refusal("damaged", type(error).__name__) from error


def sheet_parts(content: bytes) -> list[bytes]:
    """The sheets as they are stored: openpyxl tells neither merged cells nor blank formulas."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist() if name.startswith(SHEETS)]


def rows_of(content: bytes, *, calculated: bool) -> Iterator[Iterator[tuple[Any, ...]]]:
    """Rows of each sheet: their formulas, or the values that were calculated of them."""
    from openpyxl import load_workbook

    workbook: Workbook = load_workbook(BytesIO(content), read_only=True, data_only=calculated)
    for sheet in workbook.worksheets:
        # A sheet may say that it is smaller than it is.
        sheet.reset_dimensions()
        yield sheet.iter_rows()


def within(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The cells of a row; Refusal where one holds something beyond the columns of any list.

    The blank cells before it would fill the memory.
    """
    if any(cell.value is not None for cell in row[MOST_COLUMNS:]):
        raise Refusal("too_large", beyond(len(row), MOST_COLUMNS))
    return row[:MOST_COLUMNS]


def put_formulas(texts: list[list[str]], rows: Iterator[tuple[Any, ...]]) -> None:
    """Put the formula into cells for which no value was ever calculated: they are not blank."""
    for row, cells in zip(texts, rows, strict=False):
        for at, cell in enumerate(cells[: len(row)]):
            if cell.data_type == "f" and not row[at]:
                row[at] = ELSEWHERE + str(getattr(cell.value, "text", cell.value)).lstrip("=")


def put_merged(texts: list[list[str]], merged: list[str]) -> None:
    """Say of blank cells that are merged with one that is not where their value stands.

    The ranges are those of all sheets: only one may hold any rows.
    """
    from openpyxl.worksheet.cell_range import CellRange

    for area in map(CellRange, merged):
        rows = texts[area.min_row - 1 : area.max_row]
        if rows and any(rows[0][area.min_col - 1 : area.min_col]):
            for row in rows:
                for at in range(area.min_col - 1, min(area.max_col, len(row))):
                    row[at] = row[at] or ELSEWHERE + area.coord


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


def as_text(cell: Any) -> str:
    """A cell as the forms write it: dates d.m.yyyy, numbers with the 15 digits that Excel keeps."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Kyllä" if value else "Ei"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, int | float) and "%" in cell.number_format:
        return f"{100 * value:.15g} %"  # as it is shown: half is no half euro
    return f"{value:.15g}" if isinstance(value, float) else clean(str(value))
