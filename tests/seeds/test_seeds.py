"""The reference tables agree with the facts they were made from, and with themselves."""

import csv
from pathlib import Path

import pytest

from seeds import REFERENCE, read_all_reference, read_reference
from seeds.reference.make import GENITIVES, main, read
from tests.needs import named_folder
from warehouse.build import models

FACTS = "HANKEVARASTO_REFERENCE"


def test_every_table_is_read_by_a_model() -> None:
    """What makers alone read is no table of the folder: it would go into every warehouse unseen."""
    words = {word for _, query in models() for word in query.split()}
    assert {f"{name}_seed" for name in read_all_reference()} - words == set()


def test_spans_of_a_code_do_not_overlap() -> None:
    years: dict[tuple[str, str], set[int]] = {}
    for row in read_reference("region"):
        span = set(range(int(row["first_year"]), int(row["last_year"]) + 1))
        seen = years.setdefault((row["level"], row["code"]), set())
        assert span
        assert not span & seen
        seen |= span


def test_a_name_means_one_code_a_year() -> None:
    meant: dict[tuple[str, str, int], str] = {}
    for row in read_reference("region_name"):
        for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
            key = (row["level"], row["form"].casefold(), year)
            assert meant.setdefault(key, row["code"]) == row["code"], row


def test_every_nominative_has_its_genitive_in_the_same_years() -> None:
    rows = read_reference("region_name")
    held: dict[tuple[str, ...], set[int]] = {}
    for row in rows:
        key = (row["level"], row["code"], row["language"], row["form_kind"])
        years = range(int(row["first_year"]), int(row["last_year"]) + 1)
        held.setdefault(key, set()).update(years)
    for row in rows:
        unchanged = row["language"] == "sv" and row["form"].endswith(("s", "x", "z"))
        if row["form_kind"] == "nominative" and row["language"] != "en" and not unchanged:
            key = (row["level"], row["code"], row["language"], "genitive")
            assert set(range(int(row["first_year"]), int(row["last_year"]) + 1)) <= held[key], row


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Iitti", "Iitin"), ("Kouvola", "Kouvolan"), ("Koski Tl", "Kosken Tl"),
        ("Pedersören kunta", "Pedersören"), ("Kristiinankaupunki", "Kristiinankaupungin"),
        ("Uusikaupunki", "Uudenkaupungin"), ("Uusikaarlepyy", "Uudenkaarlepyyn"),
        ("Isokyrö", "Isonkyrön"), ("Loppi", "Lopen"), ("Virrat", "Virtain"),
        ("Huittinen", "Huittisten"), ("Kaustinen", "Kaustisen"), ("Toholampi", "Toholammin"),
        ("Pihtipudas", "Pihtiputaan"), ("Punkalaidun", "Punkalaitumen"), ("Nurmes", "Nurmeksen"),
        ("Kymenlaakso", "Kymenlaakson"), ("Helsinki-Uusimaa", "Helsinki-Uudenmaan"),
    ],
)  # fmt: skip
def test_genitives_are_those_in_use(name: str, genitive: str) -> None:
    assert {r["genitive"] for r in read(GENITIVES) if r["name"] == name} == {genitive}


def test_a_genitive_is_the_same_at_every_level() -> None:
    known = {row["name"]: row["genitive"] for row in read(GENITIVES)}
    rows = [r for r in read_reference("region_name") if r["level"] == "seutukunta"]
    genitives = {r["code"]: r["form"] for r in rows if is_preferred(r, "genitive")}
    shared = [r for r in rows if is_preferred(r, "nominative") and r["form"] in known]
    assert len(shared) > 20
    for row in shared:
        assert genitives[row["code"]] == known[row["form"]]


def is_preferred(row: dict[str, str], kind: str) -> bool:
    return (row["language"], row["form_kind"], row["is_preferred"]) == ("fi", kind, "1")


def test_merged_kunnat_end_and_their_successors_go_on() -> None:
    last: dict[str, int] = {}
    for row in read_reference("region"):
        if row["level"] == "kunta":
            last[row["code"]] = max(last.get(row["code"], 0), int(row["last_year"]))
    merged = [r for r in read_reference("region_change") if r["change"] == "merged"]
    assert {r["code_old"] for r in merged} == {code for code, year in last.items() if year < 2026}
    for row in merged:
        assert last[row["code_old"]] == int(row["year"]) - 1
        assert last[row["code_new"]] >= int(row["year"])


@pytest.mark.parametrize("table", ["region", "region_name", "region_change"])
def test_tables_are_made_from_the_facts(table: str, tmp_path: Path) -> None:
    facts = named_folder(FACTS, "yearly division facts")
    main(facts, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (REFERENCE / f"{table}.csv").read_bytes()


def test_every_year_and_kunta_has_its_parents() -> None:
    facts = named_folder(FACTS, "yearly division facts")
    spans: dict[str, list[dict[str, str]]] = {}
    for row in read_reference("region"):
        if row["level"] == "kunta":
            spans.setdefault(row["code"], []).append(row)
    parents = ("seutukunta_code", "maakunta_code", "suuralue_code")
    with (Path(facts) / "municipality_by_year.csv").open(encoding="utf-8", newline="") as file:
        for fact in csv.DictReader(file):
            (span,) = (
                s
                for s in spans[fact["kunta_code"]]
                if s["first_year"] <= fact["year"] <= s["last_year"]
            )
            assert [span[p] for p in parents] == [fact[p] for p in parents]
