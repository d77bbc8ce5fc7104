"""Exports in the programs of others: frictionless, a reader of RDF, LibreOffice."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest

from reports.export.workbook import FILE
from reports.export.write import FORMATS, write_export
from tests.needs import lacks_program
from tests.reports.exported import HOSTILE, hostile_warehouse

CALC = Path("/usr/lib/libreoffice/program/libsclo.so")
# A table of more rows is left out here: inhabitants by year are half of all rows, and frictionless
# reads Parquet by way of pandas, a second for some hundred rows.
MOST_ROWS = {"csv": 50_000, "parquet": 40, "xlsx": 50_000}
LEAST_FILES = {"csv": 70, "parquet": 25, "xlsx": 4}


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of an export in each format."""
    folder = tmp_path_factory.mktemp("exports")
    warehouse = hostile_warehouse(folder / "home")
    for format in FORMATS:
        write_export(warehouse, folder / format, format, "sv", lambda *_: None)
    return {format: folder / format for format in FORMATS}


def described(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "datapackage.json").read_text(encoding="utf-8")))


def validated(folder: Path, package: dict[str, Any]) -> Any:
    """What frictionless says of a package whose files are in a folder."""
    from frictionless import Package

    return Package.from_descriptor(package, basepath=str(folder)).validate()


