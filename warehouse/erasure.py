"""Taking a person out of the files of a home that no run makes anew."""

import csv
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from warehouse.archive import Archive
from warehouse.decisions import CORRECTIONS, DELIMITERS, decisions_of
from warehouse.publish import warehouse_path

Change = Callable[[str], str]
# What every run makes anew, or nobody reads any more; exports, whose files do not show their texts.
LEFTOVERS = ("building", "restoring", "exports")
LINES = re.compile(r"[^\n]*\n|[^\n]+")


def mask_lines(archive: Archive, change: Change) -> list[Path]:
    """Change what receipts, journal and attempts say, line by line; the files that differ now.

    The address of a source stays what it was for whoever delivers from there again.
    """
    changed = []
    for path in sorted([*archive.receipts_folder.glob("*.jsonl"), *archive.root.glob("*.jsonl")]):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        fresh = [masked_line(line, archive, change) for line in lines]
        if fresh != lines:
            replace_text(path, "".join(fresh))
            changed.append(path)
    return changed


def masked_line(line: str, archive: Archive, change: Change) -> str:
    """One line of JSON with its texts changed."""
    try:
        facts = json.loads(line)
    except ValueError:  # cut off by a crash; nobody reads it
        return change(line)
    fresh: dict[str, Any] = {name: changed_in(value, change) for name, value in facts.items()}
    if fresh == facts:
        return line
    if "source_uri" in facts and facts["source_uri"] != fresh["source_uri"]:
        fresh["source_uri"] = archive.renamed_source(facts["source_uri"], fresh["source_uri"])
    return json.dumps(fresh) + "\n"


def changed_in(value: Any, change: Change) -> Any:
    """A value of JSON with all its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [changed_in(one, change) for one in value]
    if isinstance(value, dict):
        return {name: changed_in(one, change) for name, one in value.items()}
    return value


def mask_decisions(home: Path, change: Change) -> list[Path]:
    """Change what officers' files say; the files that differ now.

    A row of corrections that speaks of the person goes: what it corrects is no longer there.
    """
    changed = []
    for path in decisions_of(home):
        text = path.read_text(encoding="utf-8")
        fresh = without_rows(text, change) if path.name == CORRECTIONS else change(text)
        if fresh != text:
            replace_text(path, fresh)
            changed.append(path)
    return changed


def without_rows(text: str, change: Change) -> str:
    """A CSV without the rows that a change would touch."""
    return "".join(row for row in rows_as_written(text) if change(row) == row)


def rows_as_written(text: str) -> Iterator[str]:
    """The rows of a CSV, each as it is written, with the line breaks in its cells."""
    lines = LINES.findall(text)
    delimiter = max(DELIMITERS, key=(lines or [""])[0].count)
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    for _ in reader:
        yield "".join(lines[before : reader.line_num])
        before = reader.line_num


def remove_leftovers(home: Path, holds: Callable[[Path], bool]) -> list[Path]:
    """Remove what is made anew and speaks of the person: earlier publications, reports, copies."""
    current = warehouse_path(home).resolve()
    earlier = [p for p in (home / "published").glob("*") if p != current]
    made = [p for folder in LEFTOVERS for p in (home / folder).rglob("*") if p.is_file()]
    # A PDF does not show its texts.
    reports = [
        path
        for path in (home / "reports").rglob("*")
        if path.is_file() and (path.suffix == ".pdf" or holds(path))
    ]
    damaged = list(home.glob("*.damaged"))
    removed = [*earlier, *made, *reports, *outdated(home, current), *damaged]
    for path in removed:
        path.unlink()
    return removed


def outdated(home: Path, current: Path) -> list[Path]:
    """Tables of the explorer's console from an earlier publication: packed, they show no text."""
    path = home / "reports" / "explorer" / "tables.js"
    is_older = path.exists() and current.exists() and path.stat().st_mtime < current.stat().st_mtime
    return [path] if is_older else []


def replace_text(path: Path, text: str) -> None:
    """Write a file anew in one step, as readable as it was."""
    fresh = path.with_name(f"{path.name}.part")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(path.stat().st_mode)
    fresh.replace(path)
