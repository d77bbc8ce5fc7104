"""What became of fuzzed inputs, counted: nothing of a document is kept."""

import platform
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from benchmarks.fuzz import MEMORY
from benchmarks.fuzz_seeds import Seeds
from benchmarks.results import commit, machine

READ = "read"
PARTS = ("lxml", "pdfplumber", "pdfminer.six", "python-docx", "openpyxl", "polars")
HEADER = ("format", "inputs", "read", "refused", "mean ms", "slowest ms", "slowest by the clock")


class Ledger:
    """Counts of the inputs of one run, and every fault that was found."""

    def __init__(self, documents: Seeds, seed: int, count: int) -> None:
        self.documents, self.seed, self.count = documents, seed, count
        self.outcomes: dict[str, Counter[str]] = {}
        self.kinds: Counter[tuple[str, str]] = Counter()
        self.seconds: dict[str, float] = defaultdict(float)
        self.slowest: dict[str, float] = defaultdict(float)
        self.waited: dict[str, float] = defaultdict(float)
        self.refused_rows = self.statements = self.peak = 0
        self.faults: list[str] = []

    def note(self, what: str, said: Any) -> None:
        """Take in what a process says."""
        if what == "ended":
            self.note_input(said)
        elif what == "contracts":
            self.fault(f"contract: {breach}" for breach in said)
        elif what == "done":
            self.peak = max(self.peak, said)
        elif what == "died":
            self.fault([f"input {said['index']}: the process died, exit {said['exit']}"])

    def fault(self, found: Iterable[str]) -> None:
        """Keep faults, and say them at once."""
        for fault in found:
            self.faults.append(fault)
            print(fault, file=sys.stderr, flush=True)

    def note_input(self, outcome: dict[str, Any]) -> None:
        name, index = outcome["format"], outcome["index"]
        self.outcomes.setdefault(name, Counter())[outcome["refusal"] or READ] += 1
        if not outcome["refusal"]:
            self.kinds[name, outcome["kind"]] += 1
        self.statements += outcome["statements"]
        self.refused_rows += outcome["refused_rows"]
        cpu, clock = outcome["cpu"], outcome["clock"]
        self.seconds[name] += cpu
        self.slowest[name] = max(self.slowest[name], cpu)
        self.fault(f"input {index} ({name}): {breach}" for breach in outcome["breaches"])
        self.waited[name] = max(self.waited[name], clock)

    def as_markdown(self) -> str:
        """The result as a page."""
        total = sum(found.total() for found in self.outcomes.values())
        whole = sum(map(len, self.documents.by_format.values()))
        command = f"--count {self.count} --seed {self.seed} seeds/samples/*/*"
        parts = ", ".join(f"{name} {version(name)}" for name in PARTS)
        lines = [
            "# Fuzzed documents",
            "",
            f"`python -m benchmarks.fuzz {command}`",
            f"on {datetime.now(UTC):%Y-%m-%d}, code {commit()}, {machine()}, Python "
            f"{platform.python_version()}, {parts}. Made from {whole} whole documents, "
            f"{self.documents.real} of them real ones.",
            "",
            f"**{total:,} inputs of {self.count:,} accounted for; {len(self.faults)} faults.** "
            f"{self.statements:,} statements were read, {self.refused_rows:,} rows of lists "
            f"refused. A process may hold {MEMORY >> 20:,} MB of data; the most that one had in "
            f"memory is {self.peak:,} MB, libraries and the frames of its documents among it.",
            "",
            *table(HEADER, self.formats()),
            "",
            *table(("outcome", *self.outcomes), self.reasons()),
            "",
            *table(("read as", *self.outcomes), self.forms()),
            "",
            *(f"* {fault}" for fault in self.faults),
        ]
        return "\n".join(lines).rstrip() + "\n"

    def formats(self) -> Iterator[tuple[str, ...]]:
        for name, found in sorted(self.outcomes.items()):
            count = found.total()
            figures = count, found[READ], count - found[READ]
            seconds = self.seconds[name] / count, self.slowest[name], self.waited[name]
            yield name, *(f"{n:,}" for n in figures), *(f"{1000 * n:,.1f}" for n in seconds)

    def reasons(self) -> Iterator[tuple[str, ...]]:
        for reason in sorted({reason for found in self.outcomes.values() for reason in found}):
            yield reason, *(f"{found[reason]:,}" for found in self.outcomes.values())

    def forms(self) -> Iterator[tuple[str, ...]]:
        for kind in sorted({kind for _, kind in self.kinds}):
            yield kind, *(f"{self.kinds[name, kind]:,}" for name in self.outcomes)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as a table of Markdown, figures to the right."""
    marks = ["---", *["---:"] * (len(header) - 1)]
    return [f"| {' | '.join(row)} |" for row in (header, marks, *rows)]
