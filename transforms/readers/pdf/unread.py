"""Pages that show something but say nothing: scans, drawn letters, letters set sideways."""

from collections.abc import Sequence

from transforms.readers.pdf.furniture import MOST_ROWS
from transforms.readers.pdf.page import Area, Sheet
from transforms.readers.pdf.rows import Row, rows_of

# Of a page, from which on pictures are what the page is about, whatever a header says above them;
# logos and banners take less, scans nearly all.
COVERS = 0.5
DRAWN = 50  # curves of a page without text, from which on they may be letters; boxes are fewer


def unread_pages(sheets: Sequence[Sheet], free: Sequence[Sequence[Row]]) -> tuple[int, ...]:
    """Numbers of the pages on which something stands that nobody has read.

    `free` holds the rows of each page outside of its tables, without headers and footers.
    """
    said = [len(rows) + len(table_rows(sheet)) for sheet, rows in zip(sheets, free, strict=True)]
    logos = {
        place(p) for sheet, rows in zip(sheets, said, strict=True) if rows for p in sheet.pictures
    }
    return tuple(
        number
        for number, (sheet, rows) in enumerate(zip(sheets, said, strict=True), start=1)
        if sheet.skipped or is_picture(sheet, rows) or (not rows and shows(sheet, logos))
    )


def table_rows(sheet: Sheet) -> list[Row]:
    areas = [cell for cells in sheet.tables for cell in cells]
    return rows_of(word for word in sheet.words if any(area.holds(word) for area in areas))


def is_picture(sheet: Sheet, rows: int) -> bool:
    """Whether pictures cover a page on which no more text stands than a header has."""
    covered = sum((p.x1 - p.x0) * (p.bottom - p.top) for p in sheet.pictures)
    return rows <= MOST_ROWS and covered >= COVERS * sheet.width * sheet.height


def shows(sheet: Sheet, logos: set[tuple[int, ...]]) -> bool:
    """Whether a page without text shows more than the logo that pages with text show too."""
    pictures = any(place(picture) not in logos for picture in sheet.pictures)
    return pictures or sheet.sideways or sheet.curves >= DRAWN


def place(picture: Area) -> tuple[int, ...]:
    return tuple(map(round, picture))
