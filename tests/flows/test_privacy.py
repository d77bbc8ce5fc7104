"""Commands about personal data, and what they say where they cannot."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from warehouse.archive import Archive
from warehouse.keys import KEY_VARIABLE, open_vault

KEY = "a key of the tests alone"


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Archive(tmp_path).prepare()
    return tmp_path


@pytest.mark.parametrize("known", ["Maija", " ", "S29001"])
def test_who_is_not_known_well_enough_is_wrong_usage(home: Path, known: str) -> None:
    result = run("erase", known, "--home", home)
    assert result.exit_code == 2
    assert "no full name" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("contacts_years: ten", "not a whole number above 0"),
        ("contacts_years: 0", "not a whole number above 0"),
        ("contacts: 10", "takes lines like"),
        ("- 1", "takes lines like"),
        ("a: [", "cannot be read"),
    ],
)
def test_periods_that_cannot_be_used_are_said(home: Path, said: str, words: str) -> None:
    path = home / "decisions" / "retention.yaml"
    path.parent.mkdir()
    path.write_text(said)
    result = run("retention", "--home", home)
    assert result.exit_code == 1
    assert words in result.stderr
    assert str(path) in result.stderr


def test_keys_that_cannot_be_rotated_are_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, short = home / "key", home / "short"
    key.write_text(f"{KEY}\n")
    short.write_text("short\n")
    unsealed = run("rotate-key", key, "--home", home)
    assert (unsealed.exit_code, "not sealed" in unsealed.stderr) == (1, True)
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    open_vault(home)
    assert "is the one so far" in run("rotate-key", key, "--home", home).stderr
    assert "16 ASCII characters" in run("rotate-key", short, "--home", home).stderr
    assert "cannot be read" in run("rotate-key", home / "none", "--home", home).stderr
    monkeypatch.delenv(KEY_VARIABLE)
    assert "Name its key" in run("rotate-key", key, "--home", home).stderr


def test_rotated_key_is_the_only_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = home / "fresh"
    fresh.write_text("another key of the tests")
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    open_vault(home)
    result = run("rotate-key", fresh, "--home", home)
    assert result.exit_code == 0
    assert "rotated" in result.output
    assert KEY not in result.output
    assert "not that of" in run("rotate-key", fresh, "--home", home).stderr
