"""A made-up description that tests change one thing of, and short ways to read it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from seeds import read_reference
from transforms.document import parse_document, read_form
from transforms.engine import Reading
from transforms.readers import read_outline
from transforms.regions import Regions
from transforms.rows import Rows
from transforms.statements import Document

CONTACT = "Aamu Mäkelä"
BUSINESS_ID = "9104210-9"
QUESTIONS = (
    "Hankkeessa on tehty toimintaympäristön analyysi sukupuolinäkökulmasta",
    "Sukupuolinäkökulma on huomioitu hankkeen toiminnassa (valtavirtaistaminen)",
    "Hankkeen päätavoite on sukupuolten tasa-arvon edistäminen",
)
SUMMARY = "Hankkeessa opitaan yhdessä."
ACTUAL_GROUPS = "Pienten yritysten väki."
INDIRECT_GROUPS = "Alueen muut asukkaat."
ANALYSIS = "Analyysi tehtiin keväällä."
WASTE = "Jätettä syntyy vähemmän."
REPORT = "Hanke saavutti tavoitteensa."

DESCRIPTION = f"""\
Euroopan unioni Vipuvoimaa EU:lta

Euroopan sosiaalirahaston (ESR) rahoittaman hankkeen kuvaus

1 Hanke

Hankekoodi: S29100

Hankkeen nimi: Taitopolku

Toimintalinja: 4. Koulutus

Erityistavoite: 9.2. Osaaminen

Suunnitelman mukainen toteutusaika: Alkaa 1.3.2019 ja päättyy 31.8.2021

Toiminnan tila: Toiminta päättynyt

Vastuuviranomainen: Hämeen liitto

2 Hakijan perustiedot

Hakijan virallinen nimi: Havulahden koulutuskuntayhtymä

Organisaatiotyyppi: Kuntayhtymä

Y-tunnus: {BUSINESS_ID}

Jakeluosoite: Kaarnapolku 3

Puhelinnumero: 09 000 4100

Postinumero: 45100

Postitoimipaikka: Kouvola

WWW-osoite: www.havulahti.example

Hankkeen yhteyshenkilön nimi: {CONTACT}

Yhteyshenkilön asema hakijaorganisaatiossa: lehtori

Yhteyshenkilön sähköpostisoite: aamu.makela(at)havulahti.example

Yhteyshenkilön puhelinnumero: 050 000 0123

Hakijoiden lukumäärä tai tuen siirto -menettely: Vain yksi hakija

Osatoteuttajat

Tuulensuun Kehitys Oy, 9123405-5

3 Suunnitelman mukainen tiivistelmä toteutuksesta

{SUMMARY}

4 Hankkeen kohderyhmät

4.1 Varsinaiset kohderyhmät

{ACTUAL_GROUPS}

4.2 Välilliset kohderyhmät

{INDIRECT_GROUPS}

5 Projektin julkinen rahoitus, euroa

Myönnetty EU- ja valtion rahoitus: 80 000

Toteutunut EU- ja valtion rahoitus: 70 000

Suunniteltu julkinen rahoitus yhteensä: 100 000

Toteutunut julkinen rahoitus yhteensä: 90 000

6 Maantieteellinen kohdealue

Maakunnat: Kymenlaakso

Seutukunnat: Kouvolan

Kunnat: Iitti

Toteutuspaikan osoite, jos hanke toteutetaan yhdessä paikassa

Jakeluosoite: Torikatu 1

Postinumero: 45101

Postitoimipaikka: KOUVOLA

7 Hakemusvaiheessa ilmoitettavat arviot hankekohtaisista seurantiedoista

7.1 Osallistuvien yritysten lukumäärä

Suunniteltu: 12

Toteutunut seurantatietojen mukaan: 14

7.2 Osallistuvien henkilöiden lukumäärä

Suunniteltu: 140

7.3 Uudet työpaikat

Suunniteltu: 3

Toteutunut seurantatietojen mukaan: 2

8 Horisontaaliset periaatteet

8.1 Sukupuolten tasa-arvo

