"""Thirty broken files in one folder: the run goes on, each is explained, memory stays bounded."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import unquote

import pytest

from schemas.refusals import REASONS
from tests.conftest import ROOT, SAMPLES, rows
from tests.flows.broken import put_down, reasons

pytestmark = pytest.mark.large

GOOD = SAMPLES / "2023-06" / "S29001_kuvaus.txt"
PEAK = """
import resource, sys
from flows.cli import app
try:
    app()
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak {peak}", file=sys.stderr)
"""


def command(server_url: str, *arguments: str) -> tuple[int, dict[str, Any], int]:
    """Exit status, what --json printed, and the peak of memory (KiB) of a command."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *arguments, "--json"],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": server_url},
        capture_output=True,
        text=True,
    )
    peak = int(done.stderr.rpartition("peak ")[2].split()[0])
    return done.returncode, json.loads(done.stdout), peak


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    assert len(list(put_down(folder))) == 30
    return folder


def test_thirty_broken_files_are_explained(server: None, broken: Path, tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL

    url = str(PREFECT_API_URL.value())
    alone = command(url, "ingest", str(GOOD), "--home", str(tmp_path / "alone"))
    home = tmp_path / "home"
    status, said, peak = command(url, "ingest", str(broken), str(GOOD), "--home", str(home))
    assert (status, said["pulled"], said["loaded"], said["quarantined"]) == (0, 31, 1, 30)
    found = rows(home, "SELECT source_uri, reason, detail FROM quality.quarantine")
    # An archive is refused under its own name, or under that of what it holds.
    named = {unquote(uri).rpartition("/")[2]: (reason, detail) for uri, reason, detail in found}
    assert {name: reason for name, (reason, _) in named.items()} == reasons()
    kinds = {(Path(name).suffix.lower(), reason) for name, reason in reasons().items()}
    assert len(kinds) >= 15
    assert len({*reasons().values()}) >= 12
    for reason, detail in named.values():
        assert detail.endswith(REASONS[reason].remedy["en"])
    assert peak < 1.5 * alone[2], (peak, alone[2])
    rmtree(home / "archive")  # two real gigabytes
