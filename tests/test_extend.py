"""What docs/extend.md adds is found: its examples are put into a copy of the checkout and used."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "extend.md").read_text(encoding="utf-8")
# A file with its whole text, or with the line after which the example goes.
EXAMPLE = re.compile(r"`([\w/.]+)`(?:, after `([^\n]+)`)?:\n\n```\w+\n(.*?)```", re.DOTALL)
PACKAGES = ("flows", "reports", "schemas", "seeds", "sources", "transforms", "warehouse")
MADE = ("tests/__init__.py", "tests/warehouse/made.py", "tests/transforms/made.py")
# Where a language has its words beside the English ones: files, these, and with others before them.
WORDS = (
    ("schemas/*.py", r'("en": )', r'"de": "Wort", \1'),
    ("schemas/*.yaml", r'(?<=[{,] )en: ("[^"]*")', r"de: \1, en: \1"),
    ("schemas/**/*.yaml", r"(?m)^( +)en: (.*)$", r"\1de: \2\n\1en: \2"),
    ("reports/s*/*.sql", r"(rule\.(?:title|fix)_)en\b", r"\1de, \1en"),
)
USE = """
import json, sys
from pathlib import Path
from reports.page import LANGUAGES, write_report
from schemas.refusals import REASONS
from schemas.rule_catalogue import rules
from tests.warehouse.made import build, take_in
from warehouse.expectations import checks, count_violations
from warehouse.query import ask

home = Path(sys.argv[1])
documents = json.loads(sys.stdin.read())
outcomes = take_in(home, [(name, text.encode()) for name, text in documents.items()])
warehouse = build(home)
page = write_report(warehouse, [home / "report"], lang="de").read_text(encoding="utf-8")
queries = {
    "form": "SELECT kind, section, text FROM latest.project_text WHERE field = 'situation'",
    "money": "SELECT kind, value FROM quality.reconciliation WHERE field = 'eu_state' "
        "AND basis = 'realised' AND used",
    "indicator": "SELECT DISTINCT indicator, basis FROM mart.indicator_by_region_period "
        "WHERE indicator = 'participating_schools' ORDER BY ALL",
    "unmapped": "SELECT count(*) FROM quality.finding WHERE rule = 'indicator_unmapped'",
    "unplaced": "SELECT count(*) FROM quality.finding WHERE rule = 'line_not_placed'",
    "rule": "SELECT observed, expected FROM quality.finding WHERE rule = 'period_very_long'",
    "german": "SELECT title_de, fix_de FROM quality.rule WHERE rule = 'period_very_long'",
}
said = {name: ask(warehouse, query)[1] for name, query in queries.items()}
said |= {
    "outcomes": outcomes,
    "broken": [name for name, count in count_violations(warehouse, checks()).items() if count],
    "languages": LANGUAGES,
    "rules": [rule.name for rule in rules()],
    "refusals": all("de" in (one.title.keys() & one.remedy.keys()) for one in REASONS.values()),
    "page": page,
}
print(json.dumps(said, default=str))
"""


def add_examples(copy: Path) -> None:
    """Do what the page says, step by step."""
    examples = EXAMPLE.findall(PAGE)
    assert len(examples) == 10
    for path, after, text in examples:
        file = copy / path
        if not after:
            assert not file.exists(), path
            file.write_text(text, encoding="utf-8")
            continue
        before, line, rest = file.read_text(encoding="utf-8").partition(f"{after}\n")
        assert line, (path, after)
        file.write_text(before + line + text + rest, encoding="utf-8")
    words = (copy / "reports/words/en.yaml").read_text(encoding="utf-8")
    (copy / "reports/words/de.yaml").write_text(words.replace("Score", "Wert"), encoding="utf-8")
    for files, english, both in WORDS:
        for file in copy.glob(files):
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(english, both, text), encoding="utf-8")


def documents() -> dict[str, str]:
    """The page's interim report, and a description that breaks the rule and has the indicator."""
    (report,) = re.findall(r"```text\n(Euroopan.*?)```", PAGE, re.DOTALL)
    sample = ROOT / "seeds" / "samples" / "2023-06" / "S29004_kuvaus.txt"
    description = sample.read_text(encoding="utf-8")
    changes = {
        "Alkaa 1.8.2019 ja päättyy 31.12.2021": "Alkaa 1.1.2014 ja päättyy 31.12.2022",
        "Osallistuvien yritysten lukumäärä": "Osallistuvien oppilaitosten lukumäärä",
    }
    for seen, right in changes.items():
        assert description.count(seen) == 1
        description = description.replace(seen, right)
    return {"a.txt": description, "b.txt": report}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a copy of the checkout with all examples of the page makes of two documents."""
    copy = tmp_path_factory.mktemp("checkout")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for path in MADE:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)
    add_examples(copy)
    done = subprocess.run(
        [sys.executable, "-c", USE, str(copy / "home")],
        input=json.dumps(documents()),
        env=os.environ | {"PYTHONPATH": str(copy)},
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_form_is_found_and_read(said: Any) -> None:
    assert said["outcomes"] == ["loaded", "loaded"]
    assert said["form"] == [["interim_report", "3", "Hanke etenee suunnitelman mukaan."]]
    assert said["unplaced"] == [[0]]
    assert said["broken"] == []


def test_of_two_forms_the_one_further_up_counts(said: Any) -> None:
    assert said["money"] == [["description", "209954.00"]]


def test_an_indicator_is_known(said: Any) -> None:
    known = [["participating_schools", basis] for basis in ("planned", "realised")]
    assert said["indicator"] == known
    assert said["unmapped"] == [[0]]


def test_a_rule_is_in_the_catalogue_and_finds(said: Any) -> None:
    assert "period_very_long" in said["rules"]
    assert said["rule"] == [["3287 d", "≤ 2557 d"]]


def test_the_report_speaks_the_language(said: Any) -> None:
    assert said["languages"] == ["de", "en", "fi", "sv"]
    assert said["german"] == [
        ["The project runs for more than seven years", "Check the first and the last day."]
    ]
    assert said["refusals"]
    assert '<html lang="de"' in said["page"]
    assert "Wert" in said["page"]
    assert "väliraportti" not in said["page"].lower()
