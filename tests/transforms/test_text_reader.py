"""From bytes to numbered lines, whatever the encoding; or a refusal that says why."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generator import generate
from schemas.refusals import detail
from tests.transforms.made import DESCRIPTION
from transforms import readers
from transforms.outline import Refusal, paragraphs
from transforms.readers import read_outline

SENTENCES = (
    "Hankkeessa kehitetään pienten yritysten työhyvinvointia ja järjestetään työpajoja.",
    "Tavoitteena on, että jokainen löytää itselleen sopivan väylän työelämään.",
    "Päätökset tehdään yhdessä ja niistä äänestetään kesäkuussa.",
    "Ympäristöystävällinen käytäntö säästää myös rahaa.",
    "Åbo Akademi på svenska: företagens välmående är viktigt för hela regionen.",
    "Öljymäen väki lähti hiihtämään.",
)


def lines(content: bytes) -> list[tuple[int, str]]:
    return [(line.number, line.text) for line in read_outline(content).lines]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "iso-8859-1"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encoding_is_named_and_lines_are_the_same(codec: str, name: str, line_end: str) -> None:
    outline = read_outline(DESCRIPTION.replace("\n", line_end).encode(codec))
    assert outline.encoding == name
    assert outline.lines == read_outline(DESCRIPTION.encode()).lines


def test_typographic_quotes_give_windows_1252_away() -> None:
    text = f"{DESCRIPTION}\n”Hyvä alku” – sanottiin"
    outline = read_outline(text.encode("cp1252"))
    assert outline.encoding == "cp1252"
    assert outline.lines[-1].text == "”Hyvä alku” – sanottiin"


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=30))
@settings(deadline=None)
def test_latin_1_comes_back_letter_for_letter(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    outline = read_outline(text.encode("latin-1"))
    assert [line.text for line in outline.lines] == sentences
    assert outline.encoding == "iso-8859-1"


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_generated_description_comes_back_letter_for_letter(codec: str) -> None:
    for one in generate(12, seed=5):
        text = one.content.decode().replace("\u202f", "\u00a0").replace("−", "-")
        if codec == "latin-1":
            text = text.translate(str.maketrans("”’–•", "\"'--"))
        assert [line.text for line in read_outline(text.encode(codec)).lines] == [
            line.rstrip() for line in text.split("\n") if line.strip()
        ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("\u00a0\n\u00a0".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "damaged"),
        (b"PK\x03\x04\x14\x00", "damaged"),
        (b"1 Hanke\x00\nHankekoodi: S29100", "binary"),
        ("1 Hanke ä\x00".encode("latin-1"), "binary"),
        ("1 Hanke".encode("utf-16-le"), "binary"),
        (b"1 Hanke\x1b[31m", "binary"),
        (b"\xff\xfe1\x00 ", "binary"),
        (b"\xff\xfe\x00\xd8\x00\x00", "binary"),
        (b"\xef\xbb\xbfty\xf6", "binary"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as raised:
        read_outline(content)
    assert raised.value.reason == reason
    assert detail(reason, raised.value.observed)


def test_too_large_is_refused_and_the_limit_itself_is_not() -> None:
    with pytest.raises(Refusal) as raised:
        read_outline(b"a" * (readers.MAX_BYTES + 1))
    assert raised.value.reason == "too_large"
    assert len(read_outline(b"a" * readers.MAX_BYTES).lines) == 1


@settings(deadline=None)
@given(st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]), st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(mark: bytes, rest: bytes) -> None:
    outcome = "read"
    try:
        read_outline(mark + rest)
    except Refusal as refusal:
        outcome = refusal.reason
    assert outcome in ("read", "empty", "binary", "cut_off", "damaged")


@pytest.mark.parametrize("start", ["PK", "PK-yritysten kasvu"])
def test_text_that_begins_as_a_zip_does_is_text(start: str) -> None:
    assert read_outline(start.encode()).lines[0].text == start


@given(
    st.lists(st.sampled_from(["", "  ", "Kunnat: Iitti", "\täiti "]), max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_lines_are_numbered_as_an_editor_counts(rows: list[str], line_end: str) -> None:
    content = ("alku" + line_end + line_end.join(rows)).encode()
    expected = [(n, row.rstrip()) for n, row in enumerate(["alku", *rows], 1) if row.strip()]
    assert lines(content) == expected


def test_form_feed_does_not_count_as_a_line() -> None:
    assert [n for n, _ in lines(b"yksi\n\x0ckaksi\nkolme")] == [1, 2, 3]


def test_letters_and_accents_are_joined() -> None:
    written = unicodedata.normalize("NFD", "Jyväskylä")
    assert lines(written.encode()) == [(1, "Jyväskylä")]


@pytest.mark.parametrize(
    ("text", "isolated", "after_gap"),
    [
        ("x", [True], [True]),
        ("x\ny", [False, False], [True, False]),
        ("x\n\ny\nz", [True, False, False], [True, True, False]),
        ("x\n \t\ny\n\nz", [True, True, True], [True, True, True]),
    ],
)
def test_gaps_around_lines_are_told(text: str, isolated: list[bool], after_gap: list[bool]) -> None:
    found = read_outline(text.encode()).lines
    assert [line.isolated for line in found] == isolated
    assert [line.after_gap for line in found] == after_gap


def test_paragraphs_keep_one_empty_line_between_them() -> None:
    found = read_outline(b"  yksi \nkaksi\n\n\n\nkolme").lines
    assert paragraphs(found) == "yksi\nkaksi\n\nkolme"
    assert paragraphs(()) == ""
