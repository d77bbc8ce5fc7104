"""Web pages: their lines, what is content, where it stands; or a refusal that says why."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.service_page import LOOKS, Look, page
from tests.transforms.made import DESCRIPTION, findings, parse, rows, texts
from transforms.readers import read_outline

TITLE = "Euroopan sosiaalirahaston (ESR) rahoittaman hankkeen kuvaus"


def read(body: str) -> list[str]:
    """Texts of the lines of a page's body."""
    return [line.text for line in read_outline(f"<!doctype html>\n{body}".encode()).lines]


def content(body: str) -> list[str]:
    """Texts of the lines that are not set aside."""
    lines = read_outline(f"<!doctype html>\n{body}".encode()).lines
    return [line.text for line in lines if not line.aside]


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html>",
        "<!doctype html public '-//W3C//DTD'>\n<HTML></html>",
        "<html></html>",
        "\ufeff  \n<div class='x'>",
        "<?xml version='1.0' encoding='utf-8'?>\n<!-- sivu\n<x> -->\n<html xml:lang='fi'></html>",
        "<h1>",
        "<section>",
        "<p>",
        "<body\nclass='x'></body>",
    ],
)
def test_what_begins_as_a_page_is_one(start: str) -> None:
    assert read_outline(f"{start}x".encode()).media_type == "text/html"


@pytest.mark.parametrize(
    "start",
    [
        "Hankkeen nimi: <html>",
        '<input type="checkbox" checked=""> Kyllä',
        "< html >",
        "<hankkeen nimi>",
        "<Päivi> kirjoitti <p>",
        "<!-- vain huomautus",
        "<?xml version='1.0'?><hanke/>",
        "1 Hanke\n<!doctype html>",
    ],
)
def test_what_begins_otherwise_is_text(start: str) -> None:
    assert read_outline(f"{start}\nx".encode()).media_type == "text/plain"


def test_pages_in_utf_16_are_known() -> None:
    outline = read_outline("<html><p>äiti</p></html>".encode("utf-16"))
    assert (outline.media_type, outline.encoding) == ("text/html", "utf-16")
    assert outline.lines[0].text == "äiti"


