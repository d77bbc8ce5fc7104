"""Every command of README and docs: its program takes it, and samples answer it as shown."""

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from docs.follow import commands, first_misfit
from flows.cli import app
from tests.conftest import ROOT, SAMPLES

PAGES = [
    ROOT / "README.md",
    ROOT / "benchmarks" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
INLINE = re.compile(r"(?<!`)`((?:hankevarasto|make|python -m|prefect)\s[^`]+)`")
OPERATORS = set("();|&<>")
OF_CHECKOUT = re.compile(r"(?:/opt/hankevarasto/)?((?:benchmarks|docs|seeds|tests)/[^A-Z]+)")
TODAY = "2026-11-27"
# Programs of the machine or of others, whose commands are only read: why.
ONLY_READ = {
    ".": "of the shell",
    "cat": "shows a file of the operator's own",
    "cd": "of the shell",
    "dask": "waits for its scheduler: tests/flows/test_cluster.py starts one",
    "docker": "needs its engine",
    "export": "of the shell",
    "git": "of whoever gets the checkout",
    "ls": "Debian's",
    "mkdir": "Debian's",
    "openssl": "Debian's",
    "systemctl": "needs systemd and root",
    "tar": "Debian's",
    "umask": "of the shell",
    "useradd": "needs root",
    "xz": "Debian's",
}


def lines(page: Path) -> list[str]:
    """The commands of a page: those of its blocks, and those within its text with arguments."""
    text = page.read_text(encoding="utf-8")
    prose = re.sub(r"(?ms)^```.*?^```", "", text)
    inline = [" ".join(line.split()) for line in INLINE.findall(prose)]
    whole = [line for line in inline if not line.endswith((" …", ".…")) and line.count(" ") > 1]
    return [command for command, _ in commands(text)] + whole


def parts(line: str) -> Iterator[list[str]]:
    """The single commands of a line, from their programs on."""
    lexer = shlex.shlex(line.replace("$(date +%F)", TODAY), posix=True, punctuation_chars="();|&<>")
    lexer.whitespace_split = True
    before = ";"
    for is_operator, group in groupby(lexer, key=OPERATORS.issuperset):
        words = list(group)
        if is_operator:
            before = words[-1]
        elif before not in ("<", ">") and (rest := bare(words)):
            yield rest


def bare(words: list[str]) -> list[str]:
    """A command without variables before it, another user, or the container that it is run in."""
    while words and re.match(r"\w+=", words[0]):
        words = words[1:]
    if words[:1] == ["sudo"]:
        return bare(words[3:] if words[1] == "-u" else words[1:])
    if words[:2] == ["docker", "exec"]:
        return bare(words[3:])
    return words


def of_ours(arguments: list[str]) -> None:
    """Take the words as hankevarasto does; raises where an option or argument is not one of its."""
    command: Any = get_command(app)
    while hasattr(command, "commands"):
        name, *arguments = arguments
        command = command.commands[name]
    command.make_context(command.name, arguments)


def of_prefect(arguments: list[str]) -> None:
    """Take the words as Prefect does."""
    from prefect.cli._app import _app

    asked = [word for word in arguments if word != "--no-prompt"]
    _app.parse_args(asked, exit_on_error=False, print_error=False)


def of_make(arguments: list[str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for word in arguments:
        if "=" not in word and not word.startswith(("-", "/")):
            assert re.search(rf"(?m)^{word}:", makefile), word


def of_pip(arguments: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra in re.findall(r"\[(\w+)\]", " ".join(arguments)):
        assert extra in project["optional-dependencies"]


def of_python(arguments: list[str]) -> None:
    found = find_spec(arguments[1]) if arguments[0] == "-m" else (ROOT / arguments[0]).exists()
    assert found, arguments


TAKEN = {
    "hankevarasto": of_ours,
    "make": of_make,
    "pip": of_pip,
    "prefect": of_prefect,
    "python": of_python,
    "python3": of_python,
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_is_one(page: Path) -> None:
    for line in lines(page):
        for program, *arguments in parts(line):
            name = program.rpartition("/")[2]
            for file in filter(None, map(OF_CHECKOUT.fullmatch, arguments)):
                assert list(ROOT.glob(file[1].rstrip("/"))), line
            if name in TAKEN:
                TAKEN[name](arguments)
            else:
                assert name in ONLY_READ or name == "cp", line


def test_every_reason_is_needed() -> None:
    told = (part for page in PAGES for line in lines(page) for part in parts(line))
    used = {part[0].rpartition("/")[2] for part in told}
    assert set(ONLY_READ) <= used


@pytest.mark.parametrize("words", ["ingest a --folow", "quarantine lost", "report --lng fi", "sql"])
def test_what_is_no_command_is_seen(words: str) -> None:
    with pytest.raises(Exception, match=r"folow|lost|lng|query"):
        of_ours(words.split())


@pytest.fixture(scope="module")
def operated(server: None, tmp_path_factory: pytest.TempPathFactory) -> "Operated":
    """A machine of a test's own, where operators keep their things: two samples to ingest."""
    folder = tmp_path_factory.mktemp("machine")
    for name in ("data/descriptions", "srv/hankevarasto/decisions"):
        (folder / name).mkdir(parents=True)
    for sample in ("A79903_kuvaus.txt", "S29004_kuvaus.txt"):
        shutil.copy(SAMPLES / "2023-06" / sample, folder / "data/descriptions")
    return Operated(folder)


@dataclass(frozen=True)
class Operated:
    """A folder that stands for the root of a machine."""

    root: Path

    def run(self, line: str) -> list[str]:
        """What a command of a page prints there, without blank lines."""
        ((_, *words),) = parts(line)
        result = CliRunner().invoke(app, [re.sub("^/", f"{self.root}/", word) for word in words])
        assert result.exit_code == 0, (line, result.output)
        return [one.rstrip() for one in result.output.splitlines() if one.strip()]


def told(page: str, program: str) -> list[tuple[str, list[str]]]:
    """The commands of a page that begin so, with what is shown under them."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [(line, shown) for line, shown in commands(text) if line.startswith(program)]


def test_officers_decisions_do_what_is_shown(operated: Operated) -> None:
    """As operators ingest: a value is corrected, then a finding accepted instead."""
    page = (ROOT / "docs" / "officers.md").read_text(encoding="utf-8")
    ingest = told("operate.md", "hankevarasto ingest /data")[0][0]
    for file, header, command in (
        ("corrections.csv", "document_id;line_number", "hankevarasto explain"),
        ("accepted.csv", "finding_id", "hankevarasto sql"),
    ):
        (decision,) = re.findall(rf"(?s)```text\n({header}.*?)```", page)
        decisions = operated.root / "srv/hankevarasto/decisions" / file
        decisions.write_text(decision, encoding="utf-8")
        operated.run(ingest)
        ((line, shown),) = told("officers.md", command)
        said = operated.run(f"{line} --home /srv/hankevarasto")
        assert first_misfit(shown, said) is None
        decisions.unlink()
