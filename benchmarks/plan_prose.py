"""Free texts that only plans have: links to other projects, English summaries, people and risks."""

from random import Random

from benchmarks import lists, prose
from benchmarks.plan_model import Link, Member, Risk

# As in prose.TRAPS: each stands alone on its line, none is exactly a heading or label of the form.
TRAPS = (
    *prose.TRAPS,
    "Toimintalinja on sovittu", "Käsittelijä vaihtuu", "Yhteensä 12 henkilöä", "Tila: avoin",
    "9.1 Mitä seuraavaksi", "12.2 Osallistujat", "Riski: pieni", "o kohta yksi",
    "Hankkeen nimi: työnimi Kaste ja kumppanit", "Hankkeen nimi: työnimi ”Uusi alku”",
    "Kustannusmalli valitaan myöhemmin", "Erityistavoite 6.1 sopii parhaiten",
    "Alkamispäivämäärä 1.1.2020 on arvio", "Hankekoodi haetaan syksyllä",
    "Joista naisia 40 prosenttia", "Liitteet toimitetaan pyydettäessä", "A Hankkeen vaiheet",
    "B Erikseen sovittavat työt", "Viranomainen ohjaa työtä", "14 Liitettä", "13.1 Tasa-arvotyö",
    "10 Maantieteellinen ulottuvuus", "4.3 Englanninkielinen esite", "ý kohta kaksi",
    "Kustannukset yhteensä noin 20 000 euroa", "Kestävää kasvua ja työtä",
)  # fmt: skip
HEADINGS = ("Hankeosaaminen:", "Substanssiosaaminen:", "Työpaketti A.", "Työpaketti B.")
NETWORKS = ("verkosto", "kylätoimikunta", "kehittäjäryhmä", "yrittäjäryhmä")
PLACES = tuple(genitive for _, genitive in lists.STEMS)

EN_WHEN = ("In workshops", "During the pilot", "In the first phase", "Together with schools")
EN_WHAT = (
    "the partners test light digital tools", "the participants share their own observations",
    "small companies try out new ways of working", "the region gathers its training offer",
    "young people plan their career paths", "the team describes what has been learned",
)  # fmt: skip
EN_HOW = (
    "in groups of 4–8 people", "with the support of an experienced guide",
    "without heavy administration", "so that the Finnish summary (tiivistelmä) stays short",
    "and the results are collected in an open guide", "for about 3,500 hours a year",
)  # fmt: skip
EN_NAMES = (
    "Steps to growth", "A good day at work", "Wood building skills", "Circular economy 2.0: pilot",
    "Winter tourism - new products", "Skills path (preliminary study)",
)  # fmt: skip
# Numbers that name no project.
PLAIN_NUMBERS = (
    "Kyselyyn vastasi 1840 asukasta vuosina 2017–2019.", "Alueella asuu 128400 ihmistä.",
    "Edellisen työn budjetti oli 350 000 euroa ja sen päätti 5120 osallistujaa.",
    "Kumppanin Y-tunnus on 9000001-8 ja postinumero 00100.",
    "Oppaita jaettiin 20 500 kappaletta vuonna 2018.", "Ohjelmakausi 2014–2020 on tuttu.",
)  # fmt: skip
RISKS = (
    "Henkilöstön vaihtuvuus", "Osallistujien tavoittaminen", "Kilpailutuksen viivästyminen",
    "Tekniikan pettäminen", "Kumppanin vetäytyminen", "Etäyhteyksien katkeaminen",
    "Työpajojen päällekkäisyys", "Tiedonkulun hitaus", "Kustannusten nousu",
)  # fmt: skip
NOTHING = ("Ei ole.", "Ei ole haettu.", "Ei ole")


def write_text(rng: Random, sentence_count: int) -> str:
    """A free text with traps, lists and names in the middle of sentences."""
    text = prose.write_text(rng, sentence_count, traps=TRAPS)
    if rng.random() < 0.5:
        text += f"\n\n{_named(rng, sentence_count // 4 + 2)}"
    if rng.random() < 0.2:
        text = f"{rng.choice(HEADINGS)}\n\n{text}"
    return text


def _named(rng: Random, count: int) -> str:
    """A paragraph with capitals and digits inside its sentences."""
    return " ".join(
        f"{prose.write_line(rng, 1)} Työtä ohjaa {rng.choice(PLACES)} {rng.choice(NETWORKS)}, "
        f"jossa toimii {rng.randint(3, 90)} jäsentä ja {rng.choice(PLACES)} kylien edustus."
        for _ in range(count)
    )


