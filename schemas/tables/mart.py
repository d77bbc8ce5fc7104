"""Aggregates by region and period, current versions only."""

from schemas.table import Column, Table, columns
from schemas.tables.region import LEVELS

GRAINS = ("month", "quarter", "year", "total")

PROGRAMME = (
    Column("fund", "VARCHAR", "ESF, ERDF or JTF"),
    Column("programme_period", "VARCHAR", "programme period by code series", nullable=True),
)
REGION = (
    Column(
        "region_level",
        "VARCHAR",
        "level of the region; each level sums to the same total",
        allowed=LEVELS,
    ),
    Column("region_code", "VARCHAR", "Statistics Finland's code; NULL unallocated", nullable=True),
    Column("region_name", "VARCHAR", "latest Finnish name; Kohdentamaton = unallocated"),
)
PERIOD = (
    Column(
        "period_grain",
        "VARCHAR",
        "length of the period; each grain sums to the same total",
        allowed=GRAINS,
    ),
    Column("period", "VARCHAR", "'2022-03', '2022Q1', '2022', 'total' or 'unallocated'"),
    Column("period_start", "DATE", "first day of the period", nullable=True),
)
BASIS = Column(
    "basis",
    "VARCHAR",
    "applied, granted, planned or realised; realised spread over the planned period is a "
    "reading, not a payment date",
)
PROJECTS = Column(
    "projects", "BIGINT", "distinct projects; never summed", unit="projects", minimum=1
)
CELL = (
    "fund",
    "programme_period",
    "region_level",
    "region_code",
    "period_grain",
    "period",
)

TABLES = (
    Table(
        "mart",
        "funding_by_region_period",
        "money of one fund, programme period, region, period, measure and basis",
        columns(
            PROGRAMME,
            REGION,
            PERIOD,
            Column(
                "measure",
                "VARCHAR",
                "eu_state is part of public_total: never add them",
                allowed=("eu_state", "public_total"),
            ),
            BASIS,
            Column("amount_eur", "DECIMAL(28,10)", "additive within level and grain", unit="EUR"),
            PROJECTS,
        ),
        key=(*CELL, "measure", "basis"),
    ),
    Table(
        "mart",
        "indicator_by_region_period",
        "one indicator of one fund, programme period, region, period and basis",
        columns(
            PROGRAMME,
            REGION,
            PERIOD,
            Column("indicator", "VARCHAR", "indicator"),
            BASIS,
            Column("value", "DECIMAL(28,10)", "allocated equivalents, additive", unit="see unit"),
            PROJECTS,
        ),
        key=(*CELL, "indicator", "basis"),
    ),
)
