"""An S3 server on loopback that remembers what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.server import ThreadedMotoServer

BUCKET = "kuvaukset"


class S3:
    """A bucket; `log` holds method and path of each request."""

    def __init__(self, endpoint: str, log: list[tuple[str, str]]) -> None:
        self.client: Any = boto3.client("s3", endpoint_url=endpoint)
        self.client.create_bucket(Bucket=BUCKET)
        self.log = log

    def put(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket=BUCKET, Key=key, Body=content)

    def put_folder(self, folder: Path, prefix: str) -> None:
        """Put the files of a folder below a prefix."""
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            self.put(f"{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes())

    def fetched(self) -> list[str]:
        """Keys whose content was asked for."""
        paths = [path for method, path in self.log if method == "GET"]
        start = f"/{BUCKET}/"
        return [path.removeprefix(start) for path in paths if len(path) > len(start)]


@contextmanager
def running_store() -> Iterator[S3]:
    """A bucket for the length of the block, named to the libraries by the environment."""
    log: list[tuple[str, str]] = []
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    with pytest.MonkeyPatch.context() as patch:
        call = DomainDispatcherApplication.__call__

        def logged(self: Any, environ: dict[str, Any], start_response: Any) -> Any:
            log.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
            return call(self, environ, start_response)

        patch.setattr(DomainDispatcherApplication, "__call__", logged)
        server.start()
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        for name, value in {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            patch.setenv(name, value)
        try:
            httpx.post(f"{endpoint}/moto-api/reset")  # the process keeps what others have put
            yield S3(endpoint, log)
        finally:
            server.stop()
