"""The search that proves an erasure: what it looks into, and that it finds."""

from pathlib import Path

import duckdb
import pytest

from warehouse.archive import Archive
from warehouse.person_search import OVERLAP, search_home


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.prepare()
    return archive


def found(archive: Archive, *beside: Path) -> list[str]:
    result = search_home(
        archive.home,
        archive,
        list(beside),
        lambda text: "sought" in text,
        lambda content: iter([content.decode("utf-8", "replace")]),
        lambda done, of: None,
    )
    assert result.files > 0
    return [place.removeprefix(f"{archive.home}/") for place in result.places]


def test_values_that_no_byte_shows_are_found(archive: Archive) -> None:
    """DuckDB compresses what repeats."""
    path = archive.home / "any.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT 'so' || 'ught ' || i AS a FROM range(20000) r(i)"
        )
        connection.execute("CREATE VIEW v AS SELECT [a] AS listed FROM t")
        connection.execute("CREATE TABLE other AS SELECT 1 AS number")
    places = found(archive)
    assert {'any.duckdb: "main"."t".a', 'any.duckdb: "main"."v".listed'} <= set(places)
    assert not any("other" in place for place in places)


def test_names_and_bytes_of_files_are_found(archive: Archive, tmp_path: Path) -> None:
    (archive.home / "sought.txt").write_bytes(b"")
    (archive.home / "x.txt").write_bytes(b"is sought here")
    (archive.home / "y.txt").write_bytes(b"is not")
    beside = tmp_path.parent / f"{tmp_path.name}.db"
    beside.write_bytes(b"sought")
    assert found(archive, beside, tmp_path / "none") == ["sought.txt", "x.txt", str(beside)]


def test_large_files_are_searched_across_their_parts(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.person_search.MAX_BYTES", 2 * OVERLAP)
    for start in (0, 2 * OVERLAP - 3, 4 * OVERLAP - 1, 5 * OVERLAP):
        path = archive.home / f"{start}.bin"
        path.write_bytes(b"\xff" * start + b"sought" + b"\xff" * OVERLAP)
        assert found(archive) == [path.name]
        path.unlink()
