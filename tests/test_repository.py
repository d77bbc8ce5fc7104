"""What the repository may not hold (secrets, real people and contacts), and what it must."""

import json
import lzma
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from stdnum.fi import hetu

from benchmarks.mutations import pdf_objects
from tests.conftest import ROOT
from tests.transforms.made import regions
from transforms.document import mask_of, read_form
from transforms.personal import EMAILS, IBANS, PHONES, Mask
from transforms.readers import read_outline

CORPUS = "tests/fuzz/corpus/"  # made of made-up documents, and then of chance
LOCKS = tuple(f"requirements/{name}.txt" for name in ("runtime", "develop", "recipes"))  # hashes
# Domains that are nobody's, and those of tests of what an address is.
EXAMPLE_EMAIL = re.compile(r"(?:[.@]|\)\s?)example(\.\w+)?$|@esimerkki\.fi$|@[by]\.fi$")
# Numbers in a block 000 are given to nobody; nor do people have those that only count.
EXAMPLE_PHONE = re.compile(r"000|123|234|555|111")
NO_PHONES = {"098 283 164 301", "051 442 174 297", "023 025 044", "041 043 112 113"}
# No bank has the number 99; the other is the account by which the standard explains itself.
EXAMPLE_IBAN = re.compile(r"^FI\d\d(99|1234)")
IDENTITY_CODE = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b")
PIN = re.compile(r"^(?=[\w.-]+(?:\[[^]]*\])?==)", re.MULTILINE)
DATA = (".csv", ".html", ".jsonl", ".svg", ".txt")
SECRETS = {  # what looks like a secret and is none: file, kind
    ("benchmarks/lake_servers.py", "Secret Keyword"): "of a server on loopback that lives a test",
    ("warehouse/documents.py", "Secret Keyword"): "the name of a file",
    ("tests/flows/test_faults.py", "Secret Keyword"): "a made-up person",
    ("tests/recipes/test_superset.py", "Secret Keyword"): "of a server on loopback",
    ("tests/sources/store.py", "Secret Keyword"): "of a server on loopback that lives a test",
    ("tests/sources/test_web.py", "Basic Auth Credentials"): "an address whose login is left out",
}


