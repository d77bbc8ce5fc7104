"""PDF read by position: lines, tables, boxes, hyphens and pages; or a refusal that says why."""

import tracemalloc
import zlib
from pathlib import Path

import pytest

from tests.transforms import made
from tests.transforms.made_pdf import grid, pdf, picture, rule, square, text
from transforms.outline import Refusal
from transforms.readers import pdf as reader
from transforms.readers import read_outline
from transforms.readers.pdf.hyphens import Hyphens
from transforms.readers.pdf.page import SOFT
from transforms.readers.pdf.printed import letters_of, row_widths

FILES = Path(__file__).parent / "files"
HYPHENATED = ["uusia toimintatapoja on", "näitä toiminta-", "tapoja"]
LONG = "Hankkeessa kehitetään yhdessä uusia tapoja tehdä työtä ja oppia toisilta kaikissa"
SCAN = picture(0, 0, 595, 842)
WIDE = [text(50, 700 + 12 * n, LONG + " kunnissa.") for n in range(3)]


def lines(*pages: list[str]) -> list[str]:
    return [line.text for line in read_outline(pdf(*pages)).lines]


def test_words_of_one_height_are_a_line_and_a_wide_gap_is_a_tab() -> None:
    page = [text(50, 80, "Hakemusnumero 900107"), text(300, 80, "Hankekoodi S29100")]
    outline = read_outline(pdf(page))
    assert [line.text for line in outline.lines] == ["Hakemusnumero 900107\tHankekoodi S29100"]
    assert (outline.media_type, outline.encoding, outline.pages) == ("application/pdf", None, (1,))


def test_wrapped_lines_are_one_and_short_ones_are_not() -> None:
    page = [
        *(text(50, 80, LONG), text(50, 92, "kunnissa."), text(50, 104, "Toinen kappale")),
        *(text(50, 130, "- yksi"), text(50, 142, "- kaksi"), *WIDE),
    ]
    found = read_outline(pdf(page)).lines
    assert [line.text for line in found[:4]] == [
        *(f"{LONG} kunnissa.", "Toinen kappale", "- yksi", "- kaksi")
    ]
    assert [line.after_gap for line in found[:4]] == [True, False, True, False]


def test_ruled_table_keeps_blank_and_wide_cells() -> None:
    page = [
        *grid([50, 200, 300, 400], [100, 120, 150]),
        *(text(52, 112, "Riski"), text(302, 112, "Osuus"), text(52, 132, "Pitkä")),
        *(text(52, 144, "nimi"), text(202, 132, "3")),
    ]
    assert lines(page) == ["Riski\t\tOsuus", "Pitkä nimi\t3"]


def test_cell_that_spans_columns_is_followed_by_blanks() -> None:
    page = [
        *(rule(50, top, 400, top) for top in (100, 120, 140)),
        *(rule(x, 100, x, 140) for x in (50, 300, 400)),
        rule(200, 120, 200, 140),
        *(text(52, 112, "leveä"), text(302, 112, "loppu")),
        *(text(x, 132, word) for x, word in ((52, "a"), (202, "b"), (302, "c"))),
    ]
    assert lines(page) == ["leveä\t\tloppu", "a\tb\tc"]


def test_frame_around_text_is_no_table() -> None:
    page = [*grid([50, 400], [100, 140]), text(54, 112, "yksi"), text(54, 130, "kaksi")]
    assert lines(page) == ["yksi", "kaksi"]


def test_columns_without_rules_are_told_only_where_all_agree() -> None:
    head = [text(x, 80, word) for x, word in ((50, "Ikä"), (200, "Miehiä"), (300, "Yhteensä"))]
    first = [text(x, 92, word) for x, word in ((50, "Alle 25"), (200, "1"), (300, "3"))]
    blank = [text(50, 104, "Yli 54"), text(300, 104, "7")]
    assert lines([*head, *first, *blank]) == [
        *("Ikä\tMiehiä\tYhteensä", "Alle 25\t1\t3", "Yli 54\t\t7")
    ]
    askew = [text(50, 104, "Yli 54"), text(240, 104, "7")]
    assert not any("\t" in line for line in lines([*head, *first, *askew]))


CRITERION = "Materiaalit ja jätteet"


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        # Alone on a page, one score may be either, and so may a score beside a text.
        ([(CRITERION, "", "3", "")], f"{CRITERION} 3"),
        ([(CRITERION, "", "3", "Paperia"), ("Kulttuuriympäristö", "", "0", "Ei")], None),
        (
            [("Kohde", "Välitön", "Välillinen", "Perustelu"), (CRITERION, "", "3", "Paperia")] * 2,
            f"{CRITERION}\t\t3\tPaperia",
        ),
    ],
)
def test_figure_below_no_certain_column_is_not_told(
    rows: list[tuple[str, ...]], read: str | None
) -> None:
    page = [
        text(x, 80 + 12 * at, word)
        for at, row in enumerate(rows)
        for x, word in zip((50, 200, 300, 400), row, strict=True)
        if word
    ]
    found = lines(page)
    assert read in found if read else not any("\t" in line for line in found)


