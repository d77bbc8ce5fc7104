"""Elements of the forms, as their sections declare them."""

from dataclasses import replace

from transforms.form import Cell, Element, Follow, Part, Personal, Style

# The three questions of gender equality, in the words of the forms.
QUESTIONS = {
    "gender_analysis": "Hankkeessa on tehty toimintaympäristön analyysi sukupuolinäkökulmasta",
    "gender_mainstreaming": (
        "Sukupuolinäkökulma on huomioitu hankkeen toiminnassa (valtavirtaistaminen)"
    ),
    "gender_main_goal": "Hankkeen päätavoite on sukupuolten tasa-arvon edistäminen",
}


def project(
    name: str, label: str, clean: str = "text", *columns: str, mandatory: bool = True
) -> Element:
    """A statement about the project itself, in one or more columns of its row."""
    return Element(name, label, clean, Cell("project", columns or (name,)), mandatory=mandatory)


def contact(
    name: str, label: str, personal: Personal, clean: str = "text", *, mandatory: bool = True
) -> Element:
    """A personal field: kept out of everything published."""
    cell = Cell("contact", ("value",), {"field": name})
    return Element(name, label, clean, cell, mandatory=mandatory, personal=personal)


def beneficiary(name: str, label: str, *columns: str, clean: str = "text") -> Element:
    """A statement about the applicant as an organisation."""
    cell = Cell("organisation", columns, {"role": "beneficiary"})
    return Element(name, label, clean, cell, mandatory=True)


def address(role: str, column: str, label: str, *, mandatory: bool = False) -> Element:
    """Part of the address of the applicant or of the project's site."""
    name = column if role == "beneficiary" else f"{role}_{column}"
    return Element(
        name, label, "text", Cell("address", (column,), {"role": role}), mandatory=mandatory
    )


def places(level: str, label: str) -> Element:
    """A comma-separated list of places of one level."""
    return Element(
        f"named_{level}", label, "names", Cell("place", ("name",), {"level": level}, rows=True)
    )


def text(
    name: str, *, lang: str = "fi", mandatory: bool = True, parts: tuple[Part, ...] = ()
) -> Element:
    """All free text of a section."""
    cell = Cell("text", (), {"field": name, "lang": lang}, follow="text")
    return Element(
        name, "", "text", cell, Style.BODY, Follow.TEXT, mandatory=mandatory, parts=parts
    )


def money(
    label: str, measure: str, basis: str, *, clean: str = "amount", mandatory: bool = False
) -> Element:
    """One funding figure."""
    cell = Cell("funding", ("amount_eur",), {"measure": measure, "basis": basis})
    return Element(f"{basis}_{measure}", label, clean, cell, mandatory=mandatory)


def marker(label: str) -> Element:
    """A line that is the form's own and holds no value."""
    return Element("", label, "text", None, Style.WHOLE)


def people(name: str, *, dated: bool = False) -> Element:
    """A text that names people: none of it is published but, if `dated`, the day it begins with."""
    cell = Cell("contact", (), {"field": name}, follow="value")
    parts = (Part((Cell("project", ("signed_date",)),), ("signature",)),) if dated else ()
    return Element(
        name, "", "text", cell, Style.BODY, Follow.TEXT, personal=Personal.PEOPLE, parts=parts
    )


def repeated(name: str, label: str) -> Element:
    """A field of section 3 that is printed again: compared with it, loaded from there."""
    return Element(name, label, "numbered_title", None)


def fields(*elements: Element) -> tuple[Element, ...]:
    """The elements as "Label value" where they are declared as "Label: value"."""
    return tuple(replace(e, style=Style.FIELD) if e.style is Style.LABEL else e for e in elements)
