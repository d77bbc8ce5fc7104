"""The generator measures everything else, so it is checked against hand-made arithmetic."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import pytest

from benchmarks import defects, layout, prose
from benchmarks.generator import Generated, generate, plain
from benchmarks.model import Place, Truth
from benchmarks.regions import Regions, project_regions
from benchmarks.truth import (
    Cells,
    funding_cells,
    indicator_cells,
    period_shares,
    region_shares,
    round_half_up,
)

pytestmark = pytest.mark.large

KINDS = {
    "mandatory_field_empty", "section_missing", "final_report_missing", "realised_funding_missing",
    "region_missing", "value_unreadable", "business_id_invalid", "postal_code_invalid",
    "score_out_of_range", "score_without_justification", "period_reversed",
    "period_outside_window", "realised_exceeds_granted", "eu_state_exceeds_public_total",
    "fund_contradicts_code", "place_unknown", "place_outside_parent",
    "named_parent_without_kunta", "line_not_placed", "planned_zero_realised",
    "partners_heading_empty", "encoding_not_utf8", "value_repeated", "final_report_before_end",
    "realised_far_from_planned", "text_is_placeholder", "partner_repeated", "status_unknown",
    "authority_unknown", "indicators_missing", "code_series_unknown",
}  # fmt: skip
ESF = ("ESF", "2014-2020")


@pytest.fixture(scope="module")
def regions() -> Regions:
    return project_regions()


@pytest.fixture(scope="module")
def sound() -> list[Generated]:
    return list(generate(300, seed=7))


@pytest.fixture(scope="module")
def defective() -> list[Generated]:
    return list(generate(240, seed=7, defect_share=1.0))


def lines_of(document: Generated) -> list[str]:
    is_old = "encoding_not_utf8" in {d.kind for d in document.defects}
    return document.content.decode("cp1252" if is_old else "utf-8").split("\n")


def test_same_arguments_give_the_same_documents() -> None:
    assert list(generate(12, 3, defect_share=0.5)) == list(generate(12, 3, defect_share=0.5))
    assert next(generate(1, 3)).content != next(generate(1, 4)).content


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_document_does_not_depend_on_how_many_follow(share: float) -> None:
    assert list(generate(7, defect_share=share)) == list(
        islice(generate(40, defect_share=share), 7)
    )


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_the_defect_share_is_met(share: float) -> None:
    assert sum(bool(d.defects) for d in generate(40, defect_share=share)) == 40 * share


def test_codes_are_unique_and_say_the_fund(sound: list[Generated]) -> None:
    codes = [document.truth.project_code for document in sound]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"(S2|A7)\d{5}", code) for code in codes)
    assert {(d.truth.fund, d.truth.project_code[:2]) for d in sound} == {
        ("ESF", "S2"),
        ("ERDF", "A7"),
    }


def test_lines_stand_where_the_truth_says(sound: list[Generated]) -> None:
    labels = {
        part.key: part.label
        for parts in layout.SECTIONS.values()
        for part in parts
        if part.kind in ("field", "head")
    }
    for document in sound:
        lines, numbers = lines_of(document), document.truth.lines
        for key, label in labels.items():
            assert lines[numbers[key] - 1].startswith(label)
        for key in ("summary", "target_groups_direct", "target_groups_indirect"):
            text = getattr(document.truth, key)
            assert lines[numbers[key] - 1] == text.split("\n")[0]
        for position, criterion in enumerate(document.truth.sustainability, 1):
            written = f"{criterion.name} {criterion.direct} {criterion.indirect}"
            assert lines[numbers[f"sustainability.{position}"] - 1] == written


def test_texts_are_all_there_with_blank_lines_collapsed(sound: list[Generated]) -> None:
    for document in sound:
        content = prose.read_text(document.content.decode())
        truth = document.truth
        texts = [truth.summary, truth.target_groups_direct, truth.final_report or ""]
        texts += [c.justification or "" for c in truth.sustainability]
        assert all(text is not None and text in content for text in texts)


def test_no_trap_is_exactly_a_heading_question_or_criterion() -> None:
    parts = [part for section in layout.SECTIONS.values() for part in section]
    exact = {p.label for p in parts if p.kind in ("head", "text")} | {*layout.QUESTIONS}
    for trap in prose.TRAPS:
        assert trap not in exact
        assert not trap.startswith(tuple(f"{c} " for c in layout.CRITERIA[:13]))
        assert not re.fullmatch(r"(Kulttuuriympäristö|Ympäristöosaaminen) -?\d+ -?\d+", trap)
        assert not trap.startswith(tuple(f"{q}:" for q in layout.QUESTIONS))


def checks_out(business_id: str) -> bool:
    digits, check = business_id.split("-")
    weights = (7, 9, 10, 5, 8, 4, 2, 1)
    return sum(int(d) * w for d, w in zip(digits + check, weights, strict=True)) % 11 == 0


def in_order(funding: Mapping[tuple[str, str], Decimal]) -> bool:
    none = Decimal(0)
    realised = funding.get(("eu_state", "realised"), none)
    public = funding.get(("public_total", "realised"), none)
    granted, planned = funding["eu_state", "granted"], funding["public_total", "planned"]
    return realised <= granted <= planned <= 5_000_000 and realised <= public <= planned


def test_sound_documents_break_no_rule(sound: list[Generated], regions: Regions) -> None:
    for truth in (document.truth for document in sound):
        assert not document_faults(truth)
        assert truth.planned_start
        assert truth.planned_end
        year = truth.planned_start.year
        assert date(2014, 1, 1) <= truth.planned_start <= truth.planned_end <= date(2023, 12, 31)
        for field, level in (("maakunnat", "maakunta"), ("seutukunnat", "seutukunta")):
            named = {place.code for place in getattr(truth, field)}
            within = {regions.parent("kunta", p.code, level, year) for p in truth.kunnat if p.code}
            assert not truth.kunnat or named == within or (level == "seutukunta" and not named)


def document_faults(truth: Truth) -> list[str]:
    ended = truth.status == layout.ENDED
    ids = [truth.beneficiary.business_id or "", *(p.business_id for p in truth.partners)]
    zeros = [i for (i, basis), n in truth.indicators.items() if basis == "planned" and n == 0]
    faults = {
        "business_id": not all(map(checks_out, ids)),
        "order": not in_order(truth.funding),
        "report": ended != bool(truth.final_report),
        "realised": ended and len(truth.funding) < 4,
        "region": not truth.maakunnat,
        "score": any(
            (c.direct or c.indirect) and not c.justification for c in truth.sustainability
        ),
        "zero": any(truth.indicators.get((i, "realised"), 0) for i in zeros),
        "equality": len(truth.equality) != 3 or not all(a.justification for a in truth.equality),
    }
    return [name for name, is_wrong in faults.items() if is_wrong]


def test_documents_vary(sound: list[Generated]) -> None:
    truths = [document.truth for document in sound]
    assert any(len(t.maakunnat) == 18 and not t.kunnat for t in truths)
    assert any(t.seutukunnat and not t.kunnat for t in truths)
    assert any(t.kunnat and not t.seutukunnat for t in truths)
    assert {1, 12} <= {len(t.kunnat) for t in truths}
    assert any(t.planned_start == t.planned_end for t in truths)
    assert any(0 in t.funding.values() for t in truths)
    assert any(len(t.funding) == 2 for t in truths)
    assert any((c.direct or 0) < 0 for t in truths for c in t.sustainability)
    assert any(len(t.indicators) > 4 for t in truths if t.fund == "ERDF")
    text = b"".join(document.content for document in sound).decode()
    for pattern in (r": \d+ \d{3}\n", ":[^\n]*\\d\u00a0\\d{3}", "\\d\u202f\\d{3},\\d\\d", "”"):
        assert re.search(pattern, text)
    sizes = sorted(len(document.content) for document in sound)
    assert 15_000 < sizes[len(sizes) // 2] < 25_000


def test_every_kind_of_defect_occurs(defective: list[Generated]) -> None:
    found: dict[str, int] = defaultdict(int)
    for document in defective:
        again = Counter(d.kind for d in document.defects) - Counter(
            {d.kind for d in document.defects}
        )
        # A kunta is outside the maakunnat and outside the seutukunnat.
        assert set(again) <= {"place_outside_parent"}
        assert document.defects
        for defect in document.defects:
            found[defect.kind] += 1
    assert set(found) == KINDS
    assert len(defects.MAKERS) == 35


def test_a_defect_stands_on_its_line(defective: list[Generated]) -> None:
    for document in defective:
        lines = lines_of(document)
        for defect in document.defects:
            # Of a document as a whole nothing stands on a line.
            is_gone = document.defects[0].kind in (
                "section_missing", "indicators_missing", "encoding_not_utf8",
            )  # fmt: skip
            assert (defect.line_number is None) == is_gone
            assert is_gone or lines[(defect.line_number or 0) - 1]


def test_unreadable_and_unknown_values_are_not_in_the_truth(defective: list[Generated]) -> None:
    for document in defective:
        truth, defect = document.truth, document.defects[0]
        head, _, tail = defect.field.partition(".")
        item, _, basis = tail.rpartition(".")
        if defect.kind == "value_unreadable" and head in ("funding", "indicators"):
            assert (item, basis) not in getattr(truth, head)
            assert f"{head}.{tail}" in truth.lines
        if defect.field == "planned_end":
            assert truth.planned_start
            assert truth.planned_end is None
        if defect.kind == "place_unknown":
            assert [p.code for p in getattr(truth, defect.field)].count(None) == 1
        if defect.kind == "period_reversed":
            assert truth.planned_start
            assert truth.planned_end
            assert truth.planned_start > truth.planned_end


def test_the_truth_can_be_written_as_json(defective: list[Generated]) -> None:
    record = plain(defective[0].truth)
    assert record["project_code"] == defective[0].truth.project_code
    assert set(record["contact"]) == {"name", "role", "email", "phone"}
    assert all(isinstance(key, str) for key in record["funding"])


def example(base: Truth) -> Truth:
    """31 days of January 2021 and one of February; two kunnat of one maakunta, one of another."""
    return replace(
        base,
        project_code="S230000",
        fund="ESF",
        planned_start=date(2021, 1, 1),
        planned_end=date(2021, 2, 1),
        kunnat=(Place("Kouvola", "286"), Place("Kotka", "285"), Place("Lahti", "398")),
        seutukunnat=(Place("Kouvolan", "081"), Place("Kotkan-Haminan", "082")),
        maakunnat=(Place("Kymenlaakso", "08"), Place("Päijät-Häme", "07")),
        funding={("eu_state", "granted"): Decimal("100.00")},
        indicators={("participating_persons", "planned"): 0},
    )


def cell(cells: Cells, *key: str | None) -> tuple[Decimal, int]:
    return cells[(*ESF, *key, "eu_state", "granted")]  # type: ignore[index]


def test_cells_of_a_hand_computed_example(sound: list[Generated], regions: Regions) -> None:
    cells = funding_cells([example(sound[0].truth)], regions)
    assert cell(cells, "kunta", "285", "total", "total") == (Decimal("33.3333333333"), 1)
    assert cell(cells, "maakunta", "08", "total", "total") == (Decimal("66.6666666667"), 1)
    assert cell(cells, "seutukunta", "081", "total", "total") == (Decimal("33.3333333333"), 1)
    assert cell(cells, "suuralue", "2", "total", "total") == (Decimal(100), 1)
    # 100 × 2/3 × 1/32 and 100 × 2/3 × 31/32
    assert cell(cells, "maakunta", "08", "month", "2021-02") == (Decimal("2.0833333333"), 1)
    assert cell(cells, "maakunta", "08", "month", "2021-01") == (Decimal("64.5833333333"), 1)
    assert cell(cells, "maakunta", "08", "quarter", "2021Q1") == (Decimal("66.6666666667"), 1)
    assert cell(cells, "maakunta", "08", "year", "2021") == (Decimal("66.6666666667"), 1)
    counts = indicator_cells([example(sound[0].truth)], regions)
    zero = (*ESF, "kunta", "285", "total", "total", "participating_persons", "planned")
    assert counts[zero] == (Decimal(0), 1)  # type: ignore[index]


def test_a_municipality_that_moved_is_read_in_the_first_year(
    sound: list[Generated], regions: Regions
) -> None:
    iitti = replace(example(sound[0].truth), kunnat=(Place("Iitti", "142"),))
    assert region_shares(iitti, "maakunta", regions) == {"07": 1}
    earlier = replace(iitti, planned_start=date(2020, 12, 31))
    assert region_shares(earlier, "maakunta", regions) == {"08": 1}
    before_all = replace(iitti, planned_start=date(2013, 5, 1))
    assert region_shares(before_all, "maakunta", regions) == {"08": 1}


def test_what_is_not_placed_stays_unallocated(sound: list[Generated], regions: Regions) -> None:
    base = example(sound[0].truth)
    unknown = replace(base, kunnat=(*base.kunnat, Place("Kuvitelmala", None)))
    for level in ("kunta", "seutukunta", "maakunta", "suuralue"):
        assert region_shares(unknown, level, regions)[None] == Fraction(1, 4)
    coarse = replace(base, kunnat=())
    assert region_shares(coarse, "kunta", regions) == {None: 1}
    assert region_shares(coarse, "maakunta", regions) == {"08": 1}
    nowhere = replace(coarse, seutukunnat=(), maakunnat=())
    assert region_shares(nowhere, "suuralue", regions) == {None: 1}


def test_all_eighteen_maakunnat_are_national_even_with_kunnat(
    sound: list[Generated], regions: Regions
) -> None:
    every = tuple(Place(c, c) for c in regions.mainland("maakunta", 2021))
    national = replace(example(sound[0].truth), maakunnat=every)
    assert region_shares(national, "maakunta", regions) == dict.fromkeys(
        regions.mainland("maakunta", 2021), Fraction(1, 18)
    )
    assert region_shares(national, "kunta", regions) == {None: 1}


def test_periods_without_use_are_unallocated_but_count_in_total() -> None:
    for start, end in (
        (None, None),
        (date(2020, 1, 1), None),
        (date(2020, 1, 2), date(2020, 1, 1)),
    ):
        shares = period_shares(start, end)
        assert shares["total"] == {"total": 1}
        assert all(shares[g] == {"unallocated": 1} for g in ("month", "quarter", "year"))
    assert period_shares(date(2020, 2, 29), date(2020, 2, 29))["month"] == {"2020-02": 1}
    assert period_shares(date(2019, 12, 31), date(2020, 1, 1))["year"] == {
        "2019": Fraction(1, 2),
        "2020": Fraction(1, 2),
    }


def test_rounding_is_half_up_at_the_tenth_decimal() -> None:
    assert round_half_up(Fraction(1, 2 * 10**10)) == Decimal("0.0000000001")
    assert round_half_up(Fraction(49, 10**12)) == 0


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0)).quantize(Decimal("0.01"))


def test_every_level_and_grain_sums_to_the_same_cents(regions: Regions) -> None:
    truths = [d.truth for d in generate(120, seed=5, defect_share=0.5)]
    whole: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for truth in truths:
        for (measure, basis), amount in truth.funding.items():
            whole[truth.fund, measure, basis] += amount
    parts: dict[tuple[str, ...], list[Decimal]] = defaultdict(list)
    for key, (amount, projects) in funding_cells(truths, regions).items():
        assert projects >= 1
        slot = (key.fund, key.item, key.basis, key.region_level, key.period_grain)
        parts[slot].append(amount)
    assert len(parts) == len(whole) * 4 * 4
    for (fund, measure, basis, *_), amounts in parts.items():
        assert total(amounts) == whole[fund, measure, basis]
