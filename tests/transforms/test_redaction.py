"""Redacted outlines: read as what they stand for, at the same lines, without the person."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES
from tests.transforms.made import regions
from transforms.document import parse_document
from transforms.outline import Refusal
from transforms.person import read_person
from transforms.personal import MASK
from transforms.readers import read_outline
from transforms.redaction import (
    MARK,
    changed_texts,
    kept_hashes,
    outline_of,
    redacted,
    unreadable_and_redacted,
)

READABLE = sorted(p for p in SAMPLES.glob("*/*") if p.name != "S29902_kuvaus.txt")


def id_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def without(content: bytes, change: Callable[[str], str], **kept: Any) -> bytes:
    outline = read_outline(content)
    return redacted(outline, changed_texts(outline, change), **kept)


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_outline_without_a_change_says_the_same(path: Path) -> None:
    """Whatever the format: lines, pages and tables are those of the document."""
    content = path.read_bytes()
    bare = without(content, str, bytes=len(content))
    before, after = (parse_document(id_of(path), one, regions()) for one in (content, bare))
    assert after == replace(before, statements=after.statements)
    for one, other in zip(before.statements, after.statements, strict=True):
        assert one.content_hash == other.content_hash
        assert dict(one.rows.finished()) == dict(other.rows.finished())


def test_person_is_gone_and_all_else_stays() -> None:
    path = SAMPLES / "2024-03" / "S29012_suunnitelma.txt"
    person = read_person(["Heikki Soininmäki"])
    places = regions().own_names
    content = path.read_bytes()
    outline = read_outline(content)
    bare = without(content, lambda text: person.masked_in_parts(text, places), bytes=len(content))
    assert b"Soininm" not in bare
    fresh, kept = outline_of(id_of(path), bare)
    assert kept["bytes"] == len(content)
    changed = [(a, b) for a, b in zip(outline.lines, fresh.lines, strict=True) if a != b]
    assert changed
    assert all(a.number == b.number and MASK in b.text for a, b in changed)

    before, after = (parse_document(id_of(path), one, regions()) for one in (content, bare))
    contact = {row["field"]: row["value"] for row in after.statements[0].rows.tables["contact"]}
    assert contact["contact_name"] == MASK
    assert contact["contact_phone"] == "050 000 4417"
    tables = [
        {name: rows for name, rows in d.statements[0].rows.tables.items() if name != "contact"}
        for d in (before, after)
    ]
    assert tables[0] == tables[1]


def test_same_content_stays_the_same_content() -> None:
    """Other bytes that say the same are a duplicate before and after."""
    person = read_person(["Olavi Renkolainen"])
    hashes = set()
    path = SAMPLES / "2023-12" / "A79008_kuvaus.txt"
    for content in (path.read_bytes(), path.read_bytes().replace(b"\n", b"\r\n")):
        bare = without(content, person.masked)
        before, after = (parse_document(id_of(path), one, regions()) for one in (content, bare))
        assert before.content_hash != after.content_hash
        kept = kept_hashes(before, after, lambda text: f"keyed {text}")
        whole = without(content, person.masked, content_hashes=kept)
        document = parse_document(id_of(path), whole, regions())
        hashes |= {document.content_hash, document.statements[0].content_hash}
    assert hashes == {f"keyed {before.content_hash}"}


def test_only_rows_that_were_changed_keep_their_hashes() -> None:
    path = SAMPLES / "2024-06" / "hankeluettelo_2014-2020.csv"
    content = path.read_bytes()
    before = parse_document(id_of(path), content, regions())
    name = str(before.statements[0].rows.tables["project"][0]["name"])
    bare = without(content, lambda text: text.replace(name, MASK))
    after = parse_document(id_of(path), bare, regions())
    kept = kept_hashes(before, after, str.upper)
    assert set(kept) == {"", before.statements[0].place}


def test_what_cannot_be_read_is_refused_as_before() -> None:
    content = unreadable_and_redacted(Refusal("binary", "PNG"), bytes=7)
    document = parse_document("an id", content, regions())
    assert document.refusal == ("binary", "PNG")


def test_nobody_delivers_a_redacted_outline() -> None:
    """What came is named by its own hash, and read as the text that it is."""
    content = MARK + b'{"outline": {}}'
    document = parse_document(hashlib.sha256(content).hexdigest(), content, regions())
    assert document.refusal == ("form_not_recognised", None)
