"""Archives and object stores through the flow: the same warehouse as from the folder."""

from collections.abc import Callable
from pathlib import Path
from shutil import make_archive
from typing import Any

import pytest

from schemas.limits import MAX_BYTES
from tests.conftest import SAMPLES, rows
from tests.sources.site import running_site
from tests.sources.store import BUCKET, running_store
from tests.sources.test_packages import a_zip, with_declared_size
from warehouse.content import content_hash

pytestmark = pytest.mark.large

FOLDER = SAMPLES / "2023-06"


@pytest.fixture(scope="module")
def by_folder(ingest: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> str:
    home = tmp_path_factory.mktemp("folder")
    ingest(home, FOLDER)
    return content_hash(home / "warehouse.duckdb")


@pytest.mark.parametrize("kind", ["zip", "gztar", "tar"])
def test_archive_says_the_same_as_its_folder(
    ingest: Callable[..., Any], by_folder: str, tmp_path: Path, kind: str
) -> None:
    archive = make_archive(str(tmp_path / "kuvaukset"), kind, FOLDER)
    home = tmp_path / "home"
    first = ingest(home, archive)
    assert content_hash(home / "warehouse.duckdb") == by_folder
    uris = {uri for (uri,) in rows(home, "SELECT source_uri FROM meta.delivery")}
    scheme = "zip" if kind == "zip" else "tar"
    prefix = "" if kind == "zip" else "./"
    assert f"{scheme}://{prefix}S29001_kuvaus.txt::{Path(archive).as_uri()}" in uris
    second = ingest(home, archive)
    assert (second.pulled, second.unchanged) == (first.pulled, first.pulled)


def test_bucket_says_the_same_as_its_folder_and_is_fetched_once(
    ingest: Callable[..., Any], by_folder: str, tmp_path: Path
) -> None:
    with running_store() as store:
        store.put_folder(FOLDER, "in")
        store.put(
            "packed/all.zip", Path(make_archive(str(tmp_path / "a"), "zip", FOLDER)).read_bytes()
        )
        first = ingest(tmp_path / "home", f"s3://{BUCKET}/in")
        assert first.warnings == []
        assert content_hash(tmp_path / "home" / "warehouse.duckdb") == by_folder
        ingest(tmp_path / "packed", f"s3://{BUCKET}/packed/")
        assert content_hash(tmp_path / "packed" / "warehouse.duckdb") == by_folder
        full = {f"in/{path.name}" for path in FOLDER.iterdir() if path.stat().st_size}
        assert set(store.fetched()) == {*full, "packed/all.zip"}
        store.log.clear()
        for home, prefix in (("home", "in"), ("packed", "packed/")):
            again = ingest(tmp_path / home, f"s3://{BUCKET}/{prefix}")
            assert (again.pulled, again.unchanged) == (first.pulled, first.pulled)
        assert store.fetched() == []


def test_archive_of_the_web_is_fetched_once(
    ingest: Callable[..., Any], by_folder: str, tmp_path: Path
) -> None:
    with running_site() as site:
        site.pages["/all"] = Path(make_archive(str(tmp_path / "a"), "zip", FOLDER)).read_bytes()
        first = ingest(tmp_path / "home", site.url("/all"))
        assert content_hash(tmp_path / "home" / "warehouse.duckdb") == by_folder
        again = ingest(tmp_path / "home", site.url("/all"))
        assert (again.pulled, again.unchanged) == (first.pulled, first.pulled)
        assert [status for _, status in site.log] == [200, 304]


def test_archive_received_by_half_is_asked_for_again(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with running_site() as site:
        site.pages["/all"] = Path(make_archive(str(tmp_path / "a"), "zip", FOLDER)).read_bytes()
        pulled = ingest(home, site.url("/all")).pulled
        (receipts,) = (home / "archive" / "receipts").glob("*.jsonl")
        lines = receipts.read_text(encoding="utf-8").splitlines(keepends=True)
        receipts.write_text("".join(lines[: pulled // 2]), encoding="utf-8")
        (home / "store.duckdb").unlink()
        again = ingest(home, site.url("/all"))
        assert (again.pulled, again.unchanged) == (pulled, pulled // 2)
        assert [status for _, status in site.log] == [200, 200]


def encrypted(content: bytes) -> bytes:
    changed = bytearray(content)
    for at in (6, changed.rindex(b"PK\x01\x02") + 8):
        changed[at] |= 1
    return bytes(changed)


def test_archives_not_to_be_opened_are_refused_and_the_rest_goes_on(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    one = a_zip({"a.txt": b"a"})
    good = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())[:2]}
    for name, content in {
        "bomb.zip": with_declared_size(one, 4_000_000_000),
        "bombs.zip": a_zip({f"{i}": bytes(MAX_BYTES // 2) for i in range(3)}),
        "damaged.zip": one[:-8],
        "encrypted.zip": encrypted(one),
        "liar.zip": with_declared_size(a_zip({"a.txt": bytes(10_000)}), 10),
        "nested.zip": a_zip({"inner.zip": a_zip({"b.txt": b"b"}), "../../up.txt": b"x"}),
        "good.zip": a_zip(good),
    }.items():
        (inbox / name).write_bytes(content)
    summary = ingest(tmp_path / "home", inbox)
    refused = rows(
        tmp_path / "home",
        f"SELECT replace(source_uri, '{inbox.as_uri()}/', ''), reason FROM quality.quarantine",
    )
    assert dict(refused) == {
        "bomb.zip": "archive_unsafe",
        "bombs.zip": "archive_unsafe",
        "damaged.zip": "damaged",
        "encrypted.zip": "encrypted",
        "liar.zip": "damaged",
        "zip://inner.zip::nested.zip": "archive_in_archive",
        "zip://../../up.txt::nested.zip": "form_not_recognised",
    }
    assert (summary.pulled, summary.loaded, summary.quarantined) == (9, 2, 7)
    assert not (tmp_path / "up.txt").exists()
