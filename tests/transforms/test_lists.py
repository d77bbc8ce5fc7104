"""Lists: which rows are taken, which refused and why, what is repaired."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.made import parse
from tests.transforms.made_list import (
    ELY,
    HEADER,
    NEW_HEADER,
    OTHER,
    ROW,
    as_csv,
    as_xlsx,
    money,
    new_row,
    put,
    refused,
    table,
)
from transforms.personal import MASK

ELY_WITHOUT_COMMA = "Hämeen elinkeino-  liikenne- ja ympäristökeskus"


def test_what_a_finding_expects_is_masked_as_what_it_observed() -> None:
    named = "Hämeen elinkein 050 000 0123 o-  liikenne- ja ympäristökeskus"
    (found,) = [
        row
        for row in table(parse(as_csv(HEADER, put(ROW, c4=named))), "finding")
        if row["rule"] == "value_repaired"
    ]
    for column in ("observed", "expected"):
        assert MASK in found[column]
        assert "050" not in found[column]


def test_row_states_its_project() -> None:
    document = parse(as_csv(HEADER, ROW, OTHER))
    assert (document.kind, document.media_type) == ("project_list", "text/csv")
    (first, _, own) = document.statements
    assert (first.project_code, first.line_number) == ("A79101", 2)
    assert (own.project_code, own.line_number) == (None, None)
    project = first.rows.tables["project"][0]
    assert project["fund"] == "ERDF"
    assert (project["name"], project["axis_number"]) == ("Pajasta tehtaaksi", "1")
    assert (project["planned_start"], project["planned_end"]) == (
        date(2015, 3, 1),
        date(2017, 2, 28),
    )
    assert money(document)["A79101", "eu_state", "realised"] == Decimal("71641.5")
    assert table(document, "finding") == []
    assert {row["line_number"] for row in table(document, "funding")} == {2, 3}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_however_it_is_written_it_says_the_same(
    delimiter: str, encoding: str, line_end: str
) -> None:
    text = as_csv(HEADER, ROW, OTHER, delimiter=delimiter).replace("\n", line_end)
    assert (
        parse(text.encode(encoding)).content_hash == parse(as_csv(HEADER, ROW, OTHER)).content_hash
    )


def test_order_of_rows_and_columns_says_nothing() -> None:
    turned = as_csv(HEADER[::-1], OTHER[::-1], ROW[::-1])
    assert parse(turned).content_hash == parse(as_csv(HEADER, ROW, OTHER)).content_hash


SHIFTED = {
    "an amount among the dates": put(ROW, c6="7560"),
    "a date among the amounts": put(ROW, c9="1.3.2015"),
    "a date for the authority": put(ROW, c4="1.3.2015"),
    "an amount for the beneficiary": put(ROW, c8="443909"),
    "cut at a comma, the start lost": put(ROW, c4=" Kainuun liitto", c6=""),
    "cut at a comma, the end lost": put(ROW, c4=" Norja Kainuun liitto", c7=""),
    "cut at a comma, one date twice": put(ROW, c4=" Kainuun liitto", c6="28.2.2017"),
    "cut at a comma, an amount lost": put(ROW, c4=" Kainuun liitto", c10=""),
}


@pytest.mark.parametrize("row", SHIFTED.values(), ids=SHIFTED.keys())
def test_shifted_row_is_refused_alone(row: tuple[str, ...]) -> None:
    document = parse(as_csv(HEADER, row, OTHER))
    assert [(r["line_number"], r["reason"]) for r in document.refused_rows] == [(2, "row_shifted")]
    assert {code for code, _, _ in money(document)} == {"S29101"}


REFUSED = {
    "row_without_code": put(ROW, c0=""),
    "row_fund_unknown": put(ROW, c1="EMKR"),
    "row_cells": ROW[:-1],
    "row_repeated": OTHER,
    "row_ambiguous": put(OTHER, c9="100001"),
}


@pytest.mark.parametrize(("reason", "row"), REFUSED.items())
def test_refused_row_says_why(reason: str, row: tuple[str, ...]) -> None:
    both = [(2, reason)] if reason == "row_ambiguous" else []
    assert refused(as_csv(HEADER, OTHER, row)) == [*both, (3, reason)]


def test_sound_rows_of_a_comma_cut_name_are_taken() -> None:
    """A stray space alone shifts nothing where every cell is there."""
    document = parse(as_csv(HEADER, put(ROW, c4=" Kainuun liitto"), OTHER))
    assert document.refused_rows == []
    (found,) = table(document, "finding")
    assert (found["rule"], found["field"], found["line_number"]) == (
        "value_repaired",
        "authority",
        2,
    )
    assert (found["observed"], found["expected"]) == (" Kainuun liitto", "Kainuun liitto")


def test_where_every_authority_is_padded_a_space_tells_nothing() -> None:
    padded = [put(row, c4=" Kainuun liitto") for row in (ROW, put(OTHER, c7=""))]
    assert refused(as_csv(HEADER, *padded)) == []


@pytest.mark.parametrize("lost", [ELY_WITHOUT_COMMA, ELY_WITHOUT_COMMA.replace("  ", " ")])
def test_lost_comma_of_an_authority_is_put_back_and_reported(lost: str) -> None:
    document = parse(as_csv(HEADER, put(ROW, c4=lost)))
    assert table(document, "project")[0]["authority"] == ELY
    (found,) = table(document, "finding")
    assert (found["rule"], found["observed"], found["expected"]) == ("value_repaired", lost, ELY)


def test_repair_leaves_other_names_alone() -> None:
    name = "Sosiaali- ja terveysministeriö"
    document = parse(as_csv(HEADER, put(ROW, c4=name, c2="Pk- ja mikroyritysten kasvu")))
    assert table(document, "project")[0]["authority"] == name
    assert table(document, "finding") == []


def test_balance_below_zero_is_kept_and_reported() -> None:
    document = parse(as_csv(HEADER, put(ROW, c12="-744")))
    assert money(document)["A79101", "public_total", "realised"] == Decimal(-744)
    (found,) = table(document, "finding")
    assert (found["rule"], found["observed"]) == ("amount_negative", "-744")


def test_grant_below_zero_is_unreadable() -> None:
    document = parse(as_csv(HEADER, put(ROW, c9="-744")))
    assert ("A79101", "eu_state", "granted") not in money(document)
    assert [f["rule"] for f in table(document, "finding")] == ["value_unreadable"]


def test_missing_values_are_named_and_the_row_is_taken() -> None:
    document = parse(as_csv(HEADER, put(ROW, c7="", c8="", c12="")))
    found = {(f["rule"], f["field"], f["line_number"]) for f in table(document, "finding")}
    assert found == {
        ("mandatory_field_empty", "planned_end", 2),
        ("mandatory_field_empty", "beneficiary", 2),
    }
    assert ("A79101", "public_total", "realised") not in money(document)


def test_last_row_without_line_end_may_be_cut_off() -> None:
    assert refused(as_csv(HEADER, ROW, OTHER).rstrip("\n")) == [(3, "row_cut_off")]


def test_unclosed_quotation_mark_swallows_no_other_row() -> None:
    broken = as_csv(HEADER, put(ROW, c2='"Pajasta tehtaaksi'), OTHER)
    document = parse(broken)
    assert {code for code, _, _ in money(document)} == {"A79101", "S29101"}


@pytest.mark.parametrize("name", ['"Taitopolku"', 'Taitopolku"'])
def test_mark_that_a_later_row_closes_swallows_no_row(name: str) -> None:
    """Both rows together have the cells of one, with the figures of the second."""
    lines = [",".join(row) for row in (put(ROW, c2='"Pajasta'), put(OTHER, c2=name))]
    broken = as_csv(HEADER) + "\n".join(lines) + "\n"
    assert money(parse(broken)) == money(parse(as_csv(HEADER, ROW, OTHER)))


@pytest.mark.parametrize("gap", ["\n", "\t", "  "])
def test_two_figures_in_a_cell_make_none(gap: str) -> None:
    document = parse(as_csv(HEADER, put(ROW, c10=f'"5{gap}100"'), OTHER))
    assert ("A79101", "eu_state", "realised") not in money(document)
    assert [f["rule"] for f in table(document, "finding")] == ["value_unreadable"]


def test_figure_grouped_by_a_narrow_space_says_the_same() -> None:
    grouped = parse(as_csv(HEADER, put(ROW, c9="443\u00a0909")))
    assert grouped.content_hash == parse(as_csv(HEADER, put(ROW, c9="443 909"))).content_hash


def test_blank_pushed_past_the_last_column_shifts_a_row() -> None:
    shifted = (*ROW[:9], "", *ROW[9:12], "")
    assert refused(as_csv(HEADER, shifted, OTHER)) == [(2, "row_cells")]


def test_rows_may_all_end_with_a_delimiter() -> None:
    assert refused(as_csv(HEADER, (*ROW, ""), (*OTHER, ""))) == []
    assert refused(as_csv((*HEADER, ""), ROW, OTHER)) == []


def test_quoted_cell_may_hold_commas_and_line_ends() -> None:
    document = parse(as_csv(HEADER, put(ROW, c2="Pajasta,\ntehtaaksi"), OTHER))
    first, second = table(document, "project")
    assert first["name"] == "Pajasta, tehtaaksi"
    assert (first["line_number"], second["line_number"]) == (2, 4)


def test_other_columns_refuse_the_list() -> None:
    header = put(HEADER, c9="Myönnetty tuki")
    assert parse(as_csv(header, ROW)).refusal == (
        "list_header_unknown",
        "Myönnetty EU- ja valtion rahoitus",
    )
    assert parse(as_csv(("a", "b", "c", "d"), ("1", "2", "3", "4"))).refusal is not None


@pytest.mark.parametrize("label", [HEADER[10], HEADER[10].upper().replace(" ", "\u00a0")])
def test_two_columns_of_one_name_refuse_the_list(label: str) -> None:
    document = parse(as_csv((*HEADER, label), (*ROW, "1")))
    assert document.refusal == ("list_header_unknown", f"{HEADER[10]}; {label}")


def test_column_beyond_the_layout_may_hold_the_delimiter() -> None:
    header = (*HEADER, "Toissijainen teema, vain ESR+")
    assert ("A79101", "eu_state", "granted") in money(parse(as_csv(header, (*ROW, "x"))))


def test_header_alone_is_a_list_without_rows() -> None:
    assert parse(as_csv(HEADER).rstrip("\n")).refusal == ("list_without_rows", "0")
    assert parse(",,,\n,,,\n").refusal == ("empty", None)


def test_column_beyond_the_layout_is_named() -> None:
    document = parse(as_csv((*HEADER, "Lisätieto"), (*ROW, "x")))
    (found,) = table(document, "finding")
    assert (found["rule"], found["observed"]) == ("column_not_known", "Lisätieto")


def test_list_without_a_sound_row_is_refused() -> None:
    document = parse(as_csv(HEADER, put(ROW, c0="")))
    assert document.refusal == ("list_without_rows", "1")
    assert [row["reason"] for row in document.refused_rows] == ["row_without_code"]


def test_layout_2007_2013() -> None:
    labels = {"Hankkeen nimi": "Projektin nimi", "Tl": "Ohjelma / osio", "Tila": "Toiminnan tila"}
    header = [labels.get(label, label) for label in HEADER]
    row = put(ROW, c0="S19101", c1="ESR", c3="Manner-Suomen ESR-ohjelma / TL 1")
    document = parse(as_csv(header, row))
    project = table(document, "project")[0]
    assert (project["name"], project["fund"]) == ("Pajasta tehtaaksi", "ESF")
    assert table(document, "finding") == []


def test_layout_2021_2027_from_excel() -> None:
    footer = ["Haettu 10.5.2024", *[None] * 5]
    document = parse(as_xlsx(NEW_HEADER, new_row(), [], footer))
    project = table(document, "project")[0]
    assert (project["fund"], project["objective_number"]) == ("JTF", "7.1")
    assert (project["planned_start"], project["planned_end"]) == (
        date(2023, 5, 1),
        date(2025, 4, 30),
    )
    assert money(document) == {
        ("J19101", "eu_state", "planned"): Decimal("1234.1"),
        ("J19101", "public_total", "planned"): Decimal(1500),
        ("J19101", "eu_state", "realised"): Decimal("0.3"),
        ("J19101", "public_total", "realised"): Decimal(0),
    }
    (share,) = table(document, "region_share")
    assert share["region_key"].startswith("maakunta-19")
    assert [(r["line_number"], r["reason"]) for r in document.refused_rows] == [
        (4, "row_without_code")
    ]
    assert table(document, "finding") == []
    assert table(document, "text")[0]["text"] == "Opitaan uutta."


def workbook(*rows: list[Any], merged: str = "") -> bytes:
    """A workbook as openpyxl saves it: no formula in it has been calculated."""
    from io import BytesIO

    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (list(NEW_HEADER), *rows):
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    for at in range(2, sheet.max_row + 1):
        sheet[f"Q{at}"].number_format = "0.00 %"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("column", ["Toteutunut julkinen rahoitus", "Hankkeen nimi"])
def test_formula_that_was_never_calculated_is_not_blank(column: str) -> None:
    rows = [new_row(), new_row(**{"Hankekoodi ": "J19102", column: "=1+2"})]
    document = parse(workbook(*rows))
    (row,) = document.refused_rows
    assert (row["line_number"], row["reason"], row["observed"]) == (
        3,
        "row_value_elsewhere",
        "=1+2",
    )


def test_cell_merged_with_one_of_another_row_is_not_blank() -> None:
    rows = [new_row(**{"Hankekoodi ": code}) for code in ("J19101", "J19102", "J19103")]
    assert refused(workbook(*rows, merged="R2:R3")) == [(3, "row_value_elsewhere")]
    assert refused(workbook(*rows, [], ["Yhteensä"], merged="A6:C6")) == [(6, "row_without_code")]


def test_per_cent_are_no_euros() -> None:
    document = parse(workbook(new_row()))
    assert ("J19101", "eu_state", "realised") not in money(document)
    assert [f["observed"] for f in table(document, "finding")] == ["30 %"]


def test_rows_on_two_sheets_are_refused() -> None:
    from io import BytesIO

    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active.append(["a"])  # type: ignore[union-attr]
    workbook.create_sheet().append(["b"])
    file = BytesIO()
    workbook.save(file)
    assert parse(file.getvalue()).refusal == ("several_documents", "2 × xlsx")


@given(st.integers(0, 12), st.booleans())
def test_no_lost_or_stray_delimiter_gives_another_figure(at: int, lost: bool) -> None:
    """One delimiter too many or too few, anywhere: the row's figures stand or it is refused."""
    cells = list(ROW)
    if lost and at < len(cells) - 1:
        cells[at : at + 2] = [" ".join(cells[at : at + 2])]
    else:
        cells.insert(at, "")
    figures = money(parse(as_csv(HEADER, cells, OTHER)))
    right = money(parse(as_csv(HEADER, ROW, OTHER)))
    assert figures.items() <= right.items()
    assert ("S29101", "eu_state", "granted") in figures


@given(st.permutations(range(4, 13)))
def test_cells_out_of_order_are_never_loaded_askew(order: list[int]) -> None:
    """Cells of another kind in a column refuse the row; amounts among amounts nobody can tell."""
    kinds = {4: "text", 5: "text", 6: "date", 7: "date", 8: "text"}
    cells = [*ROW[:4], *(ROW[i] for i in order)]
    moved = [kinds.get(i, "number") != kinds.get(j, "number")
             for i, j in zip(range(4, 13), order, strict=True)]  # fmt: skip
    if any(moved):
        document = parse(as_csv(HEADER, cells, OTHER))
        assert {code for code, _, _ in money(document)} == {"S29101"}
