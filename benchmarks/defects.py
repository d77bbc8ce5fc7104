"""Named defects: each takes a sound sheet, spoils one thing and restates what can still be read.

A maker returns None when the sheet at hand cannot carry its defect; the generator then draws
another one. Defects that would change the classification year are put only on places that never
moved, so that the cells of the truth stay beyond doubt.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import layout
from benchmarks.defects_said import SAID_MAKERS
from benchmarks.edit import LEVELS, Made, Maker, deepest, edit, ended, is_stable, one
from benchmarks.model import Defect, Place, Sheet
from benchmarks.regions import Regions
from benchmarks.truth import Reading, first_year

# Key on the form, its section, and the fields of the truth that are empty with it.
MANDATORY = (
    ("name", "1", ("name",)),
    ("axis", "1", ("axis_number", "axis_title")),
    ("objective", "1", ("objective_number", "objective_title")),
    ("planned_period", "1", ("planned_start", "planned_end")),
    ("status", "1", ("status",)),
    ("authority", "1", ("authority",)),
    ("beneficiary.name", "2", ("beneficiary.name",)),
    ("beneficiary.type", "2", ("beneficiary.type",)),
    ("beneficiary.business_id", "2", ("beneficiary.business_id",)),
    ("beneficiary.street", "2", ("beneficiary.street",)),
    ("beneficiary.postal_code", "2", ("beneficiary.postal_code",)),
    ("beneficiary.town", "2", ("beneficiary.town",)),
    ("summary", "3", ("summary",)),
    ("target_groups_direct", "4.1", ("target_groups_direct",)),
    ("target_groups_indirect", "4.2", ("target_groups_indirect",)),
    ("funding.eu_state.granted", "5", ("funding.eu_state.granted",)),
    ("funding.public_total.planned", "5", ("funding.public_total.planned",)),
    ("indicators.participating_companies.planned", "7.1",
     ("indicators.participating_companies.planned",)),
    ("indicators.participating_persons.planned", "7.2",
     ("indicators.participating_persons.planned",)),
)  # fmt: skip
OPTIONAL_SECTIONS: dict[str, dict[str, Any]] = {
    "3": {"summary": None},
    "4": {"target_groups_direct": None, "target_groups_indirect": None},
    "7": {"indicators": {}},
    "8": {"equality": (), "sustainability": ()},
    "9": {"final_report": None},
}
REALISED = ("funding.eu_state.realised", "funding.public_total.realised")
BAD_AMOUNTS = ("n. 20 000", "noin 45 000", "10 000 - 12 000", "ks. liite 3", "1 2x0")
BAD_ENDS = ("31.2.2020", "31.9.2021", "15.13.2022", "loppukesä 2021", "0.6.2021")
BAD_COUNTS = ("noin 60", "10-15", "useita", "yli 20")
BAD_SCORES = ("x", "?", "–")
BAD_POSTAL_CODES = ("0092", "123456", "FI-90", "OO100", "90 10")
UNKNOWN = {
    "kunnat": ("Kuvitelmala", "Sumunsaari", "Olematon kylä"),
    "seutukunnat": ("Kuvitelmalan", "Sumunsaaren"),
    "maakunnat": ("Sumunmaa", "Kaukopohja"),
}
FOREIGN = (
    "Merkintä: luku tarkistettu 3.4.2021", "Sivu 4 (9)", "Omarahoitus yhteensä: 12 000",
    "* sisältää välilliset kustannukset", "Liikkuminen ja logistiikka ennallaan",
)  # fmt: skip


def mandatory_field_empty(sheet: Sheet, rng: Random, regions: Regions) -> Made:
    """A label with nothing after it."""
    key, section, paths = rng.choice(MANDATORY)
    if key == "planned_period" and not is_stable(sheet, regions):
        return None
    spoiled = edit(sheet, {key: ""}, dict.fromkeys(paths))
    return one(spoiled, "mandatory_field_empty", section, key)


def section_missing(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """One of the sections whose loss does not refuse the document."""
    number = rng.choice(list(OPTIONAL_SECTIONS))
    spoiled = replace(edit(sheet, {}, OPTIONAL_SECTIONS[number]), omitted=frozenset({number}))
    defects = [Defect("section_missing", number, f"section.{number}")]
    if number == "9" and ended(sheet):
        defects.append(Defect("final_report_missing", "9", "final_report"))
    return spoiled, tuple(defects)


def final_report_missing(sheet: Sheet, _: Random, __: Regions) -> Made:
    """An ended project with an empty section 9."""
    if not ended(sheet):
        return None
    spoiled = edit(sheet, {"final_report": ""}, {"final_report": None})
    return one(spoiled, "final_report_missing", "9", "final_report")


def realised_funding_missing(sheet: Sheet, _: Random, __: Regions) -> Made:
    """An ended project with neither realised figure of section 5."""
    if not ended(sheet):
        return None
    spoiled = edit(sheet, dict.fromkeys(REALISED, ""), dict.fromkeys(REALISED))
    return one(spoiled, "realised_funding_missing", "5", REALISED[0])


def region_missing(sheet: Sheet, _: Random, __: Regions) -> Made:
    """Three empty lists in section 6."""
    spoiled = edit(sheet, dict.fromkeys(LEVELS, ""), dict.fromkeys(LEVELS, ()))
    return one(spoiled, "region_missing", "6", "maakunnat")


def unreadable_amount(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """An amount of section 5 that is no number."""
    path = "funding." + ".".join(rng.choice(list(sheet.truth.funding)))
    spoiled = edit(sheet, {path: rng.choice(BAD_AMOUNTS)}, {path: None})
    return one(spoiled, "value_unreadable", "5", path)


def unreadable_date(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """An end of the period that is no day; the start, and so the first year, stays."""
    start = layout.write_date(sheet.truth.planned_start)
    written = {"planned_period": layout.write_period(start, rng.choice(BAD_ENDS))}
    spoiled = edit(sheet, written, {"planned_end": None})
    return one(spoiled, "value_unreadable", "1", "planned_end")


def unreadable_count(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A count of section 7 that is no number."""
    indicator, basis = rng.choice(list(sheet.truth.indicators))
    path = f"indicators.{indicator}.{basis}"
    spoiled = edit(sheet, {path: rng.choice(BAD_COUNTS)}, {path: None})
    position = list(dict.fromkeys(i for i, _ in sheet.truth.indicators)).index(indicator) + 1
    return one(spoiled, "value_unreadable", f"7.{position}", path)


