"""The explorer: a page that carries its figures, and beside it what its console loads from disk."""

import shutil
from pathlib import Path
from typing import Any

from reports.charts import INK
from reports.explorer.console.files import console_words, write_console
from reports.explorer.data import Explored, TooManyProjects, pack, read_explored
from reports.explorer.said import as_script
from reports.files import whole
from reports.formats import ELY
from reports.tile_map import ON_SHADES, PAPER, SHADES, tiles

HERE = Path(__file__).parent
LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
# In the order in which they are run.
SCRIPTS = (
    "words",
    "data",
    "state",
    "sums",
    "periods",
    "choices",
    "query",
    "table",
    "map",
    "series",
    "files",
    "explorer",
)
DARK_SHADES = ("#14283c", "#183f63", "#1f6fb2", "#93c4de", "#eef4fa")
ON_DARK_SHADES = (PAPER, PAPER, PAPER, INK, INK)
FIELDS = {
    "what": ("item", "basis"),
    "whose": ("fund", "programme", "axis", "objective", "authority"),
    "where": ("level", "region", "grain", "period"),
}


def write_explorer(warehouse: Path, folder: Path) -> Path:
    """Write ``index.html`` of a published warehouse and its console into a folder; its path.

    The folder is the explorer's alone. Raises TooManyProjects where a page cannot carry them; then
    nothing of an earlier one is left.
    """
    path = folder / "index.html"
    try:
        explored = read_explored(warehouse)
    except TooManyProjects:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    write_console(warehouse, folder, explored.run_id)
    with whole(path) as file:
        file.write_text(render(explored), encoding="utf-8")
    return path


def render(explored: Explored) -> str:
    """The page of what was read."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    heads, numbers = pack(explored.columns)
    told = {
        "WORDS": {lang: read_words(lang) for lang in LANGUAGES},
        "TEXTS": explored.texts,
        "HEADS": heads,
        "TILES": tiles(),
        "SHADES": len(SHADES),
        "ELY": ELY,
        "PUBLISHED_AT": f"{explored.began_at:%Y-%m-%dT%H:%MZ}",
    }
    return environment.get_template("page.html.j2").render(
        lang=next(iter(LANGUAGES)),
        languages=LANGUAGES,
        fields=FIELDS,
        shades=list(zip(SHADES, ON_SHADES, strict=True)),
        # On dark paper what is small is dark and what is large shines.
        dark_shades=list(zip(DARK_SHADES, ON_DARK_SHADES, strict=True)),
        said=as_script(told),
        numbers=numbers,
        scripts=scripts(told),
        console_words=console_words(explored.run_id),
    )


def scripts(told: dict[str, Any]) -> list[str]:
    """The page's scripts, after the names of what it is told."""
    names = ", ".join(told)
    first = f'const {{ {names} }} = JSON.parse(document.getElementById("said").textContent);'
    files = (HERE / "scripts" / f"{name}.js" for name in SCRIPTS)
    return [first, *(file.read_text(encoding="utf-8") for file in files)]


def read_words(lang: str) -> dict[str, str]:
    """The explorer's own words in one language, by name."""
    import yaml

    text = (HERE / "words" / f"{lang}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
