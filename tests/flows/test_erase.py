"""A person erased from a home with a key and from one without: nothing left, all else as it was."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.limits import MAX_BYTES
from tests.conftest import SAMPLES, rows
from tests.flows.searched import files_of, holding, values_of
from tests.needs import needs_search
from transforms.person import read_person
from transforms.personal import MASK
from warehouse.archive import Archive
from warehouse.content import content_hash
from warehouse.keys import open_vault

pytestmark = pytest.mark.large

PERSON = ["Heikki Soininmäki", "heikki.soininmaki@koljonvirrannuoret.example.org", "050 000 4417"]
WORDS = ["Soininmäki", "soininmaki", "0500004417", "050 000 4417"]
BEFORE = "3 Suunnitelman mukainen tiivistelmä toteutuksesta"
OTHER = "Outi Venermaa"
STAR = (
    "SELECT * FROM main.dim_project ORDER BY ALL",
    "SELECT * EXCLUDE (document_id) FROM main.fact_funding ORDER BY ALL",
    "SELECT * FROM mart.funding_by_region_period ORDER BY ALL",
    "SELECT * FROM mart.indicator_by_region_period ORDER BY ALL",
)


def deliver(folder: Path) -> Path:
    """Descriptions, a plan in two formats, what cannot be read, and a file named after a person."""
    folder.mkdir()
    for name in ("2023-06/S29001_kuvaus.txt", "2023-06/S29002_kuvaus.txt"):
        shutil.copy(SAMPLES / name, folder)
    for name in ("2024-03/S29012_suunnitelma.txt", "2024-06/S29012_suunnitelma.docx"):
        shutil.copy(SAMPLES / name, folder)
    old_word = b"\xd0\xcf\x11\xe0" + bytes(600) + "Soininmäki Heikki".encode("utf-16-le")
    (folder / "vanha.doc").write_bytes(old_word)
    (folder / "kuva.png").write_bytes(b"\x89PNG" + bytes(range(256)))
    shutil.copy(SAMPLES / "2023-06" / "S29003_kuvaus.txt", folder / "Heikki Soininmäki.txt")
    text = (folder / "S29002_kuvaus.txt").read_text(encoding="utf-8")
    said = "Hankkeessa kouluttaa Heikki Soininmäki. Soininmäen kurssi on suosittu."
    (folder / "S29002_kuvaus.txt").write_text(
        text.replace(BEFORE, f"{BEFORE}\n\n{said} Tavoitteena on työ.", 1), encoding="utf-8"
    )
    assert said in (folder / "S29002_kuvaus.txt").read_text(encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deliver(tmp_path_factory.mktemp("erase") / "in")


@pytest.fixture(scope="module")
def home(
    key: str | None,
    inbox: Path,
    ingest: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "decisions").mkdir()
    (home / "decisions" / "accepted.csv").write_text("finding_id;until;reason;by\n")
    summary = ingest(home, inbox)
    assert (summary.loaded, summary.quarantined) == (4, 2)
    finding = rows(home, "SELECT finding_id FROM quality.finding LIMIT 1")[0][0]
    (home / "decisions" / "accepted.csv").write_text(
        f"finding_id;until;reason;by\n{finding};2099-12-31;Heikki Soininmäki kertoi;Virkailija\n"
    )
    return home


@pytest.fixture(scope="module")
def before(home: Path) -> list[Any]:
    return [rows(home, query) for query in STAR]


@pytest.fixture(scope="module")
def erased(home: Path, before: list[Any], server: None) -> Any:
    from flows.erasure import erase

    assert any("Soininmäki" in value for value in values_of(home / "warehouse.duckdb"))
    return erase(read_person(PERSON), home=str(home))


def archived(home: Path) -> Iterator[bytes]:
    archive = Archive(home, open_vault(home))
    yield from map(archive.read, archive.document_ids())


def nothing_left(home: Path, key: str | None) -> None:
    assert holding(files_of(home), WORDS) == []
    for path in (home / "warehouse.duckdb", home / "store.duckdb"):
        said = "\n".join(values_of(path)).casefold()
        assert not [word for word in WORDS if word.casefold() in said]
    for content in archived(home):
        text = content.decode("utf-8", "ignore") + content.decode("utf-16-le", "ignore")
        assert not [word for word in WORDS if word in text]
    if key:
        said = "\n".join(values_of(home / "restricted.duckdb", key))
        assert not [word for word in WORDS if word in said]
        assert MASK in said
        assert OTHER in said


def test_person_is_nowhere(home: Path, key: str | None, erased: Any) -> None:
    assert erased.found.places == []
    assert [(one["project_code"], one["file"], one["beside"]) for one in erased.documents] == [
        ("S29002", "S29002_kuvaus.txt", ""),
        ("S29012", "S29012_suunnitelma.docx", ""),
        ("S29012", "S29012_suunnitelma.txt", ""),
        ("–", "vanha.doc", ""),
    ]
    assert len(erased.unsearched) == 1
    assert erased.found.values > 10_000
    assert {path.name for path in erased.files} >= {"accepted.csv"}
    nothing_left(home, key)
    json.dumps(erased.as_json())


def test_texts_are_searched_without_the_person(home: Path, erased: Any) -> None:
    needs_search()
    query = "SELECT count(*) > 500, count(*) FILTER (form LIKE 'soininm%') FROM search.word"
    assert rows(home, query) == [(True, 0)]


def test_all_else_is_as_it_was(home: Path, before: list[Any], erased: Any) -> None:
    assert [rows(home, query) for query in STAR] == before
    texts = [text for (text,) in rows(home, "SELECT text FROM main.project_text")]
    (said,) = [text for text in texts if "kurssi on suosittu" in text]
    assert f"Hankkeessa kouluttaa {MASK}. {MASK} kurssi on suosittu. Tavoitteena" in said
    documents = rows(home, "SELECT kind, status, bytes FROM meta.document ORDER BY ALL")
    assert len(documents) == 7
    assert max(size for *_, size in documents) < MAX_BYTES
    sources = [uri for (uri,) in rows(home, "SELECT source_uri FROM meta.delivery")]
    assert sum("poistettu" in uri for uri in sources) == 1


def test_same_files_stay_erased(
    home: Path, key: str | None, erased: Any, inbox: Path, ingest: Callable[..., Any]
) -> None:
    published = content_hash(home / "warehouse.duckdb")
    summary = ingest(home, inbox)
    assert (summary.pulled, summary.unchanged) == (7, 7)
    assert content_hash(home / "warehouse.duckdb") == published
    nothing_left(home, key)


def test_rebuild_says_the_same(
    home: Path, key: str | None, erased: Any, rebuild: Callable[[Path], Any]
) -> None:
    published = content_hash(home / "warehouse.duckdb")
    assert rebuild(home).published
    assert content_hash(home / "warehouse.duckdb") == published
    nothing_left(home, key)


def test_words_of_the_form_are_no_person(home: Path, erased: Any) -> None:
    """Without them nothing could be read: before anything is written, it is refused."""
    from flows.erasure import erase
    from flows.redacting import NotAPerson

    archive = Archive(home, open_vault(home))
    before = {one: archive.read(one) for one in archive.document_ids()}
    with pytest.raises(NotAPerson, match="Nothing was erased"):
        erase(read_person(["Hankkeen nimi", "Euroopan unioni"]), home=str(home))
    assert {one: archive.read(one) for one in archive.document_ids()} == before


def test_nobody_is_found_and_what_stands_beside_a_name_is_said(home: Path, erased: Any) -> None:
    from flows.erasure import erase

    published = (home / "warehouse.duckdb").resolve()
    nobody = erase(read_person(["Heiki Soininmaki"]), home=str(home))
    assert (nobody.documents, nobody.files, nobody.removed) == ([], [], [])
    assert (home / "warehouse.duckdb").resolve() == published
    (known,) = erase(read_person(["Marjukka Törmäkangas"]), home=str(home)).documents
    assert (known["project_code"], known["beside"]) == ("S29001", "contact_phone")


def test_what_is_left_is_said(home: Path, erased: Any) -> None:
    """A file that is not the program's own is named, not touched."""
    from flows.erasure import erase

    note = home / "muistio.txt"
    note.write_text("Soita: Meik. Soininmäki, Heikki", encoding="utf-16")
    again = erase(read_person(PERSON), home=str(home))
    assert again.found.places == [str(note)]
    assert again.documents == []
    note.unlink()


