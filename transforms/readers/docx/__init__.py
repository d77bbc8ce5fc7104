"""Word documents: paragraphs and tables in the order of the body, without headers and footers."""

from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml.etree import ErrorTypes, _Element

from transforms.outline import Outline, Refusal
from transforms.readers.docx.blocks import Blocks
from transforms.readers.docx.numbers import Numbers
from transforms.readers.docx.runs import is_on, q, text_of
from transforms.readers.docx.styles import Styles
from transforms.readers.numbered import number

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(content: bytes) -> Outline:
    """Lines of a Word document; Refusal where it is damaged or holds no text.

    A line's number is its place among the lines. Sizes are checked by the caller.
    """
    document, style_sheet, numbering, bare = opened(content)
    styles = Styles(style_sheet)
    empty_placeholders(document)
    body = document.find(q("body"))
    try:
        blocks = Blocks(styles, Numbers(numbering, styles))
        lines = number(blocks.pieces(body)) if body is not None else ()
    except (ValueError, RecursionError) as error:
        raise Refusal("damaged") from error
    if not lines:
        raise Refusal("empty")
    return Outline(lines, MEDIA_TYPE, bare=bare)


def empty_placeholders(document: _Element) -> None:
    """Take out the words that ask for a value in controls in which none has been typed."""
    for control in document.iter(q("sdt")):
        if is_on(control.find(f"{q('sdtPr')}/{q('showingPlcHdr')}")):
            for text in control.iter(q("t")):
                text.text = None


def opened(content: bytes) -> tuple[_Element, _Element | None, _Element | None, bool]:
    """Document, styles and numbering of a package, and whether it has a page header."""
    try:
        part = OpcPackage.open(BytesIO(content)).main_document_part
        styles = related(part, RELATIONSHIP_TYPE.STYLES)
        numbering = related(part, RELATIONSHIP_TYPE.NUMBERING)
        return parse_xml(part.blob), styles, numbering, has_header(part)
    except MemoryError:
        raise
    except Exception as error:  # zlib, zipfile, lxml and the library: each in ways of its own
        if getattr(error, "code", None) == ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise Refusal("damaged") from error


def related(part: Part, relationship: str) -> _Element | None:
    """Root of the part that the document refers to, if there is one."""
    try:
        root: _Element = parse_xml(part.part_related_by(relationship).blob)
    except KeyError:
        return None
    return root


def has_header(part: Part) -> bool:
    """Whether the document has a page header of its own, so that none stands among its lines."""
    headers = [r for r in part.rels.values() if r.reltype == RELATIONSHIP_TYPE.HEADER]
    return any(text_of(parse_xml(one.target_part.blob)).strip() for one in headers)
