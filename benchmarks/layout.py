"""Form 1 as text: labels, order and blank lines as the public service's pages give them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from benchmarks.model import Criterion, Place, Sheet, Site, Style, Truth

BANNER = "Euroopan unioni Vipuvoimaa EU:lta"
FUND_NAMES = {
    "ESF": "Euroopan sosiaalirahaston (ESR)",
    "ERDF": "Euroopan aluekehitysrahaston (EAKR)",
}
ENDED, RUNNING = "Toiminta päättynyt", "Toiminnassa"

COMPANIES, PERSONS = "participating_companies", "participating_persons"
INDICATOR_HEADINGS = {
    COMPANIES: "Osallistuvien yritysten lukumäärä",
    PERSONS: "Osallistuvien henkilöiden lukumäärä",
}
QUESTIONS = (
    "Hankkeessa on tehty toimintaympäristön analyysi sukupuolinäkökulmasta",
    "Sukupuolinäkökulma on huomioitu hankkeen toiminnassa (valtavirtaistaminen)",
    "Hankkeen päätavoite on sukupuolten tasa-arvon edistäminen",
)
CRITERIA = (
    "Luonnonvarojen käytön kestävyys",
    "Ilmastonmuutoksen aiheuttamien riskien vähentäminen",
    "Kasvillisuus, eliöt ja luonnon monimuotoisuus",
    "Pinta- ja pohjavedet, maaperä sekä ilma (ja kasvihuonekaasujen väheneminen)",
    "Natura 2000 -ohjelman kohteet",
    "Materiaalit ja jätteet",
    "Uusiutuvien energialähteiden käyttö",
    "Paikallisen elinkeinorakenteen kestävä kehittäminen",
    "Aineettomien tuotteiden ja palvelujen kehittäminen",
    "Liikkuminen ja logistiikka",
    "Hyvinvoinnin edistäminen",
    "Tasa-arvon edistäminen",
    "Yhteiskunnallinen ja kulttuurinen yhdenvertaisuus",
    "Kulttuuriympäristö",
    "Ympäristöosaaminen",
)
GROUP_BEFORE = {
    1: "Ekologinen kestävyys",
    6: "Taloudellinen kestävyys",
    11: "Sosiaalinen ja kulttuurinen kestävyys sekä yhdenvertaisuus",
}


class Part(NamedTuple):
    """A label of the form; `kind` says what follows it."""

    kind: str  # field: value on the line · text, list: paragraphs below · head: nothing
    label: str
    key: str


FUNDING_PARTS = (
    Part("field", "Myönnetty EU- ja valtion rahoitus", "funding.eu_state.granted"),
    Part("field", "Toteutunut EU- ja valtion rahoitus", "funding.eu_state.realised"),
    Part("field", "Suunniteltu julkinen rahoitus yhteensä", "funding.public_total.planned"),
    Part("field", "Toteutunut julkinen rahoitus yhteensä", "funding.public_total.realised"),
)
SECTIONS: dict[str, tuple[Part, ...]] = {
    "1": (
        Part("head", "1 Hanke", "section.1"),
        Part("field", "Hankekoodi", "project_code"),
        Part("field", "Hankkeen nimi", "name"),
        Part("field", "Toimintalinja", "axis"),
        Part("field", "Erityistavoite", "objective"),
        Part("field", "Suunnitelman mukainen toteutusaika", "planned_period"),
        Part("field", "Toiminnan tila", "status"),
        Part("field", "Vastuuviranomainen", "authority"),
    ),
    "2": (
        Part("head", "2 Hakijan perustiedot", "section.2"),
        Part("field", "Hakijan virallinen nimi", "beneficiary.name"),
        Part("field", "Organisaatiotyyppi", "beneficiary.type"),
        Part("field", "Y-tunnus", "beneficiary.business_id"),
        Part("field", "Jakeluosoite", "beneficiary.street"),
        Part("field", "Puhelinnumero", "organisation_phone"),
        Part("field", "Postinumero", "beneficiary.postal_code"),
        Part("field", "Postitoimipaikka", "beneficiary.town"),
        Part("field", "WWW-osoite", "beneficiary.web"),
        Part("field", "Hankkeen yhteyshenkilön nimi", "contact.name"),
        Part("field", "Yhteyshenkilön asema hakijaorganisaatiossa", "contact.role"),
        Part("field", "Yhteyshenkilön sähköpostisoite", "contact.email"),
        Part("field", "Yhteyshenkilön puhelinnumero", "contact.phone"),
        Part(
            "field",
            "Hakijoiden lukumäärä tai tuen siirto -menettely",
            "applicant_arrangement",
        ),
        Part("list", "Osatoteuttajat", "partners"),
    ),
    "3": (
        Part("head", "3 Suunnitelman mukainen tiivistelmä toteutuksesta", "section.3"),
        Part("text", "", "summary"),
    ),
    "4": (
        Part("head", "4 Hankkeen kohderyhmät", "section.4"),
        Part("text", "4.1 Varsinaiset kohderyhmät", "target_groups_direct"),
        Part("text", "4.2 Välilliset kohderyhmät", "target_groups_indirect"),
    ),
    "5": (Part("head", "5 Projektin julkinen rahoitus, euroa", "section.5"), *FUNDING_PARTS),
    "6": (
        Part("head", "6 Maantieteellinen kohdealue", "section.6"),
        Part("field", "Maakunnat", "maakunnat"),
        Part("field", "Seutukunnat", "seutukunnat"),
        Part("field", "Kunnat", "kunnat"),
        Part("head", "Toteutuspaikan osoite, jos hanke toteutetaan yhdessä paikassa", "site"),
        Part("field", "Jakeluosoite", "site.street"),
        Part("field", "Postinumero", "site.postal_code"),
        Part("field", "Postitoimipaikka", "site.town"),
    ),
    "7": (
        Part(
            "head",
            "7 Hakemusvaiheessa ilmoitettavat arviot hankekohtaisista seurantiedoista",
            "section.7",
        ),
    ),
    "8": (Part("head", "8 Horisontaaliset periaatteet", "section.8"),),
    "9": (
        Part("head", "9 Loppuraportin tiivistelmä", "section.9"),
        Part("text", "", "final_report"),
    ),
}
# One label, several fields of the truth.
ALIASES = {
    "axis": ("axis_number", "axis_title"),
    "objective": ("objective_number", "objective_title"),
    "planned_period": ("planned_start", "planned_end"),
}


@dataclass
class _Page:
    """Lines so far, and the line number of every key."""

    foreign: tuple[str, str] | None
    lines: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, key: str = "", *, gap: bool = True) -> None:
        """Append the lines of `text`; the first one is where `key` stands."""
        if gap and self.lines:
            self.lines.append("")
        for name in (key, *ALIASES.get(key, ())):
            self.numbers[name] = len(self.lines) + 1
        self.lines.extend(text.split("\n"))
        if self.foreign and self.foreign[0] == key:
            foreign, self.foreign = self.foreign[1], None
            self.add(foreign, "foreign")


def render(sheet: Sheet) -> tuple[bytes, dict[str, int]]:
    """The document's bytes, and the line of each field."""
    page = _Page(sheet.foreign)
    page.add(BANNER)
    page.add(f"{sheet.written['fund']} rahoittaman hankkeen kuvaus", "fund")
    below = {"7": _add_indicators, "8": _add_principles}
    for number, parts in SECTIONS.items():
        if number in sheet.omitted:
            continue
        for part in parts:
            _add_part(page, part, sheet.written)
        if number in below:
            below[number](page, sheet.written)
    del page.numbers[""]
    return "\n".join(page.lines).encode(sheet.encoding), page.numbers


