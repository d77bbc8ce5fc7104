"""The command ``export``: what it writes, says and refuses; an export that erasing removes."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import SAMPLES
from tests.warehouse.made import build, take_in
from warehouse.erasure import remove_leftovers
from warehouse.publish import publish


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one published project."""
    home = tmp_path_factory.mktemp("home")
    path = SAMPLES / "2023-06" / "A79903_kuvaus.txt"
    take_in(home, [(path.name, path.read_bytes())])
    build(home)
    publish(home, "run")
    return home


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["export", *(str(a) for a in arguments)])


def test_says_what_it_wrote_and_writes_below_the_home(home: Path) -> None:
    said = run("--format", "parquet", "--home", home, "--json")
    assert said.exit_code == 0, said.output
    found = json.loads(said.stdout)
    folder = home / "exports" / "parquet"
    assert (found["folder"], found["run_id"]) == (str(folder), "run")
    for file in found["files"]:
        path = folder / file["path"]
        assert path.stat().st_size == file["bytes"]
        (count,) = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchone() or ()
        assert count == file["rows"], path
    table = run("--format", "parquet", "--home", home)
    assert all(word in table.stdout for word in ("latest", "mart", "quality", "run", str(folder)))
    folder = home / "exports" / "xlsx"
    assert "Finansiering" in run("--format", "xlsx", "--lang", "sv", "--home", home).stdout
    assert {path.name for path in folder.iterdir()} == {
        "hankevarasto.xlsx",
        "datapackage.json",
        "dcat.jsonld",
    }


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--format", "ods"], 2, "is not one of parquet, csv, xlsx"),
        (["--format", "xlsx", "--lang", "de"], 2, "is not one of fi, sv, en"),
        ([], 2, "--format"),
    ],
)
def test_wrong_usage_is_said(home: Path, arguments: list[str], status: int, words: str) -> None:
    result = run(*arguments, "--home", home)
    assert result.exit_code == status
    assert words in " ".join(result.stderr.replace("│", " ").split())


def test_nothing_published_and_folders_of_others_are_said(home: Path, tmp_path: Path) -> None:
    nothing = run("--format", "csv", "--home", tmp_path)
    assert (nothing.exit_code, "hankevarasto ingest" in nothing.stderr) == (1, True)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("kept")
    taken = run("--format", "csv", "--home", home, "--out", mine)
    assert taken.exit_code == 1
    assert "notes.txt, which no export wrote" in taken.stderr
    assert [path.name for path in mine.iterdir()] == ["notes.txt"]


def test_what_is_somebody_s_stays(home: Path, tmp_path: Path) -> None:
    """Another's data package, and a workbook of ours that somebody has worked on."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "data.csv").write_text("a\n1\n")
    package = {"name": "theirs", "resources": [{"name": "data", "path": "data.csv"}]}
    (theirs / "datapackage.json").write_text(json.dumps(package))
    ours = tmp_path / "ours"
    assert run("--format", "xlsx", "--home", home, "--out", ours).exit_code == 0
    (ours / "hankevarasto.xlsx").write_bytes(b"worked on")
    for folder, file in ((theirs, "data.csv"), (ours, "hankevarasto.xlsx")):
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        taken = run("--format", "csv", "--home", home, "--out", folder)
        assert (taken.exit_code, file in taken.stderr) == (1, True)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_is_lacking_is_said(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANKEVARASTO_MEMORY", "1MB")
    result = run("--format", "parquet", "--home", home, "--out", tmp_path / "out")
    assert (result.exit_code, "HANKEVARASTO_MEMORY to more" in result.stderr) == (1, True)
    assert "rebuild" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_warehouse_of_another_version_is_said(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).close()
    result = run("--format", "csv", "--home", tmp_path)
    assert (result.exit_code, "hankevarasto rebuild" in result.stderr) == (1, True)


def test_exports_of_before_go_with_whom_is_erased(home: Path) -> None:
    """A Parquet file or a workbook does not show its texts: all of them go."""
    assert run("--format", "xlsx", "--home", home).exit_code == 0
    removed = remove_leftovers(home, lambda path: False)
    assert home / "exports" / "xlsx" / "hankevarasto.xlsx" in removed
    assert not [path for path in (home / "exports").rglob("*") if path.is_file()]
