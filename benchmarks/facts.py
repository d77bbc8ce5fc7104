"""Draws a sound project: every fact of a description that breaks no rule of the authority."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import layout, lists, prose
from benchmarks.model import (
    Answer,
    Beneficiary,
    Contact,
    Criterion,
    Partner,
    Place,
    Sheet,
    Site,
    Style,
    Truth,
)
from benchmarks.regions import Regions

WINDOW = (date(2014, 1, 1), date(2023, 12, 31))
LAST_START = date(2022, 12, 31)
SERIES = {"ESF": "S2", "ERDF": "A7"}
# U+0020, no-break space, narrow no-break space.
THOUSANDS = (" ", "\u00a0", "\u202f")
CODES = 100_000
Amounts = dict[tuple[str, str], Decimal]
Counts = dict[tuple[str, str], int]
Places = tuple[tuple[Place, ...], tuple[Place, ...], tuple[Place, ...]]


def draw_sheet(index: int, rng: Random, regions: Regions) -> Sheet:
    """A sound description. Its code follows from `index` alone, all else from `rng`."""
    fund = rng.choice(("ESF", "ESF", "ERDF"))
    axis_number, axis_title, number, title = rng.choice(lists.OBJECTIVES[fund])
    start, end = draw_period(rng)
    ended = rng.random() < 0.75
    style = Style(rng.choices(THOUSANDS, (3, 1, 1))[0], rng.random() < 0.3)
    maakunnat, seutukunnat, kunnat = draw_places(rng, regions, start.year)
    partners = draw_partners(rng)
    texts = draw_texts(rng, ended=ended)
    read = {key: prose.read_text(raw) for key, raw in texts.items()}
    truth = Truth(
        project_code=write_code(fund, index),
        fund=fund,
        axis_number=axis_number,
        axis_title=axis_title,
        objective_number=number,
        objective_title=title,
        planned_start=start,
        planned_end=end,
        status=layout.ENDED if ended else layout.RUNNING,
        **draw_applicant(rng, fund, partners),
        partners=partners,
        summary=read["summary"],
        target_groups_direct=read["target_groups_direct"],
        target_groups_indirect=read["target_groups_indirect"],
        funding=draw_funding(rng, style, ended=ended),
        maakunnat=maakunnat,
        seutukunnat=seutukunnat,
        kunnat=kunnat,
        site=draw_site(rng) if rng.random() < 0.25 else None,
        indicators=draw_indicators(rng, fund, ended=ended),
        equality=draw_equality(rng, read),
        sustainability=draw_sustainability(rng, read),
        final_report=read["final_report"] or None,
    )
    return layout.write_sheet(without_itself(truth), style, texts)


def draw_applicant(rng: Random, fund: str, partners: tuple[Partner, ...]) -> dict[str, Any]:
    """Facts on what the project is called, who decides on it and who applies for it."""
    return {
        "name": draw_name(rng),
        "authority": rng.choice(lists.AUTHORITIES[fund]),
        "beneficiary": draw_beneficiary(rng),
        "organisation_phone": rng.choice(("0100 000 ", "(09) 000", "010000")) + _digits(rng, 3),
        "contact": draw_contact(rng),
        "applicant_arrangement": draw_arrangement(rng, partners),
    }


def without_itself(truth: Truth) -> Truth:
    """The facts without the applicant among its own partners."""
    others = tuple(p for p in truth.partners if p.name != truth.beneficiary.name)
    is_alone = bool(truth.partners) and not others
    arrangement = lists.ONE_APPLICANT if is_alone else truth.applicant_arrangement
    return replace(truth, partners=others, applicant_arrangement=arrangement)


def write_code(fund: str, index: int) -> str:
    """Five digits after the series, offset and wrapped: clear of real projects' four digits."""
    return f"{SERIES[fund]}{(30_000 + index) % CODES:05d}"


def _digits(rng: Random, count: int) -> str:
    return f"{rng.randrange(10**count):0{count}d}"


