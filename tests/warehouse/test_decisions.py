"""Officers' files of decisions: what is read from them, and how a faulty one is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports.page import read_words
from schemas.decisions import (
    NO_DECISIONS,
    Acceptance,
    CompleteList,
    Correction,
    Decisions,
    corrections_hash,
)
from warehouse.decisions import REMEDIES, DecisionsInvalid, read_decisions

DOCUMENT, FINDING = "1a2b3c4d", "0123456789abcdef01234567"
CORRECTIONS = "document_id,line_number,field,seen,right,reason,by"
ACCEPTED = "finding_id,until,reason,by"
LISTS = "document_id,complete_at,reason,by"


def put(home: Path, name: str, *lines: str, encoding: str = "utf-8") -> None:
    folder = home / "decisions"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))


def read(home: Path) -> Decisions:
    return read_decisions(home, lambda text: text.replace("050 123", "…"))


def test_a_home_without_files_has_decided_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == NO_DECISIONS
    (tmp_path / "decisions").mkdir()
    assert read(tmp_path) == NO_DECISIONS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_files_are_read_as_excel_writes_them(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """With either delimiter, a byte order mark, blank rows and columns of the officer's own."""

    def file(name: str, *rows: tuple[str, ...]) -> None:
        lines = [delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in rows]
        put(tmp_path, name, *lines, delimiter * (len(rows[0]) - 1), encoding=encoding)

    row = ("7", "name", "a, b; c", " Ä ", "Soitettu 050 123", "R. M.", "")
    file("corrections.csv", (*CORRECTIONS.split(","), "note"), (DOCUMENT.upper(), *row))
    file("accepted.csv", tuple(ACCEPTED.split(",")), (FINDING, "31.12.2027", "Ok", "R. M."))
    file("complete_lists.csv", tuple(LISTS.split(",")), (DOCUMENT, "2027-01-31", "Ok", "R. M."))
    assert read(tmp_path) == Decisions(
        (Correction(2, DOCUMENT, 7, "name", "a, b; c", "Ä", "Soitettu …"),),
        (Acceptance(2, FINDING, date(2027, 12, 31), "Ok"),),
        (CompleteList(2, DOCUMENT, date(2027, 1, 31), "Ok"),),
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("'-744", "-744"),
        ("'=1+1", "=1+1"),
        ("'+1", "+1"),
        ("'@x", "@x"),
        ("''-1", "''-1"),
        ("'a'", "'a'"),
        ("'", "'"),
    ],
)
def test_the_guard_of_findings_against_formulas_is_no_part_of_a_cell(
    tmp_path: Path, cell: str, said: str
) -> None:
    put(tmp_path, "corrections.csv", CORRECTIONS, f"{DOCUMENT},7,name,{cell},b,why,who")
    assert [c.seen for c in read(tmp_path).corrections] == [said]


