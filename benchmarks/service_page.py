"""A description in text made the page as which the public service publishes it.

Written from what is known of the service's pages, and without the reader that it tests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from html.entities import codepoint2name
from itertools import groupby

from schemas.criteria import CRITERIA, GROUP_HEADINGS
from transforms.forms.description import FORM

HEADINGS = {section.title for section in FORM.sections}
FIELDS = {s.title: {e.label for e in s.elements if e.name} - {""} for s in FORM.sections}
OPEN_HEADING = re.compile(r"^7\.\d+ \S")
NAMES = "|".join(re.escape(c.name_fi).replace(r"\-", "[-–]") for c in CRITERIA)
CRITERION = re.compile(rf"^({NAMES}) (\S+) (\S+)$")
HEADER = "VälitönVälillinen"
PARTNERS = "Osatoteuttajat"
LINKS = "".join(f'<li><a href="/sivu/{n}">Ohje {n}: Hakijalle</a></li>\n' for n in range(60))
BEFORE = f"""
<div id="cookies" class="notice"><h2>Evästeet</h2><p>Tämä sivusto käyttää evästeitä.</p>
<button type="button">Hyväksy</button></div>
<noscript><p>Ota JavaScript käyttöön.</p></noscript>
<header><a href="#sisalto">Siirry sisältöön</a>
<nav><ul>
{LINKS}</ul></nav></header>
<div id="menu"><h2>Valikko</h2><ul>
{LINKS}<li>Euroopan aluekehitysrahaston (EAKR) rahoittaman hankkeen kuvaus</li></ul></div>
<!-- haku
  <h2>1 Hanke</h2> -->
<form role="search"><label for="q">Haku:</label><input id="q" type="text" value="Hankekoodi">
<input type="submit" value="Hae"></form>
<div class="breadcrumb">Etusivu &gt; Hankkeet &gt; Hankekoodi: S99999</div>
<div style="display: none"><h2>9 Loppuraportin tiivistelmä</h2><p>piilossa</p></div>
<script>document.write("<h2>1 Hanke</h2>");</script>
"""
AFTER = """
<div class="share"><p>Jaa sivu</p><button>Tulosta</button></div>
<aside><h2>Katso myös</h2><p>Muut hankkeet</p></aside>
<div id="footer"><h2>Yhteystiedot</h2><p>Maakunnat: Lappi</p><p>Postinumero: 00100</p></div>
<footer><p>© Palvelu</p></footer>
<script>track()</script>
"""


@dataclass(frozen=True)
class Look:
    """How a page is made."""

    furniture: bool = False
    one_line: bool = False
    entities: bool = False
    flat: bool = False  # headings and texts side by side, without a block for each section
    justification: str = "row"  # or "cell", "name", "paragraph"
    partners: str = "br"  # or "li"
    fields: str = "p"  # or "strong", "break", "dl", "table"
    charset: str = "utf-8"


LOOKS = {
    "plain": Look(),
    "furniture": Look(furniture=True),
    "one line": Look(furniture=True, one_line=True),
    "entities": Look(entities=True, fields="strong"),
    "justification in a cell": Look(justification="cell", partners="li"),
    "justification in the name's cell": Look(justification="name", furniture=True),
    "justification below": Look(justification="paragraph", fields="break"),
    "Latin-1": Look(charset="iso-8859-1", furniture=True, partners="li"),
    "flat": Look(flat=True, furniture=True),
    "lists of terms": Look(fields="dl", furniture=True, flat=True, justification="cell"),
    "tables of fields": Look(fields="table", furniture=True, one_line=True),
}


def page(text: str, look: Look) -> bytes:
    """The page of a description."""
    lines = [line.rstrip() for line in text.split("\n")]
    starts = [i for i, line in enumerate(lines) if is_heading(lines, i)]
    head = lines[: starts[0]]
    title = next(i for i, line in enumerate(head) if "hankkeen kuvaus" in line)
    banner = "\n".join(
        f"<{tag}>{write(line, look)}</{tag}>"
        for i, line in enumerate(head)
        if line.strip() and (tag := "h1" if i == title else "p")
    )
    body = "\n".join(sections(lines, starts, look))
    before, after = (BEFORE, AFTER) if look.furniture else ("", "")
    html = f"""<!DOCTYPE html>
