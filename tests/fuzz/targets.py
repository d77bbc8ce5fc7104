"""One target for each reader and each form there is: what it must bear, whatever the bytes.

They are found in their folders; each is a function of bytes that raises where something is wrong.
"""

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules

import transforms.readers
from benchmarks.invariants import breaches
from benchmarks.made_files import as_docx, as_xlsx
from benchmarks.mutations import members_of, package
from schemas.refusals import REASONS
from seeds import read_reference
from transforms.document import parse_document, readable
from transforms.form import Form, forms
from transforms.outline import LINE_END, Outline, Refusal
from transforms.readers import ZIP, read_outline
from transforms.readers.csv import delimiter_of
from transforms.readers.text import decode
from transforms.regions import Regions

CORPUS = Path(__file__).parent / "corpus"
# Whole packages, and the member of each that the bytes take the place of.
PACKAGES = {
    "docx": (partial(as_docx, "x"), "word/document.xml"),
    "xlsx": (partial(as_xlsx, [["x"]]), "xl/worksheets/sheet1.xml"),
}
Target = Callable[[bytes], None]


@cache
def targets() -> dict[str, Target]:
    """All targets by name: readers by their module, forms by their kind."""
    names = [module.name for module in iter_modules(transforms.readers.__path__)]
    readers = [n for n in names if hasattr(import_module(f"transforms.readers.{n}"), "read")]
    return {
        **{f"reader_{name}": partial(read_by, name) for name in readers},
        **{f"form_{form.kind}": partial(read_as, form) for form in forms()},
    }


def read_by(name: str, content: bytes) -> None:
    """Bytes read by one reader: an outline or a refusal."""
    read = import_module(f"transforms.readers.{name}").read
    try:
        check_outline(read(*arguments(name, tuple(signature(read).parameters), content)))
    except Refusal as refusal:
        if refusal.reason not in REASONS:
            raise AssertionError(refusal.reason) from refusal


def arguments(name: str, wanted: tuple[str, ...], content: bytes) -> list[bytes | str]:
    """What a reader takes by the names of its parameters: bytes, or the text that they are."""
    if wanted == ("content",):
        return [in_package(name, content)]
    text, encoding = decode(content)
    known = {"text": text, "encoding": encoding, "delimiter": delimiter_of(text) or ","}
    return [known[parameter] for parameter in wanted]


def in_package(name: str, content: bytes) -> bytes:
    """Bytes as the telling member of a package, where a format is one; a whole one as it is."""
    if name not in PACKAGES or content.startswith(ZIP):
        return content
    make, member = PACKAGES[name]
    return package({**whole(make), member: content})


@cache
def whole(make: Callable[[], bytes]) -> dict[str, bytes]:
    return members_of(make())


def check_outline(outline: Outline) -> None:
    """There are lines, each with a number and something to read."""
    assert outline.lines, "an outline without lines"
    for line in outline.lines:
        assert line.number >= 1
        assert line.text.replace(LINE_END, " ").strip(), "a blank line"


def read_as(form: Form, content: bytes) -> None:
    """A text read by one form: bytes below what the form is known by."""
    data = head_of(form) + content
    document = parse_document("fuzzed", data, regions())
    try:
        outline = read_outline(data)
    except Refusal:
        outline = None
    reading = readable(outline) if outline and not outline.is_table else None
    found = breaches(document, outline, reading)
    assert not found, found


@cache
def head_of(form: Form) -> bytes:
    """What a document of the form begins with: a title that names a fund, or a list's header."""
    if form.titles:
        return "\n\n".join([*form.funds][:1] + [*form.titles][:1] + [""]).encode()
    return (",".join(element.label for element in form.sections[0].elements) + "\n").encode()


@cache
def regions() -> Regions:
    return Regions(*map(read_reference, ("region", "region_name", "region_change")))


def corpus(name: str) -> list[Path]:
    """The kept inputs of a target."""
    return sorted((CORPUS / name).glob("*"))
