"""One document from bytes to tidy rows, or a refusal that says why."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter

from schemas.decisions import Correction
from transforms import engine
from transforms.allocation import allocate
from transforms.budget import add_applied_funding
from transforms.corrections import (
    Corrected,
    Outcomes,
    applied,
    correct,
    corrected_findings,
    outcome_rows,
    settle,
)
from transforms.engine import Entry, Reading
from transforms.folding import first_words, fold, single_spaced
from transforms.form import Element, Follow, Form, Personal, Style, forms
from transforms.gaps import absent_parts, left_over, unread, wrong_encoding
from transforms.labels import label_cuts
from transforms.list_rows import state_rows
from transforms.lookup import Lookup, sought
from transforms.outline import HTML, Outline, Refusal
from transforms.people import people_in
from transforms.personal import MASK, Mask
from transforms.redaction import outline_of
from transforms.regions import Regions
from transforms.rows import TEXT_COLUMNS, Rows
from transforms.statements import Document, Statement
from transforms.values import PROJECT_CODE, read_value

# States in which an application is still under consideration.
NUMBER = attrgetter("number")
UNDECIDED = frozenset({"saapunut"})
ROW, ITEMS = Style.ROW, Follow.ITEMS
PARTING = frozenset({"names", "nuts_names", "numbered_title"})  # cleaners that part a text


def parse_document(
    document_id: str, content: bytes, regions: Regions, corrections: Sequence[Correction] = ()
) -> Document:
    """Read one document into tidy rows; what cannot be read at all carries a refusal.

    With an officer's corrections put in it says what they say, and is the same content as before.
    """
    document = Document(document_id, len(content))
    try:
        outline, kept = outline_of(document_id, content)
        document.bytes = kept.get("bytes", document.bytes)
        document.media_type, document.encoding = outline.media_type, outline.encoding
        document.lines = max(map(NUMBER, outline.lines), default=0)
        state = state_rows if outline.is_table else state_form
        state(document, outline, regions, corrections)
        keep_hashes(document, kept.get("content_hashes", {}))
    except Refusal as refusal:
        document.refusal = (refusal.reason, refusal.observed)
    return document


def keep_hashes(document: Document, hashes: Mapping[str, str]) -> None:
    """Let a document that was redacted be the same content as before, for those it came among."""
    document.content_hash = hashes.get("", document.content_hash)
    for statement in document.statements:
        statement.content_hash = hashes.get(statement.place, statement.content_hash)


def state_form(
    document: Document, outline: Outline, regions: Regions, corrections: Sequence[Correction]
) -> None:
    """Give a document the statement of the one project that its form is about.

    Raises Refusal, in which nobody is named.
    """
    received = readable(outline) if corrections else None
    corrected, reading, entries = read_corrected(outline, corrections, received)
    document.kind = reading.form.kind
    document.sections = " ".join(reading.sections)
    document.content_hash = content_hash(received or reading)
    readings = [received, reading] if received else [reading]
    outlines = [outline] if corrected.outline is outline else [outline, corrected.outline]
    mask = mask_of(readings, outlines, regions)
    document.authority = mask.name(stated(reading, "authority") or "") or None
    document.corrections = outcome_rows(document.document_id, corrected, reading.form, mask)
    try:
        document.project_code = project_code(reading)
        refuse_incomplete(reading)
    except Refusal as refusal:
        raise Refusal(refusal.reason, refusal.observed and mask.text(refusal.observed)) from None
    said = (document.document_id, document.project_code, None, document.content_hash)
    rows = tidy(document, reading, mask, regions, outline.unread_pages)
    places = {correction: entry.section for correction, entry in entries.items()}
    rows.findings.extend(corrected_findings(places, corrected, reading.form, mask))
    for page, line in enumerate(outline.pages, start=1):
        rows.add("page", {"page": page}, line)
    document.statements.append(Statement(*said, rows))


def read_corrected(
    outline: Outline, corrections: Sequence[Correction], received: Reading | None
) -> tuple[Corrected, Reading, dict[Correction, Entry]]:
    """A form as read with the corrections that fit it, and the entry each of them is of.

    One that turns out to change another field than its own is left out, and the form read again.
    """
    outcomes: Outcomes = dict.fromkeys(corrections, "applied")
    while True:
        corrected = correct(outline, applied(outcomes), received)
        placed = applied(corrected.outcomes)
        reading = read_form(corrected.outline)
        entries = settle(corrected, reading, read_without_each(outline, placed, received))
        outcomes.update(corrected.outcomes)
        if applied(outcomes) == placed:
            return Corrected(corrected.outline, outcomes), reading, entries


def read_without_each(
    outline: Outline, placed: Sequence[Correction], received: Reading | None
) -> dict[Correction, Reading | None]:
    """For each of some corrections the document as read with the others alone."""
    if len(placed) == 1:
        return {placed[0]: received}
    others = {one: [other for other in placed if other is not one] for one in placed}
    return {one: readable(correct(outline, rest, received).outline) for one, rest in others.items()}


def readable(outline: Outline) -> Reading | None:
    """A document read by its form, None where that cannot be done."""
    try:
        return read_form(outline)
    except Refusal:
        return None


def read_form(outline: Outline) -> Reading:
    recognised = engine.recognise(outline, forms())
    is_web_page = outline.media_type == HTML
    if recognised is None:
        raise Refusal("page_without_form" if is_web_page else "form_not_recognised")
    if holds_several(outline, recognised[0]):
        raise Refusal("several_documents")
    reading = engine.read(outline, *recognised)
    if is_web_page and not reading.sections:
        raise Refusal("page_without_form")  # a menu may name a form as its title does
    return reading


def holds_several(outline: Outline, form: Form) -> bool:
    """Whether a document states another code below another title and first heading."""
    titles, first_heading = beginnings(form)
    found = [text for _, text in outline.passage.saying(titles | {first_heading})]
    if sum(text in titles for text in found) < 2 or found.count(first_heading) < 2:
        return False
    return len(codes(outline, form)) > 1


@cache
def beginnings(form: Form) -> tuple[frozenset[str], str]:
    """Titles and first heading of a form, as `fold` gives them."""
    return frozenset(map(fold, form.titles)), fold(form.sections[0].title)


def codes(outline: Outline, form: Form) -> set[str]:
    """Project codes that stand behind their label."""
    fields = Lookup(e for s in form.sections for e in s.elements if e.name == "project_code")
    lines = (line.text for line in outline.lines if not line.aside)
    found = (fields.find(cell) for line in lines for cell in line.split("\t"))
    return {known.value for known in found if known and PROJECT_CODE.match(known.value)}


def stated(reading: Reading, field_name: str) -> str | None:
    """What a document says in a field of one line."""
    texts = (e.text for e in reading.entries if e.element.name == field_name)
    return next((" ".join(text.split()) for text in texts if text), None)


def project_code(reading: Reading) -> str:
    """The project's code, without which a document belongs to nothing."""
    code = stated(reading, "project_code")
    if code and PROJECT_CODE.match(code):
        return code
    status = stated(reading, "status")
    if not code and status and fold(status) in UNDECIDED:
        number = stated(reading, "application_number") or ""
        raise Refusal("undecided", f"{number if number.isdigit() else '–'}, {status}")
    raise Refusal("project_code_missing", status)


