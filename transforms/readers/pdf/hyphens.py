"""Words that line ends broke, made whole by what the document itself writes."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from transforms.form import forms
from transforms.readers.pdf.page import SOFT

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LAST = re.compile(r"([^\W\d_]+)-$")
FIRST = re.compile(r"^[^\W\d_]+")
CONJUNCTIONS = frozenset({"ja", "tai", "sekä", "eli", "and", "or", "och", "eller", "ynnä"})
VOWELS = frozenset("aeiouyäöå")
SHORTEST = 2  # letters that no word of a line's start has by itself
SHARE = 0.03  # of all lines that end in a hyphen, from which on a document hyphenates


class Hyphens:
    """How a document breaks its words: known from its `lines` as they are set."""

    def __init__(self, lines: Iterable[str]) -> None:
        texts = list(lines)
        self.soft = any(SOFT in text for text in texts)
        words: Counter[str] = Counter(2 * [*printed_words()])
        ends = 0
        for text in texts:
            found = WORD.findall(text.replace(SOFT, "").casefold())
            broken = text.endswith(("-", SOFT)) and bool(found)
            words.update(found[:-1] if broken else found)
            ends += bool(LAST.search(text))
        self.words = words
        self.heads = {word.rpartition("-")[0] for word in words if "-" in word}
        self.often = bool(texts) and ends / len(texts) >= SHARE

    def join(self, before: str, after: str, *, filled: bool = False) -> str:
        """Two lines of one paragraph as one text.

        `filled` tells that a single word takes the whole of the first line, so that the break may
        stand within a word.
        """
        before, after = before.rstrip(" "), after.lstrip(" ")
        if before.endswith(SOFT):
            return before[:-1] + after
        tail, head = LAST.search(before), FIRST.match(after)
        if before.endswith("-") and len(before) > 1 and not before[-2].isspace():
            if head and head[0].casefold() in CONJUNCTIONS:
                return f"{before} {after}"
            drop = bool(tail and head) and self.drops(tail[1], head[0])  # type: ignore[index]
            return (before[:-1] if drop else before) + after
        if filled and self.is_within_word(before, after):
            return before + after
        return f"{before} {after}"

    def drops(self, tail: str, head: str) -> bool:
        """Whether the hyphen between two parts of a word is there for the line's end alone."""
        whole = (tail + head).casefold()
        compound = f"{tail}-{head}".casefold()
        if self.words[whole] or self.words[compound]:
            return self.words[whole] > self.words[compound]
        same_vowel = tail[-1].casefold() == head[0] and head[0] in VOWELS
        if tail.isupper() or not head[0].islower() or same_vowel or tail.casefold() in self.heads:
            return False
        return self.often and not self.soft

    def is_within_word(self, before: str, after: str) -> bool:
        """Whether a line that one long word fills goes on within the word."""
        tail = before.rsplit(maxsplit=1)[-1].casefold()
        head = WORD.match(after.casefold())
        if not head or not after[0].islower():
            return False
        if self.words[tail + head[0]]:
            return True
        known = self.words[tail] > 1 or self.words[head[0]] > 1
        return not known and len(head[0]) <= SHORTEST


@cache
def printed_words() -> frozenset[str]:
    """Words that the forms themselves print."""
    titles = [section.title for form in forms() for section in form.sections]
    labels = [e.label for form in forms() for s in form.sections for e in s.elements]
    return frozenset(WORD.findall(" ".join([*titles, *labels]).casefold()))
