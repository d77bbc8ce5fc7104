"""Form 2 as text: the order, tabs and blank lines of the real plan."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.layout import ALIASES, CRITERIA, GROUP_BEFORE, QUESTIONS
from benchmarks.plan_form import (
    DECLARATION,
    HEADINGS,
    JOINED,
    MARKS,
    MONEY_ROWS,
    PAGE,
    PLACE_ROWS,
    RISK_HEADER,
    ROWS,
    SIGNATURE,
    SIGNED,
    SITE_HEADER,
    SITE_QUESTION,
    TEXTS,
    Row,
)
from benchmarks.plan_model import PlanSheet
from benchmarks.plan_tables import (
    A_HEADER,
    B_COSTS,
    B_FUNDING,
    COSTS_ALL,
    COSTS_TOTAL,
    COUNSELLORS,
    DAY_TYPES,
    FUND_SHORT,
    FUNDING_ALL,
    FUNDING_TOTAL,
    INCOME,
    MATRICES,
    NET,
    SIZES,
    SUM,
    Matrix,
    budget_key,
    code_fund,
    cost_lines,
    funding_lines,
)

Cells = Sequence[str]


@dataclass
class _Page:
    """Lines so far, and the line number of every key."""

    sheet: PlanSheet
    lines: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, *keys: str, gap: bool = True) -> None:
        """Append the lines of `text`, on a new page where a key starts one."""
        if gap and self.lines:
            self.lines.append("")
        if self.sheet.breaks.intersection(keys):
            self.lines += [self.header, ""]
        for key in keys:
            for name in (key, *ALIASES.get(key, ())):
                self.numbers[name] = len(self.lines) + 1
        if self.sheet.style.strip_tabs:
            text = text.rstrip("\t")
        turned = re.sub(rf"\n*{PAGE}\n*", f"\n\n{self.header}\n\n", text)
        self.lines.extend(turned.split("\n"))
        foreign = self.sheet.foreign
        if foreign and foreign[0] in keys:
            self.add(foreign[1], "foreign")
            self.lines.append("")

    @property
    def header(self) -> str:
        return f"Hankkeen nimi: {self.sheet.page_name}"

    def rows(self, rows: Iterable[Row], *, gap: bool = True) -> None:
        """Labels with their values, those of a row apart by a tab."""
        for position, row in enumerate(rows):
            written = self.sheet.written
            cells = [f"{label} {written.get(key, '')}".rstrip(" ") for label, key in row]
            self.add("\t".join(cells), *(key for _, key in row if key), gap=gap and position == 0)

    def table(
        self, key: str, headers: Iterable[Cells], rows: Iterable[tuple[Cells, tuple[str, ...]]]
    ) -> None:
        """Header rows, and rows of cells with the names they go by."""
        style = self.sheet.style.rules
        for position, cells in enumerate(headers):
            self.add("\t".join(cells), *([key] if position == 0 else []), gap=position == 0)
        if style in ("headers", "rows"):
            self.rule(cells)
        for position, (cells, keys) in enumerate(rows):
            if style == "rows" and position:
                self.rule(cells)
            self.add("\t".join(cells), *keys, gap=False)

    def rule(self, cells: Cells) -> None:
        """A line of dashes as wide as the cells above or below it."""
        dashes = ("-" * min(max(3, len(cell)), 40) for cell in cells)
        self.lines.append("\t".join(dashes))


def render(sheet: PlanSheet) -> tuple[bytes, dict[str, int]]:
    """The document's bytes, and the line of each field."""
    page = _Page(sheet)
    _add_top(page)
    joined = set()
    for number, heading in HEADINGS.items():
        if number in joined or is_omitted(sheet, number):
            pass
        elif sheet.style.joint and number in JOINED and not is_omitted(sheet, JOINED[number]):
            before, after = sheet.style.joint
            child = JOINED[number]
            joined.add(child)
            line = f"{heading}{before}{HEADINGS[child]}{after}"
            page.add(line, f"section.{number}", f"section.{child}")
        else:
            page.add(heading, f"section.{number}")
        if not is_omitted(sheet, number):
            _add_content(page, number)
    _add_end(page)
    return ("\n".join(page.lines) + "\n").encode(), page.numbers


