"""Word documents: paragraphs and tables in the order of the body, without headers and footers."""

from io import BytesIO
from zipfile import BadZipFile, LargeZipFile

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml.etree import LxmlError, _Element

from transforms.outline import Outline, Refusal
from transforms.readers.docx.blocks import Blocks
from transforms.readers.docx.numbers import Numbers
from transforms.readers.docx.runs import q, text_of
from transforms.readers.docx.styles import Styles
from transforms.readers.numbered import number

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BROKEN = (
    OpcError,
    LxmlError,
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    EOFError,
    KeyError,
    ValueError,
)


def read(content: bytes) -> Outline:
    """Lines of a Word document; Refusal where it is damaged or holds no text.

    A line's number is its place among the lines. Sizes are checked by the caller.
    """
    try:
        part = OpcPackage.open(BytesIO(content)).main_document_part
        document = parse_xml(part.blob)
        styles = Styles(related(part, RELATIONSHIP_TYPE.STYLES))
        numbers = Numbers(related(part, RELATIONSHIP_TYPE.NUMBERING), styles)
        bare = has_header(part)
    except BROKEN as error:
        raise Refusal("damaged") from error
    body = document.find(q("body"))
    blocks = Blocks(styles, numbers)
    lines = number(blocks.pieces(body)) if body is not None else ()
    if not lines:
        raise Refusal("empty")
    return Outline(lines, MEDIA_TYPE, bare=bare)


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
