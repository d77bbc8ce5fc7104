"""Great Expectations' Data Docs of one validation, as one page that fetches nothing."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from schemas.expectations import GROUPS, SEVERITIES, failed_expectations

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.render import RenderedComponentContent, RenderedSectionContent

HERE = Path(__file__).parent
TITLE = "Data Docs: expectations on the finished warehouse"
HEADER = ("Result", "Violations", "What is expected", "Guards", "Name")
# What the page needs of Great Expectations' markup; everything else is styles and scripts.
KEPT_ATTRIBUTES = frozenset({"class", "id", "colspan", "rowspan"})
DROPPED = ("script", "link", "style", "meta", "title", "img", "iframe", "object", "svg", "form")
# Great Expectations tells results by icons of a font, and its headings begin with the fifth.
ICONS = {"fa-check-circle": "passed", "fa-times": "failed", "fa-exclamation-triangle": "broke off"}
HEADINGS = {"h5": "h2", "h6": "p"}


def write_data_docs(result: "ExpectationSuiteValidationResult", folder: Path, run_id: str) -> Path:
    """Write ``index.html`` of a validation into a folder of its own, in place of the old one."""
    fresh = folder.with_name(f"{folder.name}.fresh")
    rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    page = self_contained(render(result, run_id))
    (fresh / "index.html").write_text(page, encoding="utf-8")
    rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return folder / "index.html"


def render(result: "ExpectationSuiteValidationResult", run_id: str) -> str:
    """The page as Great Expectations renders it: an overview, and a section each severity."""
    from great_expectations.render import RenderedDocumentContent
    from great_expectations.render.view import DefaultJinjaPageView

    by_severity = {
        severity: [r for r in result.results if r.expectation_config.severity == severity]
        for severity in SEVERITIES
    }
    document = RenderedDocumentContent(
        renderer_type="ValidationResultsPageRenderer",
        page_title=TITLE,
        expectation_suite_name=result.suite_name,
        sections=[
            overview(result, run_id, by_severity),
            *(section(severity, found) for severity, found in by_severity.items() if found),
        ],
    )
    return str(DefaultJinjaPageView().render(document, template="page_minimal.j2"))


def overview(
    result: "ExpectationSuiteValidationResult", run_id: str, by_severity: dict[str, list[Any]]
) -> "RenderedSectionContent":
    """What came of the run, and how many expectations of each severity passed and failed."""
    from great_expectations.render import RenderedSectionContent, RenderedTableContent

    rows = [
        [severity, f"{len(found)}", f"{sum(r.success for r in found)}",
         f"{sum(not r.success for r in found)}", SEVERITIES[severity]]
        for severity, found in by_severity.items()
    ]  # fmt: skip
    table = RenderedTableContent(
        table=rows,
        header_row=["Severity", "Expectations", "Without violation", "With violations", "Meaning"],
        styling={"body": {"classes": ["counts"]}},
    )
    failed = failed_expectations(result)
    outcome = (
        f"not published, what was published before stays; critical failures: {len(failed)}"
        if failed
        else f"published; warnings: {len(failed_expectations(result, 'warning'))}"
    )
    classes = ["outcome", "failed" if failed else "passed"]
    header = heading(TITLE, f"Run {run_id}: {outcome}", classes)
    return RenderedSectionContent(section_name="Overview", content_blocks=[header, table])


def section(severity: str, found: Sequence[Any]) -> "RenderedSectionContent":
    """The expectations of one severity with their results, what failed first."""
    from great_expectations.render import RenderedSectionContent
    from great_expectations.render.renderer.content_block import (
        ValidationResultsTableContentBlockRenderer,
    )

    order = list(GROUPS)
    rows = sorted(found, key=lambda r: (r.success, order.index(r.expectation_config.meta["group"])))
    table = ValidationResultsTableContentBlockRenderer.render(rows, include_column_name=False)
    table.header_row = list(HEADER)
    table.table = [
        [result, violations, expected, GROUPS[row.expectation_config.meta["group"]],
         row.expectation_config.kwargs["column"].replace("_", "_<wbr>")]
        for row, (result, expected, violations) in zip(rows, table.table, strict=True)
    ]  # fmt: skip
    table.styling = {"classes": ["results"], "body": {"classes": [severity]}}
    title = heading(severity.capitalize(), SEVERITIES[severity], ["severity"])
    return RenderedSectionContent(section_name=severity, content_blocks=[title, table])


def heading(title: str, words: str, classes: list[str]) -> "RenderedComponentContent":
    """A heading with a line of words below it."""
    from great_expectations.render import RenderedHeaderContent

    return RenderedHeaderContent(header=title, subheader=words, styling={"classes": classes})


def self_contained(html: str) -> str:
    """A page of Great Expectations with our stylesheet, without scripts and addresses."""
    from lxml.html import builder, document_fromstring, tostring

    root: Any = document_fromstring(html)
    for tag in DROPPED:
        for element in list(root.iter(tag)):
            element.drop_tree()
    for icon in root.iter("i"):
        icon.text = next((ICONS[c] for c in icon.classes if c in ICONS), None)
    for icon in root.findall(".//table[@class='info']//i"):
        icon.text = "counted"
    for heading in list(root.iter(*HEADINGS)):
        heading.tag = HEADINGS[heading.tag]
    for link in list(root.iter("a")):
        link.drop_tag()
    keep_attributes(root.iter())
    root.set("lang", "en")
    style = (HERE / "templates" / "data_docs.css").read_text(encoding="utf-8")
    root.head.extend([builder.META(charset="utf-8"), builder.TITLE(TITLE), builder.STYLE(style)])
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode')}\n"


def keep_attributes(elements: Iterable[Any]) -> None:
    """Take all attributes from elements but those that name and shape them."""
    for element in elements:
        for name in set(element.attrib) - KEPT_ATTRIBUTES:
            del element.attrib[name]
