"""Cleaning of single values: what a form's text means, or why it cannot be read.

Each cleaner takes the text of one field and gives the values for its cells. It raises
Unreadable where the text means nothing: the value is then NULL and a finding, never a guess.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from stdnum import iban
from stdnum.fi import ytunnus

from transforms.boxes import options
from transforms.links import find_links

PROJECT_CODE = re.compile(r"^[A-Z]\d{5,6}$")
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+"
AMOUNT = re.compile(rf"^(?:{GROUPED}|\d+)(?:,\d{{1,2}})?$|^\d+\.\d{{1,2}}$")
MOST_DIGITS = 12
COUNT = re.compile(rf"^(?:{GROUPED}|\d+)$")
PERCENT = re.compile(r"^\d{1,3}(?:[.,]\d{1,2})?$")
SCORE = re.compile(r"^([-−–+]?)(\d{1,3})$")
DATE = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
PERIOD = re.compile(r"^Alkaa(.*)ja päättyy(.*)$", re.IGNORECASE)
NUMBERED_TITLE = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+(\S.*)$")
SPACES = re.compile(r"[ \u00a0\u202f]")
BLANKS = frozenset({"-", "–", "—"})  # what some write in a cell they leave blank
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


@dataclass
class Doubtful(Exception):
    """A value that is kept as written though it breaks its own check: `rule` names the breach."""

    rule: str
    values: Values
    observed: str
    expected: str


def clean_text(text: str) -> Values:
    """The text with its spaces made single and its line breaks kept."""
    return ("\n".join(" ".join(line.split()) for line in text.strip().split("\n")),)


def clean_amount(text: str) -> Values:
    """Euros with at most two decimals, thousands grouped by a space: ``337 155,50``."""
    bare = text.removesuffix("€").removesuffix("euroa").strip()
    if not AMOUNT.match(bare):
        raise Unreadable("12 345,67")
    return (Decimal(within_bounds(SPACES.sub("", bare).replace(",", "."))),)


def clean_balance(text: str) -> Values:
    """Euros that corrections may have brought below zero; Doubtful where they have."""
    if not text.startswith("-"):
        return clean_amount(text)
    (amount,) = clean_amount(text.removeprefix("-").strip())
    raise Doubtful("amount_negative", (-Decimal(str(amount)),), text, "≥ 0")


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
    scores = tuple(score_of(token) for token in text.split())
    if len(scores) != 2 or None in scores:
        raise Unreadable("-10…10 -10…10", scores if len(scores) == 2 else ())
    return scores


def score_of(token: str) -> int | None:
    match = SCORE.match(token)
    if not match:
        return None
    return -int(match[2]) if match[1] and match[1] != "+" else int(match[2])


def clean_score_alone(text: str) -> Values:
    """One score of a criterion in a cell of its own."""
    score = score_of(text)
    if score is None:
        raise Unreadable("-10…10")
    return (score,)


def clean_yes_no(text: str) -> Values:
    """Kyllä or Ei."""
    answer = {"kyllä": True, "ei": False}.get(text.strip().casefold())
    if answer is None:
        raise Unreadable("Kyllä / Ei")
    return (answer,)


def clean_chosen(text: str) -> Values:
    """Words of the one checked box, None where none is: ``☒ Vain yksi hakija ☐ …``."""
    chosen = [words for checked, words in options(text) if checked]
    if len(chosen) > 1 or not options(text):
        raise Unreadable("1 ☒")
    return (chosen[0] if chosen else None,)


def clean_yes_no_chosen(text: str) -> Values:
    """Kyllä or Ei, whichever box is checked: ``☐ Kyllä ☒ Ei``."""
    (chosen,) = clean_chosen(text)
    return (None,) if chosen is None else clean_yes_no(str(chosen))


def clean_yes_no_cells(text: str) -> Values:
    """Two cells with a box each, the first for Kyllä, the second for Ei."""
    checked = []
    for cell, answer in zip(text.split("\t"), ("kyllä", "ei"), strict=False):
        boxes = options(cell)
        if cell.strip() and (len(boxes) != 1 or boxes[0][1].casefold() not in ("", answer)):
            raise Unreadable("☒")
        checked.append(any(box for box, _ in boxes))
    if checked == [True, True]:
        raise Unreadable("1 ☒")
    return (checked[0] if any(checked) else None,)


SCOPES = {
    "Hankkeen toiminta kohdistuu yhden maakunnan alueelle": "one_region",
    "Hankkeen toiminta kohdistuu usean maakunnan alueelle": "several_regions",
    "Hankkeen toiminta on valtakunnallista": "national",
}


def clean_scope(text: str) -> Values:
    """What the scope box of the target area says: one region, several, or national."""
    (chosen,) = clean_chosen(text)
    if chosen is not None and chosen not in SCOPES:
        raise Unreadable(" / ".join(SCOPES))
    return (SCOPES.get(str(chosen)),)


def clean_percent(text: str) -> Values:
    """A share in per cent with at most two decimals: ``80,00``."""
    bare = text.removesuffix("%").strip()
    if not PERCENT.match(bare):
        raise Unreadable("12,34")
    return (Decimal(bare.replace(",", ".")),)


def clean_budget_line(text: str) -> Values:
    """Name of a line of the budget without its number: ``1 Palkkakustannukset``."""
    return (re.sub(r"^\d+\.?\s+", "", " ".join(text.split())),)


def clean_one_date(text: str) -> Values:
    """One day ``d.m.yyyy``."""
    day = date_of(text)
    if day is None:
        raise Unreadable("d.m.yyyy, 2000–2049")
    return (day,)


def clean_links(text: str) -> Values:
    """Pairs of code and diary number of the projects that a text refers to."""
    return tuple(find_links(text))


def clean_signature(text: str) -> Values:
    """The day that a line begins with; nothing where it begins otherwise."""
    day = date_of((text.split() or [""])[0])
    return (day,) if day else ()


def clean_iban(text: str) -> Values:
    """An account number; Doubtful where its check digits are off (ISO 13616)."""
    if not iban.is_valid(text):
        raise Doubtful("iban_invalid", (text,), text, "FIkk bbbb bbbb cccc cc, mod 97")
    return (text,)


def date_of(text: str) -> date | None:
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
    days = (date_of(match[1]), date_of(match[2])) if match else ()
    if len(days) != 2 or None in days:
        raise Unreadable("Alkaa d.m.yyyy ja päättyy d.m.yyyy, 2000–2049", days)
    return days


def clean_numbered_title(text: str) -> Values:
    """Number and title of an axis or objective: ``12.3. Digitaalisten taitojen …``."""
    match = NUMBERED_TITLE.match(" ".join(text.split()))
    if not match:
        raise Unreadable("3. Työllisyys ja työvoiman liikkuvuus")
    return (match[1], match[2])


def clean_programme_part(text: str) -> Values:
    """Number of an axis or objective, with or without its title: ``2``, ``2.1``, ``2. Title``."""
    match = re.match(r"^(\d+(?:\.\d+)*)\.?(?:\s|$)", text)
    if not match:
        raise Unreadable("2.1")
    return (match[1],)


def clean_nuts_names(text: str) -> Values:
    """Names of regions behind their NUTS codes: ``FI193 Keski-Suomi, FI1D7 Lappi``."""
    return clean_names(re.sub(r"\bFI[0-9A-Z]{0,3}\s+", "", text.replace(";", ",")))


def clean_names(text: str) -> Values:
    """Names of a comma-separated list; no form needs more than there are kunnat."""
    parts = (" ".join(part.split()) for part in text.split(","))
    names = tuple(name for name in parts if name and name not in BLANKS)
    if len(names) > MOST_NAMES:
        raise Unreadable(f"≤ {MOST_NAMES}")
    return names


def clean_business_id(text: str) -> Values:
    """A Y-tunnus and whether its check digit is right; Doubtful where it is not."""
    bare = "".join(text.split())
    if not (re.match(r"^\d{7}-\d$", bare) and ytunnus.is_valid(bare)):
        raise Doubtful("business_id_invalid", (bare, False), bare, "1234567-8, mod 11")
    return (bare, True)


def clean_organisation(text: str) -> Values:
    """Name, Y-tunnus and whether that is valid, of a line ``Name, Y-tunnus``."""
    name, _, last = text.rpartition(",")
    if not name or not re.match(r"^\s*[\d-]+\s*$", last):
        return (" ".join(text.split()), None, False)
    bare_name = " ".join(name.split())
    try:
        return (bare_name, *clean_business_id(last))
    except Doubtful as doubtful:
        doubtful.values = (bare_name, *doubtful.values)
        raise


CLEANERS: dict[str, Callable[[str], Values]] = {
    name.removeprefix("clean_"): function
    for name, function in tuple(vars().items())
    if name.startswith("clean_")
}
# Of these the text is compared between documents with its boxes in one writing.
BOX_CLEANERS = frozenset({"chosen", "yes_no_chosen", "yes_no_cells", "scope"})


# Values recur, and each is read twice: to tell its line by it, and for its rows.
@lru_cache(maxsize=4096)
def read_value(clean: str, text: str) -> Values | Unreadable | Doubtful:
    """What a cleaner makes of a text: its values, or what is wrong with it."""
    try:
        return CLEANERS[clean](text)
    except (Unreadable, Doubtful) as wrong:
        return wrong.with_traceback(None)


def means_something(clean: str, text: str) -> bool:
    """Whether a text holds a value of its kind, or is blank."""
    bare = text.strip()
    if not bare or bare in BLANKS:
        return True
    found = read_value(clean, text)
    return bool(found) if isinstance(found, tuple) else isinstance(found, Doubtful)
