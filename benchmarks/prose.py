"""Made-up Finnish running text, full of lines that look like fields and headings but are none."""

import re
from collections.abc import Sequence
from random import Random

WHEN = (
    "Työpajoissa", "Valmennuksissa", "Pilottijaksolla", "Kevään tapaamisissa", "Verkko-opinnoissa",
    "Yritysvierailuilla", "Ensimmäisessä työpaketissa", "Toisessa työpaketissa", "Kyläilloissa",
    "Oppilaitosten yhteispäivillä", "Avoimissa klinikoissa", "Syksyn kokeiluissa",
    "Vertaisryhmissä", "Alueen ”kasvupajoissa”",
)  # fmt: skip
PRESENT = (
    "kootaan", "testataan", "kuvataan", "jaetaan", "arvioidaan", "sovelletaan", "vertaillaan",
    "muotoillaan", "vahvistetaan", "havainnollistetaan",
)  # fmt: skip
PAST = (
    "koottiin", "testattiin", "kuvattiin", "jaettiin", "arvioitiin", "sovellettiin", "vertailtiin",
    "muotoiltiin", "vahvistettiin", "havainnollistettiin",
)  # fmt: skip
WHAT = (
    "uusia toimintatapoja", "pienten yritysten hyviä käytäntöjä", "kevyitä digitaalisia välineitä",
    "osallistujien omia havaintoja", "metsäalan etätyön malleja", "matkailun talvituotteita",
    "hoivayritysten laskentatapoja", "työyhteisöjen palautekeinoja", "kiertotalouden kokeiluja",
    "nuorten urapolkuja", "kone- ja laitehuollon ohjeita", "kieli- ja kulttuuritaitoja",
)  # fmt: skip
HOW = (
    "yhdessä alueen oppilaitosten kanssa", "yrittäjien arjen ehdoilla", "osallistujia kuunnellen",
    "kahden viikon jaksoissa", "pienryhmissä (4–8 henkeä)", "etäyhteyksin ja paikan päällä",
    "ohjausryhmän linjausten pohjalta", "avointen aineistojen varassa", "kokeneen ohjaajan tuella",
    "niin, että myös yksinyrittäjä ehtii mukaan", "ilman raskasta hallintoa",
)  # fmt: skip
TAIL = (
    "", "", "", "; tulokset kirjataan avoimeen oppaaseen", " – ja opit jäävät alueen käyttöön",
    ", ks. myös suunnitelman kohta 5.1", ": tavoitteena on 12–15 osallistujaa kerrallaan",
    " (arviolta 3 500 työtuntia vuodessa)", ", mikä tukee naisten ja miesten tasavertaista työuraa",
)  # fmt: skip

