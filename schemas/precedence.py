"""Which document counts where several state the same field of a project, declared per field.

What the others say is kept for reconciliation, and compared where a difference means something.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    one of which `partial` (SQL over the row) holds is taken only where no other states more. A
    value that equals `nothing` states nothing. `compared` are the columns that the documents should
    agree on. `located` names, by column, the fields of the forms that hold it, with keys in braces;
    what it leaves out stands on the row's own line.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    keys: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    located: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partial: str = "false"
    nothing: str = ""
    kinds: tuple[str, ...] = KINDS


def attribute(*columns: str, name: str = "", compared: bool = True) -> StatedField:
    """Columns of the project itself that are stated together."""
    item = name or columns[0]
    return StatedField(
        item,
        "project",
        columns,
        compared=columns if compared else (),
        located={column: (item, column) for column in columns},
        partial=" OR ".join(f"{column} IS NULL" for column in columns),
    )


def only_in_plan(column: str) -> StatedField:
    """A column of the project that the plan alone states."""
    return StatedField(column, "project", (column,), located={column: (column,)}, kinds=("plan",))


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
    # Spellings of a name differ where the Y-tunnus does not; without one a body has no identity.
    StatedField(
        "organisation",
        "organisation",
        ("name", "business_id"),
        keys=("role",),
        compared=("business_id",),
        located={"name": ("beneficiary",), "business_id": ("business_id",)},
        partial="business_id IS NULL",
    ),
    # Offices move between application and description.
    StatedField(
        "address",
        "address",
        ("street_address", "postal_code", "town", "web_address"),
        keys=("role",),
    ),
    StatedField(
        "region",
        "region_share",
        ("region_key",),
        compared=("region_key",),
        located={"region_key": ("named_maakunta",)},
        nothing="unallocated",
    ),
    StatedField(
        "funding",
        "funding",
        ("amount_eur",),
        keys=("measure", "basis"),
        compared=("amount_eur",),
        located={"amount_eur": ("{basis}_{measure}",)},
    ),
    StatedField(
        "indicator",
        "indicator",
        ("value",),
        keys=("indicator", "basis"),
        compared=("value",),
    ),
    StatedField(
        "equality",
        "equality",
        ("answer", "justification"),
        keys=("question",),
        compared=("answer",),
    ),
    StatedField(
        "sustainability",
        "sustainability",
        ("direct", "indirect", "justification"),
        keys=("criterion",),
        compared=("direct", "indirect"),
    ),
    # A description sums up what was done, a plan what is to be done.
    StatedField("text", "text", ("text",), keys=("field", "lang")),
)
