"""What lakes lie on, on loopback: a PostgreSQL cluster for catalogues, an S3 server for rows."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import httpx

PASSWORD = "salasana"  # noqa: S105
BUCKET = "lakes"
ACCESS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "PGPASSWORD": PASSWORD,
}


def program(name: str) -> str:
    """Where a program of PostgreSQL lies; Debian keeps most of them off the path.

    Raises FileNotFoundError.
    """
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(kept[-1]) if kept else None)
    if found is None:
        raise FileNotFoundError("PostgreSQL is not here: apt-get install postgresql")
    return found


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Catalogue:
    """A PostgreSQL cluster in a folder of its own, with one database called lakes."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="catalogue-"))
        # A cluster will not run as root.
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.port = free_port()
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        asked = ["-U", "lakes", "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync"]
        self.run("initdb", "-D", str(self.folder / "data"), *asked)
        self.start()
        self.ask("CREATE DATABASE lakes", "postgres")

    def run(self, name: str, *arguments: str) -> str:
        """Run a program of PostgreSQL; what it printed."""
        done = subprocess.run(
            [program(name), *arguments],
            user=self.user,
            cwd=self.folder,
            env={**os.environ, "PGPASSWORD": PASSWORD},
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if name == "psql" else subprocess.DEVNULL,
            text=True,
        )
        return done.stdout

    def start(self) -> None:
        """Start the cluster; it answers when this returns."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        options += " -c unix_socket_directories=''"
        log = str(self.folder / "log")
        data = str(self.folder / "data")
        self.run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop the cluster at once."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")

    def ask(self, query: str, database: str = "lakes") -> str:
        """What a query says, asked as the owner of the cluster."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "lakes", "-d", database]
        return self.run("psql", "-qAt", *where, "-c", query)

    def address(self, user: str = "lakes") -> str:
        """What a lake.yaml says of it."""
        return f"host=127.0.0.1 port={self.port} dbname=lakes user={user}"


@contextmanager
def running_catalogue() -> Iterator[Catalogue]:
    """A cluster for the length of the block."""
    catalogue = Catalogue()
    try:
        yield catalogue
    finally:
        catalogue.stop()
        shutil.rmtree(catalogue.folder)


@contextmanager
def running_store() -> Iterator[str]:
    """The address of an S3 server with an empty bucket, a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            endpoint = f"http://127.0.0.1:{port}"
            httpx.put(f"{endpoint}/{BUCKET}").raise_for_status()
            yield endpoint
        finally:
            server.terminate()


def wait_for(port: int, seconds: float = 60) -> None:
    """Wait until a port of loopback answers. Raises ConnectionError where it does not."""
    last = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError as error:
            if time.monotonic() > last:
                raise ConnectionError(f"nothing answers at port {port}") from error
            time.sleep(0.1)
