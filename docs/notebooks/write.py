"""Write docs/evaluate.md, the notebook with its results.

After ``make demo``: ``python docs/notebooks/write.py var/demo``.
"""

import os
import re
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter
from traitlets.config import Config

NOTEBOOK = Path(__file__).parent / "evaluate.ipynb"
PAGE = NOTEBOOK.parents[1] / "evaluate.md"
PICTURES = "images/evaluate"
NOTE = "A [notebook](notebooks/evaluate.ipynb) and what it gives, by `docs/notebooks/write.py`."
DRAWN_FIRST = ["image/svg+xml", "text/plain"]


def executed(home: Path) -> Any:
    """The notebook, run on the warehouse of a home; CellExecutionError where a cell fails."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    os.environ["HANKEVARASTO_HOME"] = str(home.resolve())
    with TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        NotebookClient(notebook, timeout=120, resources=resources).execute()
    return notebook


def as_page(notebook: Any) -> tuple[str, dict[str, bytes]]:
    """The page, and its pictures by their path beside it."""
    config = Config({"NbConvertBase": {"display_data_priority": DRAWN_FIRST}})
    resources = {"output_files_dir": PICTURES}
    text, made = MarkdownExporter(config=config).from_notebook_node(notebook, resources)
    text = re.sub(r"[ \t\r]+$", "", text, flags=re.MULTILINE)
    title, _, rest = re.sub(r"\n{4,}", "\n\n", text).lstrip().partition("\n")
    return f"{title}\n\n{NOTE}\n{rest}", made["outputs"]


if __name__ == "__main__":
    text, pictures = as_page(executed(Path(sys.argv[1])))
    PAGE.write_text(text, encoding="utf-8")
    rmtree(PAGE.parent / PICTURES, ignore_errors=True)
    (PAGE.parent / PICTURES).mkdir(parents=True)
    for path, drawn in pictures.items():
        (PAGE.parent / path).write_bytes(drawn)
