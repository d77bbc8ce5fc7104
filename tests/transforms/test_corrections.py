"""Officers' corrections: what is replaced, what is left alone, and what is said of each."""

from typing import Any

import pytest

from schemas.decisions import Correction
from tests.conftest import SAMPLES
from tests.transforms.made import (
    CONTACT,
    DESCRIPTION,
    QUESTIONS,
    SUMMARY,
    changed,
    line_of,
    regions,
    said,
)
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.transforms.made_plan import PLAN
from transforms.corrections import occurrences
from transforms.document import parse_document
from transforms.personal import MASK
from transforms.statements import Document

GRANTED = "Myönnetty EU- ja valtion rahoitus: 80 000"
KUNNAT = "Kunnat: Iitti"


def decide(line: int, field: str, seen: str, right: str, decision_line: int = 2) -> Correction:
    return Correction(decision_line, "made", line, field, seen, right, "Päätös on nähty.")


def parse(text: str, *corrections: Correction) -> Document:
    document = parse_document("made-up", text.encode(), regions(), corrections)
    assert document.refusal is None, document.refusal
    return document


def rows(document: Document, table: str) -> list[dict[str, Any]]:
    return [r for s in document.statements for r in dict(s.rows.finished()).get(table, [])]


def outcomes(document: Document) -> list[str]:
    return [row["outcome"] for row in document.corrections]


def granted(document: Document) -> list[Any]:
    return [r["amount_eur"] for r in rows(document, "funding") if r["basis"] == "granted"]


def found(document: Document) -> list[dict[str, Any]]:
    return [r for r in rows(document, "finding") if r["rule"] == "value_corrected"]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_a_value_is_replaced_whatever_its_spaces(space: str) -> None:
    """The amount, the hash of what was received and the finding at the corrected place."""
    text = changed("rahoitus: 80 000", f"rahoitus: 80{space}000")
    line = line_of(GRANTED)
    document = parse(text, decide(line, "granted_eu_state", "80 000", "85 000,50"))
    assert [str(amount) for amount in granted(document)] == ["85000.50"]
    assert outcomes(document) == ["applied"]
    assert document.content_hash == parse(text).content_hash
    assert found(document) == [
        {
            "statement_id": "made-up",
            "rule": "value_corrected",
            "section": "5",
            "field": "granted_eu_state",
            "line_number": line,
            "observed": "80 000",
            "expected": "85 000,50",
        }
    ]


@pytest.mark.parametrize(
    ("line", "field", "seen", "outcome"),
    [
        (line_of(GRANTED), "granted_eu_state", "80 001", "seen_differs"),
        (line_of(GRANTED), "granted_eu_state", "80 00", "seen_differs"),
        (line_of(GRANTED), "granted_eu_state", "", "seen_differs"),
        (line_of(GRANTED), "name", "80 000", "field_not_there"),
        (line_of(GRANTED), "no_such_field", "80 000", "field_not_there"),
        (line_of(GRANTED) + 1, "granted_eu_state", "80 000", "field_not_there"),
        (99999, "granted_eu_state", "80 000", "field_not_there"),
    ],
)
def test_what_does_not_fit_is_not_applied(line: int, field: str, seen: str, outcome: str) -> None:
    document = parse(DESCRIPTION, decide(line, field, seen, "85 000"))
    assert outcomes(document) == [outcome]
    assert found(document) == []


def test_what_stands_in_another_field_is_not_applied() -> None:
    """Of the same line in a plan, and of the lines below in a description."""
    line = line_of("Postinumero 45100\tPostitoimipaikka Kouvola", PLAN)
    document = parse(PLAN, decide(line, "postal_code", "Kouvola", "Kotka"))
    assert outcomes(document) == ["seen_differs"]
    line = line_of(f"{QUESTIONS[0]}: Kyllä")
    document = parse(DESCRIPTION, decide(line, "gender_analysis", "Ei", "Kyllä"))
    assert outcomes(document) == ["seen_differs"]


