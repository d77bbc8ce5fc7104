"""Defects of what a plan says: words, texts, answers."""

from random import Random

from benchmarks import plan_form
from benchmarks.defects_said import MADE_UP_AUTHORITIES, MISSPELT_STATUS, PLACEHOLDERS
from benchmarks.plan_edit import PlanMade, PlanMaker, edit, one
from benchmarks.plan_model import PlanAnswer, PlanSheet
from benchmarks.regions import Regions

# No dashes: in a plan they are a rule of a table.
WORDS = tuple(text for text in PLACEHOLDERS if set(text) - set("-–"))
# Sections whose texts nobody may leave out.
ASKED = ("4.1", "5.1", "5.2", "5.3", "5.4", "5.5", "6.1", "6.2", "6.3", "11.1")


def text_is_placeholder(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """Dots, a cross or a promise where a text should stand."""
    section, text = rng.choice(ASKED), rng.choice(WORDS)
    key = plan_form.TEXTS[section]
    spoiled = edit(sheet, {key: text}, {f"texts.{key}": text})
    return one(spoiled, "text_is_placeholder", section, key)


def unreadable_answer(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A question of 13.1 with both boxes checked."""
    position, answer = rng.choice(list(enumerate(sheet.truth.equality, 1)))
    path = f"equality.{position}"
    boxes = dict.fromkeys((f"{path}.yes", f"{path}.no"), sheet.style.checked)
    facts = {path: PlanAnswer(None, answer.justification)}
    return one(edit(sheet, boxes, facts), "value_unreadable", "13.1", path)


def status_unknown(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """A status that no form has."""
    word = rng.choice(MISSPELT_STATUS)
    spoiled = edit(sheet, {"status": word}, {"status": word})
    return one(spoiled, "status_unknown", plan_form.MARKS, "status")


def authority_unknown(sheet: PlanSheet, rng: Random, _: Regions) -> PlanMade:
    """An authority that nobody has founded."""
    name = rng.choice(MADE_UP_AUTHORITIES)
    spoiled = edit(sheet, {"authority": name}, {"authority": name})
    return one(spoiled, "authority_unknown", "1", "authority")


SAID_MAKERS: tuple[PlanMaker, ...] = (
    text_is_placeholder, unreadable_answer, status_unknown, authority_unknown,
)  # fmt: skip