def unreadable_score(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A first score that is no number."""
    position, criterion = rng.choice(list(enumerate(sheet.truth.sustainability, 1)))
    path = f"sustainability.{position}"
    written = {path: f"{rng.choice(BAD_SCORES)} {criterion.indirect}"}
    spoiled = edit(sheet, written, {path: replace(criterion, direct=None)})
    return one(spoiled, "value_unreadable", "8.2", path)


def business_id_invalid(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """The applicant's Y-tunnus with a check digit that does not belong to it."""
    sound = sheet.truth.beneficiary.business_id or ""
    wrong = sound[:-1] + rng.choice([d for d in "0123456789" if d != sound[-1]])
    spoiled = edit(sheet, {"beneficiary.business_id": wrong}, {"beneficiary.business_id": wrong})
    return one(spoiled, "business_id_invalid", "2", "beneficiary.business_id")


def postal_code_invalid(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A postal code that is not five digits, kept as written."""
    key, wrong = "beneficiary.postal_code", rng.choice(BAD_POSTAL_CODES)
    return one(edit(sheet, {key: wrong}, {key: wrong}), "postal_code_invalid", "2", key)


def _justified(sheet: Sheet) -> list[int]:
    numbered = enumerate(sheet.truth.sustainability, 1)
    return [n for n, c in numbered if c.justification and (c.direct or c.indirect)]


def score_out_of_range(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A score beyond −10…10, with its justification."""
    if not (candidates := _justified(sheet)):
        return None
    position = rng.choice(candidates)
    score = rng.choice((1, -1)) * rng.randint(11, 100)
    wrong = replace(sheet.truth.sustainability[position - 1], direct=score)
    path = f"sustainability.{position}"
    spoiled = edit(sheet, {path: layout.write_scores(wrong)}, {path: wrong})
    return one(spoiled, "score_out_of_range", "8.2", path)


def score_without_justification(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A score that is not 0 with nothing below it."""
    if not (candidates := _justified(sheet)):
        return None
    path = f"sustainability.{rng.choice(candidates)}"
    criterion = sheet.truth.sustainability[int(path.split(".")[1]) - 1]
    spoiled = edit(sheet, {}, {path: replace(criterion, justification=None)})
    written = {k: v for k, v in spoiled.written.items() if k != f"{path}.justification"}
    return one(replace(spoiled, written=written), "score_without_justification", "8.2", path)


def _with_period(sheet: Sheet, start: date, end: date) -> Sheet:
    text = layout.write_period(layout.write_date(start), layout.write_date(end))
    facts = {"planned_start": start, "planned_end": end}
    return edit(sheet, {"planned_period": text}, facts)


def period_reversed(sheet: Sheet, _: Random, regions: Regions) -> Made:
    """An end before the start."""
    start, end = sheet.truth.planned_start, sheet.truth.planned_end
    if not start or not end or start == end or not is_stable(sheet, regions):
        return None
    return one(_with_period(sheet, end, start), "period_reversed", "1", "planned_period")


def period_outside_window(sheet: Sheet, rng: Random, regions: Regions) -> Made:
    """A start before 2014 or an end after 2023."""
    start, end = sheet.truth.planned_start, sheet.truth.planned_end
    if not start or not end or not is_stable(sheet, regions):
        return None
    if rng.random() < 0.5:
        start = date(2014, 1, 1) - timedelta(rng.randint(1, 300))
    else:
        end = date(2023, 12, 31) + timedelta(rng.randint(1, 300))
    return one(_with_period(sheet, start, end), "period_outside_window", "1", "planned_period")


def _with_amount(sheet: Sheet, path: str, amount: Decimal) -> Sheet:
    return edit(sheet, {path: layout.write_amount(amount, sheet.style)}, {path: amount})


def realised_exceeds_granted(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """More EU-and-state money realised than granted, public money still in order."""
    funding = sheet.truth.funding
    granted = funding["eu_state", "granted"]
    # No more than is still near what was granted.
    room = min(int(funding["public_total", "planned"] - granted), int(granted) // 2)
    if not ended(sheet) or room < 1:
        return None
    realised = granted + rng.randint(1, room)
    public = max(realised, funding["public_total", "realised"])
    spoiled = _with_amount(_with_amount(sheet, REALISED[1], public), REALISED[0], realised)
    return one(spoiled, "realised_exceeds_granted", "5", REALISED[0])


def eu_state_exceeds_public_total(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """Less public money realised than its EU-and-state part, in a running project: planned."""
    funding = sheet.truth.funding
    has_realised = ("eu_state", "realised") in funding
    part = funding["eu_state", "realised" if has_realised else "granted"]
    if part < 10:
        return None
    path = REALISED[1] if has_realised else "funding.public_total.planned"
    wrong = part - rng.randint(1, max(1, int(part) // 20))
    return one(_with_amount(sheet, path, wrong), "eu_state_exceeds_public_total", "5", path)


def fund_contradicts_code(sheet: Sheet, _: Random, __: Regions) -> Made:
    """A title of the other fund; the title is what names the fund."""
    other = "ERDF" if sheet.truth.fund == "ESF" else "ESF"
    spoiled = edit(sheet, {"fund": layout.FUND_NAMES[other]}, {"fund": other})
    return one(spoiled, "fund_contradicts_code", "1", "fund")


def _with_place(sheet: Sheet, field: str, place: Place, rng: Random) -> Sheet:
    places = list(getattr(sheet.truth, field))
    places.insert(rng.randint(0, len(places)), place)
    return edit(sheet, {field: layout.write_places(places)}, {field: tuple(places)})


def place_unknown(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A name of no place among the deepest named ones, never beside all eighteen maakunnat."""
    field = deepest(sheet.truth)
    if len(sheet.truth.maakunnat) > 17:
        return None
    spoiled = _with_place(sheet, field, Place(rng.choice(UNKNOWN[field]), None), rng)
    return one(spoiled, "place_unknown", "6", field)


def misplaced_kunta(truth: Reading, rng: Random, regions: Regions) -> Place:
    """A kunta that was never in a named maakunta or seutukunta."""
    year, named = first_year(truth), {p.code for p in truth.maakunnat}
    others = [
        code
        for code in regions.mainland("kunta", year)
        if regions.is_stable("kunta", code)
        and regions.parent("kunta", code, "maakunta", year) not in named
    ]
    code = rng.choice(others)
    return Place(regions.name("kunta", code, year), code)


def outside_parents(truth: Reading, section: str) -> tuple[Defect, ...]:
    """The defects of a misplaced kunta: one against each list of parents that names any."""
    against = filter(None, (truth.maakunnat, truth.seutukunnat))
    return tuple(Defect("place_outside_parent", section, "kunnat") for _ in against)


def empty_parent(truth: Reading, rng: Random, regions: Regions) -> tuple[str, Place] | None:
    """A maakunta, or a seutukunta of a named maakunta, without a named kunta, and its list."""
    year = first_year(truth)
    field = rng.choice(("maakunnat", "seutukunnat"))
    level = LEVELS[field]
    named = [place.code or "" for place in truth.maakunnat]
    codes = regions.mainland("maakunta", year)
    if field == "seutukunnat":
        codes = [code for m in named for code in regions.members(level, m, year)]
    kunnat = [place.code for place in truth.kunnat if place.code]
    ever = {parent for code in kunnat for parent in regions.ever("kunta", code, level)}
    free = [code for code in codes if regions.is_stable(level, code) and code not in ever]
    if not free or not getattr(truth, field):
        return None
    code = rng.choice(free)
    return field, Place(regions.name(level, code, year), code)


def place_outside_parent(sheet: Sheet, rng: Random, regions: Regions) -> Made:
    """A kunta that was never in a named maakunta or seutukunta."""
    if not sheet.truth.kunnat or not sheet.truth.planned_start:
        return None
    spoiled = _with_place(sheet, "kunnat", misplaced_kunta(sheet.truth, rng, regions), rng)
    return spoiled, outside_parents(sheet.truth, "6")


def named_parent_without_kunta(sheet: Sheet, rng: Random, regions: Regions) -> Made:
    """A maakunta, or a seutukunta of a named maakunta, without a named kunta."""
    if not sheet.truth.kunnat or not sheet.truth.planned_start:
        return None
    found = empty_parent(sheet.truth, rng, regions)
    if not found:
        return None
    field, place = found
    spoiled = _with_place(sheet, field, place, rng)
    return one(spoiled, "named_parent_without_kunta", "6", field)


def line_not_placed(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A line in section 5 that belongs to no field."""
    part = rng.choice(layout.FUNDING_PARTS)
    spoiled = replace(sheet, foreign=(part.key, rng.choice(FOREIGN)))
    return one(spoiled, "line_not_placed", "5", "foreign")


def planned_zero_realised(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """No companies planned and some realised (for information only)."""
    base, realised = "indicators.participating_companies", rng.randint(1, 99)
    facts = {f"{base}.planned": 0, f"{base}.realised": realised}
    spoiled = edit(sheet, {key: str(value) for key, value in facts.items()}, facts)
    return one(spoiled, "planned_zero_realised", "7.1", f"{base}.realised")


def partners_heading_empty(sheet: Sheet, _: Random, __: Regions) -> Made:
    """The heading Osatoteuttajat with nothing under it (for information only)."""
    if sheet.truth.partners:
        return None
    return one(edit(sheet, {"partners": ""}, {}), "partners_heading_empty", "2", "partners")


# In this order the defective documents take their turns, the unreadable values one after another.
MAKERS: tuple[Maker, ...] = (
    mandatory_field_empty, section_missing, final_report_missing, realised_funding_missing,
    region_missing, unreadable_amount, unreadable_date, unreadable_count, unreadable_score,
    business_id_invalid, postal_code_invalid, score_out_of_range, score_without_justification,
    period_reversed, period_outside_window, realised_exceeds_granted,
    eu_state_exceeds_public_total, fund_contradicts_code, place_unknown, place_outside_parent,
    named_parent_without_kunta, line_not_placed, planned_zero_realised, partners_heading_empty,
    *SAID_MAKERS,
)  # fmt: skip
