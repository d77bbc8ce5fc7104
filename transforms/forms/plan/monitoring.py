"""Section 12 of the plan: expected participants, their training and their education."""

from transforms.elements import fields, repeated
from transforms.form import Section
from transforms.tables import across, count, cross, days, header, planned, row, total

STATUSES = ("unemployed", "in_education", "employed", "outside_labour_force")
EDUCATIONS = ("without_primary", "basic", "upper_secondary", "tertiary")
SIZES = {
    "micro": "Mikroyritys",
    "small": "Pieni yritys",
    "medium": "Keskisuuri yritys",
    "large": "Suuryritys",
}
AGES = {
    "under_25": "Alle 25-vuotiaita",
    "25_29": "25-29-vuotiaita",
    "30_54": "30-54-vuotiaita",
    "over_54": "Yli 54-vuotiaita",
}
EDUCATION_AGES = {
    "under_30": "Alle 30-vuotiaita",
    "30_54": "30-54-vuotiaita",
    "over_54": "Yli 54-vuotiaita",
}
DAY_TYPES = {
    "classroom_teaching": "Lähiopetuspäiviä",
    "distance_teaching": "Etäopetuspäiviä",
    "subsidised_employment": "Tukityöllistämispäiviä",
    "guidance": "Ohjaus- tai konsultointipäiviä",
    "other": "Muita henkilötyöpäiviä",
}

COMPANIES = Section(
    "12.1",
    "Hankkeeseen osallistuvien yritysten arvioitu lukumäärä",
    (
        header("Henkilöstömäärä\tYritysten lukumäärä"),
        *(
            row(
                f"companies_{size}",
                label,
                count({"breakdown": "company_size", "size_class": size}),
            )
            for size, label in SIZES.items()
        ),
        row(
            "companies_total",
            "Yhteensä",
            total({"breakdown": "company_size"}, planned("participating_companies")),
        ),
    ),
)

WOMEN = {"breakdown": "women_by_labour_status", "sex": "female"}
PERSONS = Section(
    "12.2",
    "Hankkeeseen osallistuvien henkilöiden lukumäärät hankkeen keston ajalta työmarkkina-aseman "
    "mukaan, naisten määrä eriteltyinä",
    (
        header(
            "\tTyöttömät (ml. pitkäaikaistyöttömät)"
            "\tYleissivistävässä / ammatillisessa koulutuksessa olevat"
            "\tTyössä olevat (ml. yrittäjät)\tTyömarkkinoiden ulkopuolella olevat\tYhteensä"
        ),
        *cross("persons", "age_and_labour_status", AGES, "labour_status", STATUSES),
        across(
            "persons_total",
            "Yhteensä",
            {"breakdown": "age_and_labour_status"},
            "labour_status",
            STATUSES,
            planned("participating_persons"),
            totals=True,
        ),
        across("persons_women", "Joista naisia", WOMEN, "labour_status", STATUSES),
    ),
)

TRAINING = Section(
    "12.3",
    "Osallistujien henkilökoulutus- ja henkilötyöpäivät koko hankkeen keston ajalta",
    (
        header("\tYhteensä"),
        *(days(f"days_{kind}", label, {"day_type": kind}) for kind, label in DAY_TYPES.items()),
        days("days_total", "Yhteensä", {"is_total": True}),
    ),
)

EDUCATION_WOMEN = {"breakdown": "women_by_education", "sex": "female"}
EDUCATION = Section(
    "12.4",
    "Hankkeeseen osallistuvien alle 30-vuotiaiden, 30-54-vuotiaiden ja yli 54-vuotiaiden "
    "koulutustausta, naisten määrä eriteltyinä",
    (
        *fields(repeated("axis", "Toimintalinja"), repeated("objective", "Erityistavoite")),
        header(
            "\tOsallistujat ilman perusasteen (ISCED 1) koulutusta"
            "\tAlemman perusasteen (ISCED 1) ja ylemmän perusasteen (ISCED 2) koulutuksen "
            "suorittaneet"
            "\tKeskiasteen (ISCED 3) tai keskiasteen jälkeisen (ISCED 4) koulutuksen suorittaneet"
            "\tKorkea-asteen koulutuksen (ISCED 5 to 8) suorittaneet\tYhteensä"
        ),
        *cross("education", "age_and_education", EDUCATION_AGES, "education", EDUCATIONS),
        across(
            "education_total",
            "Yhteensä",
            {"breakdown": "age_and_education"},
            "education",
            EDUCATIONS,
            totals=True,
        ),
        across("education_women", "joista naisia", EDUCATION_WOMEN, "education", EDUCATIONS),
    ),
)

COUNSELLORS = Section(
    "12.5",
    "Hankkeeseen osallistuvien opinto-ohjaajien, uraneuvojen ja muiden ohjauspalveluiden "
    "asiantuntijoiden lukumäärä, naisten määrä eriteltyinä",
    (
        *fields(repeated("axis", "Toimintalinja"), repeated("objective", "Erityistavoite")),
        header("\tYhteensä"),
        row(
            "counsellors",
            "Osallistuvat opinto-ohjaajat, uraneuvojat ja muut ohjauspalveluiden asiantuntijat",
            count({"breakdown": "counsellors"}),
        ),
        row(
            "counsellors_women",
            "joista naisia",
            count({"breakdown": "women_counsellors", "sex": "female"}),
        ),
    ),
)
