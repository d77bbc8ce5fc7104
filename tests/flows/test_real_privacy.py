"""The real documents with and without a key: no person in anything that is kept open or told."""

import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.flows.personal import personal_values
from tests.flows.searched import files_of, holding, values_of, values_of_sqlite
from tests.flows.served import command
from warehouse.archive import Archive
from warehouse.keys import open_vault

pytestmark = pytest.mark.large


@pytest.fixture(scope="module")
def sources(real_descriptions: list[Path], real_plan: Path, real_list: Path) -> list[Path]:
    return [*real_descriptions, real_plan, real_list]


@pytest.fixture(scope="module")
def people(real_descriptions: list[Path], real_plan: Path) -> set[str]:
    """What the documents say of people, but for the one name that another also cites an author by.

    There it is that of somebody else, and stays as the service published it.
    """
    said = {path: personal_values(path) for path in (*real_descriptions, real_plan)}
    texts = {path: path.read_text(encoding="utf-8").casefold() for path in said}
    cited = {
        value
        for path, values in said.items()
        for value in values
        for other, text in texts.items()
        if value in text and value not in said[other]
    }
    assert len(cited) <= 1
    return set().union(*said.values()) - cited


@pytest.fixture(scope="module")
def place(key: str | None, sources: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home, its engine's folder and what its commands said: ingest, reports, report as PDF."""
    place = tmp_path_factory.mktemp("real")
    engine = place / "engine"
    if known := os.environ.get("PREFECT_HOME"):  # a new one migrates its database for a minute
        shutil.copytree(known, engine, ignore=shutil.ignore_patterns("prefect.db*"))
    kept = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    environment = kept | {"PREFECT_HOME": str(engine), "PREFECT_LOGGING_LEVEL": "DEBUG"}
    home = place / "home"
    for arguments in (
        ("ingest", *sources, "--home", home),
        ("report", "--home", home, "--lang", "sv", "--pdf"),
        ("status", "--home", home),
        ("quarantine", "list", "--home", home),
        ("explain", "S22619", "--home", home),
    ):
        done = subprocess.run(
            command(*arguments), env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        with (place / "said.log").open("ab") as log:
            log.write(done.stdout + done.stderr)
    return place


def test_no_person_in_any_published_value(place: Path, people: set[str]) -> None:
    assert len(people) > 30
    said = "\n".join(values_of(place / "home" / "warehouse.duckdb")).casefold()
    assert not [person for person in people if person in said]


def test_no_person_in_the_store(place: Path, people: set[str]) -> None:
    said = "\n".join(values_of(place / "home" / "store.duckdb")).casefold()
    assert not [person for person in people if person in said]


def test_no_person_in_the_bytes_of_any_file(place: Path, people: set[str]) -> None:
    """Reports with their CSV and Excel, journal, receipts, logs, the engine's database.

    Of the archive as far as it is sealed; without a key the documents are there as they came.
    """
    documents = place / "home" / "archive"
    files = [
        file
        for file in files_of(place)
        if file.parent.parent != documents or file.suffix == ".sealed"
    ]
    assert {".csv", ".xlsx", ".html", ".pdf", ".db", ".jsonl", ".log"} <= {f.suffix for f in files}
    assert holding(files, people) == []


def test_no_person_in_the_engine_s_database(place: Path, people: set[str]) -> None:
    said = "\n".join(values_of_sqlite(place / "engine" / "prefect.db")).casefold()
    assert "s22619" in said
    assert not [person for person in people if person in said]


def test_people_are_where_they_belong(place: Path, key: str | None, people: set[str]) -> None:
    """In the archive, and with a key in the restricted store, which nothing else opens."""
    home = place / "home"
    restricted = home / "restricted.duckdb"
    archive = Archive(home, open_vault(home))
    texts = [archive.read(one).decode("utf-8", "replace") for one in archive.document_ids()]
    received = "\n".join(texts).casefold()
    assert sum(person in received for person in people) > 25
    if key is None:
        assert not restricted.exists()
        return
    said = "\n".join(values_of(restricted, key)).casefold()
    known = [person for person in people if person in received]
    assert len([person for person in known if person not in said]) < len(known) / 10
    for attempt in ("", ", ENCRYPTION_KEY 'another key of the tests'"):
        with duckdb.connect() as connection, pytest.raises(duckdb.Error, match="key"):
            connection.execute(f"ATTACH '{restricted}' AS r (READ_ONLY{attempt})")
