"""Form 1, the published description (hankkeen kuvaus) of an ESR or EAKR project, 2014-2020."""

from schemas.criteria import CRITERIA, GROUP_HEADINGS
from transforms.elements import (
    QUESTIONS,
    address,
    beneficiary,
    contact,
    marker,
    money,
    places,
    project,
    text,
)
from transforms.form import Cell, Element, Follow, Form, Personal, Section, Style


def count(basis: str, label: str, *, mandatory: bool = False) -> Element:
    cell = Cell("indicator", ("value",), {"basis": basis})
    return Element(f"{basis}_count", label, "count", cell, mandatory=mandatory)


def question(name: str, label: str) -> Element:
    cell = Cell("equality", ("answer",), {"question": name}, follow="justification")
    return Element(name, label, "yes_no", cell, follows=Follow.TEXT, mandatory=True)


def criterion(name: str, label: str) -> Element:
    cell = Cell(
        "sustainability", ("direct", "indirect"), {"criterion": name}, follow="justification"
    )
    return Element(name, label, "scores", cell, Style.SCORES, Follow.TEXT, mandatory=True)


PARTNERS = Element(
    "partners",
    "Osatoteuttajat",
    "organisation",
    Cell(
        "organisation",
        ("name", "business_id", "business_id_valid"),
        {"role": "partner"},
        rows=True,
    ),
    Style.WHOLE,
    Follow.ITEMS,
)

FUNDS = {
    "Euroopan sosiaalirahaston (ESR) rahoittaman hankkeen kuvaus": "ESF",
    "Euroopan aluekehitysrahaston (EAKR) rahoittaman hankkeen kuvaus": "ERDF",
}

# The header of the table of criteria: run together in texts, in cells on pages.
SCORE_HEADERS = (
    "VälitönVälillinen",
    "Välitön Välillinen",
    "Välitön Välillinen Perustelu",
    "Välitön Välillinen Perustelut",
    "Kriteeri Välitön Välillinen",
    "Kriteeri Välitön Välillinen Perustelu",
    "Kriteeri Välitön Välillinen Perustelut",
)

FORM = Form(
    kind="description",
    titles=tuple(FUNDS),
    funds=FUNDS,
    furniture=("Euroopan unioni Vipuvoimaa EU:lta", "Euroopan unioni", "Vipuvoimaa EU:lta"),
    sections=(
        Section(
            "1",
            "Hanke",
            (
                project("project_code", "Hankekoodi"),
                project("name", "Hankkeen nimi"),
                project(
                    "axis",
                    "Toimintalinja",
                    "numbered_title",
                    "axis_number",
                    "axis_title",
                ),
                project(
                    "objective",
                    "Erityistavoite",
                    "numbered_title",
                    "objective_number",
                    "objective_title",
                ),
                project(
                    "planned_period",
                    "Suunnitelman mukainen toteutusaika",
                    "period",
                    "planned_start",
                    "planned_end",
                ),
                project("status", "Toiminnan tila"),
                project("authority", "Vastuuviranomainen"),
            ),
            required=True,
        ),
        Section(
            "2",
            "Hakijan perustiedot",
            (
                beneficiary("beneficiary", "Hakijan virallinen nimi", "name"),
                beneficiary("organisation_type", "Organisaatiotyyppi", "type"),
                beneficiary(
                    "business_id",
                    "Y-tunnus",
                    "business_id",
                    "business_id_valid",
                    clean="business_id",
                ),
                address("beneficiary", "street_address", "Jakeluosoite", mandatory=True),
                contact("phone", "Puhelinnumero", Personal.DETAIL),
                address("beneficiary", "postal_code", "Postinumero", mandatory=True),
                address("beneficiary", "town", "Postitoimipaikka", mandatory=True),
                address("beneficiary", "web_address", "WWW-osoite"),
                contact("contact_name", "Hankkeen yhteyshenkilön nimi", Personal.NAME),
                contact(
                    "contact_role", "Yhteyshenkilön asema hakijaorganisaatiossa", Personal.OTHER
                ),
                contact("contact_email", "Yhteyshenkilön sähköpostisoite", Personal.DETAIL),
                contact("contact_phone", "Yhteyshenkilön puhelinnumero", Personal.DETAIL),
                project(
                    "applicant_arrangement",
                    "Hakijoiden lukumäärä tai tuen siirto -menettely",
                    mandatory=False,
                ),
                PARTNERS,
            ),
            required=True,
        ),
        Section("3", "Suunnitelman mukainen tiivistelmä toteutuksesta", (text("summary"),)),
        Section("4", "Hankkeen kohderyhmät"),
        Section("4.1", "Varsinaiset kohderyhmät", (text("target_groups"),)),
        Section("4.2", "Välilliset kohderyhmät", (text("indirect_target_groups"),)),
        Section(
            "5",
            "Projektin julkinen rahoitus, euroa",
            (
                money("Myönnetty EU- ja valtion rahoitus", "eu_state", "granted", mandatory=True),
                money("Toteutunut EU- ja valtion rahoitus", "eu_state", "realised"),
                money(
                    "Suunniteltu julkinen rahoitus yhteensä",
                    "public_total",
                    "planned",
                    mandatory=True,
                ),
                money("Toteutunut julkinen rahoitus yhteensä", "public_total", "realised"),
            ),
            required=True,
        ),
        Section(
            "6",
            "Maantieteellinen kohdealue",
            (
                places("maakunta", "Maakunnat"),
                places("seutukunta", "Seutukunnat"),
                places("kunta", "Kunnat"),
                marker("Toteutuspaikan osoite, jos hanke toteutetaan yhdessä paikassa"),
                address("site", "street_address", "Jakeluosoite"),
                address("site", "postal_code", "Postinumero"),
                address("site", "town", "Postitoimipaikka"),
            ),
            required=True,
        ),
        Section("7", "Hakemusvaiheessa ilmoitettavat arviot hankekohtaisista seurantiedoista"),
        Section(
            "7.n",
            "",
            (
                count("planned", "Suunniteltu", mandatory=True),
                count("realised", "Toteutunut seurantatietojen mukaan"),
            ),
            expected=False,
        ),
        Section("8", "Horisontaaliset periaatteet"),
        Section(
            "8.1",
            "Sukupuolten tasa-arvo",
            tuple(question(name, label) for name, label in QUESTIONS.items()),
        ),
        Section(
            "8.2",
            "Kestävä kehitys",
            (
                *map(marker, SCORE_HEADERS),
                *(
                    element
                    for heading, start in zip(GROUP_HEADINGS, (0, 5, 10), strict=True)
                    for element in (
                        marker(heading),
                        *(criterion(c.name, c.name_fi) for c in CRITERIA[start : start + 5]),
                    )
                ),
            ),
        ),
        Section("9", "Loppuraportin tiivistelmä", (text("final_report", mandatory=False),)),
    ),
)
