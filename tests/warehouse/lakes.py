"""Lakes on loopback, and homes that name them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.lake_servers import PASSWORD, Catalogue, program, running_catalogue
from tests.needs import lacks_program
from tests.sources.store import BUCKET, S3, running_store
from warehouse.content import hash_of
from warehouse.lake import attach, open_lake
from warehouse.lake_settings import Lake
from warehouse.query import fetch

NUMBERS = count(1)
HOME, OTHER_HOME = "20240101T000000000000", "20240202T000000000000"


@dataclass
class Lakes:
    """Where lakes are: any number of them in one catalogue and one bucket."""

    catalogue: Catalogue
    store: S3

    def new(self) -> Lake:
        """A lake that is not there yet."""
        return Lake(self.catalogue.address(), f"s3://{BUCKET}/lakes", f"lake_{next(NUMBERS)}")

    def files(self, lake: Lake) -> set[str]:
        """The files of a lake's rows."""
        pages = self.store.client.get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=BUCKET, Prefix=f"lakes/{lake.name}/")
        return {one["Key"] for page in found for one in page.get("Contents", [])}


@contextmanager
def running_lakes() -> Iterator[Lakes]:
    """A catalogue and a bucket for the length of the block; the environment opens both."""
    if find_spec("duckdb_extension_ducklake") is None:
        lacks_program("needs DuckDB's extensions: pip install 'hankevarasto[lake]'")
    try:
        program("initdb")
    except FileNotFoundError as error:
        lacks_program(str(error))
    with running_store() as store, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", PASSWORD)
        with running_catalogue() as catalogue:
            yield Lakes(catalogue, store)


def put_lake(home: Path, lake: Lake) -> None:
    """Let a home name a lake."""
    home.mkdir(exist_ok=True)
    said = "".join(f"{name}: {value}\n" for name, value in vars(lake).items())
    (home / "lake.yaml").write_text(said, encoding="utf-8")


def asked(lake: Lake, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a lake, over a connection of its own."""
    with open_lake(lake) as connection:
        return fetch(connection, query)[1]


def lake_hash(lake: Lake) -> str:
    """The content hash of what a lake holds."""
    with open_lake(lake) as connection:
        return hash_of(connection)


def attach_for_a_moment(lake: Lake) -> None:
    """Let a lake be there, with nothing in it."""
    with duckdb.connect() as connection:
        attach(connection, lake)
