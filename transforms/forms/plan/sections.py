"""Sections of the plan that hold fields and tables: marks, applicant, budget, area, principles."""

from schemas.criteria import CRITERIA, GROUP_HEADINGS
from transforms.elements import (
    QUESTIONS,
    address,
    beneficiary,
    contact,
    fields,
    marker,
    people,
    places,
    project,
    text,
)
from transforms.form import Cell, Element, Follow, Part, Personal, Section, Style
from transforms.tables import budget, criterion_row, header, question_row, table

AXIS = ("Toimintalinja", "numbered_title", "axis_number", "axis_title")
OBJECTIVE = ("Erityistavoite", "numbered_title", "objective_number", "objective_title")

MARKS = Section(
    "merkinnät",
    "Viranomaisen merkintöjä",
    fields(
        project("arrival_date", "Saapumispäivämäärä", "one_date"),
        project("diary_number", "Diaarinumero"),
        contact("handler", "Käsittelijä", Personal.NAME, mandatory=False),
        contact("handler_phone", "Puhelinnumero", Personal.DETAIL, mandatory=False),
        project("application_number", "Hakemusnumero"),
        project("project_code", "Hankekoodi"),
        project("application_type", "Hakemustyyppi", mandatory=False),
        project("status", "Tila"),
    ),
    required=True,
    numbered=False,
)

APPLICANT = Section(
    "2",
    "Hakijan perustiedot",
    fields(
        beneficiary("beneficiary", "Hakijan virallinen nimi", "name"),
        beneficiary("organisation_type", "Organisaatiotyyppi", "type"),
        beneficiary(
            "business_id", "Y-tunnus", "business_id", "business_id_valid", clean="business_id"
        ),
        address("beneficiary", "street_address", "Jakeluosoite", mandatory=True),
        contact("phone", "Puhelinnumero", Personal.DETAIL),
        address("beneficiary", "postal_code", "Postinumero", mandatory=True),
        address("beneficiary", "town", "Postitoimipaikka", mandatory=True),
        contact("iban", "Tilinumero (IBAN)", Personal.DETAIL, "iban", mandatory=False),
        contact("bic", "BIC", Personal.OTHER, mandatory=False),
        address("beneficiary", "web_address", "WWW-osoite"),
        contact("contact_name", "Hankkeen yhteyshenkilön nimi", Personal.NAME),
        contact("contact_role", "Yhteyshenkilön asema hakijaorganisaatiossa", Personal.OTHER),
        contact("contact_email", "Yhteyshenkilön sähköpostiosoite", Personal.DETAIL),
        contact("contact_phone", "Yhteyshenkilön puhelinnumero", Personal.DETAIL),
        Element(
            "applicant_arrangement",
            "Hakijoiden lukumäärä tai tuen siirto -menettely",
            "chosen",
            Cell("project", ("applicant_arrangement",)),
            follows=Follow.VALUE,
        ),
    ),
    required=True,
)

BASICS = Section(
    "3",
    "Hankkeen perustiedot",
    fields(
        project("name", "Hankkeen julkinen nimi"),
        project("planned_start", "Alkamispäivämäärä", "one_date"),
        project("planned_end", "Päätymispäivämäärä", "one_date"),
        project("axis", *AXIS),
        project("objective", *OBJECTIVE),
        project("project_type", "Hanketyyppi"),
    ),
    required=True,
)