def test_labels_are_known_by_their_letters_however_they_are_broken() -> None:
    assert row_widths()[letters_of("Tasa-arvon edistä\u00adminen")] == {4}
    assert row_widths()[letters_of("25-29-\nvuotiaita")] == {6}


ALL = "yhdenvertaisuussuunnitelmiin osallistuvat henkilöt työpajoissa"


def test_columns_of_a_table_that_goes_on_are_those_of_the_page_before() -> None:
    xs = (50, 200, 250, 400)
    first = [text(x, 700 + 12 * n, f"a{x}") for n in (1, 2) for x in xs]
    second = [text(x, 80 + 12 * n, f"{n}") for n in (1, 2) for x in xs[2:]]
    assert lines(first, second)[-2:] == ["1 1", "2 2"]


def test_rows_of_several_lines_are_of_the_table_above_them() -> None:
    xs = (50, 360, 440)
    head = [text(x, 80, word) for x, word in zip(xs, ("Ikä", "Miehiä", "Yhteensä"), strict=True)]
    full = [text(x, 92, word) for x, word in zip(xs, ("Alle 25", "1", "3"), strict=True)]
    rows = [
        mark
        for top in (104, 142)
        for mark in (text(50, top, ALL), text(50, top + 12, ALL), text(440, top, f"{top}"))
    ]
    assert lines([*head, *full, *rows])[2:] == [f"{ALL} {ALL}\t\t104", f"{ALL} {ALL}\t\t142"]


def test_values_in_columns_of_fields_go_on_below_themselves() -> None:
    """Between fields is space, within them none: a value in two lines is one."""
    fields = ["Jakeluosoite Tori 1", "Puhelinnumero 0100"], ["Postinumero 45100", "Y-tunnus"]
    page = [
        *(text(50, 80 + 24 * n, left) for n, (left, _) in enumerate(fields)),
        *(text(200, 80 + 24 * n, right) for n, (_, right) in enumerate(fields)),
        *(text(200, 91, "000 053"), text(200, 115, "9104210-9"), text(50, 300, "Hanke")),
        text(50, 311, "alkaa."),
    ]
    assert lines(page)[:2] == [
        "Jakeluosoite Tori 1\tPuhelinnumero 0100 000 053",
        "Postinumero 45100\tY-tunnus 9104210-9",
    ]


def test_row_that_a_page_broke_is_one_and_its_header_is_not_repeated() -> None:
    head = [text(52, 112, "Riski"), text(202, 112, "Toimenpiteet")]
    first = [
        *grid([50, 200, 300], [100, 120, 150]),
        *(*head, text(52, 132, "Aikataulu"), text(202, 132, "Seurataan joka")),
        text(202, 144, "viikko ja"),
    ]
    second = [
        *grid([50, 200, 300], [100, 120, 150, 170]),
        *(*head, text(202, 132, "kuukausi."), text(52, 162, "Väki"), text(202, 162, "3")),
    ]
    found = read_outline(pdf(first, second)).lines
    assert [line.text for line in found] == [
        *("Riski\tToimenpiteet", "Aikataulu\tSeurataan joka viikko ja kuukausi.", "Väki\t3")
    ]


def test_figures_below_a_page_are_a_row_of_their_own() -> None:
    first = [*grid([50, 200, 300], [100, 120]), text(52, 112, "Kunnat"), text(202, 112, "34 904")]
    second = [*grid([50, 200, 300], [100, 120]), text(202, 112, "12")]
    assert lines(first, second) == ["Kunnat\t34 904", "\t12"]


@pytest.mark.parametrize(
    ("drawn", "box"),
    [
        ([square(50, 72)], "☐"),
        ([square(50, 72), rule(50, 72, 58, 80), rule(58, 72, 50, 80)], "☒"),
        ([square(50, 72), square(52, 74, 4.5, "f")], "☒"),
        ([text(50, 80, "8", font="Z")], "☒"),
        ([text(50, 80, "o", font="Z")], "☐"),
    ],
    ids=["square", "crossed", "filled", "cross of a symbol font", "box of a symbol font"],
)
def test_boxes_however_they_are_drawn(drawn: list[str], box: str) -> None:
    assert lines([*drawn, text(62, 80, "Vain yksi hakija")]) == [f"{box} Vain yksi hakija"]


def field(kind: str, more: str, place: str = "150 758 300 772") -> str:
    return f"<< /Type /Annot /Subtype /Widget /FT /{kind} {more} /Rect [{place}] >>"