TOTAL = "Suunniteltu julkinen rahoitus yhteensä: 100 000"
SECTION = DESCRIPTION[DESCRIPTION.index(GRANTED) : DESCRIPTION.index("6 Maantieteellinen")]
TOGETHER = changed(SECTION, SECTION.replace("\n\n", "\n"))


@pytest.mark.parametrize("beside", [False, True])
def test_what_is_not_applied_changes_nothing(beside: bool) -> None:
    """Neither alone nor beside another correction of its field that is applied."""
    line = line_of(GRANTED, TOGETHER)
    wrong = decide(line, "granted_eu_state", "100 000", "999 000")
    right = decide(line, "granted_eu_state", "80 000", "85 000", 3)
    document = parse(TOGETHER, wrong, *[right][:beside])
    assert outcomes(document) == ["seen_differs", "applied"][: 1 + beside]
    assert granted(document) == [85000 if beside else 80000]
    said = {r["measure"]: r["amount_eur"] for r in rows(document, "funding")
            if r["basis"] == "planned"}  # fmt: skip
    assert said == {"public_total": 100000}
    assert [row["observed"] for row in found(document)] == ["80 000"][:beside]


def test_two_corrections_that_change_each_others_field_change_nothing() -> None:
    line = line_of("Postinumero 45100\tPostitoimipaikka Kouvola", PLAN)
    swapped = (
        decide(line, "postal_code", "Kouvola", "Kotka", 2),
        decide(line, "town", "45100", "45200", 3),
    )
    document = parse(PLAN, *swapped)
    assert outcomes(document) == ["seen_differs", "seen_differs"]
    assert rows(document, "field") == rows(parse(PLAN), "field")


def test_a_text_that_stands_several_times_is_ambiguous() -> None:
    text = changed(KUNNAT, "Kunnat: Iitti, Kouvola, Iitti")
    document = parse(text, decide(line_of(KUNNAT), "named_kunta", "Iitti", "Kotka"))
    assert outcomes(document) == ["ambiguous"]
    assert {row["name"] for row in rows(document, "place")} >= {"Iitti", "Kouvola"}


def test_two_corrections_of_the_same_characters_are_ambiguous() -> None:
    line = line_of(KUNNAT)
    some = (decide(line, "named_kunta", KUNNAT, "Kunnat: Kotka"),)
    other = decide(line, "named_kunta", "Iitti", "Kouvola", 3)
    assert outcomes(parse(DESCRIPTION, *some, other)) == ["ambiguous", "ambiguous"]


def test_several_corrections_of_one_line_do_not_see_each_other() -> None:
    text = changed(KUNNAT, "Kunnat: Iitti, Kouvola")
    line = line_of(KUNNAT)
    document = parse(
        text,
        decide(line, "named_kunta", "Iitti", "Kouvola", 2),
        decide(line, "named_kunta", "Kouvola", "Kotka", 3),
    )
    named = [r["name"] for r in rows(document, "place") if r["level"] == "kunta"]
    assert named == ["Kouvola", "Kotka"]
    assert outcomes(document) == ["applied", "applied"]


@pytest.mark.parametrize("label", ["Kunnat:", "Kunnat: ", "Kunnat", "KUNNAT"])
def test_an_empty_field_is_filled_behind_its_label(label: str) -> None:
    """Also where a label without a colon was not known to be one."""
    text = changed(KUNNAT, label)
    document = parse(text, decide(line_of(label, text), "named_kunta", "", "Kouvola"))
    named = [r["name"] for r in rows(document, "place") if r["level"] == "kunta"]
    assert outcomes(document) == ["applied"]
    assert named == ["Kouvola"]


def test_a_label_that_does_not_stand_there_cannot_be_filled() -> None:
    text = changed(KUNNAT, "")
    correction = decide(line_of("Seutukunnat: Kouvolan", text), "named_kunta", "", "Kouvola")
    assert outcomes(parse(text, correction)) == ["field_not_there"]


