"""How a form is declared: sections and elements as data, read by one engine.

A form module under ``transforms/forms`` declares a :class:`Form` named ``FORM``. Each element
names its field once, says how it is recognised, how its value is cleaned and into which cell
of which tidy table it goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules


class Style(Enum):
    """How an element is recognised in a line."""

    LABEL = "label"  # "Label: value"
    WHOLE = "whole"  # the line is the label
    SCORES = "scores"  # "Label direct indirect"
    BODY = "body"  # all text of the section that nothing else takes


class Follow(Enum):
    """What lines after an element's own line are."""

    NOTHING = "nothing"
    TEXT = "text"
    ITEMS = "items"


class Personal(Enum):
    """What a personal field holds, and so how it is masked in texts."""

    NAME = "name"  # masked whole and in parts
    DETAIL = "detail"  # masked as written: phone, e-mail, account
    OTHER = "other"  # kept out of the tables, but no secret in a text: a job title


@dataclass(frozen=True)
class Cell:
    """Where a value goes: `columns` of the row of stage `table` that the `fixed` values name.

    `follow` is the column for the text that follows the element. With `rows`, each item is a
    row of its own.
    """

    table: str
    columns: tuple[str, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    follow: str | None = None
    rows: bool = False


@dataclass(frozen=True, eq=False)
class Element:
    """One element of a section. `clean` names a function of ``transforms.values``."""

    name: str
    label: str
    clean: str
    cell: Cell | None
    style: Style = Style.LABEL
    follows: Follow = Follow.NOTHING
    mandatory: bool = False
    personal: Personal | None = None


@dataclass(frozen=True, eq=False)
class Section:
    """One section: `heading` as printed after its `number`.

    A section whose `number` ends in ``n`` stands for every subsection of that parent with a
    heading of its own. `required`: a document without it is refused; `expected`: its absence is
    a finding.
    """

    number: str
    heading: str
    elements: tuple[Element, ...] = ()
    required: bool = False
    expected: bool = True

    @property
    def open_ended(self) -> bool:
        """Whether it stands for any subsection of its parent."""
        return self.number.endswith(".n")


@dataclass(frozen=True, eq=False)
class Form:
    """One form. `titles` map a title line to the fund it names; `furniture` is page dressing."""

    kind: str
    titles: Mapping[str, str]
    furniture: tuple[str, ...]
    sections: tuple[Section, ...]


@cache
def forms() -> tuple[Form, ...]:
    """Every form declared under ``transforms/forms``."""
    import transforms.forms

    names = sorted(m.name for m in iter_modules(transforms.forms.__path__))
    return tuple(import_module(f"transforms.forms.{name}").FORM for name in names)


def field_rows() -> list[dict[str, object]]:
    """One row for each field of each form, as ``meta.form_field`` holds them."""
    return [
        {
            "kind": form.kind,
            "section": section.number,
            "field": element.name,
            "label": element.label or section.heading,
            "mandatory": element.mandatory,
            "personal": element.personal is not None,
        }
        for form in forms()
        for section in form.sections
        for element in section.elements
        if element.name
    ]
