"""What a document lacks of its form, and what it holds beyond it, as findings."""

from collections.abc import Iterable, Iterator

from transforms.engine import Reading
from transforms.form import Element, Style
from transforms.labels import find_element, fold, value_on_line
from transforms.outline import Line
from transforms.personal import MASK
from transforms.rows import Row, finding

MOST_LABELS = 8  # of a section, beyond which they do not help to find a line's place


def absent_parts(reading: Reading) -> Iterator[Row]:
    """Findings for expected sections and mandatory fields that are absent or empty."""
    filled = {(e.section, e.element.name) for e in reading.entries if e.text or e.follow or e.items}
    lines = {(e.section, e.element.name): e.line for e in reading.entries}
    for section in reading.form.sections:
        parent = section.number.rpartition(".")[0]
        known = not parent or parent in reading.sections  # a missing parent says it all
        if section.expected and known and section.number not in reading.sections:
            yield finding("section_missing", section.number, "", None, None, section.title)
    for number, line in reading.sections.items():
        gone = list(absent_table(reading, number, line))
        yield from gone
        for element in reading.form.elements_of(number):
            key = (number, element.name)
            is_in_table = element.style is Style.ROW and gone
            if element.mandatory and key not in filled and not is_in_table:
                at = lines.get(key, line)
                label = element.label or reading.form.title_of(number)
                yield finding("mandatory_field_empty", number, element.name, at, None, label)


def absent_table(reading: Reading, number: str, line: int) -> Iterator[Row]:
    """A finding for a section whose table is not there, or shows another header than the form's."""
    elements = reading.form.elements_of(number)
    headers = [e for e in elements if e.style is Style.HEADER and not e.parts]
    rows = [e for e in reading.entries if e.section == number and e.element.style is Style.ROW]
    if headers and not rows:
        header = " · ".join(filter(None, headers[-1].label.split("\t")))
        yield finding("table_not_read", number, "", line, None, header)


def left_over(reading: Reading) -> Iterator[Row]:
    """Findings for lines that the form has no place for: fields given again, and all others."""
    every_label = {fold(e.label) for s in reading.form.sections for e in s.elements}
    given = {(e.section, e.element.name) for e in reading.entries if e.text}
    for section, line in reading.left_over:
        elements = reading.form.elements_of(section) if section else ()
        element, value = value_again(line.text, elements)
        if element and value and (section, element.name) in given:
            seen = MASK if element.personal else value
            yield finding("value_repeated", section, element.name, line.number, seen, None)
        else:
            yield not_placed(section, line, elements, every_label)


def value_again(text: str, elements: tuple[Element, ...]) -> tuple[Element, str] | tuple[None, str]:
    """The field that a line "Label: value" gives, and its value; '' where it is no such line.

    In a table of two columns they are two cells.
    """
    fields = tuple(e for e in elements if e.name and e.style in (Style.LABEL, Style.FIELD))
    known = find_element(text, fields) if text.count("\t") <= 1 else None
    return (known[0], value_on_line(known[0], text)) if known else (None, "")


def not_placed(
    section: str, line: Line, elements: tuple[Element, ...], every_label: set[str]
) -> Row:
    """A finding for a line that is none of its section's.

    Of the line only a label of the form is shown: anything else may name a person.
    """
    label = line.text.partition(":")[0].strip()
    text = label if fold(label) in every_label else None
    labels = [e.label for e in elements if e.label and e.style is not Style.SCORES]
    expected = "; ".join(labels) if 0 < len(labels) <= MOST_LABELS else None
    return finding("line_not_placed", section, "", line.number, text, expected)


def wrong_encoding(encoding: str | None) -> Iterator[Row]:
    """A finding for a text in another encoding than UTF-8; None where the format has its own."""
    if encoding not in (None, "utf-8"):
        yield finding("encoding_not_utf8", "", "", None, encoding, "utf-8")


def unread(pages: Iterable[int]) -> Iterator[Row]:
    """Findings for pages that show something which is no text."""
    for page in pages:
        yield finding("page_not_read", "", "", None, f"sivu {page}", None)
