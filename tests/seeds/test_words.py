"""The tables of known words are what the real list and documents say, and mean one thing each."""

from pathlib import Path

import pytest

from benchmarks import lists
from seeds import REFERENCE, read_reference
from seeds.reference.make_words import main


def test_every_word_has_its_source_and_stands_once() -> None:
    for table in ("status", "authority"):
        rows = read_reference(table)
        assert all(row["source"] for row in rows)
        assert len({(r["programme_period"], r[table].casefold()) for r in rows}) == len(rows)


def test_a_status_means_running_or_ended() -> None:
    assert {row["meaning"] for row in read_reference("status")} == {"running", "ended"}


def test_words_of_generated_documents_are_known() -> None:
    known = {row["authority"] for row in read_reference("authority")}
    assert {name for names in lists.AUTHORITIES.values() for name in names} <= known


@pytest.mark.parametrize("table", ["status", "authority"])
def test_tables_are_made_from_real_documents(
    table: str, real_list: Path, real_plan: Path, tmp_path: Path
) -> None:
    main(real_list, real_plan.parent, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (REFERENCE / f"{table}.csv").read_bytes()