# Each of these stands alone on its line. None is exactly a heading, a question or a criterion of
# the form: what such a line means nobody could tell. The field labels are exact.
TRAPS = (
    "Suunniteltu: 60", "Toteutunut seurantatietojen mukaan: 12", "Kunnat: kaikki", "Kunnat:",
    "Maakunnat: ks. liite 2", "Seutukunnat: sovitaan myöhemmin", "Toiminnan tila: Toiminnassa",
    "Hankekoodi: ilmoitetaan myöhemmin", "Hankkeen nimi: työnimi ”Kaste”", "Postinumero: 00000",
    "Myönnetty EU- ja valtion rahoitus: 1 000", "Suunniteltu julkinen rahoitus yhteensä: 9 999,50",
    "Vastuuviranomainen: vielä avoinna", "Osatoteuttajat", "Y-tunnus: haetaan",
    "Suunnitelman mukainen toteutusaika: Alkaa 1.9.2019 ja päättyy 15.12.2019",
    "2. kohderyhmänä olevien yrittäjien lähipiiri hyötyy välillisesti", "5 Projektin tulokset",
    "1 Hankkeen tausta", "2 Hakijan rooli", "3 Suunnitelman riskit", "4 Hankkeen tulokset",
    "6 Maantieteellinen rajaus", "7 Hakemusvaiheen oletukset", "8 Horisontti 2030",
    "9 Loppuseminaari", "4.2 Välillisten hyötyjen arviointi", "4.3 Muut ryhmät",
    "7.1 Osallistuvien kylien lukumäärä", "7.3 Uudet työpaikat", "8.2 Kestävän arjen työpaja",
    "Kulttuuriympäristö ja perinne 2 3", "Materiaalit ja hankinnat 4 -1", "Hyvinvointi 7 7",
    "Liikkuminen, logistiikka ja etätyö 0 6", "Ympäristöosaaminen työpaikoilla -2 0",
    "Ekologinen kestävyys on läpileikkaava teema", "Hankkeessa on tehty riskianalyysi: Kyllä",
    "Hankkeen päätavoite: Ei", "Ydinkohderyhmä:", "Tiedon välittäjinä:", "* * *",
    "***** Kolmas työpaketti", "12.5.2020 klo 9–15: aloitustilaisuus", "- 31.12.2021",
    "”Hyvä alku on puoli voittoa”", "– ’Pienin askelin’ – sanoi eräs osallistuja",
    "Rahoitus yhteensä: 12 345,67", "1.1.2020–31.12.2021", "Kyllä", "Ei", "0 0", "2021",
)  # fmt: skip
BULLETS = ("{n}. ", "{n}) ", "* ", "- ", "– ", "• ")
INTROS = ("Tavoitteena on, että:", "Tuloksena syntyy", "Vaiheet:", "Mukana ovat:")
GAPS = ("\n\n", "\n\n", "\n\n", "\n", "\n\n\n")


def read_text(raw: str) -> str:
    """A text as it is to be read: any run of blank lines counts as one."""
    return re.sub(r"\n{3,}", "\n\n", raw)


def _sentences(rng: Random, count: int, verbs: tuple[str, ...]) -> list[str]:
    columns = (rng.choices(words, k=count) for words in (WHEN, verbs, WHAT, HOW, TAIL))
    return [f"{w} {v} {o} {h}{t}." for w, v, o, h, t in zip(*columns, strict=True)]


def _paragraphs(rng: Random, sentences: list[str]) -> list[str]:
    blocks = []
    while sentences:
        size = rng.randint(1, 6)
        blocks.append(" ".join(sentences[:size]))
        sentences = sentences[size:]
    return blocks


def _list(rng: Random, verbs: tuple[str, ...]) -> str:
    bullet = rng.choice(BULLETS)
    items = _sentences(rng, rng.randint(2, 4), verbs)
    lines = [bullet.format(n=n) + item.rstrip(".") for n, item in enumerate(items, 1)]
    return "\n".join([rng.choice(INTROS), *lines])


def write_line(rng: Random, sentence_count: int) -> str:
    """Sentences on one line."""
    return " ".join(_sentences(rng, sentence_count, PRESENT))


def write_text(
    rng: Random, sentence_count: int, *, past: bool = False, traps: Sequence[str] = TRAPS
) -> str:
    """A free text of several paragraphs with traps and a list, blank lines uncollapsed."""
    verbs = PAST if past else PRESENT
    blocks = _paragraphs(rng, _sentences(rng, sentence_count, verbs))
    extras = rng.sample(traps, rng.randint(1, 4))
    if rng.random() < 0.6:
        extras.append(_list(rng, verbs))
    for extra in extras:
        blocks.insert(rng.randint(0, len(blocks)), extra)
    return blocks[0] + "".join(rng.choice(GAPS) + block for block in blocks[1:])


def write_justification(rng: Random) -> str:
    """A justification of one to four lines, at times with a trap among them."""
    lines = _paragraphs(rng, _sentences(rng, rng.choice((1, 2, 2, 3, 4, 6)), PRESENT))
    if rng.random() < 0.4:
        lines.insert(rng.randint(0, len(lines)), rng.choice(TRAPS))
    gap = "\n\n" if rng.random() < 0.1 else "\n"
    return gap.join(lines)
