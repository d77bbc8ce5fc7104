"""Regions by year: what each code was called, belonged to and became; population, weights."""

from schemas.table import Column, Table, columns

CODE = "Statistics Finland's code"
LEVELS = ("kunta", "seutukunta", "maakunta", "suuralue")
REGION_KEY = Column(
    "region_key",
    "VARCHAR",
    "level, code and first year of the span, or 'unallocated'",
    references="main.dim_region.region_key",
)
NAMES = (
    Column("name_fi", "VARCHAR", "Finnish name"),
    Column("name_sv", "VARCHAR", "Swedish name", nullable=True),
    Column("name_en", "VARCHAR", "English name, maakunta and suuralue", nullable=True),
)
PARENTS = (
    Column("seutukunta_code", "VARCHAR", "its seutukunta", nullable=True),
    Column("maakunta_code", "VARCHAR", "its maakunta", nullable=True),
    Column("suuralue_code", "VARCHAR", "its suuralue", nullable=True),
)
REGION = (
    Column(
        "region_level",
        "VARCHAR",
        "level of the region",
        allowed=LEVELS,
    ),
    Column("region_code", "VARCHAR", CODE, nullable=True),
)
WEIGHT = columns(
    REGION[0],
    Column("region_code", "VARCHAR", CODE),
    Column("weight", "BIGINT", "weight beside the other places of a project", minimum=1),
)

TABLES = (
    Table(
        "main",
        "dim_region",
        "one code and span of years with the same parents, and the unallocated member",
        columns(
            Column("region_key", "VARCHAR", "level, code and first year, or 'unallocated'"),
            Column("level", "VARCHAR", "kunta, seutukunta, maakunta, suuralue or unallocated"),
            Column("code", "VARCHAR", CODE, nullable=True),
            NAMES,
            PARENTS,
            Column("nuts_code", "VARCHAR", "NUTS code in the last year", nullable=True),
            Column(
                "first_year",
                "INTEGER",
                "first year of the span; 2014 also stands for the years before it",
                nullable=True,
            ),
            Column("last_year", "INTEGER", "last year of the span", nullable=True),
        ),
        key=("region_key",),
    ),
    Table(
        "main",
        "dim_region_year",
        "one code in one year of the regional classification",
        columns(
            REGION_KEY,
            Column("level", "VARCHAR", "kunta, seutukunta, maakunta or suuralue"),
            Column("code", "VARCHAR", CODE),
            Column("year", "INTEGER", "classification in force on 1 January"),
            NAMES,
            PARENTS,
            Column(
                "nuts_code",
                "VARCHAR",
                "NUTS 3 of a kunta or maakunta, NUTS 2 of a suuralue; lags behind moves",
                nullable=True,
            ),
            Column("nuts_vintage", "VARCHAR", "version of NUTS", nullable=True),
            Column(
                "nuts_is_nearest",
                "BOOLEAN",
                "no NUTS code is known for the year: that of the first known year stands",
                nullable=True,
            ),
        ),
        key=("level", "code", "year"),
    ),
    Table(
        "main",
        "region_change",
        "one kunta that merged into another, or moved to another seutukunta or maakunta",
        columns(
            Column("year", "INTEGER", "first year of the new state"),
            Column(
                "change",
                "VARCHAR",
                "what happened",
                allowed=("merged", "moved_seutukunta", "moved_maakunta"),
            ),
            Column("code_old", "VARCHAR", "kunta before"),
            Column("name_old", "VARCHAR", "its name"),
            Column("code_new", "VARCHAR", "kunta after"),
            Column("name_new", "VARCHAR", "its name"),
            Column("from_code", "VARCHAR", "seutukunta before; of a maakunta move the maakunta"),
            Column("to_code", "VARCHAR", "the same after"),
        ),
        key=("year", "change", "code_old"),
    ),
    Table(
        "main",
        "bridge_region_level",
        "one level of one dim_region row, by its own parents or carried over to those of a year",
        columns(
            REGION_KEY,
            Column(
                "classification_year",
                "INTEGER",
                "year of the classification; NULL its own",
                nullable=True,
            ),
            REGION[0],
            Column(
                "region_code",
                "VARCHAR",
                "region at that level; NULL where it does not lie in one alone",
                nullable=True,
            ),
            Column(
                "carried",
                "VARCHAR",
                "own parents, by its code, into the kunta it merged with, or by its kunnat where "
                "the code is gone",
                allowed=("own", "same code", "merged", "by kunnat"),
            ),
        ),
        key=("region_key", "classification_year", "region_level"),
    ),
    Table(
        "main",
        "region_population",
        "one region of one year's classification with the inhabitants of one year",
        columns(
            REGION[0],
            Column("region_code", "VARCHAR", CODE),
            Column("classification_year", "INTEGER", "year of the classification"),
            Column("year", "INTEGER", "year of the inhabitants, on 31 December"),
            Column("inhabitants", "BIGINT", "inhabitants", unit="persons", minimum=0),
        ),
        key=("region_level", "region_code", "classification_year", "year"),
    ),
    Table(
        "main",
        "weight_equal",
        "one region with the weight one: a project is shared equally over its places",
        WEIGHT,
        key=("region_level", "region_code"),
    ),
    Table(
        "main",
        "weight_population",
        "one region of the latest classification weighted by its latest known inhabitants; codes "
        "that are gone have none",
        WEIGHT,
        key=("region_level", "region_code"),
    ),
)