def draw_period(rng: Random) -> tuple[date, date]:
    """One day to sixty months inside the programme's window."""
    start = WINDOW[0] + timedelta(rng.randrange((LAST_START - WINDOW[0]).days + 1))
    shape = rng.random()
    if shape < 0.6:
        start = start.replace(day=1)
    months = start.year * 12 + start.month - 1 + rng.randint(1, 60)
    end = date(months // 12, months % 12 + 1, 1) - timedelta(1)
    if shape > 0.9:
        end = start + timedelta(rng.choice((0, 0, rng.randrange(1, 60))))
    elif shape > 0.75:
        end -= timedelta(rng.randrange(min(28, (end - start).days + 1)))
    return start, min(end, WINDOW[1])


def draw_places(rng: Random, regions: Regions, year: int) -> Places:
    """The three lists of section 6, consistent with each other in `year`."""
    maakunnat = regions.mainland("maakunta", year)
    shape = rng.choices(("kunta", "seutukunta", "maakunta", "all"), (64, 14, 14, 8))[0]
    if shape in ("maakunta", "all"):
        chosen = maakunnat if shape == "all" else rng.sample(maakunnat, rng.randint(1, 6))
        return _places(regions, "maakunta", chosen, year), (), ()
    parents = rng.sample(maakunnat, rng.choice((1, 1, 1, 2, 3)))
    most = 12 if shape == "kunta" else 6
    deepest = [c for p in parents for c in _some(rng, regions.members(shape, p, year), most)]
    deepest = deepest[: max(most, len(parents))]
    rng.shuffle(deepest)
    named = {
        level: list(dict.fromkeys(regions.parent(shape, code, level, year) for code in deepest))
        for level in ("maakunta", "seutukunta")
    }
    if shape == "seutukunta":
        return (
            _places(regions, "maakunta", named["maakunta"], year),
            _places(regions, "seutukunta", deepest, year),
            (),
        )
    between = [] if rng.random() < 0.1 else named["seutukunta"]
    return (
        _places(regions, "maakunta", named["maakunta"], year),
        _places(regions, "seutukunta", between, year),
        _places(regions, "kunta", deepest, year),
    )


def _some(rng: Random, codes: list[str], most: int) -> list[str]:
    return rng.sample(codes, rng.randint(1, min(most, len(codes))))


def _places(regions: Regions, level: str, codes: list[str], year: int) -> tuple[Place, ...]:
    return tuple(Place(regions.name(level, code, year), code) for code in codes)


def draw_business_id(name: str) -> str:
    """A Y-tunnus with a right check digit that nobody has been given, one for each name."""
    rng = Random(name)
    while True:
        number = str(rng.randrange(9_000_000, 10_000_000))
        rest = sum(int(d) * w for d, w in zip(number, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
        # A rest of 1 has no check digit: such numbers are not issued.
        if rest != 1:
            return f"{number}-{(11 - rest) % 11}"


def draw_organisation(rng: Random) -> tuple[str, str, str]:
    """Stem, name and type of an applicant or partner."""
    stem, genitive = rng.choice(lists.STEMS)
    kind, second = rng.choice(lists.ORGANISATIONS)
    return stem, f"{genitive} {second}", kind


def draw_beneficiary(rng: Random) -> Beneficiary:
    """The applicant."""
    stem, name, kind = draw_organisation(rng)
    site = draw_site(rng)
    web = stem.lower().replace("ä", "a").replace("ö", "o")
    return Beneficiary(
        name=name,
        type=kind,
        business_id=draw_business_id(name),
        street=site.street,
        postal_code=site.postal_code,
        town=site.town,
        web=f"{rng.choice(('http://www.', 'https://', 'www.'))}{web}.example",
    )


def draw_site(rng: Random) -> Site:
    """A postal address; no place of this name exists."""
    town = rng.choice(lists.STEMS)[0]
    street = f"{rng.choice(lists.STREETS)} {rng.randint(1, 99)}"
    return Site(street, f"{rng.randrange(100, 99_999):05d}", rng.choice((town, town.upper())))


def draw_contact(rng: Random) -> Contact:
    """A contact person; the form's pages give the surname first or last."""
    first, last = rng.choice(lists.FIRST_NAMES), rng.choice(lists.SURNAMES)
    plain = f"{first}.{last}".lower().translate(str.maketrans("äö", "ao"))
    at = rng.choice(("(at)", "(at)", "(at)", "@"))
    return Contact(
        name=rng.choice((f"{first} {last}", f"{last} {first}")),
        role=rng.choice(lists.ROLES),
        email=f"{plain}{at}{rng.choice(('hanke', 'posti'))}.example",
        phone=rng.choice(("0500000", "050-0000", "+358 50 000 0")) + _digits(rng, 3),
    )


def draw_partners(rng: Random) -> tuple[Partner, ...]:
    """None for most projects, else one to five."""
    count = rng.choice((0, 0, 0, 1, 2, 5))
    names = dict.fromkeys(draw_organisation(rng)[1] for _ in range(count))
    return tuple(Partner(name, draw_business_id(name)) for name in names)


def draw_arrangement(rng: Random, partners: tuple[Partner, ...]) -> str | None:
    """Never mandatory, and never against the list of partners."""
    if partners:
        return lists.SEVERAL_APPLICANTS
    return rng.choice((None, lists.ONE_APPLICANT))


def draw_name(rng: Random) -> str:
    """A project name, with the punctuation real ones have."""
    pattern = rng.choice(lists.NAME_PATTERNS)
    return pattern.format(topic=rng.choice(lists.TOPICS), place=rng.choice(lists.STEMS)[1])


def draw_texts(rng: Random, *, ended: bool) -> dict[str, str]:
    """The free texts with all their blank lines, by field."""
    texts = {
        "summary": prose.write_text(rng, rng.randint(15, 40)),
        "target_groups_direct": prose.write_text(rng, rng.randint(4, 14)),
        "target_groups_indirect": prose.write_text(rng, rng.randint(2, 12)),
        "final_report": prose.write_text(rng, rng.randint(30, 90), past=True),
    }
    if not ended:
        texts["final_report"] = ""
    for position in range(1, len(layout.QUESTIONS) + 1):
        texts[f"equality.{position}.justification"] = prose.write_justification(rng)
    for position in range(1, len(layout.CRITERIA) + 1):
        if rng.random() < 0.55:
            texts[f"sustainability.{position}.justification"] = prose.write_justification(rng)
    return texts


def draw_equality(rng: Random, texts: dict[str, str]) -> tuple[Answer, ...]:
    """Three answers."""
    return tuple(
        Answer(rng.random() < 0.6, texts[f"equality.{i}.justification"])
        for i in range(1, len(layout.QUESTIONS) + 1)
    )


def draw_sustainability(rng: Random, texts: dict[str, str]) -> tuple[Criterion, ...]:
    """Fifteen criteria: only those with a justification may have scores, not all of them do."""
    criteria = []
    for position, name in enumerate(layout.CRITERIA, 1):
        justification = texts.get(f"sustainability.{position}.justification")
        scored = justification is not None and rng.random() < 0.85
        direct, indirect = (
            rng.choice((0, rng.randint(-10, 10))) if scored else 0 for _ in range(2)
        )
        criteria.append(Criterion(name, direct, indirect, justification))
    return tuple(criteria)


def draw_funding(rng: Random, style: Style, *, ended: bool) -> Amounts:
    """Amounts up to five million in the order eu_state ≤ public_total, realised ≤ granted."""
    unit = 1 if style.cents else 100
    total = rng.choice((0, *[rng.randrange(1, 10 ** rng.randint(5, 9)) for _ in range(30)]))
    total = min(total, 500_000_000) // unit * unit
    granted = total * rng.randint(40, 100) // 100 // unit * unit
    cents = {("eu_state", "granted"): granted, ("public_total", "planned"): total}
    if ended or rng.random() < 0.5:
        part = rng.randint(85, 100) if ended else rng.choice((0, rng.randint(1, 85)))
        realised = {("eu_state", "realised"): granted, ("public_total", "realised"): total}
        cents |= {key: value * part // 100 // unit * unit for key, value in realised.items()}
    return {key: Decimal(value).scaleb(-2) for key, value in cents.items()}


def draw_indicators(rng: Random, fund: str, *, ended: bool) -> Counts:
    """7.1 and 7.2, for some ERDF projects other headings too."""
    others: list[str] = []
    if fund == "ERDF":
        others = rng.sample(lists.ERDF_INDICATORS, rng.choice((0, 1, 2, 3)))
    counts: Counts = {}
    for indicator in (layout.COMPANIES, layout.PERSONS, *others):
        planned = rng.choice((0, rng.randint(1, 60), rng.randint(1, 60), rng.randint(61, 2_500)))
        counts[indicator, "planned"] = planned
        has_realised = ended or rng.random() < 0.4
        if indicator != layout.PERSONS and has_realised:
            part = rng.randint(80, 120) if ended else rng.randint(0, 80)
            # Of one that was planned the whole is realised, or nothing would be.
            counts[indicator, "realised"] = max(planned * part // 100, min(planned, int(ended)))
    return counts
