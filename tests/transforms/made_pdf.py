"""Small PDF files, written by hand: text where it is put, rules, boxes, pictures."""

from collections.abc import Iterable, Sequence

HEIGHT = 842
PICTURE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    "/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)
FONTS = {"F": "/Helvetica", "B": "/Helvetica-Bold", "Z": "/ZapfDingbats"}


def text(x: float, top: float, words: str, size: float = 10, font: str = "F") -> str:
    """Words that begin at x, their baseline `top` points below the page's upper edge."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {HEIGHT - top} Td ({escaped}) Tj ET"


def rule(x0: float, top0: float, x1: float, top1: float) -> str:
    return f"{x0} {HEIGHT - top0} m {x1} {HEIGHT - top1} l S"


def square(x: float, top: float, side: float = 8, paint: str = "S") -> str:
    """A square whose upper left corner is at x and top: stroked (S) or filled (f)."""
    return f"{x} {HEIGHT - top - side} {side} {side} re {paint}"


def grid(xs: Sequence[float], tops: Sequence[float]) -> list[str]:
    """Rules along and across: a table."""
    return [
        *(rule(xs[0], top, xs[-1], top) for top in tops),
        *(rule(x, tops[0], x, tops[-1]) for x in xs),
    ]


def picture(x: float, top: float, width: float, height: float) -> str:
    """A picture whose upper left corner is at x and top."""
    return f"q {width} 0 0 {height} {x} {HEIGHT - top - height} cm /I Do Q"


def pdf(*pages: Iterable[str], annots: Sequence[str] = ()) -> bytes:
    """A file of these pages; `annots` stand on the first one."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont {base}"
        + (" /Encoding /WinAnsiEncoding >>" if name != "Z" else " >>")
        for name, base in FONTS.items()
    )
    kids = []
    for number, page in enumerate(pages):
        content = "\n".join(page)
        size = len(content.encode("cp1252"))
        objects.append(f"<< /Length {size} >>\nstream\n{content}\nendstream")
        stream = len(objects)
        objects.append(PICTURE)
        pictures = f"/XObject << /I {len(objects)} 0 R >>"
        marks = f"/Annots [{' '.join(annots)}]" if annots and number == 0 else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Contents {stream} 0 R "
            f"/Resources << /Font << {fonts} >> {pictures} >> {marks} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return written(objects)


def written(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