def refuse_incomplete(reading: Reading) -> None:
    """Refuse a document that lacks a section which the form cannot do without."""
    missing = [
        s.title for s in reading.form.sections if s.required and s.number not in reading.sections
    ]
    if missing:
        raise Refusal("sections_missing", "; ".join(missing))


def content_hash(reading: Reading) -> str:
    """Hash of what a document says: its values and texts, not its spaces or furniture."""
    said = [f"{reading.form.kind}|{reading.fund}"]
    for section, heading, element, _, text, follow, items in reading.entries:
        if element.name:
            said += (section, "\x1f", heading, "\x1f", element.name)
            said += ("\x1f", as_compared(text), "\x1f", as_compared(follow) if follow else "")
            if element.follows is ITEMS:
                said.extend("\x1f" + as_compared(line.text) for line in items)
            said.append("\x1e")
    for section, line in reading.left_over:
        if section:
            # A label's colon is a tab where a page has its fields in a table.
            text = " ".join(line.text.replace(":", " ").split())
            said += (section, "\x1f", text, "\x1e")
    return hashlib.sha256("".join(said).encode()).hexdigest()


def as_compared(text: str) -> str:
    """Text with its spaces made single; the cells of a row stay apart."""
    if "\t" not in text:
        return single_spaced(text)
    return "\t".join([" ".join(cell.split()) for cell in text.rstrip().split("\t")])


def tidy(
    document: Document,
    reading: Reading,
    mask: Mask,
    regions: Regions,
    unread_pages: Iterable[int] = (),
) -> Rows:
    """Rows of the stage tables, masked, with the findings made while reading."""
    mask.spare(published(reading))
    rows = Rows(document.document_id, mask)
    rows.add("project", {"fund": reading.fund}, 1)
    for entry in reading.entries:
        rows.add_entry(entry)
    add_applied_funding(rows)
    rows.findings.extend(absent_parts(reading))
    rows.findings.extend(left_over(reading))
    rows.findings.extend(wrong_encoding(document.encoding))
    rows.findings.extend(unread(unread_pages))
    allocate(rows, regions, document.project_code or "")
    return rows


