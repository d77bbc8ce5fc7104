"""The archive: bytes by their hash, and a receipt for each delivery."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.archive import Archive, ArchiveDamaged, Kept
from warehouse.documents import CHUNK, MOST_CHUNKS

MODIFIED = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.prepare()
    return archive


def delivery(
    archive: Archive, source: str, content: bytes = b"x", modified: datetime | None = None
) -> Kept:
    return Kept(source, archive.keep(BytesIO(content)), modified)


def kept(archive: Archive) -> list[Path]:
    files = archive.root.rglob("*")
    return [p for p in files if p.is_file() and p.parent != archive.receipts_folder]


def test_bytes_come_back_under_their_hash(archive: Archive) -> None:
    content = bytes(range(256))
    assert archive.keep(BytesIO(content)) == hashlib.sha256(content).hexdigest()
    assert archive.read(archive.keep(BytesIO(content))) == content


def test_same_bytes_are_kept_once(archive: Archive) -> None:
    assert archive.keep(BytesIO(b"yksi")) == archive.keep(BytesIO(b"yksi"))
    archive.keep(BytesIO(b"kaksi"))
    assert len(kept(archive)) == 2


@pytest.mark.parametrize("size", [0, CHUNK - 1, CHUNK, MOST_CHUNKS * CHUNK - 1, 20 * CHUNK])
def test_bytes_of_any_size_are_kept_whole(archive: Archive, size: int) -> None:
    content = b"y" * size
    document_id = archive.keep(BytesIO(content))
    assert archive.keep(BytesIO(content)) == document_id
    assert archive.read(document_id) == content


def test_what_is_there_is_neither_written_nor_synced_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr("os.sync", lambda: synced.append("sync"))
    for content, times in ((b"yksi", 1), (b"yksi", 1), (b"kaksi", 2)):
        archive.receive("run", [delivery(archive, "file:///a.txt", content)])
        assert len(synced) == times
    monkeypatch.setattr(archive, "write", lambda _: pytest.fail("written again"))
    archive.keep(BytesIO(b"yksi"))
    other = Archive(archive.root.parent)  # who knows what a killed run wrote last
    other.receive("next", [delivery(other, "file:///a.txt", b"yksi")])
    assert len(synced) == 3


def test_beginning_of_a_larger_document_is_not_taken_for_the_whole(archive: Archive) -> None:
    class Slow(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(4)

    archive.keep(BytesIO(b"yksi"))
    assert archive.read(archive.keep(Slow(b"yksi ja toinen"))) == b"yksi ja toinen"


def test_no_partial_file_stays(archive: Archive) -> None:
    archive.keep(BytesIO(b"yksi"))
    assert [path for path in kept(archive) if path.suffix] == []


@pytest.mark.parametrize("damage", [b"", b"yks", b"yksi ", b"kaksi", b"yxsi", None])
def test_damaged_entry_is_named_and_heals_when_delivered_again(
    archive: Archive, damage: bytes | None
) -> None:
    """Of any size, the right one too, and gone."""
    whole = delivery(archive, "file:///a.txt", b"yksi")
    (receipt,) = archive.receive("run", [whole])
    path = archive.path(whole.document_id)
    path.unlink() if damage is None else path.write_bytes(damage)
    for read in (archive.read, lambda _: archive.require_whole(["run"])):
        with pytest.raises(ArchiveDamaged) as caught:
            read(whole.document_id)
        (entry,) = caught.value.entries
        for said in (whole.document_id, path, "file:///a.txt", f"{receipt.received_at:%Y-%m-%d}"):
            assert str(said) in entry
    archive.keep(BytesIO(b"yksi"))
    assert archive.read(whole.document_id) == b"yksi"
    archive.require_whole(["run"])


def test_all_that_is_damaged_is_named_at_once(archive: Archive) -> None:
    given = [delivery(archive, f"file:///{n}", n.encode()) for n in ("a", "b", "c")]
    archive.receive("run-1", given)
    archive.receive("run-2", [delivery(archive, "file:///d", b"d")])
    archive.path(given[0].document_id).unlink()
    archive.path(given[2].document_id).write_bytes(b"x")
    receipts = archive.receipts_path("run-2")
    receipts.write_bytes(b"{half\n" + receipts.read_bytes() + b"[1]\n\xff\xfe\n")
    with pytest.raises(ArchiveDamaged) as caught:
        archive.require_whole(["run-1", "run-2"])
    lines = [f"Line {number} of {receipts}" for number in (1, 3, 4)]
    wanted = [*lines, given[0].document_id, given[2].document_id]
    assert len(caught.value.entries) == len(wanted)
    for said in wanted:
        assert said in str(caught.value)
    assert given[1].document_id not in str(caught.value)


def test_receipts_that_are_legible_come_before_the_error(archive: Archive) -> None:
    whole = archive.receive("run", [delivery(archive, "a"), delivery(archive, "b")])
    path = archive.receipts_path("run")
    path.write_text(path.read_text() + '{"run_id": "run"}\n')
    read = archive.receipts("run")
    assert [next(read), next(read)] == whole
    with pytest.raises(ArchiveDamaged, match="Line 3"):
        next(read)


def test_archive_is_open_to_its_owner_alone(archive: Archive) -> None:
    assert archive.root.stat().st_mode & 0o777 == 0o700


def test_prepare_closes_an_archive_left_open(archive: Archive) -> None:
    archive.root.chmod(0o755)
    archive.prepare()
    assert archive.root.stat().st_mode & 0o777 == 0o700


def test_receipts_come_back_as_they_were_given(archive: Archive) -> None:
    given = archive.receive(
        "run-1",
        [
            replace(delivery(archive, "file:///ä.txt", b"yksi", MODIFIED), validator='"é"'),
            delivery(archive, "file:///b\u2028.txt", b"yksi"),
        ],
    )
    assert list(archive.receipts("run-1")) == given
    assert [r.source_uri for r in given] == ["file:///ä.txt", "file:///b\u2028.txt"]
    assert [r.modified_at for r in given] == [MODIFIED, None]
    assert [r.validator for r in given] == ['"é"', None]


def test_receipt_of_before_there_were_validators_is_still_one(archive: Archive) -> None:
    (given,) = archive.receive("run", [delivery(archive, "a")])
    path = archive.receipts_path("run")
    old = path.read_text(encoding="utf-8").replace(', "validator": null', "")
    assert "validator" not in old
    path.write_text(old, encoding="utf-8")
    assert list(archive.receipts("run")) == [given]


def test_stream_that_breaks_off_leaves_nothing(archive: Archive) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        archive.keep(Broken())
    assert kept(archive) == []


def test_clear_removes_what_a_killed_run_left(archive: Archive) -> None:
    whole = archive.keep(BytesIO(b"yksi"))
    (archive.root / "99.part").write_bytes(b"half")
    archive.clear()
    assert kept(archive) == [archive.path(whole)]


def test_receipts_are_appended_batch_by_batch_and_run_by_run(archive: Archive) -> None:
    given = [archive.receive(run, [delivery(archive, "a")]) for run in ("run-2", "run-1", "run-2")]
    assert archive.run_ids() == ["run-1", "run-2"]
    assert list(archive.receipts("run-2")) == given[0] + given[2]


def test_receipts_are_strictly_later_one_after_another(archive: Archive) -> None:
    given = archive.receive("run", [delivery(archive, "a")] * 500)
    assert all(a.received_at < b.received_at for a, b in pairwise(given))


def test_receipt_is_later_than_the_last_even_when_the_clock_stands_behind(
    archive: Archive,
) -> None:
    ahead = datetime.now(UTC) + timedelta(days=1)
    archive.last_received = ahead
    (given,) = archive.receive("run", [delivery(archive, "a")])
    assert given.received_at > ahead


@settings(deadline=None)  # syncs the disk
@given(cut=st.integers(1, 80))
def test_receipt_torn_by_a_crash_was_never_one(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    archive = Archive(tmp_path_factory.mktemp("home"))
    archive.prepare()
    whole = archive.receive("run", [delivery(archive, "a"), delivery(archive, "b", b"y")])
    path = archive.receipts_path("run")
    path.write_bytes(path.read_bytes()[:-cut])
    assert list(archive.receipts("run")) == whole[:1]


def test_archive_without_receipts_has_no_runs(archive: Archive) -> None:
    assert archive.run_ids() == []


def test_carriage_return_in_a_receipt_hides_none_of_those_after_it(archive: Archive) -> None:
    archive.receive("run-1", [delivery(archive, f"file:///in/{n}", b"%d" % n) for n in range(5)])
    path = archive.receipts_path("run-1")
    content = bytearray(path.read_bytes())
    content[50] = 0x0D
    path.write_bytes(content)
    found = archive.receipts("run-1")
    received = []
    with pytest.raises(ArchiveDamaged, match="Line 1"):
        received += [next(found) for _ in range(5)]
    assert len(received) == 0
    with pytest.raises(ArchiveDamaged, match="Line 1"):
        archive.require_whole(["run-1"])
