"""What a document lacks of its form, and what it holds beyond it, as findings."""

from collections.abc import Iterable, Iterator
from functools import cache

from transforms.engine import Reading
from transforms.folding import fold
from transforms.form import Element, Form, Section, Style
from transforms.lookup import Sought, sought
from transforms.outline import Line
from transforms.personal import MASK
from transforms.rows import Row, finding

NOWHERE = Section("", "")  # before the first heading
MOST_LABELS = 8  # of a section, beyond which they do not help to find a line's place


def absent_parts(reading: Reading) -> Iterator[Row]:
    """Findings for expected sections and mandatory fields that are absent or empty."""
    form, sections = reading.form, reading.sections
    filled = {(e.section, e.element.name) for e in reading.entries if e.text or e.follow or e.items}
    for section in form.sections:
        if section.expected and section.number not in sections:
            parent = section.number.rpartition(".")[0]
            if not parent or parent in sections:  # a missing parent says it all
                yield finding("section_missing", section.number, "", None, None, section.title)
    for number in sections:
        wanted = sought(form.section_of(number))
        gone = list(absent_table(reading, number, wanted))
        yield from gone
        for element in wanted.mandatory:
            is_in_table = element.style is Style.ROW and gone
            if (number, element.name) not in filled and not is_in_table:
                yield empty_field(reading, number, element)


def absent_table(reading: Reading, number: str, wanted: Sought) -> Iterator[Row]:
    """A finding for a section whose table is not there, or shows another header than the form's."""
    headers = [header for header in wanted.headers.elements if not header.parts]
    if headers and not any(
        e.section == number and e.element.style is Style.ROW for e in reading.entries
    ):
        header = " · ".join(filter(None, headers[-1].label.split("\t")))
        yield finding("table_not_read", number, "", reading.sections[number], None, header)


def empty_field(reading: Reading, number: str, element: Element) -> Row:
    """A finding for a mandatory field of a section that is absent or empty."""
    place = (number, element.name)
    lines = [e.line for e in reading.entries if (e.section, e.element.name) == place]
    at = lines[-1] if lines else reading.sections[number]
    label = element.label or reading.form.title_of(number)
    return finding("mandatory_field_empty", number, element.name, at, None, label)


def left_over(reading: Reading) -> Iterator[Row]:
    """Findings for lines that the form has no place for: fields given again, and all others."""
    given = {(e.section, e.element.name) for e in reading.entries if e.text}
    for number, line in reading.left_over:
        section = reading.form.section_of(number) if number else NOWHERE
        element, value = value_again(line.text, section)
        if element and value and (number, element.name) in given:
            seen = MASK if element.personal else value
            yield finding("value_repeated", number, element.name, line.number, seen, None)
        else:
            yield not_placed(number, line, section, reading.form)


def value_again(text: str, section: Section) -> tuple[Element, str] | tuple[None, str]:
    """The field that a line "Label: value" gives, and its value; '' where it is no such line.

    In a table of two columns they are two cells.
    """
    known = sought(section).named.find(text) if text.count("\t") <= 1 else None
    return (known.element, known.value) if known else (None, "")


def not_placed(number: str, line: Line, section: Section, form: Form) -> Row:
    """A finding for a line that is none of its section's.

    Of the line only a label of the form is shown: anything else may name a person.
    """
    label = line.text.partition(":")[0].strip()
    text = label if fold(label) in labels_of(form) else None
    labels = [e.label for e in section.elements if e.label and e.style is not Style.SCORES]
    expected = "; ".join(labels) if 0 < len(labels) <= MOST_LABELS else None
    return finding("line_not_placed", number, "", line.number, text, expected)


@cache
def labels_of(form: Form) -> frozenset[str]:
    """Every label of a form as `fold` gives it."""
    return frozenset(fold(e.label) for section in form.sections for e in section.elements)


def wrong_encoding(encoding: str | None) -> Iterator[Row]:
    """A finding for a text in another encoding than UTF-8; None where the format has its own."""
    if encoding not in (None, "utf-8"):
        yield finding("encoding_not_utf8", "", "", None, encoding, "utf-8")


def unread(pages: Iterable[int]) -> Iterator[Row]:
    """Findings for pages that show something which is no text."""
    for page in pages:
        yield finding("page_not_read", "", "", None, f"sivu {page}", None)
