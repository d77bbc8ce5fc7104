"""Section 12 of the plan: expected participants, their training and their education."""

from schemas.plan_columns import (
    AGES,
    DAY_TYPES,
    EDUCATION_AGES,
    EDUCATIONS,
    LABOUR_STATUSES,
    SIZE_CLASSES,
)
from transforms.elements import fields, repeated
from transforms.form import Section
from transforms.tables import across, cell, cross, days, header, planned, row, total

COMPANIES = Section(
    "12.1",
    "Hankkeeseen osallistuvien yritysten arvioitu lukumäärä",
    (
        header("Henkilöstömäärä\tYritysten lukumäärä"),
        *(
            row(
                f"companies_{size}",
                label,
                cell({"breakdown": "company_size", "size_class": size}),
            )
            for size, label in SIZE_CLASSES.items()
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
        header("\t".join(["", *LABOUR_STATUSES.values(), "Yhteensä"])),
        *cross("persons", "age_and_labour_status", AGES, "labour_status", LABOUR_STATUSES),
        across(
            "persons_total",
            "Yhteensä",
            {"breakdown": "age_and_labour_status"},
            "labour_status",
            LABOUR_STATUSES,
            planned("participating_persons"),
            totals=True,
        ),
        across("persons_women", "Joista naisia", WOMEN, "labour_status", LABOUR_STATUSES),
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
        header("\t".join(["", *EDUCATIONS.values(), "Yhteensä"])),
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
            cell({"breakdown": "counsellors"}),
        ),
        row(
            "counsellors_women",
            "joista naisia",
            cell({"breakdown": "women_counsellors", "sex": "female"}),
        ),
    ),
)
