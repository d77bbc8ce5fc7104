"""Tables for the terminal, and somebody else's texts as they may stand there."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import category

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

NARROWEST_TEXT = 24  # a column of text is folded to this, not below
OBEYED = ("Cc", "Cf", "Cs")  # categories of signs that are not shown but change what is


def escape(text: str) -> str:
    """A text of somebody else's as it is written: it neither styles nor moves the terminal."""
    from rich.markup import escape as rich_escape

    return rich_escape(visible(text))


def visible(text: str) -> str:
    """A text in which signs that a terminal would obey are written out: ``\\x1b[2J``."""
    if text.isprintable():
        return text
    return "".join(ascii(c)[1:-1] if category(c) in OBEYED and c not in "\n\t" else c for c in text)


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return str(value)


def result_table(names: list[str], rows: list[tuple[Any, ...]]) -> "Table":
    """Rows of a query as a table."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for i, name in enumerate(names):
        numeric = any(isinstance(row[i], (int, float, Decimal)) for row in rows)
        table.add_column(
            name, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold"
        )
    for row in rows:
        table.add_row(*(escape(as_text(value)) for value in row))
    return table


def print_rows(out: "Console", names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Rows as a table where the terminal is wide enough, else each row on lines of its own."""
    texts = [[as_text(value) for value in row] for row in rows]
    widths = [
        max([len(name), *(min(len(row[i]), NARROWEST_TEXT) for row in texts)])
        for i, name in enumerate(names)
    ]
    if sum(widths) + 3 * len(widths) <= out.width:
        out.print(result_table(names, rows))
        return
    for number, row in enumerate(texts, start=1):
        out.print(f"[bold]row {number}[/]")
        print_fields(out, dict(zip(names, row, strict=True)))


def print_fields(out: "Console", fields: dict[str, Any]) -> None:
    """A name and a value on each line; a long value goes on below its beginning."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 2), pad_edge=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in fields.items():
        grid.add_row(name, escape(as_text(value)))
    out.print(grid)
