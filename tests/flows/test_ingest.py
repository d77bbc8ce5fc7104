"""The flow on sample and faulty documents, at its edges."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import copy, copytree, rmtree
from typing import Any

import duckdb
import pytest

from benchmarks.conservation import write_documents
from flows.demo import DELIVERIES
from flows.progress import listening
from flows.run import HomeUnusable, NothingRead
from sources.content import SourceMissing
from tests.conftest import ROOT, SAMPLES, rows
from warehouse.content import content_hash

GOOD = SAMPLES / "2023-06" / "S29001_kuvaus.txt"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def test_samples_end_as_their_readme_says(sample_home: tuple[Path, Any]) -> None:
    home, summary = sample_home
    counts = (summary.pulled, summary.duplicate, summary.loaded, summary.new_version)
    assert counts == (37, 4, 29, 2)
    assert summary.refused_rows == 2
    assert dict(rows(home, "SELECT reason, count(*) FROM quality.quarantine GROUP BY 1")) == {
        "empty": 1,
        "sections_missing": 2,
        "undecided": 1,
    }
    blamed = rows(
        home, "SELECT DISTINCT project_code FROM quality.finding WHERE severity = 'error'"
    )
    assert sorted(blamed) == [("A79903",), ("S29106",), ("S29904",)]


def test_faulty_files_do_not_stop_the_good_ones(ingest: Callable[..., Any], tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    text = GOOD.read_text(encoding="utf-8")
    latin = (SAMPLES / "2023-06" / "S29002_kuvaus.txt").read_text(encoding="utf-8")
    (inbox / "good.txt").write_text(text, encoding="utf-8")
    (inbox / "cut.txt").write_text(
        text.replace("S29001", "S29777").partition("6 Maantieteellinen")[0], encoding="utf-8"
    )
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "picture.txt").write_bytes(PNG)
    (inbox / "latin.txt").write_bytes(latin.encode("iso-8859-1", errors="replace"))

    summary = ingest(tmp_path / "home", inbox)

    assert (summary.pulled, summary.loaded, summary.quarantined) == (5, 2, 3)
    refused = rows(
        tmp_path / "home",
        "SELECT regexp_extract(source_uri, '[^/]+$'), reason FROM quality.quarantine ORDER BY 1",
    )
    assert refused == [
        ("cut.txt", "sections_missing"),
        ("empty.txt", "empty"),
        ("picture.txt", "binary"),
    ]
    warned = rows(
        tmp_path / "home",
        "SELECT project_code, observed FROM quality.finding WHERE severity = 'warning'",
    )
    assert warned == [("S29002", "iso-8859-1")]
    received = rows(tmp_path / "home", "SELECT count(*) FROM meta.delivery")
    assert received == [(5,)]


def test_rebuild_says_the_same(
    sample_home: tuple[Path, Any], rebuild: Callable[[Path], Any], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    copytree(sample_home[0], home)
    before = content_hash(home / "warehouse.duckdb")
    (home / "store.duckdb").unlink()
    (home / "warehouse.duckdb").unlink()
    summary = rebuild(home)
    assert (summary.pulled, summary.loaded, summary.published) == (37, 29, True)
    assert content_hash(home / "warehouse.duckdb") == before


def test_two_runs_say_the_same_as_one(
    sample_home: tuple[Path, Any], ingest: Callable[..., Any], tmp_path: Path
) -> None:
    ingest(tmp_path, *sorted((SAMPLES / "2023-06").glob("A*")))
    ingest(tmp_path, *sorted((SAMPLES / "2023-06").glob("S*")))
    for delivery in DELIVERIES[1:]:
        ingest(tmp_path, SAMPLES / delivery)
    assert content_hash(tmp_path / "warehouse.duckdb") == content_hash(
        sample_home[0] / "warehouse.duckdb"
    )


@pytest.mark.proof
def test_neither_order_nor_runs_change_what_many_projects_say(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    """Descriptions and plans, sound and faulty, in one run and shuffled into three."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write_documents(inbox, 750, seed=5)
    documents = sorted(inbox.iterdir())
    assert ingest(tmp_path / "one", inbox).pulled == len(documents) == 750
    Random(5).shuffle(documents)
    for run in range(3):
        assert ingest(tmp_path / "three", *documents[run::3]).pulled == 250
    (projects,) = rows(tmp_path / "one", "SELECT count(*) FROM latest.dim_project")
    assert projects > (700,)
    assert content_hash(tmp_path / "one" / "warehouse.duckdb") == content_hash(
        tmp_path / "three" / "warehouse.duckdb"
    )


