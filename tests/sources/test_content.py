"""Contents as deliveries, and streams that are kept within the limits."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import content as module
from sources.content import Content, Unreadable, deliveries, spool
from tests.sources.test_packages import a_tar, a_zip, with_declared_size


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    monkeypatch.setattr(module, "MAX_PACKAGE_BYTES", 1000)


def test_plain_content_is_one_delivery() -> None:
    (one,) = deliveries("http://h/a", Content(io.BytesIO(b"text"), None, '"1"'))
    assert (one.uri, one.read(9), one.validator) == ("http://h/a", b"text", '"1"')


@pytest.mark.parametrize(("pack", "kind"), [(a_zip, "zip"), (a_tar, "tar")])
def test_members_are_deliveries_and_the_last_carries_the_validator(pack: object, kind: str) -> None:
    packed = pack({"a::b?.txt": b"1", "ä/c.txt": b"2"})  # type: ignore[operator]
    content = Content(io.BytesIO(packed), None, '"1"')
    found = [(d.uri, d.read(9), d.validator) for d in deliveries("file:///x", content)]
    assert found == [
        (f"{kind}://a%3A%3Ab%3F.txt::file:///x", b"1", None),
        (f"{kind}://%C3%A4/c.txt::file:///x", b"2", '"1"'),
    ]


@pytest.mark.parametrize(
    "content", [a_zip({"a": b"1"})[:-9], with_declared_size(a_zip({"a": b"1"}), 4_000_000_000)]
)
def test_package_not_to_be_opened_is_delivered_as_it_is(content: bytes) -> None:
    (one,) = deliveries("file:///x", Content(io.BytesIO(content)))
    assert (one.uri, one.read(10_000)) == ("file:///x", content)


def test_stream_that_cannot_be_read_is_named() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(Unreadable, match=r"file:///x: Input/output error\. Mend it"):
        list(deliveries("file:///x", Content(Broken())))


@given(st.lists(st.binary(max_size=20), max_size=5))
def test_spooled_chunks_are_the_stream(chunks: list[bytes]) -> None:
    with spool("x", chunks) as stream:
        assert stream.read() == b"".join(chunks)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("start", "limit"), [(b"text", 100), (a_zip({}), 1000)])
def test_no_more_is_taken_than_allowed(start: bytes, limit: int) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        for chunk in (start, *[b"x" * 30] * 1000):
            taken += len(chunk)
            yield chunk

    with pytest.raises(Unreadable, match=f"larger than {limit:,} bytes".replace(",", " ")):
        spool("x", endless())
    assert limit < taken <= limit + 30
