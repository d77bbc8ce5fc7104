"""An ingest beside what somebody writes with pandas or dlt: ``python -m benchmarks.end_to_end``.

All are commands of their own that bring the same folder of descriptions from its files into tables
of DuckDB, in turn; the Prefect server of the ingest runs already. Each also takes in one
description alone, which tells what is start from what is work. What the tables say is then held
against the truth of the documents, spaces apart.

What the other two lack, their modules say: ``with_pandas`` and ``with_dlt``.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks import layout
from benchmarks.generator import generate
from benchmarks.model import Truth
from benchmarks.results import keep
from benchmarks.scale import Cost, ingest, watch, write_documents
from benchmarks.scraper import labels, plain
from benchmarks.server import running_server
from warehouse.publish import warehouse_path

SEED = 7  # of the documents that write_documents makes
# Questions and indicators as the truth names them.
NAMES = labels("8.1") | {heading: name for name, heading in layout.INDICATOR_HEADINGS.items()}
COLUMNS = (
    "fund", "name", "axis_number", "objective_number", "planned_start", "planned_end", "status",
    "authority", "applicant", "business_id", "summary", "target_groups", "indirect_target_groups",
    "final_report",
)  # fmt: skip
TABLES = ("project", "funding", "indicator", "equality", "sustainability")
OUR_PROJECT = """(
    SELECT project.*, authority.name AS authority, applicant.stated_name AS applicant,
        organisation.business_id, text.* EXCLUDE (project_key)
    FROM latest.dim_project AS project
    LEFT JOIN main.dim_authority AS authority USING (authority_key)
    LEFT JOIN latest.bridge_project_organisation AS applicant
        ON project.project_key = applicant.project_key AND applicant.role = 'beneficiary'
    LEFT JOIN main.dim_organisation AS organisation USING (organisation_key)
    LEFT JOIN (
        SELECT project_key,
            any_value(text) FILTER (field = 'summary') AS summary,
            any_value(text) FILTER (field = 'target_groups') AS target_groups,
            any_value(text) FILTER (field = 'indirect_target_groups') AS indirect_target_groups,
            any_value(text) FILTER (field = 'final_report') AS final_report
        FROM latest.project_text GROUP BY project_key) AS text
        ON project.project_key = text.project_key)"""
CODED = "(SELECT * FROM latest.{} INNER JOIN latest.dim_project USING (project_key))"
OURS = {
    "project": OUR_PROJECT,
    "funding": CODED.format("fact_funding"),
    "indicator": "(SELECT *, indicator_key AS indicator FROM {})".format(
        CODED.format("fact_indicator")
    ),
    "equality": CODED.format("fact_equality"),
    "sustainability": "(SELECT *, name_fi AS criterion FROM {} INNER JOIN main.dim_criterion "
    "USING (criterion_key))".format(CODED.format("fact_sustainability")),
}
SAID = """
    SELECT project_code, 'project', name, NULL, said FROM (
        UNPIVOT (SELECT project_code, {columns} FROM {project})
        ON COLUMNS(* EXCLUDE (project_code)) INTO NAME name VALUE said)
    UNION ALL SELECT project_code, 'funding', measure, basis, amount_eur::DECIMAL(18, 2)::VARCHAR
    FROM {funding}
    UNION ALL SELECT project_code, 'indicator', indicator, basis, value::VARCHAR FROM {indicator}
    UNION ALL SELECT project_code, 'equality', question, NULL, answer::VARCHAR FROM {equality}
    UNION ALL SELECT project_code, 'equality', question, 'why', justification FROM {equality}
    UNION ALL SELECT project_code, 'sustainability', criterion, NULL, direct || ' ' || indirect
    FROM {sustainability}
    UNION ALL SELECT project_code, 'sustainability', criterion, 'why', justification
    FROM {sustainability}"""


class Fact(NamedTuple):
    """One thing that a document or a table says; texts without their spaces."""

    project_code: str
    subject: str
    name: str
    part: str | None
    said: str


def fact(code: str, subject: str, name: str, part: str | None, said: object) -> Fact | None:
    """A fact, None where nothing is said."""
    if said is None or said == "":
        return None
    return Fact(code, subject, NAMES.get(name, name), part, plain(str(said)).replace(".00", ""))


def told(file: Path, sources: dict[str, str]) -> set[Fact]:
    """What the tables of a file say."""
    columns = ", ".join(f"{name}::VARCHAR AS {name}" for name in COLUMNS)
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(SAID.format(columns=columns, **sources)).fetchall()
    return {found for row in rows if (found := fact(*row))}


def true_facts(truths: Iterable[Truth]) -> set[Fact]:
    """What documents say, from their truths."""
    return {
        found
        for truth in truths
        for row in true_rows(truth)
        if (found := fact(truth.project_code, *row))
    }


def true_rows(truth: Truth) -> Iterator[tuple[str, str, str | None, object]]:
    known = {
        **vars(truth),
        "applicant": truth.beneficiary.name,
        "business_id": truth.beneficiary.business_id,
        "target_groups": truth.target_groups_direct,
        "indirect_target_groups": truth.target_groups_indirect,
    }
    yield from (("project", name, None, known[name]) for name in COLUMNS)
    for (measure, basis), amount in truth.funding.items():
        yield "funding", measure, basis, amount
    for (indicator, basis), count in truth.indicators.items():
        yield "indicator", indicator, basis, count
    for question, answer in zip(layout.QUESTIONS, truth.equality, strict=True):
        yield "equality", question, None, str(answer.answer).lower()
        yield "equality", question, "why", answer.justification
    for one in truth.sustainability:
        yield "sustainability", one.name, None, f"{one.direct} {one.indirect}"
        yield "sustainability", one.name, "why", one.justification


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if not path.is_symlink())


class Side(NamedTuple):
    """One of the commands: what runs it into a folder, the file it makes, the tables there."""

    run: Callable[[Path, Path], Cost]
    file: Callable[[Path], Path]
    tables: dict[str, str]


def sides(url: str) -> dict[str, Side]:
    """All commands by name; `url` is that of the Prefect server."""

    def script(module: str) -> Callable[[Path, Path], Cost]:
        return lambda source, into: watch([module, str(source), str(into / "file.duckdb")], {})

    def made(folder: Path) -> Path:
        return folder / "file.duckdb"

    children = [name for name in TABLES if name != "project"]
    nested = {"project": "plain.project", **{name: f"plain.project__{name}" for name in children}}
    flat = {name: f"main.{name}" for name in TABLES}
    return {
        "ingest": Side(lambda source, into: ingest(source, into, url), warehouse_path, OURS),
        "pandas": Side(script("benchmarks.with_pandas"), made, flat),
        "dlt": Side(script("benchmarks.with_dlt"), made, nested),
    }


def measure(count: int) -> dict[str, float]:
    """Seconds, megabytes and right facts of each command, and what the ingest takes beside them."""
    truth = true_facts(one.truth for one in generate(count, SEED))
    found: dict[str, float] = {"documents": count, "facts": len(truth)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = write_documents(folder / "all", count)
        write_documents(folder / "one", 1)
        found["megabytes of documents"] = written / 1e6
        (folder / "server").mkdir()
        with running_server(folder / "server") as url:
            for source in ("one", "all"):
                for side, (run, file, tables) in sides(url).items():
                    (into := folder / f"{side} {source}").mkdir()
                    cost = run(folder / source, into)
                    found[f"seconds, {side}, {source}"] = cost.seconds
                    if source == "all":
                        found[f"peak megabytes, {side}"] = cost.peak_bytes / 1e6
                        found[f"megabytes on disk, {side}"] = size(into) / 1e6
                        said = told(file(into), tables)
                        found[f"share of facts right, {side}"] = len(said & truth) / len(truth)
                        found[f"facts not in the documents, {side}"] = len(said - truth)
    return found | ratios(found)


def ratios(found: dict[str, float]) -> dict[str, float]:
    """The ingest beside the others: in all, and beyond an ingest of one document."""

    def work(side: str) -> float:
        return found[f"seconds, {side}, all"] - found[f"seconds, {side}, one"]

    return {
        name: value
        for side in ("pandas", "dlt")
        for name, value in {
            f"ratio, ingest / {side}": found["seconds, ingest, all"]
            / found[f"seconds, {side}, all"],
            f"ratio beyond one document, ingest / {side}": work("ingest") / work(side),
        }.items()
    }


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    keep(f"end to end of {count:,}", measure(count))


if __name__ == "__main__":
    main()
