"""What versions say otherwise: every table is compared; changes lead from any to any other."""

from collections.abc import Iterator
from itertools import pairwise, permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.catalogue import table, tables
from schemas.table import Table
from tests.transforms.made import DESCRIPTION
from tests.transforms.made_list import OTHER
from tests.transforms.made_plan import PLAN
from tests.warehouse.made import build, take_in
from tests.warehouse.made_history import (
    CODE,
    EDITS,
    between,
    day,
    edited,
    listed,
    rows,
    source,
)
from warehouse import differences
from warehouse.build import models
from warehouse.expectations import checks, count_violations
from warehouse.query import ask

pytestmark = pytest.mark.large

Cells = dict[tuple[str, str, str], str]


def test_every_table_of_versions_is_compared_or_left_out_for_a_reason() -> None:
    compared = {t.full_name for t in differences.compared_tables()}
    versioned = {t.full_name for t in tables("main") if "project_key" in names_of(t)}
    assert compared == versioned - set(differences.LEFT_OUT_TABLES)
    assert set(differences.LEFT_OUT_TABLES) <= versioned
    assert all(differences.LEFT_OUT_TABLES.values())
    for name, reasons in differences.LEFT_OUT_COLUMNS.items():
        assert name in compared
        assert set(reasons) <= names_of(table(name)) - set(table(name).key)
        assert all(reasons.values())


@pytest.mark.parametrize("t", differences.compared_tables(), ids=lambda t: t.full_name)
def test_compared_table_has_a_key_and_something_to_compare(t: Table) -> None:
    assert "project_key" in t.key
    assert differences.value_columns(t)


def test_named_dimensions_have_the_column_that_names_them() -> None:
    assert all(name in names_of(table(d)) for d, name in differences.NAMED_BY.items())


def test_versions_are_compared_after_all_tables_of_the_star_are_filled() -> None:
    order = [name.partition("_")[2] for name, _ in models()]
    filled = [order.index(t.full_name) for t in tables("main")]
    assert max(filled) == order.index("main.version_change")


def names_of(t: Table) -> set[str]:
    return {column.name for column in t.columns}


def cells(path: Path) -> dict[str, Cells]:
    """What each project version says, reckoned row by row: (table, row, column) to value."""
    found: dict[str, Cells] = {key: {} for (key,) in rows(path, "SELECT project_key FROM "
        "main.dim_project")}  # fmt: skip
    shown = {name: shown_names(path, name) for name in differences.NAMED_BY}
    for t in differences.compared_tables():
        for row in text_rows(path, t):
            for column in t.columns:
                named = shown.get(column.references.rpartition(".")[0])
                if named and row[column.name] is not None:
                    row[column.name] = named[row[column.name]]
            parts = [row[k] or "–" for k in names_in_order(t) if k != "project_key"]
            while parts and parts[-1] == "–":
                parts.pop()
            for column in differences.value_columns(t):
                if row[column.name] is not None:
                    place = (t.full_name, " · ".join(parts), column.name)
                    found[row["project_key"]][place] = row[column.name]
    return found


def names_in_order(t: Table) -> list[str]:
    return [column.name for column in t.columns if column.name in t.key]


def text_rows(path: Path, t: Table) -> Iterator[dict[str, Any]]:
    """Rows of a table with every value as text."""
    names, found = ask(path, f"SELECT COLUMNS(*)::VARCHAR FROM {t.full_name}")
    return (dict(zip(names, row, strict=True)) for row in found)


def shown_names(path: Path, dimension: str) -> dict[str, str]:
    """Names of the rows of a dimension by key, with the key where a name is not the only one."""
    (key,) = table(dimension).key
    named = {row[key]: row[differences.NAMED_BY[dimension]] for row in text_rows(path,
        table(dimension))}  # fmt: skip
    all_names = list(named.values())
    return {
        k: k if name is None else f"{name} ({k})" if all_names.count(name) > 1 else name
        for k, name in named.items()
    }


def differing(earlier: Cells, later: Cells) -> set[tuple[Any, ...]]:
    return {
        (*place, earlier.get(place), later.get(place))
        for place in earlier.keys() | later.keys()
        if earlier.get(place) != later.get(place)
    }


PAGES = st.sets(st.sampled_from(EDITS)).map(lambda edits: edited(DESCRIPTION, *edits).encode())
PLANS = st.sets(
    st.sampled_from(
        [
            ("2 Flat rate\t170", "2 Flat rate\t171"),
            ("Hanke jatkaa aiempaa työtä.", "Hanke jatkaa hanketta S29101."),
        ]
    )
).map(lambda edits: edited(PLAN, *edits).encode())
LISTS = st.sampled_from([listed(), listed("5000"), listed("5000", OTHER)])


@settings(max_examples=6, deadline=None)
@given(st.lists(st.one_of(PAGES, PLANS, LISTS), min_size=2, max_size=6))
def test_changes_lead_from_any_version_to_any_other(contents: list[bytes]) -> None:
    """Neighbours by the table, all pairs by the macro: all that differs, and nothing else."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        for number, content in enumerate(contents, start=1):
            take_in(home, [(source(content), content)], day(number))
        path = build(home)
        said = cells(path)
        keys = sorted(key for key in said if key.startswith(f"{CODE}."))
        shown = "table_name, item, column_name, before, after"
        for earlier, later in pairwise(keys):
            found = rows(path, f"SELECT {shown} FROM main.version_change "
                f"WHERE project_key = '{later}'")  # fmt: skip
            assert set(found) == differing(said[earlier], said[later])
            assert len(found) == len(set(found))
        for one, other in permutations(keys, 2):
            numbers = (int(key.partition(".")[2]) for key in (one, other))
            assert set(between(path, *numbers, shown)) == differing(said[one], said[other])
        wanted = [check for check in checks() if check.name.startswith("main_")]
        assert not any(count_violations(path, wanted).values())
