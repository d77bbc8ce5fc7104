"""Generated plans against rules written anew here: sound ones break none, others the one named."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import generator, plan_defects, plan_form, plan_prose, plan_tables, prose
from benchmarks.generator import generate, generate_pairs, generate_plans, plain
from benchmarks.model import Place
from benchmarks.plan_model import GeneratedPlan
from benchmarks.plan_pages import cut_kind, gap_kind
from benchmarks.regions import Regions, project_regions
from benchmarks.truth import funding_cells, region_shares
from tests.benchmarks.plan_audit import audit

pytestmark = pytest.mark.large

UNSEEN = {
    "value_unreadable", "section_missing", "line_not_placed", "text_is_placeholder",
    "status_unknown", "authority_unknown",
}  # fmt: skip
KINDS = UNSEEN | {
    "mandatory_field_empty", "region_missing", "business_id_invalid", "iban_invalid",
    "postal_code_invalid", "score_out_of_range", "score_without_justification",
    "period_reversed", "period_outside_window", "fund_contradicts_code", "place_unknown",
    "place_outside_parent", "parent_without_place", "total_contradicts_parts",
    "women_exceed_all", "budget_total_contradicts_lines", "funding_differs_from_costs",
    "share_contradicts_amount", "flat_rate_contradicts_wages",
    "objective_contradicts_section_3", "scope_contradicts_regions",
}  # fmt: skip


@pytest.fixture(scope="module")
def regions() -> Regions:
    return project_regions()


@pytest.fixture(scope="module")
def sound() -> list[GeneratedPlan]:
    return list(generate_plans(400, seed=7))


@pytest.fixture(scope="module")
def defective() -> list[GeneratedPlan]:
    return list(generate_plans(837, seed=7, defect_share=1.0))


def lines_of(plan: GeneratedPlan) -> list[str]:
    return plan.content.decode().split("\n")


def header_of(plan: GeneratedPlan) -> str:
    return lines_of(plan)[2]


def test_same_arguments_give_the_same_documents() -> None:
    assert list(generate_plans(12, 3, defect_share=0.5)) == list(
        generate_plans(12, 3, defect_share=0.5)
    )
    assert next(generate_plans(1, 3)).content != next(generate_plans(1, 4)).content
    assert list(generate_pairs(3, 3)) == list(generate_pairs(5, 3))[:3]


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_the_defect_share_is_met_whatever_follows(share: float) -> None:
    plans = list(generate_plans(40, defect_share=share))
    assert sum(bool(plan.defects) for plan in plans) == 40 * share
    assert list(generate_plans(7, defect_share=share)) == list(islice(plans, 7))


def test_codes_are_no_descriptions_codes(sound: list[GeneratedPlan]) -> None:
    codes = [plan.truth.project_code for plan in sound]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"(S2|A7)\d{5}", code) for code in codes)
    others = {d.truth.project_code for d in generate(400, seed=7)}
    pairs = {d.truth.project_code for d, _ in generate_pairs(50)}
    assert others.isdisjoint(codes)
    assert pairs.isdisjoint(codes)
    assert sound[0].file_name == f"{codes[0]}_suunnitelma.txt"


def test_lines_stand_where_the_truth_says(sound: list[GeneratedPlan]) -> None:
    labels = {key: label for rows in plan_form.ROWS.values() for row in rows for label, key in row}
    for plan in sound:
        lines, numbers, truth = lines_of(plan), plan.truth.lines, plan.truth
        for key in labels.keys() - {""}:
            assert labels[key] in lines[numbers[key] - 1]
        for row in truth.budget:
            assert row.line in lines[numbers[f"budget.{row.table}.{row.side}.{row.line}"] - 1]
        for key, text in truth.texts.items():
            start = lines[numbers[key] - 1]
            assert not text or text.startswith(start)
            assert text or start[:1].isdigit()
        for position, criterion in enumerate(truth.sustainability, 1):
            row = lines[numbers[f"sustainability.{position}"] - 1]
            scores = ["" if s is None else str(s) for s in (criterion.direct, criterion.indirect)]
            assert [*row.split("\t"), "", ""][:3] == [criterion.name, *scores]
        for position, risk in enumerate(truth.risks, 1):
            assert lines[numbers[f"risk.{position}"] - 1].startswith(f"{risk.risk}\t")
        row = lines[numbers["participants.age_and_labour_status.25_29"] - 1]
        cells = [c.count for c in truth.participants if c.age == "25_29"]
        shown = [*row.split("\t"), "", "", "", ""][1:5]
        assert [re.sub(r"\D", "", cell) for cell in shown] == [
            "" if count is None else str(count) for count in cells
        ]
        for number, heading in plan_form.HEADINGS.items():
            assert heading in lines[numbers[f"section.{number}"] - 1]


FINISHED = tuple(".!?:;)]}”’\"'»")


def goes_on(earlier: str, later: str) -> bool:
    """Whether a careful reader joins two lines over a page header."""
    if earlier.endswith(FINISHED) or re.match(r"[-–—•*·]|\d+[.)]", later):
        return False
    if later[0].islower():
        return True
    is_item = re.match(r"[-–—•*·]|\d+[.)]", earlier)
    has_sentence = re.search(r"[.!?] [A-ZÅÄÖ]", earlier)
    return bool(len(earlier) > 120 and has_sentence and not is_item)


def careful_text(lines: list[str], header: str) -> str:
    read: list[str] = []
    is_over = False
    for line in lines:
        if line == header:
            is_over = True
            continue
        filled = [text for text in read if text]
        if is_over and line and filled and goes_on(filled[-1], line):
            while not read[-1]:
                read.pop()
            read[-1] += f" {line}"
        else:
            read.append(line)
        is_over = is_over and not line
    return re.sub(r"\n{3,}", "\n\n", "\n".join(read).strip("\n"))


def test_a_careful_reader_finds_every_text_whole(sound: list[GeneratedPlan]) -> None:
    ends = {
        key: list(plan_form.HEADINGS)[list(plan_form.HEADINGS).index(number) + 1]
        for number, key in plan_form.TEXTS.items()
        if number != "14"
    }
    for plan in sound:
        lines, numbers, header = lines_of(plan), plan.truth.lines, header_of(plan)
        for number, key in plan_form.TEXTS.items():
            if key == "steering_group":
                continue
            end = "declaration" if number == "14" else f"section.{ends[key]}"
            inside = lines[numbers[f"section.{number}"] : numbers[end] - 1]
            known = plan.truth.name_en if key == "name_en" else plan.truth.texts[key]
            assert careful_text(inside, header) == (known or "")
        for position, risk in enumerate(plan.truth.risks, 1):
            start = numbers[f"risk.{position}"] - 1
            cell = careful_text(lines[start : start + 5], header).split("\n")[0]
            assert cell.split("\t")[1] == risk.measures


def test_no_trap_is_exactly_a_heading_or_a_label() -> None:
    labels = {label for rows in plan_form.ROWS.values() for row in rows for label, _ in row}
    for trap in plan_prose.TRAPS:
        assert trap not in plan_form.HEADINGS.values()
        assert trap not in labels
        assert trap not in (plan_form.SIGNATURE, *plan_form.DECLARATION)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Työpajoissa kootaan uusia toimintatapoja ja niiden hyviä", "käytäntöjä " * 5, "lower"),
        ("Työpajoissa kootaan uusia toimintatapoja, joita arvioidaan", "Oulussa " * 5, None),
        ("Työpajoissa kootaan uusia toimintatapoja kaikille.", "siitä " * 9, None),
        ("työpajoissa kootaan uusia toimintatapoja ja niiden", "käytäntöjä " * 5, None),
        ("Työpajoissa kootaan. " * 7 + "Niitä arvioi", "Oulussa " * 5, "capital"),
        ("- " + "Työpajoissa kootaan. " * 7 + "Niitä arvioi", "Oulussa " * 5, None),
        ("- Työpajoissa kootaan uusia toimintatapoja ja niiden", "käytäntöjä " * 5, "item"),
        ("Työpajoissa kootaan uusia toimintatapoja ja niiden hyviä", "1. " + "kohta " * 9, None),
    ],
)
def test_cuts_that_nobody_could_decide_are_none(left: str, right: str, kind: str | None) -> None:
    assert cut_kind(left, right) == kind


def test_page_ends_between_lines() -> None:
    assert gap_kind("Alku on tässä.", "o kohta yksi") == "gap"
    assert gap_kind("Yhteensä 12 henkilöä", "o kohta yksi") is None
    assert gap_kind("Mukana ovat kunnat ja", "Tila: avoin") is None
    assert gap_kind("- yksi", "- kaksi") == "item_gap"
    assert gap_kind("- yksi,", "- kaksi") is None


def test_sound_plans_break_no_rule(sound: list[GeneratedPlan], regions: Regions) -> None:
    for plan in sound:
        assert audit(plan.truth, regions) == []
        public = plan.truth.funding["public_total", "applied"]
        assert plan.truth.funding["eu_state", "applied"] <= public
        assert len(plan.truth.participants) == 4 + 16 + 4 + 12 + 4 + 2
        assert len(plan.truth.filed_totals) == 1 + 9 + 1 + 8 + 1


def test_a_defect_is_the_only_one(defective: list[GeneratedPlan], regions: Regions) -> None:
    for plan in defective:
        defect = plan.defects[0]
        if defect.kind in UNSEEN and (
            defect.field == "planned_end" or ".age_and_labour_status." in defect.field
        ):
            continue
        expected = [] if defect.kind in UNSEEN else [(d.kind, d.section) for d in plan.defects]
        assert audit(plan.truth, regions) == expected, defect
        # A kunta is outside the maakunnat and outside the seutukunnat.
        assert len(plan.defects) == 1 or defect.kind == "place_outside_parent"


def test_every_kind_of_defect_occurs(defective: list[GeneratedPlan]) -> None:
    found = Counter(defect.kind for plan in defective for defect in plan.defects)
    assert set(found) == KINDS
    assert found["value_unreadable"] == 5 * 837 // len(plan_defects.MAKERS)
    gone = {d.section for p in defective for d in p.defects if d.kind == "section_missing"}
    assert {"." in section for section in gone} == {True, False}
    assert gone.isdisjoint(("2", "3", "7", "10", "14"))
    sections = {d.section for p in defective for d in p.defects if "total" in d.kind}
    assert sections == {"7", "12.1", "12.2", "12.3", "12.4"}


def test_a_defect_stands_on_its_line(defective: list[GeneratedPlan]) -> None:
    for plan in defective:
        defect = plan.defects[0]
        is_gone = defect.kind == "section_missing"
        assert (defect.line_number is None) == is_gone
        assert is_gone or lines_of(plan)[(defect.line_number or 0) - 1]


def test_unreadable_figures_are_not_in_the_truth(defective: list[GeneratedPlan]) -> None:
    seen = set()
    for plan in defective:
        defect = plan.defects[0]
        if defect.kind != "value_unreadable" or defect.section != "7":
            continue
        _, _, side, line = defect.field.split(".")
        row = next(r for r in plan.truth.budget if (r.table, r.side, r.line) == ("A", side, line))
        assert row.amount is None
        is_public = side == "funding" and line != "Yksityinen rahoitus"
        assert (("public_total", "applied") not in plan.truth.funding) == is_public
        assert (("eu_state", "applied") not in plan.truth.funding) == line.startswith("Haettava")
        seen.add(is_public)
    assert seen == {True, False}


PATTERNS = (
    r'<input checked="" type="checkbox"/> Kyllä', r'<input type="checkbox" checked="">',
    "☒ Vain yksi", "ý Kyllä o Ei", r"9 Yhteydet muihin hankkeisiin\*\*9\.1 ",
    r"11 Hakijan [^\n]* ja ohjausryhmä 11\.1 ", "9 Yhteydet muihin hankkeisiin\n\n",
    "Hankesuunnitelma\n", "Hankehakemus\n", r"1 Haettava ESR- ja valtion", "1 Haettava EAKR-",
    r"\t\d \d{3}[\t\n]", "\t\\d+\u00a0\\d{3}", "\t\\d+\u202f\\d{3}", r"\n\tTyöttömät",
    r"Henkilöstömäärä\tYritysten lukumäärä\n-+\t-+\nMikro", r"\n-+\t-+\nPieni yritys",
    r"\n\nRiski\tToimen[^\n]*\n(-+\t-+\n)?\n", r"Mikroyritys\t\n", r"Mikroyritys\n",
    r"Mikroyritys\t0\n", r"Yhteensä\t\n", r"5 Tulot\t[1-9]", r"7 Tulot\t0",
    r"4 Yksityinen rahoitus\t[1-9]", r"Flat rate 40 %", r"Tosiasiallisesti",
    r"\(S2\d{4}, EURA 2014/\d+/09 02 01 01/20\d\d/\w+\)", r"\(hankenumero \d{6}\)",
    r"\(hankekoodi VM/\d+/02\.02\.03\.09/\d{4}\)",
    r"Postitoimipaikka\n(-+\t-+\t-+\n)?[^\n\t]+\t\d{5}\t",
    "Ei ole\\.", "o kohta yksi", "- Henkilöstön edustaja",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_documents_vary(sound: list[GeneratedPlan], pattern: str) -> None:
    assert any(re.search(pattern, plan.content.decode()) for plan in sound)


def test_truths_vary(sound: list[GeneratedPlan]) -> None:
    truths = [plan.truth for plan in sound]
    assert {t.scope for t in truths} == {None, *plan_form.SCOPES}
    assert {t.applicant_arrangement for t in truths} == {None, *plan_form.ARRANGEMENTS}
    assert {t.advance_payment for t in truths} == {None, True, False}
    assert {len(t.risks) for t in truths} == set(range(9))
    national = [t for t in truths if t.scope == "national"]
    assert any(not t.maakunnat for t in national)
    assert any(len(t.maakunnat) == 18 for t in national)
    assert any(("participating_persons", "planned") not in t.indicators for t in truths)
    scores = {s for t in truths for c in t.sustainability for s in (c.direct, c.indirect)}
    assert {None, 0, -10, 10} <= scores
    assert any(link.code and link.diary_number for t in truths for link in t.links)
    assert any(not t.links for t in truths)


def test_page_headers_recur(sound: list[GeneratedPlan]) -> None:
    before: Counter[str] = Counter()
    for plan in sound:
        lines, header = lines_of(plan), header_of(plan)
        places = [n for n, line in enumerate(lines) if line == header][1:]
        assert 5 <= len(places) <= 12
        for n in places:
            assert lines[n - 1] == lines[n + 1] == ""
            earlier, later = lines[n - 2], lines[n + 2]
            cells = "\t" in earlier and goes_on(earlier.split("\t")[-1], later or "-")
            joins = bool(earlier and later) and goes_on(earlier, later)
            item = re.match(r"[-–•*]|\d+[.)]", earlier)
            kind = "cell" if cells else "item" if joins and item else "cut" if joins else "apart"
            before[kind] += 1
            before["capital"] += joins and not later[0].islower()
            before["table"] += "\t" in later
    assert set(before) >= {"cell", "item", "cut", "capital", "apart", "table"}
    assert min(before.values()) >= 10


def test_pairs_agree_in_all_but_persons(regions: Regions) -> None:
    persons, companies = (f"participating_{name}" for name in ("persons", "companies"))
    shared = (
        "project_code", "fund", "name", "axis_number", "axis_title", "objective_number",
        "objective_title", "planned_start", "planned_end", "authority", "beneficiary",
        "maakunnat", "seutukunnat", "kunnat", "site", "contact", "applicant_arrangement",
    )  # fmt: skip
    for description, plan in generate_pairs(150, seed=2):
        assert not description.defects
        assert not plan.defects
        assert audit(plan.truth, regions) == []
        for name in shared:
            assert getattr(description.truth, name) == getattr(plan.truth, name)
        ours, theirs = description.truth.indicators, plan.truth.indicators
        assert ours[companies, "planned"] == theirs[companies, "planned"]
        assert ours[persons, "planned"] != theirs[persons, "planned"]
        assert f"Hankekoodi: {plan.truth.project_code}" in description.content.decode()


def test_a_national_plan_is_shared_over_the_mainland(
    sound: list[GeneratedPlan], regions: Regions
) -> None:
    base = replace(sound[0].truth, scope="national", maakunnat=(Place("Kainuu", "18"),))
    even = dict.fromkeys(regions.mainland("maakunta", 2021), Fraction(1, 18))
    assert region_shares(base, "maakunta", regions) == even
    nowhere = replace(base, maakunnat=(), seutukunnat=(), kunnat=())
    assert region_shares(nowhere, "maakunta", regions) == even
    assert region_shares(nowhere, "kunta", regions) == {None: 1}
    assert funding_cells([plan.truth for plan in sound], regions)


def test_the_truth_can_be_written_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, defective: list[GeneratedPlan]
) -> None:
    for plan in defective[:30]:
        assert json.loads(json.dumps(plain(plan.truth)))["project_code"] in plan.file_name
    arguments = ["x", "--form", "plan", "--count", "3", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", arguments)
    generator.main()
    assert len(list(tmp_path.glob("S2*_suunnitelma.txt")) + list(tmp_path.glob("A7*"))) == 3
    assert len((tmp_path / "truth.jsonl").read_text().splitlines()) == 3


def test_texts_are_read_as_prose_is(sound: list[GeneratedPlan]) -> None:
    texts: Iterable[str | None] = (t for plan in sound for t in plan.truth.texts.values())
    assert all(text is None or prose.read_text(text) == text.strip("\n") for text in texts)


def test_the_forms_words_are_those_of_the_real_plan(real_plan: Path) -> None:
    real = real_plan.read_text(encoding="utf-8")
    words = [*plan_form.HEADINGS.values(), *plan_form.SCOPES.values(), *plan_form.ARRANGEMENTS]
    words += [label for rows in plan_form.ROWS.values() for row in rows for label, _ in row]
    words += [plan_form.SITE_QUESTION, plan_form.SIGNATURE, plan_form.SIGNED]
    words += [*plan_form.DECLARATION, *plan_tables.FLAT_LINES, *plan_tables.B_FUNDING]
    for table in (plan_form.RISK_HEADER, plan_form.SITE_HEADER, plan_tables.A_HEADER):
        words.append("\t".join(table))
    for matrix in plan_tables.MATRICES:
        words += ["\t".join(["", *matrix.columns.values(), ""]), *matrix.rows.values()]
    for labels in (plan_tables.SIZES, plan_tables.DAY_TYPES, plan_tables.COUNSELLORS):
        words += labels.values()
    assert [word for word in words if word not in real] == []
