"""How a form is declared: sections and elements as data, read by one engine.

A form module under ``transforms/forms`` declares a :class:`Form` named ``FORM``. Each element
names its field once, says how it is recognised, how its value is cleaned and into which cell
of which tidy table it goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules


class Style(Enum):
    """How an element is recognised in a line."""

    LABEL = "label"  # "Label: value"
    FIELD = "field"  # "Label value", alone on its line or in a cell of it
    BOXES = "boxes"  # "☒ Option ☐ Option"; the label is the first option
    WHOLE = "whole"  # the line is the label
    SCORES = "scores"  # "Label direct indirect"
    HEADER = "header"  # header row of a table; the label's cells are parted by tabs
    ROW = "row"  # row of a table whose first cell is the label, below its header
    BODY = "body"  # all text of the section that nothing else takes


class Follow(Enum):
    """What lines after an element's own line are."""

    NOTHING = "nothing"
    VALUE = "value"  # more boxes of the value
    TEXT = "text"
    ITEMS = "items"


class Personal(Enum):
    """What a personal field holds, and so how it is masked in texts."""

    NAME = "name"  # masked whole and in parts
    PEOPLE = "people"  # a text in which people are named: its names are masked whole and in parts
    DETAIL = "detail"  # masked as written: phone, e-mail, account
    OTHER = "other"  # kept out of the tables, but no secret in a text: a job title


@dataclass(frozen=True)
class Cell:
    """Where a value goes: `columns` of the row of stage `table` that the `fixed` values name.

    `follow` is the column for the text that follows the element. With `rows`, each item is a
    row of its own. With `blank`, a blank is a row too, whose columns are NULL.
    """

    table: str
    columns: tuple[str, ...]
    fixed: Mapping[str, str | bool] = field(default_factory=dict)
    follow: str | None = None
    rows: bool = False
    blank: bool = False

    @cached_property
    def key(self) -> tuple[str, frozenset[tuple[str, str | bool]]]:
        """The table, and what names the row."""
        return self.table, frozenset(self.fixed.items())


@dataclass(frozen=True, eq=False)
class Part:
    """What some cells of a table row become, or what is found in each line of a text.

    `cleans` name functions of ``transforms.values``; each cleans `span` table cells, as one text
    with tabs between. The values go into each of `cells`; without any they are passed over.
    """

    cells: tuple[Cell, ...]
    cleans: tuple[str, ...]
    span: int = 1

    @cached_property
    def width(self) -> int:
        """How many cells of a row it takes."""
        return self.span * len(self.cleans)


@dataclass(frozen=True, eq=False)
class Element:
    """One element of a section. `clean` names a function of ``transforms.values``.

    `parts` say what becomes of the cells of a row (of each row, where rows follow a header) and
    what is found within a text.
    """

    name: str
    label: str
    clean: str
    cell: Cell | None
    style: Style = Style.LABEL
    follows: Follow = Follow.NOTHING
    mandatory: bool = False
    personal: Personal | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, eq=False)
class Section:
    """One section: `heading` as printed after its `number`.

    Where the form prints no number (not `numbered`), `number` is a word that stands for it. A
    section whose `number` ends in ``n`` stands for every subsection of that parent with a heading
    of its own. `required`: a document without it is refused; `expected`: its absence is a finding.
    """

    number: str
    heading: str
    elements: tuple[Element, ...] = ()
    required: bool = False
    expected: bool = True
    numbered: bool = True

    @cached_property
    def title(self) -> str:
        """The heading as printed, with the number if it has one."""
        return f"{self.number} {self.heading}" if self.numbered else self.heading

    @cached_property
    def names_people(self) -> bool:
        """Whether it names people: then its number, or first word, is enough to know it by."""
        return any(element.personal is Personal.PEOPLE for element in self.elements)

    @cached_property
    def open_ended(self) -> bool:
        """Whether it stands for any subsection of its parent."""
        return self.number.endswith(".n")


@dataclass(frozen=True, eq=False)
class Form:
    """One form.

    `titles` are its title lines, `funds` the lines at its head that name a fund (a title may be
    one), `furniture` other dressing of the first page. `page_header` is the label of a line that
    every page begins with, also within a sentence.
    """

    kind: str
    titles: tuple[str, ...]
    funds: Mapping[str, str]
    furniture: tuple[str, ...]
    sections: tuple[Section, ...]
    page_header: str | None = None

    @cached_property
    def by_number(self) -> Mapping[str, Section]:
        """Its sections by their numbers."""
        return {section.number: section for section in self.sections}

    def section_of(self, number: str) -> Section:
        """One of its sections, or an open-ended one that takes the number in."""
        return self.by_number.get(number) or self.by_number[number.partition(".")[0] + ".n"]

    def title_of(self, number: str) -> str:
        """The heading of one of its sections as printed; the number alone of an open-ended one."""
        return self.by_number[number].title if number in self.by_number else number


@cache
def forms() -> tuple[Form, ...]:
    """Every form declared under ``transforms/forms``."""
    import transforms.forms

    names = sorted(m.name for m in iter_modules(transforms.forms.__path__))
    return tuple(import_module(f"transforms.forms.{name}").FORM for name in names)


def unlabelled(element: Element) -> bool:
    """Whether an element is known by the heading of its section: a text, or a table as a whole."""
    return not element.label or element.style is Style.HEADER


def field_rows() -> list[dict[str, object]]:
    """One row for each field of each form, as ``meta.form_field`` holds them."""
    return [
        {
            "kind": form.kind,
            "section": section.number,
            "field": element.name,
            "label": section.heading if unlabelled(element) else element.label,
            "mandatory": element.mandatory,
            "personal": element.personal is not None,
        }
        for form in forms()
        for section in form.sections
        for element in section.elements
        if element.name
    ]
