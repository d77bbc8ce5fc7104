"""The explorer as analysts use it, in a browser: what they see is what the warehouse says."""

import csv
import functools
import http.server
import io
import re
import threading
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from reports.explorer.console.files import LIBRARY, TABLES
from reports.explorer.page import write_explorer
from tests.conftest import rows
from tests.reports.browser import SCROLLERS, Opened, opened, running_browser, violations
from tests.reports.test_browser import tabbed
from tests.warehouse.made import build, take_in
from warehouse.query import fetch, open_warehouse

pytestmark = pytest.mark.large

VIEWS: tuple[dict[str, str], ...] = (
    {},
    {"item": "participating_persons", "basis": "planned", "period": "2019"},
    {"level": "kunta", "grain": "month", "period": "2019-03", "basis": "realised"},
    {"level": "seutukunta", "grain": "quarter", "period": "2020Q2", "item": "public_total"},
    {"level": "suuralue", "fund": "ERDF", "programme": "2014-2020", "region": "suuralue:4"},
    {"period": "unallocated", "region": "maakunta:-"},
    {"axis": "2014-2020/4", "basis": "realised", "period": "2019", "region": "maakunta:08"},
    {"authority": "Kymenlaakson liitto", "grain": "quarter", "level": "kunta"},
    {"objective": "2014-2020/-", "level": "seutukunta", "item": "public_total"},
)
MARTS = """SELECT region_code, sum({value}), sum(projects)
    FROM mart.{subject}_by_region_period
    WHERE {name} = $item AND basis = $basis AND region_level = $level AND period_grain = $grain
        AND period = $period AND ($fund = '' OR fund = $fund)
        AND ($programme = '' OR programme_period = $programme)
    GROUP BY ALL"""
SPLIT = """SELECT region_code, sum({value}), sum(projects)
    FROM reading.{subject}(level := $level, grain := $grain, split_by := $split)
    WHERE {name} = $item AND basis = $basis AND period = $period
        AND split_value IS NOT DISTINCT FROM $of
        AND ($programme = '' OR programme_period = $programme)
    GROUP BY ALL"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def home(sample_home: tuple[Path, Any]) -> Path:
    return sample_home[0]


@pytest.fixture(scope="module")
def explorer(browser: Browser, home: Path) -> Iterator[Opened]:
    """The page that the ingest of the samples has published, at a desk."""
    with opened(browser, home / "reports" / "explorer" / "index.html") as seen:
        yield seen


def look(page: Page, view: dict[str, str]) -> None:
    """Bring the page to a view by its address, as a link that somebody has shared does."""
    page.evaluate("address => { location.hash = address; }", urlencode(view))
    page.wait_for_timeout(0)
    page.wait_for_function(
        "wanted => decodeURIComponent(location.hash.slice(1)) === decodeURIComponent(wanted)",
        arg=urlencode(view),
    )


def loaded(page: Page, name: str) -> list[dict[str, str]]:
    """The rows of one of the page's files, by column."""
    page.evaluate("document.getElementById('behind').open = true")
    with page.expect_download() as download:
        page.locator(f"[data-csv={name}]").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def figure(row: dict[str, str]) -> Decimal:
    return Decimal(row.get("amount_eur", row.get("value", "")).replace(",", "."))


def cells(page: Page, table: str) -> list[list[str]]:
    """The texts of a table's body."""
    return page.evaluate(
        """table => [...document.querySelectorAll(`${table} tbody tr`)].map(row =>
            [...row.cells].map(cell => cell.textContent))""",
        table,
    )


def shown_number(text: str) -> Decimal | None:
    """A number as the Finnish page writes it; None for a dash."""
    plain = re.sub(r"[\s\xa0]", "", text).replace(",", ".").replace("−", "-")
    return None if plain == "–" else Decimal(plain)