def test_a_value_below_its_label_is_found_from_the_label() -> None:
    text = changed(GRANTED, GRANTED.replace(": ", ":\n"))
    line = line_of(GRANTED.partition(" 80")[0], text)
    document = parse(text, decide(line, "granted_eu_state", "80 000", "85 000"))
    assert outcomes(document) == ["applied"]
    assert granted(document) == [85000]
    document = parse(text, decide(line + 1, "granted_eu_state", "80 000", "85 000"))
    assert outcomes(document) == ["applied"]


def test_a_line_of_a_text_is_corrected() -> None:
    document = parse(DESCRIPTION, decide(line_of(SUMMARY), "summary", "yhdessä", "yksin"))
    assert outcomes(document) == ["applied"]
    assert "Hankkeessa opitaan yksin." in [row["text"] for row in rows(document, "text")]


def test_a_person_is_never_shown_and_masked_under_both_names() -> None:
    line = line_of(f"Hankkeen yhteyshenkilön nimi: {CONTACT}")
    text = changed(SUMMARY, f"{CONTACT} opettaa, ja Venla Kuusamo auttaa.")
    document = parse(text, decide(line, "contact_name", CONTACT, "Venla Kuusamo"))
    assert outcomes(document) == ["applied"]
    (row,) = document.corrections
    assert (row["seen"], row["right_value"]) == (None, None)
    assert [(r["observed"], r["expected"]) for r in found(document)] == [(None, None)]
    (summary,) = [r["text"] for r in rows(document, "text") if r["section"] == "3"]
    assert summary == f"{MASK} opettaa, ja {MASK} auttaa."


def test_a_cell_astray_is_not_shown_as_field() -> None:
    """In a form and in a list."""
    csv = as_csv(HEADER, ROW, OTHER)
    for text, line in ((DESCRIPTION, line_of(KUNNAT)), (csv, 2)):
        (row,) = parse(text, decide(line, CONTACT, "Iitti", "Kotka")).corrections
        assert (row["field"], row["seen"], row["outcome"]) == ("", None, "field_not_there")


def test_a_reason_names_nobody_of_the_document() -> None:
    reason = f"{CONTACT} soitti"
    correction = Correction(2, "made", line_of(KUNNAT), "named_kunta", "Iitti", "Kotka", reason)
    (row,) = parse(DESCRIPTION, correction).corrections
    assert row["reason"] == f"{MASK} soitti"


def test_a_cell_of_a_plan_is_corrected() -> None:
    line = line_of("Tilinumero (IBAN) FI2199000013704178\tBIC ESIMFIHH", PLAN) - 1
    field = next(
        r["field"]
        for r in said(parse(PLAN)).tables["field"]
        if r["line_number"] == line and r["text"] == "45100"
    )
    document = parse(PLAN, decide(line, field, "45100", "45200"))
    assert outcomes(document) == ["applied"]
    assert "45200" in {row["text"] for row in rows(document, "field")}


def test_an_empty_cell_of_a_plan_is_filled() -> None:
    text = PLAN.replace("Postinumero 45100\tPosti", "Postinumero\t\tPosti")
    line = line_of("Postinumero\t\tPostitoimipaikka Kouvola", text)
    document = parse(text, decide(line, "postal_code", "", "45100"))
    assert outcomes(document) == ["applied"]
    assert rows(document, "field") == rows(parse(PLAN), "field")


def test_boxes_are_corrected_as_findings_show_them() -> None:
    (boxes,) = (r for r in rows(parse(PLAN), "field") if r["field"] == "applicant_arrangement")
    line, shown = boxes["line_number"], boxes["text"]
    assert shown not in PLAN.split("\n")[line - 1]
    turned = shown.translate(str.maketrans("☒☐", "☐☒"))
    document = parse(PLAN, decide(line, "applicant_arrangement", shown, turned))
    assert outcomes(document) == ["applied"]
    assert turned in {row["text"] for row in rows(document, "field")}


