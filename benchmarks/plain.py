"""The parser that somebody writes in a day: regular expressions over a description's text.

One record a document, with lists for what it says several times. Nothing is checked, no line is
kept, no name is masked, and what does not match is missing without a word.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from benchmarks import layout

Record = dict[str, Any]


def any_of(words: Iterable[str]) -> str:
    """A pattern of several texts."""
    return "|".join(map(re.escape, words))


HEADINGS = {
    "1": "1 Hanke",
    "2": "2 Hakijan perustiedot",
    "3": "3 Suunnitelman mukainen tiivistelmä toteutuksesta",
    "4.1": "4.1 Varsinaiset kohderyhmät",
    "4.2": "4.2 Välilliset kohderyhmät",
    "5": "5 Projektin julkinen rahoitus, euroa",
    "6": "6 Maantieteellinen kohdealue",
    "7": "7 Hakemusvaiheessa ilmoitettavat arviot hankekohtaisista seurantiedoista",
    "8.1": "8.1 Sukupuolten tasa-arvo",
    "8.2": "8.2 Kestävä kehitys",
    "9": "9 Loppuraportin tiivistelmä",
}
# Headings above others; their own lines belong to nothing.
OVER = re.compile(r"^(4 Hankkeen kohderyhmät|8 Horisontaaliset periaatteet)$", re.M)
FIELDS = {
    "name": ("1", "Hankkeen nimi"),
    "axis": ("1", "Toimintalinja"),
    "objective": ("1", "Erityistavoite"),
    "status": ("1", "Toiminnan tila"),
    "authority": ("1", "Vastuuviranomainen"),
    "applicant": ("2", "Hakijan virallinen nimi"),
    "organisation_type": ("2", "Organisaatiotyyppi"),
    "business_id": ("2", "Y-tunnus"),
    "street": ("2", "Jakeluosoite"),
    "phone": ("2", "Puhelinnumero"),
    "postal_code": ("2", "Postinumero"),
    "town": ("2", "Postitoimipaikka"),
    "web": ("2", "WWW-osoite"),
    "contact_name": ("2", "Hankkeen yhteyshenkilön nimi"),
    "contact_role": ("2", "Yhteyshenkilön asema hakijaorganisaatiossa"),
    "contact_email": ("2", "Yhteyshenkilön sähköpostisoite"),
    "contact_phone": ("2", "Yhteyshenkilön puhelinnumero"),
    "applicant_arrangement": ("2", "Hakijoiden lukumäärä tai tuen siirto -menettely"),
    "site_street": ("6", "Jakeluosoite"),
    "site_postal_code": ("6", "Postinumero"),
    "site_town": ("6", "Postitoimipaikka"),
}
TEXTS = {
    "summary": "3",
    "target_groups": "4.1",
    "indirect_target_groups": "4.2",
    "final_report": "9",
}
AMOUNTS = {
    "Myönnetty EU- ja valtion rahoitus": ("eu_state", "granted"),
    "Toteutunut EU- ja valtion rahoitus": ("eu_state", "realised"),
    "Suunniteltu julkinen rahoitus yhteensä": ("public_total", "planned"),
    "Toteutunut julkinen rahoitus yhteensä": ("public_total", "realised"),
}
BASES = {"Suunniteltu": "planned", "Toteutunut seurantatietojen mukaan": "realised"}
LEVELS = {"Maakunnat": "maakunta", "Seutukunnat": "seutukunta", "Kunnat": "kunta"}
PERIOD = re.compile(r"Alkaa (\d+)\.(\d+)\.(\d+) ja päättyy (\d+)\.(\d+)\.(\d+)")
PARTNER = re.compile(r"^(.+), (\d{7}-\d)$", re.M)
INDICATOR = re.compile(r"^7\.\d+ (.+)$\n((?:.*\n?)*?)(?=^7\.\d|\Z)", re.M)
QUESTION = re.compile(f"^({any_of(layout.QUESTIONS)}): (Kyllä|Ei)$", re.M)
GROUP = re.compile(r"^(Ekologinen|Taloudellinen|Sosiaalinen ja kulttuurinen) kestävyys.*$", re.M)
SCORES = re.compile(rf"^({any_of(layout.CRITERIA)}) (-?\d+) (-?\d+)$", re.M)


def read_folder(folder: Path) -> Iterator[Record]:
    """The records of all descriptions below a folder."""
    for path in sorted(folder.rglob("*.txt")):
        yield parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Record:
    """What a description says, as far as its lines look as expected."""
    sections = cut(text)
    code = value(sections["1"], "Hankekoodi")
    record: Record = {name: value(sections[s], label) for name, (s, label) in FIELDS.items()}
    record |= {name: sections[section].strip() or None for name, section in TEXTS.items()}
    record |= {"project_code": code, "fund": "ESF" if "(ESR)" in text else "ERDF"}
    record |= period(sections["1"])
    for name in ("axis", "objective"):
        number, _, record[f"{name}_title"] = (record.pop(name) or "").partition(". ")
        record[f"{name}_number"] = number
    parts = {
        "partner": partners(sections["2"]),
        "funding": funding(sections["5"]),
        "place": places(sections["6"]),
        "indicator": indicators(sections["7"]),
        "equality": equality(sections["8.1"]),
        "sustainability": sustainability(sections["8.2"]),
    }
    return record | {
        name: [{"project_code": code, **row} for row in rows] for name, rows in parts.items()
    }


def cut(text: str) -> dict[str, str]:
    """The text below each heading."""
    looked_up = {n: re.search(f"^{re.escape(h)}$", text, re.M) for n, h in HEADINGS.items()}
    starts = {number: match for number, match in looked_up.items() if match}
    ends = sorted(m.start() for m in [*starts.values(), *OVER.finditer(text)])
    found = dict.fromkeys(HEADINGS, "")
    for number, match in starts.items():
        end = next((e for e in ends if e > match.start()), len(text))
        found[number] = text[match.end() : end]
    return found


def value(section: str, label: str) -> str | None:
    """What stands behind a label; None where nothing does."""
    match = re.search(f"^{re.escape(label)}:[ ]*(.*)$", section, re.M)
    return (match[1].strip() or None) if match else None


def number(text: str | None) -> Decimal | None:
    """An amount or a count as the forms write it."""
    try:
        return Decimal(re.sub(r"\s", "", text or "").replace(",", "."))
    except InvalidOperation:
        return None


def period(section: str) -> Record:
    if match := PERIOD.search(section):
        day, month, year, *end = map(int, match.groups())
        return {
            "planned_start": date(year, month, day),
            "planned_end": date(end[2], end[1], end[0]),
        }
    return {"planned_start": None, "planned_end": None}


def partners(section: str) -> Iterator[Record]:
    for name, business_id in PARTNER.findall(section):
        yield {"name": name, "business_id": business_id}


def funding(section: str) -> Iterator[Record]:
    for label, (measure, basis) in AMOUNTS.items():
        amount = number(value(section, label))
        if amount is not None:
            yield {"measure": measure, "basis": basis, "amount_eur": amount}


def places(section: str) -> Iterator[Record]:
    for label, level in LEVELS.items():
        for name in (value(section, label) or "").split(", "):
            if name:
                yield {"level": level, "name": name}


def indicators(section: str) -> Iterator[Record]:
    for heading, below in INDICATOR.findall(section):
        for label, basis in BASES.items():
            count = number(value(below, label))
            if count is not None:
                yield {"indicator": heading, "basis": basis, "value": int(count)}


def equality(section: str) -> Iterator[Record]:
    for (question, answer), below in with_text(QUESTION, section):
        yield {"question": question, "answer": answer == "Kyllä", "justification": below}


def sustainability(section: str) -> Iterator[Record]:
    for (criterion, *scores), below in with_text(SCORES, GROUP.sub("", section)):
        direct, indirect = map(int, scores)
        said = {"criterion": criterion, "direct": direct, "indirect": indirect}
        yield {**said, "justification": below}


def with_text(
    pattern: re.Pattern[str], section: str
) -> Iterator[tuple[tuple[str | Any, ...], str | None]]:
    """What the lines of a pattern say, each with the text up to the next."""
    matches = list(pattern.finditer(section))
    ends = [match.start() for match in matches[1:]] + [len(section)]
    for match, end in zip(matches, ends, strict=True):
        yield match.groups(), section[match.end() : end].strip() or None