@pytest.mark.parametrize(
    ("said", "codec", "name"),
    [
        ("iso-8859-1", "iso-8859-1", "iso-8859-1"),
        ("ISO-8859-1", "cp1252", "cp1252"),
        ("windows-1252", "cp1252", "cp1252"),
        ("iso-8859-15", "iso-8859-15", "iso8859_15"),
        ("utf-8", "utf-8", "utf-8"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("utf-8", "iso-8859-1", "iso-8859-1"),
        ("rot13", "cp1252", "cp1252"),
        ("none", "utf-8", "utf-8"),
    ],
)
@pytest.mark.parametrize(
    "meta",
    ['<meta charset="{}">', "<META http-equiv=content-type content='text/html; charset={}'>"],
)
def test_encoding_is_said_or_found(meta: str, said: str, codec: str, name: str) -> None:
    signs = "”hyvä” " if codec == "cp1252" else ""
    html = f"<html><head>{meta.format(said)}</head><p>{signs}Äiti ja öljy, pää, työ</p></html>"
    outline = read_outline(html.encode(codec))
    assert outline.encoding == name
    assert outline.lines[0].text == f"{signs}Äiti ja öljy, pää, työ"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a</p>b<p>c", ["a", "b", "c"]),
        ("<p>a<br>b<br/>c</p>", ["a", "b", "c"]),
        ("<p>Hankkeen <b>nimi</b>:\n  <span>x</span><a href='/'>y</a></p>", ["Hankkeen nimi: xy"]),
        ("<p>80&nbsp;000 &auml;&#8211;&lt;b&gt;</p>", ["80\u00a0000 ä–<b>"]),
        ("<p>tie&shy;dot&#8203;</p><p>&nbsp;</p>", ["tiedot"]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", ["a", "b", "c"]),
        ("<div><div>a<div>b</div>c</div></div>", ["a", "b", "c"]),
        ("<h2>1\n<br><span>Hanke</span></h2>", ["1 Hanke"]),
        ("<h2><button>1 Hanke</button></h2>", ["1 Hanke"]),
        ("<dl><dt>Nimi<dd>x<dt>Tila:<dd><p>y</p><dd>z</dl>", ["Nimi: x", "Tila: y", "z"]),
        ("<dl><dt>Nimi</dt><dd></dd><dt>a</dt><dt>b</dt></dl>", ["Nimi:", "a", "b"]),
        ("<table><tr><td>a<td>b<tr><td>c<td></table>", ["a\tb", "c\t"]),
        ("<table><thead><tr><th><th>A<tbody><tr><td>b<td>5</table>", ["\tA", "b\t5"]),
        ("<table><tr><td colspan=2>a<td>b</table>", ["a\t\tb"]),
        ("<table><tr><td colspan=3>a<br>b</table>", ["a", "b"]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", ["a\tb", "\tc"]),
        ("<table><tr><td>a<td rowspan=2>b<tr><td>c<tr><td>d<td>e</table>", ["a\tb", "c", "d\te"]),
        ("<table><tr><td>a<br>b<td><p>c<p>d</table>", ["a\nb\tc\nd"]),
        ("<table><tr><td><h2>1 A</h2><p>a<td>b</table>", ["1 A", "a", "b"]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>", ["a", "b\tc", "d", "e"]),
        ("<table><caption>x</caption><tr><td colspan=x rowspan=99999999>a<td>b</table>x",
         ["x", "a\tb", "x"]),
        ("<label><input type=checkbox checked> A</label> <input type=radio> B", ["☒ A ☐ B"]),
        ("<p>Nimi: <input value='Taito'><input type=hidden value=x></p>", ["Nimi: Taito"]),
        ("<pre>a\n  b\n\nc</pre>", ["a", "b", "c"]),
        ("<p style='white-space: pre-line'>a\nb</p>", ["a", "b"]),
        ("<p>a<!-- x --> b<?php x ?> c</p>", ["a b c"]),
        ("<p>a</p><script>b</script><style>c</style><p hidden>d</p>e", ["a", "e"]),
        ("<div style='DISPLAY:none'><p>a<p>b</div>c<template>d</template>", ["c"]),
        ("<details><summary>a</summary>b</details>", ["a", "b"]),
        ("<svg><title>a</title><text>b</text></svg>c", ["c"]),
    ],
)  # fmt: skip
def test_lines_are_what_one_sees(body: str, expected: list[str]) -> None:
    assert read(body) == expected


@pytest.mark.parametrize(
    ("body", "gaps", "isolated"),
    [
        ("<p>a</p><p>b</p>", "11", "11"),
        ("<p>a<br>b</p>", "10", "00"),
        ("<p>a<br><br>b</p>", "11", "11"),
        ("<h2>a</h2>b<br>c", "110", "100"),
        ("<p>a<ul><li>b<li>c</ul>d", "1101", "1001"),
        ("<p>a<table><tr><td>b<tr><td>c</table>", "110", "100"),
    ],
)
def test_blocks_have_gaps_and_line_breaks_have_none(body: str, gaps: str, isolated: str) -> None:
    lines = read_outline(f"<!doctype html>{body}".encode()).lines
    assert "".join(str(int(line.after_gap)) for line in lines) == gaps
    assert "".join(str(int(line.isolated)) for line in lines) == isolated


def test_lines_are_numbered_by_the_source() -> None:
    html = """<!doctype html>
<p
  class="a">
  one <b>two</b><br>three
  and<br

  >four<!-- x
  --> five
</p>
<table>
 <tr>
  <td>
   six</td><td>seven
  <td>
  </tr></table>
<script>
</script>eight
"""
    for text in (html, html.replace("\n", "\r\n"), html.replace("\n", "\r")):
        lines = read_outline(text.encode()).lines
        assert [(line.number, line.text) for line in lines] == [
            (4, "one two"),
            (4, "three and"),
            (7, "four five"),
            (13, "six\tseven"),
            (17, "eight"),
        ]


def test_all_lines_of_a_page_on_one_line_are_the_first() -> None:
    outline = read_outline(page(DESCRIPTION, Look(one_line=True)))
    assert {line.number for line in outline.lines} == {1}


def test_lines_are_numbered_beyond_those_that_the_parser_counts() -> None:
    html = "<!doctype html>\n" + "<p>x</p>\n<!--\n-->" * 40_000 + "<p>end</p>"
    assert read_outline(html.encode()).lines[-1].number == html.count("\n") + 1


SECTIONS = "<div><h2>1 A</h2><p>a</p></div><div><h2>9 B</h2><p>b</p></div>"
FLAT = "<h2>1 A</h2><p>a</p><h2>9 B</h2><p>b</p>"


@pytest.mark.parametrize("sections", [SECTIONS, FLAT], ids=["blocks", "flat"])
@pytest.mark.parametrize(
    "around",
    [
        "<main>{}</main>",
        "<div id=menu><h2>Valikko</h2><ul><li>1 A<li>9 B</ul></div>{}",
        "<nav>x</nav><main>{}</main><footer>x</footer>",
        "{}<div id=footer><h2>Yhteystiedot</h2><p>x</div>",
        "{}<div class='page-footer'>x</div><p>y</p>",
        "{}<div><p>x</p></div>",
        "<div><h3>2 x</h3></div><div id=content>{}</div><div>x<div>y</div></div>",
        "<aside><h2>3 x</h2></aside>{}<aside><h2>10 x</h2></aside>",
        "<div hidden><h2>1 A</h2></div>{}<div hidden><h2>10 x</h2></div>",
        "<table><tr><td>x<td>{}<td>y</table>",
        "<form><div role=search>x</div>{}</form>",
        "<header><h1>x</h1></header><div>y</div>{}<p hidden>x</p>",
    ],
)
def test_furniture_around_the_sections_is_aside(around: str, sections: str) -> None:
    assert content(around.format(sections)) == ["1 A", "a", "9 B", "b"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a</p><div id=menu>b</div>", ["a", "b"]),
        ("<p>a <a href=#x>b</a></p><p><a href='#top'>c</a></p><a href='#'>d</a>", ["a b", "d"]),
        ("<h2><a href=#x>1 A</a></h2>a", ["1 A", "a"]),
        ("<h2>1 A</h2><p>a<h2>9 B</h2><p>b<hr><p>x", ["1 A", "a", "9 B", "b"]),
        ("<p>a</p><nav>b</nav><button>c</button>d", ["a", "d"]),
        ("<h2>Valikko</h2>a<h2>Muuta</h2>b", ["Valikko", "a", "Muuta", "b"]),
        ("<h2>1 A</h2>a<div>b</div>", ["1 A", "a", "b"]),
        ("<div><div><h2>1 A</h2></div><div>a</div></div>"
         "<div><div><h2>2 B</h2></div><div>b</div></div>x", ["1 A", "a", "2 B", "b"]),
        ("<div class=h><h2>1 A</h2></div><div class=t>a</div><div class=h><h2>9 B</h2></div>"
         "<div class=t>b</div><div class=t>c</div><div class=u>x</div>",
         ["1 A", "a", "9 B", "b", "c"]),
        ("<h2>1 A</h2>a<h2>9 B</h2><div>b</div><div>x</div>", ["1 A", "a", "9 B", "b"]),
        ("<div><h2>Merkinnät</h2>a</div><div><h2>1 A</h2>b</div><div><h2>2 B</h2>c</div>",
         ["Merkinnät", "a", "1 A", "b", "2 B", "c"]),
        ("<section><h2>1 A</h2>a</section><section><h2>2 B</h2>b</section>"
         "<section><h2>Allekirjoitus</h2>c</section>",
         ["1 A", "a", "2 B", "b", "Allekirjoitus", "c"]),
        ("<div><h2>1 A</h2>a</div><div><h2>2 B</h2><h3>1. c</h3>d<h3>2. e</h3></div>x",
         ["1 A", "a", "2 B", "1. c", "d", "2. e"]),
        ("x<div role=dialog><div><h2>1 A</h2>a</div><div><h2>2 B</h2>b</div></div>x",
         ["1 A", "a", "2 B", "b"]),
    ],
)  # fmt: skip
def test_what_may_be_content_is_kept(body: str, expected: list[str]) -> None:
    assert content(body) == expected


@pytest.mark.parametrize("look", [look for look in LOOKS.values() if look.furniture])
def test_furniture_is_nowhere_in_what_a_page_says(look: Look) -> None:
    html = page(DESCRIPTION, look)
    assert findings(html) == [f for f in findings(html) if f["rule"] == "encoding_not_utf8"]
    assert rows(html, "text")[-1]["text"] == texts(DESCRIPTION)["9"]


def test_menu_that_cannot_be_told_from_content_is_kept() -> None:
    html = (
        page(DESCRIPTION, Look()).decode().replace('<main id="sisalto">', "").replace("</main>", "")
    )
    menu = "".join(f"<li>Ohje {n}</li>" for n in range(60))
    html = html.replace("<body>", f"<body><div><h2>Ohjeita</h2><ul>{menu}</ul></div>")
    found = findings(html)
    assert {f["rule"] for f in found} == {"line_not_placed"}
    assert len(found) == 61


@pytest.mark.parametrize(
    ("row", "direct", "indirect", "justification"),
    [
        ("<td>{}</td><td>5</td><td>-3</td><td>Syy<br>toinen</td>", 5, -3, "Syy\ntoinen"),
        ("<td colspan=2>{}</td><td>5</td><td>-3</td><td>Syy</td>", 5, -3, "Syy"),
        ("<td>{}</td><td>5 -3</td>", 5, -3, None),
        ("<td>{}</td><td></td><td>3</td><td>Syy</td>", None, 3, "Syy"),
        ("<td>{}</td><td>3</td><td></td>", 3, None, None),
        ("<td>{}<br>Syy</td><td>3</td><td>4</td><td>toinen</td>", 3, 4, "Syy\ntoinen"),
    ],
)
def test_rows_of_criteria(
    row: str, direct: int | None, indirect: int | None, justification: str | None
) -> None:
    name = "Ympäristöosaaminen"
    html = page(DESCRIPTION, Look()).decode()
    old = f"<td>{name}</td><td>0</td><td>0</td>"
    assert html.count(old) == 1
    said = rows(html.replace(old, row.format(name)), "sustainability")[-1]
    assert said["criterion"] == "environmental_skills"
    assert (said["direct"], said["indirect"]) == (direct, indirect)
    assert said.get("justification") == justification


def test_row_that_is_no_criterion_is_no_justification() -> None:
    html = page(DESCRIPTION, Look()).decode()
    last = html.rindex("</table>")
    html = f"{html[:last]}<tr><td>Muu</td><td>5</td><td>5</td></tr>{html[last:]}"
    assert [(f["rule"], f["section"]) for f in findings(html)] == [("line_not_placed", "8.2")]


def test_line_that_a_section_has_no_place_for_is_a_finding() -> None:
    html = page(DESCRIPTION, Look()).replace(b"<p>Kunnat:", b"<p>Uutta</p><p>Kunnat:")
    assert [(f["rule"], f["section"]) for f in findings(html)] == [("line_not_placed", "6")]


@pytest.mark.parametrize("look", [LOOKS["plain"], LOOKS["furniture"], LOOKS["flat"]])
@pytest.mark.parametrize(
    ("between", "lines"),
    [
        ("<p>Kuvaus on luonnos</p><div>Päivitetty <a href='/x'>eilen</a></div>", 2),
        ("<table><tr><td>Versio<td>2</table>", 1),
        ("<p><a href='/'>Etusivu</a> <a href='/haku'>Haku</a></p><nav>x</nav>", 0),
        ("<div class='breadcrumb'>Etusivu &gt; Hankkeet</div><button>Tulosta</button>", 0),
        ("<p hidden>x</p><form>Hae: <input value='x'></form><p role=search>y</p>", 1),
    ],
)
def test_text_between_title_and_sections_is_a_finding_but_no_menu(
    look: Look, between: str, lines: int
) -> None:
    html = page(DESCRIPTION, look)
    assert html.count(b"</h1>") == 1
    changed = html.replace(b"</h1>", b"</h1>" + between.encode())
    found = [(f["rule"], f["section"]) for f in findings(changed)]
    assert found == [("line_not_placed", "")] * lines
    assert parse(changed).content_hash == parse(html).content_hash


@pytest.mark.parametrize("old", ["</html>", "</body>\n</html>", "</main>\n</body>\n</html>"])
def test_page_without_its_end_is_cut_off(old: str) -> None:
    whole = page(DESCRIPTION, Look()).decode()
    document = parse(whole[: whole.index(old)])
    assert document.refusal == ("cut_off", "</html>")


def test_end_tags_may_be_left_out_where_there_are_no_start_tags() -> None:
    html = page(DESCRIPTION, Look()).decode()
    for tag in ('<html lang="fi">', "</html>", "<body>", "</body>"):
        html = html.replace(tag, "")
    assert parse(html).refusal is None
    assert parse(html.replace("<h1>", "<body><h1>")).refusal == ("cut_off", "</body>")


@pytest.mark.parametrize(
    ("end", "observed"), [("pää".encode()[:-1], "utf-8"), (b"a</p", ">"), (b"<a href='/x", ">")]
)
def test_page_cut_off_within_a_letter_or_tag_is_refused(end: bytes, observed: str) -> None:
    assert parse(b"<!doctype html><p>" + end).refusal == ("cut_off", observed)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><h1>500</h1><p>Palvelussa on häiriö.</p></html>", "page_without_form"),
        (f"<html><nav>{TITLE}</nav><p>Palvelussa on häiriö.</p></html>", "page_without_form"),
        ("<html><head><title>Hanke</title></head><body><script>x</script></body></html>", "empty"),
        ("<!doctype html>", "empty"),
        ("<html>\x00</html>", "binary"),
        ("<div>" * 100_000 + "x", "damaged"),
    ],
)
def test_page_that_holds_no_form_is_refused(body: str, reason: str) -> None:
    refusal = parse(body).refusal
    assert refusal is not None
    assert refusal[0] == reason