def test_scores_of_a_table_are_corrected_as_findings_show_them() -> None:
    path = SAMPLES / "2024-06" / "S29011_kuvaus.html"
    (scores,) = (
        r
        for s in parse_document("made-up", path.read_bytes(), regions()).statements
        for r in s.rows.tables["field"]
        if r["field"] == "climate_risks"
    )
    assert scores["text"] == "0 0"
    for right, outcome in (("1 -2", "applied"), ("1", "seen_differs")):
        correction = decide(scores["line_number"], "climate_risks", "0 0", right)
        document = parse_document("made-up", path.read_bytes(), regions(), [correction])
        assert outcomes(document) == [outcome]
        (found,) = (
            r for r in rows(document, "sustainability") if r["criterion"] == "climate_risks"
        )
        assert (found["direct"], found["indirect"]) == ((1, -2) if outcome == "applied" else (0, 0))


def test_a_document_that_is_refused_is_freed() -> None:
    text = changed("Hankekoodi: S29100", "Hankekoodi: S2910O")
    refused = parse_document("made-up", text.encode(), regions())
    assert refused.refusal is not None
    line = line_of("Hankekoodi: S2910O", text)
    document = parse(text, decide(line, "project_code", "S2910O", "S29100"))
    assert document.project_code == "S29100"
    assert outcomes(document) == ["applied"]


def test_a_heading_is_no_field_and_is_not_corrected() -> None:
    text = changed("1 Hanke", "Yksi hanke")
    correction = decide(line_of("Yksi hanke", text), "project_code", "Yksi hanke", "1 Hanke")
    document = parse_document("made-up", text.encode(), regions(), [correction])
    assert document.refusal is not None
    assert outcomes(document) == ["field_not_there"]


def test_a_cell_of_a_list_is_told_by_its_field() -> None:
    """What stands in several cells, and what in none: the column decides."""
    text = as_csv(HEADER, put(ROW, c10="443909", c7=""), OTHER)
    document = parse(
        text,
        decide(2, "realised_eu_state", "443909", "71641,50", 2),
        decide(2, "planned_end", "", "28.2.2017", 3),
        decide(3, "name", "toinen vaihe", "kolmas vaihe", 4),
        decide(3, "status", "", "Toiminnassa", 5),
        decide(9, "status", "", "Toiminnassa", 6),
    )
    assert outcomes(document) == [
        "applied",
        "applied",
        "applied",
        "seen_differs",
        "field_not_there",
    ]
    (first, second, _) = document.statements
    assert str(first.rows.tables["project"][0]["planned_end"]) == "2017-02-28"
    realised = [r["amount_eur"] for r in first.rows.tables["funding"] if r["basis"] == "realised"]
    assert "71641.50" in map(str, realised)
    assert second.rows.tables["project"][0]["name"] == "Taitopolku, kolmas vaihe"
    plain = parse(text)
    assert document.content_hash == plain.content_hash
    assert [s.content_hash for s in document.statements[:2]] == [
        s.content_hash for s in plain.statements[:2]
    ]


def test_a_refused_row_of_a_list_is_freed() -> None:
    text = as_csv(HEADER, put(ROW, c1="EAK"), OTHER)
    assert [row["reason"] for row in parse(text).refused_rows] == ["row_fund_unknown"]
    document = parse(text, decide(2, "fund", "EAK", "EAKR"))
    assert document.refused_rows == []
    assert outcomes(document) == ["applied"]


@pytest.mark.parametrize(
    ("text", "seen", "spans"),
    [
        ("180 000", "80 000", []),
        ("a 80\u00a0000 b", "80 000", [(2, 8)]),
        ("3\t5", "3 5", [(0, 3)]),
        ("3\t5 3 5", "3 5", [(4, 7)]),
        ("x\t3 \t 5", "3\t5", [(2, 7)]),
        ("Iitti", "iitti", []),
        ("1.4 (x)", "(x)", [(4, 7)]),
    ],
)
def test_occurrences_are_whole_words(text: str, seen: str, spans: list[tuple[int, int]]) -> None:
    assert occurrences(text, seen) == spans
