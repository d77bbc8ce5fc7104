"""Which files are packages, what is in them, and which are refused unopened."""

import gzip
import io
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.limits import MAX_BYTES
from sources import packages
from sources.packages import is_hidden, open_package, refusal

FILES = {"b.txt": b"b" * 3000, "sub/a.txt": "ä".encode(), "sub.txt": b"", ".hidden": b"x"}
ORDER = ["b.txt", "sub/a.txt", "sub.txt"]


def a_zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, (2021, 3, 4, 5, 6, 8)), content, method)
    return out.getvalue()


def a_tar(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as package:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1614834368
            package.addfile(info, io.BytesIO(content))
    return out.getvalue()


MAKERS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": a_zip,
    "stored zip": lambda files: a_zip(files, zipfile.ZIP_STORED),
    "tar": a_tar,
    "tar.gz": lambda files: a_tar(files, "w:gz"),
    "tar.bz2": lambda files: a_tar(files, "w:bz2"),
}
made = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def read(content: bytes) -> list[tuple[str, bytes]] | None:
    with open_package(io.BytesIO(content)) as package:
        return package and [(m.name, m.open().read()) for m in package[1]]


def why(content: bytes) -> str | None:
    found = refusal(io.BytesIO(content))
    return found and found[0]


@made
def test_members_come_as_the_files_of_a_folder_would(make: Callable[..., bytes]) -> None:
    assert read(make(FILES)) == [(name, FILES[name]) for name in ORDER]


@made
def test_members_carry_their_own_time(make: Callable[..., bytes]) -> None:
    with open_package(io.BytesIO(make(FILES))) as package:
        assert package
        assert {m.modified_at for m in package[1]} == {datetime(2021, 3, 4, 5, 6, 8, tzinfo=UTC)}


@made
def test_sound_package_as_a_document_is_a_package_within_one(make: Callable[..., bytes]) -> None:
    assert why(make(FILES)) == "archive_in_archive"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"P",
        b"plain",
        gzip.compress(b"a text", mtime=0),
        b"\x1f\x8bnot gzip",
        b"BZh9 not bzip2",
        b"\0" * 10240,
        a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        a_zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
    ],
)
def test_other_files_and_office_files_are_no_packages(content: bytes) -> None:
    assert read(content) is None
    assert why(content) is None


@pytest.mark.parametrize("kind", ["zip", "stored zip", "tar", "tar.gz"])
@pytest.mark.parametrize("share", [0.4, 0.7, 0.8])
def test_package_cut_off_is_damaged(kind: str, share: float) -> None:
    files = {f"{i}.txt": Random(i).randbytes(5000) for i in range(9)}
    content = MAKERS[kind](files)
    assert why(content[: int(len(content) * share)]) == "damaged"


def test_tar_cut_between_members_or_with_a_broken_header_is_damaged() -> None:
    content = a_tar({"a.txt": b"a" * 512, "b.txt": b"b"})
    assert why(content[:1024]) == "damaged"
    assert why(content[:1024] + b"x" + content[1025:]) == "damaged"


def test_member_with_a_flipped_byte_is_damaged() -> None:
    content = bytearray(a_zip({"a.txt": b"a" * 50}, zipfile.ZIP_STORED))
    content[60] ^= 1
    assert why(bytes(content)) == "damaged"


def test_encrypted_member_is_named_as_such() -> None:
    content = bytearray(a_zip({"a.txt": b"a"}))
    content[6] |= 1
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert why(bytes(content)) == "encrypted"


def with_declared_size(content: bytes, size: int) -> bytes:
    """A zip of one member that says it has another size than it has."""
    changed = bytearray(content)
    changed[22:26] = struct.pack("<I", size)
    directory = changed.rindex(b"PK\x01\x02")
    changed[directory + 24 : directory + 28] = struct.pack("<I", size)
    return bytes(changed)


def test_bombs_are_refused_and_fill_no_memory() -> None:
    zeros = a_zip({"a.txt": bytes(MAX_BYTES)})
    bombs = {
        "declared": with_declared_size(a_zip({"a": b"x"}), 4_000_000_000),
        "member": a_zip({"a.txt": bytes(MAX_BYTES + 1)}),
        "ratio": a_zip({f"{i}.txt": bytes(MAX_BYTES // 2) for i in range(3)}),
        "tar": gzip.compress(a_tar({f"{i}.txt": bytes(MAX_BYTES // 2) for i in range(3)})),
        "header": gzip.compress(long_header(3 * packages.LONGEST_READ)),
    }
    lies = {"less": with_declared_size(zeros, 10), "more": with_declared_size(zeros, MAX_BYTES - 1)}
    tracemalloc.start()
    assert {name: why(bomb) for name, bomb in bombs.items()} == dict.fromkeys(
        bombs, "archive_unsafe"
    )
    assert {name: why(lie) for name, lie in lies.items()} == dict.fromkeys(lies, "damaged")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MAX_BYTES


def long_header(size: int) -> bytes:
    """A tar whose extended header, which the library holds in memory, has `size` bytes."""
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, size
    return info.tobuf(tarfile.USTAR_FORMAT) + bytes(size)


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_PACKAGE_MEMBERS", 3)
    for make in MAKERS.values():
        assert why(make(FILES)) == "archive_unsafe"
        assert why(make(dict(list(FILES.items())[:3]))) == "archive_in_archive"


def test_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_PACKAGE_BYTES", 3001)
    for make in MAKERS.values():
        assert why(make(FILES)) == "archive_unsafe"


def test_names_that_lead_outside_are_only_names() -> None:
    files = {"../x.txt": b"1", "/etc/passwd": b"2", "a/../../y": b"3"}
    for make in MAKERS.values():
        assert read(make(files)) is not None
        assert dict(read(make(files)) or ()).values() != {}


def test_of_several_members_with_one_name_the_last_counts() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as package:
        for content in (b"old", b"new"):
            info = tarfile.TarInfo("a.txt")
            info.size = len(content)
            package.addfile(info, io.BytesIO(content))
    assert read(out.getvalue()) == [("a.txt", b"new")]


def test_links_of_a_tar_lead_nowhere() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as package:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link")
            info.type, info.linkname = kind, "/etc/passwd"
            package.addfile(info)
    assert read(out.getvalue()) == []


names = st.from_regex(r"[a-zä]{1,3}(/[a-z .]{1,3}[a-z])?", fullmatch=True)


@given(st.dictionaries(names, st.binary(max_size=50), max_size=4), st.sampled_from([*MAKERS]))
def test_what_goes_in_comes_out(files: dict[str, bytes], kind: str) -> None:
    expected = [(n, files[n]) for n in sorted(files, key=lambda n: n.split("/"))]
    content = MAKERS[kind](files)
    if content[257:262] == b"ustar" or files:
        assert read(content) == [(n, c) for n, c in expected if not is_hidden(n)]


@given(st.data(), st.sampled_from([*MAKERS]))
def test_damage_anywhere_is_a_reason_and_never_an_error(data: st.DataObject, kind: str) -> None:
    content = bytearray(MAKERS[kind](FILES))
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reasons = (None, "archive_in_archive", "damaged", "encrypted", "archive_unsafe")
    assert why(bytes(content)) in reasons
