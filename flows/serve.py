"""``hankevarasto serve``: Prefect's server and pages, the schedules, and who works on them."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from flows import console, pool
from flows.children import run_once, running
from flows.environment import CHECKOUT, HOME_VARIABLE, REPORTS_URL_VARIABLE, prepare_environment
from flows.progress import tell
from flows.report_site import serving_reports
from flows.serving import API_VARIABLE, Serving, answers, read_serving, told
from flows.tables import escape, print_rows

START_SECONDS = 180  # the first start makes a database
WATCH_SECONDS = 0.5
MISSED_SECONDS = 60
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104
SETTINGS = {
    # What a terminal or a journal shall keep; the log of each run is on its page.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # By whichever name a browser came, through a proxy too.
    "PREFECT_SERVER_UI_API_URL": "/api",
}

Process = subprocess.Popen[bytes]


class CannotServe(Exception):
    """Why a home cannot be served, or not any longer, and what to do."""


class Stopped(Exception):
    """Somebody asked to stop."""


@dataclass
class Service:
    """What one `serve` holds on to while it runs; `foreign` is the API of a server not ours."""

    home: Path
    host: str
    port: int
    foreign: str | None
    stack: ExitStack
    stopping: threading.Event
    parts: dict[str, Process] = field(default_factory=dict)

    def pause(self, seconds: float) -> None:
        """Wait, unless asked to stop (Stopped) or a part has ended by itself (CannotServe)."""
        if self.stopping.wait(seconds):
            raise Stopped
        for name, process in self.parts.items():
            if process.poll() is not None:
                raise CannotServe(
                    f"{name} ended by itself with {process.returncode}, so all has been stopped. "
                    "What it said is above; start again with: hankevarasto serve"
                )


def serve(home: Path, host: str, port: int) -> None:
    """Serve a home until SIGINT or SIGTERM. Raises CannotServe, also when a part of it ends."""
    prefect_file = deployments_file(home)
    foreign = os.environ.get(API_VARIABLE) or None
    with only_one(home), stopped_by_signals() as stopping, ExitStack() as stack:
        service = Service(home, host, port, foreign, stack, stopping)
        try:
            with console.progress():
                serving = start(service, prefect_file)
            with told(home, serving):
                show(service, serving, prefect_file)
                watch(service)
        except Stopped:
            console.stderr().print("stopping", style="bold")


def deployments_file(home: Path) -> Path:
    """The operator's own prefect.yaml in the home, else that of the checkout."""
    if not (CHECKOUT / "prefect.yaml").exists():
        raise CannotServe(
            f"There is no prefect.yaml in {CHECKOUT}: serve works from a checkout of the "
            "repository, not from an installed package. Clone it, make setup, and run serve there."
        )
    own = home / "prefect.yaml"
    return own if own.exists() else CHECKOUT / "prefect.yaml"


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the home against a second `serve`; made, with an inbox, where there is none."""
    from filelock import FileLock, Timeout

    try:
        for folder in (home / "inbox", home / "reports"):
            folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / "serve.lock")
        lock.acquire(timeout=0)
    except OSError as error:
        if not isinstance(error, Timeout):
            raise CannotServe(
                f"{home} cannot be written: {error.strerror}. Name another home with --home."
            ) from error
        serving = read_serving(home)
        who = f"by process {serving.pid} at {serving.ui_url}" if serving else "and about to start"
        raise CannotServe(
            f"{home} is served already, {who}. Stop that one first, or name another --home."
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set while the block runs."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def start(service: Service, prefect_file: Path) -> Serving:
    """Start what serves, the server first, and register how each part is stopped."""
    shown = "127.0.0.1" if service.host in EVERYWHERE else service.host
    shown = f"[{shown}]" if ":" in shown else shown
    ui_url = f"http://{shown}:{service.port}"
    api_url = service.foreign or f"{ui_url}/api"
    if not service.foreign:
        require_free(service.host, service.port)
    site = serving_reports(service.home / "reports", service.host, service.port + 1)
    reports_port = service.stack.enter_context(site)
    os.environ[HOME_VARIABLE] = str(service.home)
    reports_url = os.environ.setdefault(REPORTS_URL_VARIABLE, f"http://{shown}:{reports_port}")
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    prepare_environment()
    if not service.foreign:
        start_server(service, api_url)
    deploy(service, prefect_file)
    start_worker(service)
    return Serving(os.getpid(), api_url, pages_of_server() or ui_url, reports_url)


def pages_of_server() -> str | None:
    """The web pages that belong to the server of PREFECT_API_URL, Prefect Cloud's too."""
    from prefect.settings import get_current_settings

    return get_current_settings().ui_url


