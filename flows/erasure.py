"""The flow ``erase``: a person taken out of a home for ever, and the proof of it."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from prefect import flow
from prefect.settings import get_current_settings
from sqlalchemy import make_url

from flows.console import file_name
from flows.environment import find_home
from flows.ingest import catch_up, conclude, read_archive
from flows.observability import flow_run_name
from flows.progress import tell
from flows.redacting import Redacted, redact_all
from flows.run import Run, working_home
from flows.steps import Summary
from transforms.hidden import texts_of
from transforms.person import Person
from warehouse.erasure import mask_decisions, mask_lines, remove_leftovers
from warehouse.lake import tidy
from warehouse.person_search import Found, search_home, windows
from warehouse.store import open_store, store_path

AT_ONCE = "0 seconds"


@dataclass
class Erased:
    """What was taken out, and what a search found afterwards.

    `documents` that were redacted, with project, file and the fields that stand beside; `files`
    that were changed, `removed` ones, `unsearched` what could not be looked into, or by its bytes
    alone, `found` where the person still is.
    """

    documents: list[dict[str, str]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    summary: Summary | None = None

    def as_json(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        searched = vars(self.found) | {"left": self.found.places}
        del searched["places"]
        named = {"documents": self.documents, "unsearched": self.unsearched}
        paths = {name: list(map(str, getattr(self, name))) for name in ("files", "removed")}
        return named | paths | {"searched": searched}


def erase(person: Person, home: str | None = None) -> Erased:
    """Take a person out of all that is below `home`, publish anew, and search for them.

    The engine is told of the home alone: what it is given it keeps.
    """
    erased = Erased()

    @flow(name="erase", flow_run_name=flow_run_name, persist_result=False)
    def erase_from(home: str) -> Summary:
        with working_home(Path(home), "erase", made=False) as run:
            catch_up(run)
            run.archive.require_whole(run.archive.run_ids())
            redactions, erased.unsearched = redact_all(run, person)
            rewrite(run, person, erased)
            is_changed = redactions or erased.files
            summary = read_archive(run) if is_changed else Summary(run.run_id)
            summary = conclude(run, summary)
            if is_changed:
                forget(run, person, erased)
            erased.documents = named(run, redactions)
            erased.found = prove(run, person)
            if not engine_files():
                erased.unsearched.append("the engine's database")
            return summary

    erased.summary = erase_from(str(find_home(home)))
    return erased


def named(run: Run, redactions: dict[str, Redacted]) -> list[dict[str, str]]:
    """Redacted documents by project and file, with the fields beside what was erased."""
    query = """
        SELECT document_id, project_code, arg_max(source_uri, received_at) AS source_uri
        FROM meta.document INNER JOIN meta.delivery USING (document_id)
        WHERE document_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL"""
    with open_store(store_path(run.home)) as store:
        rows = store.rows(query, [list(redactions)])
    found = [
        {
            "document_id": row["document_id"],
            "project_code": row["project_code"] or "–",
            "file": file_name(row["source_uri"]),
            "beside": ", ".join(redactions[row["document_id"]].beside),
        }
        for row in rows
    ]
    return sorted(found, key=lambda one: (one["project_code"], one["file"]))


def forget(run: Run, person: Person, erased: Erased) -> None:
    """Remove what was published before and whatever else is made anew."""
    if run.lake:
        tidy(run.lake, kept=1, undisturbed=AT_ONCE)
    erased.removed = remove_leftovers(run.home, partial(is_in_file, person))


def rewrite(run: Run, person: Person, erased: Erased) -> None:
    """Take the person out of receipts, journal and decisions."""
    change = partial(masked_address, person)
    erased.files += mask_lines(run.archive, change)
    erased.files += mask_decisions(run.home, person.masked)
    run.read_decisions()
    run.workers.close()
    run.workers.reader = run.reader


def masked_address(person: Person, text: str) -> str:
    """A text with the person masked, who may stand in it as addresses are written."""
    plain = unquote(text)
    if plain == text or not person.is_in(plain):
        return person.masked(text)
    return quote(person.masked(plain), safe=":/?&=%[]")


def is_in_file(person: Person, path: Path) -> bool:
    """Whether a file speaks of a person."""
    with path.open("rb") as file:
        texts = (text for part in windows(file) for text in texts_of(part))
        return person.is_in(path.name) or any(map(person.is_in, texts))


def prove(run: Run, person: Person) -> Found:
    """Search all values and files of the home, and the engine's database."""
    beside = [path for path in engine_files() if not path.is_relative_to(run.home)]
    return search_home(
        run.home, run.archive, beside, person.is_in, texts_of, partial(tell, "search")
    )


def engine_files() -> list[Path]:
    """The engine's database with what is still to be written into it; none that lies elsewhere."""
    settings = get_current_settings()
    said = settings.server.database.connection_url
    url = make_url(said.get_secret_value()) if said else None
    if url is None or not url.database or not url.drivername.startswith("sqlite"):
        return []
    files = [Path(url.database), Path(f"{url.database}-wal")]
    return files if is_ours(settings.api.url) else []


def is_ours(api_url: str | None) -> bool:
    """Whether the engine's server is of this machine; without an address it is of this process."""
    return api_url is None or urlsplit(api_url).hostname in ("127.0.0.1", "localhost", "::1")
