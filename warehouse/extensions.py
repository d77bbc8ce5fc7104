"""DuckDB's extensions, loaded from their wheels; nothing is downloaded."""

import duckdb

from warehouse.ddl import quoted


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension of this DuckDB's version. Raises ModuleNotFoundError without its wheel."""
    from importlib.resources import files

    connection.execute("SET autoinstall_known_extensions = false")
    folder = files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
    connection.execute(f"LOAD {quoted(str(folder / f'{name}.duckdb_extension'))}")
