"""Taking a document apart: look-alikes stay text, and every line is accounted for."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generator import generate
from tests.transforms import made
from tests.transforms.made import changed, findings, line_of, read, rows, texts
from transforms.alignment import best_alignment
from transforms.document import read_form
from transforms.engine import Reading, align_headings, fold
from transforms.form import Style
from transforms.outline import Line, Outline
from transforms.readers import read_outline

ALL_SECTIONS = [
    "1",
    "2",
    "3",
    "4",
    "4.1",
    "4.2",
    "5",
    "6",
    "7",
    "7.1",
    "7.2",
    "7.3",
    "8",
    "8.1",
    "8.2",
    "9",
]
Candidates = list[tuple[int, int, int]]


def claimed_lines(reading: Reading, outline: Outline) -> Iterator[int]:
    """Number of each line once for each place of a reading that it went to."""
    first = min(reading.sections.values(), default=len(outline.lines) + 10**6)
    dressing = {fold(t) for t in (*reading.form.furniture, *reading.form.titles)}
    yield from (x.number for x in outline.lines if x.number < first and fold(x.text) in dressing)
    yield from (line.number for _, line in reading.left_over)
    yield from (line.number for _, line, _ in headings(reading, outline))
    for entry in reading.entries:
        body = entry.element.style is Style.BODY
        if not body:
            yield entry.line
        after = [x for x in outline.lines if x.number > entry.line - body]
        said = [part for part in entry.follow.split("\n") if part]
        for line, part in zip(after, said, strict=False):
            assert line.text.strip() == part
            yield line.number
        if not body:
            yield from (line.number for line in entry.items)


def headings(reading: Reading, outline: Outline) -> list[tuple[str, Line, int]]:
    found = align_headings(outline.passage, reading.form)
    return [(section.number, outline.lines[index], index) for section, index in found]


def assert_all_lines_accounted_for(content: bytes) -> None:
    outline = read_outline(content)
    reading = read_form(outline)
    assert sorted(claimed_lines(reading, outline)) == [line.number for line in outline.lines]


@cache
def generated() -> tuple[bytes, ...]:
    sound = generate(30, seed=11)
    spoiled = generate(48, seed=12, defect_share=1.0)
    return tuple(one.content for one in (*sound, *spoiled))


@pytest.mark.parametrize("number", range(78))
def test_every_line_of_a_document_is_accounted_for_once(number: int) -> None:
    assert_all_lines_accounted_for(generated()[number])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_line_of_a_mangled_document_is_accounted_for_once(data: st.DataObject) -> None:
    lines = made.DESCRIPTION.split("\n")
    places = st.integers(5, len(lines) - 1)
    for start, length in data.draw(st.lists(st.tuples(places, st.integers(1, 30)), max_size=3)):
        del lines[start : start + length]
    for source in data.draw(st.lists(places, max_size=4)):
        copied = made.DESCRIPTION.split("\n")[source]
        lines.insert(data.draw(st.integers(5, max(5, len(lines)))), copied)
    assert_all_lines_accounted_for("\n".join(lines).encode())


def test_the_whole_form_is_found() -> None:
    reading = read(made.DESCRIPTION)
    assert list(reading.sections) == ALL_SECTIONS
    assert reading.left_over == ()
    assert findings(made.DESCRIPTION) == []


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["in a paragraph", "alone"])
@pytest.mark.parametrize(
    "line",
    [
        "Suunniteltu: 60",
        "Toteutunut seurantatietojen mukaan: 12",
        "Hankekoodi: S29999",
        "Myönnetty EU- ja valtion rahoitus: 1 000",
        "Kunnat: kaikki",
        "Osatoteuttajat",
        "VälitönVälillinen",
        "Kulttuuriympäristö 7 7",
        f"{made.QUESTIONS[2]}: Kyllä",
        "Euroopan unioni Vipuvoimaa EU:lta",
        "Euroopan aluekehitysrahaston (EAKR) rahoittaman hankkeen kuvaus",
        "2. kohderyhmänä olevien yrittäjien lähipiiri",
        "Ydinkohderyhmä:",
        "1 Hankkeen tausta",
        "7.1 Osallistuvien kylien lukumäärä",
        "7.3 Uudet työpaikat",
        # Copies of headings of the form itself.
        "1 Hanke",
        "2 Hakijan perustiedot",
        "3 Suunnitelman mukainen tiivistelmä toteutuksesta",
        "4 Hankkeen kohderyhmät",
        "4.2 Välilliset kohderyhmät",
        "5 Projektin julkinen rahoitus, euroa",
        "6 Maantieteellinen kohdealue",
        "8.2 Kestävä kehitys",
        "9 Loppuraportin tiivistelmä",
    ],
)
def test_look_alike_in_a_free_text_stays_text(line: str, gap: str) -> None:
    text = changed(made.SUMMARY, f"Alku.{gap}{line}{gap}Loppu.")
    assert texts(text)["3"] == f"Alku.{gap}{line}{gap}Loppu."
    assert list(read(text).sections) == ALL_SECTIONS
    assert findings(text) == []


@pytest.mark.parametrize(
    ("section", "own", "heading"),
    [
        ("3", made.SUMMARY, "4 Hankkeen kohderyhmät"),
        ("4.1", made.ACTUAL_GROUPS, "4.2 Välilliset kohderyhmät"),
        ("4.2", made.INDIRECT_GROUPS, "5 Projektin julkinen rahoitus, euroa"),
    ],
)
def test_copy_of_the_very_next_heading_in_a_paragraph_stays_text(
    section: str, own: str, heading: str
) -> None:
    text = changed(own, f"Ks. kohta\n{heading}\nedempänä.")
    assert texts(text)[section] == f"Ks. kohta\n{heading}\nedempänä."
    assert list(read(text).sections) == ALL_SECTIONS


@pytest.mark.parametrize("heading", ["1 Hanke", "5 Projektin julkinen rahoitus, euroa"])
def test_copy_of_an_earlier_heading_in_the_last_text_stays_text(heading: str) -> None:
    text = changed(made.REPORT, f"Alku.\n\n{heading}\n\nLoppu.")
    assert texts(text)["9"] == f"Alku.\n\n{heading}\n\nLoppu."


@pytest.mark.parametrize(
    "line",
    [
        "Kulttuuriympäristö 3 4",
        "Ympäristöosaaminen 3 op",
        "Ympäristöosaaminen on 3",
        "Kulttuuriympäristö ja perinne 2 3",
        "Materiaalit ja hankinnat 4 -1",
        "Sosiaalinen ja kulttuurinen kestävyys on tärkeää",
        "Hyvinvointi 7 7",
        "0 0",
    ],
)
def test_criterion_look_alike_in_a_justification_stays_text(line: str) -> None:
    text = changed(made.WASTE, f"Alku.\n{line}\nLoppu.")
    found = {r["criterion"]: r for r in rows(text, "sustainability")}
    assert found["materials_waste"]["justification"] == f"Alku.\n{line}\nLoppu."
    assert [r["direct"] for r in found.values()] == [0, 0, 0, 0, 0, -1, *[0] * 7, 3, 0]
    assert findings(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Hankkeessa on tehty riskianalyysi: Kyllä",
        "Hankkeen päätavoite: Kyllä",
        f"{made.QUESTIONS[0]}: Ei",
        f"{made.QUESTIONS[2]}: ei aivan, mutta lähes",
        "Kyllä",
        "8.2 Kestävän arjen työpaja",
    ],
)
def test_question_look_alike_in_a_justification_stays_text(line: str) -> None:
    text = changed("Ryhmät ovat tasapainossa.", f"Alku.\n{line}\nLoppu.")
    found = rows(text, "equality")
    assert [row["answer"] for row in found] == [True, True, False]
    assert found[1]["justification"] == f"Alku.\n{line}\nLoppu."
    assert findings(text) == []


def test_a_numbered_report_is_no_list_of_indicators() -> None:
    """Only a heading with Suunniteltu or Toteutunut below it is an indicator of section 7."""
    report = "\n\n".join(f"7.{n}. avoin tapaaminen\n\nVäkeä oli paljon." for n in range(1, 13))
    text = changed(made.REPORT, report)
    assert list(read(text).sections) == ALL_SECTIONS
    assert texts(text)["9"] == report


@pytest.mark.parametrize(
    ("start", "end", "absent"),
    [
        ("3 Suunnitelman", "4 Hankkeen", ["3"]),
        ("4 Hankkeen", "5 Projektin", ["4"]),
        ("4.1 Varsinaiset", "4.2 Välilliset", ["4.1"]),
        ("7 Hakemusvaiheessa", "8 Horisontaaliset", ["7"]),
        ("8 Horisontaaliset", "9 Loppuraportin", ["8"]),
        ("8.2 Kestävä", "9 Loppuraportin", ["8.2"]),
        ("9 Loppuraportin", None, ["9"]),
    ],
)
def test_missing_section_is_named_and_the_others_are_read(
    start: str, end: str | None, absent: list[str]
) -> None:
    text = made.without_section(start, end)
    found = findings(text)
    assert [(r["rule"], r["section"]) for r in found] == [("section_missing", s) for s in absent]
    gone = tuple(f"{number}." for number in absent)
    left = [s for s in ALL_SECTIONS if s not in absent and not s.startswith(gone)]
    assert list(read(text).sections) == left


@pytest.mark.parametrize(
    ("after", "section"),
    [
        ("Toiminnan tila: Toiminta päättynyt", "1"),
        ("4 Hankkeen kohderyhmät", "4"),
        ("5 Projektin julkinen rahoitus, euroa", "5"),
        ("Myönnetty EU- ja valtion rahoitus: 80 000", "5"),
        ("Kunnat: Iitti", "6"),
        ("7 Hakemusvaiheessa ilmoitettavat arviot hankekohtaisista seurantiedoista", "7"),
        ("7.3 Uudet työpaikat", "7.3"),
        ("Suunniteltu: 140", "7.2"),
        ("8.1 Sukupuolten tasa-arvo", "8.1"),
        ("VälitönVälillinen", "8.2"),
    ],
)
def test_line_that_fits_nothing_is_left_over_where_it_stands(after: str, section: str) -> None:
    text = changed(f"\n{after}\n", f"\n{after}\n\nMerkintä\u00a0virkailijalta\n")
    (left,) = read(text).left_over
    assert (left[0], left[1].number) == (section, line_of(after) + 2)
    (finding,) = findings(text)
    # What the line says is not shown: it could name a person.
    assert (finding["rule"], finding["observed"]) == ("line_not_placed", None)
    assert finding["line_number"] == left[1].number


def test_lines_before_the_first_heading_are_dressing_or_left_over() -> None:
    text = changed("1 Hanke\n", "Tulostettu 3.4.2021\n\n1 Hanke\n")
    ((section, line),) = read(text).left_over
    assert (section, line.text) == ("", "Tulostettu 3.4.2021")


def test_second_copy_of_a_field_is_left_over() -> None:
    text = changed("Toiminnan tila:", "Hankekoodi: S29999\n\nToiminnan tila:")
    assert [line.text for _, line in read(text).left_over] == ["Hankekoodi: S29999"]
    assert made.parse(text).project_code == "S29100"


@pytest.mark.parametrize("count", [1, 2, 9, 12])
def test_open_ended_subsections_are_taken_under_their_own_headings(count: int) -> None:
    added = "".join(
        f"7.{n} Oma mittari {n}\n\nSuunniteltu: {n}\n\nToteutunut seurantatietojen mukaan: 1\n\n"
        for n in range(4, 4 + count)
    )
    text = changed("8 Horisontaaliset", f"{added}8 Horisontaaliset")
    found = {(r["indicator"], r["basis"]): r["value"] for r in rows(text, "indicator")}
    for n in range(4, 4 + count):
        assert found[f"Oma mittari {n}", "planned"] == n
        assert found[f"Oma mittari {n}", "realised"] == 1
    unmapped = [r["observed"] for r in rows(text, "finding") if r["rule"] == "indicator_unmapped"]
    assert unmapped == ["Uudet työpaikat", *(f"Oma mittari {n}" for n in range(4, 4 + count))]


def test_unmapped_indicator_without_a_planned_figure_is_flagged_too() -> None:
    text = changed("Suunniteltu: 3\n", "Suunniteltu:\n")
    noted = [r for r in rows(text, "finding") if r["rule"] == "indicator_unmapped"]
    assert [(r["section"], r["observed"]) for r in noted] == [("7.3", "Uudet työpaikat")]


def test_indicator_stated_twice_loses_neither_figure_in_silence() -> None:
    text = changed("7.3 Uudet työpaikat", "7.3 Osallistuvien yritysten lukumäärä")
    said = [r["value"] for r in rows(text, "indicator")] + [r["observed"] for r in findings(text)]
    assert {"12", "3"} <= set(re.findall(r"\d+", " ".join(map(str, said))))


@pytest.mark.parametrize(
    ("candidates", "chain"),
    [
        ([], []),
        ([(0, 0, 1), (0, 1, 1)], [(0, 0)]),
        ([(2, 0, 1), (0, 1, 1), (1, 2, 1)], [(0, 1), (1, 2)]),
        ([(2, 0, 9), (0, 1, 1), (1, 2, 1)], [(2, 0)]),
        ([(0, 0, 1), (1, 1, 2), (1, 2, 3), (2, 3, 1)], [(0, 0), (1, 2), (2, 3)]),
    ],
)
def test_alignment_is_the_heaviest_rising_chain(
    candidates: Candidates, chain: list[tuple[int, int]]
) -> None:
    assert best_alignment(candidates, frozenset()) == chain


def heaviest(candidates: Candidates, repeats: frozenset[int]) -> int:
    """Weight of the best chain by trying all of them."""

    def best(at: int, last: int) -> int:
        if at == len(candidates):
            return 0
        position, _, weight = candidates[at]
        fits = position > last or (position == last and position in repeats)
        return max(best(at + 1, last), weight + best(at + 1, position) if fits else 0)

    return best(0, -1)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 7)), max_size=10),
    st.frozensets(st.integers(0, 5)),
)
def test_alignment_rises_and_no_chain_is_heavier(
    drawn: list[tuple[int, int]], repeats: frozenset[int]
) -> None:
    candidates = [(position, 3 * i, weight) for i, (position, weight) in enumerate(drawn)]
    chain = best_alignment(candidates, repeats)
    weights = {(position, index): weight for position, index, weight in candidates}
    assert sum(weights[link] for link in chain) == heaviest(candidates, repeats)
    for (before, first), (after, second) in pairwise(chain):
        assert first < second
        assert before < after or (before == after and before in repeats)
