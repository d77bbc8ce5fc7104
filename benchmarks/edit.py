"""Changing a description's sheet so that its truth and what is printed stay in step."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from benchmarks import layout
from benchmarks.model import Defect, Sheet, Truth
from benchmarks.regions import Regions

Made = tuple[Sheet, tuple[Defect, ...]] | None
Maker = Callable[[Sheet, Random, Regions], Made]
LEVELS = {"kunnat": "kunta", "seutukunnat": "seutukunta", "maakunnat": "maakunta"}


def assign(truth: Truth, path: str, value: Any) -> Truth:
    """The truth with one field changed; a figure set to None is left out."""
    head, _, tail = path.partition(".")
    current = getattr(truth, head)
    if tail and isinstance(current, Mapping):
        item, _, basis = tail.rpartition(".")
        rest = {k: v for k, v in current.items() if k != (item, basis)}
        value = rest if value is None else rest | {(item, basis): value}
    elif tail and isinstance(current, tuple):
        at = int(tail) - 1
        value = (*current[:at], value, *current[at + 1 :])
    elif tail:
        value = replace(current, **{tail: value})
    return replace(truth, **{head: value})


def edit(sheet: Sheet, written: Mapping[str, str], facts: Mapping[str, Any]) -> Sheet:
    """The sheet with other texts under some labels, and other facts."""
    truth = sheet.truth
    for path, value in facts.items():
        truth = assign(truth, path, value)
    return replace(sheet, truth=truth, written={**sheet.written, **written})


def one(sheet: Sheet, kind: str, section: str, field: str) -> Made:
    """A sheet with its one defect."""
    return sheet, (Defect(kind, section, field),)


def ended(sheet: Sheet) -> bool:
    """Whether the project has ended."""
    return sheet.truth.status == layout.ENDED


def deepest(truth: Truth) -> str:
    """The list of places that shares the value."""
    return next(level for level in LEVELS if getattr(truth, level))


def is_stable(sheet: Sheet, regions: Regions) -> bool:
    """Whether the shared places mean the same in whatever year they are read."""
    field = deepest(sheet.truth)
    codes = [place.code for place in getattr(sheet.truth, field)]
    return all(code and regions.is_stable(LEVELS[field], code) for code in codes)
