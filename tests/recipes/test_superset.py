"""What docs/recipes.md says of Superset, done: ``make superset`` installs it and runs this.

CI leaves it out: it is 860 MB.
"""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.needs import named_folder
from tests.recipes.page import code, sections
from warehouse.query import ask

PASSWORD = "of the tests alone"
ADDRESS = "http://127.0.0.1:8088"
CELL = {
    "fund": "ESF",
    "region_level": "maakunta",
    "period_grain": "total",
    "measure": "eu_state",
    "basis": "granted",
}


@pytest.fixture(scope="module")
def superset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the server that the page's commands start."""
    installed = named_folder("HANKEVARASTO_SUPERSET", "Superset: make superset")
    folder = tmp_path_factory.mktemp("superset")
    (folder / "superset").symlink_to(installed)
    start = code("Superset", "sh")[1].rstrip()
    before, run = start.rsplit("\n", 1)
    commands = f"{before}\nexec {run}"
    environment = {**os.environ, "PASSWORD": PASSWORD, "PYTHONPATH": ""}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            ["bash", "-euc", commands], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        with httpx.Client(base_url=ADDRESS, timeout=120) as client:
            wait_until_up(client, server, folder / "log")
            log_in(client)
            yield client
    finally:
        server.terminate()
        server.wait(60)


def wait_until_up(client: httpx.Client, server: Any, log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            if client.get("/health").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    pytest.fail(log.read_text())


def log_in(client: httpx.Client) -> None:
    who = {"username": "admin", "password": PASSWORD, "provider": "db", "refresh": True}
    token = client.post("/api/v1/security/login", json=who).json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    csrf = client.get("/api/v1/security/csrf_token/").json()["result"]
    client.headers.update({"X-CSRFToken": csrf, "Referer": ADDRESS})


def posted(client: httpx.Client, path: str, **body: Any) -> Any:
    answer = client.post(f"/api/v1/{path}", json=body)
    assert answer.is_success, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def database(superset: httpx.Client, sample_home: tuple[Path, Any]) -> int:
    """The id of the connection that the page describes."""
    (address,) = code("Superset", "text")
    address = address.strip().replace("/path/to/home", str(sample_home[0]))
    made = posted(superset, "database/", database_name="hankevarasto", sqlalchemy_uri=address)
    return int(made["id"])


def test_a_chart_of_superset_has_the_answer(
    superset: httpx.Client, database: int, sample_home: tuple[Path, Any]
) -> None:
    (query,) = re.findall(r"`(SELECT \* FROM .*?)`", sections()["Superset"])
    dataset = posted(
        superset, "dataset/", database=database, schema="mart", table_name="funding", sql=query
    )["id"]
    asked = {
        "columns": ["region_code", "region_name"],
        "metrics": [{"expressionType": "SQL", "sqlExpression": "SUM(amount_eur)", "label": "eur"}],
        "filters": [{"col": column, "op": "==", "val": value} for column, value in CELL.items()],
        "row_limit": 100,
    }
    source = {"id": dataset, "type": "table"}
    chart = posted(superset, "chart/data", datasource=source, queries=[asked])["result"][0]["data"]
    (question,) = code("The question", "sql")
    answer = ask(sample_home[0] / "warehouse.duckdb", question)[1]
    assert {(row["region_code"], row["region_name"]): row["eur"] for row in chart} == {
        (region_code, name): pytest.approx(float(eur)) for region_code, name, eur in answer
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM read_csv('/etc/hostname')", "disabled by configuration"),
        ("SELECT count(*) FROM main.dim_project", None),
    ],
)
def test_sql_lab_reads_the_warehouse_alone(
    superset: httpx.Client, database: int, query: str, said: str | None
) -> None:
    answer = superset.post("/api/v1/sqllab/execute/", json={"database_id": database, "sql": query})
    assert answer.is_success == (said is None), answer.text
    assert said is None or said in answer.text
