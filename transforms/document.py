"""One document from bytes to tidy rows, or a refusal that says why."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemas.programmes import period_of
from transforms import engine
from transforms.engine import Reading
from transforms.form import Element, Form, Personal, Style, forms
from transforms.outline import Line, Outline, Refusal
from transforms.personal import Mask
from transforms.readers import read_outline
from transforms.regions import Regions, region_shares
from transforms.rows import Rows, finding

PROJECT_CODE = re.compile(r"^[A-Z]\d{5,6}$")
RIGHT_ENCODINGS = frozenset({"utf-8"})


@dataclass
class Document:
    """A document read: its identity, what it says as rows of the stage tables, or a refusal."""

    document_id: str
    bytes: int
    media_type: str | None = None
    encoding: str | None = None
    kind: str | None = None
    project_code: str | None = None
    content_hash: str | None = None
    sections: str | None = None
    authority: str | None = None
    refusal: tuple[str, str | None] | None = None
    rows: Rows = field(default_factory=Rows)


def parse_document(document_id: str, content: bytes, regions: Regions) -> Document:
    """Read one document into tidy rows; what cannot be read at all carries a refusal."""
    document = Document(document_id, len(content))
    try:
        outline = read_outline(content)
        document.media_type, document.encoding = outline.media_type, outline.encoding
        reading = read_form(outline)
        document.kind = reading.form.kind
        document.sections = " ".join(reading.sections)
        document.content_hash = content_hash(reading)
        mask = mask_of(reading, outline.lines, regions)
        document.authority = mask.name(stated(reading, "authority") or "") or None
        document.project_code = project_code(reading)
        refuse_incomplete(reading)
    except Refusal as refusal:
        document.refusal = (refusal.reason, refusal.observed)
        return document
    document.rows = tidy(document, reading, mask, regions)
    return document


def read_form(outline: Outline) -> Reading:
    recognised = engine.recognise(outline, forms())
    if recognised is None:
        raise Refusal("form_not_recognised")
    if engine.count_titles(outline, recognised[0]) > 1 and count_codes(outline, recognised[0]) > 1:
        raise Refusal("several_documents")
    return engine.read(outline, *recognised)


def count_codes(outline: Outline, form: Form) -> int:
    """Number of lines that state a project's code."""
    labels = {
        engine.fold(e.label) for s in form.sections for e in s.elements if e.name == "project_code"
    }
    parts = (line.text.partition(":") for line in outline.lines)
    return sum(
        engine.fold(label) in labels and bool(PROJECT_CODE.match(value.strip()))
        for label, _, value in parts
    )


def stated(reading: Reading, field_name: str) -> str | None:
    """What a document says in a field of one line."""
    texts = (e.text for e in reading.entries if e.element.name == field_name)
    return next((" ".join(text.split()) for text in texts if text), None)


def project_code(reading: Reading) -> str:
    """The project's code, without which a document belongs to nothing."""
    code = stated(reading, "project_code")
    if code and PROJECT_CODE.match(code):
        return code
    raise Refusal("project_code_missing")


def refuse_incomplete(reading: Reading) -> None:
    """Refuse a document that lacks a section which the form cannot do without."""
    missing = [
        f"{s.number} {s.heading}"
        for s in reading.form.sections
        if s.required and s.number not in reading.sections
    ]
    if missing:
        raise Refusal("sections_missing", "; ".join(missing))


def content_hash(reading: Reading) -> str:
    """Hash of what a document says: its values and texts, not its spaces or furniture."""
    digest = hashlib.sha256(f"{reading.form.kind}|{reading.fund}".encode())
    for entry in reading.entries:
        items = [line.text for line in entry.items]
        parts = [entry.section, entry.heading, entry.element.name, entry.text, entry.follow, *items]
        digest.update("\x1f".join(" ".join(part.split()) for part in parts).encode() + b"\x1e")
    for section, line in reading.left_over:
        if section:
            digest.update(f"{section}\x1f{' '.join(line.text.split())}\x1e".encode())
    return digest.hexdigest()


