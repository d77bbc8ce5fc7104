"""Named defects of a plan: each takes a sound sheet and spoils one thing and nothing else.

As in `defects`, a maker returns None when the sheet at hand cannot carry its defect.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from benchmarks import layout, plan_form
from benchmarks.defects import BAD_ENDS, BAD_POSTAL_CODES, FOREIGN
from benchmarks.plan_defects_figures import FIGURE_MAKERS
from benchmarks.plan_defects_places import PLACE_MAKERS
from benchmarks.plan_defects_said import SAID_MAKERS
from benchmarks.plan_edit import PlanMade, PlanMaker, edit, is_stable, omit, one
from benchmarks.plan_model import PlanSheet
from benchmarks.regions import Regions

BENEFICIARY = ("name", "type", "business_id", "street", "postal_code", "town")
# Key on the form, its section, and the fields of the truth that are empty with it.
MANDATORY = (
    *((k, plan_form.MARKS, (k,)) for k in ("arrival_date", "diary_number", "application_number")),
    ("status", plan_form.MARKS, ("status",)),
    ("authority", "1", ("authority",)),
    *((f"beneficiary.{k}", "2", (f"beneficiary.{k}",)) for k in BENEFICIARY),
    *((k, "3", (k,)) for k in ("name", "planned_start", "planned_end", "project_type")),
    ("axis", "3", ("axis_number", "axis_title")),
    ("objective", "3", ("objective_number", "objective_title")),
    *(
        (key, section, (f"texts.{key}",))
        for section, key in plan_form.TEXTS.items()
        if section in ("4.1", "11.1") or section[:2] in ("5.", "6.")
    ),
    ("cost_model", "7", ("cost_model",)),
)
OPTIONAL_SECTIONS = tuple(
    number for number in plan_form.HEADINGS if number not in ("2", "3", "7", "10", "14")
)
# No dash: in a table it could mean blank.
BAD_SCORES = ("x", "?", "7/10")
FIELD_ROWS = (*plan_form.ROWS["2"][:-1], *plan_form.MONEY_ROWS)


def mandatory_field_empty(sheet: PlanSheet, rng: Random, regions: Regions) -> PlanMade:
    """A label or a heading with nothing after it."""
    key, section, paths = rng.choice(MANDATORY)
    if key == "planned_start" and not is_stable(sheet, regions):
        return None
    spoiled = edit(sheet, {key: ""}, dict.fromkeys(paths))
    return one(spoiled, "mandatory_field_empty", section, key)


def section_missing(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """One of the sections whose loss does not refuse the document, with all inside it."""
    number = rng.choice(OPTIONAL_SECTIONS)
    return one(omit(sheet, number), "section_missing", number, f"section.{number}")


def unreadable_date(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """An end of the period that is no day; the start, and so the first year, stays."""
    spoiled = edit(sheet, {"planned_end": rng.choice(BAD_ENDS)}, {"planned_end": None})
    return one(spoiled, "value_unreadable", "3", "planned_end")


def unreadable_score(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A first score that is no number."""
    position, criterion = rng.choice(list(enumerate(sheet.truth.sustainability, 1)))
    path = f"sustainability.{position}"
    written = {f"{path}.direct": rng.choice(BAD_SCORES)}
    spoiled = edit(sheet, written, {path: replace(criterion, direct=None)})
    return one(spoiled, "value_unreadable", "13.2", path)


