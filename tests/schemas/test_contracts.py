"""Every table of the contracts, and the checks, DDL and dictionary derived from them."""

from decimal import Decimal
from typing import Any

import pandera.errors
import polars as pl
import pytest

from schemas.catalogue import PUBLISHED_SCHEMAS, dictionary_rows, table, tables
from schemas.frames import build_frame, check_frame, frame_schema
from schemas.table import Column, Table
from tests.schemas.made import row

TABLES = tables()


def named(t: Table) -> str:
    return t.full_name


def columns_where(condition: str) -> list[Any]:
    """Columns of all tables of which an attribute is set (or, with 'not', is not)."""
    attribute, wanted = condition.removeprefix("not "), not condition.startswith("not ")
    return [
        pytest.param(t, c, id=f"{t.full_name}.{c.name}")
        for t in TABLES
        for c in t.columns
        if (getattr(c, attribute) not in (None, (), "", False)) == wanted
    ]


def breaches(t: Table, *rows: dict[str, Any]) -> set[str]:
    """Columns that the check of a table blames in rows; for its key the table itself."""
    with pytest.raises(pandera.errors.SchemaErrors) as raised:
        check_frame(t, build_frame(t, list(rows)))
    return set(raised.value.failure_cases["column"])


@pytest.mark.parametrize("t", TABLES, ids=named)
def test_table_says_what_a_row_and_each_column_is(t: Table) -> None:
    assert t.grain.startswith(("one ", "what ", "money ", "the "))
    assert len({c.name for c in t.columns}) == len(t.columns)
    assert set(frame_schema(t)) == {c.name for c in t.columns}
    assert [c.name for c in t.columns if not c.meaning.strip()] == []


@pytest.mark.parametrize("t", TABLES, ids=named)
def test_key_is_made_of_columns(t: Table) -> None:
    assert set(t.key) <= {c.name for c in t.columns}
    assert len(set(t.key)) == len(t.key)


def test_tables_have_names_of_their_own() -> None:
    assert len({t.full_name for t in TABLES}) == len(TABLES)
    assert all(table(t.full_name) is t for t in TABLES)


def test_unknown_table_raises() -> None:
    with pytest.raises(KeyError):
        table("main.no_such_table")


@pytest.mark.parametrize(("t", "column"), columns_where("references"))
def test_reference_points_to_the_key_of_a_table(t: Table, column: Column) -> None:
    target, _, wanted = column.references.rpartition(".")
    assert table(target).key == (wanted,)
    types = {c.name: c.type for c in table(target).columns}
    assert types[wanted] == column.type


@pytest.mark.parametrize("t", tables(*PUBLISHED_SCHEMAS), ids=named)
def test_nothing_published_is_personal(t: Table) -> None:
    assert not t.personal


@pytest.mark.parametrize("t", TABLES, ids=named)
def test_unit_of_money_and_shares_is_said(t: Table) -> None:
    units = {c.name: c.unit for c in t.columns if c.name.endswith("_eur")}
    assert set(units.values()) <= {"EUR"}
    assert all(c.unit == "UTC" for c in t.columns if c.type == "TIMESTAMP")


@pytest.mark.parametrize("t", TABLES, ids=named)
def test_contract_accepts_an_empty_frame_and_a_right_row(t: Table) -> None:
    assert check_frame(t, build_frame(t, [])).is_empty()
    assert check_frame(t, build_frame(t, [row(t)])).height == 1


@pytest.mark.parametrize(("t", "column"), columns_where("not nullable"))
def test_contract_rejects_a_null_that_is_not_allowed(t: Table, column: Column) -> None:
    assert column.name in breaches(t, row(t, **{column.name: None}))


@pytest.mark.parametrize(("t", "column"), columns_where("nullable"))
def test_contract_accepts_a_null_that_is_allowed(t: Table, column: Column) -> None:
    assert check_frame(t, build_frame(t, [row(t, **{column.name: None})])).height == 1


@pytest.mark.parametrize(("t", "column"), columns_where("allowed"))
def test_contract_rejects_a_value_that_is_not_allowed(t: Table, column: Column) -> None:
    assert column.name in breaches(t, row(t, **{column.name: "muu"}))


@pytest.mark.parametrize(
    ("t", "column"),
    [
        pytest.param(t, c, id=f"{t.full_name}.{c.name}")
        for t in TABLES
        for c in t.columns
        if c.minimum is not None
    ],
)
def test_contract_rejects_a_value_below_the_minimum(t: Table, column: Column) -> None:
    below = (column.minimum or 0) - 1
    value = Decimal(below) if column.type.startswith("DECIMAL") else below
    assert column.name in breaches(t, row(t, **{column.name: value}))


@pytest.mark.parametrize("t", [t for t in TABLES if t.key], ids=named)
def test_contract_rejects_a_doubled_key(t: Table) -> None:
    assert breaches(t, row(t), row(t)) == {t.full_name}


@pytest.mark.parametrize("t", TABLES, ids=named)
def test_contract_rejects_missing_and_unknown_columns(t: Table) -> None:
    right = build_frame(t, [row(t)])
    for wrong in (right.drop(t.columns[0].name), right.with_columns(pl.lit(1).alias("extra"))):
        with pytest.raises(pandera.errors.SchemaErrors):
            check_frame(t, wrong)


def test_dictionary_covers_every_published_column_and_nothing_else() -> None:
    published = tables(*PUBLISHED_SCHEMAS)
    rows = dictionary_rows(published)
    described = [(r["table_name"], r["column_name"], r["type"]) for r in rows]
    assert described == [(t.full_name, c.name, c.type) for t in published for c in t.columns]
    assert len({described[:2] for described in described}) == len(described)
    assert check_frame(table("meta.dictionary"), build_frame(table("meta.dictionary"), rows)).height


def test_star_of_the_public_interface_is_there() -> None:
    names = {t.full_name for t in TABLES}
    wanted = (
        "main.dim_project main.dim_programme main.dim_authority main.dim_organisation "
        "main.dim_region main.dim_date main.dim_indicator main.dim_criterion "
        "main.bridge_project_region main.bridge_project_month main.bridge_project_organisation "
        "main.fact_funding main.fact_indicator main.fact_sustainability main.fact_equality "
        "main.project_text mart.funding_by_region_period mart.indicator_by_region_period "
        "quality.finding quality.quarantine meta.document meta.delivery meta.run meta.dictionary"
    )
    assert set(wanted.split()) <= names