def asked_by_others(home: Path, page: Page) -> list[tuple[Any, ...]]:
    """What the marts, or cells split otherwise than the page does, say of the page's view."""
    view = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('select[id^=choose_]')]
            .map(field => [field.id.slice(7), field.value]))"""
    )
    is_money = view["item"] in ("eu_state", "public_total")
    names = {
        "subject": "funding" if is_money else "indicator",
        "value": "amount_eur" if is_money else "value",
        "name": "measure" if is_money else "indicator",
    }
    asked = {name: view[name] for name in ("item", "basis", "level", "period", "programme")}
    asked["grain"] = "total" if view["period"] == "total" else view["grain"]
    split = [name for name in ("axis", "objective", "authority") if view[name]]
    if split:
        (name,) = split
        programme, _, of = view[name].rpartition("/")
        asked |= {"split": name, "of": None if of == "-" else of}
        asked["programme"] = programme or view["programme"]
    else:
        asked["fund"] = view["fund"]
    query = (SPLIT if split else MARTS).format(**names)
    with open_warehouse(home / "warehouse.duckdb") as connection:
        return connection.execute(query, asked).fetchall()


def hidden(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " ".join(view.values()) or "first")
def test_views_say_what_the_warehouse_says(
    view: dict[str, str], explorer: Opened, home: Path
) -> None:
    page = explorer.page
    look(page, view)
    expected = {code or "": (value, n) for code, value, n in asked_by_others(home, page)}
    found = {row["region_code"]: row for row in loaded(page, "table")}
    assert found.keys() == expected.keys()
    assert expected
    for code, (value, projects) in expected.items():
        assert abs(figure(found[code]) - value) < Decimal("0.000000001")
        assert int(found[code]["projects"]) == projects
    seen = {name: (shown_number(v), int(n)) for name, v, _, n in cells(page, "#table")}
    named = {
        row["region_name"]: (hidden(figure(row)), int(row["projects"])) for row in found.values()
    }
    assert {name: cell for name, cell in seen.items() if cell[0] is not None} == named
    assert all(cell == (None, 0) for name, cell in seen.items() if name not in named)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " ".join(view.values()) or "first")
def test_sql_shown_gives_the_very_same(view: dict[str, str], explorer: Opened, home: Path) -> None:
    look(explorer.page, view)
    for name in ("table", "series", "projects"):
        same_as_query(home / "warehouse.duckdb", explorer.page, name)


def same_as_query(warehouse: Path, page: Page, name: str) -> None:
    """Hold a file of the page against the query that it shows, to the tenth decimal."""
    query = page.locator(f"#sql_{name}").text_content() or ""
    with open_warehouse(warehouse) as connection:
        names, said = fetch(connection, query)
    assert said, query
    kept = [column for column in names if column not in ("amount_eur", "value")]
    found = {tuple(row[column] for column in kept): figure(row) for row in loaded(page, name)}
    value = next(place for place, column in enumerate(names) if column not in kept)
    assert found == {
        tuple(text_of(cell) for place, cell in enumerate(row) if place != value): row[value]
        for row in said
    }


def text_of(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith("=") else text


@pytest.mark.parametrize(
    ("view", "filters"),
    [
        ({"fund": "ERDF"}, ("ERDF", "all", "all", "all", "all")),
        ({"axis": "2014-2020/4"}, ("all", "2014-2020", "4", "all", "all")),
        ({"objective": "2014-2020/-"}, ("all", "2014-2020", "all", "", "all")),
    ],
)
def test_files_and_headline_say_what_is_chosen(
    view: dict[str, str], filters: tuple[str, ...], explorer: Opened
) -> None:
    look(explorer.page, view)
    names = ("fund", "programme_period", "axis", "objective", "authority")
    for file in ("table", "series", "projects"):
        found = loaded(explorer.page, file)
        assert {tuple(row[name] for name in names) for row in found} == {filters}
    chosen = explorer.page.locator("#chosen").inner_text()
    assert ("Ohjelmakausi: 2014-2020" in chosen) == (filters[1] == "2014-2020")


def test_map_series_and_table_agree(explorer: Opened, home: Path) -> None:
    page = explorer.page
    look(page, {"item": "participating_companies", "basis": "realised", "period": "2019"})
    expected = rows(
        home,
        """SELECT coalesce(region_name, ''), round(sum(value), 2)
        FROM mart.indicator_by_region_period
        WHERE indicator = 'participating_companies' AND basis = 'realised' AND period = '2019'
            AND region_level = 'maakunta' AND period_grain = 'year' GROUP BY ALL""",
    )
    assert len(expected) > 3
    tiles = page.eval_on_selector_all("#map button", "all => all.map(one => one.title)")
    assert len(tiles) == 20
    values = {
        name: shown_number(rest.split(" yritystä")[0].split(" ·")[0])
        for name, rest in (tile.split(": ", 1) for tile in tiles)
    }
    assert {name: value for name, value in values.items() if value is not None} == dict(expected)
    seen = {name: shown_number(value) for name, value, *_ in cells(page, "#table")}
    assert seen == values
    page.locator("#map button", has_text="Kymenlaakso").click()
    page.wait_for_function("location.hash.includes('region=maakunta')")
    series = {period: shown_number(value) for period, value, _ in cells(page, "#series_table")}
    assert series["2019"] == dict(expected)["Kymenlaakso"]
    assert series == dict(
        rows(
            home,
            """SELECT period, round(sum(value), 2) FROM mart.indicator_by_region_period
            WHERE indicator = 'participating_companies' AND basis = 'realised'
                AND region_code = '08' AND region_level = 'maakunta' AND period_grain = 'year'
            GROUP BY ALL""",
        )
    )


def test_what_is_not_placed_is_named_and_nothing_said_is_no_zero(explorer: Opened) -> None:
    page = explorer.page
    look(page, {})
    assert "848\xa0100,00" in page.locator("#unplaced").inner_text()
    seen = {name: value for name, value, *_ in cells(page, "#table")}
    assert seen["Ahvenanmaa"] == "–"
    assert "ei ajanjaksoa" in [period for period, *_ in cells(page, "#series_table")]
    look(page, {"item": "participating_companies", "basis": "planned"})
    values = [shown_number(value) for _, value, *_ in cells(page, "#table")]
    assert 0 in values
    assert None in values


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 390])
def test_axe_finds_nothing_and_only_tables_scroll(
    width: int, scheme: Any, browser: Browser, home: Path
) -> None:
    path = home / "reports" / "explorer" / "index.html"
    with opened(browser, path, width, beside=(LIBRARY, TABLES)) as seen:
        page = seen.page
        page.emulate_media(color_scheme=scheme)
        look(page, {"period": "2019", "region": "maakunta:10", "order": "value"})
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        assert violations(page) == []
        wide, window = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= window
        scrollers = page.evaluate(f"({SCROLLERS})().map(one => one.tabIndex)")
        assert set(scrollers) <= {0}
        assert seen.requests == []
        assert seen.errors == []


def test_keyboard_chooses_everything(explorer: Opened) -> None:
    page = explorer.page
    look(page, {"lang": "en"})
    reached = "".join(tabbed(page))
    fields = page.eval_on_selector_all("select", "all => all.map(one => one.id)")
    assert len(fields) == 11
    assert all(f'id="{field}"' in reached for field in fields)
    page.locator("#map button").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.includes('region=')")
    pressed = "document.activeElement.getAttribute('aria-pressed')"
    page.wait_for_function(f"{pressed} === 'true'")
    page.keyboard.press("Space")
    page.wait_for_function("!location.hash.includes('region=')")
    page.locator("#table tbody button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.includes('region=maakunta%3A02')")


def test_choices_are_in_the_address_and_can_be_gone_back_from(explorer: Opened) -> None:
    page = explorer.page
    look(page, {})
    page.select_option("#choose_item", "participating_persons")
    page.wait_for_function("location.hash.includes('item=participating_persons')")
    first = page.locator("#headline").inner_text()
    page.select_option("#choose_level", "kunta")
    page.wait_for_function("location.hash.includes('level=kunta')")
    assert len(cells(page, "#table")) > 20
    page.go_back()
    page.wait_for_function("!location.hash.includes('level=kunta')")
    assert page.locator("#headline").inner_text() == first
    assert page.locator("#choose_level").input_value() == "maakunta"


def test_what_an_address_asks_in_vain_is_said(explorer: Opened) -> None:
    page = explorer.page
    for name, value in (("authority", "Kadonnut liitto"), ("region", "constructor:1")):
        look(page, {name: value})
        assert value in page.locator("#refused").inner_text()
    look(page, {})
    assert page.locator("#refused").inner_text() == ""


@pytest.mark.parametrize(
    ("lang", "headline", "total"),
    [
        ("fi", "EU- ja valtion rahoitus, myönnetty", "7\xa0213\xa0740,00"),
        ("sv", "EU- och statlig finansiering, beviljat", "7\xa0213\xa0740,00"),
        ("en", "EU and state funding, granted", "7,213,740.00"),
    ],
)
def test_languages(lang: str, headline: str, total: str, explorer: Opened) -> None:
    page = explorer.page
    look(page, {})
    page.locator(f"[data-lang={lang}]").click()
    page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
    assert page.locator("#headline").inner_text().startswith(headline)
    assert page.locator("#sum").inner_text() == total
    empty = page.eval_on_selector_all(
        "[data-word]", "all => all.filter(one => !/\\p{L}/u.test(one.textContent)).length"
    )
    assert empty == 0


def test_print_shows_the_view_alone(explorer: Opened) -> None:
    page = explorer.page
    look(page, {})
    page.emulate_media(media="print")
    for name in ("#choices", ".languages", ".tools"):
        assert not page.locator(name).first.is_visible()
    for name in ("#headline", "#map", "#series", "#table"):
        assert page.locator(name).is_visible()
    page.emulate_media(media="screen")


def test_opens_from_a_web_server_too(browser: Browser, home: Path) -> None:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=home / "reports")
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"http://127.0.0.1:{server.server_port}/explorer/")
        page.wait_for_selector("html[data-ready]", state="attached")
        assert page.locator("#sum").inner_text() == "7\xa0213\xa0740,00"
        assert [url for url in asked if not url.startswith("blob:")] == [page.url]
        page.close()
        server.shutdown()


def test_a_home_with_nothing_read_has_a_page_that_says_so(browser: Browser, tmp_path: Path) -> None:
    take_in(tmp_path, [("x", b"")])
    with opened(browser, write_explorer(build(tmp_path), tmp_path / "explorer")) as seen:
        seen.page.wait_for_selector("html[data-ready]", state="attached")
        assert seen.page.locator("#empty").is_visible()
        assert not seen.page.locator("#choices").is_visible()
        assert seen.errors == []


def test_nothing_was_asked_for_and_nothing_complained(explorer: Opened) -> None:
    """The last of those that share the page: whatever was chosen, it was silent."""
    assert explorer.requests == []
    assert explorer.errors == []
