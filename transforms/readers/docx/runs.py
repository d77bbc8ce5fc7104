"""Text within one paragraph of a Word document."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from transforms.boxes import CHECKED, EMPTY
from transforms.readers.symbols import shown

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
OFF = frozenset({"0", "false", "off", "none"})


def q(name: str, namespace: str = W) -> str:
    """A name as lxml writes it."""
    return f"{{{namespace}}}{name}"


def value(element: _Element | None, name: str = "val", namespace: str = W) -> str | None:
    """An attribute of an element that may be missing."""
    return None if element is None else element.get(q(name, namespace))


def is_on(element: _Element | None, namespace: str = W) -> bool:
    """Whether a switch stands and is on; without a value it is."""
    return element is not None and (value(element, "val", namespace) or "1") not in OFF


# What is not part of the text as it stands: taken out or moved away, instructions, notes.
SKIPPED = frozenset(
    q(name)
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr",
        "footnoteReference", "endnoteReference", "annotationRef", "txbxContent", "softHyphen",
    )
) | {q("Fallback", MC)}  # fmt: skip
SIGNS = {
    q("tab"): "\t",
    q("ptab"): "\t",
    q("cr"): "\n",
    q("noBreakHyphen"): "-",
}


def text_of(element: _Element) -> str:
    """Text of a paragraph or run: breaks as line ends, tabs, boxes as ☒ and ☐."""
    return "".join(texts(element))


def texts(element: _Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in SKIPPED:
            continue
        if tag in SIGNS:
            yield SIGNS[tag]
        elif tag in READERS:
            yield READERS[tag](child)
        elif not is_hidden(child):
            yield from texts(child)


def is_hidden(run: _Element) -> bool:
    return run.tag == q("r") and is_on(run.find(f"{q('rPr')}/{q('vanish')}"))


def plain(element: _Element) -> str:
    """Text of a run, in the signs that its font shows."""
    parent = element.getparent()
    fonts = None if parent is None else parent.find(f"{q('rPr')}/{q('rFonts')}")
    font = value(fonts, "ascii") or value(fonts, "hAnsi") or ""
    return shown((element.text or "").replace("\n", " "), font)


def symbol(element: _Element) -> str:
    """A character given by its code and font."""
    code = int(value(element, "char") or "0", 16)
    return shown(chr(code), value(element, "font") or "") if code else ""


def line_break(element: _Element) -> str:
    return "" if value(element, "type") in ("page", "column") else "\n"


def control(element: _Element) -> str:
    """A content control: a check box, or text."""
    properties = element.find(q("sdtPr"))
    box = None if properties is None else properties.find(q("checkbox", W14))
    if box is not None:
        checked = box.find(q("checked", W14))
        return CHECKED if is_on(checked, W14) else EMPTY
    return text_of(element)


def form_box(element: _Element) -> str:
    """The check box of an old form field; any other field's result is text elsewhere."""
    box = element.find(f"{q('ffData')}/{q('checkBox')}")
    if box is None:
        return ""
    state = box.find(q("checked"))
    return CHECKED if is_on(box.find(q("default")) if state is None else state) else EMPTY


READERS: dict[str, Callable[[_Element], str]] = {
    q("t"): plain,
    q("t", MATH): plain,
    q("sym"): symbol,
    q("br"): line_break,
    q("sdt"): control,
    q("fldChar"): form_box,
}