def start_server(service: Service, api_url: str) -> None:
    """Start Prefect's server with its database below the home, and wait until it answers."""
    place = Path(os.environ.setdefault("PREFECT_HOME", str(service.home / "prefect")))
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_SERVER_UI_STATIC_DIRECTORY", str(place / "pages"))
    tell("starting the server (Prefect)")
    command = ("server", "start", "--host", service.host, "--port", str(service.port))
    server = service.stack.enter_context(running(*command))
    service.parts["Prefect's server"] = server
    os.environ[API_VARIABLE] = api_url
    until = time.monotonic() + START_SECONDS
    while not answers(api_url):
        if time.monotonic() > until:
            raise CannotServe(f"Prefect's server does not answer at {api_url}.")
        service.pause(WATCH_SECONDS)
    # While nobody works for us whatever stands as running is dead; so it is once we have stopped.
    pool.ask_server(pool.bury_dead_runs())
    service.stack.callback(bury_dead_runs, server)


def bury_dead_runs(server: Process) -> None:
    """Mark runs that were stopped as crashed; without a server the next start does."""
    if server.poll() is None:
        with suppress(Exception):  # it may be ending too
            pool.ask_server(pool.bury_dead_runs())


def require_free(host: str, port: int) -> None:
    """Raise CannotServe where a port is taken or a host is not of this machine."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(address)
    except OSError as error:
        raise CannotServe(
            f"Port {port} of {host} cannot be used ({error.strerror}). Name another one with "
            "--port, or another address of this machine with --host."
        ) from error


def deploy(service: Service, prefect_file: Path) -> None:
    """Make the work pool and the deployments, or bring them up to date."""
    tell("making the deployments")
    try:
        pool.ask_server(pool.prepare_pool())
    except Exception as error:
        if not service.foreign:
            raise
        raise CannotServe(f"{service.foreign} cannot be used: {error}") from error
    done = run_once("--no-prompt", "deploy", "--all", "--prefect-file", str(prefect_file))
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise CannotServe(f"{prefect_file} cannot be deployed: " + " ".join(said[-3:]))
    pool.ask_server(pool.skip_missed_runs())
    service.pause(0)


def start_worker(service: Service) -> None:
    """Start the worker, whose flows run in the checkout with our environment."""
    tell("starting the worker")
    command = ("worker", "start", "--pool", pool.POOL, "--name", f"serve {os.getpid()}")
    service.parts["The worker"] = service.stack.enter_context(running(*command))
    tell("planning the runs")


def watch(service: Service) -> None:
    """Wait until asked to stop; meanwhile no missed runs pile up."""
    looked = time.monotonic()
    while True:
        service.pause(WATCH_SECONDS)
        if time.monotonic() - looked > MISSED_SECONDS:
            looked = time.monotonic()
            skip_missed_runs()


def skip_missed_runs() -> None:
    """Skip missed runs; a server that does not answer just now is asked the next time."""
    try:
        pool.ask_server(pool.skip_missed_runs())
    except Exception as error:
        console.stderr().print(f"missed runs not looked for: {escape(str(error))}")


def show(service: Service, serving: Serving, prefect_file: Path) -> None:
    """Addresses, the next run of each deployment, where things are, and how to stop."""
    out = console.stdout()
    rows = [
        (name, f"{at:%a %d.%m.%Y %H:%M}" if at else words)
        for name, at, words in pool.ask_server(pool.next_runs())
    ]
    places = {
        "pages": serving.ui_url,
        "reports": f"{serving.reports_url}/latest/",
        "explorer": f"{serving.reports_url}/explorer/",
        "home": service.home,
        "inbox": service.home / "inbox",
        "deployments": prefect_file,
        "stop": f"Ctrl-C, or kill {serving.pid}",
    }
    print_rows(out, ["deployment", "next run (Helsinki)"], rows)
    for name, place in places.items():
        out.print(f"{name:<12} {escape(str(place))}", soft_wrap=True)