def write_english(rng: Random) -> str:
    """An English summary of two or three paragraphs."""
    paragraphs = [
        " ".join(
            f"{rng.choice(EN_WHEN)} {rng.choice(EN_WHAT)} {rng.choice(EN_HOW)}."
            for _ in range(rng.randint(2, 5))
        )
        for _ in range(rng.randint(2, 3))
    ]
    return "\n\n".join(paragraphs)


def write_links(rng: Random, section: str) -> tuple[str, tuple[Link, ...]]:
    """A text of 9.1 or 9.2 and the projects it names, in their order; some name none."""
    if rng.random() < 0.2:
        return rng.choice(("Ei ole.", "Ei ole.", "")), ()
    draw = _programme_link if section == "9.1" else _other_link
    drawn = dict(draw(rng) for _ in range(rng.choice((0, 1, 1, 2, 3))))
    sentences = [
        f"{rng.choice(PLACES)} hanke jatkaa aiempaa työtä {written}, "
        f"{rng.choice(('jonka', 'minkä'))} opit otetaan käyttöön."
        for written in drawn
    ]
    sentences += rng.sample(PLAIN_NUMBERS, rng.randint(1, 3))
    rng.shuffle(sentences)
    cut = rng.randint(0, len(sentences))
    blocks = [" ".join(part) for part in (sentences[:cut], sentences[cut:]) if part]
    blocks.append(prose.write_line(rng, rng.randint(1, 4)))
    ordered = sorted(drawn, key="\n\n".join(blocks).index)
    return "\n\n".join(blocks), tuple(drawn[written] for written in ordered)


def _programme_link(rng: Random) -> tuple[str, Link]:
    code = f"{rng.choice(('S2', 'A7'))}{rng.randint(9000, 9999)}"
    diary = draw_diary(rng, rng.randint(2015, 2021))
    if rng.random() < 0.5:
        return f"({code}, {diary})", Link("9.1", code, diary)
    return f"({rng.choice(('', 'hankekoodi '))}{code})", Link("9.1", code, None)


def _other_link(rng: Random) -> tuple[str, Link]:
    if rng.random() < 0.5:
        number = str(rng.randint(100_000, 199_999))
        return f"(hankenumero {number})", Link("9.2", number, None)
    ministry = rng.choice(("VM", "STM", "OKM"))
    number = f"{ministry}/{rng.randint(100, 999)}/02.02.03.09/{rng.randint(2014, 2021)}"
    return f"(hankekoodi {number})", Link("9.2", None, number)


def draw_diary(rng: Random, year: int) -> str:
    """A diary number of the programme's own system, EURA."""
    number, unit = rng.randint(20_000, 99_999), rng.choice(lists.DIARIES)
    return f"EURA 2014/{number}/09 02 01 01/{year}/{unit}"


def write_risks(rng: Random) -> tuple[Risk, ...]:
    """None to eight risks, what is done about them in one line each."""
    names = rng.sample(RISKS, rng.choice((0, *range(1, 9))))
    return tuple(Risk(name, write_cell(rng)) for name in names)


def write_cell(rng: Random) -> str:
    """A table's text: a few words or some sentences."""
    short = ("Ei vaikutusta", "Ks. edellä", "Sovitaan ohjausryhmässä", "Arvio 2/3 osallistujista")
    return rng.choice(short) if rng.random() < 0.3 else prose.write_line(rng, rng.randint(1, 4))


def draw_person(rng: Random) -> tuple[str, str]:
    """A first name and a surname."""
    return rng.choice(lists.FIRST_NAMES), rng.choice(lists.SURNAMES)


def write_group(rng: Random) -> tuple[str, tuple[Member, ...]]:
    """The steering group as 11.3 has it, and its members."""
    named = [Member(role, " ".join(draw_person(rng))) for role in lists.MEMBER_ROLES]
    roles = [Member(role, None) for role in lists.MEMBERS_WITHOUT_NAME]
    members = rng.sample(named, rng.randint(1, 6)) + rng.sample(roles, rng.randint(1, 4))
    rng.shuffle(members)
    bullet = rng.choice(("- ", "- ", ""))
    lines = [f"{bullet}{m.role} {m.name}" if m.name else f"{bullet}{m.role}" for m in members]
    intro = rng.choice(("Alustava esitys:\n\n", ""))
    return intro + "\n".join(lines), tuple(members)


def write_attachments(rng: Random) -> str:
    """Names of attachments, at times none."""
    names = ("ERI-vakuutus", "Aiesopimus: Havulahden kunta", "Hankkeen aikataulu (luonnos)")
    return "\n".join(rng.sample(names, rng.choice((0, 1, 1, 2, 3))))
