"""Shared fixtures: one Prefect server for the session, homes, the real corpus."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.demo import DELIVERIES
from flows.environment import prepare_environment
from tests.needs import named_folder
from tests.sources.site import Site, running_site
from warehouse.keys import KEY_VARIABLE

prepare_environment()

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "seeds" / "samples"
REAL_CORPUS = "HANKEVARASTO_REAL_CORPUS"
KEY = "a key of the tests alone"


@pytest.fixture(scope="session")
def server() -> Iterator[None]:
    """A real Prefect server on loopback, with a database of its own."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    # A flow would wait at its end for its heartbeat, which sleeps a second at a time.
    still = temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None})
    with prefect_test_harness(server_startup_timeout=180), still:
        yield


@pytest.fixture(scope="session")
def ingest(server: None) -> Callable[..., Any]:
    """The flow as a schedule would call it: ``ingest(home, *sources)`` gives the summary."""
    from flows.ingest import ingest as flow

    def run(home: Path, *sources: Path | str) -> Any:
        return flow(sources=[str(source) for source in sources], home=str(home))

    return run


@pytest.fixture(scope="session")
def rebuild(server: None) -> Callable[[Path], Any]:
    """The flow that makes a home's warehouse anew."""
    from flows.ingest import rebuild as flow

    return lambda home: flow(home=str(home))


@pytest.fixture(scope="module", params=[None, KEY], ids=["open", "sealed"])
def key(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The key that the environment names: none, and one. Tests run with each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_VARIABLE, raising=False)
        if request.param:
            patch.setenv(KEY_VARIABLE, request.param)
        yield request.param


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback."""
    with running_site() as site:
        yield site


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may pass on the web is tried again at once."""
    monkeypatch.setattr("sources.web.wait_exponential_jitter", lambda **_: lambda _: 0.01)


@pytest.fixture
def asked_again_at_once() -> Iterator[None]:
    """Sources that are not there are asked for again without waiting."""
    from flows.ingest import TRY_AGAIN_AFTER

    waits = [*TRY_AGAIN_AFTER]
    TRY_AGAIN_AFTER[:] = [0] * len(waits)
    yield
    TRY_AGAIN_AFTER[:] = waits


@pytest.fixture(scope="session")
def real_descriptions() -> list[Path]:
    """The three real descriptions; they hold personal data and so are not in the repository."""
    return real_documents("*_description.txt")


@pytest.fixture(scope="session")
def real_plan() -> Path:
    """The one real plan, that of S22496."""
    (path,) = real_documents("*_plan.txt")
    return path


@pytest.fixture(scope="session")
def real_list() -> Path:
    """The real list of the projects of 2014-2020, an early snapshot."""
    (path,) = real_documents("../eura_projects_2014_2020.csv")
    return path


def real_documents(pattern: str) -> list[Path]:
    return sorted(named_folder(REAL_CORPUS, "real documents").glob(pattern))


@pytest.fixture(scope="session")
def sample_home(
    ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Any]:
    """A home into which all sample deliveries have gone, and that run's summary."""
    home = tmp_path_factory.mktemp("samples")
    return home, ingest(home, *(SAMPLES / delivery for delivery in DELIVERIES))


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a home's published warehouse, or on a warehouse file."""
    from warehouse.query import ask

    return ask(path / "warehouse.duckdb" if path.is_dir() else path, query)[1]
