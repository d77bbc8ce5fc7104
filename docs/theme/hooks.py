"""What the site takes from outside docs/: pages, links to them, the library of the diagrams."""

import gzip
import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[2]
# Read in the repository as well, where the links between them have to hold too.
FROM_ROOT = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks/README.md",
    "benchmarks/fuzz_results.md",
    "benchmarks/results.svg",
)
SEARCH = 'data-md-component="search" role="dialog"'
LINK = re.compile(r"(?<=\]\()[^)#:\s]+")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that lie outside docs/."""
    for path in FROM_ROOT:
        files.append(File.generated(config, path, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn links between files of the repository into those between pages of the site."""
    on_site = page.file.src_uri
    in_repository = on_site if on_site in FROM_ROOT else f"docs/{on_site}"

    def moved(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(in_repository), link[0]))
        return posixpath.relpath(path.removeprefix("docs/"), posixpath.dirname(on_site) or ".")

    return LINK.sub(moved, markdown)


def on_post_page(output: str, **_: Any) -> str:
    """Give the search its name, which the theme forgets, for those who hear the page."""
    return output.replace(SEARCH, f'{SEARCH} aria-label="Search"')


def on_post_build(config: Any) -> None:
    """Unpack the library that draws the diagrams."""
    packed = (Path(__file__).parent / "mermaid.min.js.gz").read_bytes()
    (Path(config.site_dir) / "assets" / "mermaid.min.js").write_bytes(gzip.decompress(packed))