def test_entities_of_documents_and_files_are_not_fetched() -> None:
    html = '<!doctype html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a&x;b</p>'
    assert "root:" not in "".join(line.text for line in read_outline(html.encode()).lines)


def test_deep_nesting_is_read() -> None:
    html = "<!doctype html>" + "<div>" * 1500 + "x" + "</div>" * 1500 + "<p>y</p>"
    assert [line.text for line in read_outline(html.encode()).lines] == ["x", "y"]


@pytest.mark.parametrize("name", ["lxml", "transforms.readers.html"])
def test_parser_is_loaded_with_the_first_page_only(name: str) -> None:
    program = (
        f"import sys, transforms.readers as r; r.read_outline(b'x'); print({name!r} in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert result.stdout.strip() == b"False"


WORDS = st.integers(0, 10**6).map(lambda n: f"w{n}")
BLOCKS = ("div", "p", "ul", "li", "span", "b", "section", "td", "tr", "table", "dl", "dt", "dd")
NAMES = st.sampled_from((*BLOCKS, "h2", "h3", "nav", "footer", "button", "br", "pre", "a"))


def element(parts: tuple[str, list[str]]) -> str:
    name, inner = parts
    number = "1 " if name == "h2" else ""
    return f"<{name}>{number}{' '.join(inner)}</{name}>" if name != "br" else "<br>"


TREES = st.recursive(
    WORDS, lambda inner: st.tuples(NAMES, st.lists(inner, max_size=5)).map(element), max_leaves=40
)


@settings(deadline=None, max_examples=300)
@given(st.lists(TREES, min_size=1, max_size=6))
def test_every_word_that_is_seen_is_in_one_line(trees: list[str]) -> None:
    body = " ".join(trees)
    bare = body.replace(">", "> ").replace("<", " <").split()
    expected = sorted(word for word in bare if word.startswith("w"))
    if not expected:
        return
    words = " ".join(read(body)).replace(":", " ").split()
    assert sorted(word for word in words if word.startswith("w")) == expected