def without(package: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """A package without some resources, and the references to them."""
    kept = [resource for resource in package["resources"] if resource["name"] not in names]
    for resource in kept:
        keys = resource["schema"].get("foreignKeys", [])
        resource["schema"]["foreignKeys"] = [
            key for key in keys if key["reference"]["resource"] not in names
        ]
    return package | {"resources": kept}


@pytest.mark.parametrize("format", FORMATS)
def test_the_data_package_validates_with_frictionless(
    format: str, exports: dict[str, Path]
) -> None:
    package = described(exports[format])
    long = {r["name"] for r in package["resources"] if r["rows"] > MOST_ROWS[format]}
    package = without(package, long)
    report = validated(exports[format], package)
    assert report.flatten(["name", "fieldName", "rowNumber", "message"]) == []
    assert report.stats["tasks"] == len(package["resources"]) >= LEAST_FILES[format]


def test_frictionless_would_tell(exports: dict[str, Path], tmp_path: Path) -> None:
    package = described(exports["csv"])
    names = {"main.fact_indicator", "main.dim_indicator"}
    package = without(package, {r["name"] for r in package["resources"]} - names)
    path = Path("main") / "fact_indicator.csv"
    shutil.copytree(exports["csv"] / "main", tmp_path / "main")
    text = (tmp_path / path).read_text(encoding="utf-8")
    wrong = text.replace("participating_persons", "unheard_of", 1).replace(",planned,", ",said,", 1)
    (tmp_path / path).write_text(wrong, encoding="utf-8")
    found = {type for (type,) in validated(tmp_path, package).flatten(["type"])}
    assert found >= {"hash-count", "foreign-key", "constraint-error"}


DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
SPDX = "http://spdx.org/rdf/terms#"
XSD = "http://www.w3.org/2001/XMLSchema#"
IRI = "an address"
# DCAT-AP 3.0: class, property, least and most values, and of what kind: an address, a class, a
# type of XML Schema or none said. First what is mandatory, then what may be there but once.
CLAUSES = (
    (f"{DCAT}Dataset", f"{DCT}title", 1, None, None),
    (f"{DCAT}Dataset", f"{DCT}description", 1, None, None),
    (f"{DCAT}Dataset", f"{DCAT}distribution", 1, None, f"{DCAT}Distribution"),
    (f"{DCAT}Distribution", f"{DCAT}accessURL", 1, None, IRI),
    (f"{SPDX}Checksum", f"{SPDX}algorithm", 1, 1, IRI),
    (f"{SPDX}Checksum", f"{SPDX}checksumValue", 1, 1, f"{XSD}hexBinary"),
    (f"{DCAT}Dataset", f"{DCT}modified", 0, 1, f"{XSD}dateTime"),
    (f"{DCAT}Dataset", f"{DCAT}version", 0, 1, None),
    (f"{DCAT}Dataset", f"{DCAT}theme", 0, None, IRI),
    (f"{DCAT}Dataset", f"{DCT}spatial", 0, None, IRI),
    (f"{DCAT}Dataset", f"{DCT}language", 0, None, IRI),
    (f"{DCAT}Dataset", f"{DCT}temporal", 0, None, f"{DCT}PeriodOfTime"),
    (f"{DCAT}Dataset", f"{DCT}provenance", 0, None, f"{DCT}ProvenanceStatement"),
    (f"{DCT}PeriodOfTime", f"{DCAT}startDate", 0, 1, f"{XSD}date"),
    (f"{DCT}PeriodOfTime", f"{DCAT}endDate", 0, 1, f"{XSD}date"),
    (f"{DCAT}Distribution", f"{DCAT}downloadURL", 0, None, IRI),
    (f"{DCAT}Distribution", f"{DCAT}byteSize", 0, 1, f"{XSD}nonNegativeInteger"),
    (f"{DCAT}Distribution", f"{DCAT}mediaType", 0, 1, IRI),
    (f"{DCAT}Distribution", f"{DCT}format", 0, 1, IRI),
    (f"{DCAT}Distribution", f"{DCT}rights", 0, 1, f"{DCT}RightsStatement"),
    (f"{DCAT}Distribution", f"{DCT}conformsTo", 0, None, f"{DCT}Standard"),
    (f"{DCAT}Distribution", f"{SPDX}checksum", 0, 1, f"{SPDX}Checksum"),
)


@pytest.mark.parametrize("format", FORMATS)
def test_the_catalogue_s_description_keeps_to_dcat_ap(
    format: str, exports: dict[str, Path]
) -> None:
    from rdflib import RDF, Graph, Literal, URIRef

    graph = Graph().parse(exports[format] / "dcat.jsonld", format="json-ld")
    known = set()
    for of, name, least, most, kind in CLAUSES:
        known.add(URIRef(name))
        subjects = [*graph.subjects(RDF.type, URIRef(of))]
        assert subjects, of
        for subject in subjects:
            values = [*graph.objects(subject, URIRef(name))]
            assert least <= len(values) <= (most or len(values)), (subject, name)
            for value in values:
                if kind and kind.startswith(XSD):
                    assert isinstance(value, Literal)
                    assert str(value.datatype) == kind
                elif kind == IRI:
                    assert isinstance(value, URIRef)
                elif kind:
                    assert (value, RDF.type, URIRef(kind)) in graph
    said_besides = {f"{DCAT}keyword", "http://www.w3.org/2000/01/rdf-schema#label", str(RDF.type)}
    assert {str(p) for p in graph.predicates()} - {str(p) for p in known} == said_besides
    texts = (URIRef(f"{DCT}{name}") for name in ("title", "description"))
    (dataset,) = graph.subjects(RDF.type, URIRef(f"{DCAT}Dataset"))
    for text in texts:
        assert {v.language for v in graph.objects(dataset, text)} == {"fi", "sv", "en"}


@pytest.mark.parametrize("format", FORMATS)
def test_the_catalogue_s_addresses_lead_to_the_files(format: str, exports: dict[str, Path]) -> None:
    from rdflib import Graph, URIRef

    graph = Graph().parse(exports[format] / "dcat.jsonld", format="json-ld")
    found = {}
    for file, address in graph.subject_objects(URIRef(f"{DCAT}downloadURL")):
        size = graph.value(file, URIRef(f"{DCAT}byteSize"))
        found[Path(unquote(urlsplit(str(address)).path))] = int(str(size))
    wanted = {p: p.stat().st_size for p in exports[format].rglob(f"*.{format}")}
    assert found == wanted


def test_libreoffice_opens_the_workbook_as_it_is(exports: dict[str, Path], tmp_path: Path) -> None:
    """What it saves has the same values of the same types: it has mended nothing."""
    run = shutil.which("soffice")
    if not run or not CALC.exists():
        lacks_program("LibreOffice cannot open workbooks here: apt-get install libreoffice-calc")
    source = exports["xlsx"] / FILE
    subprocess.run(
        [
            *(run, "--headless", f"-env:UserInstallation=file://{tmp_path / 'office'}"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    ours, saved = (openpyxl.load_workbook(p) for p in (source, tmp_path / "saved" / FILE))
    assert ours.sheetnames == saved.sheetnames
    found = set()
    for sheet in ours:
        texts, numbers = cells(sheet)
        said, counted = cells(saved[sheet.title])
        assert said == texts
        assert counted == pytest.approx(numbers, rel=1e-14)  # programs keep 15 digits
        found |= {*said.values()}
        assert saved[sheet.title].auto_filter.ref == sheet.auto_filter.ref
    assert {(name, "s") for name in HOSTILE} <= found


def cells(sheet: Any) -> tuple[dict[str, tuple[Any, str]], dict[str, float]]:
    """Values and types of the cells of a sheet by place, and its numbers."""
    found = {c.coordinate: c for row in sheet.iter_rows() for c in row if c.value is not None}
    numbers = {at: cell.value for at, cell in found.items() if cell.data_type == "n"}
    said = {at: (c.value, c.data_type) for at, c in found.items() if at not in numbers}
    return said, numbers
