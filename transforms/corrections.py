"""Officers' corrections, put into an outline before its form is read.

What stands in a document is replaced, so that all that is made of it follows. What does not stand
there as the correction has it is left alone, and the outcome says so.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from schemas.decisions import Correction
from transforms.boxes import CHECKED, EMPTY, read_boxes
from transforms.engine import Entry, Reading
from transforms.folding import fold
from transforms.form import Element, Form, Style
from transforms.forms.project_list import FORM as LIST
from transforms.lists import find_layout
from transforms.outline import Line, Outline, Refusal
from transforms.personal import Mask
from transforms.rows import Row, finding

# What parts a label from the value put behind it.
BEHIND = {
    Style.LABEL: ": ",
    Style.FIELD: " ",
    Style.WHOLE: ": ",
    Style.SCORES: " ",
    Style.ROW: "\t",
}
SPACES = re.compile(r"\s+")
Outcomes = dict[Correction, str]
P = TypeVar("P")


@dataclass(frozen=True)
class Place:
    """Where in an outline a text is replaced: the line's index and the characters from, to."""

    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Corrected:
    """An outline with corrections put in, and the outcome of each so far."""

    outline: Outline
    outcomes: Outcomes


class NotThere(Exception):
    """A correction that does not fit its document; its argument is the outcome."""


def correct(
    outline: Outline, corrections: Sequence[Correction], received: Reading | None = None
) -> Corrected:
    """The outline as it should read, with the outcome of each correction.

    `received` is the document as read without them, where it is a form that could be read: it
    tells which fields are empty. A list tells that by its header.
    """
    if not corrections:
        return Corrected(outline, {})
    places: dict[Correction, Place] = {}
    outcomes: Outcomes = dict.fromkeys(corrections, "applied")
    for correction in corrections:
        try:
            if outline.is_table:
                places[correction] = place_in_row(outline, correction)
            else:
                places[correction] = place_in_form(outline.lines, correction, received)
        except NotThere as outcome:
            outcomes[correction] = str(outcome)
    for correction in overlapping(places):
        outcomes[correction] = "ambiguous"
        del places[correction]
    lines = list(outline.lines)
    for place in sorted(places.values(), key=lambda p: (p.index, p.start), reverse=True):
        text = lines[place.index].text
        text = text[: place.start] + place.text + text[place.end :]
        lines[place.index] = lines[place.index]._replace(text=text)
    return Corrected(replace(outline, lines=tuple(lines)), outcomes)


def overlapping(places: dict[Correction, Place]) -> list[Correction]:
    """Corrections that share characters with another."""
    taken = Counter(
        (p.index, at) for p in places.values() for at in range(p.start, max(p.end, p.start + 1))
    )
    return [
        correction
        for correction, p in places.items()
        if any(taken[p.index, at] > 1 for at in range(p.start, max(p.end, p.start + 1)))
    ]


def place_in_row(outline: Outline, correction: Correction) -> Place:
    """Where a correction belongs in a list: in the cell of its field's column."""
    header = outline.lines[0]
    index = next(
        (i for i, line in enumerate(outline.lines) if line.number == correction.line_number), 0
    )
    try:
        names = find_layout(header.text.rstrip("\t").split("\t"), LIST)[1]
    except Refusal:
        names = []
    cells = outline.lines[index].text.split("\t")
    if not index or correction.field not in names[: len(cells)]:
        raise NotThere("field_not_there")
    column = names.index(correction.field)
    before = sum(len(cell) + 1 for cell in cells[:column])
    if not correction.seen and not cells[column].strip():
        return Place(index, before, before + len(cells[column]), correction.right)
    start, end = only(occurrences(cells[column], correction.seen) if correction.seen else [])
    return Place(index, before + start, before + end, correction.right)


def place_in_form(lines: Sequence[Line], correction: Correction, received: Reading | None) -> Place:
    """Where a correction belongs in a form: what it replaces, or behind the label."""
    at = [
        i
        for i, line in enumerate(lines)
        if line.number == correction.line_number and not line.aside
    ]
    if not at:
        raise NotThere("field_not_there")
    if not correction.seen:
        return behind_label(lines, at, correction, received)
    # A label on a line of its own has its value on those right below.
    for indexes in (at, block_below(lines, at[-1])):
        if found := [place for i in indexes for place in places_on(lines[i].text, i, correction)]:
            return only(found)
    raise NotThere("seen_differs")


def places_on(text: str, index: int, correction: Correction) -> list[Place]:
    """Where a line has what a correction replaces, as written or with its boxes as ☒ and ☐."""
    found = occurrences(text, correction.seen)
    if found or not {CHECKED, EMPTY}.intersection(correction.seen):
        return [Place(index, a, b, replacing(text[a:b], correction)) for a, b in found]
    boxed = read_boxes(text)
    return [
        Place(index, 0, len(text), boxed[:a] + replacing(boxed[a:b], correction) + boxed[b:])
        for a, b in occurrences(boxed, correction.seen)
    ]


def replacing(found: str, correction: Correction) -> str:
    """What is put in place of what was found: where that spans cells, as many words in them."""
    words = correction.right.split()
    if "\t" not in found or "\t" in correction.right:
        return correction.right
    if len(words) != len(found.split()):
        raise NotThere("seen_differs")
    between = [*SPACES.findall(found.strip()), ""]
    return "".join(word + space for word, space in zip(words, between, strict=True))


def block_below(lines: Sequence[Line], index: int) -> list[int]:
    """Indexes of the lines that follow one without a gap."""
    end = index + 1
    while end < len(lines) and not lines[end].after_gap:
        end += 1
    return list(range(index + 1, end))