def is_omitted(sheet: PlanSheet, number: str) -> bool:
    """Whether a section or the one it belongs to is left out."""
    return not sheet.omitted.isdisjoint((number, number.split(".", 1)[0]))


def _add_top(page: _Page) -> None:
    page.lines += ["", "", page.header, "", "", "", "Euroopan unioni"]
    page.add(page.sheet.written["fund"], "fund", gap=False)
    page.add(page.sheet.style.title, "title")
    page.add("Kestävää kasvua ja työtä 2014–2020\nSuomen rakennerahasto-ohjelma", gap=False)
    page.lines += ["", ""]
    page.add("Viranomaisen merkintöjä", f"section.{MARKS}")
    page.rows(ROWS[MARKS])


def _add_content(page: _Page, number: str) -> None:
    if number in ROWS:
        page.rows(ROWS[number])
    if number in TEXTS:
        _add_text(page, TEXTS[number])
    if number in CONTENT:
        CONTENT[number](page)


def _add_text(page: _Page, key: str) -> None:
    """A free text; an empty one stands where its heading stands."""
    if text := page.sheet.written.get(key, ""):
        page.add(text, key)
    else:
        page.numbers[key] = len(page.lines)


def _add_money(page: _Page) -> None:
    written, figures = page.sheet.written, page.sheet.figures
    fund = FUND_SHORT[code_fund(page.sheet.truth.project_code)]
    page.rows(MONEY_ROWS)
    page.add("A Hankkeen kustannukset ja rahoitus")
    costs = cost_lines(figures)
    left = [
        *_side("A", "costs", costs, COSTS_TOTAL, 1),
        *_side("A", "costs", [INCOME], NET, len(costs) + 1),
    ]
    right = _side("A", "funding", funding_lines(page.sheet.truth.project_code), FUNDING_TOTAL, 1)
    right[-1:-1] = [("", "")] * (len(costs) - len(right) + 1)
    _add_sides(page, "table.A", A_HEADER, left, right)
    page.add(
        "B Erikseen raportoitavat osallistujien palkkakustannukset ja niiden rahoitus (joihin ei "
        f"myönnetä {fund}:n ja valtion rahoitusta)"
    )
    left = _side("B", "costs", B_COSTS, SUM, len(costs) + 2)
    right = _side("B", "funding", B_FUNDING, SUM, 5)
    _add_sides(page, "table.B", A_HEADER[:4], left, right)
    keys = budget_key("total", "costs", COSTS_ALL), budget_key("total", "funding", FUNDING_ALL)
    cells = COSTS_ALL, written[keys[0]], FUNDING_ALL, written[keys[1]]
    page.add("\t".join(cells), "table.total", *keys)
    if page.sheet.style.rules != "none":
        page.rule(cells)


Side = list[tuple[str, str]]


def _side(table: str, side: str, items: Iterable[str], total: str, first: int) -> Side:
    """Labels and names of the lines of one side, the items numbered."""
    numbered = [(f"{n} {item}", item) for n, item in enumerate(items, first)]
    return [(label, budget_key(table, side, line)) for label, line in [*numbered, (total, total)]]


def _add_sides(page: _Page, key: str, header: tuple[str, ...], left: Side, right: Side) -> None:
    """Costs and funding side by side, the shorter funding side blank below."""
    written = page.sheet.written
    right = [*right, *[("", "")] * (len(left) - len(right))]
    rows = []
    for (cost, cost_key), (fund, fund_key) in zip(left, right, strict=True):
        cells = [cost, written[cost_key], fund, written.get(fund_key, "")]
        if len(header) > 4:
            cells.append(written.get(f"{fund_key}.share", ""))
        rows.append((cells, (cost_key, fund_key) if fund_key else (cost_key,)))
    page.table(key, [header], rows)


def _add_places(page: _Page) -> None:
    page.add(page.sheet.written["scope"], "scope")
    page.rows(PLACE_ROWS, gap=False)
    page.add(SITE_QUESTION, "site")
    page.add("\t".join(SITE_HEADER))
    if page.sheet.style.rules != "none":
        page.rule(SITE_HEADER)
    keys = ("site.street", "site.postal_code", "site.town")
    if cells := [page.sheet.written[key] for key in keys if key in page.sheet.written]:
        page.add("\t".join(cells), *keys, gap=False)


