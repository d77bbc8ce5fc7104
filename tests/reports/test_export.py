"""Exports hold what the warehouse holds: to the last value, described, nobody in it, no formula."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from flows.demo import DELIVERIES
from reports.export import workbook
from reports.export.folder import FolderTaken, written_before
from reports.export.shown import SHEETS
from reports.export.tables import exported_tables
from reports.export.write import FORMATS, LANGUAGES, read_words, write_export
from reports.formats import BEGINS_FORMULA, as_cell
from reports.workbook import new_workbook, write_cell
from schemas.catalogue import PUBLISHED_SCHEMAS, tables
from tests.conftest import SAMPLES
from tests.flows.personal import personal_values
from tests.reports.exported import HOSTILE, hostile_warehouse

Asked = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse to export."""
    return hostile_warehouse(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def exports(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of an export in each format."""
    folder = tmp_path_factory.mktemp("exports")
    for format in FORMATS:
        write_export(warehouse, folder / format, format, "fi", lambda *_: None)
    return {format: folder / format for format in FORMATS}


@pytest.fixture(scope="module")
def sheets(exports: dict[str, Path]) -> dict[str, list[list[Any]]]:
    """Values of the workbook's sheets by title."""
    book = openpyxl.load_workbook(exports["xlsx"] / workbook.FILE)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


@pytest.fixture(scope="module")
def asked(warehouse: Path) -> Iterator[Asked]:
    """What a query on the warehouse gives."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda query: connection.execute(query).fetchall()


def as_written(value: Any) -> str:
    """A value as a CSV has it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S.%fZ}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(as_cell(value))


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_every_published_table_is_a_file_and_no_other(
    format: str, exports: dict[str, Path]
) -> None:
    wanted = {table.full_name for table in tables(*PUBLISHED_SCHEMAS)}
    assert not any(table.personal for table in exported_tables())
    found = {p.relative_to(exports[format]) for p in exports[format].rglob(f"*.{format}")}
    names = {f"{path.parent}.{path.stem}" for path in found}
    assert {name for name in names if not name.startswith("latest.")} == wanted
    assert "latest.fact_funding" in names
    assert "latest.dim_region" not in names
    files = {str(p.relative_to(exports[format])) for p in exports[format].rglob("*.*")}
    assert files == written_before(exports[format])


def test_parquet_has_every_value_in_its_own_type(asked: Asked, exports: dict[str, Path]) -> None:
    for table in exported_tables():
        path = exports["parquet"] / table.schema / f"{table.name}.parquet"
        both = (table.full_name, f"'{path}'")
        for one, other in (both, both[::-1]):
            missing = asked(f"SELECT count(*) FROM (FROM {one} EXCEPT ALL FROM {other})")
            assert missing == [(0,)], table.full_name
        types = {row[0]: row[1] for row in asked(f"DESCRIBE FROM '{path}'")}
        assert types == {column.name: column.type for column in table.columns}


def test_csv_has_every_value(asked: Asked, exports: dict[str, Path]) -> None:
    for table in exported_tables():
        path = exports["csv"] / table.schema / f"{table.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *found = csv.reader(file)
        assert header == [column.name for column in table.columns]
        said = asked(f"FROM {table.full_name}")
        assert sorted(found) == sorted([as_written(v) for v in row] for row in said)


def test_csv_tells_an_empty_text_from_none(exports: dict[str, Path]) -> None:
    """A reader of `version_change` must see that the item of dim_project is '' and no NULL."""
    text = (exports["csv"] / "main" / "version_change.csv").read_text(encoding="utf-8")
    assert ',main.dim_project,"",' in text
    fields = {
        field["name"]: field
        for resource in described(exports["csv"])["resources"]
        if resource["name"] == "main.version_change"
        for field in resource["schema"]["fields"]
    }
    assert fields["item"]["missingValues"] == []
    assert "missingValues" not in fields["before"]


def test_sheets_of_the_marts_sum_to_the_facts(
    asked: Asked, sheets: dict[str, list[list[Any]]]
) -> None:
    """And so does each mart in the files, whose values are those of the warehouse."""
    words = read_words("fi")
    facts = """
        SELECT measure, basis, sum(amount_eur) FROM latest.fact_funding GROUP BY ALL
        UNION ALL SELECT name_fi, basis, sum(value) FROM latest.fact_indicator
        INNER JOIN latest.dim_indicator USING (indicator_key) GROUP BY ALL"""
    wanted = {
        (words["codes"].get(item, item), words["codes"][basis]): float(total)
        for item, basis, total in asked(facts)
    }
    assert len(wanted) > 11
    sums: dict[tuple[str, str], float] = dict.fromkeys(wanted, 0)
    for name, item, value in (
        ("funding", "measure", "amount_eur"),
        ("indicators", "indicator", "value"),
    ):
        _, header, *rows = sheets[words["sheets"][name]["sheet"]]
        at = [header.index(words["columns"][one]) for one in (item, "basis", value)]
        for row in rows:
            sums[row[at[0]], row[at[1]]] += row[at[2]]
    assert {key: round(total, 6) for key, total in sums.items()} == wanted


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_have_the_rows_of_their_queries(
    sheet: Any, warehouse: Path, asked: Asked, sheets: dict[str, list[list[Any]]]
) -> None:
    words = read_words("fi")
    note, header, *rows = sheets[words["sheets"][sheet.name]["sheet"]]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        wanted = [*workbook.read_rows(connection, sheet, words)]
    ((of,),) = asked(f"SELECT count(*) FROM {sheet.of}")
    assert header == [words["columns"][column.name] for column in sheet.columns]
    assert [[as_excel(value) for value in row] for row in wanted] == rows
    assert len(rows) > 10
    assert workbook.spaced(len(rows)) in note[0]
    if sheet.of.startswith("mart."):
        assert workbook.spaced(of) in note[0]
        level = f"FROM {sheet.of} WHERE region_level = 'maakunta' AND period_grain = 'year'"
        assert len(rows) == asked(f"SELECT count(*) {level}")[0][0]


def as_excel(value: Any) -> Any:
    """A value as a workbook gives it back, of whose digits it keeps 16."""
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return float(f"{value:.16g}") if isinstance(value, Decimal) else value


def test_header_stays_and_filters_and_a_first_sheet_says_what_it_is(
    exports: dict[str, Path], sheets: dict[str, list[list[Any]]]
) -> None:
    words = read_words("fi")
    about, *shown = openpyxl.load_workbook(exports["xlsx"] / workbook.FILE)
    for sheet in shown:
        assert sheet.freeze_panes == "A3"
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A2:{last}"
    said = [value for row in sheets[about.title] for value in row if value]
    assert {words["title"], words["rights"], *words["about"]["how"]} <= {*said}
    amounts = next(s for s in shown if s.title == words["sheets"]["funding"]["sheet"])
    assert amounts["H3"].number_format == "#,##0.00"


def test_a_sheet_that_is_full_shows_nothing_and_says_so(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST", 40)
    export = write_export(warehouse, tmp_path / "x", "xlsx", "en", lambda *_: None)
    rows = {file.table.name: file.rows for file in export.files}
    assert rows == {"funding": 0, "indicators": 0, "projects": rows["projects"], "regions": 0}
    assert 0 < rows["projects"] <= 40
    sheet = openpyxl.load_workbook(tmp_path / "x" / workbook.FILE)["Funding"]
    assert sheet.max_row == 2
    assert "more than a sheet holds" in sheet["A1"].value
    assert "mart.funding_by_region_period" in sheet["A1"].value


def values_of(folder: Path) -> Iterator[str]:
    """Every text of every file of an export."""
    for path in sorted(folder.rglob("*.*")):
        if path.suffix == ".parquet":
            for row in duckdb.sql(f"FROM '{path}'").fetchall():
                yield from (value for value in row if isinstance(value, str))
        elif path.suffix == ".xlsx":
            for sheet in openpyxl.load_workbook(path):
                cells = (cell for row in sheet.iter_rows() for cell in row)
                yield from (cell.value for cell in cells if isinstance(cell.value, str))
        else:
            yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_nobody_is_in_an_export(format: str, exports: dict[str, Path]) -> None:
    samples = sorted(p for d in DELIVERIES for p in (SAMPLES / d).glob("*_*.txt"))
    texts = [path for path in samples if path.read_bytes().strip()]
    wanted = set().union(*map(personal_values, texts))
    assert len(wanted) > 100
    said = "\n".join(values_of(exports[format])).casefold()
    assert "kuvitteela" in said or "=cmd" in said
    assert [value for value in sorted(wanted) if value in said] == []


def test_no_csv_has_a_cell_that_is_calculated(exports: dict[str, Path]) -> None:
    cells = set()
    for path in exports["csv"].rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        types = {
            c.name: c.type for t in exported_tables() if t.name == path.stem for c in t.columns
        }
        texts = [at for at, name in enumerate(header) if types[name] == "VARCHAR"]
        cells |= {row[at] for row in rows for at in texts}
    assert not [cell for cell in cells if cell.startswith(BEGINS_FORMULA)]
    assert {f"'{name}" for name in HOSTILE} <= cells


def test_no_workbook_calculates(exports: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(exports["xlsx"] / workbook.FILE)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    for name in HOSTILE:
        kinds = {(cell.data_type, cell.quotePrefix) for cell in cells if cell.value == name}
        assert kinds == {("s", True)}, name


def test_a_day_before_excel_s_calendar_is_a_text(tmp_path: Path) -> None:
    with new_workbook(tmp_path / "x.xlsx", {}) as (book, formats):
        sheet = book.add_worksheet()
        for line, day in enumerate((date(201, 1, 31), date(2021, 1, 31))):
            write_cell(sheet, line, 0, day, formats)
    read = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert [cell.value for cell in read["A"]] == ["0201-01-31", datetime(2021, 1, 31)]


def test_a_workbook_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "x.xlsx"
    with pytest.raises(OSError, match=r"x\.xlsx"), new_workbook(path, {}) as (book, _):
        book.add_worksheet()


def test_parquet_has_the_names_as_they_are(exports: dict[str, Path]) -> None:
    path = exports["parquet"] / "latest" / "dim_project.parquet"
    names = {name for (name,) in duckdb.sql(f"SELECT name FROM '{path}'").fetchall()}
    assert {*HOSTILE} <= names


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_publication_gives_the_same_bytes(
    format: str, warehouse: Path, exports: dict[str, Path], tmp_path: Path
) -> None:
    write_export(warehouse, tmp_path / format, format, "fi", lambda *_: None)
    for path in sorted(exports[format].rglob("*.*")):
        again = tmp_path / format / path.relative_to(exports[format])
        assert again.read_bytes() == path.read_bytes(), path


def test_an_export_takes_the_place_of_an_export_and_of_nothing_else(
    warehouse: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    def write(format: str, told: Any = lambda *_: None) -> None:
        write_export(warehouse, folder, format, "fi", told)

    write("parquet")
    write("xlsx")
    assert {path.name for path in folder.iterdir()} == written_before(folder)

    def stopped(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write("csv", stopped)
    assert (folder / workbook.FILE).exists()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(FolderTaken, match="link"):
        write("csv")
    (folder / "link").unlink()
    (folder / "mine.txt").write_text("x")
    with pytest.raises(FolderTaken, match=r"mine\.txt"):
        write("csv")
    with pytest.raises(FolderTaken, match="is a file"):
        write_export(warehouse, folder / "mine.txt", "csv", "fi", lambda *_: None)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def described(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "datapackage.json").read_text(encoding="utf-8")))


def test_descriptions_say_what_the_contracts_say(exports: dict[str, Path]) -> None:
    resources = {resource["name"]: resource for resource in described(exports["csv"])["resources"]}
    for table in exported_tables():
        resource = resources[table.full_name]
        assert table.grain in resource["description"]
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for column in table.columns:
            field = fields[column.name]
            assert field["description"] == column.description
            assert field.get("unit", "") == column.unit
            assert field.get("constraints", {}).get("enum", []) == [*column.allowed]
        keys = (
            resource["schema"].get("primaryKey", [])
            or resource["schema"].get("uniqueKeys", [[]])[0]
        )
        assert keys == [*table.key]
        assert len(resource["schema"].get("foreignKeys", [])) == sum(
            bool(column.references) for column in table.columns
        )
    assert "never sum over them" in resources["main.fact_funding"]["description"]
    assert "never sum over them" not in resources["main.dim_region"]["description"]


def test_words_are_the_same_in_all_languages() -> None:
    def shape(words: Any) -> Any:
        if isinstance(words, dict):
            return {name: shape(value) for name, value in words.items() if name != "scope"}
        return len(words) if isinstance(words, list) else None

    shapes = [shape(read_words(lang)) for lang in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2]
    for sheet in SHEETS:
        for column in sheet.columns:
            assert column.name in shapes[0]["columns"]
            assert {*column.codes} <= {*shapes[0]["codes"]}
            assert workbook.contract(column)
