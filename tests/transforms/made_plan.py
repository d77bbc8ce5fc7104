"""A short made-up plan that tests change one thing of."""
# The form's own lines are long.
# ruff: noqa: E501

NAME = "Hankkeen nimi: Taitopolku"
CONTACT, HANDLER = "Aamu Mäkelä", "Otso Savipelto"
NEED = "Alueelta puuttuu ohjaajia. Tarve on kasvanut."
ACTIONS = "Hankkeessa opitaan yhdessä."
PROGRAMME_LINKS = "Hanke jatkaa aiempaa työtä."
STEERING = "- Kehitysjohtaja Lumi Närekangas\n- Oppilaitoksen edustaja"
ATTACHMENTS = "Yhteistyösopimus"
CHECKED, EMPTY = '<input checked="" type="checkbox"/>', '<input type="checkbox"/>'
WIDE = "\tTyöttömät (ml. pitkäaikaistyöttömät)\tYleissivistävässä / ammatillisessa koulutuksessa olevat"
STATUS_HEADER = (
    f"{WIDE}\tTyössä olevat (ml. yrittäjät)\tTyömarkkinoiden ulkopuolella olevat\tYhteensä"
)
EDUCATION_HEADER = "\t".join(
    [
        "",
        "Osallistujat ilman perusasteen (ISCED 1) koulutusta",
        "Alemman perusasteen (ISCED 1) ja ylemmän perusasteen (ISCED 2) koulutuksen suorittaneet",
        "Keskiasteen (ISCED 3) tai keskiasteen jälkeisen (ISCED 4) koulutuksen suorittaneet",
        "Korkea-asteen koulutuksen (ISCED 5 to 8) suorittaneet",
        "Yhteensä",
    ]
)
COSTS_HEADER = "Kustannukset\tYhteensä €\tRahoitus\tYhteensä €\tOsuus nettokustannuksista (%)"
QUESTION = "Hankkeen päätavoite on sukupuolten tasa-arvon edistäminen"