<html lang="fi">
<head><meta charset="{look.charset}"><title>Hankkeen kuvaus</title>
<style>h2 {{ color: navy }}</style></head>
<body>{before}
<main id="sisalto">
{banner}
{body}
</main>{after}
</body>
</html>
"""
    if look.one_line:
        html = html.replace("\n", "")
    return html.encode(look.charset, errors="xmlcharrefreplace")


def is_heading(lines: list[str], i: int) -> bool:
    around = [*lines[i - 1 : i], *lines[i + 1 : i + 2]]
    below = next(filter(None, lines[i + 1 :]), "")
    is_open = OPEN_HEADING.match(lines[i]) and below.startswith("Suunniteltu")
    known = lines[i] in HEADINGS or is_open
    return bool(known) and not any(line.strip() for line in around)


def sections(lines: list[str], starts: list[int], look: Look) -> Iterator[str]:
    """Chapters with their subsections."""
    is_open = False
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        level = "h3" if "." in lines[start].partition(" ")[0] else "h2"
        if level == "h2" and not look.flat:
            yield "</div>\n<div>" if is_open else "<div>"
            is_open = True
        yield f"<{level}>{write(lines[start], look)}</{level}>"
        yield from blocks(lines[start], lines[start + 1 : end], look)
    if is_open:
        yield "</div>"


def blocks(heading: str, lines: list[str], look: Look) -> Iterator[str]:
    """What stands below a heading."""
    if heading.endswith("Kestävä kehitys"):
        yield from table(lines, look)
        return
    labels = FIELDS["7.n " if OPEN_HEADING.match(heading) else heading]
    after = ""
    for is_text, group in groupby(lines, lambda line: bool(line.strip())):
        if not is_text:
            continue
        block = list(group)
        label = block[0].partition(":")[0]
        if after == PARTNERS and look.partners == "li":
            yield "<ul>" + "".join(f"\n<li>{write(x, look)}</li>" for x in block) + "\n</ul>"
        elif len(block) == 1 and label in labels and ":" in block[0]:
            yield field(block[0], look)
        else:
            yield "<p>" + "<br>\n".join(write(line, look) for line in block) + "</p>"
        after = block[-1]


def field(line: str, look: Look) -> str:
    """A label and its value."""
    label, _, value = line.partition(":")
    label, value = write(label, look), write(value.strip(), look)
    if look.entities:
        label = label.replace(" ", "&nbsp;")
    return {
        "p": f"<p>{label}: {value}</p>",
        "strong": f'<p class="f"><strong>{label}:</strong>\n<span>{value}</span></p>',
        "break": f"<p><b>{label.replace(' ', '<br>', 1)}:</b>{value and '<br />' + value}</p>",
        "dl": f"<dl>\n<dt>{label}</dt>\n<dd>{value}</dd>\n</dl>",
        "table": f"<table><tr><th>{label}</th><td>{value}</td></tr></table>",
    }[look.fields]


def table(lines: list[str], look: Look) -> Iterator[str]:
    """The table of criteria, with the justifications where the look has them."""
    yield "<table>"
    rows = list(criteria([line for line in lines if line.strip()]))
    for kind, cells, below in rows:
        if kind == "header":
            yield "<thead><tr><th></th><th>Välitön</th><th>Välillinen</th></tr></thead>"
        elif kind == "group":
            yield f'<tr><th colspan="3">{write(cells[0], look)}</th></tr>'
        else:
            yield from criterion(cells, below, look)
    yield "</table>"


def criterion(cells: list[str], below: list[str], look: Look) -> Iterator[str]:
    name, *scores = (write(cell, look) for cell in cells)
    text = "<br>".join(write(line, look) for line in below)
    numbers = "".join(f"<td>{score}</td>" for score in scores)
    if not text:
        yield f"<tr><td>{name}</td>{numbers}</tr>"
    elif look.justification == "row":
        yield f"<tr><td>{name}</td>{numbers}</tr>\n<tr><td colspan='3'>{text}</td></tr>"
    elif look.justification == "cell":
        yield f"<tr><td>{name}</td>{numbers}<td>{text}</td></tr>"
    elif look.justification == "name":
        yield f"<tr><td>{name}<p>{text}</p></td>{numbers}</tr>"
    else:
        yield f"<tr><td>{name}</td>{numbers}</tr></table>\n<p>{text}</p>\n<table>"


def criteria(lines: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Kind, cells and justification of each row."""
    for i, line in enumerate(lines):
        if line == HEADER:
            yield "header", [line], []
        elif line in GROUP_HEADINGS:
            yield "group", [line], []
        elif match := CRITERION.match(line):
            ends = (j for j in range(i + 1, len(lines)) if is_row(lines[j]))
            yield "criterion", list(match.groups()), lines[i + 1 : next(ends, len(lines))]


def is_row(line: str) -> bool:
    return line == HEADER or line in GROUP_HEADINGS or bool(CRITERION.match(line))


def write(text: str, look: Look) -> str:
    """Text as markup; with entities, every letter beyond ASCII is one."""
    if not look.entities:
        return escape(text, quote=False)
    grouped = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", escape(text))
    return "".join(named(character) for character in grouped)


def named(character: str) -> str:
    if ord(character) < 128:
        return character
    name = codepoint2name.get(ord(character))
    return f"&{name};" if name else f"&#x{ord(character):x};"
