"""Indicators the warehouse knows by name; others keep the heading of their form section."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One indicator: `headings` are the forms' words for it, compared without number and case."""

    name: str
    headings: tuple[str, ...]
    name_fi: str
    name_sv: str
    name_en: str
    unit: str


INDICATORS = (
    Indicator(
        "participating_companies",
        ("Osallistuvien yritysten lukumäärä",),
        "Osallistuvat yritykset",
        "Deltagande företag",
        "Participating companies",
        "companies",
    ),
    Indicator(
        "participating_persons",
        ("Osallistuvien henkilöiden lukumäärä",),
        "Osallistuvat henkilöt",
        "Deltagande personer",
        "Participating persons",
        "persons",
    ),
)


HEADINGS = {heading.casefold(): i.name for i in INDICATORS for heading in i.headings}


def indicator_of(heading: str) -> str | None:
    """Name of the indicator that a form heading stands for, None where it is not known."""
    return HEADINGS.get(heading.casefold())