PLAN = f"""\
{NAME}

Euroopan unioni
Euroopan sosiaalirahasto

Hankesuunnitelma
Kestävää kasvua ja työtä 2014–2020
Suomen rakennerahasto-ohjelma

Viranomaisen merkintöjä

Saapumispäivämäärä 2.6.2019\tDiaarinumero EURA 2014/90001/09 02 01 01/2019/POPELY
Käsittelijä {HANDLER}\tPuhelinnumero 029 000 0411
Hakemusnumero 900107\tHankekoodi S29100
Hakemustyyppi Uusi\tTila Käynnissä

1 Viranomainen, jolle hakemus osoitetaan

Viranomainen Hämeen liitto

2 Hakijan perustiedot

Hakijan virallinen nimi Havulahden koulutuskuntayhtymä\t
Organisaatiotyyppi Kuntayhtymä\tY-tunnus 9104210-9
Jakeluosoite Kaarnapolku 3\tPuhelinnumero 09 000 4100
Postinumero 45100\tPostitoimipaikka Kouvola
Tilinumero (IBAN) FI2199000013704178\tBIC ESIMFIHH
WWW-osoite www.havulahti.example\t
Hankkeen yhteyshenkilön nimi {CONTACT}\tYhteyshenkilön asema hakijaorganisaatiossa lehtori
Yhteyshenkilön sähköpostiosoite aamu@havulahti.example\tYhteyshenkilön puhelinnumero 050 000 0123
Hakijoiden lukumäärä tai tuen siirto -menettely {CHECKED} Vain yksi hakija {EMPTY} Hakijoita on useampi kuin yksi (yhteishanke)

3 Hankkeen perustiedot

Hankkeen julkinen nimi Taitopolku\t
Alkamispäivämäärä 1.3.2019\tPäätymispäivämäärä 31.8.2021
Toimintalinja 4. Koulutus\t
Erityistavoite 9.2. Osaaminen\t
Hanketyyppi Kehittämishanke\t

4 Tiivistelmä (julkaistaan internetin tietopalvelussa)

4.1 Hankkeen julkinen tiivistelmä (tavoitteet, toimenpiteet, tulokset)

Tiivistelmä on lyhyt.

5 Hankkeen tarve, tavoitteet ja kohderyhmä

5.1 Mihin tarpeeseen tai ongelmaan hankkeella haetaan ratkaisua? Miten hanke on valmisteltu? Miten valmistelussa on otettu huomioon aiemmin rahoitettujen hankkeiden tulokset?

{NEED}

6 Toteutus ja tulokset

6.1 Mitkä ovat hankkeen konkreettiset toimenpiteet tavoitteiden saavuttamiseksi?

{ACTIONS}

7 Kustannusarvion ja rahoitussuunnitelman tiivistelmä

Hankkeelle haetaan ennakkoa {EMPTY} Kyllä {CHECKED} Ei
Kustannusmalli Flat rate 17 % palkkakustannuksista

A Hankkeen kustannukset ja rahoitus

{COSTS_HEADER}
1 Palkkakustannukset\t1 000\t1 Haettava ESR- ja valtion rahoitus\t936\t80,00
2 Flat rate\t170\t2 Kuntien rahoitus\t234\t20,00
\t\t3 Muu julkinen rahoitus\t0\t0,00
\t\t4 Yksityinen rahoitus\t0\t0,00
Kustannukset yhteensä\t1 170\tRahoitus yhteensä\t1 170\t100,00
5 Tulot\t0\t\t\t
Nettokustannukset yhteensä\t1 170\t\t\t

B Erikseen raportoitavat osallistujien palkkakustannukset ja niiden rahoitus (joihin ei myönnetä ESR:n ja valtion rahoitusta)

Kustannukset\tYhteensä €\tRahoitus\tYhteensä €
6 Kunnat\t500\t5 Kuntien rahoitus\t500
7 Muu julkinen\t0\t6 Muu julkinen rahoitus\t0
Yhteensä\t500\tYhteensä\t500

Kustannusarvio yhteensä\t1 670\tRahoitussuunnitelma yhteensä\t1 670
-----------------------\t-----\t---------------------------\t-----

9 Yhteydet muihin hankkeisiin**9.1 Mihin muihin Manner-Suomen rakennerahasto-ohjelmasta rahoitettaviin hankkeisiin tai hankekokonaisuuksiin hakemus liittyy ja miten? (Merkitse myös hakemusnumerot tai hankekoodit.)**

{PROGRAMME_LINKS}

10 Maantieteellinen kohdealue

{CHECKED} Hankkeen toiminta kohdistuu yhden maakunnan alueelle\t{EMPTY} Hankkeen toiminta kohdistuu usean maakunnan alueelle\t{EMPTY} Hankkeen toiminta on valtakunnallista
Maakunnat Kymenlaakso\t\t
Seutukunnat Kouvolan\t\t
Kunnat Iitti\t\t

Jos hanke toteutetaan yhdessä paikassa, mikä on toteutuspaikan osoite?

Jakeluosoite\tPostinumero\tPostitoimipaikka
------------\t-----------\t----------------
Torikatu 1\t45101\tKOUVOLA

11.2 Minkälaisia riskejä hankkeen toteuttamiseen liittyy ja miten riskejä hallitaan?

Riski\tToimenpiteet riskin toteutumisen todennäköisyyden pienentämiseksi
Aikataulu pettää\tSeurataan kuukausittain

11.3 Esitys hankkeen ohjausryhmän kokoonpanoksi

{STEERING}

12.1 Hankkeeseen osallistuvien yritysten arvioitu lukumäärä

Henkilöstömäärä\tYritysten lukumäärä
Mikroyritys\t5
Pieni yritys\t0
Keskisuuri yritys\t
Suuryritys\t
Yhteensä\t5

12.2 Hankkeeseen osallistuvien henkilöiden lukumäärät hankkeen keston ajalta työmarkkina-aseman mukaan, naisten määrä eriteltyinä

{NAME}

{STATUS_HEADER}
Alle 25-vuotiaita\t1\t\t\t\t1
25-29-vuotiaita\t\t\t2\t\t2
30-54-vuotiaita\t\t\t30\t\t30
Yli 54-vuotiaita\t\t\t\t\t0
Yhteensä\t1\t0\t32\t0\t33
Joista naisia\t1\t\t20\t\t21

12.3 Osallistujien henkilökoulutus- ja henkilötyöpäivät koko hankkeen keston ajalta

\tYhteensä
Lähiopetuspäiviä\t10
Etäopetuspäiviä\t
Tukityöllistämispäiviä\t
Ohjaus- tai konsultointipäiviä\t
Muita henkilötyöpäiviä\t5
Yhteensä\t15

12.4 Hankkeeseen osallistuvien alle 30-vuotiaiden, 30-54-vuotiaiden ja yli 54-vuotiaiden koulutustausta, naisten määrä eriteltyinä

Toimintalinja 4. Koulutus

Erityistavoite 9.2. Osaaminen

{EDUCATION_HEADER}
Alle 30-vuotiaita\t\t3\t\t\t3
30-54-vuotiaita\t\t\t30\t\t30
Yli 54-vuotiaita\t\t\t\t\t0
Yhteensä\t0\t3\t30\t0\t33
joista naisia\t\t1\t20\t\t21

12.5 Hankkeeseen osallistuvien opinto-ohjaajien, uraneuvojen ja muiden ohjauspalveluiden asiantuntijoiden lukumäärä, naisten määrä eriteltyinä

Toimintalinja 4. Koulutus

Erityistavoite 9.2. Osaaminen

\tYhteensä
Osallistuvat opinto-ohjaajat, uraneuvojat ja muut ohjauspalveluiden asiantuntijat\t2
joista naisia\t1

13.1 Sukupuolten tasa-arvo

\tKyllä\tEi\tPerustelu
Hankkeessa on tehty toimintaympäristön analyysi sukupuolinäkökulmasta\t\t\t
Sukupuolinäkökulma on huomioitu hankkeen toiminnassa (valtavirtaistaminen)\t\t\t
{QUESTION}\t{EMPTY}\t{CHECKED}\tTavoite on osaaminen.

13.2 Kestävä kehitys

Vaikutuksen kohde\tVaikutusaste\t\tPerustelu
\tVälitön vaikutus\tVälillinen vaikutus\t
Ekologinen kestävyys\t\t\t
Luonnonvarojen käytön kestävyys\t3\t\tVähemmän matkoja
Ilmastonmuutoksen aiheuttamien riskien vähentäminen\t\t\t
Kasvillisuus, eliöt ja luonnon monimuotoisuus\t\t\t
Pinta- ja pohjavedet, maaperä sekä ilma (ja kasvihuonekaasujen väheneminen)\t\t\t
Natura 2000 -ohjelman kohteet\t\t\t
Taloudellinen kestävyys\t\t\t
Materiaalit ja jätteet\t0\t-2\tPaperia kuluu
Uusiutuvien energialähteiden käyttö\t\t\t
Paikallisen elinkeinorakenteen kestävä kehittäminen\t\t\t
Aineettomien tuotteiden ja palvelujen kehittäminen\t\t\t
Liikkuminen ja logistiikka\t\t\t
Sosiaalinen ja kulttuurinen kestävyys sekä yhdenvertaisuus\t\t\t
Hyvinvoinnin edistäminen\t\t\t
Tasa-arvon edistäminen\t\t\t
Yhteiskunnallinen ja kulttuurinen yhdenvertaisuus\t\t\t
Kulttuuriympäristö\t\t\t
Ympäristöosaaminen\t\t\t

14 Liitteet

{ATTACHMENTS}

Hakija vakuuttaa tässä hakemuksessa ja sen liitteissä antamansa tiedot oikeiksi.

Päiväys ja hakijaorganisaation sähköinen allekirjoitus

2.6.2019 Pihlajankuja Kuura Ilta
Kuura Pihlajankuja

(Allekirjoitettu sähköisesti vahvalla Suomi.fi-tunnistautumisella)
"""
