"""The workbook for those who read in Excel: what it is, the marts, projects, regions, a dictionary.

Its marts are those of one region level and one period, so that what is added up in it is right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reports.export.publication import Publication
from reports.export.shown import SHEETS, Sheet, Shown
from reports.export.tables import Told, Written, exported_tables, size_and_hash
from reports.workbook import (
    EXCEL_ROWS,
    Formats,
    lay_out,
    new_workbook,
    set_height,
    write_cell,
    write_sheet,
)
from schemas.table import Column, Table
from warehouse.query import Connection, named_rows

FILE = "hankevarasto.xlsx"
QUERIES = Path(__file__).parent / "sheets"
HEAD = 1  # the line of the header: a note stands above it
MOST = EXCEL_ROWS - HEAD - 1
AT_ONCE = 10_000  # rows held in memory
Words = Mapping[str, Any]
ABOUT = (34, 16, 18, 12, 30, 30)  # widths; long texts take all but the first


def write_workbook(
    connection: Connection, folder: Path, published: Publication, words: Words, told: Told
) -> list[Written]:
    """Write the workbook into a folder; each of its sheets, as the export describes it."""
    path = folder / FILE
    properties = {"title": words["title"], "created": published.began_at}
    # Rows are written out as they come, those of a warehouse of any size.
    options = {"constant_memory": True, "tmpdir": str(folder)}
    with new_workbook(path, properties, **options) as (book, formats):
        about = book.add_worksheet(words["about"]["sheet"])
        rows = {}
        for done, sheet in enumerate(SHEETS):
            told(done, len(SHEETS))
            rows[sheet.name] = write_shown(connection, book, sheet, words, formats)
        write_dictionary(book, words, formats)
        write_about(connection, about, published, words, formats)
    facts = size_and_hash(path)
    return [
        Written(FILE, described(sheet, words), rows[sheet.name], *facts, title(sheet, words))
        for sheet in SHEETS
    ]


def write_shown(
    connection: Connection, book: Any, shown: Sheet, words: Words, formats: Formats
) -> int:
    """One sheet with a note of what it leaves out; its rows, none where they would not fit."""
    sheet = book.add_worksheet(title(shown, words))
    sheet.write_string(0, 0, note(connection, shown, words), formats["note"])
    fits = count(connection, query_of(shown)) <= MOST
    rows = read_rows(connection, shown, words) if fits else iter(())
    widths = {words["columns"][column.name]: column.width for column in shown.columns}
    looks = [column.look for column in shown.columns]
    return write_sheet(sheet, widths, rows, formats, looks, HEAD)


def note(connection: Connection, shown: Sheet, words: Words) -> str:
    """What a sheet holds and leaves out, and where all of it is."""
    rows, all_rows = count(connection, query_of(shown)), count(connection, f"FROM {shown.of}")
    said = words["sheets"][shown.name]["note"] if rows <= MOST else words["full"]
    return str(said.format(rows=spaced(rows), all=spaced(all_rows), table=shown.of))


def read_rows(connection: Connection, shown: Sheet, words: Words) -> Iterator[list[Any]]:
    """The rows of a sheet with codes in words, a part at a time."""
    result = connection.execute(query_of(shown))
    names = [column[0] for column in result.description or ()]
    while rows := result.fetchmany(AT_ONCE):
        for row in rows:
            values = dict(zip(names, row, strict=True))
            yield [in_words(values, column, words) for column in shown.columns]


def in_words(values: Mapping[str, Any], column: Shown, words: Words) -> Any:
    """The value of a column: in the words' language where the query gives it in each."""
    value = values.get(column.name, values.get(f"{column.name}_{words['lang']}"))
    return words["codes"][value] if value in column.codes else value


def write_dictionary(book: Any, words: Words, formats: Formats) -> None:
    """What each column of each sheet says."""
    said = words["dictionary"]
    sheet = book.add_worksheet(said["sheet"])
    sheet.write_string(0, 0, said["note"], formats["note"])
    widths = dict(zip(said["headings"], (16, 34, 60, 50, 12, 46, 12), strict=True))
    write_sheet(sheet, widths, dictionary_rows(words), formats, head=HEAD)