{QUESTIONS[0]}: Kyllä
{ANALYSIS}
{QUESTIONS[1]}: Kyllä
Ryhmät ovat tasapainossa.
{QUESTIONS[2]}: Ei
Tavoite on osaaminen.

8.2 Kestävä kehitys

VälitönVälillinen
Ekologinen kestävyys
Luonnonvarojen käytön kestävyys 0 1
Aineisto on sähköinen.
Ilmastonmuutoksen aiheuttamien riskien vähentäminen 0 0
Kasvillisuus, eliöt ja luonnon monimuotoisuus 0 0
Pinta- ja pohjavedet, maaperä sekä ilma (ja kasvihuonekaasujen väheneminen) 0 0
Natura 2000 -ohjelman kohteet 0 0
Taloudellinen kestävyys
Materiaalit ja jätteet -1 2
{WASTE}
Uusiutuvien energialähteiden käyttö 0 0
Paikallisen elinkeinorakenteen kestävä kehittäminen 0 0
Aineettomien tuotteiden ja palvelujen kehittäminen 0 0
Liikkuminen ja logistiikka 0 0
Sosiaalinen ja kulttuurinen kestävyys sekä yhdenvertaisuus
Hyvinvoinnin edistäminen 0 0
Tasa-arvon edistäminen 0 0
Yhteiskunnallinen ja kulttuurinen yhdenvertaisuus 0 0
Kulttuuriympäristö 3 4
Pihapiiri säilyy.
Ympäristöosaaminen 0 0

9 Loppuraportin tiivistelmä

{REPORT}
"""


@cache
def regions() -> Regions:
    """The project's own regional classification."""
    return Regions(*map(read_reference, ("region", "region_name", "region_change")))


def changed(old: str, new: str, text: str = DESCRIPTION) -> str:
    """The description with the one place that says `old` saying `new`."""
    assert text.count(old) == 1, f"{text.count(old)} places say {old!r}"
    return text.replace(old, new)


def without_section(start: str, end: str | None) -> str:
    """The description without what stands from the heading `start` to the heading `end`."""
    head, _, rest = DESCRIPTION.partition(f"\n{start}")
    return head + ("\n" + end + rest.partition(f"\n{end}")[2] if end else "\n")


def line_of(line: str, text: str = DESCRIPTION) -> int:
    """Number of the first line that is exactly `line`."""
    return text.split("\n").index(line) + 1


def read(text: str) -> Reading:
    """A text taken apart by its form."""
    return read_form(read_outline(text.encode()))


def parse(content: str | bytes) -> Document:
    """A text or bytes as one document."""
    data = content.encode() if isinstance(content, str) else content
    return parse_document("made-up", data, regions())


def said(document: Document) -> Rows:
    """The rows of a document that states one project."""
    (statement,) = document.statements
    return statement.rows


def stated(document: Document) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but for where it stands, white space made single.

    How the file is encoded, and on which pages its lines stand, are matters of their own.
    """
    return {
        table: [
            {
                column: plain(value)
                for column, value in row.items()
                if column not in ("line_number", "line_numbers")
            }
            for row in found
            if row.get("rule") != "encoding_not_utf8"
        ]
        for statement in document.statements
        for table, found in statement.rows.finished()
        if table != "page"
    }


def plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def rows(content: str | bytes, table: str) -> list[dict[str, Any]]:
    """Rows of one stage table of a text."""
    document = parse(content)
    assert document.refusal is None, document.refusal
    return dict(said(document).finished()).get(table, [])


def findings(content: str | bytes) -> list[dict[str, Any]]:
    """What was noticed while a text was read, the unmapped indicator 7.3 apart."""
    return [row for row in rows(content, "finding") if row["rule"] != "indicator_unmapped"]


def texts(content: str) -> dict[str, str]:
    """Free texts of a description by section."""
    return {row["section"]: row["text"] for row in rows(content, "text")}


def published_texts(content: str | bytes) -> Iterator[str]:
    """Every text of every table that is published."""
    document = parse(content)
    for table, found in said(document).finished():
        if table != "contact":
            yield from (v for row in found for v in row.values() if isinstance(v, str))
