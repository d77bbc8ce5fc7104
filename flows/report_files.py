"""The files of a quality report, as the command and the flow ``report`` write them."""

from pathlib import Path

from flows.progress import tell


def report_folder(home: Path, authority: str | None, lang: str) -> Path:
    """Where the report of one authority (None: of all) in a language lies below a home."""
    from slugify import slugify

    return home / "reports" / slugify(f"{authority or 'all'}-{lang}")


def write_report_files(
    warehouse: Path, folder: Path, lang: str, authority: str | None, pdf: bool
) -> list[Path]:
    """The page and the findings, and the page as PDF if wanted; their paths.

    Raises UnknownAuthority, and PangoMissing where the PDF cannot be laid out.
    """
    from reports.findings import write_findings
    from reports.page import write_report
    from reports.pdf import load_weasyprint, write_pdf

    if pdf:
        load_weasyprint()  # before anything is written
    page = write_report(warehouse, [folder], lang=lang, authority=authority)
    tell("findings")
    written = [page, *write_findings(warehouse, [folder], lang=lang, authority=authority)]
    if pdf:
        tell("pdf")
        written.append(write_pdf(page))
    return written
