"""The plan form's own words: headings, labels and paragraphs, in the order they are printed."""

from benchmarks import lists

FUND_NAMES = {"ESF": "Euroopan sosiaalirahasto", "ERDF": "Euroopan aluekehitysrahasto"}
TITLES = ("Hankesuunnitelma", "Hankehakemus")
STATUS = "Käynnissä"
MARKS = "merkinnät"
PAGE = "\f"
# Which tables have rules: those of the real plan, under every header, between all rows, none.
RULES = ("real", "headers", "rows", "none")
HEADINGS = {
    "1": "1 Viranomainen, jolle hakemus osoitetaan",
    "2": "2 Hakijan perustiedot",
    "3": "3 Hankkeen perustiedot",
    "4": "4 Tiivistelmä (julkaistaan internetin tietopalvelussa)",
    "4.1": "4.1 Hankkeen julkinen tiivistelmä (tavoitteet, toimenpiteet, tulokset)",
    "4.2": "4.2 Hankkeen nimi englannin kielellä",
    "4.3": "4.3 Hankkeen julkinen tiivistelmä englannin kielellä",
    "5": "5 Hankkeen tarve, tavoitteet ja kohderyhmä",
    "5.1": "5.1 Mihin tarpeeseen tai ongelmaan hankkeella haetaan ratkaisua? Miten hanke on "
    "valmisteltu? Miten valmistelussa on otettu huomioon aiemmin rahoitettujen hankkeiden "
    "tulokset?",
    "5.2": "5.2 Mitkä ovat hankkeen tavoitteet?",
    "5.3": "5.3 Mikä on hankkeen uutuus- tai lisäarvo? Mitä toimintatapojen muutosta halutaan "
    "saada aikaan?",
    "5.4": "5.4 Mitkä ovat hankkeen varsinaiset kohderyhmät?",
    "5.5": "5.5 Mitkä ovat hankkeen välilliset kohderyhmät?",
    "6": "6 Toteutus ja tulokset",
    "6.1": "6.1 Mitkä ovat hankkeen konkreettiset toimenpiteet tavoitteiden saavuttamiseksi?",
    "6.2": "6.2 Mitä tuloksia hankkeella saadaan aikaan? Mitä lyhyen ja pitkän aikavälin "
    "vaikutuksia sillä on?",
    "6.3": "6.3 Miten hakemuksen kohteena olevaa toimintaa jatketaan ja tuloksia sekä kokemuksia "
    "hyödynnetään hankkeen päättymisen jälkeen?",
    "7": "7 Kustannusarvion ja rahoitussuunnitelman tiivistelmä",
    "8": "8 Muilta rahoittajilta haettu rahoitus",
    "8.1": "8.1 Mitä sitovia sopimuksia tai aiesopimuksia on rahoitussuunnitelmassa esitetyistä "
    "muun julkisen rahoituksen, kuntarahoituksen ja yksityisen rahoituksen osuuksista (ml. "
    "omarahoitusosuus)?",
    "8.2": "8.2 Onko hankkeeseen haettu tai ollaanko hakemassa rahoitusta muilta rahoittajilta? "
    "Mistä ja milloin rahoitusta on haettu? Kuinka paljon rahoitusta on haettu tai myönnetty?",
    "9": "9 Yhteydet muihin hankkeisiin",
    "9.1": "9.1 Mihin muihin Manner-Suomen rakennerahasto-ohjelmasta rahoitettaviin hankkeisiin "
    "tai hankekokonaisuuksiin hakemus liittyy ja miten? (Merkitse myös hakemusnumerot tai "
    "hankekoodit.)",
    "9.2": "9.2 Mihin muista rahoituslähteistä rahoitettaviin hankkeisiin tai "
    "hankekokonaisuuksiin hakemus liittyy ja miten? (Merkitse myös hakemusnumerot tai "
    "hankekoodit, jos niitä on.)",
    "10": "10 Maantieteellinen kohdealue",
    "11": "11 Hakijan osaaminen, hankkeen riskiarviointi ja ohjausryhmä",
    "11.1": "11.1 Minkälainen on hakijan osaaminen ja kokemus hankkeiden toteuttamisesta ja "
    "hankesuunnitelman mukaisesta sisällöllisestä teemasta?",
    "11.2": "11.2 Minkälaisia riskejä hankkeen toteuttamiseen liittyy ja miten riskejä hallitaan?",
    "11.3": "11.3 Esitys hankkeen ohjausryhmän kokoonpanoksi",
    "12": "12 Hakemusvaiheessa ilmoitettavat arviot hankekohtaisista seurantatiedoista",
    "12.1": "12.1 Hankkeeseen osallistuvien yritysten arvioitu lukumäärä",
    "12.2": "12.2 Hankkeeseen osallistuvien henkilöiden lukumäärät hankkeen keston ajalta "
    "työmarkkina-aseman mukaan, naisten määrä eriteltyinä",
    "12.3": "12.3 Osallistujien henkilökoulutus- ja henkilötyöpäivät koko hankkeen keston ajalta",
    "12.4": "12.4 Hankkeeseen osallistuvien alle 30-vuotiaiden, 30-54-vuotiaiden ja yli "
    "54-vuotiaiden koulutustausta, naisten määrä eriteltyinä",
    "12.5": "12.5 Hankkeeseen osallistuvien opinto-ohjaajien, uraneuvojen ja muiden "
    "ohjauspalveluiden asiantuntijoiden lukumäärä, naisten määrä eriteltyinä",
    "13": "13 Horisontaaliset periaatteet",
    "13.1": "13.1 Sukupuolten tasa-arvo",
    "13.2": "13.2 Kestävä kehitys",
    "14": "14 Liitteet",
}
JOINED = {"9": "9.1", "11": "11.1"}
# Free texts by section; 11.3 is a list of people.
TEXTS = {
    "4.1": "summary", "4.2": "name_en", "4.3": "summary_en", "5.1": "need", "5.2": "aims",
    "5.3": "novelty", "5.4": "target_groups", "5.5": "indirect_target_groups", "6.1": "actions",
    "6.2": "results", "6.3": "continuation", "8.1": "funding_agreements", "8.2": "other_funding",
    "9.1": "programme_links", "9.2": "other_links", "11.1": "competence",
    "11.3": "steering_group", "14": "attachments",
}  # fmt: skip
Row = tuple[tuple[str, str], ...]
ROWS: dict[str, tuple[Row, ...]] = {
    MARKS: (
        (("Saapumispäivämäärä", "arrival_date"), ("Diaarinumero", "diary_number")),
        (("Käsittelijä", "handler"), ("Puhelinnumero", "handler_phone")),
        (("Hakemusnumero", "application_number"), ("Hankekoodi", "project_code")),
        (("Hakemustyyppi", "application_type"), ("Tila", "status")),
    ),
    "1": ((("Viranomainen", "authority"),),),
    "2": (
        (("Hakijan virallinen nimi", "beneficiary.name"), ("", "")),
        (("Organisaatiotyyppi", "beneficiary.type"), ("Y-tunnus", "beneficiary.business_id")),
        (("Jakeluosoite", "beneficiary.street"), ("Puhelinnumero", "organisation_phone")),
        (("Postinumero", "beneficiary.postal_code"), ("Postitoimipaikka", "beneficiary.town")),
        (("Tilinumero (IBAN)", "iban"), ("BIC", "bic")),
        (("WWW-osoite", "beneficiary.web"), ("", "")),
        (
            ("Hankkeen yhteyshenkilön nimi", "contact.name"),
            ("Yhteyshenkilön asema hakijaorganisaatiossa", "contact.role"),
        ),
        (
            ("Yhteyshenkilön sähköpostiosoite", "contact.email"),
            ("Yhteyshenkilön puhelinnumero", "contact.phone"),
        ),
        (
            ("Hakijoiden lukumäärä tai tuen siirto -menettely", "applicant_arrangement"),
            ("", ""),
        ),
    ),
    "3": (
        (("Hankkeen julkinen nimi", "name"), ("", "")),
        (("Alkamispäivämäärä", "planned_start"), ("Päätymispäivämäärä", "planned_end")),
        (("Toimintalinja", "axis"), ("", "")),
        (("Erityistavoite", "objective"), ("", "")),
        (("Hanketyyppi", "project_type"), ("", "")),
    ),
}
MONEY_ROWS: tuple[Row, ...] = (
    (("Hankkeelle haetaan ennakkoa", "advance_payment"),),
    (("Kustannusmalli", "cost_model"),),
)
PLACE_ROWS: tuple[Row, ...] = (
    (("Maakunnat", "maakunnat"), ("", ""), ("", "")),
    (("Seutukunnat", "seutukunnat"), ("", ""), ("", "")),
    (("Kunnat", "kunnat"), ("", ""), ("", "")),
)
ARRANGEMENTS = (lists.ONE_APPLICANT, lists.SEVERAL_APPLICANTS, lists.SUPPORT_TRANSFER)
SCOPES = {
    "one_region": "Hankkeen toiminta kohdistuu yhden maakunnan alueelle",
    "several_regions": "Hankkeen toiminta kohdistuu usean maakunnan alueelle",
    "national": "Hankkeen toiminta on valtakunnallista",
}
SITE_QUESTION = "Jos hanke toteutetaan yhdessä paikassa, mikä on toteutuspaikan osoite?"
SITE_HEADER = ("Jakeluosoite", "Postinumero", "Postitoimipaikka")
RISK_HEADER = ("Riski", "Toimenpiteet riskin toteutumisen todennäköisyyden pienentämiseksi")
DECLARATION = (
    "Hakija vakuuttaa tässä hakemuksessa ja sen liitteissä antamansa tiedot oikeiksi.",
    "Viranomaisella on oikeus tarkastaa hakijaa koskevat verovelkatiedot, "
    "arvonlisäverovelvollisuutta koskevat tiedot sekä muut tarvittavat toiselta viranomaiselta "
    "saatavat tiedot, joilla voi olla vaikutusta rahoituksen myöntämiseen.",
    "Yhteishankkeessa tarkastusoikeus koskee kaikkia hakijoita ja tuen siirto –menettelyssä "
    "hakijan lisäksi kaikkia tuen siirronsaajia.",
)
SIGNATURE = "Päiväys ja hakijaorganisaation sähköinen allekirjoitus"
SIGNED = "(Allekirjoitettu sähköisesti vahvalla Suomi.fi-tunnistautumisella)"
