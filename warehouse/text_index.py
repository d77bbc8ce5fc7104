"""The texts made searchable: their words by dictionary form, indexed by DuckDB's own extension."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from schemas.catalogue import dictionary_rows, table, tables
from schemas.frames import build_frame
from schemas.macros import SEARCH
from schemas.tables.search import INDEX
from warehouse.ddl import create_all, create_comments, quoted
from warehouse.extensions import load_extension
from warehouse.query import FileIllegible, reading

SQL = Path(__file__).parent / "search"
EXTENSION = "fts"
WORDS = r"regexp_extract_all(lower(text), '[\p{L}\p{N}]+')"
AT_ONCE = 20_000  # passages, whose words are in memory together
Terms = Callable[[list[str], str], Mapping[str, tuple[str, ...]]]
Row = dict[str, str]


@dataclass(frozen=True)
class Lemmatiser:
    """What finds the terms of words of a language; `name` differs once it may find others.

    `before` is the file published before, whose words are not looked up again.
    """

    name: str
    terms: Terms
    before: Path


def has_extension() -> bool:
    """Whether DuckDB's full-text extension is installed."""
    return find_spec(f"duckdb_extension_{EXTENSION}") is not None


def index_texts(connection: duckdb.DuckDBPyConnection, lemmatiser: Lemmatiser) -> None:
    """Make schema ``search`` of a warehouse that is being built, and the index of its passages."""
    load_extension(connection, EXTENSION)
    for statement in create_all(tables("search")):
        connection.execute(statement)
    passage = (SQL / "passage.sql").read_text(encoding="utf-8")
    connection.execute(f"CREATE TEMP TABLE passage_text AS {passage}")
    add_words(connection, lemmatiser)
    add_passages(connection)
    connection.execute("DROP TABLE passage_text")
    connection.execute(
        "PRAGMA create_fts_index('search.passage', 'passage_id', 'terms', stemmer = 'none', "
        "stopwords = 'none', ignore = ' ', strip_accents = 0, lower = 0)"
    )
    connection.execute("ALTER TABLE search.passage DROP COLUMN terms")
    describe(connection)
    connection.execute("CHECKPOINT")  # which frees what the column took


def add_passages(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``search.passage``, with the terms of each in a column beside, some at a time."""
    connection.execute("ALTER TABLE search.passage ADD COLUMN terms VARCHAR")
    count = connection.execute("SELECT count(*) FROM passage_text").fetchall()[0][0]
    for start in range(0, count, AT_ONCE):
        connection.execute(
            f"""INSERT INTO search.passage BY NAME
            WITH part AS (
                FROM passage_text WHERE passage_id BETWEEN {start + 1} AND {start + AT_ONCE})
            SELECT part.* EXCLUDE (text), found.terms FROM part
            INNER JOIN (
                SELECT passage_id, string_agg(terms, ' ') AS terms
                FROM (SELECT passage_id, lang, unnest({WORDS}) AS form FROM part)
                INNER JOIN search.word USING (lang, form) GROUP BY passage_id) AS found
                USING (passage_id)"""
        )


def add_words(connection: duckdb.DuckDBPyConnection, lemmatiser: Lemmatiser) -> None:
    """Fill ``search.word`` with every word of the passages; only new ones are looked up."""
    known = {(row["lang"], row["form"]): row for row in words_before(lemmatiser)}
    found = connection.execute(
        f"SELECT DISTINCT lang, unnest({WORDS}) AS form FROM passage_text ORDER BY ALL"
    ).fetchall()
    rows = [known[word] for word in found if word in known]
    new: dict[str, list[str]] = {}
    for lang, form in found:
        if (lang, form) not in known:
            new.setdefault(lang, []).append(form)
    for lang, forms in new.items():
        rows += new_words(lemmatiser, lang, forms)
    contract = table("search.word")
    connection.register("words", build_frame(contract, rows))
    connection.execute(f"INSERT INTO {contract.full_name} BY NAME FROM words ORDER BY lang, form")
    connection.unregister("words")


def new_words(lemmatiser: Lemmatiser, lang: str, forms: list[str]) -> Iterator[Row]:
    """Rows of words that were not published before."""
    for form, terms in lemmatiser.terms(forms, lang).items():
        yield {
            "lang": lang,
            "form": form,
            "lemma": terms[0],
            "terms": " ".join(terms),
            "lemmatiser": lemmatiser.name,
        }


def words_before(lemmatiser: Lemmatiser) -> list[Row]:
    """Words that the file published before has by the same lemmatiser; none where it has none."""
    if not lemmatiser.before.exists():
        return []
    with suppress(duckdb.Error, FileIllegible), reading(lemmatiser.before) as connection:
        found = connection.execute(
            f"SELECT * FROM search.word WHERE lemmatiser = {quoted(lemmatiser.name)}"
        )
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return []


def describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table macro, and say of all that was made what it is."""
    connection.execute((SQL / "passages.sql").read_text(encoding="utf-8"))
    made = tables("search", INDEX)
    for statement in create_comments(made):
        connection.execute(statement)
    connection.execute(f"COMMENT ON MACRO TABLE {SEARCH.full_name} IS {quoted(SEARCH.comment)}")
    connection.register(
        "described", build_frame(table("meta.dictionary"), dictionary_rows([*made, SEARCH]))
    )
    connection.execute("INSERT INTO meta.dictionary BY NAME FROM described")
    connection.unregister("described")