def tidy(document: Document, reading: Reading, mask: Mask, regions: Regions) -> Rows:
    """Rows of the stage tables, masked, with the findings made while reading."""
    rows = Rows(document.document_id, mask)
    rows.add("project", {"fund": reading.fund}, 1)
    for entry in reading.entries:
        rows.add_entry(entry)
    rows.findings.extend(absent_parts(reading))
    rows.findings.extend(left_over(reading))
    if document.encoding not in RIGHT_ENCODINGS:
        expected = "utf-8"
        rows.findings.append(
            finding("encoding_not_utf8", "", "", None, document.encoding, expected)
        )
    allocate(rows, regions, document.project_code or "")
    return rows


def mask_of(reading: Reading, lines: Iterable[Line], regions: Regions) -> Mask:
    """What must be masked in this document, known from its own personal fields.

    Every line with the label of a personal field counts, wherever in the document it stands.
    """
    labels = personal_labels(reading.form)
    held: dict[Personal, list[str]] = {kind: [] for kind in Personal}
    for line in lines:
        label, _, value = line.text.partition(":")
        if (kind := labels.get(engine.fold(label))) and value.strip():
            held[kind].append(value.strip())
    return Mask(held[Personal.NAME], held[Personal.DETAIL], regions.names)


def personal_labels(form: Form) -> dict[str, Personal]:
    """Labels of the form's personal fields, folded."""
    return {
        engine.fold(element.label): element.personal
        for section in form.sections
        for element in section.elements
        if element.personal
    }


def absent_parts(reading: Reading) -> Iterator[dict[str, object]]:
    """Findings for expected sections and mandatory fields that are absent or empty."""
    filled = {(e.section, e.element.name) for e in reading.entries if e.text or e.follow or e.items}
    lines = {(e.section, e.element.name): e.line for e in reading.entries}
    for section in reading.form.sections:
        parent = section.number.rpartition(".")[0]
        known = not parent or parent in reading.sections  # a missing parent says it all
        if section.expected and known and section.number not in reading.sections:
            heading = f"{section.number} {section.heading}"
            yield finding("section_missing", section.number, "", None, None, heading)
    for number, line in reading.sections.items():
        for element in elements_of(reading, number):
            key = (number, element.name)
            if element.mandatory and key not in filled:
                at = lines.get(key, line)
                yield finding(
                    "mandatory_field_empty", number, element.name, at, None, element.label
                )


def elements_of(reading: Reading, number: str) -> tuple[Element, ...]:
    parent = number.partition(".")[0] + ".n"
    by_number = {s.number: s for s in reading.form.sections}
    section = by_number.get(number) or by_number[parent]
    return section.elements


def left_over(reading: Reading) -> Iterator[dict[str, object]]:
    """Findings for lines that the form has no place for.

    Of such a line only a label of the form is shown: anything else may name a person.
    """
    every_label = {engine.fold(e.label) for s in reading.form.sections for e in s.elements}
    for section, line in reading.left_over:
        elements = elements_of(reading, section) if section else ()
        label = line.text.partition(":")[0].strip()
        text = label if engine.fold(label) in every_label else None
        labels = [e.label for e in elements if e.label and e.style is not Style.SCORES]
        expected = "; ".join(labels) or None
        yield finding("line_not_placed", section, "", line.number, text, expected)


def allocate(rows: Rows, regions: Regions, code: str) -> None:
    """Resolve the named places and share the project out over the deepest of them."""
    project = rows.tables["project"][0]
    dated = project.get("planned_start") or project.get("planned_end")
    period = period_of(code)
    default = period.eligible_from.year if period else regions.first_year
    year = regions.classification_year(dated.year if dated else default)
    places = [
        regions.resolve(str(row["level"]), str(row["name"]), int(str(row["line_number"])), year)
        for row in rows.tables.pop("place", [])
    ]
    for place in places:
        rows.add(
            "place",
            {
                "level": place.level,
                "name": place.name,
                "region_code": place.code,
                "resolution": place.resolution,
                "classification_year": year,
            },
            place.line,
        )
        if place.code is None and not regions.is_national_word(place.name):
            expected = f"{place.level} {year}"
            field_name = f"named_{place.level}"
            rows.findings.append(
                finding("place_unknown", "6", field_name, place.line, place.name, expected)
            )
    for share in region_shares(places, regions, year):
        rows.add(
            "region_share",
            {"region_key": share.region_key, "share_part": share.part, "share_whole": share.whole},
            None,
        )
