"""What is published of corrections that no document was read with."""

from pathlib import Path

import duckdb

from schemas.decisions import Correction, Decisions
from tests.transforms.made import CONTACT, DESCRIPTION
from tests.warehouse.made import build, take_in

UNKNOWN = "0" * 64


def test_a_cell_astray_is_not_published_as_field(tmp_path: Path) -> None:
    take_in(tmp_path, [("x", DESCRIPTION.encode())])
    corrections = tuple(
        Correction(at, UNKNOWN, at, field, "a", "b", "Päätös 1/2024")
        for at, field in enumerate((CONTACT, "name"), start=2)
    )
    with duckdb.connect(str(build(tmp_path, decisions=Decisions(corrections)))) as warehouse:
        query = "SELECT field, seen, outcome FROM quality.correction ORDER BY decision_line"
        assert warehouse.execute(query).fetchall() == [
            ("", None, "document_unknown"),
            ("name", None, "document_unknown"),
        ]
