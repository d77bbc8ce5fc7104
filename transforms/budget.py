"""Lines of the budget (plan 7): what each is, and the funding applied for."""

from decimal import Decimal

from transforms.labels import fold
from transforms.rows import Row, Rows, finding

# Words of the form for lines that are sums; any other line is an item.
SUMS = {
    "kustannukset yhteensä": "total",
    "rahoitus yhteensä": "total",
    "yhteensä": "total",
    "kustannusarvio yhteensä": "total",
    "rahoitussuunnitelma yhteensä": "total",
    "tulot": "income",
    "nettokustannukset yhteensä": "net_total",
}
# Whose money a line of funding is.
FUNDERS = {
    "haettava esr- ja valtion rahoitus": "eu_state",
    "haettava eakr- ja valtion rahoitus": "eu_state",
    "kuntien rahoitus": "municipal",
    "muu julkinen rahoitus": "other_public",
    "yksityinen rahoitus": "private",
}
PUBLIC = ("eu_state", "municipal", "other_public")


def add_applied_funding(rows: Rows) -> None:
    """Name the kind of each budget line, and state the funding applied for of table A.

    EU-and-state is its own line; the public total is the sum of the public lines, stated only
    where each of them is a number and every line's funder is known. Where a line stands twice
    nothing tells which one counts: neither does.
    """
    lines = rows.tables.get("budget", [])
    for line in lines:
        line.setdefault("position", 1)
        line["line_kind"] = SUMS.get(fold(line["line"] or ""), "item")
    note_repeated(rows, lines)
    applied = [r for r in lines if (r["budget_table"], r["side"]) == ("A", "funding")]
    items = [row for row in applied if row["line_kind"] == "item"]
    funders = [FUNDERS.get(fold(row["line"] or "")) for row in items]
    for row, funder in zip(items, funders, strict=True):
        if funder is None:
            note(rows, "funder_unknown", row)
    if funders.count("eu_state") != 1:
        return
    own = items[funders.index("eu_state")]
    if not is_stated(rows, own):
        note(rows, "mandatory_field_empty", {**own, "line": None}, own["line"])
    state(rows, "eu_state", own["amount_eur"], own)
    public = [row["amount_eur"] for row, f in zip(items, funders, strict=True) if f in PUBLIC]
    if None not in funders and None not in public and set(PUBLIC) <= set(funders):
        state(rows, "public_total", sum(public) if len(public) == len(PUBLIC) else None, own)


def is_stated(rows: Rows, line: Row) -> bool:
    """Whether a line has an amount, be it one that nobody can read."""
    unreadable = {f["line_number"] for f in rows.findings if f["rule"] == "value_unreadable"}
    return line["amount_eur"] is not None or line["line_number"] in unreadable


def note_repeated(rows: Rows, lines: list[Row]) -> None:
    names = [(r["budget_table"], r["side"], fold(r["line"] or "")) for r in lines]
    for row, name in zip(lines, names, strict=True):
        if names.count(name) > 1:
            note(rows, "budget_line_repeated", row)


def note(rows: Rows, rule: str, row: Row, expected: str | None = None) -> None:
    field = f"budget_{row['budget_table'].lower()}"
    rows.findings.append(finding(rule, "7", field, row["line_number"], row["line"], expected))


def state(rows: Rows, measure: str, amount: Decimal | None, source: Row) -> None:
    if amount is not None:
        facts = {"measure": measure, "basis": "applied", "amount_eur": amount}
        rows.add("funding", facts, source["line_number"])
