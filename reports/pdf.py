"""The page as a tagged PDF, for the record and for those who print."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

NEEDED = "libpangoft2-1.0-0 libharfbuzz-subset0"


class PangoMissing(Exception):
    """The machine lacks the libraries that WeasyPrint lays text out with."""


def load_weasyprint() -> Any:
    """The library; raises PangoMissing, which says what to install, where it cannot load."""
    try:
        with redirect_stdout(StringIO()):  # it prints its own advice there
            import weasyprint
    except OSError as error:
        raise PangoMissing(
            f"A PDF needs the Pango libraries, which are not on this machine: "
            f"apt-get install {NEEDED}"
        ) from error
    return weasyprint


def write_pdf(page: Path) -> Path:
    """Write ``report.pdf`` beside the page, laid out by the page's own print styles.

    Tagged as PDF/UA-1; the title and language are the page's. Fetches nothing.
    """
    weasyprint = load_weasyprint()
    target = page.with_name("report.pdf")
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    weasyprint.HTML(filename=page, url_fetcher=fetcher).write_pdf(target, pdf_variant="pdf/ua-1")
    return target
