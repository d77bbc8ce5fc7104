"""A home that names a lake: what its runs release, and what they make up for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES
from tests.warehouse.lakes import Lakes, put_lake, running_lakes
from transforms.person import read_person
from warehouse.content import content_hash, hash_of
from warehouse.journal import read_journal
from warehouse.lake import LakeFailed, open_named_lake
from warehouse.publish import published_run
from warehouse.rule_settings import SettingsInvalid
from warehouse.store import open_store, store_path

pytestmark = pytest.mark.large

FIRST, SECOND = SAMPLES / "2023-06", SAMPLES / "2023-12"


@pytest.fixture(scope="module")
def lakes() -> Iterator[Lakes]:
    with running_lakes() as running:
        yield running


def lake_hash(home: Path) -> str:
    with open_named_lake(home) as connection:
        return hash_of(connection)


def snapshots(home: Path) -> list[tuple[Any, ...]]:
    """Number and message of each release."""
    query = "SELECT snapshot_id, commit_message FROM lake.snapshots() WHERE author NOTNULL"
    with open_named_lake(home) as connection:
        return connection.execute(query).fetchall()


def test_runs_release_what_they_publish_and_make_up_for_what_they_could_not(
    ingest: Callable[..., Any], lakes: Lakes, tmp_path: Path
) -> None:
    put_lake(tmp_path, lakes.new())
    summary = ingest(tmp_path, FIRST)
    assert lake_hash(tmp_path) == content_hash(tmp_path / "warehouse.duckdb")
    assert snapshots(tmp_path) == [(summary.lake_snapshot, f"run {published_run(tmp_path)}")]
    assert summary.seconds["lake"] > 0

    assert ingest(tmp_path, FIRST).lake_snapshot is None  # nothing is new
    assert len(snapshots(tmp_path)) == 1

    lakes.catalogue.stop()
    try:
        with pytest.raises(LakeFailed, match="published, but not released to the lake") as caught:
            ingest(tmp_path, SECOND)
    finally:
        lakes.catalogue.start()
    assert "The next run tries again" in str(caught.value)
    assert read_journal(tmp_path)[-1]["error"] == f"LakeFailed: {caught.value}"
    published = content_hash(tmp_path / "warehouse.duckdb")
    assert lake_hash(tmp_path) != published
    with open_store(store_path(tmp_path)) as store:
        assert store.published()[0]  # the publication stands, report and all

    made_up = ingest(tmp_path, SECOND)
    assert (made_up.loaded, made_up.lake_snapshot) == (0, snapshots(tmp_path)[-1][0])
    assert lake_hash(tmp_path) == published
    assert snapshots(tmp_path)[-1][1] == f"run {published_run(tmp_path)}"


def test_home_that_begins_to_name_a_lake_releases_what_it_has(
    ingest: Callable[..., Any], rebuild: Callable[[Path], Any], lakes: Lakes, tmp_path: Path
) -> None:
    """And so does a rebuild, which publishes anew."""
    assert ingest(tmp_path, FIRST).lake_snapshot is None
    put_lake(tmp_path, lakes.new())
    first = ingest(tmp_path, FIRST).lake_snapshot
    assert lake_hash(tmp_path) == content_hash(tmp_path / "warehouse.duckdb")
    assert rebuild(tmp_path).lake_snapshot > first
    assert lake_hash(tmp_path) == content_hash(tmp_path / "warehouse.duckdb")


def test_erased_person_is_in_no_snapshot(
    ingest: Callable[..., Any], lakes: Lakes, tmp_path: Path
) -> None:
    """Of the earlier ones none is left to go back to."""
    from flows.erasure import erase

    home, source = tmp_path / "home", tmp_path / "S29002.txt"
    put_lake(home, lakes.new())
    text = (FIRST / "S29002_kuvaus.txt").read_text(encoding="utf-8")
    heading = "3 Suunnitelman mukainen tiivistelmä toteutuksesta"
    source.write_text(text.replace(heading, f"{heading}\n\nKouluttajana Urho Kouluttajainen."))
    ingest(home, source)
    named = "SELECT count(*) FROM main.project_text WHERE text LIKE '%Kouluttajai%'"
    with open_named_lake(home) as connection:
        assert connection.execute(named).fetchall() == [(1,)]
    assert erase(read_person(["Urho Kouluttajainen"]), home=str(home)).found.places == []
    with open_named_lake(home) as connection:
        assert connection.execute(named).fetchall() == [(0,)]
        assert len(connection.execute("SELECT * FROM lake.snapshots()").fetchall()) == 1
    assert lake_hash(home) == content_hash(home / "warehouse.duckdb")


def test_lake_that_is_named_wrongly_ends_the_run_before_it_reads_anything(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "lake.yaml").write_text("name: lappi\n", encoding="utf-8")
    with pytest.raises(SettingsInvalid, match=r"lake\.yaml: It holds three lines"):
        ingest(tmp_path, FIRST)
    assert not (tmp_path / "warehouse.duckdb").exists()
