"""Where pages end: inside sentences, between paragraphs, before headings and tables.

The page header that is printed there says nothing, so a reader must know what belongs together
over it. No page ends where that could not be decided from the text alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from benchmarks import prose
from benchmarks.plan_form import HEADINGS, JOINED, PAGE, TEXTS

FINISHED = tuple(".!?:;)]}”’\"'»")
OPEN_WORDS = ("ja", "tai", "sekä", "että", "and", "or", "the", "of")
ITEM = re.compile(r"(?:[-–—•*·]|\d+[.)])")
# What a cautious reader might take for one besides.
LETTERED = re.compile(r"(?:[oý](?:\s|$)|[A-Za-zÅÄÖåäö][.)])")
SENTENCE = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")
SHORTEST_CUT, LONG = 80, 120
KINDS = {"lower": 4, "capital": 3, "item": 2, "gap": 4, "item_gap": 2, "cell": 2, "break": 6}
TABLES = ("A", "B", "total", "11.2", "12.1", "12.2", "12.3", "12.4", "12.5", "13.1", "13.2")
TRIES = 40


def read_pages(raw: str) -> str:
    """A text as it is to be read: whole sentences, a page end between paragraphs a blank line."""
    joined = re.sub(rf"(\n*){PAGE}\n*", lambda m: "\n\n" if m[1] else " ", raw)
    return prose.read_text(joined)


def is_item(line: str) -> bool:
    """Whether a line begins like a list item."""
    return bool(ITEM.match(line))


def cut_kind(left: str, right: str) -> str | None:
    """The kind of a cut inside a line, None where it could be read in two ways."""
    line = f"{left} {right}"
    head = right[:1]
    if len(line) < SHORTEST_CUT or len(left) < 20 or left.endswith(FINISHED):
        return None
    if line[0].islower() or is_item(right) or LETTERED.match(right) or not head.isalnum():
        return None
    if head.islower():
        return "item" if is_item(line) else "lower"
    if len(left) > LONG and SENTENCE.search(left) and not is_item(line):
        return "capital"
    return None


def gap_kind(earlier: str, later: str) -> str | None:
    """The kind of a page end between two lines, None where they could be read as one."""
    earlier, later = earlier.rstrip(), later.lstrip()
    words = earlier.split()
    if not words or not later or earlier.endswith(",") or words[-1].lower() in OPEN_WORDS:
        return None
    if is_item(later) and is_item(earlier):
        return "item_gap"
    if earlier.endswith(FINISHED) or is_item(later):
        return "gap"
    is_apart = later[0].isupper() or later[0].isdigit()
    return "gap" if is_apart and (is_item(earlier) or len(earlier) <= 100) else None


@dataclass
class _Text:
    """Lines and the gaps between them; a line beside a page end takes no other."""

    lines: list[str]
    gaps: list[str]
    taken: set[int]

    @classmethod
    def of(cls, raw: str) -> "_Text":
        parts = re.split(r"(\n+)", raw)
        return cls(parts[::2], parts[1::2], set())

    def cut(self, rng: Random, kinds: tuple[str, ...]) -> bool:
        """End a page inside a line; whether the drawn place can carry it."""
        at = rng.randrange(len(self.lines))
        line = self.lines[at]
        spaces = [m.start() for m in re.finditer(" ", line)]
        if at in self.taken or not spaces:
            return False
        space = rng.choice(spaces)
        left, right = line[:space], line[space + 1 :]
        if (cut_kind(left, right) or "") not in kinds:
            return False
        self.lines[at] = left + PAGE + right
        self.taken.add(at)
        return True

    def part(self, rng: Random, kind: str) -> bool:
        """End a page between two lines; whether the drawn place can carry it."""
        if not self.gaps:
            return False
        at = rng.randrange(len(self.gaps))
        beside = {at, at + 1}
        if beside & self.taken or gap_kind(self.lines[at], self.lines[at + 1]) != kind:
            return False
        self.gaps[at] = f"\n{PAGE}\n"
        self.taken |= beside
        return True

    def raw(self) -> str:
        return "".join(a + b for a, b in zip(self.lines, [*self.gaps, ""], strict=True))


def end_pages(
    rng: Random, texts: Mapping[str, str], cells: Mapping[str, str], count: int
) -> tuple[dict[str, str], frozenset[str]]:
    """Texts and cells with form feeds, and the keys before which a page ends: `count` in all."""
    open_texts = {key: _Text.of(raw) for key, raw in texts.items() if raw}
    open_cells = {key: _Text.of(raw) for key, raw in cells.items() if len(raw) > SHORTEST_CUT}
    free = [f"section.{number}" for number in HEADINGS if number not in JOINED.values()]
    free += [*(f"table.{name}" for name in TABLES), "declaration"]
    free += [key for key in TEXTS.values() if key in open_texts]
    breaks: set[str] = set()
    for kind in rng.choices([*KINDS], [*KINDS.values()], k=count):
        pool = open_cells if kind == "cell" else open_texts
        if kind == "break" or not _end_one(rng, kind, pool):
            breaks.add(rng.choice([key for key in free if key not in breaks]))
    ended = {key: text.raw() for key, text in (open_texts | open_cells).items()}
    return ended, frozenset(breaks)


def _end_one(rng: Random, kind: str, pool: Mapping[str, _Text]) -> bool:
    """End one page of a kind, if some tries find a place for it."""
    for _ in range(TRIES if pool else 0):
        text = pool[rng.choice([*pool])]
        if kind in ("gap", "item_gap"):
            done = text.part(rng, kind)
        else:
            done = text.cut(rng, ("lower", "capital") if kind == "cell" else (kind,))
        if done:
            return True
    return False