def _add_risks(page: _Page) -> None:
    written, rows = page.sheet.written, []
    for position in range(1, len(page.sheet.truth.risks) + 1):
        key = f"risk.{position}"
        rows.append(((written[key], written[f"{key}.measures"]), (key,)))
    page.table("table.11.2", [RISK_HEADER], rows)


def _add_list(page: _Page, key: str, header: Cells, prefix: str, labels: Mapping[str, str]) -> None:
    """A table of one column of figures."""
    written = page.sheet.written
    names = [(label, f"{prefix}{name}") for name, label in labels.items()]
    page.table(key, [header], [((label, written[name]), (name,)) for label, name in names])


def _add_matrix(page: _Page, matrix: Matrix) -> None:
    written = page.sheet.written
    columns = [*matrix.columns, "total"]
    rows: list[tuple[Cells, tuple[str, ...]]] = []
    for row, label in {**matrix.rows, "total": SUM}.items():
        names = [matrix.cell(row, column) for column in columns]
        keys = (f"participants.{matrix.key}.{row}", *names)
        rows.append(([label, *(written[name] for name in names)], keys))
    names = [matrix.women(column) for column in columns]
    keys = (f"participants.{matrix.women_key}", *names)
    rows.append(([matrix.women_label, *(written[name] for name in names)], keys))
    page.table(f"table.{matrix.section}", [("", *matrix.columns.values(), SUM)], rows)


def _add_repeated(page: _Page, number: str) -> None:
    for label, name in (("Toimintalinja", "axis"), ("Erityistavoite", "objective")):
        key = f"{number}.{name}"
        page.add(f"{label} {page.sheet.written[key]}", key)


def _add_companies(page: _Page) -> None:
    labels = {**SIZES, "total": SUM}
    header = "Henkilöstömäärä", "Yritysten lukumäärä"
    _add_list(page, "table.12.1", header, "participants.company_size.", labels)


def _add_training(page: _Page) -> None:
    _add_list(page, "table.12.3", ("", SUM), "training.", {**DAY_TYPES, "total": SUM})


def _add_education(page: _Page) -> None:
    _add_repeated(page, "12.4")
    _add_matrix(page, MATRICES[1])


def _add_counsellors(page: _Page) -> None:
    _add_repeated(page, "12.5")
    _add_list(page, "table.12.5", ("", SUM), "participants.", COUNSELLORS)


def _add_equality(page: _Page) -> None:
    written, rows = page.sheet.written, []
    for position, question in enumerate(QUESTIONS, 1):
        key = f"equality.{position}"
        boxes = (written[f"{key}.yes"], written[f"{key}.no"])
        rows.append(((question, *boxes, written.get(f"{key}.justification", "")), (key,)))
    page.table("table.13.1", [("", "Kyllä", "Ei", "Perustelu")], rows)


def _add_sustainability(page: _Page) -> None:
    written = page.sheet.written
    rows: list[tuple[Cells, tuple[str, ...]]] = []
    for position, criterion in enumerate(CRITERIA, 1):
        key = f"sustainability.{position}"
        if position in GROUP_BEFORE:
            rows.append(((GROUP_BEFORE[position], "", "", ""), ()))
        parts = (written.get(f"{key}.{p}", "") for p in ("direct", "indirect", "justification"))
        rows.append(((criterion, *parts), (key,)))
    headers = (
        ("Vaikutuksen kohde", "Vaikutusaste", "", "Perustelu"),
        ("", "Välitön vaikutus", "Välillinen vaikutus", ""),
    )
    page.table("table.13.2", headers, rows)


CONTENT: dict[str, Callable[[_Page], None]] = {
    "7": _add_money,
    "10": _add_places,
    "11.2": _add_risks,
    "12.1": _add_companies,
    "12.2": lambda page: _add_matrix(page, MATRICES[0]),
    "12.3": _add_training,
    "12.4": _add_education,
    "12.5": _add_counsellors,
    "13.1": _add_equality,
    "13.2": _add_sustainability,
}


def _add_end(page: _Page) -> None:
    for paragraph in DECLARATION:
        page.add(paragraph, *(["declaration"] if paragraph == DECLARATION[0] else []))
    page.add(SIGNATURE, "signature")
    page.add(page.sheet.written["signature"], "signed_date")
    page.add(page.sheet.written["signatory"], "signatory", gap=False)
    page.add(SIGNED)
