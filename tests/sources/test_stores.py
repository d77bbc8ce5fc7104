"""Files of an S3 server and of other file systems of fsspec."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import fsspec
import pytest

from sources.content import SourceMissing, Unreadable
from sources.locate import locate, require
from sources.stores import locate_stored
from sources.web import Manners, Web
from tests.sources.store import BUCKET, S3, running_store

KEYS = ("in/b.txt", "in/a.txt", "in/sub/c.txt", "in/sub.txt", "in/.hidden", "in/.git/x", "top.txt")


@pytest.fixture(scope="module")
def store() -> Iterator[S3]:
    with running_store() as s3:
        for key in KEYS:
            s3.put(key, key.encode())
        s3.put("odd/kuvaus[1] ä.txt", b"odd")
        yield s3


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("top.txt", ["top.txt"]),
        ("in", ["in/a.txt", "in/b.txt", "in/sub/c.txt", "in/sub.txt"]),
        ("in/", ["in/a.txt", "in/b.txt", "in/sub/c.txt", "in/sub.txt"]),
        ("in/*.txt", ["in/a.txt", "in/b.txt", "in/sub.txt"]),
        ("in/**/c.*", ["in/sub/c.txt"]),
        ("in/s*", ["in/sub/c.txt", "in/sub.txt"]),
        ("in/.hidden", ["in/.hidden"]),
        ("odd/kuvaus[1] ä.txt", ["odd/kuvaus[1] ä.txt"]),
    ],
)
def test_source_stands_for_its_objects_in_order(
    store: S3, source: str, expected: list[str]
) -> None:
    found = locate_stored(f"s3://{BUCKET}/{source}")
    assert [one.uri for one in found] == [f"s3://{BUCKET}/{key}" for key in expected]


def test_object_comes_with_time_and_validator_and_only_if_changed(store: S3) -> None:
    store.put("one.txt", b"old")
    (one,) = locate_stored(f"s3://{BUCKET}/one.txt")
    with one.open() as content:
        assert content
        assert content.stream.read() == b"old"
        assert content.modified_at
        assert datetime.now(UTC) - content.modified_at < timedelta(minutes=1)
    store.log.clear()
    (again,) = locate_stored(f"s3://{BUCKET}/one.txt")
    with again.open(content.validator) as nothing:
        assert nothing is None
    assert store.fetched() == []
    store.put("one.txt", b"new")
    (changed,) = locate_stored(f"s3://{BUCKET}/one.txt")
    with changed.open(content.validator) as fresh:
        assert fresh
        assert fresh.stream.read() == b"new"


@pytest.mark.parametrize("source", ["s3://nowhere/x", f"s3://{BUCKET}/none", f"s3://{BUCKET}/*.no"])
def test_place_that_holds_nothing_is_named(store: S3, source: str) -> None:
    with pytest.raises(Unreadable) as raised:
        locate_stored(source)
    assert str(raised.value).startswith(f"Could not read {source}: ")


def test_object_that_went_away_is_named(store: S3) -> None:
    store.put("gone.txt", b"x")
    (one,) = locate_stored(f"s3://{BUCKET}/gone.txt")
    store.client.delete_object(Bucket=BUCKET, Key="gone.txt")
    with pytest.raises(Unreadable, match=r"gone\.txt"), one.open():
        pass


def test_any_file_system_of_fsspec_is_a_source() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/in/b.txt": b"b", "/in/a.txt": b"a", "/in/.x": b"x"})
    with Web(Manners(), []) as web:
        found, failures = locate(["memory://in", "memory://in/a.txt", "memory://none"], web)
    assert [one.uri for one in found] == ["memory:///in/a.txt", "memory:///in/b.txt"]
    assert [str(f).partition(": ")[0] for f in failures] == ["Could not read memory://none"]


@pytest.mark.parametrize(
    ("source", "said"),
    [("nosuch://x/y", "nosuch:// are not known"), ("gs://bucket/x", "not installed")],
)
def test_kind_of_address_that_nothing_reads_is_named(source: str, said: str) -> None:
    with pytest.raises(SourceMissing, match=said):
        require([source])


def test_missing_backend_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "get_filesystem_class", absent)
    with pytest.raises(SourceMissing, match=r"pip install 'hankevarasto\[s3\]'"):
        require(["s3://bucket/x"])
