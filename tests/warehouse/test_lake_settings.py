"""What a home may say of its lake."""

from pathlib import Path

import pytest

from warehouse.lake import store_secret
from warehouse.lake_settings import Lake, lake_path, read_lake
from warehouse.rule_settings import SettingsInvalid

SAID = "catalog: host=db dbname=lakes\ndata: s3://lakes/\nname: lappi\n"


def put(home: Path, text: str) -> Path:
    lake_path(home).write_text(text, encoding="utf-8")
    return home


def test_home_without_the_file_has_no_lake(tmp_path: Path) -> None:
    assert read_lake(tmp_path) is None


def test_lake_is_read_and_knows_where_its_rows_lie(tmp_path: Path) -> None:
    lake = read_lake(put(tmp_path, SAID))
    assert lake == Lake("host=db dbname=lakes", "s3://lakes/", "lappi")
    assert lake.address == "s3://lakes/lappi/"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "three lines"),
        ("- lappi", "three lines"),
        (SAID + "colour: red\n", "three lines"),
        (SAID.replace("name: lappi", ""), "three lines"),
        (SAID.replace("lappi", "7"), "each value is a text"),
        (SAID.replace("lappi", "''"), "each value is a text"),
        (SAID.replace("lappi", "Lapin liitto"), "'Lapin liitto' is not of small letters"),
        (SAID.replace("lappi", '"x; DROP"'), "small letters"),
        (SAID.replace("dbname", "password=x dbname"), "PGPASSWORD"),
        (SAID.replace("host=db dbname=lakes", "postgresql://me:x@db/lakes"), "PGPASSWORD"),
        (SAID.replace("s3://", "s3://key:x@"), "PGPASSWORD"),
        ("catalog: [", "lake.yaml"),
    ],
)
def test_what_names_no_lake_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"lake\.yaml") as caught:
        read_lake(put(tmp_path, text))
    assert words in str(caught.value)


def test_environment_opens_the_store() -> None:
    key = {"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "it's", "AWS_DEFAULT_REGION": "eu"}
    start = "CREATE OR REPLACE TEMPORARY SECRET store (TYPE s3, KEY_ID 'k', SECRET 'it''s'"
    assert store_secret({}) is None
    assert store_secret(key) == f"{start}, REGION 'eu')"
    own = {**key, "AWS_ENDPOINT_URL": "http://127.0.0.1:9000", "AWS_SESSION_TOKEN": "t"}
    assert store_secret(own) == (
        f"{start}, SESSION_TOKEN 't', REGION 'eu', ENDPOINT '127.0.0.1:9000', URL_STYLE 'path', "
        "USE_SSL 'false')"
    )
