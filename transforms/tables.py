"""Tables of the forms, as their sections declare them."""

from collections.abc import Iterable, Mapping

from transforms.form import Cell, Element, Follow, Part, Style

LABEL = Part((), ("text",))  # the first cell of a row, which the form itself words
Fixed = Mapping[str, str | bool]


def row(name: str, label: str, *parts: Part, follows: Follow = Follow.NOTHING) -> Element:
    """A row that the form names, its label first: it must stand, but may be blank."""
    return Element(
        name, label, "text", None, Style.ROW, follows, mandatory=True, parts=(LABEL, *parts)
    )


def header(label: str) -> Element:
    """The header of a table whose rows the form names."""
    return Element("", label, "text", None, Style.HEADER)


def cell(fixed: Fixed, *more: Cell) -> Part:
    """One cell of a table of participants; a blank one is kept as a blank."""
    base = Cell("participants", ("count",), {"is_total": False, **fixed}, blank=True)
    return Part((base, *more), ("count",))


def total(fixed: Fixed, *more: Cell) -> Part:
    """A filed total: checked against the cells it sums, never one of them."""
    return cell({**fixed, "is_total": True}, *more)


def planned(indicator: str) -> Cell:
    """Where a filed total goes as a planned indicator."""
    return Cell("indicator", ("value",), {"indicator": indicator, "basis": "planned"})


def cross(
    prefix: str, breakdown: str, rows: Mapping[str, str], dimension: str, keys: Iterable[str]
) -> tuple[Element, ...]:
    """Rows of ages by the columns of another dimension, each with its total at the end."""
    return tuple(
        row(
            f"{prefix}_{age}",
            label,
            *(cell({"breakdown": breakdown, "age": age, dimension: key}) for key in keys),
            total({"breakdown": breakdown, "age": age}),
        )
        for age, label in rows.items()
    )


def across(
    name: str,
    label: str,
    fixed: Fixed,
    dimension: str,
    keys: Iterable[str],
    *more: Cell,
    totals: bool = False,
) -> Element:
    """One row over the columns of a dimension and their total: totals of the rows, or women."""
    make = total if totals else cell
    made = (make({**fixed, dimension: key}) for key in keys)
    return row(name, label, *made, total(fixed, *more))


def days(name: str, label: str, fixed: Fixed) -> Element:
    """A row of person-days."""
    cell = Cell("training", ("days",), {"is_total": False, **fixed}, blank=True)
    return row(name, label, Part((cell,), ("amount",)))


def budget(table: str, side: str, *columns: str) -> Part:
    """Cells of one side of a table of the budget."""
    cleans = {"line": "budget_line", "amount_eur": "amount", "share_pct": "percent"}
    fixed = {"budget_table": table, "side": side, "basis": "applied"}
    cell = Cell("budget", columns, fixed, rows=True)
    return Part((cell,), tuple(cleans[column] for column in columns))


def table(name: str, label: str, *parts: Part, mandatory: bool = False) -> Element:
    """A table whose rows the form leaves open."""
    return Element(
        name, label, "text", None, Style.HEADER, Follow.ITEMS, mandatory=mandatory, parts=parts
    )


def question_row(name: str, label: str) -> Element:
    """A question with a box for Kyllä, a box for Ei, and a justification."""
    fixed = {"question": name}
    return row(
        name,
        label,
        Part((Cell("equality", ("answer",), fixed, blank=True),), ("yes_no_cells",), span=2),
        Part((Cell("equality", ("justification",), fixed),), ("text",)),
        follows=Follow.TEXT,
    )


def criterion_row(name: str, label: str) -> Element:
    """A criterion with a direct and an indirect score and a justification."""
    fixed = {"criterion": name}
    return row(
        name,
        label,
        Part((Cell("sustainability", ("direct",), fixed, blank=True),), ("score_alone",)),
        Part((Cell("sustainability", ("indirect",), fixed),), ("score_alone",)),
        Part((Cell("sustainability", ("justification",), fixed),), ("text",)),
        follows=Follow.TEXT,
    )
