"""What ``hankevarasto search`` does and shows: lines of texts, with what was found in them."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.console import stderr, stdout
from flows.tables import visible
from transforms.lemmas import WORDS, lemmatiser, terms_of, words

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from warehouse.text_search import Hits


EITHER = re.compile(rf"{WORDS.pattern}(?:\|{WORDS.pattern})*")


class NothingAsked(Exception):
    """A query without a word."""


def search_texts(warehouse: Path, query: str, limit: int) -> "tuple[Hits, list[str]]":
    """Lines found, and the words of the query that no text has in any form.

    A form that is in no Finnish text is looked up in the dictionary: it may stand in an English one
    by chance. Raises NothingAsked, NotSearchable.
    """
    from warehouse.text_search import require_index, search, unknown_words

    asked = [words(either) for either in EITHER.findall(query)]
    if not asked:
        raise NothingAsked(f"{query!r} holds no word to search for.")
    require_index(warehouse)
    unknown = unknown_words(warehouse, [word for either in asked for word in either], "fi")
    bases = looked_up(unknown) if unknown else {}
    sought = [[*either, *(bases[word] for word in either if word in bases)] for either in asked]
    found = search(warehouse, " ".join(map("|".join, sought)), limit)
    missing = set(unknown_words(warehouse, [word for either in sought for word in either]))
    return found, ["|".join(a) for a, s in zip(asked, sought, strict=True) if missing.issuperset(s)]


def looked_up(unknown: list[str]) -> dict[str, str]:
    """Finnish dictionary forms of words; the words themselves without the extra."""
    if not lemmatiser():
        return dict(zip(unknown, unknown, strict=True))
    with stderr().status("looking up " + ", ".join(unknown)):
        return {form: terms[0] for form, terms in terms_of(unknown, "fi").items()}


def how_to_index() -> str:
    """What to do about a warehouse whose texts cannot be searched."""
    from warehouse.text_index import has_extension

    if lemmatiser() and has_extension():
        return "hankevarasto rebuild makes them so"
    return (
        "pip install 'hankevarasto[search]', or in a checkout pip install --no-build-isolation "
        "--editable '.[search]'; then hankevarasto rebuild"
    )


def show_hits(found: "Hits", missing: list[str]) -> None:
    """Where something was found, and how much of it; the words that no text has."""
    if found.lines:
        stdout().print(hits_table(found.lines))
    for word in missing:
        stderr().print(f"No text has {word} in any form.", markup=False)
    said = f"{shown(found.lines_found, 'line')} of {shown(found.projects_found, 'project')}"
    if len(found.lines) < found.lines_found:
        said += f"; the best {len(found.lines)} are shown"
    stderr().print(f"{said}.")


def hits_table(lines: list[dict[str, Any]]) -> "Table":
    """A table that fits 80 columns; what was found stands out on a terminal."""
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(box=SIMPLE, pad_edge=False)
    for name in ("project", "form", "section"):
        table.add_column(name, no_wrap=True)
    for name in ("line", "words", "score"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("text")
    for row in lines:
        places = (row["project_code"], row["kind"], row["section"])
        figures = (str(row["line_number"]), str(row["words"]), f"{row['score']:.2f}")
        table.add_row(*places, *figures, marked(row["snippet"], row["forms"].split(", ")))
    return table


def shown(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def marked(snippet: str, forms: list[str]) -> "Text":
    """A text on one line, with the words that were found emphasised."""
    from rich.text import Text

    text = Text(visible(" ".join(snippet.split())))
    pattern = rf"(?<![^\W_])(?:{'|'.join(map(re.escape, forms))})(?![^\W_])"
    text.highlight_regex(re.compile(pattern, re.IGNORECASE), "bold yellow")
    return text


def as_object(found: "Hits", missing: list[str]) -> dict[str, Any]:
    """What ``--json`` prints."""
    return {
        "lines_found": found.lines_found,
        "projects_found": found.projects_found,
        "words_in_no_text": missing,
        "lines": found.lines,
    }
