"""Descriptions into DuckDB as somebody writes it with pandas: ``with_pandas FOLDER FILE``.

The plain parser, a frame and a CSV file a table, and DuckDB reads the files. No check, no versions,
no lines, no masking, no shares by region and period.
"""

import sys
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.plain import Record, read_folder


def by_table(records: list[Record]) -> dict[str, pd.DataFrame]:
    """A frame of the projects, and one of each list that they have."""
    lists = [name for name, value in records[0].items() if isinstance(value, list)]
    projects = pd.DataFrame(records)
    return {
        "project": projects.drop(columns=lists),
        **{name: pd.DataFrame(projects[name].explode().dropna().tolist()) for name in lists},
    }


def main() -> None:
    """Read a folder into a file of DuckDB."""
    folder, file = map(Path, sys.argv[1:])
    with duckdb.connect(str(file)) as connection:
        for name, frame in by_table(list(read_folder(folder))).items():
            path = file.with_name(f"{name}.csv")
            frame.to_csv(path, index=False)
            if not frame.empty:
                connection.execute(f"CREATE TABLE {name} AS FROM read_csv('{path}', header = true)")


if __name__ == "__main__":
    main()
