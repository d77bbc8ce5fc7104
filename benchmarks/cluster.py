"""An ingest on a Dask cluster beside one on this machine: ``python -m benchmarks.cluster``.

A scheduler and two workers are started as processes of their own, and the same documents are
ingested into two homes. In the middle one of the workers is killed. The home of the cluster
releases its warehouse to a DuckLake, on a PostgreSQL and an S3 server of its own. The content
hashes of both warehouses and of the lake must be equal.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.generator import generate
from benchmarks.lake_servers import ACCESS, BUCKET, running_catalogue, running_store
from benchmarks.server import free_port, running_server
from flows.environment import DASK_VARIABLE, HOME_VARIABLE
from warehouse.content import content_hash, hash_of
from warehouse.lake import open_lake
from warehouse.lake_settings import Lake, lake_path
from warehouse.publish import warehouse_path

PATIENCE = 120  # seconds
ROOT = Path(__file__).parent.parent


@contextmanager
def running(*arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A command of Dask as a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{arguments[0]}", *arguments[1:]],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def running_cluster(workers: int) -> Iterator[tuple[str, "list[subprocess.Popen[bytes]]"]]:
    """Address of a scheduler on loopback, and its workers, each a process of one thread."""
    from distributed import Client

    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    here = ["--host", "127.0.0.1"]
    with ExitStack() as stack:
        stack.enter_context(running("dask_scheduler", *here, "--port", str(port), "--no-dashboard"))
        alone = [*here, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory"]
        started = []
        for _ in range(workers):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            started.append(stack.enter_context(running("dask_worker", address, *alone, folder)))
        with Client(address, timeout=PATIENCE) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)
        yield address, started


def ingest(source: Path, home: Path, **settings: str) -> "subprocess.Popen[bytes]":
    """Begin an ingest."""
    environment = {**os.environ, HOME_VARIABLE: str(home), **settings}
    command = [sys.executable, "-m", "flows.cli", "ingest", str(source), "--json"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def kill_at_work(address: str, worker: "subprocess.Popen[bytes]") -> int:
    """Kill a worker once the cluster has work in hand; the pieces that were then in hand."""
    from distributed import Client

    with Client(address, timeout=PATIENCE) as client:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            in_hand = sum(map(len, client.processing().values()))
            if in_hand > 1:
                worker.kill()
                return in_hand
            time.sleep(0.02)
    raise RuntimeError("The cluster was never given any work.")


def compare(
    count: int, *, kill: bool, lake: Lake | None = None, seed: int = 5
) -> dict[str, object]:
    """Content hashes and seconds of both ingests of `count` documents, and the hash of the lake."""
    found: dict[str, object] = {"documents": count}
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        (source := folder / "in").mkdir()
        for document in generate(count, seed, defect_share=0.1):
            (source / document.file_name).write_bytes(document.content)
        (server := folder / "server").mkdir()
        url = stack.enter_context(running_server(server))
        address, workers = stack.enter_context(running_cluster(2))
        if lake:
            (folder / "cluster").mkdir()
            lake_path(folder / "cluster").write_text(
                "".join(f"{name}: {value}\n" for name, value in vars(lake).items()),
                encoding="utf-8",
            )
        for where, settings in (("here", {}), ("cluster", {DASK_VARIABLE: address})):
            start = time.perf_counter()
            process = ingest(source, folder / where, PREFECT_API_URL=url, **settings)
            if settings and kill:
                found["pieces in hand at the kill"] = kill_at_work(address, workers[0])
            if process.wait():
                raise RuntimeError(f"The ingest ({where}) ended with {process.returncode}.")
            found[f"seconds, {where}"] = round(time.perf_counter() - start, 1)
            found[f"hash, {where}"] = content_hash(warehouse_path(folder / where))
    if lake:
        with open_lake(lake) as connection:
            found["hash, lake"] = hash_of(connection)
    return found


def main() -> None:
    """Print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    count = parser.parse_args().count
    os.environ.update(ACCESS)
    with running_catalogue() as catalogue, running_store() as endpoint:
        os.environ["AWS_ENDPOINT_URL"] = endpoint
        lake = Lake(catalogue.address(), f"s3://{BUCKET}", "compared")
        found = compare(count, kill=True, lake=lake)
    for name, value in found.items():
        print(f"{name:<30} {value}")
    hashes = {value for name, value in found.items() if name.startswith("hash")}
    print("equal" if len(hashes) == 1 else "DIFFERENT")


if __name__ == "__main__":
    main()
