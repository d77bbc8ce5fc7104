"""A backup holds all that cannot be made anew, and a restored home is the same."""

import hashlib
import io
import tarfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from warehouse.archive import Archive, ArchiveDamaged, Kept
from warehouse.backup import SEAL, BackupFailed, back_up, restore
from warehouse.layout import LAYOUT, LayoutUnknown, layout_path, record_layout

YKSI = hashlib.sha256(b"yksi").hexdigest()


def silent(done: int, of: int) -> None:
    """Hears of progress and does nothing."""


def receive(archive: Archive, run_id: str, content: bytes) -> str:
    document_id = archive.keep(io.BytesIO(content))
    archive.receive(run_id, [Kept("file:///a.txt", document_id)])
    return document_id


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two documents, decisions, and files that can be made anew."""
    home = tmp_path / "home"
    archive = Archive(home)
    archive.prepare()
    record_layout(home)
    for content in (b"yksi", b"kaksi"):
        archive.note_attempts("run-1", [receive(archive, "run-1", content)])
    (archive.root / "scores.csv").write_text("run_id\n")
    (archive.root / "runs.jsonl").write_text('{"run_id": "run-1"}\n')
    (home / "decisions" / "old").mkdir(parents=True)
    (home / "decisions" / "rules.yaml").write_text("{}")
    (home / "decisions" / "old" / "ä.csv").write_text("a\n")
    (home / "store.duckdb").write_bytes(b"made anew")
    return home


def files_of(home: Path) -> dict[str, bytes]:
    found = [p for p in home.rglob("*") if p.is_file() and p.name != "store.duckdb"]
    return {str(p.relative_to(home)): p.read_bytes() for p in found}


@pytest.fixture
def backup(home: Path, tmp_path: Path) -> Path:
    file = tmp_path / "backup.tar.gz"
    assert back_up(home, file, silent) == 2
    return file


def test_restored_home_has_all_that_cannot_be_made_anew(
    home: Path, backup: Path, tmp_path: Path
) -> None:
    heard: list[int] = []
    assert restore(backup, tmp_path / "new", lambda done, _: heard.append(done)) == 2
    assert files_of(tmp_path / "new") == files_of(home)
    assert heard == [1, 2]
    assert (tmp_path / "new" / "archive").stat().st_mode & 0o777 == 0o700


def test_backup_is_for_its_owner_alone_and_nothing_else_stays(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert list(backup.parent.glob("*.part")) == []


def test_line_that_is_being_written_is_left_out(home: Path, tmp_path: Path) -> None:
    path = Archive(home).receipts_path("run-1")
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"run_id": "ru')
    back_up(home, tmp_path / "b", silent)
    restore(tmp_path / "b", tmp_path / "new", silent)
    assert Archive(tmp_path / "new").receipts_path("run-1").read_bytes() == whole


def test_every_backup_taken_while_a_run_receives_is_whole(home: Path, tmp_path: Path) -> None:
    def work() -> None:
        for number in range(60):
            receive(Archive(home), "run-2", b"%d" % number)

    run = Thread(target=work)
    run.start()
    counts = []
    while run.is_alive():
        new = tmp_path / f"new-{len(counts)}"
        counts.append(back_up(home, tmp_path / "b", silent))
        restore(tmp_path / "b", new, silent)
        Archive(new).require_whole(Archive(new).run_ids())
    run.join()
    assert counts == sorted(counts)
    assert back_up(home, tmp_path / "b", silent) == 62


def test_damaged_document_is_not_backed_up_in_silence(home: Path, tmp_path: Path) -> None:
    archive = Archive(home)
    first, second = (r.document_id for r in archive.receipts("run-1"))
    archive.path(first).write_bytes(b"yxsi")
    archive.path(second).unlink()
    with pytest.raises(ArchiveDamaged) as caught:
        back_up(home, tmp_path / "b", silent)
    assert first in str(caught.value)
    assert second in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_flipped_byte_is_found_and_leaves_no_home(
    backup: Path, tmp_path: Path, share: float
) -> None:
    content = bytearray(backup.read_bytes())
    content[int(len(content) * share)] ^= 0xFF
    backup.write_bytes(content)
    with pytest.raises(BackupFailed, match=r"backup\.tar\.gz"):
        restore(backup, tmp_path / "new", silent)
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("length", [0, 5, 100, -200])
def test_backup_cut_off_is_found(backup: Path, tmp_path: Path, length: int) -> None:
    backup.write_bytes(backup.read_bytes()[:length])
    with pytest.raises(BackupFailed, match="cut off"):
        restore(backup, tmp_path / "new", silent)


def repacked(backup: Path, change: Callable[[tarfile.TarInfo, bytes], bytes | None]) -> None:
    """Write a backup again, each member as `change` gives it: None leaves it out."""
    with tarfile.open(backup) as packed:
        members = [(m, packed.extractfile(m).read()) for m in packed]  # type: ignore[union-attr]
    with tarfile.open(backup, "w:gz") as packed:
        for member, content in members:
            changed = change(member, content)
            if changed is not None:
                member.size = len(changed)
                packed.addfile(member, io.BytesIO(changed))


@pytest.mark.parametrize("part", ["archive/receipts/", "archive/scores", "decisions/", SEAL, YKSI])
def test_member_that_is_missing_is_found(backup: Path, tmp_path: Path, part: str) -> None:
    with tarfile.open(backup) as packed:
        assert [name for name in packed.getnames() if part in name]
    repacked(backup, lambda member, content: None if part in member.name else content)
    with pytest.raises(BackupFailed, match="damaged"):
        restore(backup, tmp_path / "new", silent)


@pytest.mark.parametrize("part", ["archive/receipts/", "archive/attempts", "decisions/", YKSI])
def test_member_that_was_changed_is_found(backup: Path, tmp_path: Path, part: str) -> None:
    repacked(backup, lambda member, content: content + (b"\n" if part in member.name else b""))
    with pytest.raises(BackupFailed, match="damaged"):
        restore(backup, tmp_path / "new", silent)


@pytest.mark.parametrize(
    "name",
    ["../out", "/tmp/out", "archive/../../out", "decisions/../../out", "decisions//out", "out"],
)
def test_member_of_another_name_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    def rename(member: tarfile.TarInfo, content: bytes) -> bytes:
        member.name = name if member.name == "archive/scores.csv" else member.name
        return content

    repacked(backup, rename)
    with pytest.raises(BackupFailed, match="Nothing was restored"):
        restore(backup, tmp_path / "new", silent)
    assert not (tmp_path / "out").exists()


def test_link_is_refused(backup: Path, tmp_path: Path) -> None:
    def link(member: tarfile.TarInfo, content: bytes) -> bytes:
        if member.name == "archive/scores.csv":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
        return b"" if member.issym() else content

    repacked(backup, link)
    with pytest.raises(BackupFailed, match=r"scores\.csv"):
        restore(backup, tmp_path / "new", silent)


def test_home_that_is_not_empty_is_left_alone(home: Path, backup: Path) -> None:
    before = files_of(home)
    with pytest.raises(BackupFailed, match="not empty"):
        restore(backup, home, silent)
    assert files_of(home) == before


def test_empty_folder_and_one_that_a_killed_restore_left_are_new(
    home: Path, backup: Path, tmp_path: Path
) -> None:
    (tmp_path / "new" / "restoring" / "archive").mkdir(parents=True)
    (tmp_path / "new" / "restoring" / "archive" / "half").write_text("half")
    restore(backup, tmp_path / "new", silent)
    assert files_of(tmp_path / "new") == files_of(home)


def test_backup_of_a_newer_layout_is_refused(home: Path, backup: Path, tmp_path: Path) -> None:
    newer = f"{LAYOUT + 1}\n"
    layout_path(home).write_text(newer)
    with pytest.raises(LayoutUnknown):
        back_up(home, tmp_path / "b", silent)


def test_backup_without_a_home_or_a_place_is_an_error_in_words(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="no home"):
        back_up(tmp_path / "mistyped", tmp_path / "b", silent)
    with pytest.raises(BackupFailed, match="cannot be written"):
        back_up(home, tmp_path / "no folder" / "b", silent)
    with pytest.raises(BackupFailed, match="not there"):
        restore(tmp_path / "none", tmp_path / "new", silent)
