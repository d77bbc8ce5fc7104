"""The warehouse made anew from the store: star, marts, findings, comments; then checked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from schemas.catalogue import PUBLISHED_SCHEMAS, dictionary_rows, table, tables
from schemas.criteria import CRITERIA
from schemas.decisions import NO_DECISIONS, Decisions
from schemas.frames import build_frame
from schemas.indicators import INDICATORS
from schemas.macros import MACROS
from schemas.placeholders import PLACEHOLDERS
from schemas.plan_columns import FORM_WORDS
from schemas.precedence import KIND_TITLES
from schemas.programmes import PERIODS
from schemas.rule_catalogue import Rule, rule_rows
from schemas.table import Table
from warehouse.ddl import (
    create_all,
    create_comments,
    create_latest,
    create_macros,
    open_database,
    quoted,
    remove_database,
)
from warehouse.differences import difference_models
from warehouse.rule_settings import Settings, rules_as_set
from warehouse.statements import statement_models
from warehouse.text_index import Lemmatiser, index_texts

if TYPE_CHECKING:
    import polars as pl

SQL = Path(__file__).parent / "sql"
Reference = Mapping[str, list[dict[str, str]]]
NOTHING_SET: Settings = {}
# Figures in findings as the forms write them: 251 300,50; 12,50 %; 7.
FINDING_MACROS = (
    """CREATE TEMP MACRO euros(x) AS if(x < 0, '-', '')
    || replace(format('{:,}', trunc(abs(x))::BIGINT), ',', ' ')
    || if(x = trunc(x), '', ',' || right(x::VARCHAR, 2))""",
    "CREATE TEMP MACRO percent(x) AS replace(x::VARCHAR, '.', ',') || ' %'",
    """CREATE TEMP MACRO as_written(x, is_figure) AS CASE
        WHEN is_figure THEN euros(x::DECIMAL(18, 2))
        WHEN regexp_full_match(x, '\\d{4}-\\d\\d-\\d\\d') THEN strftime(x::DATE, '%-d.%-m.%Y')
        WHEN x = 'true' THEN 'Kyllä' WHEN x = 'false' THEN 'Ei'
        ELSE x END""",
    """CREATE TEMP MACRO folded(x) AS lower(translate(
        regexp_replace(x, '\\s+', ' ', 'g'),
        '‐‑‒–—−“”„»«’', repeat('-', 6) || repeat(chr(34), 5) || chr(39)))""",
    "CREATE TEMP MACRO plain(x) AS euros(x::DECIMAL(18, 2))",
)


class ModelMismatch(Exception):
    """A SQL model that does not give the columns of its contract."""


def build_warehouse(
    path: Path,
    store: Path,
    reference: Reference,
    step: Callable[[int, int], None],
    settings: Settings = NOTHING_SET,
    decisions: Decisions = NO_DECISIONS,
    day: date | None = None,
    lemmatiser: Lemmatiser | None = None,
) -> None:
    """Write a new warehouse file at `path` from the store file.

    `reference` are the tables of ``seeds/reference`` by name; `step` hears how many of how many
    models are done; `settings` are weights and tolerances of rules by name, `decisions` the
    officers', as they hold on a `day`, today unless given. With a `lemmatiser` the texts can be
    searched.
    """
    used = rules_as_set(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_database(path)  # what a killed build left of it, its write-ahead log too
    with open_database(path) as connection:
        connection.execute(f"ATTACH {quoted(str(store))} AS store (READ_ONLY)")
        published = tables(*PUBLISHED_SCHEMAS)
        run_all(connection, create_all(published))
        run_all(connection, create_macros())
        register_seeds(connection, reference, used)
        register(connection, decided_frames(decisions))
        run_all(connection, (*FINDING_MACROS, day_macro(day or datetime.now(UTC).date())))
        found = models()
        for done, (name, query) in enumerate(found):
            step(done, len(found))
            try:
                if name.endswith("_quality.finding"):
                    run_rules(connection, used)
                if lemmatiser and name.endswith("_mart.funding_by_region_period"):
                    # The marts take the room in the file that indexing leaves behind.
                    index_texts(connection, lemmatiser)
                fill(connection, name, query)
            except duckdb.Error as error:
                error.add_note(f"while filling {name}")
                raise
        run_all(connection, create_latest(published))
        run_all(connection, create_comments(published))
        connection.execute("DETACH store")


def day_macro(day: date) -> str:
    """SQL that makes the day of the run known to the models."""
    return f"CREATE TEMP MACRO run_day() AS DATE '{day}'"


def run_all(connection: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    """Run statements in one transaction: some hundreds would each be written out on its own."""
    connection.begin()
    for statement in statements:
        connection.execute(statement)
    connection.commit()


def models() -> list[tuple[str, str]]:
    """Names and queries of all models by number: the files, and those derived from contracts."""
    files = ((file.stem, file.read_text(encoding="utf-8")) for file in SQL.glob("*.sql"))
    return sorted([*files, *statement_models(), *difference_models()])


def fill(connection: duckdb.DuckDBPyConnection, model: str, query: str) -> None:
    """Run one model: ``NN_schema.table`` fills a table, ``NN_temp.name`` makes one."""
    schema, name = model.partition("_")[2].split(".")
    if schema == "temp":
        connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
    else:
        check_columns(connection, table(f"{schema}.{name}"), query)
        connection.execute(f"INSERT INTO {schema}.{name} BY NAME {query}")


def check_columns(connection: duckdb.DuckDBPyConnection, contract: Table, query: str) -> None:
    """Raise where a model gives other columns than its contract: none is left NULL unseen."""
    given = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    if differing := given ^ {column.name for column in contract.columns}:
        raise ModelMismatch(
            f"The model of {contract.full_name} and its contract differ in "
            f"{', '.join(sorted(differing))}."
        )


def run_rules(connection: duckdb.DuckDBPyConnection, used: Iterable[Rule]) -> None:
    """Gather what the rules with a query find into the temporary table ``rule_finding``.

    ``rule_scope`` then holds the statements that a rule with a scope of its own can speak of.
    """
    contract = table("stage.finding")
    connection.register("no_findings", build_frame(contract, []))
    connection.execute("CREATE TEMP TABLE rule_finding AS SELECT * FROM no_findings")
    connection.execute("CREATE TEMP TABLE rule_scope (rule VARCHAR, statement_id VARCHAR)")
    for rule in used:
        if rule.scope_query:
            # A scope without statements is one all the same: the row of none keeps it.
            connection.execute(
                f"INSERT INTO rule_scope SELECT {quoted(rule.name)}, * "
                f"FROM (({rule.scope_query}) UNION ALL SELECT NULL)"
            )
        if rule.query:
            connection.execute(
                f"INSERT INTO rule_finding BY NAME "
                f"SELECT {quoted(rule.name)} AS rule, found.* FROM ({rule.query}) AS found "
                f"INNER JOIN store.meta.statement AS statement USING (statement_id) "
                f"WHERE statement.kind IN ({', '.join(map(quoted, rule.kinds))})",
                {"tolerance": rule.tolerance.value} if rule.tolerance else {},
            )


def register_seeds(
    connection: duckdb.DuckDBPyConnection, reference: Reference, used: Iterable[Rule]
) -> None:
    """Make the code lists of the contracts available to the models, and the rules a table."""
    register(connection, seed_frames(reference))
    for name, rows in (
        ("quality.rule", rule_rows(used)),
        ("meta.dictionary", dictionary_rows([*tables(*PUBLISHED_SCHEMAS), *MACROS])),
    ):
        connection.register("seed", build_frame(table(name), rows))
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM seed")
        connection.unregister("seed")


def register(connection: duckdb.DuckDBPyConnection, frames: "Mapping[str, pl.DataFrame]") -> None:
    """Make frames temporary tables."""
    for name, frame in frames.items():
        connection.register("seed", frame)
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM seed")
        connection.unregister("seed")


def decided_frames(decisions: Decisions) -> "dict[str, pl.DataFrame]":
    """What officers have decided, as far as their files say it: the models add what fits."""
    decided = {
        "correction": decisions.corrections,
        "acceptance": decisions.acceptances,
        "complete_list": decisions.complete_lists,
    }
    frames = {}
    for name, rows in decided.items():
        contract = table(f"quality.{name}")
        known = {column.name for column in contract.columns}
        said = [{k: v for k, v in vars(row).items() if k in known} for row in rows]
        frames[f"decided_{name}"] = build_frame(contract, said)
    return frames


def seed_frames(reference: Reference) -> "dict[str, pl.DataFrame]":
    import polars as pl

    indicators = [{"indicator": i.name, **asdict(i)} for i in INDICATORS]
    keep = ("indicator", "name_fi", "name_sv", "name_en", "unit")
    return {
        **{f"{name}_seed": pl.DataFrame(rows) for name, rows in reference.items()},
        "indicator_seed": pl.DataFrame([{k: i[k] for k in keep} for i in indicators]),
        "criterion_seed": pl.DataFrame(
            [
                {
                    "criterion_key": c.name,
                    "position": position,
                    "criterion_group": c.group,
                    "name_fi": c.name_fi,
                }
                for position, c in enumerate(CRITERIA, start=1)
            ]
        ),
        "form_word": pl.DataFrame([{"code": c, "words": w} for c, w in FORM_WORDS.items()]),
        "placeholder": pl.DataFrame([{"words": words} for words in PLACEHOLDERS]),
        "kind_title": pl.DataFrame([{"kind": k, "title": t} for k, t in KIND_TITLES.items()]),
        "code_series": pl.DataFrame(
            [
                {
                    "prefix": prefix,
                    "period": period.name,
                    "eligible_from": period.eligible_from,
                    "eligible_to": period.eligible_to,
                }
                for period in PERIODS
                for prefix in period.series
            ]
        ),
    }