def test_time_is_over(home: Path, key: str | None, erased: Any, server: None) -> None:
    from flows.retention import remove_engine_runs, retention

    old = home / "reports" / "20200101T000000000000"
    old.mkdir()
    settings = "{contacts_years: 1, refused_days: 1, reports_days: 30, engine_days: 30}"
    (home / "decisions" / "retention.yaml").write_text(settings)
    archive = Archive(home, open_vault(home))
    refused = {r[0] for r in rows(home, "SELECT document_id FROM quality.quarantine")}
    with pytest.MonkeyPatch.context() as patch:
        from datetime import UTC, datetime, timedelta

        later = datetime.now(UTC) + timedelta(days=3)
        patch.setattr("warehouse.archive.Archive.next_instant", lambda _: later)
        retired = retention(home=str(home))
    assert retired.reports == [old]
    assert set(retired.removed) == refused - {one["document_id"] for one in erased.documents}
    assert retired.redacted
    query = "SELECT reason FROM quality.quarantine ORDER BY ALL"
    assert rows(home, query) == [("binary",), ("binary",)]
    said = "\n".join(c.decode("utf-8", "ignore") for c in archived(home))
    assert "Marjukka" not in said
    assert "PNG" in said
    assert OTHER not in said
    if key:
        assert OTHER not in "\n".join(values_of(home / "restricted.duckdb", key))
    assert archive.root.exists()
    assert remove_engine_runs(0) > 0
    assert remove_engine_runs(0) == 0


def test_nobody_is_erased_from_what_is_no_home(tmp_path: Path, server: None) -> None:
    from flows.erasure import erase
    from flows.faults import HomeUnusable

    with pytest.raises(HomeUnusable, match="is no home"):
        erase(read_person(PERSON), home=str(tmp_path / "none"))
