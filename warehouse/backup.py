"""Backup and restore: all of a home that cannot be made anew, in one verified file.

That is the archive (documents, receipts, attempts, scores, journal, layout, keys) and the
decisions. The file is a tar.gz whose last member holds a hash of each other whose name is not its
hash, as that of a document is. What is sealed stays so, and needs no key; with one it is verified.
"""

import hashlib
import json
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import IO

from warehouse.archive import Archive, ArchiveDamaged
from warehouse.documents import REGISTER
from warehouse.keys import KEYS, given_key, is_being_sealed, keys_path, open_vault
from warehouse.layout import check_layout

SEAL = "backup.json"
OWNER_ALONE = 0o600
DOCUMENT = re.compile(r"archive/([0-9a-f]{2})/(\1[0-9a-f]{62})(\.redacted)?(\.sealed)?")
FILE = re.compile(r"archive/(receipts/)?[^/]+|decisions/.+")
UNSAFE = {"", ".", ".."}
CHANGING = (KEYS, REGISTER)  # with them the documents change their forms

Told = Callable[[int, int], None]


class BackupFailed(Exception):
    """A backup that cannot be made or restored: which file, why, and what to do."""


class Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self.stream.read(size)
        self.digest.update(chunk)
        return chunk


def back_up(home: Path, file: Path, told: Told) -> int:
    """Write a backup of a home to `file`, in one step and for its owner alone; its documents.

    Also while a run is at work: receipts are taken first, and what they name is in the archive
    before they are. `told` hears how many documents are behind it, of how many. Raises
    BackupFailed where there is no home, ArchiveDamaged for documents that are damaged or gone.
    """
    check_layout(home)
    archive = Archive(home, open_vault(home) if given_key() and keys_path(home).exists() else None)
    if not archive.root.is_dir():
        raise BackupFailed(f"{home} is no home: it has no archive. Check --home.")
    if is_being_sealed(home):
        raise BackupFailed(f"{home} is being sealed. Run this again when that run has ended.")
    files = small_files(home)
    documents = sorted({r.document_id for run in archive.run_ids() for r in archive.receipts(run)})
    partial = file.with_name(f"{file.name}.part")  # the next backup replaces one that was killed
    try:
        opened = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ALONE)
        with os.fdopen(opened, "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as packed:
                hashed = write_documents(packed, archive, documents, told)
                for name, content in files.items():
                    add(packed, name, len(content), BytesIO(content))
                said = {"documents": len(documents), "files": hashed | hashes(files)}
                seal = json.dumps(said).encode()
                add(packed, SEAL, len(seal), BytesIO(seal))
            raw.flush()
            os.fsync(raw.fileno())
        require_unchanged(home, files)
        partial.replace(file)
    except ArchiveDamaged:
        require_unchanged(home, files)
        raise
    except OSError as error:
        raise BackupFailed(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return len(documents)


def require_unchanged(home: Path, files: dict[str, bytes]) -> None:
    """Raise BackupFailed where documents were sealed or redacted since the files were read."""
    before = [files.get(f"archive/{name}") for name in CHANGING]
    paths = [home / "archive" / name for name in CHANGING]
    if before != [path.read_bytes() if path.exists() else None for path in paths]:
        raise BackupFailed(f"{home} was being sealed or erased from meanwhile. Run this again.")


def small_files(home: Path) -> dict[str, bytes]:
    """Whole lines of the receipts, then the archive's other files and the decisions, by name."""
    archive = home / "archive"
    receipts = sorted((archive / "receipts").glob("*.jsonl"))
    beside = [p for p in sorted(archive.iterdir()) if p.is_file() and p.suffix != ".part"]
    decided = [p for p in sorted((home / "decisions").rglob("*")) if p.is_file()]
    found = {p.relative_to(home).as_posix(): p.read_bytes() for p in (*receipts, *beside, *decided)}
    return {
        name: content[: content.rfind(b"\n") + 1] if name.endswith(".jsonl") else content
        for name, content in found.items()
    }


def hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def write_documents(
    packed: tarfile.TarFile, archive: Archive, documents: list[str], told: Told
) -> dict[str, str]:
    """Add documents, each held against its name; hashes by name of those it is not the hash of.

    Those are opened and held against it too, with a key. Raises ArchiveDamaged with all that are
    not whole.
    """
    damages: dict[str, str] = {}
    sums: dict[str, str] = {}
    for done, document_id in enumerate(documents, start=1):
        path = archive.path(document_id)
        try:
            with path.open("rb") as stream:
                hashed = Hashed(stream)
                name = f"archive/{document_id[:2]}/{path.name}"
                add(packed, name, path.stat().st_size, hashed)
            if path.name != document_id:
                sums[name] = hashed.digest.hexdigest()
                if archive.vault and (word := archive.damage(document_id)):
                    damages[document_id] = word
            elif hashed.digest.hexdigest() != document_id:
                damages[document_id] = "damaged"
        except FileNotFoundError:
            damages[document_id] = "gone"
        told(done, len(documents))
    if damages:
        raise ArchiveDamaged(archive.describe(damages))
    return sums


def add(packed: tarfile.TarFile, name: str, size: int, content: "IO[bytes] | Hashed") -> None:
    """Add a member that only its owner may read."""
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = OWNER_ALONE
    packed.addfile(member, content)


def restore(file: Path, home: Path, told: Told) -> int:
    """Unpack a backup into a home that is empty or absent, each member verified; its documents.

    Nothing is in its place before all has been verified. Raises BackupFailed, LayoutUnknown.
    """
    unpacking = home / "restoring"
    if home.exists() and any(path != unpacking for path in home.iterdir()):
        raise BackupFailed(f"{home} is not empty. Name a new home with --home.")
    if not file.is_file():
        raise BackupFailed(f"{file} is not there.")
    try:
        rmtree(unpacking, ignore_errors=True)
        (unpacking / "archive").mkdir(parents=True)
        (unpacking / "archive").chmod(0o700)
        count = unpack(file, unpacking, told)
        check_layout(unpacking)
        # The archive last: it makes a folder a home, whose next run applies the decisions.
        for part in sorted(unpacking.iterdir(), key=lambda part: part.name == "archive"):
            part.replace(home / part.name)
    except OSError as error:
        raise BackupFailed(f"{home} cannot be written: {error.strerror or error}.") from error
    finally:
        rmtree(unpacking, ignore_errors=True)
    return count


def unpack(file: Path, into: Path, told: Told) -> int:
    """Unpack and verify all members; number of documents."""
    documents, files, seal = 0, dict[str, str](), None
    try:
        for name, stream in members(file):
            if name == SEAL:
                seal = json.loads(stream.read())
            elif known := DOCUMENT.fullmatch(name):
                written = write(into / name, stream)
                if known[3] or known[4]:
                    files[name] = written
                elif written != known[2]:
                    raise BackupFailed(f"{file} is damaged: {name} is. Use another backup.")
                documents += 1
                told(documents, 0)
            else:
                files[name] = write(into / name, stream)
    except (tarfile.TarError, EOFError, OSError, zlib.error, ValueError) as error:
        if isinstance(error, OSError) and error.errno:
            raise BackupFailed(f"{file} cannot be restored: {error}.") from error
        raise BackupFailed(
            f"{file} is damaged, cut off or no backup ({error}). Use another backup."
        ) from error
    if seal != {"documents": documents, "files": files}:
        raise BackupFailed(f"{file} is damaged, cut off or no backup. Use another backup.")
    return documents


def members(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Names and contents of a backup's members; BackupFailed for one that no backup has."""
    with tarfile.open(file, "r|gz") as packed:
        for member in packed:
            stream = packed.extractfile(member) if member.isfile() else None
            is_known = member.name == SEAL or FILE.fullmatch(member.name)
            is_known = is_known or DOCUMENT.fullmatch(member.name)
            if stream is None or not is_known or UNSAFE & set(member.name.split("/")):
                raise BackupFailed(
                    f"{file} is no backup of hankevarasto: it holds {member.name!r}. Nothing was "
                    "restored."
                )
            yield member.name, stream


def write(path: Path, stream: IO[bytes]) -> str:
    """Write a stream to a new file, for its owner alone; SHA-256 of what it held."""
    hashed = Hashed(stream)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "wb") as out:
        copyfileobj(hashed, out)
        out.flush()
        os.fsync(out.fileno())
    return hashed.digest.hexdigest()
