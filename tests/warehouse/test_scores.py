"""Scores: the checked and the failed counted anew from the findings, and what becomes of them."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.decisions import Acceptance, Decisions
from schemas.rule_catalogue import DIMENSIONS, Rule, rules
from seeds import read_all_reference
from tests.conftest import SAMPLES, rows
from tests.transforms.made import DESCRIPTION, REPORT, changed
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.warehouse.made import build, take_in
from warehouse.build import build_warehouse
from warehouse.content import content_hash
from warehouse.scores import history_path
from warehouse.store import store_path

IN_FORCE = """
    SELECT statement.document_id, chain.project_code, chain.kind, authority.name
    FROM meta.chain AS chain
    INNER JOIN meta.statement AS statement USING (statement_id)
    INNER JOIN latest.dim_project AS project ON chain.project_code = project.project_code
    LEFT JOIN latest.dim_authority AS authority USING (authority_key)
    QUALIFY chain.version = max(chain.version) OVER (PARTITION BY chain.project_code, chain.kind)"""
FOUND = """
    SELECT document_id, project_code, dimension FROM quality.finding
    WHERE in_force AND severity <> 'info'"""

LISTS = """SELECT document_id, NULL, kind, NULL FROM meta.document
    WHERE kind = 'project_list' AND status = 'loaded'"""
SEVERAL_VERSIONS = "SELECT project_code, kind FROM meta.chain WHERE version > 1"


OF_A_LIST_ITSELF = ("encoding_not_utf8", "column_not_known")


def can_see(rule: Rule, code: str | None, kind: str, *, is_later: bool) -> bool:
    """Whether a rule can speak of a document of a project, or (no code) of a list itself."""
    if kind not in rule.kinds or rule.name == "not_on_complete_list":
        return False
    if rule.name == "older_document_counts":
        return is_later
    return kind != "project_list" or (rule.name in OF_A_LIST_ITSELF) == (code is None)


def counted_anew(home: Path) -> dict[tuple[str, str], tuple[int, int]]:
    """Checked and failed by authority and criterion, from documents and findings one by one."""
    weighing = [r for r in rules() if r.severity != "info"]
    later = set(rows(home, SEVERAL_VERSIONS))
    found = defaultdict(set)
    for document, code, dimension in rows(home, FOUND):
        found[document, code].add(DIMENSIONS[dimension])
    cells: dict[tuple[str, str], tuple[int, int]] = {}
    for document, code, kind, authority in rows(home, IN_FORCE) + rows(home, LISTS):
        seeing = [r for r in weighing if can_see(r, code, kind, is_later=(code, kind) in later)]
        for criterion in {r.criterion for r in seeing}:
            checked, failed = cells.get((authority, criterion), (0, 0))
            broken = criterion in found[document, code]
            cells[authority, criterion] = (checked + 1, failed + broken)
    return cells


def test_scores_are_what_the_findings_give(sample_home: tuple[Path, Any]) -> None:
    query = "SELECT authority, criterion, checked, failed FROM quality.score_by_authority"
    scores = {row[:2]: row[2:] for row in rows(sample_home[0], query)}
    assert scores == counted_anew(sample_home[0])
    assert sum(failed for _, failed in scores.values()) > 5


def test_what_no_rule_can_see_is_not_measured(sample_home: tuple[Path, Any]) -> None:
    """No list is declared complete here, and few projects have a version to compare with."""
    query = "SELECT criterion, sum(checked) FROM quality.score_by_authority GROUP BY 1"
    measured = dict(rows(sample_home[0], query))
    assert "kattavuus" not in measured
    assert 0 < measured["ajantasaisuus"] < measured["oikeellisuus"]


def test_an_accepted_finding_lifts_the_score_until_its_day(tmp_path: Path) -> None:
    wrong = changed("Postinumero: 45100", "Postinumero: 451003")
    take_in(tmp_path, [("x", wrong.encode())])
    query = """SELECT checked, failed, accepted, score_pct FROM quality.score_by_authority
        WHERE criterion = 'oikeellisuus'"""
    warehouse = build(tmp_path)
    assert rows(warehouse, query) == [(1, 1, 0, 0)]
    ((found,),) = rows(warehouse, "SELECT finding_id FROM quality.finding WHERE severity <> 'info'")
    until = date(2026, 3, 31)
    decided = Decisions(acceptances=(Acceptance(2, found, until, "checked with the bank"),))
    for day, expected in ((until, (1, 1, 1, 100)), (until + timedelta(1), (1, 1, 0, 0))):
        warehouse = build(tmp_path, decisions=decided, day=day)
        assert rows(warehouse, query) == [expected]


SCORED = "SELECT authority, checked, failed FROM quality.score_by_authority WHERE criterion = '{}'"


def test_what_is_wrong_with_a_list_itself_counts_once_and_to_nobody(tmp_path: Path) -> None:
    """Its encoding and columns are of the list: its rows are not measured by them."""
    header, row = [*HEADER, "Huomio"], [*ROW, "-"]
    take_in(tmp_path, [("x", as_csv(header, row).encode("cp1252"))])
    warehouse = build(tmp_path)
    for criterion in ("koneluettavuus", "jäljitettävyys"):
        assert rows(warehouse, SCORED.format(criterion)) == [(None, 1, 1)]


def test_authority_of_a_finding_is_that_of_its_project(tmp_path: Path) -> None:
    """A list that names another authority is a finding of the one that answers for the project."""
    listed = put(OTHER, c0="S29100", c4="Pirkanmaan liitto", c9="1 x")
    take_in(tmp_path, [("a", DESCRIPTION.encode()), ("b", as_csv(HEADER, listed).encode())])
    warehouse = build(tmp_path)
    query = "SELECT authority, count(*) > 1 FROM quality.finding GROUP BY authority"
    assert rows(warehouse, query) == [("Hämeen liitto", True)]
    query = "SELECT DISTINCT authority FROM quality.score_by_authority WHERE authority <> ''"
    assert rows(warehouse, query) == [("Hämeen liitto",)]


def test_a_field_that_must_be_filled_is_filled_or_found_empty(
    sample_home: tuple[Path, Any],
) -> None:
    """What is not filled of sections that are there is a finding, and nothing else is."""
    query = """SELECT kind, field, sum(expected - filled) FROM quality.field_completeness
        WHERE field <> 'target_area' GROUP BY ALL HAVING sum(expected - filled) > 0"""
    gaps = {(kind, field): int(n) for kind, field, n in rows(sample_home[0], query)}
    query = """SELECT kind, CASE rule WHEN 'final_report_missing' THEN 'final_report'
            WHEN 'realised_funding_missing' THEN 'realised_funding' ELSE field END AS field,
            count(*)
        FROM quality.finding INNER JOIN meta.document USING (document_id)
        WHERE in_force AND rule IN (
            'mandatory_field_empty', 'final_report_missing', 'realised_funding_missing')
        GROUP BY ALL"""
    assert gaps == {(kind, field): n for kind, field, n in rows(sample_home[0], query)}
    assert gaps


COMPLETENESS = """SELECT expected, filled FROM quality.field_completeness
    WHERE field = '{}' ORDER BY ALL"""


def test_an_end_in_other_letters_is_an_end(tmp_path: Path) -> None:
    text = changed("tila: Toiminta päättynyt", "tila: TOIMINTA  PÄÄTTYNYT")
    take_in(tmp_path, [("x", changed(f"\n{REPORT}\n", "", text).encode())])
    assert rows(build(tmp_path), COMPLETENESS.format("final_report")) == [(1, 0)]


EU_STATE, PUBLIC = "EU- ja valtion rahoitus: 70 000", "julkinen rahoitus yhteensä: 90 000"


@pytest.mark.parametrize(
    ("emptied", "expected"),
    [((), (1, 1)), ((EU_STATE,), (1, 1)), ((PUBLIC,), (1, 1)), ((EU_STATE, PUBLIC), (1, 0))],
)
def test_either_figure_says_what_was_realised(
    tmp_path: Path, emptied: tuple[str, ...], expected: tuple[int, int]
) -> None:
    """What the field counts as empty the rule finds, and nothing else."""
    text = DESCRIPTION
    for line in emptied:
        text = changed(line, line.partition(":")[0] + ":", text)
    take_in(tmp_path, [("x", text.encode())])
    warehouse = build(tmp_path)
    assert rows(warehouse, COMPLETENESS.format("realised_funding")) == [expected]
    assert rows(warehouse, COMPLETENESS.format("realised_eu_state")) == []
    query = "SELECT count(*) FROM quality.finding WHERE rule = 'realised_funding_missing'"
    assert rows(warehouse, query) == [(expected[0] - expected[1],)]


def test_a_word_of_two_periods_means_what_it_does_in_the_projects_own(tmp_path: Path) -> None:
    """Another period may have the same word, with whatever meaning: no project counts twice."""
    documents = [DESCRIPTION, DESCRIPTION.replace("S29100", "S39100")]
    take_in(tmp_path, [(str(n), text.encode()) for n, text in enumerate(documents)])
    reference = read_all_reference()
    path = tmp_path / "warehouse.duckdb"
    for meaning, expected in (("ended", [(2, 2)]), ("running", [(1, 1)])):
        later = {"programme_period": "2021-2027", "meaning": meaning, "source": "made up"}
        words = [*reference["status"], {**later, "status": "Toiminta päättynyt"}]
        told = {**reference, "status": words}
        build_warehouse(path, store_path(tmp_path), told, lambda done, total: None)
        assert rows(path, COMPLETENESS.format("final_report")) == expected


@pytest.fixture(scope="module")
def lasting(
    ingest: Callable[..., Any],
    rebuild: Callable[[Path], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, list[str], str]:
    """A home after two runs, its published runs, and its content hash before a rebuild."""
    home = tmp_path_factory.mktemp("lasting")
    runs = [ingest(home, SAMPLES / delivery).run_id for delivery in ("2023-06", "2023-12")]
    before = content_hash(home / "warehouse.duckdb")
    for name in ("store.duckdb", "warehouse.duckdb"):
        (home / name).unlink()
    runs.append(rebuild(home).run_id)
    return home, runs, before


def test_each_published_run_leaves_its_scores(lasting: tuple[Path, list[str], str]) -> None:
    home, runs, _ = lasting
    query = """SELECT run_id, count(*), sum(checked) FROM quality.score_history
        GROUP BY run_id ORDER BY run_id"""
    found = rows(home, query)
    assert [run for run, *_ in found] == runs
    assert found[0][2] < found[1][2] == found[2][2]
    assert history_path(home).read_text(encoding="utf-8").count("\n") == 1 + sum(
        count for _, count, _ in found
    )


def test_past_scores_are_no_part_of_the_content(lasting: tuple[Path, list[str], str]) -> None:
    home, _, before = lasting
    assert content_hash(home / "warehouse.duckdb") == before


def test_a_run_without_news_leaves_no_scores(
    lasting: tuple[Path, list[str], str], ingest: Callable[..., Any]
) -> None:
    home, *_ = lasting
    before = history_path(home).read_bytes()
    ingest(home, SAMPLES / "2023-12")
    assert history_path(home).read_bytes() == before
