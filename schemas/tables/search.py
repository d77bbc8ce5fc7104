"""What is searched in the texts: made where the extra ``search`` is installed, absent elsewhere.

The tables of ``fts_search_passage`` are those that DuckDB's full-text extension makes.
"""

from schemas.table import DOCUMENT_ID, LINE_NUMBER, PROJECT_KEY, Column, Table, columns

INDEX = "fts_search_passage"
TERM_ID = Column("termid", "BIGINT", "number of the term")
DOC_ID = Column("docid", "BIGINT", "number of the passage in the index")
LANG = Column("lang", "VARCHAR", "language of the form's section")

TABLES = (
    Table(
        "search",
        "passage",
        "one line of one text, or one name, of the current version of one project",
        columns(
            Column("passage_id", "BIGINT", "number of the passage", minimum=1),
            PROJECT_KEY,
            Column("kind", "VARCHAR", "form whose section it is"),
            Column("section", "VARCHAR", "form section"),
            Column("field", "VARCHAR", "name of the text; name, name_en of the project's names"),
            LANG,
            Column(
                "position",
                "INTEGER",
                "which of the text's lines that are not empty; NULL where it is the whole text",
                nullable=True,
                minimum=1,
            ),
            DOCUMENT_ID,
            LINE_NUMBER,
        ),
        key=("passage_id",),
    ),
    Table(
        "search",
        "word",
        "one word of the passages, as it is written but in small letters, in one language",
        columns(
            LANG,
            Column("form", "VARCHAR", "the word as written"),
            Column("lemma", "VARCHAR", "its dictionary form"),
            Column(
                "terms",
                "VARCHAR",
                "what it is found by, parted by spaces: its dictionary form, then of a compound "
                "those of its parts",
            ),
            Column("lemmatiser", "VARCHAR", "what found them: package, version, code"),
        ),
        key=("lang", "form"),
    ),
    Table(
        INDEX,
        "dict",
        "one term that passages are found by",
        columns(
            TERM_ID,
            Column("term", "VARCHAR", "the term"),
            Column("df", "BIGINT", "passages that have it"),
        ),
        key=("termid",),
    ),
    Table(
        INDEX,
        "docs",
        "one passage as the index has it",
        columns(
            DOC_ID,
            Column("name", "BIGINT", "its passage_id"),
            Column("len", "BIGINT", "number of its terms"),
        ),
        key=("docid",),
    ),
    Table(
        INDEX,
        "terms",
        "one time that one passage has one term",
        columns(DOC_ID, Column("fieldid", "BIGINT", "number of the column"), TERM_ID),
    ),
    Table(
        INDEX,
        "fields",
        "one column that is indexed",
        columns(
            Column("fieldid", "BIGINT", "number of the column"),
            Column("field", "VARCHAR", "name of the column"),
        ),
        key=("fieldid",),
    ),
    Table(
        INDEX,
        "stats",
        "the index as a whole",
        columns(
            Column("num_docs", "BIGINT", "passages"),
            Column("avgdl", "DOUBLE", "terms of a passage on average"),
        ),
    ),
    Table(
        INDEX,
        "stopwords",
        "one word that is not indexed: there is none",
        columns(Column("sw", "VARCHAR", "the word")),
    ),
)