def published(reading: Reading) -> list[str]:
    """Texts of a document that are published, once they are masked."""
    texts: list[str] = []
    for entry in reading.entries:
        element = entry.element
        if element.name and not element.personal:
            texts += (entry.text, entry.follow)
            if element.follows is ITEMS:
                texts.extend(cell for line in entry.items for cell in line.text.split("\t"))
            elif element.style is ROW:
                texts.extend(entry.text.split("\t"))
            elif element.cell and element.clean in PARTING:
                texts.extend(parts_of(element.clean, entry.text))
    return texts


def parts_of(clean: str, text: str) -> list[str]:
    """The texts that a value is parted into, none where it cannot be read."""
    found = read_value(clean, text)
    return [part for part in found if isinstance(part, str)] if isinstance(found, tuple) else []


def mask_of(readings: Iterable[Reading], outlines: Iterable[Outline], regions: Regions) -> Mask:
    """What must be masked in this document, known from its own personal fields in all `readings`.

    A line "Label: value" of a personal field counts wherever in the document it stands.
    """
    held: dict[Personal, list[str]] = {kind: [] for kind in Personal}
    for reading in readings:
        said = [(e.element, e.text or e.follow) for e in reading.entries if e.element.personal]
        anywhere = (one for outline in outlines for one in labelled(outline, reading.form))
        for element, value in (*said, *anywhere, *misplaced(reading)):
            known = value.replace(MASK, " ").strip()  # of one who was erased
            if element.personal and known:
                held[element.personal].append(known)
        held[Personal.PEOPLE] += [*stranded(reading), *mislabelled(reading)]
    people = [name for text in held[Personal.PEOPLE] for name in people_in(text, regions.names)]
    return Mask([*held[Personal.NAME], *people], held[Personal.DETAIL], regions.own_names)


def texts_without_people(outline: Outline, regions: Regions) -> list[str] | None:
    """The texts of an outline's lines with the people of its own fields masked, as in what is tidy.

    None where no form reads it.
    """
    reading = readable(outline)
    if reading is None:
        return None
    mask = mask_of([reading], [outline], regions)
    named = named_lines(reading)
    return [mask.name(x.text) if x.number in named else mask.text(x.text) for x in outline.lines]


def named_lines(reading: Reading) -> set[int]:
    """Numbers of lines that hold no running text but names and figures, which stay what they are.

    A firm may bear the name of one of its people.
    """
    numbers: set[int] = set()
    for entry in reading.entries:
        element = entry.element
        cells = [element.cell, *(cell for part in element.parts for cell in part.cells)]
        columns = {column for cell in cells if cell for column in cell.columns}
        if columns and not element.personal and columns.isdisjoint(TEXT_COLUMNS):
            numbers.update((entry.line, *(item.number for item in entry.items)))
    return numbers


def labelled(outline: Outline, form: Form) -> Iterator[tuple[Element, str]]:
    """Every value that stands behind the label of a personal field, "Label: value"."""
    labels = personal_labels(form)
    for _, text in outline.passage.beginning(first_words(frozenset(labels))):
        for label, value in label_cuts(text):
            if (element := labels.get(fold(label))) and value:
                yield element, value


@cache
def personal_labels(form: Form) -> dict[str, Element]:
    """Personal fields "Label: value" by their labels, as `fold` gives them."""
    elements = (e for section in form.sections for e in section.elements)
    labels = {fold(e.label): e for e in elements if e.style is Style.LABEL}
    return {label: element for label, element in labels.items() if element.personal}


def stranded(reading: Reading) -> Iterator[str]:
    """Texts among which the people of a section may stand whose heading is not there."""
    number_of = [s.number for s in reading.form.sections]
    for section in reading.form.sections:
        if section.names_people and section.number not in reading.sections:
            before = number_of[: number_of.index(section.number)]
            last = next((n for n in reversed(before) if n in reading.sections), None)
            yield from (e.follow for e in reading.entries if e.section == last)
            yield from (i.text for e in reading.entries if e.section == last for i in e.items)
            yield from (line.text for number, line in reading.left_over if number == last)


def misplaced(reading: Reading) -> Iterator[tuple[Element, str]]:
    """Fields "Label value" of lines that are left over: a second handler, say."""
    for number, line in reading.left_over:
        if number and (known := sought(reading.form.section_of(number)).fields.find(line.text)):
            yield known.element, known.value


def mislabelled(reading: Reading) -> Iterator[str]:
    """Lines left over in sections with personal fields: their labels may be misspelt."""
    for number, line in reading.left_over:
        if number and any(e.personal for e in reading.form.section_of(number).elements):
            yield line.text