@pytest.mark.parametrize(
    ("name", "lines", "line", "what"),
    [
        ("corrections.csv", ["document_id,line_number,field,seen,right,by"], 1, "reason"),
        ("corrections.csv", [""], 1, "no column document_id"),
        ("corrections.csv", [CORRECTIONS, "1a2b3c4,7,name,a,b,why,who"], 2, "document_id"),
        ("corrections.csv", [CORRECTIONS, "1a2b3c4x,7,name,a,b,why,who"], 2, "document_id"),
        ("corrections.csv", [CORRECTIONS, f"{DOCUMENT},x,name,a,b,why,who"], 2, "line_number"),
        ("corrections.csv", [CORRECTIONS, f"{DOCUMENT},0,name,a,b,why,who"], 2, "line_number"),
        ("corrections.csv", [CORRECTIONS, f"{DOCUMENT},7,,a,b,why,who"], 2, "field is empty"),
        ("corrections.csv", [CORRECTIONS, f"{DOCUMENT},7,name,a,b,,who"], 2, "reason is empty"),
        ("corrections.csv", [CORRECTIONS, f"{DOCUMENT},7,name,a,b,why, "], 2, "by is empty"),
        ("corrections.csv", [CORRECTIONS, f"{DOCUMENT},7,name,a,a,why,who"], 2, "the same"),
        ("corrections.csv", [CORRECTIONS, f'{DOCUMENT},7,name,a,"b\nc",why,who'], 3, "break"),
        ("corrections.csv", [CORRECTIONS, f"{DOCUMENT},7,name,1,5,2,why,who"], 2, "8 cells"),
        ("corrections.csv", [CORRECTIONS, f'{DOCUMENT},7,name,"a,b,why,who'], 2, "quotation"),
        (
            "corrections.csv",
            [
                CORRECTIONS,
                f"{DOCUMENT},7,name,a,b,why,who",
                "",
                f"{DOCUMENT}ff,7,name,a,c,why,who",
            ],
            4,
            "line 2",
        ),
        (
            "corrections.csv",
            [CORRECTIONS, *(f"{DOCUMENT},7,name,a,{right},why,who" for right in "cb")],
            3,
            "line 2",
        ),
        ("accepted.csv", [ACCEPTED, f"{FINDING},31.2.2027,why,who"], 2, "until"),
        ("accepted.csv", [ACCEPTED, "012,31.1.2027,why,who"], 2, "finding_id"),
        ("accepted.csv", [ACCEPTED, *2 * [f"{FINDING},31.1.2027,why,who"]], 3, "line 2"),
        ("complete_lists.csv", [LISTS, f"{DOCUMENT},,why,who"], 2, "complete_at is empty"),
        ("complete_lists.csv", [LISTS, *2 * [f"{DOCUMENT},1.1.2027,why,who"]], 3, "line 2"),
    ],
)
def test_a_faulty_file_is_told_by_name_and_line(
    tmp_path: Path, name: str, lines: list[str], line: int, what: str
) -> None:
    put(tmp_path, name, *lines)
    with pytest.raises(DecisionsInvalid) as raised:
        read(tmp_path)
    assert str(raised.value).startswith(f"{tmp_path / 'decisions' / name}, line {line}: ")
    assert what in str(raised.value)


@pytest.mark.parametrize(
    ("lang", "place", "document"),
    [("fi", "kohtaa", "asiakirjaa"), ("sv", "ställe", "dokument"), ("en", "place", "document")],
)
def test_what_is_ambiguous_may_be_the_place_or_the_document(
    lang: str, place: str, document: str
) -> None:
    said = read_words(lang)["outcome_ambiguous"]
    assert place in said
    assert document in said
    assert "place or document" in REMEDIES["ambiguous"]


def test_another_encoding_is_told(tmp_path: Path) -> None:
    put(tmp_path, "accepted.csv", ACCEPTED, f"{FINDING},1.1.2027,määrä,who", encoding="cp1252")
    with pytest.raises(DecisionsInvalid, match="UTF-8"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["acceptd.csv", "Corrections.csv", "rules.yml"])
def test_a_file_under_another_name_is_told_and_not_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, ACCEPTED)
    put(tmp_path, "notes.txt", "of no concern")
    with pytest.raises(DecisionsInvalid, match=name):
        read(tmp_path)


def test_two_corrections_of_one_line_may_stand_beside_each_other(tmp_path: Path) -> None:
    rows = [f"{DOCUMENT},7,name,{seen},c,why,who" for seen in ("a", "b")]
    put(tmp_path, "corrections.csv", CORRECTIONS, *rows, f"{DOCUMENT[:-1]}e,7,name,a,c,why,who")
    assert [c.decision_line for c in read(tmp_path).corrections] == [2, 3, 4]


def test_where_corrections_stand_in_the_file_is_no_part_of_what_they_say(tmp_path: Path) -> None:
    rows = [f"{DOCUMENT},{line},name,a,b,why,who" for line in (10, 9)]
    put(tmp_path, "corrections.csv", CORRECTIONS, *rows)
    some = read(tmp_path).corrections
    put(tmp_path, "corrections.csv", CORRECTIONS, rows[1], "", rows[0])
    same = read(tmp_path).corrections
    assert [(c.line_number, c.position, c.decision_line) for c in some] == [(9, 1, 3), (10, 2, 2)]
    assert [(c.line_number, c.position, c.decision_line) for c in same] == [(9, 1, 2), (10, 2, 4)]
    assert corrections_hash(some) == corrections_hash(same)
    other = [replace(some[0], right="c"), some[1]]
    assert corrections_hash(other) != corrections_hash(some)
