"""Text as labels and headings are compared."""

from functools import lru_cache

DASHES = "‐‑‒–—−"
LONGEST = 400  # characters of a line that could be a heading, a title or a page header


# The labels and headings of the forms, and the words that lines begin with, come again and again.
@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Text as labels and headings are compared: spaces and dashes alike, case ignored."""
    folded = " ".join(text.split()).casefold()
    if not folded.isascii():
        for dash in DASHES:
            folded = folded.replace(dash, "-")
    return folded


def single_spaced(text: str) -> str:
    """Text with its white space made single, as ``" ".join(text.split())`` makes it.

    Most text is so but for its line ends, and that is seen in a fraction of the time.
    """
    flat = " ".join(filter(None, text.split("\n"))) if "\n" in text else text
    if flat.isprintable() and "  " not in flat:  # no white space but the space is printable
        return flat.strip()
    return " ".join(flat.split())


def first_word(text: str) -> str:
    """The first word of a line as `fold` gives it, without a colon."""
    words = text.split(None, 1)
    return fold(words[0].partition(":")[0]) if words else ""


@lru_cache
def first_words(texts: frozenset[str]) -> frozenset[str]:
    """The first words of some texts."""
    return frozenset(map(first_word, texts))