def dictionary_rows(words: Words) -> Iterator[Sequence[str | None]]:
    """A row for each column of each sheet."""
    for sheet in SHEETS:
        for shown in sheet.columns:
            column = contract(shown)
            words_of = {code: words["codes"][code] for code in shown.codes}
            codes = "; ".join(f"{code} = {word}" for code, word in words_of.items() if word != code)
            yield (
                title(sheet, words),
                words["columns"][shown.name],
                column.meaning,
                codes or None,
                column.unit or None,
                shown.source,
                column.source or None,
            )


def write_about(
    connection: Connection, sheet: Any, published: Publication, words: Words, formats: Formats
) -> None:
    """The first sheet: what this is, how to read it, and where it comes from."""
    for column, width in enumerate(ABOUT):
        sheet.set_column(column, column, width)
    for line, (look, values) in enumerate(about_lines(connection, published, words)):
        if look == "long":
            set_height(sheet, line, values, (ABOUT[0], sum(ABOUT[1:])))
            sheet.merge_range(line, 1, line, len(ABOUT) - 1, "", formats["text"])
        for column, value in enumerate(values):
            write_cell(sheet, line, column, value, formats, look_of(look, value))
    sheet.hide_gridlines(2)
    lay_out(sheet, pages=1)


def look_of(line: str, value: Any) -> str:
    """How a value looks on a line of the first sheet."""
    if isinstance(value, str):
        return line if line in ("title", "head") else "text"
    return "count" if isinstance(value, int) else "money"


def about_lines(
    connection: Connection, published: Publication, words: Words
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Lines of the first sheet, each with how it looks."""
    said, empty = words["about"], ("text", ())
    (documents,) = asked(connection, "documents")
    yield "title", (words["title"],)
    yield empty
    yield "long", (said["what"], words["description"])
    yield "long", (said["published"], published.run_id)
    yield "long", (said["began"], f"{published.began_at:%Y-%m-%d %H:%M:%S}")
    yield empty
    yield "head", (said["sheets"],)
    for sheet in SHEETS:
        yield "long", (title(sheet, words), note(connection, sheet, words))
    yield "long", (words["dictionary"]["sheet"], words["dictionary"]["note"])
    yield empty
    names = (words["columns"][name] for name in ("basis", "amount_eur"))
    yield "head", (said["totals"], *names, said["projects"])
    for total in asked(connection, "totals"):
        names = (words["codes"][total[name]] for name in ("measure", "basis"))
        yield "text", (*names, total["amount_eur"], total["projects"])
    yield empty
    yield "head", (said["how_head"],)
    yield from (("long", (None, line)) for line in said["how"])
    yield empty
    yield "head", (said["from_head"],)
    for text in (words["from"], said["documents"].format(**documents), said["trace"]):
        yield "long", (None, text)
    yield empty
    yield "head", (said["rights_head"],)
    yield "long", (None, words["rights"])


def described(sheet: Sheet, words: Words) -> Table:
    """The sheet as a table, its columns called as their headings are."""
    columns = tuple(
        replace(
            contract(shown),
            name=words["columns"][shown.name],
            nullable=True,
            references="",
            allowed=(),
        )
        for shown in sheet.columns
    )
    return Table("workbook", sheet.name, sheet.grain, columns)


def contract(shown: Shown) -> Column:
    """The column of a contract that a sheet shows."""
    name, _, wanted = shown.source.rpartition(".")
    (table,) = (table for table in exported_tables() if table.full_name == name)
    (column,) = (column for column in table.columns if column.name == wanted)
    return column


def asked(connection: Connection, query: str) -> list[dict[str, Any]]:
    """Rows of a query of ``sheets/``."""
    return named_rows(connection.execute((QUERIES / f"{query}.sql").read_text(encoding="utf-8")))


def query_of(sheet: Sheet) -> str:
    """The query of a sheet."""
    return (QUERIES / f"{sheet.name}.sql").read_text(encoding="utf-8")


def count(connection: Connection, query: str) -> int:
    """Number of rows that a query gives."""
    ((rows,),) = connection.execute(f"SELECT count(*) FROM ({query})").fetchall()
    return int(rows)


def title(sheet: Sheet, words: Words) -> str:
    """The name of a sheet."""
    return str(words["sheets"][sheet.name]["sheet"])


def spaced(number: int) -> str:
    """A number with a space that does not break between thousands."""
    return f"{number:,}".replace(",", "\xa0")
