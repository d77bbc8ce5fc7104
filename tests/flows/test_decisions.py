"""What officers decide, through the whole flow: what follows a decision, and what stops a run."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from reports.figures import read_figures
from tests.conftest import rows
from tests.transforms.made import DESCRIPTION, changed, line_of
from tests.transforms.made_list import HEADER, ROW, as_csv
from transforms.personal import MASK
from warehouse.content import content_hash
from warehouse.decisions import DecisionsInvalid
from warehouse.explain import explain
from warehouse.publish import candidate_path
from warehouse.query import ask

pytestmark = pytest.mark.large

Flow = Callable[..., Any]
COLUMNS = {
    "corrections.csv": "document_id;line_number;field;seen;right;reason;by",
    "accepted.csv": "finding_id;until;reason;by",
    "complete_lists.csv": "document_id;complete_at;reason;by",
}
WHY = "Päätös 12/2024;R. Mallikas"
GRANTED = "Myönnetty EU- ja valtion rahoitus: 80 000"
WRONG = changed("Myönnetty EU- ja valtion rahoitus: 80 000", GRANTED.replace("80", "60"))
CORRECTIONS = "SELECT outcome, in_force FROM quality.correction"
FINDINGS = "SELECT rule FROM quality.finding WHERE in_force"
GRANTED_IN_ALL = """
    SELECT sum(amount_eur)::DECIMAL(18,2)::VARCHAR FROM mart.funding_by_region_period
    WHERE region_level = 'maakunta' AND period_grain = 'total' AND measure = 'eu_state'
        AND basis = 'granted'"""


def document_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def decide(home: Path, name: str, *lines: str) -> None:
    folder = home / "decisions"
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{line}\n" for line in (COLUMNS[name], *lines))
    (folder / name).write_text(text, encoding="utf-8-sig")


def correct(home: Path, text: str, line: int, field: str, seen: str, right: str) -> None:
    decide(home, "corrections.csv", f"{document_id(text)[:12]};{line};{field};{seen};{right};{WHY}")


def deliver(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def taken_in(ingest: Flow, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home into which one document with a wrong amount went, and the folder it came from."""
    path = tmp_path_factory.mktemp("wrong")
    home, folder = path / "home", deliver(path, a=WRONG)
    assert ingest(home, folder).published
    return home, folder