@pytest.mark.parametrize(("state", "box"), [("/Yes", "☒"), ("/Off", "☐")])
def test_boxes_that_are_fields_of_a_form(state: str, box: str) -> None:
    ticked = field("Btn", f"/AS {state}", "50 762 58 770")
    found = read_outline(pdf([text(62, 80, "Kyllä")], annots=[ticked])).lines
    assert [line.text for line in found] == [f"{box} Kyllä"]


CODE = "Hankekoodi\tS29100"


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ("/V (S29100)", CODE),
        ("/V <FEFF005300320039003100300030>", CODE),
        ("/V <EFBBBF533239313030>", CODE),
        ("/DA (/Helv 0 Tf) /T (p\xe4iv\xe4) /V (S29100)", CODE),
        ("/Parent << /FT /Tx /V (S29100) >>", CODE),
        ("/FT /Ch /V (s) /Opt [[(a) (A12345)] [(s) (S29100)]]", CODE),
        ("/FT /Ch /V (S29100) /Opt [(A12345) (S29100)]", CODE),
        ("/FT /Sig /Subtype /FreeText /Contents (S29100)", CODE),
        ("", "Hankekoodi"),
        ("/V ( )", "Hankekoodi"),
        ("/V (S29100) /F 2", "Hankekoodi"),
        ("/V (S29100) /F 32", "Hankekoodi"),
        ("/V (S29100) /Ff 8192", "Hankekoodi"),
    ],
)
def test_value_typed_in_a_field_is_read_beside_its_label(more: str, read: str) -> None:
    typed = field("" if "/FT" in more else "Tx", more).replace("/FT / ", "")
    found = read_outline(pdf([text(50, 80, "Hankekoodi")], annots=[typed])).lines
    assert [line.text for line in found] == [read]


def test_lines_typed_in_a_field_stay_lines() -> None:
    typed = field("Tx", f"/V (1 234,50\\r{LONG}\\rLoppu)", "50 600 300 750")
    found = read_outline(pdf([text(50, 80, "Perustelu"), *WIDE], annots=[typed])).lines
    assert [line.text for line in found[:4]] == ["Perustelu", "1 234,50", LONG, "Loppu"]


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            text(50, 40, "Hankkeen nimi: Taitopolku"),
            *(text(50, 80, f"Sivun alku {word}."), text(50, 300, f"Sivun loppu {word}.")),
            text(500, 810, f"{number} (3)"),
        ]
        for number, word in enumerate(("yksi", "kaksi", "kolme"), start=1)
    ]
    outline = read_outline(pdf(*pages))
    words = [line.text.removeprefix("Sivun ") for line in outline.lines]
    assert words == [
        *("alku yksi.", "loppu yksi.", "alku kaksi.", "loppu kaksi.", "alku kolme.", "loppu kolme.")
    ]
    assert outline.pages == (1, 3, 5)
    assert outline.bare


def test_first_line_of_a_page_is_turned_unless_the_one_before_is_complete() -> None:
    full = [*WIDE, text(50, 760, LONG)]
    short = [*WIDE, text(50, 760, "Lyhyt")]
    after = [text(50, 80, "Yhteistyökumppanit tulevat.")]
    turned = [read_outline(pdf(page, after)).lines[-1].turned for page in (full, short)]
    assert turned == [True, False]


@pytest.mark.parametrize(
    ("document", "before", "after", "whole"),
    [
        ([], "toimin" + SOFT, "tavat", "toimintavat"),
        ([], "sosiaali-", "ja terveysala", "sosiaali- ja terveysala"),
        ([], "PK-", "yritys", "PK-yritys"),
        ([], "2021-", "2023", "2021-2023"),
        ([], "09 02 01 01/2020/", "UML", "09 02 01 01/2020/UML"),
        ([], "miehet /", "naiset", "miehet / naiset"),
        ([], "Digituki-", "hankkeen", "Digituki-hankkeen"),
        ([], "Natura 2000 -", "ohjelman", "Natura 2000 -ohjelman"),
        ([], "Etäapu -", "Mielenterveys", "Etäapu - Mielenterveys"),
        ([], "aamu@posti.", "example", "aamu@posti. example"),
        (HYPHENATED, "kehit-", "tämään", "kehittämään"),
        (HYPHENATED, "ESR-", "rahasto", "ESR-rahasto"),
    ],
)  # fmt: skip
def test_words_broken_at_line_ends(
    document: list[str], before: str, after: str, whole: str
) -> None:
    assert Hyphens(document).join(before, after) == whole


def test_word_too_long_for_its_cell_is_made_whole() -> None:
    hyphens = Hyphens(["kolme yhdenvertaisuussuunnitelmaa tehtiin"])
    found = hyphens.join("yhdenvertaisuussuun", "nitelma", filled=True)
    assert found == "yhdenvertaisuussuunnitelma"
    assert hyphens.join("Työmarkkinoiden", "ulkopuolella", filled=True).count(" ") == 1


