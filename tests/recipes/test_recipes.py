"""What docs/recipes.md says is run as it stands and gives what ``hankevarasto sql`` gives."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from schemas.dbt_sources import dbt_sources
from tests.conftest import ROOT
from tests.needs import lacks_program
from tests.recipes.page import code
from warehouse.query import ask

OWN = Path(sys.executable).parent
TOOLS = ROOT / ".venv-recipes" / "bin"
Cells = list[tuple[str, str, Decimal]]


@pytest.fixture(scope="module")
def answer(sample_home: tuple[Path, Any]) -> Cells:
    """What the page's question is answered with."""
    (question,) = code("The question", "sql")
    rows = ask(sample_home[0] / "warehouse.duckdb", question)[1]
    assert len(rows) == 19
    assert rows[-1][:2] == (None, "Kohdentamaton")
    return [(region_code or "", name, amount) for region_code, name, amount in rows]


@pytest.fixture
def desk(
    sample_home: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], str]:
    """A folder with the question; ``desk(tool, commands)`` runs the commands in it."""
    (question,) = code("The question", "sql")
    (tmp_path / "granted.sql").write_text(question, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HANKEVARASTO_HOME", str(sample_home[0]))

    def run(tool: str, commands: str) -> str:
        path = os.pathsep.join([str(TOOLS), str(OWN), os.environ["PATH"]])
        if which(tool, path=path) is None:
            lacks_program(f"{tool} is not installed: make recipes, or apt-get install r-base-core")
        environment = {**os.environ, "PATH": path, "CHECKOUT": str(ROOT), "HOME": str(tmp_path)}
        environment["PYTHONPATH"] = str(ROOT) if tool in {"Rscript", "hankevarasto"} else ""
        shell = ["bash", "-euc", commands]
        done = subprocess.run(shell, check=False, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def written(path: Path) -> Cells:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["region_code", "region_name", "granted_eur"]
    return [(region_code, name, Decimal(amount)) for region_code, name, amount in rows]


@pytest.mark.parametrize(
    ("title", "tool"), [("DuckDB's command line", "duckdb"), ("Harlequin", "hsql")]
)
def test_a_command_line_gives_the_answer(
    title: str, tool: str, desk: Callable[[str, str], str], answer: Cells
) -> None:
    (commands,) = code(title, "sh")
    desk(tool, commands)
    assert written(Path("granted.csv")) == answer


@pytest.mark.parametrize(
    "session",
    [
        'duckdb -readonly "$HANKEVARASTO_HOME/warehouse.duckdb" "CREATE TABLE own (a INTEGER)"',
        'hsql -r "$HANKEVARASTO_HOME/warehouse.duckdb" -c "CREATE TABLE own (a INTEGER)"',
    ],
    ids=["duckdb", "hsql"],
)
def test_a_session_opened_so_cannot_write(session: str, desk: Callable[[str, str], str]) -> None:
    said = desk(session.partition(" ")[0], f"! {session} 2>&1")
    assert "attached in read-only mode" in said


def test_harlequin_lists_the_catalogue(
    desk: Callable[[str, str], str], sample_home: tuple[Path, Any]
) -> None:
    run = (sample_home[0] / "warehouse.duckdb").resolve().stem
    warehouse = '"$HANKEVARASTO_HOME/warehouse.duckdb"'
    said = desk("hsql", f"hsql -r {warehouse} --catalog --path {run}.mart")
    assert "funding_by_region_period" in said


def test_polars_and_pandas_have_the_answer(desk: Callable[[str, str], str], answer: Cells) -> None:
    names: dict[str, Any] = {}
    (export,) = code("Jupyter, with polars or pandas", "sh")
    desk("hankevarasto", export)
    for block in code("Jupyter, with polars or pandas", "python"):
        exec(block, names)
    assert [(c or "", n, e) for c, n, e in names["in_polars"].rows()] == answer
    all_money = sum(amount for _, _, amount in answer)
    assert names["total"] == pytest.approx(float(all_money))
    left_out = names["in_pandas"].groupby("region_code")["granted_eur"].sum().sum()
    assert left_out == pytest.approx(float(all_money - answer[-1][2]))
    cell = {"fund": "ESF", "region_level": "maakunta", "period_grain": "total"}
    cells = names["cells"].filter(**cell, measure="eu_state", basis="granted")
    by_name = {(row["region_name"], row["amount_eur"]) for row in cells.iter_rows(named=True)}
    assert by_name == {(name, amount) for _, name, amount in answer}
    names["connection"].close()


def test_base_r_has_the_answer(desk: Callable[[str, str], str], answer: Cells) -> None:
    (commands,) = code("R", "sh")
    (script,) = code("R", "r")
    Path("granted.R").write_text(script, encoding="utf-8")
    said = desk("Rscript", f"{commands}Rscript granted.R")
    assert written(Path("granted.csv")) == answer
    *by_region, total, unallocated = [Decimal(line) for line in said.split()]
    assert by_region == [amount for _, _, amount in answer]
    assert (total, unallocated) == (sum(by_region), by_region[-1])


def test_dbt_builds_on_the_star(desk: Callable[[str, str], str], answer: Cells) -> None:
    said = desk("dbt", "\n".join(code("dbt", "sh")))
    assert "PASS=5 WARN=0 ERROR=0" in said
    assert written(Path("star/granted.csv")) == answer


def test_sources_of_dbt_are_generated_from_the_contracts() -> None:
    page = ROOT / "docs" / "recipes" / "dbt" / "models" / "sources.yml"
    assert page.read_text(encoding="utf-8") == dbt_sources(), (
        f"run: python -m schemas dbt > {page.relative_to(ROOT)}"
    )
