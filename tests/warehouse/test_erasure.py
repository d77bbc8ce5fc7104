"""A person taken out of files that no run makes anew: those lines alone, as they were written."""

from pathlib import Path

import pytest

from warehouse.erasure import mask_decisions, without_rows


def masked(text: str) -> str:
    return text.replace("Maija", "[…]")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a;b\n1;Maija\n2;x\n", "a;b\n2;x\n"),
        ("a,b\n1,x\x0by\n2,z\n3,w\n", "a,b\n1,x\x0by\n2,z\n3,w\n"),
        ('a,b\r\n1,"x\r\nMaija"\r\n2,z', "a,b\r\n2,z"),
        ('a,b\n1,"x\u2028y"\n2,Maija\n3,w', 'a,b\n1,"x\u2028y"\n3,w'),
        ("", ""),
    ],
)
def test_rows_that_speak_of_the_person_go(text: str, left: str) -> None:
    assert without_rows(text, masked) == left


def test_only_what_is_read_as_a_decision_is_changed(tmp_path: Path) -> None:
    folder = tmp_path / "decisions"
    folder.mkdir()
    (folder / "accepted.csv").write_text("finding_id;until;reason;by\n1;2;Maija;x\n")
    (folder / "notes.xlsx").write_bytes(b"\xff\xfeMaija")
    assert mask_decisions(tmp_path, masked) == [folder / "accepted.csv"]
    assert (folder / "accepted.csv").read_text().endswith("1;2;[…];x\n")
    assert (folder / "notes.xlsx").read_bytes() == b"\xff\xfeMaija"
