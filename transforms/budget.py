"""Lines of the budget (plan 7): what each is, and the funding applied for."""

from decimal import Decimal

from transforms.folding import fold
from transforms.rows import Row, Rows, finding

# Whose money a line of funding is.
FUNDERS = {
    "haettava esr- ja valtion rahoitus": "eu_state",
    "haettava eakr- ja valtion rahoitus": "eu_state",
    "kuntien rahoitus": "municipal",
    "muu julkinen rahoitus": "other_public",
    "yksityinen rahoitus": "private",
}
PUBLIC = ("eu_state", "municipal", "other_public")
LABELS = {
    "eu_state": "Haettava ESR-/EAKR- ja valtion rahoitus",
    "municipal": "Kuntien rahoitus",
    "other_public": "Muu julkinen rahoitus",
}
TOTALS = {"costs": "Kustannukset yhteensä", "funding": "Rahoitus yhteensä"}


def add_applied_funding(rows: Rows) -> None:
    """Name the kind of each budget line, and state the funding applied for of table A.

    EU-and-state is its own line; the public total is the sum of the public lines, stated only
    where each of them is a number and every line's funder is known. Where a line stands twice
    nothing tells which one counts: neither does.
    """
    lines = rows.tables.get("budget", [])
    for line in lines:
        line.setdefault("position", 1)
        line["line_kind"] = kind_of(line)
    lines = rows.tables["budget"] = [line for line in lines if not is_shifted(rows, line)]
    applied = [r for r in lines if (r["budget_table"], r["side"]) == ("A", "funding")]
    items = [row for row in applied if row["line_kind"] == "item"]
    note_repeated(rows, lines)
    note_absent(rows, lines, items)
    for row in items:
        if funder_of(row) is None:
            note(rows, "funder_unknown", row)
    funders = [funder_of(row) for row in items]
    if funders.count("eu_state") != 1:
        return
    own = items[funders.index("eu_state")]
    state(rows, "eu_state", own["amount_eur"], own)
    public = [row["amount_eur"] for row, f in zip(items, funders, strict=True) if f in PUBLIC]
    if None not in funders and None not in public and set(PUBLIC) <= set(funders):
        state(rows, "public_total", sum(public) if len(public) == len(PUBLIC) else None, own)


def kind_of(row: Row) -> str:
    """What a line of the budget is: a sum by its words, the income, or an item."""
    words = fold(row["line"] or "")
    if "yhteensä" in words:
        return "net_total" if "netto" in words else "total"
    return "income" if words.strip(" :") == "tulot" else "item"


def funder_of(row: Row) -> str | None:
    return FUNDERS.get(fold(row["line"] or ""))


def is_shifted(rows: Rows, row: Row) -> bool:
    """Whether a line of funding stands among the costs of table A: its cells have moved."""
    shifted = (row["budget_table"], row["side"]) == ("A", "costs") and funder_of(row) is not None
    if shifted:
        note(rows, "line_not_placed", row)
    return shifted


def note_repeated(rows: Rows, lines: list[Row]) -> None:
    names = [(r["budget_table"], r["side"], funder_of(r) or fold(r["line"] or "")) for r in lines]
    for row, name in zip(lines, names, strict=True):
        if names.count(name) > 1:
            note(rows, "budget_line_repeated", row)


def note_absent(rows: Rows, lines: list[Row], items: list[Row]) -> None:
    """Findings for the lines that must be there, filled in, for money and totals to be known."""
    table = [row for row in lines if row["budget_table"] == "A"]
    if not table:
        return
    head = {**table[0], "line": None}
    for side, label in TOTALS.items():
        if not any(r["side"] == side and r["line_kind"] == "total" for r in table):
            note(rows, "mandatory_field_empty", head, label)
    for funder in PUBLIC:
        own = [row for row in items if funder_of(row) == funder]
        if not any(is_stated(rows, row) for row in own):
            place = {**(own[0] if own else head), "line": None}
            note(rows, "mandatory_field_empty", place, LABELS[funder])


def is_stated(rows: Rows, line: Row) -> bool:
    """Whether a line has an amount, be it one that nobody can read."""
    unreadable = {f["line_number"] for f in rows.findings if f["rule"] == "value_unreadable"}
    return line["amount_eur"] is not None or line["line_number"] in unreadable


def note(rows: Rows, rule: str, row: Row, expected: str | None = None) -> None:
    field = f"budget_{row['budget_table'].lower()}"
    rows.findings.append(finding(rule, "7", field, row["line_number"], row["line"], expected))


def state(rows: Rows, measure: str, amount: Decimal | None, source: Row) -> None:
    if amount is not None:
        facts = {"measure": measure, "basis": "applied", "amount_eur": amount}
        rows.add("funding", facts, source["line_number"])
