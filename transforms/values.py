"""Cleaning of single values: what a form's text means, or why it cannot be read.

Each cleaner takes the text of one field and gives the values for its cells. It raises
Unreadable where the text means nothing: the value is then NULL and a finding, never a guess.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stdnum.fi import ytunnus

GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+"
AMOUNT = re.compile(rf"^(?:{GROUPED}|\d+)(?:,\d{{1,2}})?$|^\d+\.\d{{1,2}}$")
MOST_DIGITS = 12
COUNT = re.compile(rf"^(?:{GROUPED}|\d+)$")
SCORE = re.compile(r"^([-−–+]?)(\d{1,3})$")
DATE = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
PERIOD = re.compile(r"^Alkaa(.*)ja päättyy(.*)$", re.IGNORECASE)
NUMBERED_TITLE = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+(\S.*)$")
SPACES = re.compile(r"[ \u00a0\u202f]")
# Wide enough for all programmes; together these bounds keep the marts' reckoning in 64 bits.
YEARS = range(2000, 2050)
MOST_NAMES = 400

Values = tuple[object, ...]


@dataclass
class Unreadable(Exception):
    """A text that holds no value of its kind; `partial` are the values that could be read.

    `expected` shows the form of a right value, in no language: officers of three read it.
    """

    expected: str
    partial: Values = ()


def clean_text(text: str) -> Values:
    """The text with its spaces made single."""
    return (" ".join(text.split()),)


def clean_amount(text: str) -> Values:
    """Euros with at most two decimals, thousands grouped by a space: ``337 155,50``."""
    bare = text.removesuffix("€").removesuffix("euroa").strip()
    if not AMOUNT.match(bare):
        raise Unreadable("12 345,67")
    return (Decimal(within_bounds(SPACES.sub("", bare).replace(",", "."))),)


def clean_count(text: str) -> Values:
    """A whole number that is not negative, thousands grouped by a space."""
    if not COUNT.match(text):
        raise Unreadable("12 345")
    return (int(within_bounds(SPACES.sub("", text))),)


def within_bounds(number: str) -> str:
    """The number, unless it is beyond anything the forms could mean."""
    if len(number.partition(".")[0]) > MOST_DIGITS:
        raise Unreadable(f"≤ {10**MOST_DIGITS:,}".replace(",", " "))
    return number


def clean_scores(text: str) -> Values:
    """Direct and indirect score of a criterion, whole numbers with a sign: ``0 -3``."""
    scores = tuple(clean_score(token) for token in text.split())
    if len(scores) != 2 or None in scores:
        raise Unreadable("-10…10 -10…10", scores if len(scores) == 2 else ())
    return scores


def clean_score(token: str) -> int | None:
    match = SCORE.match(token)
    if not match:
        return None
    return -int(match[2]) if match[1] and match[1] != "+" else int(match[2])


def clean_yes_no(text: str) -> Values:
    """Kyllä or Ei."""
    answer = {"kyllä": True, "ei": False}.get(text.strip().casefold())
    if answer is None:
        raise Unreadable("Kyllä / Ei")
    return (answer,)


def clean_date(text: str) -> date | None:
    """A Finnish date ``d.m.yyyy``; None where there is no such day."""
    match = DATE.match(text.strip())
    if not match or int(match[3]) not in YEARS:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def clean_period(text: str) -> Values:
    """First and last day: ``Alkaa 1.10.2021 ja päättyy 31.8.2023``."""
    match = PERIOD.match(" ".join(text.split()))
    days = (clean_date(match[1]), clean_date(match[2])) if match else ()
    if len(days) != 2 or None in days:
        raise Unreadable("Alkaa d.m.yyyy ja päättyy d.m.yyyy, 2000–2049", days)
    return days


def clean_numbered_title(text: str) -> Values:
    """Number and title of an axis or objective: ``12.3. Digitaalisten taitojen …``."""
    match = NUMBERED_TITLE.match(" ".join(text.split()))
    if not match:
        raise Unreadable("3. Työllisyys ja työvoiman liikkuvuus")
    return (match[1], match[2])


def clean_names(text: str) -> Values:
    """Names of a comma-separated list; no form needs more than there are kunnat."""
    names = tuple(name for part in text.split(",") if (name := " ".join(part.split())))
    if len(names) > MOST_NAMES:
        raise Unreadable(f"≤ {MOST_NAMES}")
    return names


def clean_business_id(text: str) -> Values:
    """A Y-tunnus and whether its check digit is right (python-stdnum)."""
    bare = "".join(text.split())
    return (bare, bool(re.match(r"^\d{7}-\d$", bare)) and bool(ytunnus.is_valid(bare)))


def clean_organisation(text: str) -> Values:
    """Name, Y-tunnus and whether that is valid, of a line ``Name, Y-tunnus``."""
    name, _, last = text.rpartition(",")
    if not name or not re.match(r"^\s*[\d-]+\s*$", last):
        return (" ".join(text.split()), None, False)
    return (" ".join(name.split()), *clean_business_id(last))


CLEANERS: dict[str, Callable[[str], Values]] = {
    "text": clean_text,
    "amount": clean_amount,
    "count": clean_count,
    "scores": clean_scores,
    "yes_no": clean_yes_no,
    "period": clean_period,
    "numbered_title": clean_numbered_title,
    "names": clean_names,
    "business_id": clean_business_id,
    "organisation": clean_organisation,
}
