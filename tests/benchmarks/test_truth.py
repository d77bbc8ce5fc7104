"""Generated descriptions through the whole thread, held against the generator's truth."""

from collections import Counter
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import generate
from benchmarks.model import Generated, Truth
from benchmarks.regions import project_regions
from benchmarks.rules import RULE_OF
from benchmarks.truth import funding_cells, indicator_cells
from tests.benchmarks import compared
from tests.benchmarks.compared import CODE, Row, by_project
from tests.conftest import rows

pytestmark = pytest.mark.proof

COUNT, DEFECT_SHARE = 600, 0.3
CELL = "fund, programme_period, region_level, region_code, period_grain, period"
Made = tuple[Path, dict[str, Generated], Any]


@pytest.fixture(scope="module")
def made(ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder, home = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("home")
    documents = {}
    for one in generate(COUNT, seed=7, defect_share=DEFECT_SHARE):
        (folder / one.file_name).write_bytes(one.content)
        documents[one.truth.project_code] = one
    summary = ingest(home, folder)
    assert (summary.pulled, summary.loaded) == (COUNT, COUNT)
    return home, documents, summary


def compare(made: Made, query: str, expected: Callable[[Truth], list[Row]]) -> None:
    compared.compare(made[0], made[1], query, expected)


def test_projects(made: Made) -> None:
    compare(
        made,
        """SELECT project_code, fund, project.name, project.axis_number, axis_title,
            project.objective_number, objective_title, planned_start, planned_end, status,
            authority.name, applicant_arrangement
        FROM latest.dim_project AS project
        LEFT JOIN latest.dim_authority AS authority USING (authority_key)
        LEFT JOIN latest.dim_programme AS programme USING (programme_key)""",
        lambda t: [
            (
                t.fund,
                t.name,
                None if t.axis_number is None else str(t.axis_number),
                t.axis_title,
                t.objective_number,
                t.objective_title,
                t.planned_start,
                t.planned_end,
                t.status,
                t.authority,
                t.applicant_arrangement,
            )
        ],
    )


def test_organisations(made: Made) -> None:
    # An organisation is one row, whichever of its documents states its name and type.
    beneficiaries = [one.truth.beneficiary for one in made[1].values()]
    names = {b.business_id: b.name for b in beneficiaries if b.business_id and b.name}
    types = {b.business_id: b.type for b in beneficiaries if b.business_id and b.type}

    def expected(truth: Truth) -> list[Row]:
        b = truth.beneficiary
        stated = types.get(b.business_id, b.type) if b.business_id else b.type
        found = [("partner", p.name, p.business_id, None) for p in truth.partners]
        return sorted(
            [("beneficiary", b.name or names.get(b.business_id), b.business_id, stated), *found],
            key=lambda row: tuple(map(str, row)),
        )

    compare(
        made,
        f"""SELECT {CODE}, role, name, business_id,
            if(role = 'beneficiary', type, NULL) AS type
        FROM latest.bridge_project_organisation INNER JOIN latest.dim_organisation
        USING (organisation_key) ORDER BY ALL""",
        expected,
    )


def test_addresses(made: Made) -> None:
    def expected(truth: Truth) -> list[Row]:
        b, site = truth.beneficiary, truth.site
        found = [("beneficiary", b.street, b.postal_code, b.town, b.web)]
        return found + ([("site", *astuple(site), None)] if site else [])

    compare(
        made,
        f"""SELECT {CODE}, role, street_address, postal_code, town, web_address
        FROM latest.project_address ORDER BY ALL""",
        expected,
    )


def test_figures(made: Made) -> None:
    compare(
        made,
        f"""SELECT {CODE}, measure, basis, amount_eur FROM latest.fact_funding
        ORDER BY ALL""",
        lambda t: sorted((*names, amount) for names, amount in t.funding.items()),
    )
    compare(
        made,
        f"""SELECT {CODE}, indicator_key, basis, value FROM latest.fact_indicator
        ORDER BY ALL""",
        lambda t: sorted((*names, value) for names, value in t.indicators.items()),
    )


def test_texts(made: Made) -> None:
    compare(
        made,
        f"SELECT {CODE}, section, text FROM latest.project_text ORDER BY ALL",
        lambda t: [
            (section, text)
            for section, text in (
                ("3", t.summary),
                ("4.1", t.target_groups_direct),
                ("4.2", t.target_groups_indirect),
                ("9", t.final_report),
            )
            if text
        ],
    )


def test_equality_and_sustainability(made: Made) -> None:
    compare(
        made,
        f"""SELECT {CODE}, answer, justification FROM latest.fact_equality
        ORDER BY code, line_number""",
        lambda t: [(a.answer, a.justification) for a in t.equality],
    )
    compare(
        made,
        f"""SELECT {CODE}, name_fi, direct, indirect, justification
        FROM latest.fact_sustainability INNER JOIN latest.dim_criterion USING (criterion_key)
        ORDER BY code, position""",
        lambda t: [(c.name, c.direct, c.indirect, c.justification) for c in t.sustainability],
    )


def test_lines(made: Made) -> None:
    """Provenance: every figure, text and criterion names the line it was read from."""
    home, documents, _ = made
    found = by_project(
        home,
        f"""SELECT {CODE}, 'funding.' || measure || '.' || basis, line_number
        FROM latest.fact_funding
        UNION ALL SELECT {CODE}, 'indicators.' || indicator_key || '.' || basis,
            line_number FROM latest.fact_indicator
        UNION ALL SELECT {CODE}, 'sustainability.' || position, line_number
        FROM latest.fact_sustainability INNER JOIN latest.dim_criterion USING (criterion_key)""",
    )
    checked = 0
    for code, one in documents.items():
        for name, line in found[code]:
            assert one.truth.lines[name] == line, (code, name)
            checked += 1
    assert checked > 20 * COUNT


def test_both_marts(made: Made) -> None:
    home, documents, _ = made
    truths = [one.truth for one in documents.values()]
    regions = project_regions()
    for mart, item, value, expected in (
        ("funding_by_region_period", "measure", "amount_eur", funding_cells(truths, regions)),
        ("indicator_by_region_period", "indicator", "value", indicator_cells(truths, regions)),
    ):
        query = f"SELECT {CELL}, {item}, basis, {value}, projects FROM mart.{mart}"
        found = {row[:8]: row[8:] for row in rows(home, query)}
        assert found == {tuple(cell): figures for cell, figures in expected.items()}


def test_every_defect_is_found_and_none_invented(made: Made) -> None:
    home, documents, _ = made
    query = "SELECT project_code, rule, section FROM quality.finding"
    found = Counter(row for row in rows(home, query) if row[1] != "indicator_unmapped")
    wanted = Counter(
        (code, RULE_OF.get(defect.kind, defect.kind), defect.section)
        for code, one in documents.items()
        for defect in one.defects
    )
    assert found == wanted