def behind_label(
    lines: Sequence[Line], at: Sequence[int], correction: Correction, received: Reading | None
) -> Place:
    """The place behind the label of a field that is empty."""
    entries = [e for e in fields_at(received, correction) if e.line == correction.line_number]
    if any(e.text or e.follow or e.items for e in entries):
        raise NotThere("seen_differs")
    sections = received.form.sections if received else ()
    named = [e for s in sections for e in s.elements if e.name == correction.field]
    labels = {e.label: e for e in named if e.style in BEHIND}.values()
    ends = (label_end(lines[i].text, i, element, correction) for i in at for element in labels)
    if not (places := list(filter(None, ends))):
        raise NotThere("field_not_there")
    return only(places)


def label_end(text: str, index: int, element: Element, correction: Correction) -> Place | None:
    """Where the label of an element ends in a line that has it in one of its cells."""
    start = 0
    for cell in text.split("\t"):
        if fold(cell).rstrip(": ") == fold(element.label).rstrip(": "):
            at = start + len(cell.rstrip().rstrip(":"))
            behind = BEHIND[element.style] + correction.right
            return Place(index, at, start + len(cell), behind)
        start += len(cell) + 1
    return None


def occurrences(text: str, seen: str) -> list[tuple[int, int]]:
    """Where a text stands in a line with no letter or digit on either side, whatever its spaces.

    Spaces without a break, as numbers are grouped by, are spaces too. What stands in no cell may
    stand over several, as findings show the scores of a table.
    """
    for space in (r"[^\S\t]+", r"\s+"):
        cells = (space.join(map(re.escape, cell.split())) for cell in seen.split("\t"))
        pattern = r"[^\S\t]*\t[^\S\t]*".join(cells)
        if found := [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]:
            return found
    return []


def only(found: Iterable[P]) -> P:
    """The one place there is."""
    places = list(found)
    if len(places) != 1:
        raise NotThere("ambiguous" if places else "seen_differs")
    return places[0]


def fields_at(reading: Reading | None, correction: Correction) -> list[Entry]:
    """Entries of a correction's field that its line belongs to: on it, or with text on it."""
    if reading is None:
        return []
    line = correction.line_number
    if any(left.number == line for _, left in reading.left_over):
        return []
    starts = [e.line for e in reading.entries] + list(reading.sections.values())
    latest = max((start for start in starts if start <= line), default=0)
    return [
        e
        for e in reading.entries
        if e.element.name == correction.field
        and (e.line == latest or any(item.number == line for item in e.items))
    ]


def settle(
    corrected: Corrected, reading: Reading, others: Mapping[Correction, Reading | None]
) -> dict[Correction, Entry]:
    """The entry that each correction is of; one that is of none has not been applied.

    Nor has one that leaves its field as it is in `others`, the document as read without it: it has
    changed another field.
    """
    found = {c: entries for c in corrected.outcomes if (entries := fields_at(reading, c))}
    note_missing(corrected, found)
    for correction, entries in found.items():
        is_applied = corrected.outcomes[correction] == "applied"
        if is_applied and said_by(entries) == said_by(fields_at(others[correction], correction)):
            corrected.outcomes[correction] = "seen_differs"
    return {correction: entries[0] for correction, entries in found.items()}


def applied(outcomes: Outcomes) -> list[Correction]:
    return [correction for correction, outcome in outcomes.items() if outcome == "applied"]


def said_by(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    return [(e.text, e.follow, *(item.text for item in e.items)) for e in entries]


def note_missing(corrected: Corrected, read: Collection[Correction]) -> None:
    """Take back the outcome of corrections whose field was not read on their line."""
    for correction, outcome in corrected.outcomes.items():
        if outcome == "applied" and correction not in read:
            corrected.outcomes[correction] = "field_not_there"


def outcome_rows(document_id: str, corrected: Corrected, form: Form, mask: Mask) -> list[Row]:
    """Rows of ``quality.correction``; nothing is shown of a field that is personal or unknown.

    Nor the name of an unknown one: it may be a cell astray.
    """
    shown, known = shown_fields(form), {e.name for s in form.sections for e in s.elements}
    return [
        {
            "decision_line": correction.decision_line,
            "position": correction.position,
            "document_id": document_id,
            "line_number": correction.line_number,
            "field": correction.field if correction.field in known else "",
            "seen": said(correction.seen, mask) if correction.field in shown else None,
            "right_value": said(correction.right, mask) if correction.field in shown else None,
            "reason": mask.text(correction.reason),
            "outcome": outcome,
        }
        for correction, outcome in corrected.outcomes.items()
    ]


def corrected_findings(
    sections: Mapping[Correction, str], corrected: Corrected, form: Form, mask: Mask
) -> Iterator[Row]:
    """A finding for each correction applied; `sections` are those of the places corrected."""
    shown = shown_fields(form)
    for correction, section in sections.items():
        if corrected.outcomes[correction] == "applied":
            place = (section, correction.field, correction.line_number)
            texts = (correction.seen, correction.right)
            seen, right = (
                said(text, mask) if correction.field in shown else None for text in texts
            )
            yield finding("value_corrected", *place, seen, right)


def said(text: str, mask: Mask) -> str | None:
    return mask.text(text) or None


def shown_fields(form: Form) -> set[str]:
    """Fields of a form whose values may be published, wherever it has them."""
    elements = [e for section in form.sections for e in section.elements]
    return {e.name for e in elements} - {e.name for e in elements if e.personal}