def _add_part(page: _Page, part: Part, written: Mapping[str, str]) -> None:
    if part.kind == "head":
        page.add(part.label, part.key)
    elif part.key not in written:
        return
    elif part.kind == "field":
        page.add(f"{part.label}: {written[part.key]}".rstrip(" "), part.key)
    else:
        _add_text(page, part, written[part.key])


def _add_text(page: _Page, part: Part, text: str) -> None:
    """A heading and a text; an empty text, and a list, stands where its heading stands."""
    if part.label:
        page.add(part.label, part.key)
    if text and part.kind == "list":
        for position, line in enumerate(text.split("\n"), 1):
            page.add(line, f"{part.key}.{position}", gap=position == 1)
    elif text:
        page.add(text, part.key)
    elif not part.label:
        page.numbers[part.key] = len(page.lines)


def _add_indicators(page: _Page, written: Mapping[str, str]) -> None:
    planned = [k for k in written if k.startswith("indicators.") and k.endswith(".planned")]
    for position, key in enumerate(planned, 1):
        indicator = key.removeprefix("indicators.").removesuffix(".planned")
        heading = INDICATOR_HEADINGS.get(indicator, indicator)
        base = f"indicators.{indicator}"
        page.add(f"7.{position} {heading}", base)
        _add_part(page, Part("field", "Suunniteltu", key), written)
        realised = Part("field", "Toteutunut seurantatietojen mukaan", f"{base}.realised")
        _add_part(page, realised, written)


