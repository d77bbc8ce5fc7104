"""Keys, seals and redactions of an archive: nothing readable without, nothing lost with."""

import hashlib
import os
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import duckdb
import polars as pl
import pytest
from cryptography.fernet import Fernet, MultiFernet
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.catalogue import table
from warehouse.archive import Archive, ArchiveDamaged, Kept
from warehouse.backup import BackupFailed, back_up, restore
from warehouse.keys import (
    FILE_VARIABLE,
    KEY_VARIABLE,
    KeyUnusable,
    keep_secrets,
    keys_path,
    open_vault,
)
from warehouse.lock import HomeHeld, holding
from warehouse.restricted import open_restricted, rekey, restricted_path, restricted_version
from warehouse.rotation import rotate
from warehouse.sealed import LINE, PIECE, SealBroken, sealed, unsealed

KEY, OTHER_KEY = "kissa vieköön avaimen".replace("ö", "o"), "toinen avain, yhta pitka"
TEXTS = [b"", b"Maija", b"x" * (PIECE + 1), os.urandom(3 * PIECE)]


def quiet(done: int, of: int) -> None:
    """Hear of progress."""


@pytest.fixture(autouse=True)
def with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive that was open until it got a key."""
    plain = Archive(tmp_path)
    plain.prepare()
    plain.receive("run", [Kept("file:///a", plain.keep(BytesIO(text))) for text in TEXTS])
    sealed_now = Archive(tmp_path, open_vault(tmp_path))
    sealed_now.seal_all(quiet)
    return sealed_now


def names(archive: Archive) -> set[str]:
    return {path.suffix for path in archive.root.glob("??/*")}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3 * PIECE), st.integers(0, 3 * PIECE), st.integers(0, 2 * PIECE))
def test_sealed_file_is_read_as_what_it_holds(content: bytes, start: int, length: int) -> None:
    cipher = MultiFernet([Fernet(Fernet.generate_key())])
    file = Path(os.environ.get("TMPDIR", "/tmp")) / f"sealed.{os.getpid()}"
    with file.open("wb") as out:
        out.writelines(sealed([content[:1000], content[1000:]], cipher))
    with unsealed(file.open("rb"), cipher) as stream:
        assert stream.read() == content
        stream.seek(start)
        assert stream.read(length) == content[start : start + length]
    file.unlink()


def test_pieces_cannot_be_changed(tmp_path: Path) -> None:
    cipher = MultiFernet([Fernet(Fernet.generate_key())])
    file = tmp_path / "file"
    file.write_bytes(b"".join(sealed([os.urandom(2 * PIECE)], cipher)))
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"x" + whole[101:])
    with unsealed(file.open("rb"), cipher) as stream, pytest.raises(SealBroken):
        stream.read()
    assert len(whole) == 2 * LINE


def test_nothing_is_readable_without_the_key(archive: Archive) -> None:
    assert names(archive) == {".sealed"}
    assert [archive.read(hashlib.sha256(text).hexdigest()) for text in TEXTS] == TEXTS
    archive.require_whole(["run"])
    for path in archive.root.rglob("*"):
        assert path.is_dir() or b"Maija" not in path.read_bytes()
    with pytest.raises(KeyUnusable, match="sealed"):
        Archive(archive.home).read(hashlib.sha256(b"Maija").hexdigest())


def test_what_came_before_is_known(archive: Archive) -> None:
    before = sorted(archive.root.glob("??/*"))
    assert [archive.keep(BytesIO(text)) for text in TEXTS] == [
        hashlib.sha256(text).hexdigest() for text in TEXTS
    ]
    assert sorted(archive.root.glob("??/*")) == before
    archive.keep(BytesIO(b"Matti"))
    assert names(archive) == {".sealed"}


def test_damage_is_told_and_healed(archive: Archive) -> None:
    document_id = hashlib.sha256(b"Maija").hexdigest()
    archive.path(document_id).write_bytes(b"x")
    for read in (archive.read, lambda _: archive.require_whole(["run"])):
        with pytest.raises(ArchiveDamaged, match=document_id):
            read(document_id)
    archive.keep(BytesIO(b"Maija"))
    archive.require_whole(["run"])


@pytest.mark.parametrize(
    ("key", "words"),
    [(None, "sealed"), (OTHER_KEY, "not that of"), ("short", "16"), ("ääääääääääääääääää", "16"),
     ("back\\slash and more", "backslash")],
)  # fmt: skip
def test_key_that_opens_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, key: str | None, words: str
) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    if key:
        monkeypatch.setenv(KEY_VARIABLE, key)
    with pytest.raises(KeyUnusable, match=words) as error:
        open_vault(archive.home)
    assert key is None or key not in str(error.value)


def test_key_may_be_in_a_file(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    file = archive.home / "key"
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    with pytest.raises(KeyUnusable, match="No such file"):
        open_vault(archive.home)
    file.write_text(f"{KEY}\n")
    assert open_vault(archive.home) == archive.vault


def test_rotated_key(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old key, also with the old file of secrets, opens nothing any more."""
    document_id = hashlib.sha256(b"Maija").hexdigest()
    before = archive.path(document_id).read_bytes()
    ring = keys_path(archive.home).read_bytes()
    assert rotate(archive.home, OTHER_KEY, quiet) == len(TEXTS)
    assert archive.path(document_id).read_bytes() != before
    with pytest.raises(KeyUnusable, match="not that of"):
        open_vault(archive.home)
    monkeypatch.setenv(KEY_VARIABLE, OTHER_KEY)
    fresh = Archive(archive.home, open_vault(archive.home))
    fresh.require_whole(["run"])
    assert fresh.vault
    assert len(fresh.vault.secrets) == 1
    with pytest.raises(KeyUnusable, match="is the one so far"):
        rotate(archive.home, OTHER_KEY, quiet)
    keys_path(archive.home).write_bytes(ring)
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    with pytest.raises(ArchiveDamaged):
        Archive(archive.home, open_vault(archive.home)).read(document_id)


