"""What becomes of each delivery, settled against a real store."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.made import deliver, facts, refused
from warehouse.store import open_store, store_path
from warehouse.versions import Facts

FIRST, SECOND, THIRD = facts("d1", "a"), facts("d2", "b"), facts("d3", "c")
FIRST_AGAIN = facts("d4", "a")  # other bytes that say what d1 says
LONGER = facts("d5", "e", "1 2 5 6 9")
OTHER = facts("d6", "a", code="S29200")
BROKEN = refused("d7")
ALL = (FIRST, SECOND, THIRD, FIRST_AGAIN, LONGER, OTHER, BROKEN)
Delivery = tuple[str, Facts]


def stored(home: Path, query: str) -> list[tuple[Any, ...]]:
    with open_store(store_path(home)) as store:
        return [tuple(row.values()) for row in store.rows(query)]


def chain(home: Path) -> list[tuple[Any, ...]]:
    return stored(
        home, "SELECT version, statement_id FROM meta.chain ORDER BY project_code, version"
    )


@pytest.mark.parametrize(
    ("deliveries", "outcomes"),
    [
        ([("x", FIRST)], ["loaded"]),
        ([("x", FIRST), ("x", FIRST)], ["loaded", "unchanged"]),
        ([("x", FIRST), ("y", FIRST)], ["loaded", "duplicate"]),
        ([("x", FIRST), ("y", FIRST), ("y", FIRST)], ["loaded", "duplicate", "unchanged"]),
        ([("x", FIRST), ("x", FIRST_AGAIN)], ["loaded", "duplicate"]),
        ([("x", FIRST), ("y", FIRST_AGAIN)], ["loaded", "duplicate"]),
        ([("x", FIRST), ("x", FIRST_AGAIN), ("x", FIRST)], ["loaded", "duplicate", "duplicate"]),
        ([("x", FIRST), ("x", SECOND)], ["loaded", "new_version"]),
        ([("x", FIRST), ("y", SECOND)], ["loaded", "new_version"]),
        ([("x", FIRST), ("x", OTHER)], ["loaded", "loaded"]),
        # Going back to what was said before is a new version, whatever its bytes.
        ([("x", FIRST), ("x", SECOND), ("x", FIRST)], ["loaded", "new_version", "new_version"]),
        (
            [("x", FIRST), ("x", SECOND), ("x", FIRST_AGAIN)],
            ["loaded", "new_version", "new_version"],
        ),
        (
            [("x", FIRST), ("x", FIRST_AGAIN), ("x", SECOND), ("x", FIRST_AGAIN)],
            ["loaded", "duplicate", "new_version", "new_version"],
        ),
        (
            [("x", FIRST), ("x", SECOND), ("x", FIRST), ("x", SECOND)],
            ["loaded", "new_version", "new_version", "new_version"],
        ),
        # A source met for the first time that says something superseded is late.
        ([("x", FIRST), ("x", SECOND), ("y", FIRST)], ["loaded", "new_version", "duplicate"]),
        ([("x", FIRST), ("x", SECOND), ("y", FIRST_AGAIN)], ["loaded", "new_version", "duplicate"]),
        # Sections that the version before had are gone.
        ([("x", LONGER), ("x", SECOND)], ["loaded", "quarantined"]),
        ([("x", FIRST), ("x", LONGER), ("x", SECOND)], ["loaded", "new_version", "quarantined"]),
        ([("x", LONGER), ("y", SECOND), ("x", LONGER)], ["loaded", "quarantined", "unchanged"]),
        ([("x", BROKEN)], ["quarantined"]),
        ([("x", BROKEN), ("x", BROKEN)], ["quarantined", "unchanged"]),
        ([("x", BROKEN), ("y", BROKEN)], ["quarantined", "quarantined"]),
        (
            [("x", FIRST), ("x", BROKEN), ("x", FIRST)],
            ["loaded", "quarantined", "duplicate"],
        ),
        (
            [("x", BROKEN), ("x", FIRST), ("x", BROKEN)],
            ["quarantined", "loaded", "quarantined"],
        ),
    ],
)
def test_outcome_of_each_delivery(
    tmp_path: Path, deliveries: list[Delivery], outcomes: list[str]
) -> None:
    assert deliver(tmp_path, *deliveries) == outcomes


def test_chain_keeps_every_version_in_order(tmp_path: Path) -> None:
    deliver(tmp_path, *(("x", document) for document in (FIRST, SECOND, FIRST, THIRD)))
    assert chain(tmp_path) == [(1, "d1"), (2, "d2"), (3, "d1"), (4, "d3")]


def test_chains_run_per_kind(tmp_path: Path) -> None:
    plan = facts("d8", "b", "1 2", kind="plan")
    assert deliver(tmp_path, ("x", FIRST), ("y", plan)) == ["loaded", "loaded"]


def test_version_counts_from_its_receipt(tmp_path: Path) -> None:
    deliver(tmp_path, ("x", FIRST), ("y", FIRST), ("x", SECOND))
    query = """SELECT chain.valid_from = min(delivery.received_at)
        FROM meta.chain INNER JOIN meta.statement USING (statement_id)
        INNER JOIN meta.delivery USING (document_id)
        GROUP BY chain.version, chain.valid_from"""
    assert stored(tmp_path, query) == [(True,), (True,)]


def test_refused_document_is_in_quarantine_once_and_in_no_chain(tmp_path: Path) -> None:
    for source in ("x", "y", "x"):
        deliver(tmp_path, (source, BROKEN), (source, FIRST))
    query = "SELECT document_id, reason, detail FROM quality.quarantine"
    assert stored(tmp_path, query) == [
        ("d7", "empty", "The file holds no text. Fetch it again from its source.")
    ]
    assert chain(tmp_path) == [(1, "d1")]


def test_truncated_document_is_refused_with_the_sections_it_lost(tmp_path: Path) -> None:
    deliver(tmp_path, ("x", LONGER), ("x", SECOND))
    ((document_id, reason, detail),) = stored(
        tmp_path, "SELECT document_id, reason, detail FROM quality.quarantine"
    )
    assert (document_id, reason) == ("d2", "truncated")
    assert "Sections gone: 9." in detail


def test_source_that_alternates_fills_the_quarantine_once(tmp_path: Path) -> None:
    for document in (FIRST, LONGER, FIRST, LONGER, FIRST):
        deliver(tmp_path, ("x", document))
    query = "SELECT document_id, count(*) FROM quality.quarantine GROUP BY ALL HAVING count(*) > 1"
    assert stored(tmp_path, query) == []


def test_document_in_force_once_is_not_in_quarantine_as_well(tmp_path: Path) -> None:
    deliver(tmp_path, ("x", FIRST), ("x", LONGER), ("x", FIRST))
    query = """SELECT document_id FROM quality.quarantine
        INNER JOIN meta.document USING (document_id) WHERE status <> 'quarantined'"""
    assert stored(tmp_path, query) == []


def test_nothing_of_a_failed_batch_is_kept(tmp_path: Path) -> None:
    def fail() -> None:
        with open_store(store_path(tmp_path)) as store:
            store.connection.execute("DELETE FROM meta.chain")
            raise OSError("disk full")

    deliver(tmp_path, ("x", FIRST))
    with pytest.raises(OSError, match="disk full"):
        fail()
    assert chain(tmp_path) == [(1, "d1")]


@settings(deadline=None, max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(ALL)), max_size=8),
    st.sets(st.integers(1, 7)),
)
def test_outcomes_do_not_depend_on_how_deliveries_are_split(
    deliveries: list[Delivery], cuts: set[int]
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as many:
        together = deliver(Path(one), *deliveries)
        edges = [0, *sorted(c for c in cuts if c < len(deliveries)), len(deliveries)]
        parts = [deliveries[a:b] for a, b in pairwise(edges)]
        assert [o for part in parts for o in deliver(Path(many), *part)] == together
        query = "SELECT * EXCLUDE (valid_from) FROM meta.chain ORDER BY ALL"
        assert stored(Path(one), query) == stored(Path(many), query)
        documents = "SELECT document_id, status FROM meta.document ORDER BY ALL"
        assert stored(Path(one), documents) == stored(Path(many), documents)
