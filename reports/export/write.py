"""Writing an export: all its files are of one publication, and appear together."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from reports.export.catalogue import describe_dataset
from reports.export.folder import CATALOGUE, PACKAGE, replaced
from reports.export.package import describe_package
from reports.export.publication import Publication, read_publication
from reports.export.tables import Told, Written, write_tables
from reports.export.workbook import write_workbook
from warehouse.ddl import memory_limit, quoted
from warehouse.query import Connection, QueryFailed, reading

FORMATS = ("parquet", "csv", "xlsx")
LANGUAGES = ("fi", "sv", "en")
WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Export:
    """A folder that was written, of which publication, and what is in it."""

    folder: Path
    publication: Publication
    files: list[Written]


def write_export(warehouse: Path, folder: Path, format: str, lang: str, told: Told) -> Export:
    """Write the published warehouse into a folder as parquet, csv or xlsx, and what describes it.

    A workbook is in the words of one language. `told` hears how much of how much is done.
    Raises FolderTaken, MemoryUnclear, OSError, and QueryFailed where the warehouse is of another
    version.
    """
    try:
        with reading(warehouse) as connection, replaced(folder) as (fresh, spilled):
            connection.execute("SET enable_progress_bar = false")
            connection.execute(f"SET memory_limit = {quoted(memory_limit())}")
            connection.execute(f"SET temp_directory = {quoted(str(spilled))}")
            published = read_publication(connection)
            files = write_files(connection, fresh, format, published, lang, told)
            write_descriptions(fresh, files, format, published)
    except duckdb.IOException as error:
        raise OSError(str(error)) from error
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error
    return Export(folder, published, files)


def write_files(
    connection: Connection,
    folder: Path,
    format: str,
    published: Publication,
    lang: str,
    told: Told,
) -> list[Written]:
    """Write the data of an export."""
    if format == "xlsx":
        return write_workbook(connection, folder, published, read_words(lang), told)
    return [*write_tables(connection, folder, format, told)]


def write_descriptions(
    folder: Path, files: list[Written], format: str, published: Publication
) -> None:
    """Write what describes an export to machines."""
    words = {lang: read_words(lang) for lang in LANGUAGES}
    for name, described in (
        (PACKAGE, describe_package(files, format, published, words["en"])),
        (CATALOGUE, describe_dataset(files, format, published, words)),
    ):
        text = json.dumps(described, ensure_ascii=False, indent=1)
        (folder / name).write_text(text + "\n", encoding="utf-8")


@cache
def read_words(lang: str) -> dict[str, Any]:
    """The words of exports in one language."""
    import yaml

    text = (WORDS / f"{lang}.yaml").read_text(encoding="utf-8")
    return {**yaml.safe_load(text), "lang": lang}
