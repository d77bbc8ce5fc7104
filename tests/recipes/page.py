"""The code of docs/recipes.md, by section."""

import re

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "recipes.md"
SECTION = re.compile(r"^## \d+\. (.*?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def sections() -> dict[str, str]:
    """The page's sections by title."""
    return dict(SECTION.findall(PAGE.read_text(encoding="utf-8")))


def code(title: str, language: str) -> list[str]:
    """The blocks of one language in one section, as they stand."""
    return [text for found, text in BLOCK.findall(sections()[title]) if found == language]
