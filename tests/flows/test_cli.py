"""The command line as a user meets it."""

import contextlib
import csv
import hashlib
import io
import json
import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import ROOT, SAMPLES

EMPTY = hashlib.sha256().hexdigest()


def commands(group: Any, *path: str) -> dict[str, Any]:
    """Every command that does something, by what is typed to call it."""
    found = {}
    for name, command in group.commands.items():
        inside = getattr(command, "commands", None)
        found |= commands(command, *path, name) if inside else {" ".join([*path, name]): command}
    return found


COMMANDS = commands(get_command(app))


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output
    assert f"hankevarasto {command}" in result.output.partition("Examples:")[2]
    assert max(map(len, result.output.splitlines())) <= 80


def test_every_command_that_ends_can_answer_in_json() -> None:
    assert {name for name, one in COMMANDS.items() if "--json" not in options(one)} == {"serve"}


def options(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts}


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    assert run("ingest", "--home", tmp_path).exit_code == 2
    assert run("sql", "SELECT 1", "--format", "xml", "--home", tmp_path).exit_code == 2
    assert run("report", "--lang", "de", "--home", tmp_path).exit_code == 2


def test_without_a_warehouse_the_hint_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("sql", "SELECT 1", "--home", tmp_path)
    assert result.exit_code == 1
    assert "hankevarasto ingest" in result.stderr


def test_sql_formats(sample_home: tuple[Path, Any]) -> None:
    query = "SELECT project_code, planned_start FROM latest.dim_project ORDER BY 1 LIMIT 2"
    asked = ("sql", query, "--home", sample_home[0], "--format")
    table = run(*asked, "table").output
    assert "A79001" in table
    by_csv = list(csv.DictReader(io.StringIO(run(*asked, "csv").output)))
    by_json = json.loads(run(*asked, "json").output)
    by_parquet = pq.read_table(io.BytesIO(run(*asked, "parquet").stdout_bytes)).to_pylist()
    assert [r["project_code"] for r in by_csv] == ["A79001", "A79002"]
    assert by_csv == by_json
    assert [{k: str(v) for k, v in r.items()} for r in by_parquet] == by_json


def test_sql_writes_nothing_and_reaches_nothing(sample_home: tuple[Path, Any]) -> None:
    for query in ("DELETE FROM main.dim_project", "SELECT * FROM read_text('/etc/hostname')"):
        result = run("sql", query, "--home", sample_home[0])
        assert result.exit_code == 1
        assert "error" in result.stderr


def test_status_and_quarantine(sample_home: tuple[Path, Any]) -> None:
    home = sample_home[0]
    facts = json.loads(run("status", "--json", "--home", home).output)
    assert facts["quarantine"] == {"empty": 1, "sections_missing": 2, "undecided": 1}
    assert facts["runs"][0]["pulled"] == 37
    assert "sections_missing" in run("quarantine", "list", "--home", home).output
    listed = json.loads(run("quarantine", "list", "--json", "--home", home).output)
    shown = run("quarantine", "show", listed[0]["document_id"][:10], "--home", home).output
    assert listed[0]["detail"][:20] in shown
    assert run("quarantine", "show", "zzz", "--home", home).exit_code == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fi", "Kymmenen tärkeintä"), ("sv", "De tio viktigaste"), ("en", "The ten most")],
)
def test_report_of_one_authority(
    lang: str, words: str, sample_home: tuple[Path, Any], tmp_path: Path
) -> None:
    result = run(
        *("report", "--authority", "Kymenlaakson liitto", "--lang", lang, "--out", tmp_path),
        *("--home", sample_home[0]),
    )
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert words in page
    assert "Kymenlaakson liitto" in page
    assert "src=" not in page


def test_report_of_an_unknown_authority_names_those_there_are(
    sample_home: tuple[Path, Any],
) -> None:
    for given, meant in (
        ("kymenlaakson liito", "Kymenlaakson liitto"),
        ("Hämeen ELY-keskus", "Hämeen elinkeino-, liikenne- ja ympäristökeskus"),
    ):
        result = run("report", "--authority", given, "--home", sample_home[0])
        assert result.exit_code == 2
        assert f"Did you mean {meant!r}" in result.stderr
    assert "Lapin liitto" in result.stderr


