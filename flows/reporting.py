"""The flow ``report``: the quality report of the published warehouse, as the command writes it."""

from typing import Literal

from prefect import flow
from prefect.runtime import flow_run

from flows.console import published
from flows.environment import find_home
from flows.observability import link_report
from flows.report_files import report_folder, write_report_files


def run_name() -> str:
    """What a run reports on; the engine asks for it when the run begins."""
    asked = flow_run.parameters
    return f"report of {asked['authority'] or 'all authorities'} in {asked['lang']}"


@flow(name="report", flow_run_name=run_name, persist_result=False)
def report(
    home: str | None = None,
    authority: str | None = None,
    lang: Literal["fi", "sv", "en"] = "fi",
    pdf: bool = False,
) -> list[str]:
    """Write the report of one authority (None: of all) below `home`; the paths of its files.

    Raises FileNotFoundError where nothing is published, UnknownAuthority, and PangoMissing
    where the PDF cannot be laid out.
    """
    place = find_home(home)
    folder = report_folder(place, authority, lang)
    written = write_report_files(published(place), folder, lang, authority, pdf)
    link_report(place, folder.name)
    return [str(path) for path in written]
