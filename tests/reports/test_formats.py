"""Numbers, shares and dates in the three languages."""

from datetime import datetime
from decimal import Decimal

import pytest

from reports.formats import (
    as_written,
    compact,
    file_name,
    first_question,
    moment,
    number,
    percent,
    points,
    share_in_thousandths,
)


@pytest.mark.parametrize(
    ("lang", "million", "share", "change", "when"),
    [
        ("fi", "1 234 568", "95,2 %", "−2,8", "6.3.2026 08.05 UTC"),
        ("sv", "1 234 568", "95,2 %", "−2,8", "6.3.2026 08:05 UTC"),
        ("en", "1,234,568", "95.2%", "−2.8", "6 Mar 2026 08:05 UTC"),
    ],
)
def test_each_language_writes_its_own_way(
    lang: str, million: str, share: str, change: str, when: str
) -> None:
    assert number(Decimal("1234567.5"), lang).replace("\xa0", " ") == million
    assert percent(Decimal("0.952"), lang).replace("\xa0", " ") == share
    assert points(Decimal("-0.028"), lang) == change
    assert points(Decimal(0), lang) == "±0"
    assert moment(datetime(2026, 3, 6, 8, 5), lang).replace(":", when[-7]) == when


def test_what_is_not_known_is_a_dash() -> None:
    assert {number(None, "fi"), percent(None, "sv"), points(None, "en"), compact(None, "fi")} == {
        "–"
    }


def test_only_the_whole_is_a_hundred_per_cent() -> None:
    assert percent(share_in_thousandths(99_999, 100_000), "en") == "99.9%"
    assert percent(share_in_thousandths(7, 7), "en") == "100%"


def test_names_of_files_and_fields_are_short() -> None:
    assert file_name("file:///a/b%20c/d.txt") == "b c/d.txt"
    assert file_name("file:///a/b.zip::c/d.txt") == "a/b.zip"
    assert first_question("Miksi? Miten?") == "Miksi?"
    assert first_question("Toiminnan tila") == "Toiminnan tila"


def test_stored_values_are_shown_as_readers_write_them() -> None:
    assert as_written("2020-03-01", "fi") == "1.3.2020"
    assert as_written("621500.00", "sv") == "621\xa0500"
    assert as_written("-1621500.25", "en") == "-1,621,500.25"
    assert as_written("2020-2023.00 hanke", "fi") == "2020-2023.00 hanke"
