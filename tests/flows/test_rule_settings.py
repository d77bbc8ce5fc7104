"""Rules as an operator sets them, through the flow: what is published anew, and what is refused."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import rows
from tests.transforms.made import changed
from tests.transforms.made_plan import PLAN
from warehouse.archive import Archive
from warehouse.rule_settings import SettingsInvalid, settings_path

pytestmark = pytest.mark.large

RULE = "funding_differs_from_costs"
USED = f"""SELECT severity, default_severity, tolerance, default_tolerance, tolerance_unit
    FROM quality.rule WHERE rule = '{RULE}'"""
FOUND = f"SELECT severity, observed, expected FROM quality.finding WHERE rule = '{RULE}'"


def put_settings(home: Path, text: str) -> None:
    settings_path(home).parent.mkdir(exist_ok=True)
    settings_path(home).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def home(ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one plan whose funding is four euros short of its costs."""
    folder = tmp_path_factory.mktemp("settings")
    text = changed("Rahoitus yhteensä\t1 170\t", "Rahoitus yhteensä\t1 166\t", PLAN)
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    assert ingest(folder / "home", folder / "plan.txt").loaded == 1
    return folder / "home"


def test_edit_of_the_settings_is_published_by_the_next_run(
    ingest: Callable[..., Any], home: Path
) -> None:
    plan = home.parent / "plan.txt"
    assert rows(home, FOUND) == [("error", "1 166", "1 170")]
    assert rows(home, USED) == [("error", "error", Decimal(1), Decimal(1), "EUR")]
    put_settings(home, f"{RULE}: {{severity: warning}}\n")
    summary = ingest(home, plan)
    assert (summary.unchanged, summary.loaded) == (1, 0)
    assert rows(home, FOUND) == [("warning", "1 166", "1 170")]
    assert rows(home, USED) == [("warning", "error", Decimal(1), Decimal(1), "EUR")]
    put_settings(home, f"{RULE}: {{tolerance: 4}}\n")
    assert ingest(home, plan).unchanged == 1
    assert rows(home, FOUND) == []
    assert rows(home, USED) == [("error", "error", Decimal(4), Decimal(1), "EUR")]
    settings_path(home).unlink()
    ingest(home, plan)
    assert rows(home, FOUND) == [("error", "1 166", "1 170")]


def test_settings_that_say_the_same_publish_nothing_anew(
    ingest: Callable[..., Any], home: Path
) -> None:
    plan = home.parent / "plan.txt"
    put_settings(home, f"{RULE}: {{tolerance: 2}}\n")
    ingest(home, plan)
    published = (home / "warehouse.duckdb").stat().st_ino
    put_settings(home, f"# as agreed\n{RULE}:\n  tolerance: 2\n")
    ingest(home, plan)
    assert (home / "warehouse.duckdb").stat().st_ino == published


def test_settings_that_cannot_be_used_end_the_run_before_it_pulls(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    put_settings(home, f"{RULE}: {{severity: fatal}}\n")
    with pytest.raises(SettingsInvalid, match="error, warning, info"):
        ingest(home, tmp_path / "plan.txt")
    assert Archive(home).run_ids() == []
    assert not (home / "store.duckdb").exists()
    done = CliRunner().invoke(app, ["ingest", str(tmp_path / "plan.txt"), "--home", str(home)])
    assert done.exit_code == 1
    said = " ".join(done.stderr.split())
    assert RULE in said
    assert "error, warning, info" in said
