"""The command line as a user meets it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import SAMPLES

COMMANDS = [
    "ingest",
    "report",
    "sql",
    "explain",
    "status",
    "quarantine list",
    "quarantine show",
    "rebuild",
    "erase",
    "retention",
    "rotate-key",
    "backup",
    "restore",
    "serve",
]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


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
    result = run("report", "--authority", "Kymenlaakson", "--home", sample_home[0])
    assert result.exit_code == 2
    assert "Kymenlaakson liitto" in result.stderr


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
