"""What must hold of any document that was read, whatever its bytes.

``breaches`` says in words what does not hold; nothing of the document is quoted.
"""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from schemas.catalogue import table
from schemas.refusals import REASONS
from schemas.rule_catalogue import rules
from transforms.boxes import read_boxes
from transforms.engine import Reading, align_headings, content_of
from transforms.folding import fold
from transforms.form import Form, Personal, Style
from transforms.outline import Outline
from transforms.personal import EMAILS, IBANS, MASK, PHONES
from transforms.statements import Document, Statement

FAULTS = frozenset({"reader_failed", "contract_broken"})  # reasons that say the program is wrong
PATTERNS = {"e-mail": EMAILS, "phone": PHONES, "account": IBANS}
FULL_NAME = re.compile(r"[A-ZÅÄÖ][a-zåäö]{2,}(?: [A-ZÅÄÖ][a-zåäö]{2,})+")
ID, APART = "statement_id", "\n\n\n\n"  # wider than any gap within a number or address
SIGNS = re.compile(r"[*:]+|[☒☐]")  # of the form's printing and of its boxes


def breaches(document: Document, outline: Outline | None, reading: Reading | None) -> list[str]:
    """What does not hold of a document read without corrections; [] where all does.

    `outline` and `reading` are what its reader and its form made of it, as far as they came.
    """
    if document.refusal:
        return [*wrong_reasons(document)]
    found = [*wrong_reasons(document)]
    for statement in document.statements:
        found += wrong_rows(statement, document.lines or 0)
    if outline and outline.is_table:
        found += lost_rows(document, outline)
    elif outline and reading:
        found += lost_words(outline, reading)
        found += told(document, reading)
    return found


def wrong_reasons(document: Document) -> Iterator[str]:
    """Refusals for a reason that is unknown or a fault of the program, or beside rows."""
    given = [document.refusal[0]] if document.refusal else []
    given += [row["reason"] for row in document.refused_rows]
    for reason in given:
        if reason not in REASONS or reason in FAULTS:
            yield f"refused as {reason}"
    if document.refusal and document.statements:
        yield "rows of a refused document"


def wrong_rows(statement: Statement, lines: int) -> Iterator[str]:
    """Lines outside the document, shares that are not one whole, rules and contacts unmasked."""
    for name, rows in statement.rows.finished():
        for row in rows:
            number = row.get("line_number")
            # The last pages may be blank: they begin behind the last line.
            if number is not None and not 1 <= number <= lines + (name == "page"):
                yield f"stage.{name}: a line outside the document"
            if name == "finding" and row["rule"] not in rule_names():
                yield f"unknown rule {row['rule']}"
    for name, text in published(statement):
        yield from (f"stage.{name}: {kind} in the open" for kind in contacts(text))
    shares = statement.rows.tables.get("region_share", [])
    parts = [Fraction(row["share_part"], row["share_whole"]) for row in shares]
    if statement.project_code and sum(parts) != 1:
        yield f"shares of {sum(parts)}"


@cache
def is_personal(name: str) -> bool:
    return table(f"stage.{name}").personal


@cache
def rule_names() -> frozenset[str]:
    return frozenset(rule.name for rule in rules())


def published(statement: Statement) -> Iterator[tuple[str, str]]:
    """All texts of each table that is published, as one."""
    for name, rows in statement.rows.finished():
        if not is_personal(name):
            said = [v for row in rows for k, v in row.items() if isinstance(v, str) and k != ID]
            yield name, APART.join(said)


def contacts(text: str) -> Iterator[str]:
    """Kinds of contact that stand in a text."""
    return (kind for kind, pattern in PATTERNS.items() if pattern.search(text))


def lost_rows(document: Document, outline: Outline) -> Iterator[str]:
    """Rows of a list that are neither a statement nor refused, or both."""
    taken = [s.line_number for s in document.statements if s.project_code]
    refused = [row["line_number"] for row in document.refused_rows]
    if sorted([*taken, *refused]) != [line.number for line in outline.lines[1:]]:
        yield "rows of a list not accounted for once"


def lost_words(outline: Outline, reading: Reading) -> Iterator[str]:
    """Words of a form's content that no entry holds and that are not left over either."""
    content = content_of(outline, reading.form)
    said = Counter(word for line in content.lines for word in words_of(line.text))
    headings = [content.lines[index].text for _, index in align_headings(content, reading.form)]
    kept = Counter(word for text in headings for word in words_of(text))
    for entry in reading.entries:
        kept.update(words_of(entry.text))
        kept.update(words_of(entry.follow))
        if entry.element.style is not Style.BODY:
            kept.update(word for item in entry.items for word in words_of(item.text))
    kept.update(word for _, line in reading.left_over for word in words_of(line.text))
    lost = set(said - kept) - printed(reading.form)
    if lost:
        yield f"{len(lost)} words not accounted for"


def words_of(text: str) -> list[str]:
    """Words as they are compared, without the signs that a form is printed with."""
    boxed = "\n".join(map(read_boxes, text.split("\n")))  # a tag that is left open ends there
    return SIGNS.sub(" ", fold(boxed)).split()


@cache
def printed(form: Form) -> frozenset[str]:
    """Every word that the form itself prints."""
    texts = [*form.titles, *form.funds, *form.furniture]
    for section in form.sections:
        texts += [section.title, *(element.label for element in section.elements)]
    return frozenset(word for text in texts for word in words_of(text))


def told(document: Document, reading: Reading) -> Iterator[str]:
    """Personal fields whose value, a full name or contact, stands in what is published."""
    secrets = {
        e.text.strip()
        for e in reading.entries
        if e.element.personal in (Personal.NAME, Personal.DETAIL) and MASK not in e.text
    }
    kept = [s for s in secrets if FULL_NAME.fullmatch(s) or "@" in s]
    for statement in document.statements if kept else ():
        for name, text in published(statement):
            if any(re.search(rf"\b{re.escape(s)}\b", text) for s in kept if s in text):
                yield f"stage.{name}: a personal field in the open"
