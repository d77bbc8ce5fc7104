"""What the command ``export`` does and shows."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import console
from flows.commands import COULD_NOT, print_json
from flows.faults import HomeUnusable, lacking
from flows.progress import tell
from flows.tables import print_rows

if TYPE_CHECKING:
    from reports.export.write import Export


def export_files(warehouse: Path, folder: Path, format: str, lang: str) -> "Export":
    """Write an export with progress on the terminal; leave with 1 where it cannot."""
    from reports.export.folder import FolderTaken
    from reports.export.write import write_export
    from warehouse.ddl import MemoryUnclear
    from warehouse.query import QueryFailed

    try:
        with console.progress(console.WORDS["export"]):
            return write_export(warehouse, folder, format, lang, partial(tell, "export"))
    except (FolderTaken, MemoryUnclear) as error:
        console.fail(error, COULD_NOT)
    except (QueryFailed, OSError) as error:
        if words := lacking(folder.resolve(), error):
            console.fail(HomeUnusable(words), COULD_NOT)
        error.add_note(
            "name another folder with --out"
            if isinstance(error, OSError)
            else "a warehouse of another version: hankevarasto rebuild makes it anew"
        )
        console.fail(error, COULD_NOT)


def show_export(export: "Export", as_json: bool) -> None:
    """What was written: a row for each folder of tables, or for each sheet."""
    if as_json:
        print_json(as_object(export))
        return
    out = console.stdout()
    if export.files[0].sheet:
        print_rows(out, ["sheet", "rows"], [(f.sheet, f.rows) for f in export.files])
    else:
        print_rows(out, ["folder", "tables", "rows"], by_folder(export))
    run, day = export.publication.run_id, export.publication.began_at
    out.print(f"published  {day:%Y-%m-%d %H:%M} UTC, run {run}", soft_wrap=True)
    out.print(f"export     {export.folder}", soft_wrap=True)


def by_folder(export: "Export") -> list[tuple[str, int, int]]:
    """Tables and rows of each folder."""
    tables: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for one in export.files:
        tables[one.table.schema] += 1
        rows[one.table.schema] += one.rows
    return [(folder, tables[folder], rows[folder]) for folder in sorted(tables)]


def as_object(export: "Export") -> dict[str, Any]:
    """What ``--json`` prints."""
    return {
        "folder": str(export.folder),
        "run_id": export.publication.run_id,
        "files": [
            {
                "path": one.path,
                "table": one.table.full_name,
                "rows": one.rows,
                "bytes": one.bytes,
                "sha256": one.sha256,
            }
            for one in export.files
        ],
    }
