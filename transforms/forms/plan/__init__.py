"""Form 2, the plan (hankesuunnitelma, hankehakemus) of an ESR or EAKR project, 2014-2020."""

from transforms.elements import fields, people, project, text
from transforms.form import Cell, Element, Follow, Form, Part, Section, Style
from transforms.forms.plan.monitoring import COMPANIES, COUNSELLORS, EDUCATION, PERSONS, TRAINING
from transforms.forms.plan.sections import (
    APPLICANT,
    ATTACHMENTS,
    BASICS,
    BUDGET,
    EQUALITY,
    GEOGRAPHY,
    MARKS,
    RISKS,
    SIGNATURE,
    SUSTAINABILITY,
)

LINKS = Part(
    (Cell("link", ("linked_code", "linked_diary_number"), rows=True),),
    ("links",),
)


def texts(*sections: tuple[str, str, str], mandatory: bool = True) -> tuple[Section, ...]:
    """Sections that hold nothing but a text: number, heading, name of the text."""
    return tuple(
        Section(number, heading, (text(name, mandatory=mandatory),))
        for number, heading, name in sections
    )


def links(number: str, heading: str, name: str) -> Section:
    return Section(number, heading, (text(name, mandatory=False, parts=(LINKS,)),))


FUNDS = {"Euroopan sosiaalirahasto": "ESF", "Euroopan aluekehitysrahasto": "ERDF"}

FORM = Form(
    kind="plan",
    titles=("Hankesuunnitelma", "Hankehakemus"),
    funds=FUNDS,
    furniture=(
        "Euroopan unioni",
        "Kestävää kasvua ja työtä 2014–2020",
        "Suomen rakennerahasto-ohjelma",
    ),
    page_header="Hankkeen nimi",
    sections=(
        MARKS,
        Section(
            "1",
            "Viranomainen, jolle hakemus osoitetaan",
            fields(project("authority", "Viranomainen")),
        ),
        APPLICANT,
        BASICS,
        Section("4", "Tiivistelmä (julkaistaan internetin tietopalvelussa)"),
        *texts(
            ("4.1", "Hankkeen julkinen tiivistelmä (tavoitteet, toimenpiteet, tulokset)", "summary")
        ),
        Section(
            "4.2",
            "Hankkeen nimi englannin kielellä",
            (
                Element(
                    "name_en",
                    "",
                    "text",
                    Cell("project", (), follow="name_en"),
                    Style.BODY,
                    Follow.TEXT,
                ),
            ),
        ),
        Section(
            "4.3",
            "Hankkeen julkinen tiivistelmä englannin kielellä",
            (text("summary", lang="en", mandatory=False),),
        ),
        Section("5", "Hankkeen tarve, tavoitteet ja kohderyhmä"),
        *texts(
            (
                "5.1",
                "Mihin tarpeeseen tai ongelmaan hankkeella haetaan ratkaisua? Miten hanke on "
                "valmisteltu? Miten valmistelussa on otettu huomioon aiemmin rahoitettujen "
                "hankkeiden tulokset?",
                "need",
            ),
            ("5.2", "Mitkä ovat hankkeen tavoitteet?", "aims"),
            (
                "5.3",
                "Mikä on hankkeen uutuus- tai lisäarvo? Mitä toimintatapojen muutosta halutaan "
                "saada aikaan?",
                "novelty",
            ),
            ("5.4", "Mitkä ovat hankkeen varsinaiset kohderyhmät?", "target_groups"),
            ("5.5", "Mitkä ovat hankkeen välilliset kohderyhmät?", "indirect_target_groups"),
        ),
        Section("6", "Toteutus ja tulokset"),
        *texts(
            (
                "6.1",
                "Mitkä ovat hankkeen konkreettiset toimenpiteet tavoitteiden saavuttamiseksi?",
                "actions",
            ),
            (
                "6.2",
                "Mitä tuloksia hankkeella saadaan aikaan? Mitä lyhyen ja pitkän aikavälin "
                "vaikutuksia sillä on?",
                "results",
            ),
            (
                "6.3",
                "Miten hakemuksen kohteena olevaa toimintaa jatketaan ja tuloksia sekä kokemuksia "
                "hyödynnetään hankkeen päättymisen jälkeen?",
                "continuation",
            ),
        ),
        BUDGET,
        Section("8", "Muilta rahoittajilta haettu rahoitus"),
        *texts(
            (
                "8.1",
                "Mitä sitovia sopimuksia tai aiesopimuksia on rahoitussuunnitelmassa esitetyistä "
                "muun julkisen rahoituksen, kuntarahoituksen ja yksityisen rahoituksen osuuksista "
                "(ml. omarahoitusosuus)?",
                "funding_agreements",
            ),
            (
                "8.2",
                "Onko hankkeeseen haettu tai ollaanko hakemassa rahoitusta muilta rahoittajilta? "
                "Mistä ja milloin rahoitusta on haettu? Kuinka paljon rahoitusta on haettu tai "
                "myönnetty?",
                "other_funding",
            ),
            mandatory=False,
        ),
        Section("9", "Yhteydet muihin hankkeisiin"),
        links(
            "9.1",
            "Mihin muihin Manner-Suomen rakennerahasto-ohjelmasta rahoitettaviin hankkeisiin tai "
            "hankekokonaisuuksiin hakemus liittyy ja miten? (Merkitse myös hakemusnumerot tai "
            "hankekoodit.)",
            "programme_links",
        ),
        links(
            "9.2",
            "Mihin muista rahoituslähteistä rahoitettaviin hankkeisiin tai hankekokonaisuuksiin "
            "hakemus liittyy ja miten? (Merkitse myös hakemusnumerot tai hankekoodit, jos niitä "
            "on.)",
            "other_links",
        ),
        GEOGRAPHY,
        Section("11", "Hakijan osaaminen, hankkeen riskiarviointi ja ohjausryhmä"),
        *texts(
            (
                "11.1",
                "Minkälainen on hakijan osaaminen ja kokemus hankkeiden toteuttamisesta ja "
                "hankesuunnitelman mukaisesta sisällöllisestä teemasta?",
                "competence",
            )
        ),
        RISKS,
        Section("11.3", "Esitys hankkeen ohjausryhmän kokoonpanoksi", (people("steering_group"),)),
        Section("12", "Hakemusvaiheessa ilmoitettavat arviot hankekohtaisista seurantatiedoista"),
        COMPANIES,
        PERSONS,
        TRAINING,
        EDUCATION,
        COUNSELLORS,
        Section("13", "Horisontaaliset periaatteet"),
        EQUALITY,
        SUSTAINABILITY,
        ATTACHMENTS,
        SIGNATURE,
    ),
)
