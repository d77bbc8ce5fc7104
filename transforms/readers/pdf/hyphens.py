"""Words that line ends broke, made whole by what the document itself writes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from transforms.readers.pdf.page import SOFT
from transforms.readers.pdf.printed import WORD, printed, printed_words

LAST = re.compile(r"([^\W\d_]+)-$")
FIRST = re.compile(r"^[^\W\d_]+")
# A dash before a word in small letters: one that belongs to it ("Etäapu -hanke"), one that parts.
ATTACHED, APART = re.compile(r"\s[-–][a-zåäö]"), re.compile(r"\s[-–]\s+[a-zåäö]")
SUFFIX = re.compile(r"\s[-–]([a-zåäö]+)")
CLOSING = (")", ",", ".", ";", ":", "!", "?", "]")
DASHES = ("-", "–")
ADDRESS = ("@", "://", "www.")
ENDS = frozenset("aeiouyäöåntslr")  # letters that Finnish words end in
CONJUNCTIONS = frozenset({"ja", "tai", "sekä", "eli", "and", "or", "och", "eller", "ynnä"})
VOWELS = frozenset("aeiouyäöå")
SHORTEST = 2  # letters that no word of a line's start has by itself
SHARE = 0.03  # of all lines that end in a hyphen, from which on a document hyphenates


class Hyphens:
    """How a document breaks its words: known from its `lines` as they are set, in order."""

    def __init__(self, lines: Iterable[str]) -> None:
        texts = list(lines)
        self.soft = any(SOFT in text for text in texts)
        self.words = Counter(2 * [*printed_words()])
        for before, text in pairwise(["", *texts]):
            self.words.update(whole_words(before, text))
        self.heads = {word.rpartition("-")[0] for word in self.words if "-" in word}
        written = [*texts, *printed()]
        self.suffixes = Counter(head for text in written for head in SUFFIX.findall(text))
        self.attached = sum(len(ATTACHED.findall(t)) - len(APART.findall(t)) for t in texts) > 0
        self.hyphenates = not self.soft and self.is_hyphenated(texts)

    def is_hyphenated(self, texts: Sequence[str]) -> bool:
        """Whether hyphens at ends of lines are more often there for the line than for the word."""
        ends = [
            (t, h) for a, b in pairwise(texts) if (t := LAST.search(a)) and (h := FIRST.match(b))
        ]
        known = [self.words[(tail[1] + head[0]).casefold()] > 0 for tail, head in ends]
        kept = [tail[1].isupper() or tail[1].casefold() in self.heads for tail, _ in ends]
        return len(ends) >= SHARE * len(texts) and sum(known) > sum(kept)

    def join(self, before: str, after: str, *, filled: bool = False) -> str:
        """Two lines of one paragraph as one text.

        `filled` tells that a single word takes the whole of the first line, so that the break may
        stand within a word.
        """
        before, after = before.rstrip(" "), after.lstrip(" ")
        if before.endswith(SOFT):
            return before[:-1] + after
        if before.endswith(DASHES) and len(before) > 1:
            return self.join_dash(before, after)
        within = (
            is_slash(before)
            or is_address(before, after)
            or (filled and self.is_within_word(before, after))
        )
        return before + after if within or after.startswith(CLOSING) else f"{before} {after}"

    def join_dash(self, before: str, after: str) -> str:
        """Two lines, the first of which ends in a hyphen or dash."""
        tail, head = LAST.search(before), FIRST.match(after)
        if before[-2].isspace():
            return before + after if self.belongs(before[-1], after) else f"{before} {after}"
        if head and head[0].casefold() in CONJUNCTIONS:
            return f"{before} {after}"
        drop = tail and head and self.drops(tail[1], head[0])
        return (before[:-1] if drop else before) + after

    def drops(self, tail: str, head: str) -> bool:
        """Whether the hyphen between two parts of a word is there for the line's end alone."""
        if not self.hyphenates:
            return False
        whole = (tail + head).casefold()
        compound = f"{tail}-{head}".casefold()
        if self.words[whole] or self.words[compound]:
            return self.words[whole] > self.words[compound]
        same_vowel = tail[-1].casefold() == head[0] and head[0] in VOWELS
        kept = tail.isupper() or same_vowel or tail.casefold() in self.heads
        return head[0].islower() and not kept

    def belongs(self, dash: str, after: str) -> bool:
        """Whether a dash at a line's end belongs to the word that follows: ``Etäapu -hanke``."""
        head = FIRST.match(after)
        if not head or not after[0].islower():
            return False
        if dash == "-" and self.attached:
            return True
        part = len(head[0]) > SHORTEST and any(s.startswith(head[0]) for s in self.suffixes)
        return self.suffixes[head[0]] > 0 or part

    def is_within_word(self, before: str, after: str) -> bool:
        """Whether a line that one long word fills goes on within the word."""
        tail = before.rsplit(maxsplit=1)[-1].casefold()
        head = WORD.match(after.casefold())
        if not head or not after[0].islower():
            return False
        if any(sign in tail for sign in ADDRESS) or self.words[tail + head[0]]:
            return True
        if self.words[tail] > 1 or self.words[head[0]] > 1:
            return False
        start = tail + head[0][:2]
        likely = len(head[0]) <= SHORTEST or tail[-1] not in ENDS
        return likely or any(word.startswith(start) for word in self.words)


def whole_words(before: str, text: str) -> list[str]:
    """Words of a line that are certain to be whole: neither its end nor its start is broken."""
    found = WORD.findall(text.replace(SOFT, "").casefold())
    if " " not in text or text.endswith(("-", SOFT)):
        found = found[:-1]
    return found[1:] if before and (" " not in before or before.endswith(("-", SOFT))) else found


def is_slash(before: str) -> bool:
    """Whether a line ends in a slash within a word, after which programs break: ``01/2020/UML``."""
    return before.endswith("/") and not before[-2:-1].isspace()


def is_address(before: str, after: str) -> bool:
    """Whether a line end broke an address of mail or the web."""
    tail, head = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
    known = any(sign in tail for sign in ADDRESS)
    return known and any(sign in head.rstrip(".,;:)") for sign in "./@")
