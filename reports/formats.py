"""Numbers, shares, dates and names as the report's language writes them."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any
from urllib.parse import unquote

LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
NOTHING = "–"
# Signs at which a spreadsheet begins to calculate, those of East Asian keyboards too.
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
ELY = "elinkeino-, liikenne- ja ympäristökeskus"


def filters(lang: str) -> dict[str, Callable[..., Any]]:
    """The filters of the templates by name, in one language."""
    return {
        "number": partial(number, lang=lang),
        "decimal": partial(number, lang=lang, pattern="#,##0.#"),
        "percent": partial(percent, lang=lang),
        "points": partial(points, lang=lang),
        "day": partial(day, lang=lang),
        "moment": partial(moment, lang=lang),
        "file": file_name,
        "css": css_text,
        "short": short_authority,
        "written": partial(as_written, lang=lang),
        "first_question": first_question,
    }


def number(value: Any, lang: str, pattern: str = "#,##0") -> str:
    """A number, halves rounded up; a dash where there is none."""
    from babel.numbers import format_decimal

    if value is None:
        return NOTHING
    places = Decimal(1).scaleb(-len(pattern.partition(".")[2]))
    rounded = Decimal(value).quantize(places, ROUND_HALF_UP)
    return str(format_decimal(rounded, pattern, locale=LOCALES[lang]))


def compact(value: Any, lang: str) -> str:
    """A large number in few signs, as 1,2 milj. or 1.2M."""
    from babel.numbers import format_compact_decimal

    if value is None:
        return NOTHING
    if abs(value) < 1000:
        return number(value, lang, "#,##0.#")
    return str(format_compact_decimal(value, locale=LOCALES[lang], fraction_digits=1))


def share_in_thousandths(part: int, whole: int) -> Decimal:
    """Part of whole, cut at a tenth of a per cent: only what is whole shows as 100 %."""
    return Decimal(1000 * part // whole) / 1000


def percent(value: Any, lang: str) -> str:
    """A share as per cent with a tenth where it has one."""
    from babel.numbers import format_percent

    if value is None:
        return NOTHING
    pattern = "#,##0.#%" if lang == "en" else "#,##0.#\xa0%"
    return str(format_percent(value, pattern, locale=LOCALES[lang], decimal_quantization=False))


def points(value: Any, lang: str) -> str:
    """A change of a share in percentage points, with its sign."""
    from babel.numbers import format_decimal

    if value is None:
        return NOTHING
    if value == 0:
        return "±0"
    return str(format_decimal(100 * value, "+#,##0.#;−#,##0.#", locale=LOCALES[lang]))


def day(value: date, lang: str) -> str:
    """A day, as 26.11.2026."""
    from babel.dates import format_date

    return str(format_date(value, "d.M.y" if lang != "en" else "d MMM y", locale=LOCALES[lang]))


def moment(value: datetime, lang: str) -> str:
    """A day and time of day in UTC."""
    from babel.dates import format_time

    return f"{day(value, lang)} {format_time(value, 'HH:mm', locale=LOCALES[lang])} UTC"


def as_written(value: str, lang: str) -> str:
    """A value of the warehouse as readers write it; what is no date or amount stays as it is."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return day(date.fromisoformat(value), lang)
    if re.fullmatch(r"-?\d+\.\d\d", value):
        return number(Decimal(value), lang, "#,##0.00").removesuffix(",00").removesuffix(".00")
    return value


def as_cell(value: Any) -> Any:
    """The value, marked as text where a spreadsheet would calculate it."""
    if isinstance(value, str) and value.startswith(BEGINS_FORMULA):
        return f"'{value}"
    return value


def file_name(uri: str | None) -> str:
    """Folder and name of a source; of a member of a package, those within it."""
    address = (uri or "").partition("::")[0]
    return "/".join(unquote(address).split("/")[-2:]).lstrip("/")


def short_authority(name: str) -> str:
    """An authority's name with the word ELY-keskus in place of what it stands for."""
    return name.replace(ELY, "ELY-keskus")


def first_question(label: str) -> str:
    """A label that asks several questions, cut to the first."""
    first, mark, _ = label.partition("?")
    return first + mark


def css_text(text: str) -> str:
    """The text within a string of a style sheet, where no character of it can end that."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)
