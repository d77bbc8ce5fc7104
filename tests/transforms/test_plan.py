"""The plan taken apart: pages, fields, boxes and tables, and every word accounted for."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generator import generate_plans
from tests.transforms.made import (
    changed,
    findings,
    parse,
    published_texts,
    read,
    rows,
    texts,
)
from tests.transforms.made_plan import (
    ACTIONS,
    ATTACHMENTS,
    CHECKED,
    COSTS_HEADER,
    EMPTY,
    NAME,
    NEED,
    PLAN,
    STATUS_HEADER,
)
from transforms.boxes import read_boxes
from transforms.document import read_form
from transforms.folding import fold
from transforms.form import Style
from transforms.forms.plan import FORM
from transforms.outline import Outline
from transforms.pages import is_rule, page_header
from transforms.personal import MASK
from transforms.readers import read_outline


def plan(old: str, new: str) -> str:
    """The plan with the one place that says `old` saying `new`."""
    return changed(old, new, PLAN)


def spoken(outline: Outline, form_words: Counter[str]) -> Counter[str]:
    """Words of a document, page headers and rules apart."""
    header = page_header(outline.passage, read_form(outline).form)
    lines = [x.text for x in outline.lines if fold(x.text) != header and not is_rule(x.text)]
    text = re.sub(r"\*\*(?=9\.1|11\.1)|(?<=[?)])\*\*$", " ", "\n".join(lines), flags=re.MULTILINE)
    return Counter(read_boxes(text).split()) - form_words


def heard(outline: Outline) -> Counter[str]:
    """Words that a reading keeps: values, texts, items and what is left over."""
    reading = read_form(outline)
    words: list[str] = []
    for entry in reading.entries:
        words += f"{entry.text} {entry.follow}".split()
        if entry.element.style is not Style.BODY:
            words += [word for item in entry.items for word in item.text.split()]
    words += [word for _, line in reading.left_over for word in line.text.split()]
    return Counter(read_boxes(" ".join(words)).split())


def printed_words(outline: Outline) -> Counter[str]:
    """Words of the form itself that a document shows: its head, headings, labels, headers."""
    reading = read_form(outline)
    head = [*reading.form.titles, *reading.form.funds, *reading.form.furniture]
    shown = {fold(line.text) for line in outline.lines}
    words = [word for text in head if fold(text) in shown for word in text.split()]
    for number in reading.sections:
        words += reading.form.title_of(number).split()
    for entry in reading.entries:
        if entry.element.style in (Style.FIELD, Style.WHOLE, Style.HEADER):
            words += entry.element.label.split()
    return Counter(words)


def assert_every_word_is_heard_once(content: bytes) -> None:
    outline = read_outline(content)
    assert spoken(outline, printed_words(outline)) == heard(outline)


GENERATED = [
    one.content
    for share, seed in ((0.0, 21), (1.0, 22))
    for one in generate_plans(30, seed=seed, defect_share=share)
]


@pytest.mark.parametrize("number", range(len(GENERATED)))
def test_every_word_of_a_plan_is_accounted_for_once(number: int) -> None:
    assert_every_word_is_heard_once(GENERATED[number])


HEADERS = {e.label for s in FORM.sections for e in s.elements if e.style is Style.HEADER}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_word_of_a_mangled_plan_is_accounted_for_once(data: st.DataObject) -> None:
    lines = PLAN.split("\n")
    places = st.integers(12, len(lines) - 1)
    for start, length in data.draw(st.lists(st.tuples(places, st.integers(1, 30)), max_size=3)):
        del lines[start : start + length]
    # A table's header behind a page header is the table going on, and is rightly passed over.
    sources = [line for line in PLAN.split("\n")[12:] if line not in HEADERS]
    for source in data.draw(st.lists(st.sampled_from(sources), max_size=4)):
        lines.insert(data.draw(st.integers(12, max(12, len(lines)))), source)
    assert_every_word_is_heard_once("\n".join(lines).encode())


def test_nothing_is_left_over_of_a_sound_plan() -> None:
    assert read(PLAN).left_over == ()
    found = {(row["rule"], row["section"]) for row in findings(PLAN)}
    assert {rule for rule, _ in found} == {"section_missing"}


# What stands before and after a page header, and whether the sentence goes on.
TURNS = [
    ("Hankkeessa kehitetään uusia", "toimintatapoja.", True),
    ("Työhön osallistuvat kaikki alueen kunnat ja kuntayhtymät, kuten", "Kouvola.", True),
    ("Mukana ovat alueen kaikki kunnat, niiden oppilaitokset ja yritykset,", "Kouvola.", True),
    ("Mukana ovat kunnat,", "yritykset ja yhdistykset.", True),
    ("Opiskelijat,", "Opettajat,", False),
    ("Työtä tehdään yhdessä ja", "Kouvolan kaupungin kanssa.", True),
    ("Hankkeessa kehitetään (mm.", "kirjastoissa) tapoja.", True),
    ("- Koulutukset mallin toiminnasta ja tuen", "antamisen keinoista", True),
    ("Se päättyi. " + "Työ jatkuu pitkään. " * 6 + "Sitä ohjaa", "Kouvolan seutu.", True),
    ("Hanke päättyi.", "Seuraava alkoi.", False),
    ("Hanke päättyi hyvin.", "toimintatapoja jatketaan", False),
    ("Hän sanoi: ”Hyvä.”", "Muut myös.", False),
    ("Tavoitteena on:", "uudet toimintatavat", False),
    ("Hankkeen tavoitteet", "Kouvola kasvaa.", False),
    ("- Koulutusten suunnittelu", "- Kouluttajien haku", False),
    ("- Koulutusten suunnittelu", "Työpajat pidetään syksyllä.", False),
    ("Vaiheet ovat seuraavat", "1. Suunnittelu", False),
    ("käyttöönoton vaiheistus", "koulutusten suunnittelu", False),
    ("Toimintalinja on sovittu yhdessä", "tila avataan syksyllä.", True),
    ("Tila on varattu ja", "kunnat mukana.", True),
]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("11.3 Esitys hankkeen ohjausryhmän kokoonpanoksi", "**11.3 Esitys ohjausryhmäksi**"),
        ("6.1 Mitkä ovat hankkeen", "**6.1 Mitkä ovat hankkeen"),
        ("6.1 Mitkä ovat hankkeen konkreettiset", "6.1. Mitkä olivat hankkeen konkreettiset"),
        ("riskejä hankkeen toteuttamiseen liittyy", "riskejä hankkeeseen liittyy"),
        ("hankkeisiin**9.1", "hankkeisiin\n**9.1"),
        ("12.1 Hankkeeseen osallistuvien yritysten arvioitu lukumäärä",
         "12.1 Hankkeeseen osallistuvien yritysten arvioitu lukumäärä:"),
        ("25-29-vuotiaita", "25–29-vuotiaita"),
    ],
)  # fmt: skip
def test_heading_or_label_in_slightly_other_words_is_known(old: str, new: str) -> None:
    text = plan(old, new)
    assert list(read(text).sections) == list(read(PLAN).sections)
    assert read(text).left_over == ()


@pytest.mark.parametrize(("before", "after", "goes_on"), TURNS)
def test_page_header_within_a_text(before: str, after: str, goes_on: bool) -> None:
    text = plan(ACTIONS, f"{before}\n\n{NAME}\n\n{after}")
    gap = " " if goes_on else "\n\n"
    assert texts(text)["6.1"] == f"{before}{gap}{after}"
    assert findings(text) == findings(PLAN)


def test_page_header_within_the_first_or_last_cell_of_a_row() -> None:
    first = plan("Aikataulu pettää", f"Aikataulu\n\n{NAME}\n\npettää")
    assert [row["risk"] for row in rows(first, "risk")] == ["Aikataulu pettää"]
    text = plan("Seurataan kuukausittain", f"Seurataan joka\n\n{NAME}\n\nkuukausi")
    assert [row["measures"] for row in rows(text, "risk")] == ["Seurataan joka kuukausi"]


@pytest.mark.parametrize(
    "header", [f"{NAME} 3 (21)", f"{NAME}\tSivu 3", f"3 (21)\n{NAME}", f"{NAME} 3/21"]
)
def test_page_header_with_a_page_number(header: str) -> None:
    text = plan(ACTIONS, f"Hankkeessa kehitetään uusia\n\n{header}\n\ntoimintatapoja.")
    assert texts(text)["6.1"] == "Hankkeessa kehitetään uusia toimintatapoja."


@pytest.mark.parametrize("number", ["{} (21)", "Sivu {}", "{}/21"])
def test_page_headers_that_are_all_numbered(number: str) -> None:
    pages = count(1)
    text = plan(ACTIONS, f"Hankkeessa kehitetään uusia\n\n{NAME}\n\ntoimintatapoja.")
    numbered = re.sub(re.escape(NAME), lambda _: f"{NAME} {number.format(next(pages))}", text)
    assert texts(numbered)["6.1"] == "Hankkeessa kehitetään uusia toimintatapoja."
    assert read(numbered).left_over == ()


def test_page_header_between_heading_and_table_and_between_fields() -> None:
    text = plan("Toimintalinja 4. Koulutus\t", f"{NAME}\n\nToimintalinja 4. Koulutus\t")
    assert rows(text, "project") == rows(PLAN, "project")
    assert len(rows(text, "participants")) == len(rows(PLAN, "participants"))


def test_line_that_only_looks_like_a_page_header_is_text() -> None:
    line = "Hankkeen nimi: työnimi ”Kaste”"
    assert texts(plan(ACTIONS, f"Alku.\n\n{line}\n\nLoppu."))["6.1"] == f"Alku.\n\n{line}\n\nLoppu."


@pytest.mark.parametrize(
    "line",
    [
        "Tila Saapunut",
        "Käsittelijä vaihtuu",
        "Toimintalinja 3. Muu",
        "Yhteensä\t12",
        "Kunnat Kouvola",
        "12.2 Osallistujat",
        "9.1 Mitä seuraavaksi",
        "o kohta yksi",
        "7 Kustannusarvion tausta",
        "14 Liitteet ja muuta",
        COSTS_HEADER,
        "---",
        "Viranomaisen merkintöjä",
        "13.1 Sukupuolten tasa-arvo",
    ],
)
def test_look_alike_in_a_free_text_stays_text(line: str) -> None:
    text = plan(NEED, f"Alku.\n\n{line}\n\nLoppu.")
    shown = " ".join(line.split()) if line != "---" else ""
    said = " ".join(texts(text)["5.1"].split())
    assert said == f"Alku. {shown} Loppu.".replace("  ", " ")
    assert list(read(text).sections) == list(read(PLAN).sections)


@pytest.mark.parametrize(("checked", "empty"), [("☒", "☐"), ("ý", "o")])
def test_boxes_in_another_writing_say_the_same(checked: str, empty: str) -> None:
    text = PLAN.replace(CHECKED, checked).replace(EMPTY, empty)
    assert parse(text).content_hash == parse(PLAN).content_hash
    assert rows(text, "project") == rows(PLAN, "project")
    assert [row["answer"] for row in rows(text, "equality")] == [None, None, False]


@pytest.mark.parametrize(
    "same",
    [
        PLAN.replace("**9.1", "\n\n9.1").replace("hankekoodit.)**", "hankekoodit.)"),
        PLAN.replace("hankkeisiin**9.1", "hankkeisiin 9.1"),
        PLAN.replace("\t\n", "\n"),
        PLAN.replace("\n", "\r\n"),
        PLAN.replace("1 170", "1\u00a0170").replace("1 670", "1\u202f670"),
        PLAN.replace("Kymenlaakso\t\t", "Kymenlaakso"),
        plan("\n12.2 Hankkeeseen", f"\n{NAME}\n\n12.2 Hankkeeseen"),
        PLAN.replace(f"\n{NAME}\n", "\n", 1),
        PLAN.replace("--\n", "--\n\n"),
    ],
    ids=[
        "headings on two lines",
        "headings without asterisks",
        "no tabs at the ends",
        "CRLF",
        "no-break spaces",
        "no blank cells",
        "one more page header",
        "no page header before a table",
        "blank line after a rule",
    ],
)
def test_other_bytes_that_say_the_same(same: str) -> None:
    assert same != PLAN
    assert parse(same).content_hash == parse(PLAN).content_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Pieni yritys\t0", "Pieni yritys\t"),
        ("25-29-vuotiaita\t\t\t2", "25-29-vuotiaita\t\t2\t"),
        ("kestävyys\t3\t\tVähemmän", "kestävyys\t\t3\tVähemmän"),
        (f"{EMPTY}\t{CHECKED}\tTavoite", f"{CHECKED}\t{EMPTY}\tTavoite"),
        ("Seurataan kuukausittain", "Seurataan vuosittain"),
    ],
)
def test_other_cell_says_something_else(old: str, new: str) -> None:
    assert parse(plan(old, new)).content_hash != parse(PLAN).content_hash


def test_blank_is_kept_apart_from_nought() -> None:
    sizes = {r["size_class"]: r["count"] for r in rows(PLAN, "participants") if "size_class" in r}
    assert sizes == {"micro": 5, "small": 0, "medium": None, "large": None}
    days = {r.get("day_type", "total"): r["days"] for r in rows(PLAN, "training")}
    assert (days["classroom_teaching"], days["distance_teaching"]) == (Decimal(10), None)
    scores = {r["criterion"]: r for r in rows(PLAN, "sustainability")}
    assert scores["natura_2000"]["direct"] is None
    assert (scores["materials_waste"]["direct"], scores["materials_waste"]["indirect"]) == (0, -2)


@pytest.mark.parametrize(
    ("old", "new", "table"),
    [
        (STATUS_HEADER, STATUS_HEADER.replace("\tTyössä olevat (ml. yrittäjät)", ""), "indicator"),
        ("\tVälitön vaikutus\tVälillinen", "\tVälillinen vaikutus\tVälitön", "sustainability"),
        (f"{COSTS_HEADER}\n", "", "funding"),
    ],
)
def test_table_with_another_header_is_not_read_askew(old: str, new: str, table: str) -> None:
    """Which column is which is told by the header alone: without it the rows are left over."""
    text = plan(old, new)
    kept = [r for r in rows(text, table) if r.get("indicator") != "participating_companies"]
    assert kept == []
    assert any(row["rule"] == "line_not_placed" for row in findings(text))


def without_b() -> str:
    head, _, rest = PLAN.partition("\nB Erikseen")
    return head + rest.partition("Yhteensä\t500\tYhteensä\t500\n")[2]


def test_plan_without_table_b_keeps_its_grand_total_apart() -> None:
    found = [(r["budget_table"], r["side"], r["line"]) for r in rows(without_b(), "budget")]
    assert found[-2:] == [
        ("total", "costs", "Kustannusarvio yhteensä"),
        ("total", "funding", "Rahoitussuunnitelma yhteensä"),
    ]
    assert [r["line_number"] for r in rows(without_b(), "budget")] == sorted(
        r["line_number"] for r in rows(without_b(), "budget")
    )
    assert read(without_b()).left_over == ()


def test_table_a_under_the_header_of_table_b_is_no_table_b() -> None:
    text = plan(f"{COSTS_HEADER}\n", COSTS_HEADER.rpartition("\t")[0] + "\n")
    assert rows(text, "funding") == []
    assert {r["budget_table"] for r in rows(text, "budget")} <= {"total"}


def test_header_that_a_page_repeats_is_no_row() -> None:
    risk = "Riski\tToimenpiteet riskin toteutumisen todennäköisyyden pienentämiseksi\n"
    text = plan(
        "Aikataulu pettää\t", f"Raha loppuu\tVarataan\n\n{NAME}\n\n{risk}Aikataulu pettää\t"
    )
    assert [r["risk"] for r in rows(text, "risk")] == ["Raha loppuu", "Aikataulu pettää"]
    ages = plan(
        "25-29-vuotiaita\t\t\t2\t\t2",
        f"\n{NAME}\n\n{STATUS_HEADER}\n25-29-vuotiaita\t\t\t2\t\t2",
    )
    counted = [{**r, "line_number": 0} for r in rows(ages, "participants")]
    assert counted == [{**r, "line_number": 0} for r in rows(PLAN, "participants")]
    assert read(ages).left_over == ()


def test_second_block_of_a_table_leaves_the_whole_table_unread() -> None:
    """Half of what the plan expects, shown as the whole, would look right."""
    start = PLAN.index(
        "Toimintalinja 4. Koulutus\n\nErityistavoite 9.2. Osaaminen\n\n\tOsallistujat"
    )
    block = PLAN[start : PLAN.index("\n12.5 Hankkeeseen")]
    text = PLAN.replace(block, block + "\n" + block.replace("9.2. Osaaminen", "10.1. Muu"))
    assert not any("education" in r["breakdown"] for r in rows(text, "participants"))
    assert {"table_not_read", "line_not_placed"} <= {
        r["rule"] for r in findings(text) if r["section"] == "12.4"
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Two criteria in another order, one twice, one unknown: none becomes a justification.
        (
            "Natura 2000 -ohjelman kohteet\t\t\t\nTaloudellinen",
            "Ympäristöosaaminen\t3\t\tUusi\nNatura 2000 -ohjelman kohteet\t\t\t\nTaloudellinen",
        ),
        ("Paperia kuluu", "Paperia kuluu\nMateriaalit ja jätteet\t9\t\tLisää"),
        ("Paperia kuluu", "Paperia kuluu\nUusi peruste\t9\t9\tToinen"),
        ("jätteet\t0\t-2\tPaperia", "jätteet\t\t0\t\tPaperia"),
        ("14 Liitteet\n", "14 Liitteet ja vakuutukset\n"),
        ("Tavoite on osaaminen.", "Tavoite on osaaminen.\nUusi kysymys\t☒\t☐\tPerustelu"),
    ],
)
def test_row_out_of_place_is_no_text_of_the_row_above(old: str, new: str) -> None:
    text = plan(old, new)
    said = [*rows(text, "sustainability"), *rows(text, "equality")]
    assert {r.get("justification") for r in said} <= {
        "Vähemmän matkoja",
        "Paperia kuluu",
        "Tavoite on osaaminen.",
        None,
    }
    assert any(r["rule"] == "line_not_placed" for r in findings(text))


def test_row_of_one_cell_in_an_open_table_is_left_over() -> None:
    text = plan("Seurataan kuukausittain", "Seurataan kuukausittain\nHenkilöstö vaihtuu")
    assert [r["measures"] for r in rows(text, "risk")] == ["Seurataan kuukausittain"]
    assert any(r["rule"] == "line_not_placed" for r in findings(text))


def test_table_that_is_gone_is_missed() -> None:
    text = plan(STATUS_HEADER + PLAN.partition(STATUS_HEADER)[2].partition("\n\n")[0], "")
    (found,) = [r for r in findings(text) if r["section"] == "12.2"]
    assert (found["rule"], found["line_number"] is None) == ("table_not_read", False)


@pytest.mark.parametrize(
    "answer",
    [
        f"{EMPTY}\t",
        "\tX",
        "Ei\t",
        f"{CHECKED}\tEi",
        f"{EMPTY} Kyllä {CHECKED} Ei\t",
        f"{CHECKED} Ei\t",
    ],
)
def test_answer_that_is_no_box_is_an_error_or_blank(answer: str) -> None:
    text = plan(f"{EMPTY}\t{CHECKED}\tTavoite", f"{answer}\tTavoite")
    assert [r["answer"] for r in rows(text, "equality")] == [None, None, None]
    is_blank = answer == f"{EMPTY}\t"
    assert any(r["rule"] == "value_unreadable" for r in findings(text)) != is_blank


def test_plans_one_after_another_in_a_file_are_several() -> None:
    assert parse(PLAN + PLAN.replace("S29100", "S29200")).refusal == ("several_documents", None)
    cited = plan(ATTACHMENTS, "Hankesuunnitelma")
    cited = changed("Hanke jatkaa aiempaa työtä.", "Hankekoodi S29200", cited)
    assert parse(cited).refusal is None


def test_row_with_a_cell_too_many_is_left_over() -> None:
    text = plan("25-29-vuotiaita\t\t\t2\t\t2", "25-29-vuotiaita\t\t\t2\t\t2\t7")
    ages = [r["age"] for r in rows(text, "participants") if r.get("labour_status") and "age" in r]
    assert "25_29" not in ages
    (left,) = read(text).left_over
    assert left[0] == "12.2"


def test_cell_that_cannot_be_read_is_blank_and_named() -> None:
    text = plan("25-29-vuotiaita\t\t\t2", "25-29-vuotiaita\t\t\tnoin 2")
    (finding,) = [r for r in findings(text) if r["rule"] == "value_unreadable"]
    assert (finding["section"], finding["field"]) == ("12.2", "persons_25_29")
    assert finding["observed"] == "noin 2"


def test_site_below_its_header_or_beside_its_labels() -> None:
    (site,) = [r for r in rows(PLAN, "address") if r["role"] == "site"]
    assert (site["street_address"], site["postal_code"]) == ("Torikatu 1", "45101")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Kustannukset yhteensä\t1 170", "Summa\t1 170", "Kustannukset yhteensä"),
        ("Rahoitus yhteensä\t1 170\t100,00", "\t\t", "Rahoitus yhteensä"),
        ("3 Muu julkinen rahoitus\t0\t0,00", "\t\t", "Muu julkinen rahoitus"),
        ("1 Haettava ESR- ja valtion rahoitus\t936\t80,00", "\t\t",
         "Haettava ESR-/EAKR- ja valtion rahoitus"),
        ("Kustannusarvio yhteensä\t1 670\tRahoitussuunnitelma yhteensä\t1 670\n", "",
         "Kustannusarvio yhteensä"),
        ("Joista naisia\t1\t\t20\t\t21\n", "", "Joista naisia"),
        ("Yhteensä\t15\n", "\n", "Yhteensä"),
    ],
)  # fmt: skip
def test_line_that_must_stand_is_missed(old: str, new: str, expected: str) -> None:
    noted = [
        r["expected"] for r in findings(plan(old, new)) if r["rule"] == "mandatory_field_empty"
    ]
    assert noted == [expected]


@pytest.mark.parametrize("words", ["Kustannukset yhteensä:", "Kustannukset yhteensä (1-4)"])
def test_total_in_other_words_is_no_item(words: str) -> None:
    found = rows(plan("Kustannukset yhteensä\t", f"{words}\t"), "budget")
    items = [r for r in found if (r["side"], r["line_kind"]) == ("costs", "item")]
    assert [r["line"] for r in items if r["budget_table"] == "A"] == [
        "Palkkakustannukset",
        "Flat rate",
    ]


def test_funding_that_moved_among_the_costs_is_no_cost() -> None:
    text = plan("\t\t3 Muu julkinen rahoitus\t0\t0,00", "3 Muu julkinen rahoitus\t0")
    costs = [r["line"] for r in rows(text, "budget") if r["side"] == "costs"]
    assert "Muu julkinen rahoitus" not in costs
    assert {"line_not_placed", "mandatory_field_empty"} <= {r["rule"] for r in findings(text)}


def test_dash_in_a_cell_is_a_blank() -> None:
    text = plan("Keskisuuri yritys\t\n", "Keskisuuri yritys\t-\n")
    text = changed("Etäopetuspäiviä\t\n", "Etäopetuspäiviä\t–\n", text)
    text = changed("Kunnat Iitti", "Kunnat -", text)
    assert [r for r in findings(text) if r["rule"] != "section_missing"] == []
    assert [r["region_key"] for r in rows(text, "region_share")] == ["seutukunta-081-2014"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2.6.2019\tDiaari", "2.6.2019 Käsittelijä Kuura Kaislankorva\tDiaari"),
        ("Hakemustyyppi Uusi", "Hakemustyyppi Uusi\tEsittelijä Kuura Kaislankorva"),
        ("Tila Käynnissä", "Tila Käynnissä Käsittelijä Kuura Kaislankorva"),
        ("www.havulahti.example\t", "www.havulahti.example\tYhteyshenkilö Kuura Kaislankorva"),
    ],
)
def test_person_in_the_cell_of_another_field_is_in_no_published_row(old: str, new: str) -> None:
    text = changed(ACTIONS, "Kuura Kaislankorva vastaa.", plan(old, new))
    assert "Kaislankorva" not in "\n".join(published_texts(text))


def test_refusal_names_nobody() -> None:
    text = plan("Hankekoodi S29100", "Hankekoodi")
    text = changed("Tila Käynnissä", "Tila Käynnissä\tKuura Kaislankorva", text)
    assert parse(text).refusal == ("project_code_missing", "Käynnissä")


def test_sentence_with_a_number_is_no_heading_of_people() -> None:
    text = plan("11.3 Esitys hankkeen ohjausryhmän kokoonpanoksi", "11.3 Ohjausryhmä")
    text = changed(NEED, f"{NEED}\n\n11.3. pidettiin suunnittelupäivä.\n\nSe oli hyvä.", text)
    assert texts(text)["5.1"].endswith("Se oli hyvä.")


@pytest.mark.parametrize(
    ("old", "new", "stated"),
    [
        ("\t936\t80,00", "\t936\t80,00", {"eu_state": 936, "public_total": 1170}),
        (
            "4 Yksityinen rahoitus\t0",
            "4 Yksityinen rahoitus\t9",
            {"eu_state": 936, "public_total": 1170},
        ),
        ("2 Kuntien rahoitus\t234", "2 Kuntien rahoitus\tnoin 234", {"eu_state": 936}),
        ("2 Kuntien rahoitus\t234", "2 Kuntien rahoitus\t", {"eu_state": 936}),
        ("4 Yksityinen rahoitus\t0", "4 Säätiöiden rahoitus\t9", {"eu_state": 936}),
        ("3 Muu julkinen rahoitus", "3 Kuntien rahoitus", {"eu_state": 936}),
        ("\t936\t80,00", "\t\t80,00", {}),
    ],
)  # fmt: skip
def test_funding_applied_for_is_stated_only_where_it_is_known(
    old: str, new: str, stated: dict[str, int]
) -> None:
    found = {r["measure"]: r["amount_eur"] for r in rows(plan(old, new), "funding")}
    assert found == stated


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("Hankekoodi S29100\nHakemustyyppi Uusi\tTila Käynnissä",
         "Hankekoodi\nHakemustyyppi Uusi\tTila Saapunut", ("undecided", "900107, Saapunut")),
        ("Hankekoodi S29100", "Hankekoodi", ("project_code_missing", "Käynnissä")),
        ("\tHankekoodi S29100", " Hankekoodi S29100", ("project_code_missing", "Käynnissä")),
        ("Hankekoodi S29100", "Hankekoodi 29100", ("project_code_missing", "Käynnissä")),
        ("Euroopan sosiaalirahasto\n", "", "fund_not_named"),
        ("Euroopan sosiaalirahasto\n", "Euroopan sosiaalirahasto\nEuroopan aluekehitysrahasto\n",
         "fund_not_named"),
        ("10 Maantieteellinen kohdealue\n", "", "sections_missing"),
        ("Viranomaisen merkintöjä\n", "", "project_code_missing"),
    ],
)  # fmt: skip
def test_plan_that_cannot_be_loaded(old: str, new: str, refusal: object) -> None:
    found = parse(plan(old, new)).refusal
    assert found == refusal or (found and found[0] == refusal)


def test_fund_of_the_head() -> None:
    text = plan("Euroopan sosiaalirahasto\n", "Euroopan aluekehitysrahasto\n")
    assert rows(text, "project")[0]["fund"] == "ERDF"


def test_national_scope_is_shared_over_the_mainland() -> None:
    one, national = "yhden maakunnan alueelle", "valtakunnallista"
    text = plan(f"{CHECKED} Hankkeen toiminta kohdistuu", f"{EMPTY} Hankkeen toiminta kohdistuu")
    text = changed(f"{EMPTY} Hankkeen toiminta on", f"{CHECKED} Hankkeen toiminta on", text)
    assert one in text
    assert national in text
    shares = rows(text, "region_share")
    assert len(shares) == 18
    assert {row["share_whole"] for row in shares} == {18}


def test_attachments_end_where_the_declaration_begins() -> None:
    assert texts(PLAN)["14"] == ATTACHMENTS


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Lumi Närekangas johtaa työtä.", "Närekan"),
        ("Työtä johtaa Närekangas Lumi.", "Närekan"),
        ("Närekankaan tiimi vastaa siitä.", "Närekan"),
        ("Rahoittajaa edustaa Otso Savipelto.", "Savipel"),
        ("Savipellon kanssa on sovittu.", "Savipel"),
        ("Kuura Pihlajankuja allekirjoittaa.", "Pihlajankuja"),
        ("Aamu Mäkelän numero on 050 000 0123.", "Mäkel"),
        ("Tili on FI21 9900 0013 7041 78.", "9900"),
        ("Tili on FI2199000013704178.", "FI21"),
        ("Virasto vastaa numerosta 029 000 0411.", "029"),
    ],
)
def test_people_of_the_plan_are_masked_in_its_texts(told: str, name: str) -> None:
    text = plan(ACTIONS, told)
    shown = texts(text)["6.1"]
    assert MASK in shown
    assert name not in shown
    risky = plan("Seurataan kuukausittain", told)
    assert [name in row["measures"] for row in rows(risky, "risk")] == [False]


def test_first_of_several_signatures_dates_the_plan() -> None:
    text = plan("Kuura Pihlajankuja\n\n(Alle", "3.6.2019 Kaislankorva Rae\n\n(Alle")
    assert rows(text, "project")[0]["signed_date"] == date(2019, 6, 2)
    assert findings(text) == findings(PLAN)


def test_sections_that_name_people_are_in_no_published_row() -> None:
    published = "\n".join(published_texts(PLAN))
    for told in ("Närekangas", "Savipelto", "Pihlajankuja", "Mäkelä", "FI21", "ESIMFIHH", "@"):
        assert told not in published
    assert {"steering_group", "signature"} <= {r["field"] for r in rows(PLAN, "contact")}


def test_people_behind_a_misspelt_label_are_masked() -> None:
    text = plan("Käsittelijä Otso", "Kasittelija Otso")
    text = changed("Hankkeen yhteyshenkilön nimi", "Yhteyshenkilön nimi", text)
    text = changed(ACTIONS, "Otso Savipelto ja Aamu Mäkelä vastaavat.", text)
    published = "\n".join(published_texts(text))
    assert "Savipelto" not in published
    assert "Mäkelä" not in published


HIDDEN = [
    ("11.3 Esitys hankkeen ohjausryhmän kokoonpanoksi", "11.3 Hankkeen ohjausryhmä"),
    ("11.3 Esitys hankkeen ohjausryhmän kokoonpanoksi", "Ohjausryhmä"),
    ("Päiväys ja hakijaorganisaation sähköinen allekirjoitus", "Päiväys ja allekirjoitus"),
    ("Päiväys ja hakijaorganisaation sähköinen allekirjoitus", "Allekirjoittaja"),
]


@pytest.mark.parametrize(("heading", "other"), HIDDEN)
def test_people_below_a_heading_in_other_words_are_not_published(heading: str, other: str) -> None:
    for text in (plan(heading, other), changed("Hakija vakuuttaa tässä", "Hakija vahvistaa tässä",
                                               plan(heading, other))):  # fmt: skip
        told = changed(ACTIONS, "Vastaavat Kuura Pihlajankuja ja Lumi Närekangas.", text)
        published = "\n".join(published_texts(told))
        for name in ("Närekangas", "Pihlajankuja"):
            assert name not in published


@pytest.mark.parametrize(
    "text",
    [
        '<input checked="" type (ja loput) /> ☐',
        '<input checked="" type ja loput ☐ Ei',
        '<input type="checkb1.9.2018 Toimintalox"/> ☐',
        "<inputs> ☐",
    ],
)
def test_what_only_begins_as_a_tag_swallows_nothing(text: str) -> None:
    assert read_boxes(text) == text


@pytest.mark.parametrize("tag", ["<input checked>", "<INPUT type=checkbox checked='' disabled />"])
def test_a_box_is_one_however_its_tag_is_written(tag: str) -> None:
    assert read_boxes(f"{tag}Ei") == "☒ Ei"
