"""One plan as text, DOCX and PDF: the same figures, the same texts, the same hash."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.generator import generate_plans
from tests.conftest import SAMPLES
from tests.transforms.laid_out import Style, as_docx, chromium_pdf, office, office_plain
from tests.transforms.made import parse, stated

pytestmark = pytest.mark.large

SET = Style("drawn", hyphens=True, align="justify")
FRAMED = Style("bordered", framed=True, size="11pt")
LAYOUTS: dict[str, Callable[[str], bytes]] = {
    "docx by python-docx": as_docx,
    "docx by LibreOffice": lambda text: office(text, kind="docx"),
    "docx of plain text": lambda text: office_plain(text, "docx"),
    "pdf by Chromium": chromium_pdf,
    "pdf by Chromium, hyphenated and justified": lambda text: chromium_pdf(text, SET),
    "pdf by Chromium, framed": lambda text: chromium_pdf(text, FRAMED),
    "pdf by LibreOffice": office,
    "pdf by LibreOffice, hyphenated": lambda text: office(text, Style(hyphens=True)),
}
MADE_UP = [
    *(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*/*_suunnitelma.txt"))),
    *(one.content.decode() for one in generate_plans(3, seed=41)),
]
# Each made-up plan in one layout: there are more of them than layouts, so that each is shown.
TURNS = [(number, list(LAYOUTS)[number % len(LAYOUTS)]) for number in range(len(MADE_UP))]


def assert_says_the_same(text: str, laid_out: bytes) -> None:
    expected, found = parse(text), parse(laid_out)
    assert found.refusal == expected.refusal
    assert stated(found) == stated(expected)
    assert found.content_hash == expected.content_hash


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_real_plan_says_the_same_in_every_format(real_plan: Path, layout: str) -> None:
    text = real_plan.read_text(encoding="utf-8")
    assert_says_the_same(text, LAYOUTS[layout](text))


@pytest.mark.parametrize(("number", "layout"), TURNS)
def test_made_up_plans_say_the_same_in_every_format(number: int, layout: str) -> None:
    assert_says_the_same(MADE_UP[number], LAYOUTS[layout](MADE_UP[number]))


def test_columns_of_plain_text_set_as_pdf_are_no_figures(real_plan: Path) -> None:
    """Tab stops tell no columns: what cannot be read is a finding, never another figure."""
    text = real_plan.read_text(encoding="utf-8")
    expected, found = stated(parse(text)), stated(parse(office_plain(text, "pdf")))
    unread = {row["section"] for row in found["finding"] if row["rule"] == "table_not_read"}
    assert {"12.2", "12.4", "13.2"} <= unread
    for table in ("budget", "funding", "participants", "training", "sustainability"):
        for row in found.get(table, []):
            assert row in expected[table]