@cache
def tracked() -> dict[str, bytes]:
    """Files under version control by their paths, and those about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no checkout")
    paths = [path for path in done.stdout.split("\0") if path and (ROOT / path).is_file()]
    return {path: (ROOT / path).read_bytes() for path in paths}


def texts() -> Iterator[tuple[str, str]]:
    """Every file that is a text and written by somebody."""
    for path, content in tracked().items():
        is_text = b"\0" not in content and not content.startswith(b"%PDF")
        if is_text and not path.startswith(CORPUS) and path not in LOCKS:
            yield path, content.decode("utf-8", "replace")


def lines() -> Iterator[tuple[str, str]]:
    """Every line of such a file."""
    return ((path, line) for path, text in texts() for line in text.split("\n"))


def unfolded(path: str, content: bytes) -> Iterator[bytes]:
    """A file, and what is packed in it."""
    yield content
    if path.endswith(".xz"):
        with tarfile.open(fileobj=BytesIO(lzma.decompress(content))) as package:
            for member in package:
                if file := package.extractfile(member):
                    yield from unfolded(member.name, file.read())
    elif path.endswith((".docx", ".xlsx", ".zip")):
        with zipfile.ZipFile(BytesIO(content)) as package:
            for name in package.namelist():
                yield from unfolded(name, package.read(name))
    elif path.endswith(".pdf"):
        yield from pdf_objects(content)
        yield "\n".join(text for text in printed(content)).encode()


def printed(content: bytes) -> Iterator[str]:
    import pdfplumber

    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            yield from (page.extract_text() for page in pdf.pages)
    except Exception:  # one that a password closes
        return


def test_nobody_s_address_phone_account_or_identity_code_is_here() -> None:
    found = []
    for path, text in lines():
        found += [(path, m[0]) for m in EMAILS.finditer(text) if not EXAMPLE_EMAIL.search(m[0])]
        found += [(path, m[0]) for m in PHONES.finditer(text) if not is_example(m[0])]
        accounts = (re.sub(r"[\s-]", "", m[0]).upper() for m in IBANS.finditer(text))
        found += [(path, account) for account in accounts if not EXAMPLE_IBAN.match(account)]
        found += [(path, m[0]) for m in IDENTITY_CODE.finditer(text) if hetu.is_valid(m[0])]
    assert found == []


def is_example(phone: str) -> bool:
    return phone in NO_PHONES or bool(EXAMPLE_PHONE.search(re.sub(r"\D", "", phone)))


def test_the_scan_would_see_one() -> None:
    assert not EXAMPLE_EMAIL.search("olli@" + "yritys.fi")
    assert not is_example("040 836" + " 2741")
    assert not EXAMPLE_IBAN.match("FI42" + "50001510000023")
    assert hetu.is_valid("131052" + "-308T")


def test_nobody_of_the_real_documents_is_here(
    real_descriptions: list[Path], real_plan: Path
) -> None:
    masks = [mask_of_file(path) for path in (*real_descriptions, real_plan)]
    assert all(mask.full and mask.details for mask in masks)
    found = {path for path, text in texts() if any(is_named(mask, text) for mask in masks)}
    wanted = [
        value.encode() for mask in masks for value in (*map(" ".join, mask.full), *mask.details)
    ]
    for path, content in tracked().items():
        packed = b" ".join(b" ".join(part.split()) for part in unfolded(path, content))
        # Which person it is stays unsaid: a log may be read by anybody.
        found |= {path for value in wanted if value in packed}
    assert found == set()


def is_named(mask: Mask, text: str) -> bool:
    """Whether a text holds a full name or a contact of a document."""
    patterns = (mask.of_names, mask.of_details) if mask.may_be_in(text) else ()
    return any(pattern.search(text) for pattern in patterns)


def mask_of_file(path: Path) -> Mask:
    outline = read_outline(path.read_bytes())
    return mask_of([read_form(outline)], [outline], regions())


def test_no_secret_is_here() -> None:
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import transient_settings

    names = (
        "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector",
        "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector", "KeywordDetector",
        "NpmDetector", "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector",
        "SlackDetector", "StripeDetector",
    )  # fmt: skip
    found = set()
    with transient_settings({"plugins_used": [{"name": name} for name in names]}):
        for path in (path for path, _ in texts() if not path.endswith(DATA)):
            found |= {(path, one.type) for one in scan_file(str(ROOT / path))}
    assert found == set(SECRETS)


def test_a_secret_would_be_seen(tmp_path: Path) -> None:
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import transient_settings

    file = tmp_path / "key.pem"
    file.write_text("-----BEGIN RSA " + "PRIVATE KEY-----\n", encoding="utf-8")
    with transient_settings({"plugins_used": [{"name": "PrivateKeyDetector"}]}):
        assert [one.type for one in scan_file(str(file))] == ["Private Key"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    pins = PIN.split((ROOT / lock).read_text(encoding="utf-8"))[1:]
    assert len(pins) > 90
    assert all("--hash=sha256:" in pin for pin in pins)


def test_bill_of_materials_names_every_pin(tmp_path: Path) -> None:
    lock, out = ROOT / LOCKS[0], tmp_path / "bom.json"
    run = [str(Path(sys.executable).parent / "cyclonedx-py"), "requirements", str(lock)]
    subprocess.run([*run, "--of", "JSON", "-o", str(out)], check=True, capture_output=True)
    names = {one["name"].lower() for one in json.loads(out.read_text("utf-8"))["components"]}
    pinned = re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", lock.read_text("utf-8"), re.MULTILINE)
    assert {name.lower() for name in pinned} <= names


def test_bill_of_materials_names_what_is_vendored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bom.json"
    out.write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}', "utf-8")
    monkeypatch.setattr(sys, "argv", ["add_vendored.py", str(out)])
    run_path(str(ROOT / "requirements" / "add_vendored.py"), run_name="__main__")
    added = {one["name"]: one for one in json.loads(out.read_text("utf-8"))["components"]}
    assert {"@duckdb/duckdb-wasm", "apache-arrow"} <= set(added)
    assert all(len(one["hashes"][0]["content"]) == 128 for one in added.values())


AUDITED = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
SOUND, SKIPPED = {"name": "b", "version": "1", "vulns": []}, {"name": "c", "skip_reason": "unknown"}


@pytest.mark.parametrize(
    ("found", "status", "words"),
    [
        ([AUDITED, SOUND], 1, "a 1: PYSEC-1, mended in 2"),
        ([SOUND, SKIPPED], 0, "1 of 2 packages audited"),
        ([SKIPPED], 0, "nothing was audited"),
        (None, 0, "nothing was audited"),
    ],
)
def test_a_known_vulnerability_fails_the_audit(
    found: list[dict[str, Any]] | None,
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    audit = run_path(str(ROOT / "requirements" / "audit.py"))
    monkeypatch.setitem(audit["main"].__globals__, "audit", lambda _: found)
    monkeypatch.setattr(sys, "argv", ["audit.py", "runtime.txt"])
    assert audit["main"]() == status
    assert words in capsys.readouterr().out
