"""Generated plans through the whole thread, held against the generator's truth."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import lists
from benchmarks.generator import generate_pairs, generate_plans
from benchmarks.model import Criterion
from benchmarks.plan_model import GeneratedPlan, ParticipantRow, PlanTruth
from benchmarks.regions import project_regions
from benchmarks.truth import funding_cells, indicator_cells
from tests.benchmarks import compared
from tests.benchmarks.compared import CODE, Row, by_text
from tests.conftest import rows
from tests.flows.personal import published_values
from transforms.personal import MASK

pytestmark = pytest.mark.proof

COUNT, DEFECT_SHARE = 250, 0.5
CELL = "fund, programme_period, region_level, region_code, period_grain, period"
Made = tuple[Path, dict[str, GeneratedPlan]]


@pytest.fixture(scope="module")
def made(ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder, home = tmp_path_factory.mktemp("plans"), tmp_path_factory.mktemp("home")
    plans = {}
    for one in generate_plans(COUNT, seed=7, defect_share=DEFECT_SHARE):
        (folder / one.file_name).write_bytes(one.content)
        plans[one.truth.project_code] = one
    summary = ingest(home, folder)
    assert (summary.pulled, summary.loaded) == (COUNT, COUNT)
    return home, plans


def compare(
    made: Made,
    query: str,
    expected: Callable[[PlanTruth], list[Row]],
    order: Callable[[list[Row]], list[Row]] = list,
) -> None:
    compared.compare(made[0], made[1], query, expected, order)


def test_projects(made: Made) -> None:
    compare(
        made,
        """SELECT project_code, fund, project.name, name_en, project.axis_number, axis_title,
            project.objective_number, objective_title, planned_start, planned_end, status,
            authority.name, project_type, cost_model, advance_payment, application_number,
            application_type, diary_number, arrival_date, signed_date, geographic_scope,
            applicant_arrangement
        FROM latest.dim_project AS project
        LEFT JOIN latest.dim_authority AS authority USING (authority_key)
        LEFT JOIN latest.dim_programme AS programme USING (programme_key)""",
        lambda t: [
            (
                *(t.fund, t.name, t.name_en),
                *(None if t.axis_number is None else str(t.axis_number), t.axis_title),
                *(t.objective_number, t.objective_title, t.planned_start, t.planned_end),
                *(t.status, t.authority, t.project_type, t.cost_model, t.advance_payment),
                *(t.application_number, t.application_type, t.diary_number, t.arrival_date),
                *(t.signed_date, t.scope, t.applicant_arrangement),
            )
        ],
    )


def test_applicants_and_addresses(made: Made) -> None:
    # An organisation is one row, whichever of its documents states its name.
    beneficiaries = [one.truth.beneficiary for one in made[1].values()]
    names = {b.business_id: b.name for b in beneficiaries if b.name}
    compare(
        made,
        f"""SELECT {CODE}, name, business_id FROM latest.bridge_project_organisation
        INNER JOIN latest.dim_organisation USING (organisation_key)""",
        lambda t: [
            (
                names[t.beneficiary.business_id]
                if t.beneficiary.business_id
                else t.beneficiary.name,
                t.beneficiary.business_id,
            )
        ],
    )

    def addresses(t: PlanTruth) -> list[Row]:
        b, site = t.beneficiary, t.site
        found = [("beneficiary", b.street, b.postal_code, b.town, b.web)]
        return found + ([("site", site.street, site.postal_code, site.town, None)] if site else [])

    compare(
        made,
        f"""SELECT {CODE}, role, street_address, postal_code, town, web_address
        FROM latest.project_address ORDER BY ALL""",
        addresses,
    )


def test_funding_and_indicators(made: Made) -> None:
    compare(
        made,
        f"SELECT {CODE}, measure, basis, amount_eur FROM latest.fact_funding ORDER BY ALL",
        lambda t: sorted((*names, amount) for names, amount in t.funding.items()),
    )
    compare(
        made,
        f"SELECT {CODE}, indicator_key, basis, value FROM latest.fact_indicator ORDER BY ALL",
        lambda t: sorted((*names, value) for names, value in t.indicators.items()),
    )


def test_budget(made: Made) -> None:
    compare(
        made,
        f"""SELECT {CODE}, budget_table, side, line, amount_eur, share_pct
        FROM latest.fact_budget ORDER BY code, budget_table, side, position""",
        lambda t: sorted(
            ((r.table, r.side, r.line, r.amount, r.share) for r in t.budget),
            key=lambda row: row[:2],
        ),
    )


def dimensions(row: ParticipantRow) -> Row:
    return (row.breakdown, row.age, row.labour_status, row.education, row.sex)


def test_participants(made: Made) -> None:
    compare(
        made,
        f"""SELECT {CODE}, breakdown, age, labour_status, education, sex, size_class, count
        FROM latest.fact_participants""",
        lambda t: [(*dimensions(row), row.size_class, row.count) for row in t.participants],
        by_text,
    )
    cells = [row.count for one in made[1].values() for row in one.truth.participants]
    assert cells.count(None) > COUNT
    assert cells.count(0) > COUNT


def test_filed_totals(made: Made) -> None:
    def totals(t: PlanTruth) -> list[Row]:
        days = [("training_days", None, None, None, None, t.training_total)] if t.training else []
        return [(*dimensions(row), row.count) for row in t.filed_totals] + days

    compare(
        made,
        f"""SELECT {CODE}, breakdown, age, labour_status, education, sex, value::INTEGER
        FROM latest.fact_filed_total""",
        totals,
        by_text,
    )


def test_training_risks_and_links(made: Made) -> None:
    compare(
        made,
        f"SELECT {CODE}, day_type, days FROM latest.fact_training ORDER BY code, line_number",
        lambda t: [tuple(row) for row in t.training],
    )
    compare(
        made,
        f"SELECT {CODE}, risk, measures FROM latest.project_risk ORDER BY code, position",
        lambda t: [tuple(row) for row in t.risks],
    )
    compare(
        made,
        f"""SELECT {CODE}, section, linked_code, linked_diary_number
        FROM latest.bridge_project_link ORDER BY ALL""",
        lambda t: sorted(
            {tuple(link) for link in t.links},
            key=lambda link: tuple((part is None, part) for part in link),
        ),
    )


def test_equality_and_sustainability(made: Made) -> None:
    compare(
        made,
        f"""SELECT {CODE}, answer, justification FROM latest.fact_equality
        ORDER BY code, line_number""",
        lambda t: [tuple(answer) for answer in t.equality],
    )

    def criteria(t: PlanTruth) -> list[Row]:
        found: tuple[Criterion, ...] = t.sustainability
        return [(c.name, c.direct, c.indirect, c.justification) for c in found]

    compare(
        made,
        f"""SELECT {CODE}, name_fi, direct, indirect, justification
        FROM latest.fact_sustainability INNER JOIN latest.dim_criterion USING (criterion_key)
        ORDER BY code, position""",
        criteria,
    )


def test_texts(made: Made) -> None:
    """Sentences that pages broke are whole, and no two paragraphs are one."""

    def texts(t: PlanTruth) -> list[Row]:
        named = [(name.removesuffix("_en"), name, text) for name, text in t.texts.items() if text]
        return sorted((f, "en" if f != name else "fi", text) for f, name, text in named)

    compare(made, f"SELECT {CODE}, field, lang, text FROM latest.project_text ORDER BY ALL", texts)


def test_lines(made: Made) -> None:
    """Provenance: what is stated on a line of its own names that line."""
    home, plans = made
    query = f"""
        SELECT {CODE}, concat_ws('.', 'budget', budget_table, side, line), line_number
        FROM latest.fact_budget
        UNION ALL SELECT {CODE}, 'risk.' || position, line_number FROM latest.project_risk
        UNION ALL SELECT {CODE}, 'sustainability.' || position, line_number
        FROM latest.fact_sustainability INNER JOIN latest.dim_criterion USING (criterion_key)
        UNION ALL SELECT {CODE}, concat_ws('.', 'participants', breakdown, age), line_number
        FROM latest.fact_participants WHERE age IS NOT NULL
        UNION ALL SELECT {CODE}, if(lang = 'en', field || '_en', field), line_number
        FROM latest.project_text"""
    checked = 0
    for code, name, line in rows(home, query):
        assert plans[code].truth.lines[name] == line, (code, name)
        checked += 1
    assert checked > 40 * COUNT


def test_both_marts(made: Made) -> None:
    home, plans = made
    truths = [one.truth for one in plans.values()]
    regions = project_regions()
    for mart, item, value, expected in (
        ("funding_by_region_period", "measure", "amount_eur", funding_cells(truths, regions)),
        ("indicator_by_region_period", "indicator", "value", indicator_cells(truths, regions)),
    ):
        query = f"SELECT {CELL}, {item}, basis, {value}, projects FROM mart.{mart}"
        found = {row[:8]: row[8:] for row in rows(home, query)}
        assert found == {tuple(cell): figures for cell, figures in expected.items()}


def test_every_defect_is_found_and_none_invented(made: Made) -> None:
    home, plans = made
    found = Counter(rows(home, "SELECT project_code, rule, section FROM quality.finding"))
    wanted = Counter(
        (code, defect.kind, defect.section) for code, one in plans.items() for defect in one.defects
    )
    assert found == wanted
    assert len({kind for _, kind, _ in wanted}) >= 24


def test_no_person_of_a_plan_is_published(made: Made) -> None:
    """No surname, e-mail or account of the generator in any value of any table or view."""
    home, plans = made
    haystack = published_values(home / "warehouse.duckdb")
    words = set(re.findall(r"\w+(?:-\w+)*", haystack))
    members = [m.name for one in plans.values() for m in one.truth.steering_group if m.name]
    named = [name for one in plans.values() for name in people_of(one.truth)]
    surnames = {part.casefold() for name in (*members, *named) for part in name.split()}
    surnames &= {name.casefold() for name in lists.SURNAMES}
    assert len(surnames) == len(lists.SURNAMES)
    assert surnames & words == set()
    assert {one.truth.iban.casefold() for one in plans.values()} & words == set()
    assert re.findall(r"fi\d{2}(?: ?\d{4}){3}|\S+(?:@|\(at\))\S+", haystack) == []
    assert MASK.casefold() in haystack


def people_of(truth: PlanTruth) -> list[str]:
    return [truth.contact.name, truth.handler, truth.signatory.full_name, truth.signatory.name]


def test_description_and_plan_of_one_project(ingest: Callable[..., Any], tmp_path: Path) -> None:
    """The description's planned persons count once; the plan's are kept beside them."""
    pairs = list(generate_pairs(5, seed=3))
    inbox, home = tmp_path / "inbox", tmp_path / "home"
    inbox.mkdir()
    for pair in pairs:
        for one in pair:
            (inbox / one.file_name).write_bytes(one.content)
    summary = ingest(home, inbox)
    assert (summary.pulled, summary.loaded) == (10, 10)
    for description, plan in pairs:
        code = description.truth.project_code
        key = ("participating_persons", "planned")
        used, other = description.truth.indicators[key], plan.truth.indicators[key]
        assert used != other
        fact = f"""SELECT value, kind FROM latest.fact_indicator
            INNER JOIN meta.document USING (document_id)
            WHERE starts_with(project_key, '{code}') AND indicator_key = '{key[0]}'
                AND basis = '{key[1]}'"""
        assert rows(home, fact) == [(used, "description")]
        kept = f"""SELECT kind, value, used, line_number FROM quality.reconciliation
            WHERE project_code = '{code}' AND field = '{key[0]}' AND basis = '{key[1]}'
            ORDER BY used"""
        lines = (
            plan.truth.lines["participants.age_and_labour_status.total"],
            description.truth.lines["indicators.participating_persons.planned"],
        )
        assert rows(home, kept) == [
            ("plan", str(other), False, lines[0]),
            ("description", str(used), True, lines[1]),
        ]
        found = rows(
            home,
            f"SELECT rule, field, observed FROM quality.finding WHERE project_code = '{code}' "
            "AND severity <> 'info'",
        )
        shown = f"{other:,}".replace(",", " ")
        assert found == [("documents_disagree", "persons_total", shown)]
    total = """SELECT sum(value) FROM mart.indicator_by_region_period
        WHERE indicator = 'participating_persons' AND region_level = 'maakunta'
            AND period_grain = 'total'"""
    stated = sum(d.truth.indicators["participating_persons", "planned"] for d, _ in pairs)
    assert round(rows(home, total)[0][0], 4) == stated
