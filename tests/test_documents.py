"""What README and docs say is what the commands print."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from flows import console
from flows.cli import app
from flows.demo import QUESTION
from flows.tables import print_rows
from schemas.__main__ import dictionary
from schemas.rule_book import rule_book
from tests.conftest import ROOT
from warehouse.query import ask
from warehouse.rule_settings import read_settings, settings_path

BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
WORKED = re.compile(r"```sql\n([^`]*)```\n\n```text\n(.*?)```", re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Pages with SQL that the published file does not answer, and where it is tested.
ELSEWHERE = {"extend.md": "tests/test_extend.py", "lake.md": "tests/flows/test_lake.py"}


def blocks(page: Path) -> list[tuple[str, list[str]]]:
    """Commands of a page with the lines of output shown under each."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        command, *output = block.strip("\n").split("\n")
        found.append((command.removeprefix("$ "), [o.rstrip() for o in output if o.strip()]))
    return found


def printed(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def test_readme_queries_print_what_it_shows(sample_home: tuple[Path, Any]) -> None:
    queries = [(c, o) for c, o in blocks(ROOT / "README.md") if c.startswith("hankevarasto sql")]
    assert queries
    for command, output in queries:
        arguments = [*shlex.split(command)[1:], "--home", str(sample_home[0])]
        assert printed(CliRunner().invoke(app, arguments).output) == output


def test_readme_shows_an_explanation(sample_home: tuple[Path, Any]) -> None:
    (shown,) = [b for b in blocks(ROOT / "README.md") if b[0].startswith("hankevarasto explain")]
    command, output = shown
    arguments = [*shlex.split(command)[1:], "--home", str(sample_home[0])]
    said = printed(CliRunner().invoke(app, arguments).output)
    lines = [line for line in output if line != "  …"]
    assert [line for line in said if line in lines][: len(lines)] == lines


def test_docs_show_an_export(sample_home: tuple[Path, Any], tmp_path: Path) -> None:
    ((command, output),) = [
        block
        for block in blocks(ROOT / "docs" / "analyse.md")
        if block[0].startswith("hankevarasto export")
    ]
    arguments = shlex.split(command.replace("hankkeet", str(tmp_path / "hankkeet")))[1:]
    said = CliRunner().invoke(app, [*arguments, "--home", str(sample_home[0])]).output
    varying = ("published", "export")
    shown, found = (
        [line for line in lines if not line.startswith(varying)]
        for lines in (output, printed(said))
    )
    assert found == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_outputs_under_queries_are_what_they_print(
    page: Path, sample_home: tuple[Path, Any]
) -> None:
    for query, output in WORKED.findall(page.read_text(encoding="utf-8")):
        said = CliRunner().invoke(app, ["sql", query, "--home", str(sample_home[0])]).output
        assert printed(said) == printed(output), query


def test_ten_questions_each_show_their_output() -> None:
    text = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^## \d+\. ", text, re.MULTILINE)) == 10
    assert len(WORKED.findall(text)) == text.count("```sql")


def test_readme_shows_the_demo(
    sample_home: tuple[Path, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    home, summary = sample_home
    names, rows = ask(home / "warehouse.duckdb", QUESTION)
    print_rows(console.stdout(), names, rows)
    console.show_summary(summary, home, 0)
    said = set(printed(capsys.readouterr().out.replace(str(home), "…/var/demo")))
    ((_, output),) = [b for b in blocks(ROOT / "README.md") if b[0] == "make demo"]
    varying = ("Planned indicators", "  …", "seconds", "warehouse", "report")
    shown = [line for line in output if not line.startswith(varying)]
    assert len(shown) > 8
    assert set(shown) <= said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_commands_and_files_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / link).exists(), link
    known = vars(get_command(app))["commands"]
    for name in re.findall(r"(?<![/\w-])hankevarasto ([a-z][a-z-]+)", text):
        assert name in known, name


def test_sql_of_the_docs_answers(sample_home: tuple[Path, Any]) -> None:
    pages = [page for page in PAGES if page.name not in ELSEWHERE]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    queries = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    assert len(queries) >= 2
    assert all((ROOT / test).exists() for test in ELSEWHERE.values())
    for query in queries:
        assert ask(sample_home[0] / "warehouse.duckdb", query)[1]


def test_python_of_the_docs_runs(sample_home: tuple[Path, Any]) -> None:
    text = (ROOT / "docs" / "analyse.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    code = code.replace("var/demo", str(sample_home[0]))
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "amount_eur" in done.stdout


def test_no_query_joins_on_a_column_that_may_be_null() -> None:
    """NULL meets nothing: Kohdentamaton and unknown programme periods would be lost."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for query in re.findall(r"```sql\n(.*?)```", text, re.DOTALL):
        for joined in re.findall(r"USING \(([^)]*)\)", query):
            assert not {"region_code", "region_name", "programme_period"} & set(joined.split(", "))


def test_dictionary_is_generated_from_the_contracts() -> None:
    page = (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8")
    assert page == dictionary(), "run: python -m schemas > docs/dictionary.md"


def test_rules_are_printed_from_their_catalogue() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rule_book(), "run: python -m schemas rules > docs/rules.md"
    for target in re.findall(r"\]\(#([^)]+)\)", page):
        assert f"### {target.upper()[:3]} {target[4:]}\n" in page


def test_settings_shown_of_rules_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    settings_path(tmp_path).parent.mkdir()
    settings_path(tmp_path).write_text(shown, encoding="utf-8")
    assert len(read_settings(tmp_path)) == 2


def test_every_rule_is_counted_in_the_changelog() -> None:
    from schemas.rule_catalogue import rules

    assert f"- {len(rules())} rules" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_threat_names_a_test_that_exists() -> None:
    rows = re.findall(
        r"^\| (?!---|threat|version|the latest|earlier)(.*) \| (.*) \| (.*) \|$",
        (ROOT / "SECURITY.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(rows) > 30
    for threat, _, tests in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", tests)
        assert named, threat
        for path, name in named:
            assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8"), name
