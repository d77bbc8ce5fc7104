"""Descriptions into DuckDB as somebody writes it with dlt: ``with_dlt FOLDER FILE``.

The plain parser's records as a resource, whose lists dlt makes tables of their own. It keeps the
load's state and the schema; no check, no lines, no masking, no shares by region and period.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import dlt

from benchmarks.plain import Record, read_folder


def main() -> None:
    """Read a folder into a file of DuckDB."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    folder, file = map(Path, sys.argv[1:])

    @dlt.resource(name="project", primary_key="project_code", write_disposition="replace")
    def projects() -> Iterator[Record]:
        yield from read_folder(folder)

    pipeline = dlt.pipeline(
        "descriptions",
        pipelines_dir=str(file.with_name("dlt")),
        destination=dlt.destinations.duckdb(str(file)),
        dataset_name="plain",
    )
    pipeline.run(projects()).raise_on_failed_jobs()


if __name__ == "__main__":
    main()
