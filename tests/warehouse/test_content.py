"""The content hash: what is said counts, not when, from where or in which order."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.generator import generate
from schemas.catalogue import table
from schemas.frames import build_frame
from schemas.table import Column, Table
from tests.schemas.made import row
from tests.transforms.made import DESCRIPTION, changed
from tests.warehouse.made import build, take_in
from warehouse.content import content_hash, hash_query, hashed_tables
from warehouse.ddl import create_all

TABLES = hashed_tables()
COLUMNS = [pytest.param(t, c, id=f"{t.full_name}.{c.name}") for t in TABLES for c in t.columns]
Hashed = Callable[..., tuple[Any, ...]]
OTHER = {
    "VARCHAR": "'y'",
    "BOOLEAN": "false",
    "DATE": "DATE '2021-02-03'",
    "TIMESTAMP": "TIMESTAMP '2021-02-03 04:05:06'",
}


@pytest.fixture(scope="module")
def hashed() -> Iterator[Hashed]:
    """What the hash query of a table gives for rows, and again after an UPDATE if any."""
    with duckdb.connect() as connection:
        for statement in create_all(TABLES):
            connection.execute(statement)

        def run(t: Table, rows: list[dict[str, Any]], change: str = "") -> tuple[Any, ...]:
            connection.execute("BEGIN")
            connection.register("sample", build_frame(t, rows))
            connection.execute(f"INSERT INTO {t.full_name} BY NAME SELECT * FROM sample")
            found = connection.execute(hash_query(t)).fetchall()
            if change:
                connection.execute(f"UPDATE {t.full_name} SET {change}")
                found += connection.execute(hash_query(t)).fetchall()
            connection.execute("ROLLBACK")
            return tuple(found)

        yield run


@pytest.mark.parametrize(("t", "column"), COLUMNS)
def test_hash_sees_a_changed_value_unless_its_column_is_volatile(
    hashed: Hashed, t: Table, column: Column
) -> None:
    change = f'"{column.name}" = {OTHER.get(column.type, 77)}'
    before, after = hashed(t, [row(t)], change)
    assert (before == after) == column.volatile


@pytest.mark.parametrize("t", TABLES, ids=lambda t: t.full_name)
def test_hash_ignores_the_order_of_rows_and_sees_their_number(hashed: Hashed, t: Table) -> None:
    numbers = {c.name: 77 for c in t.columns if c.type in ("INTEGER", "BIGINT")}
    texts = {c.name: "y" for c in t.columns if c.type == "VARCHAR"}
    one, two = row(t), row(t, **numbers, **texts)
    assert hashed(t, [one, two]) == hashed(t, [two, one])
    assert hashed(t, [one, two]) != hashed(t, [one])
    assert hashed(t, [one, one, two]) != hashed(t, [one, two, two])


def test_hash_tells_empty_from_absent_and_one_column_from_the_next(hashed: Hashed) -> None:
    pairs = [("", "a"), (None, "a"), ("a", ""), ("a", None), (None, None), ("ab", "c"), ("a", "bc")]
    t = table("main.dim_organisation")
    found = {hashed(t, [row(t, name=name, business_id=number)]) for name, number in pairs}
    assert len(found) == len(pairs)


def deliveries() -> list[tuple[str, bytes]]:
    made = [(one.file_name, one.content) for one in generate(6, seed=3, defect_share=0.5)]
    versions = [DESCRIPTION, changed(": 70 000", ": 75 000"), changed("Taitopolku", "Kasvu")]
    return [*made, *(("own", text.encode()) for text in versions), ("broken", b"\x89PNG")]


def test_hash_depends_on_what_was_received_alone(tmp_path: Path) -> None:
    """Neither on the order of different projects, nor on the runs, nor on the time."""
    received = deliveries()
    one, other = tmp_path / "one", tmp_path / "other"
    for home in (one, other):
        home.mkdir()
    take_in(one, received)
    for delivery in (received[-1], *received[-4:-1], *reversed(received[:-4])):
        take_in(other, [(f"elsewhere/{delivery[0]}", delivery[1])])
    assert content_hash(build(one)) == content_hash(build(other))
    take_in(one, [("own", DESCRIPTION.encode())])
    assert content_hash(build(one)) != content_hash(build(other))
