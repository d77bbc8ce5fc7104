"""Kills lose nothing; the benchmark says so of a hundred kills and 300 documents."""

import shutil
from pathlib import Path

import pytest

from benchmarks.killed import Ended, prepare, run_ingest
from benchmarks.kills import AIMS, Case, faults_of, kill_all, make_cases
from warehouse.publish import warehouse_path

pytestmark = pytest.mark.large

SEED = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kills")


@pytest.fixture(scope="module")
def cases(server: None, folder: Path) -> tuple[Case, Case]:
    from prefect.settings import PREFECT_API_URL

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PREFECT_API_URL", "")  # put back what stood there
        prepare(str(PREFECT_API_URL.value()))
        return make_cases(folder, 24, SEED)


def test_nothing_is_lost_to_a_kill(cases: tuple[Case, Case], folder: Path) -> None:
    struck = ("parse", "load", "build", "publish", "report")
    numbers = [2 * place + place % 2 for place, aim in enumerate(AIMS) if aim in struck]
    results = list(kill_all(numbers, cases, SEED, folder, jobs=2))
    assert {one["step"] for one in results if one["was_killed"]} == set(struck)
    assert [one for one in results if one["faults"] or not one["hash_equal"]] == []


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda home: (home / "archive" / "1.part").touch(), "left over"),
        (lambda home: warehouse_path(home).chmod(0o644), "mode"),
        (lambda home: shutil.rmtree(home / "reports" / "latest"), "lacks index.html"),
        (lambda home: next((home / "archive").glob("??/*")).unlink(), "archive"),
        (lambda home: next((home / "archive" / "receipts").iterdir()).unlink(), "ledger"),
    ],
)
def test_what_is_lost_is_found(
    cases: tuple[Case, Case], folder: Path, tmp_path: Path, harm: object, fault: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(folder / "undisturbed-second", home, symlinks=True)
    ended = Ended({"published": True}, "", (), 0.0)
    assert list(faults_of(home, ended)) == []
    assert callable(harm)
    harm(home)
    assert fault in "; ".join(faults_of(home, ended))


def test_a_run_that_fails_says_why(cases: tuple[Case, Case], tmp_path: Path) -> None:
    no_home = tmp_path / "no-home"
    no_home.write_text("a file")
    ended = run_ingest([tmp_path], no_home)
    assert list(faults_of(tmp_path, ended)) == [f"the next run failed: {ended.error}"]
    assert str(no_home) in ended.error
