"""The folder of an export, which appears whole and takes nobody's file away."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.export.tables import hash_of

PACKAGE, CATALOGUE = "datapackage.json", "dcat.jsonld"
NAME = "hankevarasto"


class FolderTaken(Exception):
    """A folder that holds something which no export wrote."""


@contextmanager
def replaced(folder: Path) -> Iterator[tuple[Path, Path]]:
    """A folder to fill, which takes the place of `folder` in the end, and one for the meantime.

    Raises FolderTaken where anything but an earlier export would go.
    """
    folder = folder.resolve()
    check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part") as name:
        fresh, spilled, before = (Path(name, part) for part in ("fresh", "spilled", "before"))
        fresh.mkdir()
        yield fresh, spilled
        if folder.exists():
            folder.rename(before)
        fresh.rename(folder)


def check_replaceable(folder: Path) -> None:
    """Raise FolderTaken where `folder` is a file, or has one that no export wrote."""
    if folder.exists() and not folder.is_dir():
        raise FolderTaken(f"{folder} is a file. Name another folder with --out.")
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    files = {str(path.relative_to(folder)) for path in found}
    if others := sorted(files - written_before(folder)):
        raise FolderTaken(
            f"{folder} holds {others[0]}, which no export wrote, and would be replaced whole. "
            "Name another folder with --out."
        )


def written_before(folder: Path) -> set[str]:
    """The files of an export as it was written; none where `folder` is no export.

    A file that somebody has changed since is theirs, as far as the package has a hash of it.
    """
    try:
        described = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        if described["name"] != NAME or not described["run_id"]:
            return set()
        resources = [resource for resource in described["resources"] if resource["path"]]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {PACKAGE, CATALOGUE, *(one["path"] for one in resources if is_untouched(folder, one))}


def is_untouched(folder: Path, resource: dict[str, str]) -> bool:
    """Whether a file is as its description says, as far as that has a hash."""
    path = folder / resource["path"]
    return path.is_file() and resource.get("hash") in (None, hash_of(path))
