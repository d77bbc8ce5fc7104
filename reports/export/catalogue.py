"""The description of an export for data catalogues: DCAT-AP 3, as JSON-LD.

Addresses are relative to the file that holds it, so that it is true wherever the folder lies.
Publisher, contact and licence are whoever publishes the data's to name: they are left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.export.package import MEDIA_TYPES
from reports.export.publication import Publication
from reports.export.tables import Written

EU = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
FILE_TYPES = {"csv": "CSV", "xlsx": "XLSX"}
LANGUAGES = {"fi": "FIN", "sv": "SWE", "en": "ENG"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Json = dict[str, Any]
Words = Mapping[str, Json]


def describe_dataset(
    written: Iterable[Written], format: str, published: Publication, words: Words
) -> Json:
    """The dataset with a distribution for each file; `words` are those of each language."""
    files = {one.path: one for one in written}
    described = {
        "@context": CONTEXT,
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:title": said("title", words),
        "dct:description": said("description", words),
        "dcat:keyword": [
            {"@value": word, "@language": lang}
            for lang, own in words.items()
            for word in own["keywords"]
        ],
        "dcat:theme": [resource(f"{EU}/data-theme/{theme}") for theme in ("REGI", "ECON")],
        "dct:spatial": resource(f"{EU}/country/FIN"),
        "dct:language": [resource(f"{EU}/language/{code}") for code in LANGUAGES.values()],
        "dct:modified": typed(f"{published.began_at:%Y-%m-%dT%H:%M:%SZ}", "dateTime"),
        "dcat:version": published.run_id,
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": said("from", words)},
        "dcat:distribution": [describe_file(one, format, words) for one in files.values()],
    }
    if published.first_day and published.last_day:
        described["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": typed(published.first_day.isoformat(), "date"),
            "dcat:endDate": typed(published.last_day.isoformat(), "date"),
        }
    return described


def describe_file(written: Written, format: str, words: Words) -> Json:
    """One distribution."""
    described: Json = {
        "@id": f"#{written.path}",
        "@type": "dcat:Distribution",
        "dct:title": written.path,
        "dct:description": said(f"format_{format}", words),
        "dcat:accessURL": resource(written.path),
        "dcat:downloadURL": resource(written.path),
        "dcat:mediaType": resource(f"{IANA}/{MEDIA_TYPES[format]}"),
        "dcat:byteSize": typed(str(written.bytes), "nonNegativeInteger"),
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": said("rights", words)},
        "dct:conformsTo": {
            "@id": "https://datapackage.org/profiles/2.0/tableschema.json",
            "@type": "dct:Standard",
        },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": resource("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": typed(written.sha256, "hexBinary"),
        },
    }
    if format in FILE_TYPES:
        described["dct:format"] = resource(f"{EU}/file-type/{FILE_TYPES[format]}")
    return described


def said(name: str, words: Words) -> list[Json]:
    """A text in each language."""
    return [{"@value": own[name], "@language": lang} for lang, own in words.items()]


def resource(address: str) -> Json:
    """A thing by its address."""
    return {"@id": address}


def typed(value: str, type: str) -> Json:
    """A value of a type of XML Schema."""
    return {"@value": value, "@type": f"xsd:{type}"}