def business_id_invalid(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """The applicant's Y-tunnus with a check digit that does not belong to it."""
    sound, key = sheet.truth.beneficiary.business_id or "", "beneficiary.business_id"
    wrong = sound[:-1] + rng.choice([d for d in "0123456789" if d != sound[-1]])
    return one(edit(sheet, {key: wrong}, {key: wrong}), "business_id_invalid", "2", key)


def iban_invalid(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """The account number with a digit changed."""
    sound = sheet.truth.iban
    wrong = sound[:-1] + rng.choice([d for d in "0123456789" if d != sound[-1]])
    return one(edit(sheet, {"iban": wrong}, {"iban": wrong}), "iban_invalid", "2", "iban")


def postal_code_invalid(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A postal code that is not five digits, kept as written."""
    key, wrong = "beneficiary.postal_code", rng.choice(BAD_POSTAL_CODES)
    return one(edit(sheet, {key: wrong}, {key: wrong}), "postal_code_invalid", "2", key)


def _justified(sheet: PlanSheet) -> list[int]:
    numbered = enumerate(sheet.truth.sustainability, 1)
    return [n for n, c in numbered if c.justification and (c.direct or c.indirect)]


def score_out_of_range(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A score beyond −10…10, with its justification."""
    if not (candidates := _justified(sheet)):
        return None
    path = f"sustainability.{rng.choice(candidates)}"
    score = rng.choice((1, -1)) * rng.randint(11, 100)
    criterion = sheet.truth.sustainability[int(path.split(".")[1]) - 1]
    spoiled = edit(sheet, {f"{path}.direct": str(score)}, {path: replace(criterion, direct=score)})
    return one(spoiled, "score_out_of_range", "13.2", path)


def score_without_justification(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A score that is not 0 with nothing beside it."""
    if not (candidates := _justified(sheet)):
        return None
    path = f"sustainability.{rng.choice(candidates)}"
    criterion = sheet.truth.sustainability[int(path.split(".")[1]) - 1]
    bare = {path: replace(criterion, justification=None)}
    spoiled = edit(sheet, {f"{path}.justification": ""}, bare)
    return one(spoiled, "score_without_justification", "13.2", path)


def _with_period(sheet: PlanSheet, start: date, end: date) -> PlanSheet:
    days = {"planned_start": start, "planned_end": end}
    return edit(sheet, {key: layout.write_date(day) for key, day in days.items()}, days)


def period_reversed(sheet: PlanSheet, _: Random, regions: Regions) -> PlanMade:
    """An end before the start."""
    start, end = sheet.truth.planned_start, sheet.truth.planned_end
    if not start or not end or start == end or not is_stable(sheet, regions):
        return None
    return one(_with_period(sheet, end, start), "period_reversed", "3", "planned_start")


def period_outside_window(sheet: PlanSheet, rng: Random, regions: Regions) -> PlanMade:
    """A start before 2014 or an end after 2023."""
    start, end = sheet.truth.planned_start, sheet.truth.planned_end
    if not start or not end or not is_stable(sheet, regions):
        return None
    field = rng.choice(("planned_start", "planned_end"))
    if field == "planned_start":
        start = date(2014, 1, 1) - timedelta(rng.randint(1, 300))
    else:
        end = date(2023, 12, 31) + timedelta(rng.randint(1, 300))
    return one(_with_period(sheet, start, end), "period_outside_window", "3", field)


def fund_contradicts_code(sheet: PlanSheet, _: Random, __: Regions) -> PlanMade:
    """A header of the other fund; the header is what names the fund."""
    other = "ERDF" if sheet.truth.fund == "ESF" else "ESF"
    spoiled = edit(sheet, {"fund": plan_form.FUND_NAMES[other]}, {"fund": other})
    return one(spoiled, "fund_contradicts_code", plan_form.MARKS, "fund")


def line_not_placed(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A line among the fields of section 2 or above the tables of 7 that belongs to none."""
    row = rng.choice(FIELD_ROWS)
    section = "7" if row in plan_form.MONEY_ROWS else "2"
    spoiled = replace(sheet, foreign=(row[0][1], rng.choice(FOREIGN)))
    return one(spoiled, "line_not_placed", section, "foreign")


def objective_contradicts_section_3(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """12.4 or 12.5 repeats another objective than section 3 has."""
    key = rng.choice(("12.4.objective", "12.5.objective"))
    number = rng.choice(("2.4", "8.1", "11.2"))
    text = f"{number}. Osaamisen kehittämisen uudet keinot"
    repeated = {**sheet.truth.repeated, key: text}
    spoiled = edit(sheet, {key: text}, {"repeated": repeated})
    return one(spoiled, "objective_contradicts_section_3", key.rpartition(".")[0], key)


# In this order the defective plans take their turns, the unreadable values one after another.
MAKERS: tuple[PlanMaker, ...] = (
    mandatory_field_empty, section_missing, unreadable_date, unreadable_score,
    business_id_invalid, iban_invalid, postal_code_invalid, score_out_of_range,
    score_without_justification, period_reversed, period_outside_window, fund_contradicts_code,
    line_not_placed, objective_contradicts_section_3, *PLACE_MAKERS, *FIGURE_MAKERS,
    *SAID_MAKERS,
)  # fmt: skip
