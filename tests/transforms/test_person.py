"""A person in texts: every way in which one may be named, and nobody else."""

import zipfile
from io import BytesIO

import pytest

from schemas.limits import MAX_BYTES
from transforms.hidden import texts_of
from transforms.person import Person, read_person
from transforms.personal import MASK


@pytest.fixture(scope="module")
def person() -> Person:
    known = ["Maija Meikäläinen", "maija.m(at)example.fi", "+358 40 123 4567", "Pekka Mäki"]
    return read_person(known)


@pytest.mark.parametrize(
    "text",
    [
        "Maija Meikäläinen",
        "MEIKÄLÄINEN, MAIJA",
        "Maija Meikäläisen",
        "Meikäläinen Maijalle",
        "Maija      Meikäläinen",
        "Maija J. Meikäläinen",
        "Maija Liisa Meikäläisen",
        "maija_meikalainen.pdf",
        "Maija%20Meikalainen",
        "Meika\u0308la\u0308inen Maija",
        "Pekka Mäen",
        "maija.m@example.fi",
        "MAIJA.M (at) example.fi",
        "maija.m%40example.fi",
        "040-1234567",
        "+358401234567",
        "00358 (0)40 1234567",
        "(040) 123 45 67",
    ],
)
def test_person_is_found_and_masked(person: Person, text: str) -> None:
    around = f"x {text}, y"
    assert person.is_in(around)
    assert person.masked(around).count(MASK) == 1
    assert not person.is_in(person.masked(around))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a\tMeikäläinen\tMaija\tb", f"a\t{MASK}\t{MASK}\tb"),
        ("Maija\nMeikäläinen", f"{MASK}\n{MASK}"),
        ("maija.m@\nexample.fi", f"{MASK}\n{MASK}"),
        ("| Maija | Meikäläinen |", f"| {MASK} |"),
    ],
)
def test_lines_and_cells_stay_where_they_are(person: Person, text: str, masked: str) -> None:
    assert person.masked(text) == masked


@pytest.mark.parametrize(
    "text",
    ["Meikäläinen Matti", "Maija", "Anna-Maija Meikäläisentie", "140 123 4567", "040 123 45678",
     "maija.m@example.com", "xmaija.m@example.fi", "Pekka. Sitten Mäki", "1234567-8"],
)  # fmt: skip
def test_others_are_not_the_person(person: Person, text: str) -> None:
    assert not person.is_in(text)
    assert person.masked(text) == text


def test_parts_of_a_name_are_masked_where_the_whole_is_known(person: Person) -> None:
    said = "Meikäläisen ryhmä kokoontui; Maija johti. Mäki kasvoi."
    assert person.masked_in_parts(said, frozenset({"mäki"})) == (
        f"{MASK} ryhmä kokoontui; {MASK} johti. Mäki kasvoi."
    )


@pytest.mark.parametrize("known", ["Maija", "", "12", "x@", "S29001"])
def test_what_names_nobody_is_refused(known: str) -> None:
    with pytest.raises(ValueError, match="no full name"):
        read_person([known])


@pytest.mark.parametrize(
    "content",
    [
        "Maija Meikäläinen".encode(),
        "Maija Meikäläinen".encode("cp1252"),
        "x Maija Meikäläinen".encode("utf-16"),
        b"x" + "Maija Meikäläinen".encode("utf-16-le"),
        b"Maija Meik&auml;l&#228;inen",
        b"Maija%20Meik%C3%A4l%C3%A4inen",
        rb'"Maija Meik\u00e4l\u00e4inen"',
        "<w:t>Maija </w:t><w:t>Meikäläi</w:t><w:t>nen</w:t>".encode(),
        "<td>Maija</td><td>Meikäläinen</td>".encode(),
        b"&#" + b"9" * 5000 + "; Maija Meikäläinen".encode(),
    ],
)
def test_person_is_found_in_bytes(person: Person, content: bytes) -> None:
    assert any(map(person.is_in, texts_of(content)))


def test_packages_are_opened_within_bounds() -> None:
    """Whatever a member says of its own size."""
    package = BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("bomb", bytes(MAX_BYTES * 4))
        out.writestr("behind", "x")
    lengths = [len(text) for text in texts_of(package.getvalue())]
    assert max(lengths) <= MAX_BYTES


def test_person_is_found_in_packages_and_in_what_a_pdf_says_of_itself(person: Person) -> None:
    inner, outer = BytesIO(), BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("docProps/core.xml", "<dc:creator>Maija Meikäläinen</dc:creator>")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.docx", inner.getvalue())
    assert any(map(person.is_in, texts_of(outer.getvalue())))

    from weasyprint import HTML

    page = "<html><head><meta name=author content='Maija Meikäläinen'></head><body>x</body></html>"
    pdf = HTML(string=page).write_pdf()
    assert b"Maija" not in pdf
    assert any(map(person.is_in, texts_of(pdf)))