@pytest.fixture
def wrong(taken_in: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A home of the test's own that is as the one taken in, and the folder, not to be written."""
    return Path(copytree(taken_in[0], tmp_path / "home", symlinks=True)), taken_in[1]


def test_a_corrected_amount_changes_the_mart_and_removes_the_finding(
    wrong: tuple[Path, Path], ingest: Flow, rebuild: Flow
) -> None:
    home, folder = wrong
    assert rows(home, GRANTED_IN_ALL) == [("60000.00",)]
    assert ("realised_exceeds_granted",) in rows(home, FINDINGS)

    line = line_of(GRANTED)
    correct(home, WRONG, line, "granted_eu_state", "60 000", "80 000")
    summary = ingest(home, folder)
    assert (summary.pulled, summary.unchanged, summary.failed) == (1, 1, [])
    assert summary.warnings == []
    assert rows(home, GRANTED_IN_ALL) == [("80000.00",)]
    assert ("realised_exceeds_granted",) not in rows(home, FINDINGS)
    assert rows(home, "FROM quality.correction") == [
        (
            2, 1, document_id(WRONG), "S29100", line, "granted_eu_state", "60 000", "80 000",
            "Päätös 12/2024", "applied", True,
        )
    ]  # fmt: skip
    changes = rows(home, "SELECT table_name, before, after FROM meta.reading_change ORDER BY ALL")
    assert ("stage.funding", "eu_state · granted · 60000.00", "eu_state · granted · 80000.00") in (
        changes
    )
    assert {table for table, *_ in changes} == {"stage.funding", "stage.finding"}
    assert rows(home, "SELECT version, is_current FROM main.dim_project") == [(1, True)]

    (explained,) = explain(home / "warehouse.duckdb", "S29100", "maakunta", "year").corrected
    assert (explained["seen"], explained["right_value"]) == ("60 000", "80 000")

    said = content_hash(home / "warehouse.duckdb")
    rebuild(home)
    assert content_hash(home / "warehouse.duckdb") == said

    (home / "decisions" / "corrections.csv").unlink()
    ingest(home, folder)
    assert rows(home, GRANTED_IN_ALL) == [("60000.00",)]
    assert rows(home, CORRECTIONS) == []


def test_a_run_changes_nothing_where_nothing_was_decided_anew(tmp_path: Path, ingest: Flow) -> None:
    home, folder = tmp_path / "home", deliver(tmp_path, a=WRONG)
    correct(home, WRONG, line_of(GRANTED), "granted_eu_state", "60 000", "80 000")
    assert ingest(home, folder).failed == []
    published = (home / "warehouse.duckdb").stat().st_mtime_ns
    assert ingest(home, folder).reads_differently == 0
    assert (home / "warehouse.duckdb").stat().st_mtime_ns == published


def test_a_file_that_is_sorted_anew_is_published_without_reading_anew(
    tmp_path: Path, ingest: Flow
) -> None:
    """What became of each correction stays with it; a reason that is edited is shown."""
    home, folder = tmp_path / "home", deliver(tmp_path, a=WRONG)
    place = f"{document_id(WRONG)};{line_of(GRANTED)};granted_eu_state;60 000;80 000"
    other = f"{document_id(WRONG)};{line_of('Kunnat: Iitti')};named_kunta;Iitti;Kouvola;{WHY}"
    said = "SELECT decision_line, field, seen, reason FROM quality.correction ORDER BY ALL"
    amount, kunta = ("granted_eu_state", "60 000"), ("named_kunta", "Iitti")
    reason = WHY.partition(";")[0]
    versions = set()
    for lines, expected in (
        ((f"{place};{WHY}", other), [(2, *amount, reason), (3, *kunta, reason)]),
        ((other, "", f"{place};{WHY}"), [(2, *kunta, reason), (4, *amount, reason)]),
    ):
        decide(home, "corrections.csv", *lines)
        assert ingest(home, folder).failed == []
        assert rows(home, said) == expected
        versions.update(rows(home, "SELECT parser_version FROM meta.document"))
    assert len(versions) == 1
    decide(home, "corrections.csv", f"{place};Toinen syy;R. Mallikas", other)
    ingest(home, folder)
    assert rows(home, said)[0] == (2, *amount, "Toinen syy")


def test_two_homes_of_one_process_keep_their_decisions_apart(tmp_path: Path, ingest: Flow) -> None:
    folder = deliver(tmp_path, a=WRONG)
    one, other = tmp_path / "one", tmp_path / "other"
    correct(one, WRONG, line_of(GRANTED), "granted_eu_state", "60 000", "80 000")
    for home, amount in ((one, "80000.00"), (other, "60000.00"), (one, "80000.00")):
        ingest(home, folder)
        assert rows(home, GRANTED_IN_ALL) == [(amount,)]


@pytest.mark.parametrize(
    ("beginning", "line", "seen", "outcome"),
    [
        (document_id(WRONG)[:8], line_of(GRANTED), "61 000", "seen_differs"),
        (document_id(WRONG)[:8], line_of(GRANTED) + 2, "60 000", "seen_differs"),
        (document_id(WRONG)[:8], 1, "unioni", "field_not_there"),
        ("0" * 8, line_of(GRANTED), "60 000", "document_unknown"),
    ],
)
def test_a_correction_that_does_not_fit_leaves_the_run_unpublished(
    wrong: tuple[Path, Path], ingest: Flow, beginning: str, line: int, seen: str, outcome: str
) -> None:
    home, folder = wrong
    before = (home / "warehouse.duckdb").read_bytes()
    decide(home, "corrections.csv", f"{beginning};{line};granted_eu_state;{seen};80 000;{WHY}")
    hold_back(home, ingest(home, folder), outcome, before)


def test_every_run_is_held_back_until_what_does_not_fit_is_gone(
    wrong: tuple[Path, Path], ingest: Flow
) -> None:
    home, folder = wrong
    before = (home / "warehouse.duckdb").read_bytes()
    correct(home, WRONG, line_of(GRANTED), "granted_eu_state", "61 000", "80 000")
    for _ in range(2):
        hold_back(home, ingest(home, folder), "seen_differs", before)
    (home / "decisions" / "corrections.csv").unlink()
    assert ingest(home, folder).failed == []


def hold_back(home: Path, summary: Any, outcome: str, before: bytes) -> None:
    """Assert that a run has said what does not fit and where, and left what was published."""
    assert (summary.failed, summary.published) == (["corrections_match"], False)
    (warning,) = summary.warnings
    assert warning.startswith(f"{home / 'decisions' / 'corrections.csv'}, line 2: ")
    assert outcome in warning
    assert (home / "warehouse.duckdb").read_bytes() == before


def test_a_mismatch_is_exit_status_3_on_the_command_line(server: None, tmp_path: Path) -> None:
    home, folder = tmp_path / "home", deliver(tmp_path, a=WRONG)
    correct(home, WRONG, line_of(GRANTED), "granted_eu_state", "61 000", "80 000")
    ended = command("ingest", folder, "--home", home, "--json")
    assert ended.returncode == 3
    assert json.loads(ended.stdout)["published"] is False
    assert "corrections_match" in ended.stderr
    assert not (home / "warehouse.duckdb").exists()


def test_a_correction_of_a_superseded_document_is_a_warning(tmp_path: Path, ingest: Flow) -> None:
    home, folder = tmp_path / "home", deliver(tmp_path, a=WRONG)
    correct(home, WRONG, line_of(GRANTED), "granted_eu_state", "60 000", "80 000")
    ingest(home, folder)
    deliver(tmp_path, a=DESCRIPTION)
    summary = ingest(home, folder)
    assert (summary.failed, summary.new_version) == ([], 1)
    (warning,) = summary.warnings
    assert "line 2: its document is not in force" in warning
    assert rows(home, CORRECTIONS) == [("applied", False)]
    broken = "SELECT violations FROM meta.expectation WHERE expectation = 'corrections_in_force'"
    assert rows(home, broken) == [(1,)]


def test_a_correction_of_what_is_yet_to_come_waits_for_it(tmp_path: Path, ingest: Flow) -> None:
    home = tmp_path / "home"
    correct(home, WRONG, line_of(GRANTED), "granted_eu_state", "60 000", "80 000")
    assert ingest(home, deliver(tmp_path, b=changed("S29100", "S29101"))).failed
    assert not ingest(home, deliver(tmp_path, a=WRONG)).failed


def test_a_finding_is_accepted_until_a_day(
    wrong: tuple[Path, Path], ingest: Flow, rebuild: Flow
) -> None:
    home, folder = wrong
    one = "SELECT finding_id FROM quality.finding WHERE rule = 'realised_exceeds_granted'"
    ((finding,),) = rows(home, one)
    decide(home, "accepted.csv", f"{finding};31.12.2027;{WHY}", f"{'0' * 24};2027-01-31;{WHY}")
    summary = ingest(home, folder)
    assert summary.failed == []
    (warning,) = summary.warnings
    assert f"{home / 'decisions' / 'accepted.csv'}, line 3: there is no such finding" in warning
    accepted = "SELECT finding_id, accepted_until, acceptance FROM quality.finding "
    assert rows(home, f"{accepted} WHERE acceptance IS NOT NULL OR accepted_until IS NOT NULL") == [
        (finding, date(2027, 12, 31), "Päätös 12/2024")
    ]
    assert rows(home, "SELECT finding_id, matches FROM quality.acceptance ORDER BY matches") == [
        ("0" * 24, False),
        (finding, True),
    ]
    said = content_hash(home / "warehouse.duckdb")
    rebuild(home)
    assert content_hash(home / "warehouse.duckdb") == said
    decide(home, "accepted.csv", f"{finding};2026-01-31;{WHY}")
    ingest(home, folder)
    assert rows(home, "SELECT accepted_until FROM quality.acceptance") == [(date(2026, 1, 31),)]


def test_an_acceptance_that_has_run_out_is_published_without_news(
    wrong: tuple[Path, Path], ingest: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The score and the page are of one day: that of the run, also where nothing is received."""
    home, folder = wrong
    query = "SELECT finding_id FROM quality.finding WHERE rule = 'realised_exceeds_granted'"
    ((finding,),) = rows(home, query)
    decide(home, "accepted.csv", f"{finding};{datetime.now(UTC).date()};{WHY}")
    ingest(home, folder)
    score = """SELECT accepted FROM quality.score_by_authority
        WHERE criterion = 'johdonmukaisuus'"""
    assert rows(home, score) == [(1,)]
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr("warehouse.archive.Archive.next_instant", lambda _: tomorrow)
    ingest(home, folder)
    assert rows(home, score) == [(0,)]
    figures = read_figures(home / "warehouse.duckdb", None)
    assert (figures.day, figures.accepted) == (tomorrow.date(), [])


def test_a_list_is_declared_complete(tmp_path: Path, ingest: Flow) -> None:
    text = as_csv(HEADER, ROW)
    home, folder = tmp_path / "home", deliver(tmp_path, a=text, b=DESCRIPTION)
    ids = (document_id(text)[:8], document_id(DESCRIPTION)[:8])
    decide(home, "complete_lists.csv", *(f"{one};1.6.2024;{WHY}" for one in ids))
    summary = ingest(home, folder)
    (warning,) = summary.warnings
    assert f"{home / 'decisions' / 'complete_lists.csv'}, line 3: no list received" in warning
    assert rows(home, "FROM quality.complete_list") == [
        (document_id(text), date(2024, 6, 1), "Päätös 12/2024")
    ]


def test_a_faulty_file_ends_the_run_before_anything_is_received(
    tmp_path: Path, ingest: Flow
) -> None:
    home, folder = tmp_path / "home", deliver(tmp_path, a=WRONG)
    decide(home, "accepted.csv", "012;2027-01-31;why;who")
    with pytest.raises(DecisionsInvalid, match=r"accepted\.csv, line 2"):
        ingest(home, folder)
    assert list((home / "archive" / "receipts").iterdir()) == []
    ended = command("ingest", folder, "--home", home)
    assert (ended.returncode, "accepted.csv, line 2" in ended.stderr) == (1, True)


def test_nobody_who_decided_is_published(tmp_path: Path, ingest: Flow) -> None:
    home, folder = tmp_path / "home", deliver(tmp_path, a=WRONG)
    correct(home, WRONG, line_of(GRANTED), "granted_eu_state", "60 000", "80 000")
    decide(home, "accepted.csv", f"{'0' * 24};2027-01-31;{WHY}")
    ingest(home, folder)
    for table in ("correction", "acceptance", "complete_list", "finding"):
        assert "Mallikas" not in str(rows(home, f"FROM quality.{table}"))
    assert "Mallikas" not in (home / "reports" / "latest" / "index.html").read_text("utf-8")


def test_nobody_named_in_a_reason_is_published(tmp_path: Path, ingest: Flow) -> None:
    """Of each file; of a correction whose document is read, and of one whose is not."""
    home, folder = tmp_path / "home", deliver(tmp_path, a=WRONG, b=as_csv(HEADER, ROW), c="?")
    line, who = line_of(GRANTED), "Aamu Mäkelä vahvisti puhelimessa;R. Mallikas"
    decide(
        home,
        "corrections.csv",
        f"{document_id(WRONG)};{line};granted_eu_state;60 000;80 000;{who}",
        f"{document_id('?')};1;name;a;b;{who}",
    )
    decide(home, "accepted.csv", f"{'0' * 24};2027-01-31;{who}")
    decide(home, "complete_lists.csv", f"{document_id(as_csv(HEADER, ROW))};2024-06-01;{who}")
    assert ingest(home, folder).failed == ["corrections_match"]
    held_back = candidate_path(home)
    for table, count in (("correction", 2), ("acceptance", 1), ("complete_list", 1)):
        reasons = ask(held_back, f"SELECT reason FROM quality.{table}")[1]
        assert reasons == count * [(f"{MASK} vahvisti puhelimessa",)]


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, on the tests' server."""
    from prefect.settings import PREFECT_API_URL

    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())},
        check=False,
    )
