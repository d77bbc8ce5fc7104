"""Which files a source stands for."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.content import SourceMissing
from sources.folders import locate_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.md", ".hidden", "sub/.git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def names(folder: Path, *sources: str) -> list[str]:
    found = locate_files([str(folder / source) for source in sources])
    return [one.path.relative_to(folder).as_posix() for one in found]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["a.txt"], ["a.txt"]),
        (["."], ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.md"]),
        (["sub"], ["sub/c.txt", "sub/deep/d.md"]),
        ([".hidden"], [".hidden"]),
        (["sub/.git"], ["sub/.git/config"]),
        (["*.txt"], ["a.txt", "b.txt"]),
        (["[ab].txt"], ["a.txt", "b.txt"]),
        (["**/*.txt"], ["a.txt", "b.txt", "sub/c.txt"]),
        (["s*"], ["sub/c.txt", "sub/deep/d.md"]),
        (["b.txt", "a.txt"], ["b.txt", "a.txt"]),
        (["sub", "."], ["sub/c.txt", "sub/deep/d.md", "a.txt", "b.txt"]),
        (["a.txt", "a.txt", "./a.txt", "*.txt"], ["a.txt", "b.txt"]),
    ],
)
def test_source_stands_for_its_files_once_and_in_order(
    folder: Path, sources: list[str], expected: list[str]
) -> None:
    assert names(folder, *sources) == expected


def test_file_reached_by_a_link_counts_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "a.txt")
    assert names(folder, "a.txt", "link.txt") == ["a.txt"]


def test_relative_source_is_read_from_the_working_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (found,) = locate_files(["a.txt"])
    assert found.path == folder / "a.txt"


@pytest.mark.parametrize("name", ["kuvaus[1].txt", "kuvaus (1)*.txt", "mikä?.txt", "hanke 7 ä.txt"])
def test_file_with_an_odd_name_is_found_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert names(tmp_path, name) == [name]


@pytest.mark.parametrize("source", ["no.txt", "no/", "*.pdf"])
def test_source_that_gives_nothing_is_named(folder: Path, source: str) -> None:
    with pytest.raises(SourceMissing, match="Nothing to read at"):
        names(folder, "a.txt", source)


def test_every_missing_source_is_named(folder: Path) -> None:
    with pytest.raises(SourceMissing) as raised:
        names(folder, "no.txt", "a.txt", "*.pdf")
    assert "no.txt" in str(raised.value)
    assert "*.pdf" in str(raised.value)
    assert "a.txt" not in str(raised.value)


def test_opened_it_gives_address_bytes_and_the_time_of_the_source(folder: Path) -> None:
    changed = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
    os.utime(folder / "a.txt", (changed.timestamp(), changed.timestamp()))
    (found,) = locate_files([str(folder / "a.txt")])
    with found.open() as content:
        assert (found.uri, content.stream.read()) == ((folder / "a.txt").as_uri(), b"a.txt")
        assert (content.modified_at, content.validator) == (changed, None)


def test_an_empty_folder_is_an_empty_inbox(folder: Path) -> None:
    assert names(folder, "empty") == []
