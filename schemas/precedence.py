"""Which document counts where several state the same field of a project, declared per field.

What the others say is kept for reconciliation, and compared where a difference means something.
"""

from dataclasses import dataclass

# Kinds of document by their own titles, as findings show them.
KIND_TITLES = {
    "description": "hankkeen kuvaus",
    "plan": "hankesuunnitelma",
    "project_list": "hankeluettelo",
}
KINDS = tuple(KIND_TITLES)


@dataclass(frozen=True)
class StatedField:
    """One field of a project, or one for each value of `keys` of a stage table.

    Its `columns` are always taken from one document, the first of `kinds` that states any of them;
    one of which `partial` (SQL over the row) holds is taken only where no other states more.
    `compared` are the columns that the documents should agree on. `located` are fields of the
    forms that tell the line where the row itself has none.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    keys: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    located: tuple[str, ...] = ()
    partial: str = "false"
    kinds: tuple[str, ...] = KINDS


def attribute(*columns: str, name: str = "", compared: bool = True) -> StatedField:
    """Columns of the project itself that are stated together."""
    field = name or columns[0]
    return StatedField(
        field,
        "project",
        columns,
        compared=columns if compared else (),
        located=(field, *columns),
        partial=" OR ".join(f"{column} IS NULL" for column in columns),
    )


def only_in_plan(column: str) -> StatedField:
    """A column of the project that the plan alone states."""
    return StatedField(column, "project", (column,), located=(column,), kinds=("plan",))


STATED_FIELDS = (
    attribute("fund"),
    attribute("name"),
    only_in_plan("name_en"),
    attribute("axis_number", "axis_title", name="axis"),
    attribute("objective_number", "objective_title", name="objective"),
    attribute("planned_start", "planned_end", name="planned_period"),
    # Each document states it as of its own date.
    attribute("status", compared=False),
    attribute("authority"),
    attribute("applicant_arrangement"),
    only_in_plan("project_type"),
    only_in_plan("cost_model"),
    only_in_plan("advance_payment"),
    only_in_plan("geographic_scope"),
    only_in_plan("application_number"),
    only_in_plan("application_type"),
    only_in_plan("diary_number"),
    only_in_plan("arrival_date"),
    only_in_plan("signed_date"),
    # Spellings of a name differ where the Y-tunnus does not.
    StatedField(
        "organisation", "organisation", ("name", "business_id"), ("role",), ("business_id",)
    ),
    # Offices move between application and description.
    StatedField(
        "address",
        "address",
        ("street_address", "postal_code", "town", "web_address"),
        ("role",),
    ),
    StatedField(
        "region",
        "region_share",
        ("region_key",),
        compared=("region_key",),
        located=("named_maakunta",),
        partial="region_key = 'unallocated'",
    ),
    StatedField("funding", "funding", ("amount_eur",), ("measure", "basis"), ("amount_eur",)),
    StatedField("indicator", "indicator", ("value",), ("indicator", "basis"), ("value",)),
    StatedField("equality", "equality", ("answer", "justification"), ("question",), ("answer",)),
    StatedField(
        "sustainability",
        "sustainability",
        ("direct", "indirect", "justification"),
        ("criterion",),
        ("direct", "indirect"),
    ),
    # A description sums up what was done, a plan what is to be done.
    StatedField("text", "text", ("text",), ("field", "lang")),
)