def test_receipts_without_a_store_are_taken_in_by_the_next_run(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    """A run killed after its receipts: the documents are in the archive and nowhere else."""
    ingest(tmp_path, GOOD)
    (tmp_path / "store.duckdb").unlink()
    (tmp_path / "warehouse.duckdb").unlink()
    summary = ingest(tmp_path, GOOD)
    assert (summary.recovered, summary.pulled, summary.unchanged) == (1, 1, 1)
    assert rows(tmp_path, "SELECT project_key FROM latest.dim_project") == [("S29001.1",)]


@pytest.mark.usefixtures("asked_again_at_once")
def test_a_source_that_is_not_there_is_named(ingest: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="nowhere"):
        ingest(tmp_path / "home", tmp_path / "nowhere")


@pytest.mark.usefixtures("asked_again_at_once")
def test_a_source_that_fails_twice_is_asked_a_third_time(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    """A folder of another machine, say, that is only then there."""
    told: list[str] = []

    def hear(step: str, *_: int) -> None:
        told.append(step)
        if told.count("pull") == 3 and not (tmp_path / "in").exists():
            (tmp_path / "in").mkdir()
            copy(GOOD, tmp_path / "in")

    with listening(hear):
        assert ingest(tmp_path / "home", tmp_path / "in").loaded == 1


def test_the_ledger_is_an_artifact_in_the_ui(sample_home: tuple[Path, Any]) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    ledgers = ArtifactFilter(key=ArtifactFilterKey(any_=["ledger"]))
    with get_client(sync_client=True) as client:
        artifacts = client.read_artifacts(artifact_filter=ledgers)
    assert any(sample_home[1].run_id in str(a.data) for a in artifacts)


def test_deployments_name_flows_and_their_parameters(server: None) -> None:
    import yaml
    from prefect.flows import load_flow_from_entrypoint

    facts = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    for deployment in facts["deployments"]:
        flow = load_flow_from_entrypoint(deployment["entrypoint"])
        flow.validate_parameters(deployment["parameters"])


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    # Linux refuses to read this file from its start, whoever asks, root included.
    summary = ingest(tmp_path, GOOD, "/proc/self/mem")
    assert (summary.pulled, summary.loaded) == (1, 1)
    assert any("mem" in warning for warning in summary.warnings)


def test_a_store_made_by_other_code_is_read_anew(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    ingest(tmp_path, GOOD)
    before = content_hash(tmp_path / "warehouse.duckdb")
    with duckdb.connect(str(tmp_path / "store.duckdb")) as store:
        store.execute("UPDATE state.reader SET version = 'other'")
        store.execute("UPDATE stage.funding SET amount_eur = 1")
    summary = ingest(tmp_path, GOOD)
    assert (summary.unchanged, summary.published) == (1, True)
    assert content_hash(tmp_path / "warehouse.duckdb") == before


def test_rebuild_from_nothing_leaves_what_is_published(
    ingest: Callable[..., Any], rebuild: Callable[[Path], Any], tmp_path: Path
) -> None:
    ingest(tmp_path, GOOD)
    before = content_hash(tmp_path / "warehouse.duckdb")
    rmtree(tmp_path / "archive")
    with pytest.raises(HomeUnusable, match="is no home"):
        rebuild(tmp_path)
    assert content_hash(tmp_path / "warehouse.duckdb") == before


def test_an_archive_that_cannot_be_written_stops_the_run(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    """A full or broken disk is no fault of the sources."""
    (tmp_path / "archive").mkdir()
    taken = hashlib.sha256(GOOD.read_bytes()).hexdigest()[:2]
    (tmp_path / "archive" / taken).write_bytes(b"in the way")
    with pytest.raises(OSError, match=taken):
        ingest(tmp_path, GOOD)


def test_nothing_readable_is_a_failed_run(ingest: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(NothingRead, match=r"proc/\d+/mem"):
        ingest(tmp_path, "/proc/self/mem")
    (tmp_path / "empty").mkdir()
    assert ingest(tmp_path / "home", tmp_path / "empty").pulled == 0