def test_answers_in_json(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    home = ("--home", sample_home[0], "--json")
    (file, *_) = json.loads(run("report", "--out", tmp_path, *home).output)["files"]
    assert Path(file).parent == tmp_path
    explained = json.loads(run("explain", "S29004", *home).output)
    assert explained["project"]["project_code"] == "S29004"
    assert sum(row["days"] for row in explained["months"]) == 884
    assert json.loads(run("sql", "SELECT 1.10 AS one", *home).output) == [{"one": "1.10"}]
    backup = tmp_path / "backup.tar.gz"
    assert json.loads(run("backup", backup, *home).output)["documents"] > 0


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("report --authority Lap", [r"Lapin\ liitto"]),
        ('report --authority "Lap', ["Lapin liitto"]),
        ("report --lang s", ["sv"]),
        ("sql --format p", ["parquet"]),
        ("explain S2900", [f"S2900{number}" for number in range(1, 10)]),
        ("explain --level maa", ["maakunta"]),
        ("quarantine show e3b0", [EMPTY]),
        ("quarantine l", ["list"]),
    ],
)
def test_shell_offers_what_is_there(
    sample_home: tuple[Path, Any], typed: str, offered: list[str]
) -> None:
    words = ["hankevarasto", *typed.split()]
    shell = {
        "_HANKEVARASTO_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "HANKEVARASTO_HOME": str(sample_home[0]),
    }
    result = CliRunner().invoke(app, [], prog_name="hankevarasto", env=shell)
    assert result.output.splitlines() == offered


def test_shell_offers_nothing_where_nothing_is_published(tmp_path: Path) -> None:
    shell = {
        "_HANKEVARASTO_COMPLETE": "complete_bash",
        "COMP_WORDS": "hankevarasto explain S",
        "COMP_CWORD": "2",
        "HANKEVARASTO_HOME": str(tmp_path),
    }
    result = CliRunner().invoke(app, [], prog_name="hankevarasto", env=shell)
    assert result.output.strip() == ""


def test_a_mistyped_home_is_no_empty_one(tmp_path: Path) -> None:
    for command in ("status", "rebuild", "quarantine list", "quarantine retry", "retention"):
        result = run(*command.split(), "--home", tmp_path / "mistyped")
        assert (result.exit_code, "no home at" in result.stderr) == (1, True), command
    assert not (tmp_path / "mistyped").exists()


def on_terminal(home: Path, columns: int, *arguments: str, **environment: str) -> str:
    """What a command writes to a terminal of so many columns."""
    shown, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (50, columns))
    command = [sys.executable, "-m", "flows.cli", *arguments, "--home", str(home)]
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    subprocess.Popen(
        command,
        stdout=terminal,
        stderr=terminal,
        env=kept | {"TERM": "xterm-256color"} | environment,
        cwd=ROOT,
    )
    os.close(terminal)
    written = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while part := os.read(shown, 65536):
            written += part
    os.close(shown)
    return written.decode()


@pytest.mark.parametrize(
    "command", ["quarantine list", "status", "explain S29004", "sql FROM~latest.dim_project"]
)
def test_what_is_shown_fits_the_terminal(sample_home: tuple[Path, Any], command: str) -> None:
    arguments = [word.replace("~", " ") for word in command.split()]
    plain = re.sub(r"\x1b\[[0-9;]*m|\r", "", on_terminal(sample_home[0], 80, *arguments))
    # An address stays whole, to be copied.
    assert max(len(line) for line in plain.splitlines() if "file://" not in line) <= 80


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_are_off_where_they_are_not_wanted(
    sample_home: tuple[Path, Any], environment: dict[str, str], coloured: bool
) -> None:
    said = on_terminal(sample_home[0], 80, "sql", "SELECT wrong", **environment)
    assert "wrong" in said
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]", said)) is coloured


def test_ingest_as_a_process_prints_one_json_object(server: None, tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL

    environment = {**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "flows.cli",
            "ingest",
            str(SAMPLES / "2023-12"),
            "--json",
            "--home",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) >= {"run_id", "pulled", "loaded", "findings", "published"}


def test_light_commands_import_no_engine() -> None:
    """``status`` and ``sql`` must not pay for Prefect, Great Expectations or pandera."""
    code = (
        "import sys; from typer.testing import CliRunner; from flows.cli import app;"
        "CliRunner().invoke(app, ['status', '--home', '/nonexistent']);"
        "heavy = {'prefect', 'great_expectations', 'pandera', 'polars', 'pandas', 'altair'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
