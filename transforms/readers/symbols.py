"""Signs that symbol fonts show for other characters: check boxes and bullets."""

from transforms.boxes import CHECKED, EMPTY

# What a character shows in a symbol font, by the font's folded name.
WINGDINGS = {**dict.fromkeys("ýþxüû", CHECKED), **dict.fromkeys("o¨qrp", EMPTY)}
WINGDINGS_2 = {**dict.fromkeys("PQRSTUVW", CHECKED), **dict.fromkeys("*0£", EMPTY)}
DINGBATS = {**dict.fromkeys("345678", CHECKED), **dict.fromkeys("opqr", EMPTY)}
FONTS = {
    "wingdings2": WINGDINGS_2,
    "wingdings": WINGDINGS,
    "zapfdingbats": DINGBATS,
    "dingbats": DINGBATS,
}
BOXES = {
    **dict.fromkeys("☑☒🗹🗷✓✔✗✘✅", CHECKED),
    **dict.fromkeys("☐❏❐❑❒□◻⬜", EMPTY),
}
SYMBOL_AREA = 0xF000  # private characters by which symbol fonts are addressed
BULLETS = frozenset("•●○◦▪■▫‣⁃∙·►➢❖◆§")
BULLET = "•"


def symbol_font(name: str) -> dict[str, str] | None:
    """What the characters of a font show, if it is a symbol font that has boxes."""
    folded = name.casefold().replace(" ", "").replace("-", "")
    return next((signs for font, signs in FONTS.items() if font in folded), None)


def shown(text: str, font: str = "") -> str:
    """The text with boxes as ☒ and ☐; other private characters of symbol fonts are bullets."""
    signs = symbol_font(font) or {}
    return "".join(sign(character, signs) for character in text)


def sign(character: str, signs: dict[str, str]) -> str:
    if character in BOXES:
        return BOXES[character]
    code = ord(character)
    if SYMBOL_AREA <= code <= SYMBOL_AREA + 0xFF:
        plain = chr(code - SYMBOL_AREA)
        return (signs or WINGDINGS).get(plain, BULLET)
    return signs.get(character, character)
