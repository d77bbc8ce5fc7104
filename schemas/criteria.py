"""The fifteen criteria of sustainable development (description 8.2, plan 13.2)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    """One criterion: `group` is ecological, economic or social; `name_fi` the form's words."""

    name: str
    group: str
    name_fi: str


CRITERIA = (
    Criterion("natural_resources", "ecological", "Luonnonvarojen käytön kestävyys"),
    Criterion("climate_risks", "ecological", "Ilmastonmuutoksen aiheuttamien riskien vähentäminen"),
    Criterion("biodiversity", "ecological", "Kasvillisuus, eliöt ja luonnon monimuotoisuus"),
    Criterion(
        "water_soil_air",
        "ecological",
        "Pinta- ja pohjavedet, maaperä sekä ilma (ja kasvihuonekaasujen väheneminen)",
    ),
    Criterion("natura_2000", "ecological", "Natura 2000 -ohjelman kohteet"),
    Criterion("materials_waste", "economic", "Materiaalit ja jätteet"),
    Criterion("renewable_energy", "economic", "Uusiutuvien energialähteiden käyttö"),
    Criterion("local_economy", "economic", "Paikallisen elinkeinorakenteen kestävä kehittäminen"),
    Criterion(
        "intangible_products", "economic", "Aineettomien tuotteiden ja palvelujen kehittäminen"
    ),
    Criterion("mobility_logistics", "economic", "Liikkuminen ja logistiikka"),
    Criterion("well_being", "social", "Hyvinvoinnin edistäminen"),
    Criterion("equality", "social", "Tasa-arvon edistäminen"),
    Criterion(
        "social_cultural_equality", "social", "Yhteiskunnallinen ja kulttuurinen yhdenvertaisuus"
    ),
    Criterion("cultural_environment", "social", "Kulttuuriympäristö"),
    Criterion("environmental_skills", "social", "Ympäristöosaaminen"),
)
GROUP_HEADINGS = (
    "Ekologinen kestävyys",
    "Taloudellinen kestävyys",
    "Sosiaalinen ja kulttuurinen kestävyys sekä yhdenvertaisuus",
)
