"""A web index of descriptions through the real flow: only what is new or changed is fetched."""

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.generator import generate
from flows import pull
from flows.cli import app
from flows.run import NothingRead
from sources.web import Manners
from tests.conftest import rows
from tests.sources.site import Site, answers, breaks_off, never_ends, running_site
from warehouse.content import content_hash

FOLLOW = {"contact": "you@example.org", "follow": True, "per_second": 10_000}
COUNTS = ("pulled", "unchanged", "duplicate", "loaded", "new_version", "quarantined", "unread")
pytestmark = [pytest.mark.usefixtures("impatient", "asked_again_at_once"), pytest.mark.large]
DESCRIPTIONS = [d.content for d in generate(503)]


@pytest.fixture(scope="session")
def crawl(server: None) -> Callable[..., Any]:
    """The flow on an index, with the plain parameters a schedule has."""
    from flows.ingest import ingest as flow

    def run(home: Path, *sources: str, **manners: Any) -> Any:
        return flow(list(sources), str(home), web={**FOLLOW, **manners})  # type: ignore[arg-type]

    return run


def publish(site: Site, count: int) -> list[str]:
    """Put descriptions and their index on a site; paths of the descriptions."""
    paths = [f"/list/{number}.txt" for number in range(count)]
    site.pages.update(zip(paths, DESCRIPTIONS[:count], strict=True))
    site.index("/list/", paths)
    return paths


def change(page: bytes) -> bytes:
    """Another version of a description."""
    name = b"Hankkeen nimi: "
    assert name in page
    return page.replace(name, name + b"Uusi ", 1)


def counts(summary: Any) -> tuple[int, ...]:
    return tuple(getattr(summary, name) for name in COUNTS)


def test_second_crawl_fetches_what_is_new_or_changed(
    site: Site, crawl: Callable[..., Any], tmp_path: Path
) -> None:
    paths = publish(site, 500)
    first = crawl(tmp_path, site.url("/list/"))
    assert counts(first) == (500, 0, 0, 500, 0, 0, 0)

    changed = paths[3::80]
    assert len(changed) == 7
    new = publish(site, 503)[500:]
    site.pages.update({path: change(site.pages[path]) for path in changed})
    site.log.clear()
    second = crawl(tmp_path, site.url("/list/"))

    assert counts(second) == (503, 493, 0, 10, 7, 0, 0)
    assert sorted(site.served()) == sorted(["/list/", *changed, *new])
    assert len(site.served(304)) == 493
    read = rows(tmp_path, "SELECT run_id, count(*) FROM meta.document GROUP BY 1 ORDER BY 1")
    assert read == [(first.run_id, 500), (second.run_id, 10)]


def test_interrupted_crawl_goes_on_where_it_was_also_after_a_rebuild(
    site: Site, crawl: Callable[..., Any], rebuild: Callable[[Path], Any], tmp_path: Path
) -> None:
    paths = publish(site, 60)
    make = pull.Kept

    def killed(source_uri: str, *facts: Any, **named: Any) -> Any:
        if source_uri == site.url(paths[45]):
            raise KeyboardInterrupt
        return make(source_uri, *facts, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pull, "Kept", killed)
        patch.setattr(pull, "RECEIPTS_AT_ONCE", 20)
        with pytest.raises(KeyboardInterrupt):
            crawl(tmp_path, site.url("/list/"))
    site.log.clear()
    summary = crawl(tmp_path, site.url("/list/"))
    assert counts(summary) == (60, 40, 0, 20, 0, 0, 0)
    assert sorted(site.served()) == sorted(["/list/", *paths[40:]])

    before = content_hash(tmp_path / "warehouse.duckdb")
    (tmp_path / "store.duckdb").unlink()
    rebuild(tmp_path)
    assert content_hash(tmp_path / "warehouse.duckdb") == before
    site.log.clear()
    assert counts(crawl(tmp_path, site.url("/list/"))) == (60, 60, 0, 0, 0, 0, 0)
    assert site.served() == ["/list/"]


def test_what_cannot_be_fetched_is_told_and_the_rest_goes_on(
    site: Site, crawl: Callable[..., Any], tmp_path: Path
) -> None:
    paths = publish(site, 8)
    with running_site() as other, socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        down = f"http://127.0.0.1:{unused.getsockname()[1]}/list/"
        other.pages["/x.txt"] = DESCRIPTIONS[9]
        site.pages["/robots.txt"] = f"User-agent: *\nDisallow: {paths[5]}".encode()
        site.odd = {
            paths[0]: answers(404),
            paths[1]: breaks_off,
            paths[2]: never_ends,
            paths[3]: answers(302, Location=other.url("/x.txt")),
            paths[4]: answers(200, b"<html><body><p>Palvelussa on virhe</p></body></html>"),
        }
        summary = crawl(tmp_path, site.url("/list/"), down)
        assert other.log == []
    assert counts(summary) == (3, 0, 0, 2, 0, 1, 6)
    told = [down, *(site.url(paths[number]) for number in (0, 1, 2, 3, 5))]
    assert [w.partition(": ")[0] for w in summary.warnings] == [f"Could not read {u}" for u in told]
    assert {agent.partition("(")[2] for agent in site.agents} == {"+you@example.org)"}

    site.odd.clear()
    assert counts(crawl(tmp_path, site.url("/list/")))[:2] == (7, 2)


def test_nothing_read_is_a_failed_run(
    site: Site, crawl: Callable[..., Any], tmp_path: Path
) -> None:
    with pytest.raises(NothingRead, match=f"{site.url('/none/')}: the server answered 404"):
        crawl(tmp_path, site.url("/none/"))


def test_command_line_tells_of_warnings(site: Site, server: None, tmp_path: Path) -> None:
    paths = publish(site, 2)
    del site.pages[paths[0]]
    options = ["--follow", "--per-second", "1000", "--links", "*.txt", "--json"]
    arguments = ["ingest", site.url("/list/"), *options, "--home", str(tmp_path)]
    contact = {"HANKEVARASTO_CONTACT": "you@example.org"}
    result = CliRunner().invoke(app, arguments, env=contact)
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["pulled"], said["unread"], len(said["warnings"])) == (1, 1, 1)
    site.pages.clear()
    result = CliRunner().invoke(app, arguments, env=contact)
    assert result.exit_code == 1
    assert "Nothing could be read" in result.stderr


def test_following_without_a_contact_is_wrong_usage(site: Site, tmp_path: Path) -> None:
    asked = ["ingest", site.url("/"), "--follow", "--home", str(tmp_path)]
    result = CliRunner().invoke(app, asked, env={"HANKEVARASTO_CONTACT": ""})
    assert result.exit_code == 2
    assert "--contact" in result.stderr


def test_manners_are_plain_parameters_of_the_flow() -> None:
    from flows.ingest import ingest as flow

    given = flow.validate_parameters({"sources": ["x"], "web": FOLLOW})
    assert given["web"] == Manners("you@example.org", follow=True, per_second=10_000)
