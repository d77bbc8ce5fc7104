"""Made-up lists in the three layouts, and short ways to read them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from tests.transforms.made import parse
from transforms.statements import Document

ELY = "Hämeen elinkeino-, liikenne- ja ympäristökeskus"
HEADER = (
    "Koodi", "Rahasto", "Hankkeen nimi", "Tl", "Viranomainen", "Tila", "Aloituspvm",
    "Päättymispvm", "Toteuttajan nimi", "Myönnetty EU- ja valtion rahoitus",
    "Toteutunut EU- ja valtion rahoitus", "Suunniteltu julkinen rahoitus yhteensä",
    "Toteutunut julkinen rahoitus yhteensä",
)  # fmt: skip
ROW = (
    "A79101", "EAKR", "Pajasta tehtaaksi", "1", "Kainuun liitto", "Toiminnassa", "1.3.2015",
    "28.2.2017", "Esimerkkipaja Oy", "443909", "71641.5", "500000", "80000",
)  # fmt: skip
OTHER = (
    "S29101", "ESR", "Taitopolku, toinen vaihe", "3", "Lapin liitto", "Toiminnassa", "1.1.2016",
    "31.12.2018", "Esimerkkisäätiö", "100000", "0", "120000", "0",
)  # fmt: skip
NEW_HEADER = (
    "Hankekoodi ", "Ryhmähanketunnus", "Rahasto", "EAKR-/JTF-alatyyppi", "Tl", "Et",
    "Hankkeen nimi", "Toteuttajan nimi", "Toteuttajan Y-tunnus", "Rahoittava viranomainen",
    "Toiminnan tila", "Aloituspvm", "Päättymispvm", "Suunniteltu EU- ja valtion rahoitus",
    "Suunniteltu julkinen rahoitus", "Suunniteltu rahoitus yhteensä",
    "Toteutunut EU- ja valtion rahoitus", "Toteutunut julkinen rahoitus",
    "Toteutunut rahoitus yhteensä", "Toteutunut EU-rahoituksen määrä", "Tukitoimen ala",
    "Sijainti", "Toteutuspaikan postinumero", "Toteutuspaikan postitoimipaikka",
    "Tuensaajan postinumero", "Tuensaajan postitoimipaikka",
    "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta",
)  # fmt: skip


def as_csv(*rows: Sequence[str], delimiter: str = ",") -> str:
    """Rows as a file, cells quoted where they hold the delimiter."""
    return "".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\n"
        for row in rows
    )


def as_xlsx(*rows: Sequence[object]) -> bytes:
    """Rows as an Excel workbook with one sheet."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in rows:
        sheet.append(list(row))
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def put(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """A row of the layout 2014-2020 with some cells changed; ``c4`` is the fifth."""
    changed = list(row)
    for name, text in cells.items():
        changed[int(name.removeprefix("c"))] = text
    return tuple(changed)


def new_row(**cells: object) -> list[object]:
    """A row of the layout 2021-2027 with some cells changed."""
    given: dict[str, object] = {
        "Hankekoodi ": "J19101", "Rahasto": "JTF", "Tl": "7", "Et": "7.1",
        "Hankkeen nimi": "Turpeesta uuteen", "Toteuttajan nimi": "Esimerkkiopisto",
        "Toteuttajan Y-tunnus": "9104210-9", "Rahoittava viranomainen": "Lapin liitto",
        "Toiminnan tila": "Käynnissä", "Aloituspvm": datetime(2023, 5, 1),
        "Päättymispvm": datetime(2025, 4, 30), "Suunniteltu EU- ja valtion rahoitus": 1234.1,
        "Suunniteltu julkinen rahoitus": 1500, "Suunniteltu rahoitus yhteensä": 2000,
        "Toteutunut EU- ja valtion rahoitus": 0.1 + 0.2, "Toteutunut julkinen rahoitus": 0,
        "Sijainti": "FI1D7 Lappi", "Toteutuspaikan postinumero": "96100",
        "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta": "Opitaan\nuutta.",
    }  # fmt: skip
    return [(given | cells).get(label) for label in NEW_HEADER]


def table(document: Document, name: str) -> list[dict[str, Any]]:
    """Rows of one stage table of all statements of a list."""
    assert document.refusal is None, document.refusal
    return [row for s in document.statements for row in dict(s.rows.finished()).get(name, [])]


def refused(content: str | bytes) -> list[tuple[int, str]]:
    """Lines and reasons of the refused rows."""
    return [(row["line_number"], row["reason"]) for row in parse(content).refused_rows]


def money(document: Document) -> dict[tuple[str, str, str], Decimal]:
    """Amounts by project, measure and basis."""
    return {
        (statement.project_code, row["measure"], row["basis"]): row["amount_eur"]
        for statement in document.statements
        if statement.project_code
        for row in statement.rows.tables.get("funding", [])
    }
