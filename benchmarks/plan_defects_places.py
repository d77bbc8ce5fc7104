"""Defects of section 10: its three lists of places, and the box that says how wide a project is."""

from random import Random

from benchmarks import layout
from benchmarks.defects import UNKNOWN, empty_parent, misplaced_kunta, outside_parents
from benchmarks.edit import LEVELS
from benchmarks.model import Place
from benchmarks.plan_edit import PlanMade, PlanMaker, deepest, edit, one
from benchmarks.plan_facts import write_scope
from benchmarks.plan_model import PlanSheet
from benchmarks.regions import Regions


def _is_national(sheet: PlanSheet) -> bool:
    return sheet.truth.scope == "national" or len(sheet.truth.maakunnat) > 17


def _with_scope(sheet: PlanSheet, scope: str) -> PlanSheet:
    return edit(sheet, {"scope": write_scope(sheet.style, scope)}, {"scope": scope})


def _with_place(sheet: PlanSheet, field: str, place: Place, rng: Random) -> PlanSheet:
    """One more place, the box going with a second maakunta."""
    places = list(getattr(sheet.truth, field))
    places.insert(rng.randint(0, len(places)), place)
    spoiled = edit(sheet, {field: layout.write_places(places)}, {field: tuple(places)})
    is_wider = field == "maakunnat" and sheet.truth.scope == "one_region"
    return _with_scope(spoiled, "several_regions") if is_wider else spoiled


def region_missing(sheet: PlanSheet, _: Random, __: Regions) -> PlanMade:
    """Three empty lists in a plan that is not national."""
    if _is_national(sheet):
        return None
    spoiled = edit(sheet, dict.fromkeys(LEVELS, ""), dict.fromkeys(LEVELS, ()))
    return one(spoiled, "region_missing", "10", "maakunnat")


def place_unknown(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A name of no place among the deepest named ones."""
    field = deepest(sheet.truth)
    if field is None or _is_national(sheet):
        return None
    spoiled = _with_place(sheet, field, Place(rng.choice(UNKNOWN[field]), None), rng)
    return one(spoiled, "place_unknown", "10", field)


def place_outside_parent(sheet: PlanSheet, rng: Random, regions: Regions) -> PlanMade:
    """A kunta that was never in a named maakunta or seutukunta."""
    if not sheet.truth.kunnat or not sheet.truth.planned_start or _is_national(sheet):
        return None
    spoiled = _with_place(sheet, "kunnat", misplaced_kunta(sheet.truth, rng, regions), rng)
    return spoiled, outside_parents(sheet.truth, "10")


def parent_without_place(sheet: PlanSheet, rng: Random, regions: Regions) -> PlanMade:
    """A maakunta, or a seutukunta of a named maakunta, without a named kunta."""
    if not sheet.truth.kunnat or not sheet.truth.planned_start or _is_national(sheet):
        return None
    found = empty_parent(sheet.truth, rng, regions)
    if not found:
        return None
    field, place = found
    return one(_with_place(sheet, field, place, rng), "parent_without_place", "10", field)


def scope_contradicts_regions(sheet: PlanSheet, rng: Random, __: Regions) -> PlanMade:
    """One region checked and several named, several and one named, or national and some named."""
    if _is_national(sheet):
        return None
    other = "several_regions" if len(sheet.truth.maakunnat) == 1 else "one_region"
    spoiled = _with_scope(sheet, rng.choice((other, "national")))
    return one(spoiled, "scope_contradicts_regions", "10", "scope")


PLACE_MAKERS: tuple[PlanMaker, ...] = (
    region_missing, place_unknown, place_outside_parent, parent_without_place,
    scope_contradicts_regions,
)  # fmt: skip
