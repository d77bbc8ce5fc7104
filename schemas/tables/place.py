"""The places that documents name, each with how its name was read."""

from dataclasses import replace

from schemas.table import PROJECT_KEY, PROVENANCE, Column, Table, columns

NAMED = (
    Column("level", "VARCHAR", "list it is named in", allowed=("kunta", "seutukunta", "maakunta")),
    Column("name", "VARCHAR", "as written", source="6"),
)
REGION_CODE = Column("region_code", "VARCHAR", "code, NULL where not resolved", nullable=True)
RESOLUTION = Column(
    "resolution",
    "VARCHAR",
    "how the name was read: 'nominative' or 'genitive' and the language, then what applies of "
    "'name of other years', 'merged into NAME in YEAR' and 'with \"WORD\"', joined by '; '; "
    "or 'national', or 'not resolved'",
)
CLASSIFICATION_YEAR = Column(
    "classification_year", "INTEGER", "classification the name was read with"
)
YEAR_IS_NEAREST = Column(
    "year_is_nearest",
    "BOOLEAN",
    "the project's first year lies outside the classification's years; names are read with "
    "the nearest one",
)
READING = (REGION_CODE, RESOLUTION, CLASSIFICATION_YEAR, YEAR_IS_NEAREST)
# As the star tells them: on the regions of the project's first year, whichever document states it.
TOLD = (
    replace(REGION_CODE, meaning="code in that year, NULL where there is none"),
    RESOLUTION,
    replace(
        CLASSIFICATION_YEAR,
        meaning="the project's first year; where no start is known the year the name was read with",
    ),
    YEAR_IS_NEAREST,
)

TABLES = (
    Table(
        "main",
        "project_place",
        "one place named by one project version, from the document that counts for its regions, "
        "with the first line that names it",
        columns(
            PROJECT_KEY,
            NAMED,
            Column(
                "region_key",
                "VARCHAR",
                "region of the classification year, NULL where there is none",
                nullable=True,
                references="main.dim_region.region_key",
            ),
            TOLD,
            PROVENANCE,
        ),
        key=("project_key", "level", "name"),
    ),
)