def cut_off() -> bytes:
    whole = pdf([text(50, 80, "teksti")])
    return whole[: len(whole) - 40]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (cut_off(), "damaged"),
        (b"%PDF-1.4\nroskaa\n%%EOF", "damaged"),
        (pdf([]), "empty"),
        (pdf([SCAN]), "scanned"),
        ((FILES / "password.pdf").read_bytes(), "encrypted"),
    ],
    ids=["cut off", "rubbish", "empty", "scanned", "password"],
)
def test_what_cannot_be_read_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as raised:
        read_outline(content)
    assert raised.value.reason == reason


def test_encryption_without_a_password_to_open_is_no_hindrance() -> None:
    content = (FILES / "open_password.pdf").read_bytes()
    assert [line.text for line in read_outline(content).lines] == ["Teksti on tallessa."]


def test_file_that_unpacks_beyond_measure_is_refused_before_it_does() -> None:
    engine = zlib.compressobj()
    zeros = bytes(1024**2)
    packed = b"".join([*(engine.compress(zeros) for _ in range(256)), engine.flush()])
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    sound = pdf([text(50, 80, "teksti")])
    bomb = sound.replace(b"xref", b"9 0 obj\n" + head + packed + b"\nendstream\nendobj\nxref", 1)
    tracemalloc.start()
    with pytest.raises(Refusal) as raised:
        read_outline(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raised.value.reason == "too_large"
    assert len(bomb) < 1024**2
    assert peak < 20 * 1024**2


def test_page_of_more_than_is_read_of_one_is_named() -> None:
    full = [text(50, 80 + n % 700, "x" * 1000) for n in range(1100)]
    outline = read_outline(pdf([text(50, 80, "Alku")], full))
    assert ([line.text for line in outline.lines], outline.unread_pages) == (["Alku"], (2,))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 1)
    with pytest.raises(Refusal) as raised:
        read_outline(pdf([text(50, 80, "a")], [text(50, 80, "b")]))
    assert raised.value.reason == "too_large"


HEADER = text(50, 40, "Hankkeen nimi: Taitopolku")
SIDEWAYS = "BT /F 10 Tf 0 1 -1 0 300 300 Tm (Riski) Tj ET"


@pytest.mark.parametrize(
    ("page", "unread"),
    [
        ([SCAN], True),
        ([picture(100, 100, 200, 80)], True),
        ([HEADER, SCAN, text(500, 810, "2 (3)")], True),
        ([HEADER, *(picture(0, top, 595, 100) for top in range(50, 650, 100))], True),
        ([*grid([50, 300], [30, 50]), text(52, 44, "Liite 2"), picture(20, 60, 560, 700)], True),
        ([HEADER, SIDEWAYS], True),
        ([HEADER, *(f"{x} 400 m {x} 410 {x + 5} 410 {x + 9} 400 c S" for x in range(99))], True),
        ([HEADER], False),
        ([HEADER, picture(400, 20, 100, 40)], False),
        ([HEADER, *WIDE, picture(50, 100, 200, 80)], False),
        ([SCAN, *(text(50, 80 + 12 * n, f"{LONG} {n}") for n in range(40))], False),
    ],
    ids=[
        *("scan", "picture", "scan below a header", "scan in strips", "scan below a table"),
        *("letters set sideways", "drawn letters", "blank", "logo", "text beside a picture"),
        "scan with its text",
    ],
)
def test_page_that_shows_what_is_no_text_is_named(page: list[str], unread: bool) -> None:
    logo = picture(400, 20, 100, 40)
    sound = [
        [HEADER, text(50, 300, f"Sivu kertoo {word}."), logo, text(500, 810, f"{number} (3)")]
        for number, word in ((1, "alun"), (3, "lopun"))
    ]
    outline = read_outline(pdf(sound[0], page, sound[1]))
    assert outline.unread_pages == ((2,) if unread else ())


def test_pages_are_told_by_the_first_line_on_or_after_them() -> None:
    first, third = [text(50, 300, "Alku")], [text(50, 300, "Loppu")]
    assert read_outline(pdf(first, [SCAN], third, [SCAN])).pages == (1, 2, 2, 3)


def test_page_that_was_not_read_is_a_finding() -> None:
    printed = [text(50, 60 + 12 * n, line) for n, line in enumerate(made.DESCRIPTION.split("\n"))]
    document = made.parse(pdf(printed[:55], [SCAN], printed[55:]))
    found = [f for f in made.said(document).findings if f["rule"] == "page_not_read"]
    assert [f["observed"] for f in found] == ["sivu 2"]
