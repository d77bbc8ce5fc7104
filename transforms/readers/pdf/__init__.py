"""PDF by position: words to lines, ruled tables to rows, pages put together again."""

from bisect import bisect_left
from collections.abc import Iterator
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF

from transforms.outline import Outline, Refusal
from transforms.readers.numbered import number
from transforms.readers.pdf.fields import field_words
from transforms.readers.pdf.flow import Item, Text, free_words, items_of
from transforms.readers.pdf.furniture import without_furniture
from transforms.readers.pdf.hyphens import Hyphens
from transforms.readers.pdf.page import Sheet, read_page, unread_page
from transforms.readers.pdf.paragraphs import pieces
from transforms.readers.pdf.rows import rows_of
from transforms.readers.pdf.sizes import is_too_long, refuse_bomb
from transforms.readers.pdf.unread import unread_pages

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 2_000
END, TAIL = b"%%EOF", 4096  # what a whole file ends with, and how near to its end


def read(content: bytes) -> Outline:
    """Lines of a PDF; Refusal where it is encrypted, scanned, damaged, empty or too long.

    A line's number is its place among the lines of the whole document.
    """
    if END not in content[-TAIL:]:
        raise Refusal("damaged")
    refuse_bomb(content)
    sheets = read_sheets(content)
    free = without_furniture([rows_of(free_words(sheet)) for sheet in sheets])
    unread = unread_pages(sheets, free)
    items = items_of(sheets, free)
    found = list(pieces(items, Hyphens(texts_of(items))))
    lines = number(piece for _, piece in found)
    if not lines:
        raise Refusal("scanned" if unread else "empty")
    pages = [page for page, piece in found if piece.text.strip()]
    # A page on which no line begins has the first line after it.
    starts = tuple(bisect_left(pages, page) + 1 for page in range(1, len(sheets) + 1))
    return Outline(lines, MEDIA_TYPE, pages=starts, unread_pages=unread, bare=len(sheets) > 1)


def read_sheets(content: bytes) -> list[Sheet]:
    """What each page shows."""
    try:
        with pdfplumber.open(BytesIO(content), raise_unicode_errors=False) as pdf:
            refuse_long(pdf)
            return [*sheets_of(pdf)]
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # pdfminer fails on broken files in ways that it does not name
        locked = any(isinstance(e, PDFPasswordIncorrect) for e in (error, *error.args))
        raise Refusal("encrypted" if locked else "damaged") from error


def refuse_long(pdf: PDF) -> None:
    if len(pdf.pages) > MOST_PAGES:
        raise Refusal("too_large", f"{len(pdf.pages)} > {MOST_PAGES}")


def sheets_of(pdf: PDF) -> Iterator[Sheet]:
    for page in pdf.pages:
        too_long = is_too_long(page)
        yield unread_page(page) if too_long else read_page(page, field_words(page.annots))
        page.close()


def texts_of(items: list[Item]) -> Iterator[str]:
    """Rows of words as they are set, for what they tell of broken words."""
    for item in items:
        if isinstance(item, Text):
            yield from (segment.text for segment in item.row.segments)
        else:
            for row in item.rows:
                for cell in row.cells:
                    yield from (s.text for r in cell.rows for s in r.segments)
