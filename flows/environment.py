"""Settings the engines read when they are imported; what the environment says goes first."""

import os
import time
import warnings
from pathlib import Path

STARTED = time.perf_counter()
DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
    # The first start in a new PREFECT_HOME migrates a database and takes over half a minute.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # The terminal shows our own progress and our own error; the server keeps Prefect's log.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PANDERA_VALIDATION_DEPTH": "SCHEMA_AND_DATA",
}
HOME_VARIABLE = "HANKEVARASTO_HOME"
# Where the folder of reports can be seen on the web, if anywhere.
REPORTS_URL_VARIABLE = "HANKEVARASTO_REPORTS_URL"
# The scheduler of the Dask cluster on which documents are read, if on any.
DASK_VARIABLE = "HANKEVARASTO_DASK"
CHECKOUT = Path(__file__).parent.parent


def seconds_since_start() -> float:
    """Seconds since the command began to import its modules."""
    return time.perf_counter() - STARTED


def prepare_environment() -> None:
    """Set the defaults that the environment leaves open. Call before importing an engine."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore", category=DeprecationWarning)


def find_home(home: Path | str | None) -> Path:
    """The home: as named, else of the environment, else ``var`` in the working folder."""
    return Path(home or os.environ.get(HOME_VARIABLE) or "var").resolve()


def name_deployed() -> dict[str, str]:
    """The step ``build`` of prefect.yaml: the checkout its deployments work from.

    Raises ValueError where HANKEVARASTO_HOME names no home for them: a worker has no other way
    to know it, and a relative path would be taken from wherever the worker stands.
    """
    home = os.environ.get(HOME_VARIABLE, "")
    if not Path(home).is_absolute():
        raise ValueError(
            f"{HOME_VARIABLE} is {home!r}. Set it to the absolute path of the home that the "
            f"deployments are to work on: {HOME_VARIABLE}=/srv/hankevarasto prefect deploy --all"
        )
    return {"checkout": str(CHECKOUT)}
