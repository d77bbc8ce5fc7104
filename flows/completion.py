"""What the shell offers when a value is half typed: TAB, after ``--install-completion``.

Values of a home come from what it has published; where nothing is, nothing is offered.
"""

import os
import re
from collections.abc import Callable
from importlib import import_module

import typer

from flows.environment import find_home

Offered = Callable[[typer.Context], list[str]]


def one_of(module: str, name: str) -> Offered:
    """Offer the values that a module keeps under a name; it is imported when asked for."""

    def offered(_ctx: typer.Context) -> list[str]:
        return list(getattr(import_module(module), name))

    return offered


def published(query: str) -> Offered:
    """Offer the first column of a query on the published warehouse of the home named so far."""

    def offered(ctx: typer.Context) -> list[str]:
        from warehouse.publish import warehouse_path
        from warehouse.query import FileIllegible, QueryFailed, ask

        path = warehouse_path(find_home(ctx.params.get("home")))
        try:
            return [as_typed(row[0]) for row in ask(path, query)[1]]
        except (OSError, FileIllegible, QueryFailed):
            return []

    return offered


def as_typed(value: str) -> str:
    """A value as bash takes it into the line: it escapes none of its signs, other shells do."""
    typed = os.environ.get("COMP_WORDS", "")
    is_quoted = typed.count('"') % 2 or typed.count("'") % 2
    if os.environ.get("_HANKEVARASTO_COMPLETE") != "complete_bash" or is_quoted:
        return value
    return re.sub(r"([^\w,.-])", r"\\\1", value)


AUTHORITIES = published("SELECT name FROM latest.dim_authority ORDER BY name")
PROJECTS = published("SELECT project_code FROM latest.dim_project ORDER BY project_code")
REFUSED = published("SELECT document_id FROM quality.quarantine ORDER BY document_id")
LANGUAGES = one_of("reports.page", "LANGUAGES")
FORMATS = one_of("flows.output", "FORMATS")
EXPORTS = one_of("reports.export.write", "FORMATS")
EXPORT_LANGUAGES = one_of("reports.export.write", "LANGUAGES")
LEVELS = one_of("schemas.tables.region", "LEVELS")
GRAINS = one_of("schemas.tables.mart", "GRAINS")
