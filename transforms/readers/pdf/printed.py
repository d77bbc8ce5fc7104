"""What the forms themselves print: it tells where a line begins and which words there are.

A page holds no lines, words or columns, only letters at places. Where those leave it open whether
a row goes on, a hyphen belongs to a word or a cell is blank, the words that every copy of a form
bears decide it; a document of another form is read by the places alone. The labels come from the
forms: none is written here.
"""

import re
from collections.abc import Iterable
from functools import cache

from transforms.form import Element, Style, forms
from transforms.lookup import MOST_LABEL_WORDS

SCORES_COLUMNS = 4  # a criterion, two scores, what stands beside them
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def elements() -> Iterable[Element]:
    return (e for form in forms() for section in form.sections for e in section.elements)


@cache
def printed() -> tuple[str, ...]:
    """Headings and labels of every form."""
    titles = (section.title for form in forms() for section in form.sections)
    return *titles, *(element.label for element in elements())


@cache
def printed_words() -> frozenset[str]:
    return frozenset(WORD.findall(" ".join(printed()).casefold()))


@cache
def field_labels() -> frozenset[str]:
    """Labels that stand before the value of a field."""
    return frozenset(e.label for e in elements() if e.label and e.style is Style.FIELD)


@cache
def row_widths() -> dict[str, frozenset[int]]:
    """How many columns the tables have in which a label, told by its letters, begins a row."""
    found: dict[str, set[int]] = {}
    for element in elements():
        if element.style is Style.ROW:
            width = sum(part.span * len(part.cleans) for part in element.parts)
            found.setdefault(letters_of(element.label), set()).add(width)
        elif element.style is Style.SCORES:
            found.setdefault(letters_of(element.label), set()).add(SCORES_COLUMNS)
    return {label: frozenset(widths) for label, widths in found.items()}


def letters_of(text: str) -> str:
    """Letters and digits of a text: the same however its lines are broken."""
    return "".join(filter(str.isalnum, text.casefold()))


@cache
def row_labels() -> frozenset[str]:
    """Labels that rows of tables begin with, as printed."""
    return frozenset(e.label for e in elements() if e.style is Style.ROW)


def begins_field(text: str) -> bool:
    """Whether a line begins with the label of a field: it goes on from no other."""
    words = text.split()[:MOST_LABEL_WORDS]
    return any(" ".join(words[:n]).rstrip(":") in field_labels() for n in range(1, len(words) + 1))
