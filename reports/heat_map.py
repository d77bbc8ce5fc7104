"""Completeness of mandatory fields as a table whose cells are coloured."""

from collections import defaultdict
from decimal import Decimal
from itertools import groupby
from typing import Any

from reports.figures import Rows
from reports.formats import share_in_thousandths

MOST_COLUMNS = 8
REST = "…"
# Lower ends of the classes of colour, the palest first; the style sheet has their colours.
CLASSES = (Decimal(1), Decimal("0.95"), Decimal("0.8"), Decimal("0.5"), Decimal(0))


def heat_maps(completeness: Rows, by: str) -> Rows:
    """One map for each form: columns by authority or start year, rows by section and field.

    A field that every document fills has no row of its own: it counts in that of its section, and
    `full` of the section names it.
    """
    return [
        heat_map(kind, list(rows), by)
        for kind, rows in groupby(completeness, key=lambda row: row["kind"])
    ]


def heat_map(kind: str, rows: Rows, by: str) -> dict[str, Any]:
    columns = largest(rows, by)
    sections = [
        section_rows(section, list(in_section), by, columns)
        for section, in_section in groupby(rows, key=lambda row: row["section"])
    ]
    return {
        "kind": kind,
        "columns": columns,
        "sections": sorted(sections, key=section_order),
        "expected": documents_of(kind, rows),
        "all": map_row(rows, by, columns)["all"],
    }


def section_rows(section: str, rows: Rows, by: str, columns: list[Any]) -> dict[str, Any]:
    """A section as a whole, its fields that are not filled everywhere, and the names of others."""
    fields = [
        {"label": label, **map_row(list(of_field), by, columns)}
        for (_, label), of_field in groupby(rows, key=lambda row: (row["field"], row["label"]))
    ]
    return {
        "section": section,
        "count": len(fields),
        "fields": [field for field in fields if field["all"]["share"] < 1],
        "full": [field["label"] for field in fields if field["all"]["share"] == 1],
        **map_row(rows, by, columns),
    }


def section_order(section: dict[str, Any]) -> tuple[bool, list[int], str]:
    """Sections by number; marks that have none come first."""
    parts = str(section["section"]).split(".")
    numbers = [int(part) for part in parts if part.isdigit()]
    return bool(numbers), numbers, str(section["section"])


def documents_of(kind: str, rows: Rows) -> int:
    """Documents or rows of lists that have fields to fill, as the field with most of them tells.

    Each section of lists is a layout with rows of its own, which add up.
    """
    totals: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        totals[row["section"]][row["field"]] += row["expected"]
    most = [max(of_field.values()) for of_field in totals.values()]
    return sum(most) if kind == "project_list" else max(most)


def largest(rows: Rows, by: str) -> list[Any]:
    """The values with most to fill, in order, and REST for the others if there are any."""
    totals: dict[Any, int] = defaultdict(int)
    for row in rows:
        totals[row[by]] += row["expected"]
    # In two steps, so that equal ones fall in order of name.
    names = sorted(totals, key=lambda value: (value is None, value))
    chosen = sorted(names, key=lambda value: -totals[value])[:MOST_COLUMNS]
    return [name for name in names if name in chosen] + ([REST] if len(names) > len(chosen) else [])


def map_row(rows: Rows, by: str, columns: list[Any]) -> dict[str, Any]:
    """The cells of one row of a map: over all, and by column."""
    filled: dict[Any, int] = defaultdict(int)
    expected: dict[Any, int] = defaultdict(int)
    for row in rows:
        column = row[by] if row[by] in columns else REST
        filled[column] += row["filled"]
        expected[column] += row["expected"]
    return {
        "all": cell(sum(filled.values()), sum(expected.values())),
        "cells": [cell(filled[column], expected[column]) for column in columns],
    }


def cell(filled: int, expected: int) -> dict[str, Any]:
    """A share of filled fields with its class of colour; None of both where none is expected."""
    share = share_in_thousandths(filled, expected) if expected else None
    found = None
    if share is not None:
        found = next(place for place, lower in enumerate(CLASSES) if share >= lower)
    return {"filled": filled, "expected": expected, "share": share, "class": found}
