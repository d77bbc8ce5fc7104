"""A reader that has learned more: what it frees from quarantine and reads differently."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import rows
from tests.transforms.made import DESCRIPTION, changed
from tests.transforms.made_list import HEADER, ROW, as_csv, put
from tests.transforms.made_list import OTHER as LISTED
from warehouse.content import content_hash

pytestmark = pytest.mark.large

OTHER = changed("Hankekoodi: S29100", "Hankekoodi: S29101")
BROKEN = changed("1 Hanke", "Yksi hanke")
Flow = Callable[..., Any]


@pytest.fixture
def retry(server: None) -> Callable[..., Any]:
    from flows.ingest import retry as flow

    return lambda home, *documents: flow(documents=list(documents), home=str(home))


@pytest.fixture
def home(tmp_path: Path, ingest: Flow) -> Path:
    """A home that has received two descriptions and one that nobody can read."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in {"a.txt": DESCRIPTION, "b.txt": OTHER, "broken.txt": BROKEN}.items():
        (folder / name).write_text(text, encoding="utf-8")
    summary = ingest(tmp_path / "home", folder)
    assert (summary.loaded, summary.quarantined) == (2, 1)
    return tmp_path / "home"


def as_older_code_left_it(home: Path, *statements: str) -> None:
    """Change the store as if another version had read the documents so."""
    with duckdb.connect(str(home / "store.duckdb")) as connection:
        for statement in (*statements, "UPDATE state.reader SET version = 'older'"):
            connection.execute(statement)


OF_B = "statement_id IN (SELECT statement_id FROM meta.statement WHERE project_code = 'S29101')"
AS_IF_B_WAS_REFUSED = (
    """INSERT INTO quality.quarantine SELECT document_id, 'file:///b.txt', NULL, NULL,
    'form_not_recognised', NULL, '', now()::TIMESTAMP, 1 FROM meta.document
    WHERE project_code = 'S29101'""",
    f"DELETE FROM meta.chain WHERE {OF_B}",
    f"DELETE FROM stage.project WHERE {OF_B}",
    "UPDATE meta.document SET status = 'quarantined' WHERE project_code = 'S29101'",
    "DELETE FROM meta.statement WHERE project_code = 'S29101'",
)
CHANGES = "SELECT project_code, table_name, before, after FROM meta.reading_change"


def test_retry_frees_what_can_be_read_now(home: Path, retry: Flow) -> None:
    right = content_hash(home / "warehouse.duckdb")
    as_older_code_left_it(home, *AS_IF_B_WAS_REFUSED)
    summary = retry(home)
    came = {(row["before"], row["after"]) for row in summary.tried}
    assert came == {
        ("form_not_recognised", "loaded"),
        ("project_code_missing", "project_code_missing"),
    }
    assert summary.published
    assert summary.reads_differently == 1
    assert rows(home, CHANGES) == [
        ("S29101", "meta.document", "quarantined: form_not_recognised", "loaded")
    ]
    assert content_hash(home / "warehouse.duckdb") == right


def test_retry_counts_its_attempts_and_changes_nothing_else(
    home: Path, retry: Flow, rebuild: Flow
) -> None:
    right = content_hash(home / "warehouse.duckdb")
    attempts = "SELECT attempts FROM quality.quarantine"
    assert rows(home, attempts) == [(1,)]
    (row,) = retry(home).tried
    assert row["before"] == row["after"]
    assert rows(home, attempts) == [(2,)]
    rebuild(home)
    assert rows(home, attempts) == [(2,)]
    assert content_hash(home / "warehouse.duckdb") == right
    assert rows(home, CHANGES) == []


def test_retry_of_what_is_not_refused_says_so(home: Path, retry: Flow) -> None:
    from flows.steps import NothingRefused

    with pytest.raises(NothingRefused, match="ffff"):
        retry(home, "ffff")


def test_rebuild_says_what_reads_differently(home: Path, rebuild: Flow) -> None:
    """A figure, a place and a text read otherwise: the text itself is not shown."""
    right = content_hash(home / "warehouse.duckdb")
    as_older_code_left_it(
        home,
        f"UPDATE stage.funding SET amount_eur = 7 WHERE basis = 'granted' AND {OF_B}",
        f"UPDATE stage.text SET text = 'Aamu Mäkelä' WHERE field = 'summary' AND {OF_B}",
        f"UPDATE stage.place SET line_number = 99 WHERE {OF_B}",
    )
    summary = rebuild(home)
    assert summary.reads_differently == 1
    found = {table: (before, after) for _, table, before, after in rows(home, CHANGES)}
    assert found.keys() == {"stage.funding", "stage.text"}
    before, after = found["stage.funding"]
    assert before == "eu_state · granted · 7.00"
    assert after.startswith("eu_state · granted · ")
    assert found["stage.text"] == ("3 · summary · fi · …", "3 · summary · fi · …")
    assert content_hash(home / "warehouse.duckdb") == right


def test_rebuild_says_which_rows_of_a_list_are_taken_no_more(
    tmp_path: Path, ingest: Flow, rebuild: Flow
) -> None:
    """A row taken by one of the readers alone is told, whichever it is."""
    home = tmp_path / "home"
    (tmp_path / "list.csv").write_text(as_csv(HEADER, put(ROW, c0=""), LISTED), encoding="utf-8")
    ingest(home, tmp_path / "list.csv")
    as_older_code_left_it(
        home,
        "INSERT INTO meta.statement SELECT document_id || ':2', document_id, kind, 'A79101', 2, "
        "'' FROM meta.document",
        "DELETE FROM quality.refused_row",
        f"DELETE FROM meta.statement WHERE {OF_B}",
    )
    rebuild(home)
    assert rows(home, f"{CHANGES} ORDER BY ALL") == [
        ("A79101", "meta.statement", "2: loaded", "2: row_without_code"),
        ("S29101", "meta.statement", "3: –", "3: loaded"),
    ]


def test_rebuild_keeps_what_was_noted_before(home: Path, rebuild: Flow) -> None:
    as_older_code_left_it(home, *AS_IF_B_WAS_REFUSED)
    rebuild(home)
    assert rebuild(home).reads_differently == 0
    assert len(rows(home, CHANGES)) == 1
