"""The figures of the report against the warehouse by another route."""

import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reports.figures import EXAMPLES, MOST_ROWS, QUERIES, Figures, UnknownAuthority, read_figures
from reports.findings import read_sheets
from reports.page import side_by_side
from tests.conftest import rows
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.warehouse.made import build, take_in

pytestmark = pytest.mark.large

DAY = date(2026, 11, 26)
IN_FORCE = "quality.finding WHERE in_force"


@pytest.fixture(scope="module")
def warehouse(sample_home: tuple[Path, Any]) -> Path:
    return sample_home[0] / "warehouse.duckdb"


@pytest.fixture(scope="module")
def everything(warehouse: Path) -> Figures:
    return read_figures(warehouse, None)


@pytest.fixture
def changed(warehouse: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the warehouse of the samples after one statement."""

    def change(statement: str) -> Path:
        copy = tmp_path / "changed.duckdb"
        shutil.copyfile(warehouse, copy)
        with duckdb.connect(str(copy)) as connection:
            connection.execute(statement)
        return copy

    return change


def test_every_query_is_a_figure_or_a_table_they_share() -> None:
    figures = {field.name for field in fields(Figures)} - {"day"}
    assert {path.stem for path in QUERIES.glob("*.sql") if "_temp." not in path.stem} == figures


def test_every_query_says_its_grain_first() -> None:
    for path in QUERIES.glob("*.sql"):
        assert path.read_text(encoding="utf-8").startswith("-- one "), path.name


def test_scores_are_those_of_documents_counted_one_by_one(
    warehouse: Path, everything: Figures
) -> None:
    failing: dict[str, set[tuple[str, str]]] = defaultdict(set)
    query = f"""SELECT criterion, document_id, project_code
        FROM (SELECT * FROM {IN_FORCE}) AS f INNER JOIN quality.rule USING (rule)
        WHERE f.severity <> 'info' AND project_code IS NOT NULL"""
    for criterion, document_id, code in rows(warehouse, query):
        failing[criterion].add((document_id, code))
    assert failing
    found = {row["criterion"]: row["failed"] for row in everything.scores}
    assert {name: n for name, n in found.items() if n} == {n: len(d) for n, d in failing.items()}


def test_scores_of_authorities_add_up(everything: Figures) -> None:
    for row in everything.scores:
        parts = [r for r in everything.authority_scores if r["criterion"] == row["criterion"]]
        assert sum(part["checked"] for part in parts) == row["checked"]
        assert sum(part["failed"] for part in parts) == row["failed"]


def test_what_matters_most_comes_first(warehouse: Path, everything: Figures) -> None:
    granted = dict(
        rows(
            warehouse,
            """SELECT project_code, sum(amount_eur) FROM latest.fact_funding
            INNER JOIN latest.dim_project USING (project_key)
            WHERE measure = 'eu_state' AND basis = 'granted' GROUP BY ALL""",
        )
    )
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    query = f"SELECT severity, rule, authority, project_code FROM {IN_FORCE}"
    for severity, rule, authority, code in rows(warehouse, query):
        if severity != "info":
            groups[severity, rule, authority].append(code)
    numbers = dict(rows(warehouse, "SELECT rule, number FROM quality.rule"))
    expected = sorted(
        (
            severity != "error",
            -sum(granted.get(code, 0) for code in set(codes)),
            -len(codes),
            numbers[rule],
            authority,
        )
        for (severity, rule, authority), codes in groups.items()
    )[:10]
    assert len(expected) == 10
    assert [
        (
            r["severity"] != "error",
            -(r["granted_eur"] or 0),
            -r["findings"],
            r["number"],
            r["authority"],
        )
        for r in everything.to_do
    ] == expected


def test_rules_have_all_their_findings(warehouse: Path, everything: Figures) -> None:
    query = f"""SELECT rule, count(*), count(DISTINCT project_code) FROM {IN_FORCE}
        GROUP BY rule ORDER BY rule"""
    found = sorted((r["rule"], r["findings"], r["projects"]) for r in everything.rules)
    assert found == rows(warehouse, query)
    order = [["error", "warning", "info"].index(r["severity"]) for r in everything.rules]
    assert order == sorted(order)


def test_findings_are_shown_in_part(everything: Figures) -> None:
    for rule in everything.rules:
        shown = [one for one in everything.findings if one["rule"] == rule["rule"]]
        most = EXAMPLES if rule["severity"] == "info" else MOST_ROWS
        assert len(shown) == min(most, rule["findings"])


def test_accepted_findings_are_left_out(
    warehouse: Path, everything: Figures, changed: Callable[[str], Path]
) -> None:
    accepted = changed(
        """UPDATE quality.finding SET accepted_until = DATE '2026-11-26', acceptance = 'Selvitetty'
        WHERE rule = 'period_reversed' AND in_force"""
    )
    ((number,),) = rows(warehouse, "SELECT number FROM quality.rule WHERE rule = 'period_reversed'")
    before = read_figures(accepted, None, DAY)
    assert before.counts["errors"] == everything.counts["errors"] - 1
    assert "period_reversed" not in {row["rule"] for row in before.rules + before.to_do}
    assert [row["acceptance"] for row in before.accepted] == ["Selvitetty"]
    assert counted(accepted, DAY)[number] == (0, 1)
    assert counted(accepted, date(2026, 11, 27))[number] == (1, 0)
    open_findings = {row["number"]: row["findings"] for row in before.rules}
    assert {n: found for n, (found, _) in counted(accepted, DAY).items() if found} == open_findings
    after = read_figures(accepted, None, date(2026, 11, 27))
    assert after.counts == everything.counts
    assert after.accepted == []


def counted(warehouse: Path, day: date) -> dict[str, tuple[int, int]]:
    """Open and accepted findings of each rule by its number, as the sheet of rules has them."""
    sheet = read_sheets(warehouse, None, day)["rules"]
    return {row["number"]: (row["findings"], row["accepted"]) for row in sheet}


def test_an_authority_sees_its_own(warehouse: Path, everything: Figures) -> None:
    for name in {row["authority"] for row in everything.findings}:
        own = read_figures(warehouse, name)
        assert {row["authority"] for row in own.findings + own.to_do + own.authority_scores} == {
            name
        }
        (projects,) = rows(
            warehouse,
            f"""SELECT count(*) FROM latest.dim_project INNER JOIN latest.dim_authority
            USING (authority_key) WHERE dim_authority.name = '{name}'""",
        )
        assert own.counts["projects"] == projects[0]
        codes = {row["project_code"] for row in own.reconciliation + own.corrections}
        assert codes <= {row["project_code"] for row in own.findings}


def test_an_unknown_authority_is_named(warehouse: Path) -> None:
    with pytest.raises(UnknownAuthority, match="Nobody"):
        read_figures(warehouse, "Nobody")


def test_completeness_counts_what_every_field_has(warehouse: Path, everything: Figures) -> None:
    query = "SELECT sum(expected), sum(filled) FROM quality.field_completeness"
    found = [sum(row[name] for row in everything.completeness) for name in ("expected", "filled")]
    assert rows(warehouse, query) == [tuple(found)]


def test_disagreements_are_those_found(warehouse: Path, everything: Figures) -> None:
    query = f"""SELECT project_code, document_id, line_number FROM {IN_FORCE}
        AND rule = 'documents_disagree' ORDER BY ALL"""
    losing = sorted(
        (row["project_code"], row["document_id"], row["line_number"])
        for row in everything.reconciliation
        if not row["used"]
    )
    assert losing == rows(warehouse, query)
    for row in everything.reconciliation:
        same = [
            one
            for one in everything.reconciliation
            if (one["project_code"], one["field"], one["basis"])
            == (row["project_code"], row["field"], row["basis"])
        ]
        assert sum(one["used"] for one in same) == 1


def test_page_and_sheet_show_the_same_disagreements(changed: Callable[[str], Path]) -> None:
    """As realised figures of lists, or texts, what may differ unseen is on neither."""
    copy = changed("UPDATE quality.reconciliation SET value = 'x' WHERE NOT used AND NOT disagrees")
    query = "SELECT DISTINCT project_code, field, basis FROM quality.reconciliation WHERE disagrees"
    expected = set(rows(copy, query))
    assert len(expected) < len(rows(copy, query.replace("WHERE disagrees", "WHERE value = 'x'")))
    on_page = read_figures(copy, None).reconciliation
    assert {(row["project_code"], row["field"], row["basis"]) for row in on_page} == expected
    kept = ("authority", "project_code", "label", "basis", "document_id", "value", "used")
    pages, sheets = (
        sorted(str([row[name] for name in kept]) for row in shown)
        for shown in (on_page, read_sheets(copy, None)["reconciliation"])
    )
    assert pages == sheets


def test_a_field_that_two_documents_contradict_is_shown_once(
    changed: Callable[[str], Path],
) -> None:
    copy = changed(
        """INSERT INTO quality.reconciliation
        SELECT * REPLACE ('project_list' AS kind, 'L' AS document_id, NULL AS section,
            'persons' AS form_field, '99' AS value) FROM quality.reconciliation
        WHERE project_code = 'S29001' AND disagrees"""
    )
    (shown,) = [
        row
        for row in side_by_side(read_figures(copy, None).reconciliation)
        if row["project_code"] == "S29001"
    ]
    assert [len(stated) for stated in shown["kinds"].values()] == [1, 1, 1]


def test_a_field_of_a_subsection_and_of_all_of_them_is_one_finding(
    warehouse: Path, changed: Callable[[str], Path]
) -> None:
    copy = changed(
        """INSERT INTO meta.form_field
        VALUES ('description', '7.3', 'planned_count', 'Muu nimi', false, false)"""
    )
    sheets = [read_sheets(path, None)["findings"] for path in (copy, warehouse)]
    ids = [[row["finding_id"] for row in sheet] for sheet in sheets]
    assert ids[0] == ids[1]
    assert "Muu nimi" in {row["label"] for row in sheets[0]}


def test_the_files_name_places_and_sources_as_the_page_does(
    warehouse: Path, everything: Figures
) -> None:
    sheets = read_sheets(warehouse, None)
    in_files = {row["finding_id"]: row for row in sheets["findings"]}
    for row in everything.findings:
        same = in_files[row["finding_id"]]
        assert (same["source_uri"], same["page"]) == (row["source_uri"], row["page"])
        assert same["label"] == (row["label"] or row["field"])
    assert [
        (r["document_id"], r["line_number"], r["source_uri"]) for r in everything.refused_rows
    ] == [(r["document_id"], r["line_number"], r["source_uri"]) for r in sheets["refused_rows"]]


def test_rows_refused_by_the_thousand_are_shown_in_part(tmp_path: Path) -> None:
    refused = [put(ROW, c0="")] * (MOST_ROWS + 1)
    take_in(tmp_path, [("x", as_csv(HEADER, OTHER, *refused).encode())])
    figures = read_figures(build(tmp_path), None)
    assert len(figures.refused_rows) == MOST_ROWS
    assert [row["refused_rows"] for row in figures.refused_reasons] == [MOST_ROWS + 1]


def test_arrivals_are_the_documents_and_rows_that_could_be_read(
    warehouse: Path, everything: Figures
) -> None:
    query = """SELECT kind, count(*) FROM meta.document
        WHERE status IN ('loaded', 'superseded') GROUP BY kind"""
    found = {row["kind"]: row["documents"] for row in everything.arrivals}
    assert found == dict(rows(warehouse, query))
