"""Form 3, the public list of projects: one row a project, the columns of three periods.

The layouts are those of the services' own exports: 2007-2013 (CSV), 2014-2020 (CSV) and
2021-2027 (Excel). A column without a cell is known and not loaded: it says what is said elsewhere,
or what no table holds yet.
"""

from transforms.elements import address, beneficiary, money, project
from transforms.form import Cell, Element, Form, Section


def column(name: str, label: str) -> Element:
    """A column that is known and passed over."""
    return Element(name, label, "text", None)


def axis(label: str, *, mandatory: bool = True) -> Element:
    return project("axis", label, "programme_part", "axis_number", mandatory=mandatory)


PERIOD = (
    project("planned_start", "Aloituspvm", "one_date"),
    project("planned_end", "Päättymispvm", "one_date"),
)
GRANTED = (
    money("Myönnetty EU- ja valtion rahoitus", "eu_state", "granted", mandatory=True),
    money("Toteutunut EU- ja valtion rahoitus", "eu_state", "realised", clean="balance"),
    money("Suunniteltu julkinen rahoitus yhteensä", "public_total", "planned", mandatory=True),
    money("Toteutunut julkinen rahoitus yhteensä", "public_total", "realised", clean="balance"),
)

FUNDS = {"ESR": "ESF", "ESR+": "ESF", "EAKR": "ERDF", "JTF": "JTF"}


def csv_layout(period: str, name: str, part: Element, status: str) -> Section:
    """A layout of the older services: labels of the name and the status, and a column between."""
    return Section(
        period,
        f"Hankeluettelo {period}",
        (
            project("project_code", "Koodi"),
            column("fund", "Rahasto"),
            project("name", name),
            part,
            project("authority", "Viranomainen"),
            project("status", status),
            *PERIOD,
            beneficiary("beneficiary", "Toteuttajan nimi", "name"),
            *GRANTED,
        ),
        numbered=False,
    )


FORM = Form(
    kind="project_list",
    titles=(),
    funds=FUNDS,
    furniture=(),
    sections=(
        csv_layout(
            "2007–2013", "Projektin nimi", column("programme", "Ohjelma / osio"), "Toiminnan tila"
        ),
        csv_layout("2014–2020", "Hankkeen nimi", axis("Tl"), "Tila"),
        Section(
            "2021–2027",
            "Hankeluettelo 2021–2027",
            (
                project("project_code", "Hankekoodi"),
                column("group_code", "Ryhmähanketunnus"),
                column("fund", "Rahasto"),
                column("fund_part", "EAKR-/JTF-alatyyppi"),
                axis("Tl"),
                project("objective", "Et", "programme_part", "objective_number"),
                project("name", "Hankkeen nimi"),
                beneficiary("beneficiary", "Toteuttajan nimi", "name"),
                beneficiary(
                    "business_id",
                    "Toteuttajan Y-tunnus",
                    "business_id",
                    "business_id_valid",
                    clean="business_id",
                ),
                project("authority", "Rahoittava viranomainen"),
                project("status", "Toiminnan tila"),
                *PERIOD,
                money("Suunniteltu EU- ja valtion rahoitus", "eu_state", "planned", mandatory=True),
                money("Suunniteltu julkinen rahoitus", "public_total", "planned", mandatory=True),
                column("planned_total", "Suunniteltu rahoitus yhteensä"),
                money(
                    "Toteutunut EU- ja valtion rahoitus", "eu_state", "realised", clean="balance"
                ),
                money("Toteutunut julkinen rahoitus", "public_total", "realised", clean="balance"),
                column("realised_total", "Toteutunut rahoitus yhteensä"),
                column("realised_eu", "Toteutunut EU-rahoituksen määrä"),
                column("intervention_field", "Tukitoimen ala"),
                Element(
                    "named_maakunta",
                    "Sijainti",
                    "nuts_names",
                    Cell("place", ("name",), {"level": "maakunta"}, rows=True),
                    mandatory=True,
                ),
                address("site", "postal_code", "Toteutuspaikan postinumero"),
                address("site", "town", "Toteutuspaikan postitoimipaikka"),
                address("beneficiary", "postal_code", "Tuensaajan postinumero"),
                address("beneficiary", "town", "Tuensaajan postitoimipaikka"),
                column("support_form", "Tukimuoto"),
                column(
                    "territorial_mechanism",
                    "Alueellinen täytäntöönpanomekanismi ja alueellinen painopiste",
                ),
                column("economic_activity", "Taloudellinen toiminta"),
                column("secondary_theme", "Toissijainen teema, vain ESR+"),
                column("gender_dimension", "Sukupuolten tasa-arvo"),
                column("baltic_sea_strategy", "Itämeren alueen strategia"),
                Element(
                    "summary",
                    "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta",
                    "text",
                    Cell("text", ("text",), {"field": "summary", "lang": "fi"}),
                ),
                column("description_address", "Hankekuvauksen osoite"),
                column("project_web_address", "Hankkeen kotisivun osoite"),
            ),
            numbered=False,
        ),
    ),
)
