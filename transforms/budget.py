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
    where each of them is a number and every line's funder is known. Where a funder stands twice
    nothing tells which line counts: neither does.
    """
    lines = rows.tables.get("budget", [])
    for line in lines:
        line.setdefault("position", 1)
        line["line_kind"] = SUMS.get(fold(line["line"] or ""), "item")
    applied = [r for r in lines if (r["budget_table"], r["side"]) == ("A", "funding")]
    items = [row for row in applied if row["line_kind"] == "item"]
    funders = [FUNDERS.get(fold(row["line"] or "")) for row in items]
    for row, funder in zip(items, funders, strict=True):
        if funder is None:
            note(rows, "funder_unknown", row)
        elif funders.count(funder) > 1:
            note(rows, "value_repeated", row)
    if funders.count("eu_state") != 1:
        return
    own = items[funders.index("eu_state")]
    state(rows, "eu_state", own["amount_eur"], own)
    public = [row["amount_eur"] for row, f in zip(items, funders, strict=True) if f in PUBLIC]
    if None not in funders and None not in public and set(PUBLIC) <= set(funders):
        state(rows, "public_total", sum(public) if len(public) == len(PUBLIC) else None, own)


def note(rows: Rows, rule: str, row: Row) -> None:
    rows.findings.append(finding(rule, "7", "budget_a", row["line_number"], row["line"], None))


def state(rows: Rows, measure: str, amount: Decimal | None, source: Row) -> None:
    if amount is not None:
        facts = {"measure": measure, "basis": "applied", "amount_eur": amount}
        rows.add("funding", facts, source["line_number"])
