"""Defects of what a description says, not of how it is written: words, texts, answers, counts."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from benchmarks import layout, prose
from benchmarks.edit import Made, Maker, edit, ended, one
from benchmarks.model import Answer, Partner, Sheet
from benchmarks.regions import Regions

BAD_ANSWERS = ("Ehkä", "Osittain", "K", "X")
PLACEHOLDERS = (
    "...", "–", "---", "x", "XXX", "Täydennetään", "Täydennetään myöhemmin.", "Ks. liite",
    "kts. hankesuunnitelma", "Lorem ipsum", "Tulossa!",
)  # fmt: skip
TEXTS = {"summary": "3", "target_groups_direct": "4.1", "target_groups_indirect": "4.2"}
MISSPELT_STATUS = ("Toimnnassa", "Toiminta päätynyt", "Keskeytetty", "?")
MADE_UP_AUTHORITIES = ("Sumunmaan liitto", "Kuvitelmalan liitto", "Kaukopohjan ELY-keskus")
OLD_ENCODING = "cp1252"


def unreadable_answer(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """An answer of 8.1 that is neither Kyllä nor Ei."""
    position, answer = rng.choice(list(enumerate(sheet.truth.equality, 1)))
    path = f"equality.{position}"
    spoiled = edit(sheet, {path: rng.choice(BAD_ANSWERS)}, {path: Answer(None, answer[1])})
    return one(spoiled, "value_unreadable", "8.1", path)


def encoding_not_utf8(sheet: Sheet, _: Random, __: Regions) -> Made:
    """A file in the encoding of old office programs, where that has all its signs."""
    try:
        "".join(sheet.written.values()).encode(OLD_ENCODING)
    except UnicodeEncodeError:
        return None
    return one(replace(sheet, encoding=OLD_ENCODING), "encoding_not_utf8", "", "")


def value_repeated(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A figure of section 5 given again, a euro higher, on the next line."""
    part = rng.choice(layout.FUNDING_PARTS)
    measure, basis = part.key.removeprefix("funding.").split(".")
    amount = sheet.truth.funding.get((measure, basis))
    if amount is None:
        return None
    again = f"{part.label}: {layout.write_amount(amount + 1, sheet.style)}"
    spoiled = replace(sheet, foreign=(part.key, again))
    return one(spoiled, "value_repeated", "5", "foreign")


def final_report_before_end(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A final report of a project that is running."""
    if ended(sheet):
        return None
    raw = prose.write_text(rng, rng.randint(5, 20), past=True)
    spoiled = edit(sheet, {"final_report": raw}, {"final_report": prose.read_text(raw)})
    return one(spoiled, "final_report_before_end", "9", "final_report")


def realised_far_from_planned(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """An ended project with less than half of its money used, or of other companies than planned.

    For information only.
    """
    granted = sheet.truth.funding["eu_state", "granted"]
    if not ended(sheet) or granted < 100:
        return None
    if rng.random() < 0.5:
        path = "funding.eu_state.realised"
        amount = Decimal(int(granted) * rng.randint(1, 48) // 100)
        text = layout.write_amount(amount, sheet.style)
        return one(
            edit(sheet, {path: text}, {path: amount}), "realised_far_from_planned", "5", path
        )
    base, planned = "indicators.participating_companies", rng.randint(4, 90)
    realised = planned * rng.choice((0, 20, 40, 160, 300)) // 100
    facts = {f"{base}.planned": planned, f"{base}.realised": realised}
    spoiled = edit(sheet, {key: str(value) for key, value in facts.items()}, facts)
    return one(spoiled, "realised_far_from_planned", "7.1", f"{base}.realised")


def text_is_placeholder(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """Dots, a cross or a promise where a text should stand."""
    key, section = rng.choice([*TEXTS.items()])
    text = rng.choice(PLACEHOLDERS)
    return one(edit(sheet, {key: text}, {key: text}), "text_is_placeholder", section, key)


def partner_repeated(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A partner named twice, or the applicant as a partner of its own."""
    partners = sheet.truth.partners
    if not partners:
        return None
    again = rng.choice(partners)
    facts = {}
    if rng.random() < 0.5:
        applicant = sheet.truth.beneficiary
        again = Partner(applicant.name or "", applicant.business_id or "")
        facts = {"partners": (*partners, again)}
    lines = "\n".join(", ".join(partner) for partner in (*partners, again))
    spoiled = edit(sheet, {"partners": lines}, facts)
    return one(spoiled, "partner_repeated", "2", f"partners.{len(partners) + 1}")


def status_unknown(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A status that no form has, without the report that only some of them ask for."""
    word = rng.choice(MISSPELT_STATUS)
    return one(edit(sheet, {"status": word}, {"status": word}), "status_unknown", "1", "status")


def authority_unknown(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """An authority that nobody has founded."""
    name = rng.choice(MADE_UP_AUTHORITIES)
    spoiled = edit(sheet, {"authority": name}, {"authority": name})
    return one(spoiled, "authority_unknown", "1", "authority")


def indicators_missing(sheet: Sheet, _: Random, __: Regions) -> Made:
    """A section 7 with nothing below its heading."""
    spoiled = edit(sheet, {}, {"indicators": {}})
    written = {k: v for k, v in spoiled.written.items() if not k.startswith("indicators.")}
    return one(replace(spoiled, written=written), "indicators_missing", "7", "")


def code_series_unknown(sheet: Sheet, rng: Random, _: Regions) -> Made:
    """A code of no programme period, its letter still that of the fund."""
    code = sheet.truth.project_code
    code = f"{code[0]}{rng.choice('569')}{code[2:]}"
    spoiled = edit(sheet, {"project_code": code}, {"project_code": code})
    return one(spoiled, "code_series_unknown", "1", "project_code")


SAID_MAKERS: tuple[Maker, ...] = (
    unreadable_answer, encoding_not_utf8, value_repeated, final_report_before_end,
    realised_far_from_planned, text_is_placeholder, partner_repeated, status_unknown,
    authority_unknown, indicators_missing, code_series_unknown,
)  # fmt: skip
