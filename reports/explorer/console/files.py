"""What lies beside the explorer's page for its console: a DuckDB, and the tables it asks.

Both are scripts, since a page that is opened from disk may load nothing else. They hold bytes as
gzip in base64, in pieces that ``console.js`` puts together.
"""

import base64
import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reports.explorer.console.carried import LEFT_OUT, write_carried
from reports.explorer.said import as_script
from reports.files import whole
from reports.formats import BEGINS_FORMULA
from warehouse.ddl import remove_database

HERE = Path(__file__).parent
VENDORED = HERE / "vendored"
LIBRARY, TABLES = "duckdb.js", "tables.js"
PIECE = 3 * 2**20  # bytes; a multiple of 3, so that base64 pads none but the last


def write_console(warehouse: Path, folder: Path, run_id: str) -> None:
    """Write the two scripts of the warehouse that a run has published into the page's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_library(folder / LIBRARY)
    write_tables(warehouse, folder / TABLES, run_id)


def write_library(path: Path) -> None:
    """Write DuckDB for the browser, unless just that is there already."""
    text = "".join(library()).encode()
    if path.exists() and path.read_bytes() == text:
        return
    with whole(path) as file:
        file.write_bytes(text)


def library() -> Iterator[str]:
    """The licences, what the page calls, the worker and the module that it runs."""
    yield f"/*\n{vendored_text('LICENCES.txt').replace('*/', '* /')}*/\n"
    yield vendored_text("page.js")
    yield from pushes("worker", [(VENDORED / "worker.js.gz").read_bytes()])
    yield from pushes("module", [(VENDORED / "duckdb.wasm.gz").read_bytes()])


def vendored_text(name: str) -> str:
    """A vendored text, unpacked."""
    return gzip.decompress((VENDORED / f"{name}.gz").read_bytes()).decode()


def write_tables(warehouse: Path, path: Path, run_id: str) -> None:
    """Write the carried part of a warehouse, with the run by which the page knows its own."""
    database = path.with_name(".carried.duckdb")
    remove_database(database)  # what a killed run left of it
    try:
        write_carried(warehouse, database)
        with whole(path) as script, script.open("w", encoding="ascii") as out:
            out.write(f"consoleFiles.publication = {as_script(run_id)};\n")
            out.writelines(pushes("tables", packed(database)))
    finally:
        remove_database(database)


def packed(path: Path) -> Iterator[bytes]:
    """A file as gzip, packed quickly: DuckDB has packed it before."""
    packer = zlib.compressobj(level=1, wbits=31)
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield packer.compress(piece)
    yield packer.flush()


def pushes(name: str, parts: Iterable[bytes]) -> Iterator[str]:
    """JavaScript that hands bytes to the page, a piece a line."""
    held = b""
    for part in parts:
        held += part
        while len(held) > PIECE:
            yield push(name, held[:PIECE])
            held = held[PIECE:]
    yield push(name, held)


def push(name: str, piece: bytes) -> str:
    """One piece."""
    return f'consoleFiles.{name}.push("{base64.b64encode(piece).decode()}");\n'


def console_words(run_id: str) -> str:
    """What the script of a publication's console is told, as JSON for an element of a page."""
    import yaml

    told: dict[str, Any] = {
        "words": {
            file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
            for file in sorted((HERE / "words").glob("*.yaml"))
        },
        "contents": (HERE / "contents.sql").read_text(encoding="utf-8"),
        "leftOut": LEFT_OUT,
        "formulaSigns": BEGINS_FORMULA,
        "publication": run_id,
    }
    return as_script(told)
