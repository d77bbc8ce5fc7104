"""A description says the same as a text and as the service's page of it, however that is made."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import generate
from benchmarks.service_page import LOOKS, Look, page
from tests.conftest import SAMPLES
from tests.transforms.made import DESCRIPTION, parse, stated
from transforms.statements import Document

DEFECTIVE = 0.4
looks = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)


@cache
def read_text(text: str) -> tuple[Document, dict[str, list[dict[str, Any]]]]:
    document = parse(text)
    return document, stated(document)


def assert_same(text: str, look: Look) -> None:
    expected, rows = read_text(text)
    found = parse(page(text, look))
    assert (found.media_type, found.refusal) == ("text/html", expected.refusal)
    for table, said in stated(found).items():
        assert said == rows.get(table), table
    assert stated(found).keys() == rows.keys()
    assert found.content_hash == expected.content_hash
    assert (found.project_code, found.authority) == (expected.project_code, expected.authority)
    assert found.sections == expected.sections


@looks
def test_made_up_description(look: Look) -> None:
    assert_same(DESCRIPTION, look)


@looks
def test_real_descriptions(real_descriptions: list[Path], look: Look) -> None:
    assert len(real_descriptions) == 3
    for path in real_descriptions:
        assert_same(path.read_text(encoding="utf-8"), look)


@looks
def test_sample_descriptions(look: Look) -> None:
    outlines = map(readable, SAMPLES.glob("*/*_kuvaus.txt"))
    texts = [text for text in outlines if text and read_text(text)[0].refusal is None]
    assert len(texts) >= 20
    for text in texts:
        assert_same(text, look)


def readable(path: Path) -> str | None:
    """The text of a file in UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@looks
def test_generated_descriptions(look: Look) -> None:
    for one in generate(150, seed=1, defect_share=DEFECTIVE):
        # A page has an encoding of its own.
        if "encoding_not_utf8" not in {defect.kind for defect in one.defects}:
            assert_same(one.content.decode(), look)
