"""One document from bytes to rows: refusals, what it says, and what must not be told."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.facts import draw_business_id
from benchmarks.generator import generate
from schemas.refusals import REASONS
from tests.transforms import made
from tests.transforms.made import DESCRIPTION, changed, findings, parse, rows
from transforms.batch import build_frames
from transforms.personal import MASK, Mask

LINES = DESCRIPTION.split("\n")
VALUES = [n for n, line in enumerate(LINES) if re.match(r"^[^:]+: \S", line)]
TEXTS = [LINES.index(x) for x in (made.SUMMARY, made.ANALYSIS, made.WASTE, made.REPORT)]
SCORES = [n for n, line in enumerate(LINES) if re.search(r" -?\d \d$", line)]
PARTNER = LINES.index("Tuulensuun Kehitys Oy, 9123405-5")


def said(content: str | bytes) -> str:
    """The content hash, of a text that is read."""
    document = parse(content)
    assert document.refusal is None, document.refusal
    assert document.content_hash
    return document.content_hash


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("Pöytäkirja 3/2021\n\n1 Hanke\n\nHankekoodi: S29100", "form_not_recognised"),
        (changed("rahoittaman hankkeen kuvaus", "hankehakemus"), "form_not_recognised"),
        (changed("Hankekoodi: S29100\n", ""), "project_code_missing"),
        (changed("Hankekoodi: S29100", "Hankekoodi:"), "project_code_missing"),
        (changed("Hankekoodi: S29100", "Hankekoodi: 29100"), "project_code_missing"),
        (changed("Hankekoodi: S29100", "Hankekoodi: S291 tai S292"), "project_code_missing"),
        (made.without_section("2 Hakijan", "3 Suunnitelman"), "sections_missing"),
        (made.without_section("5 Projektin", "6 Maantieteellinen"), "sections_missing"),
        (made.without_section("6 Maantieteellinen", "7 Hakemusvaiheessa"), "sections_missing"),
        (made.without_section("5 Projektin", None), "sections_missing"),
    ],
)
def test_refusal_says_why(content: str, reason: str) -> None:
    document = parse(content)
    assert document.refusal is not None
    assert document.refusal[0] == reason
    assert reason in REASONS
    assert document.statements == []


def test_document_without_its_first_section_is_refused() -> None:
    assert parse(made.without_section("1 Hanke", "2 Hakijan")).refusal is not None


def test_sections_that_can_be_missed_do_not_refuse() -> None:
    assert parse(made.without_section("7 Hakemusvaiheessa", None)).refusal is None


@pytest.mark.parametrize("code", ["S29100", "A79001", "S123456", "J30001"])
def test_project_codes(code: str) -> None:
    assert parse(changed("S29100", code)).project_code == code


@pytest.mark.parametrize(
    "same",
    [
        DESCRIPTION.replace("\n\n", "\n\n\n"),
        DESCRIPTION.replace("\n", "\n\n"),
        re.sub(r"\n{2,}", "\n", DESCRIPTION),
        DESCRIPTION.replace("\n", "\r\n"),
        DESCRIPTION.replace("\n", "  \n"),
        DESCRIPTION.replace(": ", ":   "),
        DESCRIPTION.replace("80 000", "80\u00a0000"),
        changed("Euroopan unioni Vipuvoimaa EU:lta", "Euroopan unioni\n\nVipuvoimaa EU:lta"),
        changed("Euroopan unioni Vipuvoimaa EU:lta\n", ""),
        "\n\n" + DESCRIPTION,
        DESCRIPTION + "\n\n",
        DESCRIPTION.encode("latin-1"),
        DESCRIPTION.encode("utf-8-sig"),
        DESCRIPTION.encode("utf-16"),
    ],
    ids=[
        "more blank lines",
        "blank lines everywhere",
        "no blank lines",
        "CRLF",
        "trailing spaces",
        "spaces after labels",
        "no-break spaces",
        "banner on two lines",
        "no banner",
        "leading blank lines",
        "closing blank lines",
        "Latin-1",
        "byte order mark",
        "UTF-16",
    ],
)
def test_other_bytes_that_say_the_same(same: str | bytes) -> None:
    assert said(same) == said(DESCRIPTION)


@pytest.mark.parametrize("seed", range(6))
def test_more_blank_lines_say_the_same_in_generated_documents(seed: int) -> None:
    for one in generate(5, seed=seed, defect_share=0.4):
        text = one.content.decode()
        assert said(text.replace("\n\n", "\n\n \n")) == said(text.replace("\n", "\r\n"))


@pytest.mark.parametrize("number", [*VALUES, *TEXTS, PARTNER], ids=lambda n: LINES[n][:40])
def test_change_of_a_value_or_text_says_something_else(number: int) -> None:
    line = LINES[number]
    digit = line.endswith("0123") or line == "Hankekoodi: S29100"
    other = line[:-1] + "7" if digit else f"{line} ja muuta"
    assert said("\n".join([*LINES[:number], other, *LINES[number + 1 :]])) != said(DESCRIPTION)


@pytest.mark.parametrize("number", [*VALUES, *TEXTS], ids=lambda n: LINES[n][:40])
def test_emptied_value_or_text_says_something_else(number: int) -> None:
    emptied = re.sub(r"(?<=:).*|^[^:]*$", "", LINES[number])
    document = parse("\n".join([*LINES[:number], emptied, *LINES[number + 1 :]]))
    assert document.content_hash != parse(DESCRIPTION).content_hash


@given(st.sampled_from(SCORES), st.integers(-10, 10), st.integers(-10, 10))
def test_scores_say_the_same_only_when_they_are_the_same(
    number: int, direct: int, indirect: int
) -> None:
    line = re.sub(r"\S+ \S+$", f"{direct} {indirect}", LINES[number])
    text = "\n".join([*LINES[:number], line, *LINES[number + 1 :]])
    assert (said(text) == said(DESCRIPTION)) == (line == LINES[number])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sosiaalirahaston (ESR)", "aluekehitysrahaston (EAKR)"),
        ("7.3 Uudet työpaikat", "7.3 Uudet yritykset"),
        ("7.3 Uudet työpaikat", "7.4 Uudet työpaikat"),
        ("Seutukunnat: Kouvolan\n\n", ""),
        ("Kunnat: Iitti\n", "Kunnat: Iitti\n\nSivu 4 (9)\n"),
        ("Tuulensuun Kehitys Oy, 9123405-5\n", ""),
        ("Osatoteuttajat\n\nTuulensuun Kehitys Oy, 9123405-5\n\n", ""),
    ],
)
def test_change_of_form_parts_says_something_else(old: str, new: str) -> None:
    assert said(changed(old, new)) != said(DESCRIPTION)


def test_text_moved_to_another_section_says_something_else() -> None:
    moved = changed(made.ACTUAL_GROUPS, "x").replace(made.INDIRECT_GROUPS, made.ACTUAL_GROUPS)
    assert said(moved.replace("\nx\n", f"\n{made.INDIRECT_GROUPS}\n")) != said(DESCRIPTION)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("granted_eu_state", "80 000", "9" * 25),
        ("granted_eu_state", "80 000", "n. 20 000"),
        ("planned_count", "Suunniteltu: 140", f"Suunniteltu: {'9' * 25}"),
        ("planned_count", "Suunniteltu: 140", "Suunniteltu: noin 60"),
        ("planned_period", "31.8.2021", "31.2.2020"),
        ("gender_main_goal", ": Ei", ": Ehkä"),
        ("cultural_environment", "Kulttuuriympäristö 3 4", "Kulttuuriympäristö x 4"),
        ("axis", "Toimintalinja: 4. Koulutus", "Toimintalinja: Koulutus"),
    ],
)
def test_unreadable_value_is_a_finding_and_never_a_guess(field: str, old: str, new: str) -> None:
    text = changed(old, new)
    (finding,) = findings(text)
    assert (finding["rule"], finding["field"]) == ("value_unreadable", field)
    assert finding["observed"] in text
    assert build_frames([parse(text)])["stage.field"].height > 0


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (made.BUSINESS_ID, "9104210-8", "business_id"),
        ("9123405-5", "9123405-6", "partners"),
    ],
)
def test_wrong_check_digit_is_a_finding_and_kept(old: str, new: str, field: str) -> None:
    text = changed(old, new)
    (finding,) = findings(text)
    assert (finding["rule"], finding["field"]) == ("business_id_invalid", field)
    assert new in [row["business_id"] for row in rows(text, "organisation")]


@pytest.mark.parametrize("codec", ["latin-1", "utf-16"])
def test_other_encoding_than_utf_8_is_a_finding_that_names_it(codec: str) -> None:
    (finding,) = findings(DESCRIPTION.encode(codec))
    assert finding["rule"] == "encoding_not_utf8"
    assert finding["observed"] == {"latin-1": "iso-8859-1"}.get(codec, codec)


# What must not be told: the contact of the description is Aamu Mäkelä.


def masked(text: str, contact: str = made.CONTACT) -> str:
    """A free text as it is published in a description with this contact person."""
    content = changed(made.CONTACT, contact)
    return made.texts(changed(made.SUMMARY, f"Alku. {text} loppu.", content))["3"]


@pytest.mark.parametrize("contact", ["Aamu Mäkelä", "Mäkelä Aamu"])
@pytest.mark.parametrize(
    "name",
    [
        "Aamu Mäkelä",
        "Mäkelä Aamu",
        "Aamu  Mäkelä",
        "Aamu\u00a0Mäkelä",
        "Aamu\nMäkelä",
        "Mäkelä",
        "Aamu",
        "Mäkelän",
        "Aamu Mäkelän",
        "Mäkelälle",
        "Mäkelällä",
        "Mäkelältä",
        "Mäkelää",
        "Mäkelässä",
        "Mäkelästä",
        "Mäkelään",
        "Mäkeläksi",
        "(Mäkelä)",
        "Mäkelä/Aamu",
        "AAMU MÄKELÄ",
    ],
)
def test_contact_name_is_masked_in_texts(name: str, contact: str) -> None:
    said = masked(f"Vastaa {name}.", contact).casefold()
    assert "mäkel" not in said
    assert "aamu" not in said
    assert MASK.casefold() in said


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ("MÄKELÄ AAMU", "Aamu Mäkelä"),
        ("Bo Mäkelä", "Bo Mäkelä"),
        ("Mäkelä, Aamu", "Mäkelä"),
        ("Aamu Mäkelä, Otso Savipelto", "Mäkelä"),
        ("Aamu Mäkelä / Otso Savipelto", "Otso Savipelto"),
        ("Aamu Kielo Mäkelä", "Aamu Mäkelä"),
        ("Aamu Mäkelä-Savipelto", "Mäkelä-Savipelto"),
        ("Aamu Salo", "Aamu Salo"),
        ("Aamu Salo", "Salo Aamun"),
        ("Bo Salo", "Bo Salo"),
        ("Bo Salo", "Salo Bo"),
    ],
)
def test_contact_name_is_masked_however_it_is_given(contact: str, name: str) -> None:
    said = masked(f"Vastaa {name}.", contact)
    assert name not in said
    assert MASK in said


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Työpajat ovat Salossa ja Salo maksaa.", "Aamu Salo"),
        ("Kouvolan seutu kasvaa.", "Aamu Kouvola"),
        ("Mäkelänrinteellä opitaan.", "Aamu Mäkelä"),
        ("Aamuvuoro alkaa, mäki nousee.", "Aamu Mäkelä"),
    ],
)
def test_place_and_other_word_are_not_masked_as_a_name(text: str, contact: str) -> None:
    assert masked(text, contact) == f"Alku. {text} loppu."


@pytest.mark.parametrize(
    "contact_detail",
    [
        "aamu.makela(at)havulahti.example",
        "aamu.makela@havulahti.example",
        "aamu.makela (at) havulahti.example",
        "aamu.makela[at]havulahti.example",
        "muu.henkilo@posti.example.fi",
        "050 000 0123",
        "0500000123",
        "050-000 0123",
        "050-0000123",
        "+358 50 000 0123",
        "+358500000123",
        "09 000 4100",
        "(09) 000 4100",
        "09-0004100",
        "040 123 4567",
        "FI21 1234 5600 0007 85",
        "FI2112345600000785",
    ],
)
def test_contact_details_are_masked_in_texts(contact_detail: str) -> None:
    said = masked(f"Kysy: {contact_detail}.")
    assert contact_detail not in said
    assert not re.search(r"\d{4}|@|\(at\)", said)


@given(
    st.integers(1, 999),
    st.lists(st.sampled_from(["000", "020", "040", "050", "090", "500"]), max_size=3),
    st.sampled_from([" ", "\u00a0", "\u202f", ""]),
)
def test_amount_is_never_masked(first: int, groups: list[str], space: str) -> None:
    text = f"Budjetti on {space.join([str(first), *groups])} euroa."
    assert Mask((), (), frozenset()).text(text) == text


@pytest.mark.parametrize(
    ("phone", "text"),
    [("020 100", "3 020 100 euroa"), ("09 4100", "1094100 euroa"), ("116 117", "1 161 170 euroa")],
)
def test_amount_that_holds_the_digits_of_a_phone_is_not_masked(phone: str, text: str) -> None:
    assert Mask((), (phone,), frozenset()).text(text) == text


@given(st.integers(0, 10**6))
def test_business_id_is_never_masked(seed: int) -> None:
    # Real numbers begin with 0 to 3, as phone numbers do.
    number = f"0{seed % 10**6:06d}-{seed % 10}"
    made_up = draw_business_id(str(random.Random(seed).random()))
    text = f"Kumppanit: Rantala Oy ({number}) ja {made_up}"
    assert Mask((), ("050 000 0123",), frozenset()).text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "vuosina 2014-2020",
        "2014–2020",
        "1.1.2020–31.12.2021",
        "01.02.2020 - 03.04.2021",
        "klo 09.00-15.30",
        "postinumero 02150 Espoo",
        "VM/910/02.02.03.09/2019",
        "hanke S22116",
        "2 050 000-3 000 000 euroa",
        "0 20 40 60 80 100",
        "05/2020-06/2021",
    ],
)
def test_years_dates_codes_and_ranges_are_never_masked(text: str) -> None:
    assert Mask((), ("050 000 0123",), frozenset()).text(text) == text


@pytest.mark.parametrize(
    ("after", "line", "secret"),
    [
        ("WWW-osoite: www.havulahti.example", "Varahenkilö: Otso Savipelto", "Savipelto"),
        ("WWW-osoite: www.havulahti.example", "Otso Savipelto", "Savipelto"),
        ("Y-tunnus: 9104210-9", "Kotiosoite: Hietakuja 8", "Hietakuja"),
        ("Y-tunnus: 9104210-9", "Otso Savipelto, puh.: 050 000 0999", "Savipelto"),
        ("Postinumero: 45100", "Faksi: 09 000 4101", "4101"),
    ],
)
def test_unplaced_line_of_section_2_shows_no_value(after: str, line: str, secret: str) -> None:
    text = changed(f"{after}\n", f"{after}\n\n{line}\n")
    (finding,) = findings(text)
    assert (finding["rule"], finding["section"]) == ("line_not_placed", "2")
    assert not [one for one in made.published_texts(text) if secret in one]


def test_contact_out_of_its_order_is_masked_all_the_same() -> None:
    name = f"Hankkeen yhteyshenkilön nimi: {made.CONTACT}\n\n"
    text = changed(name, "").replace("Hakijan virallinen nimi", name + "Hakijan virallinen nimi")
    text = changed(made.REPORT, f"Hankkeesta vastasi {made.CONTACT}.", text)
    assert not [one for one in made.published_texts(text) if "Mäkelä" in one]


@pytest.mark.parametrize("seed", range(3))
def test_contact_of_a_generated_document_is_in_no_published_value(seed: int) -> None:
    for one in generate(12, seed=seed, defect_share=0.3):
        contact = one.truth.contact
        told = "\n".join(made.published_texts(one.content))
        for secret in (contact.name, contact.email, contact.phone, one.truth.organisation_phone):
            assert secret not in told


def test_heading_of_an_indicator_is_masked() -> None:
    document = parse(changed("7.3 Uudet työpaikat", "7.3 Uudet työpaikat, kysy 050 000 0123"))
    said = [row["indicator"] for row in made.said(document).tables["indicator"]]
    assert f"Uudet työpaikat, kysy {MASK}" in said
    assert not any("000 0123" in indicator for indicator in said)
