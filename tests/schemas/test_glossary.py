"""The glossary: what it names is in the warehouse, and one word means one thing everywhere."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.catalogue import table
from schemas.glossary import Term, glossary, groups
from tests.conftest import ROOT, rows

TERMS = [term for group in groups() for term in group.terms]
# Words of the report that are terms too: in its language each is the same.
SHARED = {
    "applied": "fact_funding.basis = 'applied'",
    "planned": "fact_funding.basis = 'planned'",
    "granted": "fact_funding.basis = 'granted'",
    "realised": "fact_funding.basis = 'realised'",
    "unallocated": "dim_region.level = 'unallocated'",
    "description": "meta.document.kind = 'description'",
    "plan": "meta.document.kind = 'plan'",
    "rule": "quality.rule.rule",
}


def named() -> list[Term]:
    """Terms that name a table, a column or a value, not a kind of tables."""
    return [term for term in TERMS if term.name not in ("", "main") and "*" not in term.name]


def full(name: str) -> str:
    """A name with its schema."""
    known = ("mart.", "meta.", "quality.")
    return name if name.startswith(known) else f"main.{name}"


def test_page_is_generated() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert page == glossary(), "run: python -m schemas glossary > docs/glossary.md"


@pytest.mark.parametrize("term", named(), ids=lambda term: term.en)
def test_what_a_term_names_is_there(term: Term, sample_home: tuple[Path, Any]) -> None:
    name, _, value = term.name.partition(" = ")
    if full(name).count(".") == 1:
        assert table(full(name)).columns
        return
    table_name, _, column_name = full(name).rpartition(".")
    (column,) = [one for one in table(table_name).columns if one.name == column_name]
    if value and value.strip("'") not in column.allowed:
        query = f"SELECT count(*) FROM {table_name} WHERE {column_name} = {value}"
        assert rows(sample_home[0], query) > [(0,)]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_no_term_stands_twice(lang: str) -> None:
    words = [getattr(term, lang).casefold() for term in TERMS]
    assert sorted(words) == sorted(set(words))
    assert all(words)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_report_says_the_same(lang: str) -> None:
    text = (ROOT / "reports" / "words" / f"{lang}.yaml").read_text(encoding="utf-8")
    words = yaml.safe_load(text)
    terms = {term.name: getattr(term, lang).casefold() for term in TERMS}
    for word, name in SHARED.items():
        assert terms[name] == words[word].casefold(), word