def _add_principles(page: _Page, written: Mapping[str, str]) -> None:
    page.add("8.1 Sukupuolten tasa-arvo", "equality")
    for position, question in enumerate(QUESTIONS, 1):
        key = f"equality.{position}"
        page.add(f"{question}: {written[key]}", key, gap=position == 1)
        page.add(written[f"{key}.justification"], f"{key}.justification", gap=False)
    page.add("8.2 Kestävä kehitys", "sustainability")
    page.add("VälitönVälillinen")
    for position, criterion in enumerate(CRITERIA, 1):
        key = f"sustainability.{position}"
        if position in GROUP_BEFORE:
            page.add(GROUP_BEFORE[position], gap=False)
        page.add(f"{criterion} {written[key]}", key, gap=False)
        if f"{key}.justification" in written:
            page.add(written[f"{key}.justification"], f"{key}.justification", gap=False)


def write_date(day: date | None) -> str:
    """A date as the form prints it."""
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def write_period(start: str, end: str) -> str:
    """The planned period as the form prints it."""
    return f"Alkaa {start} ja päättyy {end}"


def write_amount(amount: Decimal | int, style: Style) -> str:
    """A whole number or an amount in the document's own style."""
    whole, _, cents = f"{amount:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", style.thousands)
    return f"{grouped},{cents}" if style.cents and isinstance(amount, Decimal) else grouped


def write_places(places: Iterable[Place]) -> str:
    """A list of section 6."""
    return ", ".join(place.name for place in places)


def write_scores(criterion: Criterion) -> str:
    """The two scores of a criterion."""
    return f"{criterion.direct} {criterion.indirect}"


def write_sheet(truth: Truth, style: Style, texts: Mapping[str, str]) -> Sheet:
    """The sheet of a sound document: `texts` are the free texts with the blank lines they keep."""
    labelled = _write_project(truth) | _write_records(truth) | _write_figures(truth, style)
    return Sheet(truth, labelled | {"final_report": ""} | dict(texts), style)


def _write_project(truth: Truth) -> dict[str, str]:
    start, end = write_date(truth.planned_start), write_date(truth.planned_end)
    return {
        "fund": FUND_NAMES[truth.fund],
        "project_code": truth.project_code,
        "name": truth.name or "",
        "axis": f"{truth.axis_number}. {truth.axis_title}",
        "objective": f"{truth.objective_number}. {truth.objective_title}",
        "planned_period": write_period(start, end),
        "status": truth.status or "",
        "authority": truth.authority or "",
        "organisation_phone": truth.organisation_phone,
        "applicant_arrangement": truth.applicant_arrangement or "",
    }


def _write_records(truth: Truth) -> dict[str, str]:
    site = truth.site or Site("", "", "")
    groups = {"beneficiary": truth.beneficiary, "contact": truth.contact, "site": site}
    written = {
        f"{group}.{key}": value or ""
        for group, record in groups.items()
        for key, value in vars(record).items()
    }
    if truth.partners:
        written["partners"] = "\n".join(", ".join(partner) for partner in truth.partners)
    lists = (("maakunnat", truth.maakunnat), ("seutukunnat", truth.seutukunnat))
    return written | {key: write_places(p) for key, p in (*lists, ("kunnat", truth.kunnat))}


def _write_figures(truth: Truth, style: Style) -> dict[str, str]:
    # Empty figures keep their labels, except that no real 7.2 has a second one.
    written = {part.key: "" for part in FUNDING_PARTS}
    for (measure, basis), amount in truth.funding.items():
        written[f"funding.{measure}.{basis}"] = write_amount(amount, style)
    for indicator in dict.fromkeys(indicator for indicator, _ in truth.indicators):
        bases = ("planned",) if indicator == PERSONS else ("planned", "realised")
        for basis in bases:
            value = truth.indicators.get((indicator, basis))
            written[f"indicators.{indicator}.{basis}"] = (
                "" if value is None else write_amount(value, style)
            )
    for position, answer in enumerate(truth.equality, 1):
        written[f"equality.{position}"] = "Kyllä" if answer.answer else "Ei"
    for position, criterion in enumerate(truth.sustainability, 1):
        written[f"sustainability.{position}"] = write_scores(criterion)
    return written