BUDGET = Section(
    "7",
    "Kustannusarvion ja rahoitussuunnitelman tiivistelmä",
    (
        *fields(
            Element(
                "advance_payment",
                "Hankkeelle haetaan ennakkoa",
                "yes_no_chosen",
                Cell("project", ("advance_payment",)),
                follows=Follow.VALUE,
            ),
            project("cost_model", "Kustannusmalli"),
        ),
        marker("A Hankkeen kustannukset ja rahoitus"),
        table(
            "budget_a",
            "Kustannukset\tYhteensä €\tRahoitus\tYhteensä €\tOsuus nettokustannuksista (%)",
            budget("A", "costs", "line", "amount_eur"),
            budget("A", "funding", "line", "amount_eur", "share_pct"),
            mandatory=True,
        ),
        *(
            marker(
                "B Erikseen raportoitavat osallistujien palkkakustannukset ja niiden rahoitus "
                f"(joihin ei myönnetä {fund}:n ja valtion rahoitusta)"
            )
            for fund in ("ESR", "EAKR")
        ),
        table(
            "budget_b",
            "Kustannukset\tYhteensä €\tRahoitus\tYhteensä €",
            budget("B", "costs", "line", "amount_eur"),
            budget("B", "funding", "line", "amount_eur"),
        ),
        Element(
            "budget_total",
            "Kustannusarvio yhteensä",
            "text",
            None,
            Style.ROW,
            mandatory=True,
            parts=(
                budget("total", "costs", "line", "amount_eur"),
                budget("total", "funding", "line", "amount_eur"),
            ),
        ),
    ),
    required=True,
)

GEOGRAPHY = Section(
    "10",
    "Maantieteellinen kohdealue",
    (
        Element(
            "geographic_scope",
            "Hankkeen toiminta kohdistuu yhden maakunnan alueelle",
            "scope",
            Cell("project", ("geographic_scope",)),
            Style.BOXES,
            Follow.VALUE,
        ),
        *fields(
            places("maakunta", "Maakunnat"),
            places("seutukunta", "Seutukunnat"),
            places("kunta", "Kunnat"),
            marker("Jos hanke toteutetaan yhdessä paikassa, mikä on toteutuspaikan osoite?"),
        ),
        table(
            "site",
            "Jakeluosoite\tPostinumero\tPostitoimipaikka",
            Part(
                (Cell("address", ("street_address", "postal_code", "town"), {"role": "site"}),),
                ("text", "text", "text"),
            ),
        ),
    ),
    required=True,
)

RISKS = Section(
    "11.2",
    "Minkälaisia riskejä hankkeen toteuttamiseen liittyy ja miten riskejä hallitaan?",
    (
        table(
            "risks",
            "Riski\tToimenpiteet riskin toteutumisen todennäköisyyden pienentämiseksi",
            Part((Cell("risk", ("risk", "measures"), rows=True),), ("text", "text")),
        ),
    ),
)

EQUALITY = Section(
    "13.1",
    "Sukupuolten tasa-arvo",
    (
        header("\tKyllä\tEi\tPerustelu"),
        *(question_row(name, label) for name, label in QUESTIONS.items()),
    ),
)

SUSTAINABILITY = Section(
    "13.2",
    "Kestävä kehitys",
    (
        header("Vaikutuksen kohde\tVaikutusaste\t\tPerustelu"),
        header("\tVälitön vaikutus\tVälillinen vaikutus"),
        *(
            element
            for heading, start in zip(GROUP_HEADINGS, (0, 5, 10), strict=True)
            for element in (
                marker(heading),
                *(criterion_row(c.name, c.name_fi) for c in CRITERIA[start : start + 5]),
            )
        ),
    ),
)

ATTACHMENTS = Section(
    "14",
    "Liitteet",
    (
        text("attachments", mandatory=False),
        marker("Hakija vakuuttaa tässä hakemuksessa ja sen liitteissä antamansa tiedot oikeiksi."),
        marker(
            "Viranomaisella on oikeus tarkastaa hakijaa koskevat verovelkatiedot, "
            "arvonlisäverovelvollisuutta koskevat tiedot sekä muut tarvittavat toiselta "
            "viranomaiselta saatavat tiedot, joilla voi olla vaikutusta rahoituksen myöntämiseen."
        ),
        marker(
            "Yhteishankkeessa tarkastusoikeus koskee kaikkia hakijoita ja tuen siirto "
            "–menettelyssä hakijan lisäksi kaikkia tuen siirronsaajia."
        ),
    ),
)

SIGNATURE = Section(
    "allekirjoitus",
    "Päiväys ja hakijaorganisaation sähköinen allekirjoitus",
    (people("signature", dated=True),),
    numbered=False,
)
