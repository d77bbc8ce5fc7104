"""Which columns the workbook's sheets show: each is a query of ``sheets/`` and its columns here."""

from dataclasses import dataclass

from schemas.catalogue import table

FUNDING, INDICATORS = "mart.funding_by_region_period", "mart.indicator_by_region_period"
PROJECT, YEAR = "latest.dim_project", "main.dim_region_year"


@dataclass(frozen=True)
class Shown:
    """One column: its name in query and words, its width, and the column of a contract it is of.

    `look` is how its numbers look; `codes` are the values that the words say otherwise.
    """

    name: str
    width: int
    source: str
    look: str = "text"
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name in the words, what a row is, and the table whose rows it shows."""

    name: str
    grain: str
    of: str
    columns: tuple[Shown, ...]


def allowed(table_name: str, column_name: str) -> tuple[str, ...]:
    """The values that a contract allows in a column."""
    return next(c.allowed for c in table(table_name).columns if c.name == column_name)


def cells(mart: str, *figures: Shown) -> tuple[Shown, ...]:
    """The columns of a mart's sheet, of whose figures the first says what is counted."""
    what, *others = figures
    return (
        Shown("fund", 11, f"{mart}.fund", codes=FUNDS),
        Shown("programme_period", 15, f"{mart}.programme_period"),
        Shown("region_code", 13, f"{mart}.region_code"),
        Shown("region_name", 22, f"{mart}.region_name", codes=("Kohdentamaton",)),
        Shown("period", 15, f"{mart}.period", codes=("unallocated",)),
        what,
        Shown("basis", 14, f"{mart}.basis", codes=BASES),
        *others,
        Shown("projects", 18, f"{mart}.projects", "count"),
    )


FUNDS = allowed("main.dim_project", "fund")
MEASURES, BASES = (allowed("main.fact_funding", name) for name in ("measure", "basis"))
SHEETS = (
    Sheet(
        "funding",
        "money of one fund, programme period, maakunta, year, measure and basis",
        FUNDING,
        cells(
            FUNDING,
            Shown("measure", 22, f"{FUNDING}.measure", codes=MEASURES),
            Shown("amount_eur", 18, f"{FUNDING}.amount_eur", "money"),
        ),
    ),
    Sheet(
        "indicators",
        "one indicator of one fund, programme period, maakunta, year and basis",
        INDICATORS,
        cells(
            INDICATORS,
            Shown("indicator", 28, f"{INDICATORS}.indicator"),
            Shown("value", 14, f"{INDICATORS}.value", "decimal"),
            Shown("unit", 12, "main.dim_indicator.unit", codes=("persons", "companies")),
        ),
    ),
    Sheet(
        "projects",
        "the current version of one project",
        PROJECT,
        (
            Shown("project_code", 14, f"{PROJECT}.project_code"),
            Shown("name", 50, f"{PROJECT}.name"),
            Shown("fund", 11, f"{PROJECT}.fund", codes=FUNDS),
            Shown("programme_period", 15, f"{PROJECT}.programme_period"),
            Shown("axis_number", 16, f"{PROJECT}.axis_number"),
            Shown("objective_number", 17, f"{PROJECT}.objective_number"),
            Shown("authority", 32, "main.dim_authority.name"),
            Shown("beneficiary", 32, "main.dim_organisation.name"),
            Shown("business_id", 14, "main.dim_organisation.business_id"),
            Shown("status", 16, f"{PROJECT}.status"),
            Shown("planned_start", 12, f"{PROJECT}.planned_start"),
            Shown("planned_end", 12, f"{PROJECT}.planned_end"),
            *(
                Shown(f"{measure}_{basis}", 18, "latest.fact_funding.amount_eur", "money")
                for measure in MEASURES
                for basis in BASES
            ),
        ),
    ),
    Sheet(
        "regions",
        "one kunta of the latest regional classification",
        YEAR,
        (
            Shown("year", 9, f"{YEAR}.year"),
            Shown("code", 9, f"{YEAR}.code"),
            Shown("name_fi", 22, f"{YEAR}.name_fi"),
            Shown("name_sv", 22, f"{YEAR}.name_sv"),
            Shown("seutukunta_code", 16, f"{YEAR}.seutukunta_code"),
            Shown("seutukunta", 24, f"{YEAR}.name_fi"),
            Shown("maakunta_code", 16, f"{YEAR}.maakunta_code"),
            Shown("maakunta", 24, f"{YEAR}.name_fi"),
            Shown("suuralue_code", 16, f"{YEAR}.suuralue_code"),
            Shown("suuralue", 24, f"{YEAR}.name_fi"),
        ),
    ),
)