def test_rotation_that_was_stopped_is_gone_on_with(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(archive.home, OTHER_KEY, stop)
    monkeypatch.setenv(KEY_VARIABLE, OTHER_KEY)
    fresh = Archive(archive.home, open_vault(archive.home))
    fresh.require_whole(["run"])
    fresh.seal_all(quiet)
    assert fresh.vault
    assert len(fresh.vault.secrets) == 1
    fresh.require_whole(["run"])


def test_rotation_needs_a_sealed_home_at_rest(archive: Archive, tmp_path: Path) -> None:
    with holding(archive.home), pytest.raises(HomeHeld):
        rotate(archive.home, OTHER_KEY, quiet)
    shutil.rmtree(archive.home / "archive")
    Archive(archive.home).prepare()
    with pytest.raises(KeyUnusable, match="not sealed"):
        rotate(archive.home, OTHER_KEY, quiet)


def test_redacted_document_never_comes_back(archive: Archive) -> None:
    document_id = hashlib.sha256(b"Maija").hexdigest()
    archive.redact(document_id, b"redacted")
    archive.redact(document_id, b"redacted again")
    for one in (archive, Archive(archive.home, archive.vault)):
        assert one.keep(BytesIO(b"Maija")) == document_id
        assert one.write([b"Maija"]) == document_id
        assert one.read(document_id) == b"redacted again"
        one.require_whole(["run"])
    assert len(list(archive.root.glob(f"{document_id[:2]}/{document_id}*"))) == 1
    assert archive.document_ids() == sorted(hashlib.sha256(text).hexdigest() for text in TEXTS)


def test_redacted_document_cannot_be_put_there_by_hand(archive: Archive) -> None:
    document_id = hashlib.sha256(b"Maija").hexdigest()
    archive.redact(document_id, b"redacted")
    with archive.written([b"another"]) as partial:
        archive.put(partial, document_id, ".redacted")
    assert archive.damage(document_id) == "damaged"
    archive.keep(BytesIO(b"Maija"))
    with pytest.raises(ArchiveDamaged):
        archive.read(document_id)


def test_source_goes_by_another_address(archive: Archive) -> None:
    now = archive.renamed_source("file:///Maija.txt", "file:///x.txt")
    assert now.startswith("file:///x.txt#")
    assert archive.renamed_source("file:///Maija M.txt", "file:///x.txt") != now
    for one in (archive, Archive(archive.home, archive.vault)):
        (receipt,) = one.receive("run-2", [Kept("file:///Maija.txt", archive.keep(BytesIO(b"")))])
        assert receipt.source_uri == now


def test_backup_needs_no_key(archive: Archive, tmp_path: Path) -> None:
    archive.redact(hashlib.sha256(b"Maija").hexdigest(), b"redacted")
    file, new = tmp_path / "backup.tar.gz", tmp_path / "new"
    assert back_up(archive.home, file, quiet) == len(TEXTS)
    restore(file, new, quiet)
    Archive(new, open_vault(new)).require_whole(["run"])


def test_restricted_store_is_unreadable_without_its_key(tmp_path: Path) -> None:
    contact = table("stage.contact")
    frame = pl.DataFrame(
        {"statement_id": ["a"], "field": ["contact_name"], "value": ["Maija"], "line_number": [1]}
    )
    path = restricted_path(tmp_path)
    for _ in range(2):  # what a stopped run wrote is not there twice
        with open_restricted(path, KEY) as store:
            assert store
            store.append(contact, frame)
            store.set_version("1")
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"Maija" not in path.read_bytes()
    assert b"contact_name" not in path.read_bytes()
    assert restricted_version(path, KEY) == "1"
    assert restricted_version(path, OTHER_KEY) is None
    with pytest.raises(duckdb.Error, match="without a key"):
        duckdb.connect(str(path))
    rekey(tmp_path, KEY, OTHER_KEY)
    assert restricted_version(path, KEY) is None
    with duckdb.connect() as connection:  # as any user of DuckDB would read it
        connection.execute(f"ATTACH '{path}' AS r (ENCRYPTION_KEY '{OTHER_KEY}', READ_ONLY)")
        rows = connection.execute("SELECT value FROM r.stage.contact").fetchall()
    assert rows == [("Maija",)]
    with open_restricted(path, None) as store:
        assert store is None


def test_damaged_document_keeps_the_old_secret_until_it_is_healed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing else: the rest of the archive is sealed anew and the home usable."""
    document_id = hashlib.sha256(b"Maija").hexdigest()
    archive.path(document_id).write_bytes(b"x")
    with pytest.raises(KeyUnusable, match="new key is in force"):
        rotate(archive.home, OTHER_KEY, quiet)
    monkeypatch.setenv(KEY_VARIABLE, OTHER_KEY)
    fresh = Archive(archive.home, open_vault(archive.home))
    fresh.seal_all(quiet)
    assert fresh.vault
    assert len(fresh.vault.secrets) == 2
    fresh.keep(BytesIO(b"Maija"))
    fresh.seal_all(quiet)
    assert len(fresh.vault.secrets) == 1
    fresh.require_whole(["run"])


def test_document_put_back_open_is_sealed(archive: Archive) -> None:
    document_id = hashlib.sha256(b"Maija").hexdigest()
    sealed_file = archive.path(document_id)
    sealed_file.unlink()
    sealed_file.with_suffix("").write_bytes(b"Maija")
    assert archive.read(document_id) == b"Maija"
    archive.seal_all(quiet)
    assert names(archive) == {".sealed"}
    archive.require_whole(["run"])


def test_original_that_a_crash_left_beside_is_removed(archive: Archive) -> None:
    document_id = hashlib.sha256(b"Maija").hexdigest()
    original = archive.path(document_id)
    before = original.read_bytes()
    archive.redact(document_id, b"redacted")
    original.write_bytes(before)
    archive.clear()
    assert not original.exists()
    assert archive.read(document_id) == b"redacted"


def test_no_backup_while_documents_change_their_forms(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.tar.gz"

    def rotate_meanwhile(done: int, of: int) -> None:
        if done == 1:
            rotate(archive.home, OTHER_KEY, quiet)

    with pytest.raises(BackupFailed, match="meanwhile"):
        back_up(archive.home, file, rotate_meanwhile)
    assert not file.exists()
    monkeypatch.setenv(KEY_VARIABLE, OTHER_KEY)
    assert archive.vault
    keep_secrets(archive.home, replace(archive.vault, key=OTHER_KEY, is_whole=False))
    with pytest.raises(BackupFailed, match="being sealed"):
        back_up(archive.home, file, quiet)


def test_backup_with_the_key_holds_sealed_documents_against_their_names(
    archive: Archive, tmp_path: Path
) -> None:
    archive.path(hashlib.sha256(b"Maija").hexdigest()).write_bytes(b"x")
    with pytest.raises(ArchiveDamaged):
        back_up(archive.home, tmp_path / "backup.tar.gz", quiet)


def test_secrets_are_in_no_representation(archive: Archive) -> None:
    assert KEY not in repr(archive.vault)
    assert archive.vault
    assert repr(archive.vault.secrets[0]) not in repr(archive.vault)
