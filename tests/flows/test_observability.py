"""What a run shows in Prefect, asked of the server as its pages ask it."""

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.faults import StepFailed
from tests.conftest import SAMPLES

NOT_PATIENT = 30  # seconds
CONTACT = re.compile(r"hteyshenkilön (?:nimi|sähköpostisoite|puhelinnumero): (\S.*)")


@pytest.fixture(scope="module")
def run(ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A run of sound and refused documents, and its summary."""
    home = tmp_path_factory.mktemp("shown")
    return home, ingest(home, SAMPLES / "2023-06")


def ask_server(path: str, question: dict[str, Any]) -> Any:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return client.request("POST", path, json=question).json()


def eventually(found: Callable[[], Any]) -> Any:
    """What is found, asked for again while the server has not yet written it."""
    until = time.monotonic() + NOT_PATIENT
    while not (result := found()) and time.monotonic() < until:
        time.sleep(0.2)
    assert result, "the server never had it"
    return result


def events(name: str, home: Path) -> list[dict[str, Any]]:
    """Events of a name that concern a home."""
    found = ask_server("/events/filter", {"filter": {"event": {"name": [name]}}, "limit": 50})
    return [e for e in found["events"] if str(home) in e["resource"]["prefect.resource.id"]]


def flow_run_of(home: Path) -> dict[str, Any]:
    (found,) = [
        one
        for one in ask_server("/flow_runs/filter", {"sort": "START_TIME_DESC"})
        if one["parameters"].get("home") == str(home)
    ]
    return dict(found)


def test_runs_and_steps_have_names_that_say_what_they_are(run: tuple[Path, Any]) -> None:
    flow_run = flow_run_of(run[0])
    assert flow_run["name"].startswith("ingest 20")
    question = {"flow_runs": {"id": {"any_": [flow_run["id"]]}}, "sort": "EXPECTED_START_TIME_ASC"}
    names = eventually(lambda: names_of(ask_server("/task_runs/filter", question)))
    assert names == (
        "locate", "pull 1", "pull 2", "parse 1", "check 1", "load 1",
        "build", "validate", "publish", "report",
    )  # fmt: skip


def names_of(task_runs: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(one["name"] for one in task_runs) if len(task_runs) == 10 else ()


def test_artifacts_count_what_came_name_what_was_refused_and_lead_to_the_report(
    run: tuple[Path, Any],
) -> None:
    home, summary = run
    question = {"artifacts": {"flow_run_id": {"any_": [flow_run_of(home)["id"]]}}}
    found = {one["key"]: one for one in ask_server("/artifacts/filter", question)}
    assert set(found) == {"documents", "ledger", "run", "refused-documents", "report"}
    assert float(found["documents"]["data"]) == 100.0
    assert f'"pulled": {summary.pulled}' in found["ledger"]["data"]
    assert "published" in found["run"]["data"]
    assert "S29902_kuvaus.txt" in found["refused-documents"]["data"]
    assert "sections_missing" in found["refused-documents"]["data"]
    page = home / "reports" / summary.run_id / "index.html"
    assert page.exists()
    assert page.as_uri() in found["report"]["data"]


def test_logs_name_documents_and_say_why_one_was_refused(run: tuple[Path, Any]) -> None:
    question = {
        "logs": {"flow_run_id": {"any_": [flow_run_of(run[0])["id"]]}},
        "sort": "TIMESTAMP_ASC",
    }

    def lines() -> str:
        said = "\n".join(one["message"] for one in ask_server("/logs/filter", question))
        return said if "refused" in said else ""

    said = eventually(lines)
    assert "loaded: 18 – " in said
    assert "S29001_kuvaus.txt" in said
    assert "refused S29902_kuvaus.txt (document " in said


def test_assets_are_told_with_what_they_are_made_of(run: tuple[Path, Any]) -> None:
    home = run[0]
    made = "prefect.asset.materialization.succeeded"

    def lineage() -> dict[str, set[str]]:
        found = {
            event["resource"]["prefect.resource.id"]: {
                one["prefect.resource.id"]
                for one in event["related"]
                if one.get("prefect.resource.role") == "asset"
            }
            for event in events(made, home)
        }
        return found if len(found) == 3 else {}

    base = f"file://{home}"
    assert eventually(lineage) == {
        f"{base}/archive": {f"file://{SAMPLES}/2023-06"},
        f"{base}/warehouse.duckdb": {f"{base}/archive"},
        f"{base}/reports/latest/index.html": {f"{base}/warehouse.duckdb"},
    }


def test_refused_documents_raise_one_event_with_their_names(run: tuple[Path, Any]) -> None:
    (event,) = eventually(lambda: events("hankevarasto.documents.quarantined", run[0]))
    assert event["payload"]["count"] == run[1].quarantined == 2
    assert {"S29901_kuvaus.txt", "S29902_kuvaus.txt"} == {
        one["file"] for one in event["payload"]["documents"]
    }


def test_nothing_shown_names_a_person(run: tuple[Path, Any]) -> None:
    """Logs, artifacts and events of a run, against the contacts of its documents."""
    home = run[0]
    flow_run = flow_run_of(home)["id"]
    shown = str(
        [
            ask_server("/logs/filter", {"logs": {"flow_run_id": {"any_": [flow_run]}}}),
            ask_server("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [flow_run]}}}),
            events("hankevarasto.documents.quarantined", home),
        ]
    )
    people = {
        found
        for path in (SAMPLES / "2023-06").glob("*.txt")
        for found in CONTACT.findall(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert len(people) > 10
    assert [one for one in people if one in shown] == []
    assert "S29001_kuvaus.txt" in shown


def test_what_a_failed_run_leaves_on_the_server_quotes_no_document(
    ingest: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library's message, as one that quotes a value it could not take."""
    said = "Matti Esimerkki 040 000 0000"

    def fail(_: Any) -> None:
        raise ValueError(f"could not append value: {said}")

    monkeypatch.setattr("flows.steps.joined", fail)
    with pytest.raises(StepFailed):
        ingest(tmp_path, SAMPLES / "2023-06" / "S29001_kuvaus.txt")
    flow_run = flow_run_of(tmp_path)
    of_it = {"flow_runs": {"id": {"any_": [flow_run["id"]]}}}
    logs = {"logs": {"flow_run_id": {"any_": [flow_run["id"]]}}}

    def shown() -> str:
        kept = [ask_server("/task_runs/filter", of_it), ask_server("/logs/filter", logs)]
        return str(kept) if "StepFailed" in str(kept[1]) else ""

    kept = str(flow_run) + eventually(shown)
    assert "ValueError" in kept
    assert said not in kept
    assert said not in (tmp_path / "archive" / "runs.jsonl").read_text(encoding="utf-8")


def test_a_held_back_warehouse_is_an_event_and_says_so(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    shutil.copytree(SAMPLES / "2023-06", tmp_path / "in")
    decisions = tmp_path / "home" / "decisions"
    decisions.mkdir(parents=True)
    (decisions / "corrections.csv").write_text(
        "document_id,line_number,field,seen,right,reason,by\n"
        f"{'0' * 64},1,name,a,b,no such document,somebody\n",
        encoding="utf-8",
    )
    summary = ingest(tmp_path / "home", tmp_path / "in")
    assert summary.failed
    (event,) = eventually(lambda: events("hankevarasto.publication.held-back", tmp_path / "home"))
    assert event["payload"]["expectations"] == summary.failed
