"""The readings: macros of the published warehouse, with their parameters and columns.

The SQL of each is in ``warehouse/macros``; comments and dictionary come from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.catalogue import table
from schemas.table import PROVENANCE, Column, columns
from schemas.tables.mart import BASIS, PERIOD, PROGRAMME, PROJECTS, REGION
from schemas.tables.star import KEY


@dataclass(frozen=True)
class Macro:
    """One macro, of schema ``reading``: a table macro where it has `columns`, else a scalar.

    `parameters` are meanings by name, in the order of the SQL, with the value they take unless
    another is given.
    """

    name: str
    meaning: str
    parameters: Mapping[str, str]
    columns: tuple[Column, ...] = ()
    schema: str = "reading"

    @property
    def full_name(self) -> str:
        """``schema.name``, as SQL calls it."""
        return f"{self.schema}.{self.name}"

    @property
    def comment(self) -> str:
        """The meaning and the parameters, as the database shows them."""
        said = "; ".join(f"{name}: {meaning}" for name, meaning in self.parameters.items())
        return f"{self.meaning}. {said}" if said else f"{self.meaning}."


ASKED = {
    "level": "kunta, seutukunta, maakunta (unless given) or suuralue",
    "grain": "month, quarter, year (unless given) or total",
}
READ = {
    "classification_year": "year of main.dim_region_year on whose regions all projects are read; "
    "else each on those of its first year",
    "as_of": "date as of whose end, in UTC, the figures are told; what is in force now where it is "
    "not given or NULL",
    "weights": "name of a table with region_level, region_code and weight, a whole number above "
    "zero, by which a project is shared over its places; else main.weight_equal",
}
SPLIT = {
    "split_by": "axis, objective, authority, beneficiary_type or start_year; else not split",
    "full_count": "true: every project counts in full in each region and period; not additive",
}
PARTS = (
    Column("region_part", "BIGINT", "parts of the project that fall to the region", minimum=0),
    Column("region_whole", "BIGINT", "parts in all", minimum=1),
)
PERIOD_PARTS = (
    Column("period_part", "BIGINT", "days of the project in the period", unit="days", minimum=1),
    Column("period_whole", "BIGINT", "days of the project", unit="days", minimum=1),
)
PROJECT_IN_CELL = columns(
    KEY,
    Column("project_code", "VARCHAR", "hankekoodi"),
    Column("name", "VARCHAR", "public name", nullable=True),
    PROGRAMME,
    Column("axis", "VARCHAR", "number of the priority axis", nullable=True),
    Column("objective", "VARCHAR", "number of the specific objective", nullable=True),
    Column("authority", "VARCHAR", "responsible authority", nullable=True),
    Column("beneficiary_type", "VARCHAR", "Organisaatiotyyppi", nullable=True),
    Column("start_year", "VARCHAR", "year of the planned start", nullable=True),
    REGION,
    PERIOD,
    PARTS,
    PERIOD_PARTS,
)
FIGURE = Column("figure", "DECIMAL(20,2)", "the project's whole figure, not shared")
HUNDREDTHS = Column("hundredths", "BIGINT", "the figure in hundredths of its unit")
MEASURE = Column("measure", "VARCHAR", "eu_state, which is part of public_total: never add the two")
INDICATOR = Column("indicator", "VARCHAR", "indicator")
SUBJECT = (
    Column("subject", "VARCHAR", "what it counts", allowed=("funding", "indicator")),
    Column("item", "VARCHAR", "measure or indicator"),
)
INHABITANTS = (
    PROJECTS,
    Column(
        "inhabitants", "BIGINT", "inhabitants, where classification_year is given", True, "persons"
    ),
    Column("inhabitants_year", "INTEGER", "year of their count: the period's or the last", True),
)


def part(name: str, unit: str) -> Column:
    return Column(name, "DECIMAL(38,24)", "the part of the figure; sums to the cell", unit=unit)


def contribution(item: Column, value: Column) -> tuple[Column, ...]:
    """Columns of the contributions of one subject."""
    return columns(PROJECT_IN_CELL, BASIS, FIGURE, PROVENANCE, item, value)


def cell(item: Column, value: str, unit: str) -> tuple[Column, ...]:
    """Columns of the cells of one subject."""
    return columns(
        PROGRAMME,
        Column("split_value", "VARCHAR", "value of split_by", nullable=True),
        REGION,
        PERIOD,
        BASIS,
        INHABITANTS,
        item,
        Column(
            value, "DECIMAL(28,10)", "additive within level and grain, unless full_count", unit=unit
        ),
        Column(f"{value}_per_1000", "DECIMAL(28,4)", "per 1,000 inhabitants", True, unit),
    )


MACROS = (
    Macro(
        "funding",
        "money of one fund, programme period, region, period, measure and basis, read as asked; "
        "unless asked otherwise as mart.funding_by_region_period has it",
        {**ASKED, **SPLIT, **READ},
        cell(MEASURE, "amount_eur", "EUR"),
    ),
    Macro(
        "indicator",
        "one indicator of one fund, programme period, region, period and basis, read as asked; "
        "unless asked otherwise as mart.indicator_by_region_period has it",
        {**ASKED, **SPLIT, **READ},
        cell(INDICATOR, "value", "see unit of the indicator"),
    ),
    Macro(
        "funding_contributions",
        "one part of one amount that one project brings to one region and period, with the "
        "document and line it comes from: the projects behind a cell, which they sum to",
        {**ASKED, **READ},
        contribution(MEASURE, part("amount_eur", "EUR")),
    ),
    Macro(
        "indicator_contributions",
        "one part of one indicator figure that one project brings to one region and period, with "
        "the document and line it comes from: the projects behind a cell, which they sum to",
        {**ASKED, **READ},
        contribution(INDICATOR, part("value", "see unit of the indicator")),
    ),
    Macro(
        "version_changes",
        "one column of one row that version to_version of a project says otherwise than "
        "from_version, in either direction",
        {
            "wanted_code": "hankekoodi",
            "from_version": "number of the version compared with",
            "to_version": "number of the version that is compared",
        },
        table("main.version_change").columns,
    ),
    Macro(
        "projects",
        "one project version in force at the end of a day",
        {"as_of": READ["as_of"]},
        table("main.dim_project").columns,
    ),
    Macro(
        "figures",
        "one figure of one project version, as its document states it on a line",
        {},
        columns(KEY, SUBJECT, BASIS, FIGURE, HUNDREDTHS, PROVENANCE),
    ),
    Macro(
        "parts",
        "one part of one figure of one project version in one region and period",
        {**ASKED, **READ},
        columns(PROJECT_IN_CELL, SUBJECT, BASIS, FIGURE, part("part", ""), PROVENANCE),
    ),
    Macro(
        "cells",
        "one figure summed over the projects of one region and period, read as asked",
        {**ASKED, **SPLIT, **READ},
        columns(
            SUBJECT[0],
            PROGRAMME,
            Column("split_value", "VARCHAR", "value of split_by", nullable=True),
            REGION,
            PERIOD,
            SUBJECT[1],
            BASIS,
            Column("value", "DECIMAL(28,10)", "sum of the parts"),
            INHABITANTS,
            Column("value_per_1000", "DECIMAL(28,4)", "per 1,000 inhabitants", True),
        ),
    ),
    Macro(
        "region_parts",
        "one region of one level that one project version falls in",
        {"level": ASKED["level"], **READ},
        columns(KEY, REGION[:2], PARTS),
    ),
    Macro(
        "period_parts",
        "one period of one grain that one project version runs in",
        {"grain": ASKED["grain"], "as_of": READ["as_of"]},
        columns(KEY, PERIOD, PERIOD_PARTS),
    ),
    Macro(
        "period",
        "period of one grain that a month is in; an unallocated month stays so, but in the total",
        {"month": "such as '2022-03', or 'unallocated'", "grain": "month, quarter, year or total"},
    ),
    Macro(
        "period_start",
        "first day of a period; NULL for the total and unallocated",
        {"period": "such as '2022Q1'", "grain": "month, quarter, year or total"},
    ),
    Macro(
        "part_of",
        "part of an amount that falls to so many parts of a whole, with 24 decimals",
        {
            "hundredths": "amount in hundredths of its unit, whole number",
            "part": "parts, whole number",
            "whole": "parts in all, whole number",
        },
    ),
    Macro(
        "quotient",
        "quotient of two whole numbers with 24 decimals, the rest cut off",
        {"numerator": "whole number", "denominator": "whole number above zero"},
    ),
    Macro(
        "given",
        "what an argument says, as text; NULL where it is not given",
        {"argument": "any value; NULL and '' are none"},
    ),
    Macro(
        "rounded",
        "sum of parts rounded at its tenth decimal, as every cell is",
        {"parts": "sum of what part_of gives"},
    ),
)

# Made with the index of the texts alone: warehouse/search.
SEARCH = Macro(
    "passages",
    "one line of a text, or a name, of a current project whose texts have all words of a query, "
    "each in whatever form; lines with most of the words first, then by score",
    {"query": "words, in any form, 'a|b' for either; a compound is found by its parts too"},
    columns(
        Column("project_code", "VARCHAR", "hankekoodi"),
        Column("name", "VARCHAR", "public name", nullable=True),
        table("search.passage").columns[2:6],
        PROVENANCE,
        Column("words", "BIGINT", "how many of the query's words the line has", minimum=1),
        Column("score", "DOUBLE", "BM25 of the line: comparable within one query"),
        Column("forms", "VARCHAR", "the words of the line that were found, in small letters"),
        Column("snippet", "VARCHAR", "the text around the first of them"),
        Column("text", "VARCHAR", "the whole line"),
    ),
    "search",
)
