"""What the rules find of the defects planted in generated documents, and what they invent.

Run ``python -m benchmarks.rules --count 2000``: makes descriptions, plans, pairs of both, second
versions and rows of lists, a fifth of them with a defect that knows nothing of the rules, takes
them in by the command, and prints for each rule how many defects were planted, found, missed and
invented. Ends with 1 where a planted rule is not found always and only where it was planted.
"""

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.complete import COMPLETE_AT, generate_complete
from benchmarks.conservation import take_in
from benchmarks.generator import generate, generate_plans
from benchmarks.layout import INDICATOR_HEADINGS
from benchmarks.listing import Row, generate_rows, later_rows, write_list
from benchmarks.model import Defect, Generated
from benchmarks.plan_model import GeneratedPlan
from benchmarks.series import Series, generate_agreeing, generate_versions
from warehouse.publish import warehouse_path
from warehouse.query import ask

DEFECT_SHARE = 0.2
# Of a hundred documents or rows so many are of each making; a series has two documents.
SHARES = {"plan": 15, "agreeing": 2, "versions": 2, "row": 10, "complete": 2}
COMPLETE_LIST = "taydellinen_luettelo.csv"
# Words of the generator for what the rule catalogue calls otherwise.
RULE_OF = {
    "partners_heading_empty": "partners_empty",
    "named_parent_without_kunta": "parent_without_place",
}
# Rules that blame another line than the one that was changed: of two that contradict each other.
OTHER_LINE = frozenset({"fund_contradicts_code", "eu_state_exceeds_public_total"})
Key = tuple[str, str, str]  # project, rule, section
Lines = Counter[int | None]  # so many defects or findings on a line, None where nothing stands
Places = dict[Key, Lines]


@dataclass
class Planted:
    """Files by delivery, the defects put into them by place, and the order of the deliveries."""

    deliveries: tuple[dict[str, bytes], dict[str, bytes]] = field(default_factory=lambda: ({}, {}))
    defects: Places = field(default_factory=lambda: defaultdict(Lines))

    def add(self, code: str, defects: Iterable[Defect]) -> None:
        """Remember the defects of one document or row."""
        for defect in defects:
            rule = RULE_OF.get(defect.kind, defect.kind)
            self.defects[code, rule, defect.section][defect.line_number] += 1


def plant(count: int, seed: int, *, defect_share: float = DEFECT_SHARE) -> Planted:
    """Make `count` documents and rows, and know what is wrong with them.

    `defect_share` is that of the descriptions and plans that stand alone.
    """
    shares = {name: count * share // 100 for name, share in SHARES.items()}
    series = [
        *generate_agreeing(shares["agreeing"], seed),
        *generate_versions(shares["versions"], seed),
    ]
    rest = ("plan", "row", "complete")
    alone = count - 2 * len(series) - sum(shares[name] for name in rest)
    planted = Planted()
    for one in generate(alone, seed, defect_share=defect_share):
        plant_document(planted, one)
    for plan in generate_plans(shares["plan"], seed, defect_share=defect_share):
        plant_document(planted, plan)
    for several in series:
        plant_series(planted, several)
    plant_rows(planted, list(generate_rows(shares["row"], seed)))
    plant_complete(planted, shares["complete"], seed)
    return planted


def plant_document(planted: Planted, one: Generated | GeneratedPlan, delivery: int = 0) -> None:
    planted.deliveries[delivery][one.file_name] = one.content
    planted.add(one.truth.project_code, one.defects)
    if isinstance(one, Generated):
        planted.add(one.truth.project_code, unmapped(one))


def unmapped(one: Generated) -> Iterator[Defect]:
    """Headings of section 7 that the programme's list of indicators does not have."""
    headings = [
        key.removeprefix("indicators.")
        for key in one.truth.lines
        if key.startswith("indicators.") and not key.endswith((".planned", ".realised"))
    ]
    for position, name in enumerate(headings, start=1):
        if name not in INDICATOR_HEADINGS:
            yield Defect("indicator_unmapped", f"7.{position}", name)


def plant_series(planted: Planted, several: Series) -> None:
    for delivery, one in enumerate(several.documents):
        plant_document(planted, one, delivery)


def plant_rows(planted: Planted, rows: list[Row]) -> None:
    """One list now, and the same list with the rows that have changed in the second delivery."""
    later = later_rows(rows)
    for delivery, stand in enumerate((rows, later)):
        planted.deliveries[delivery]["luettelo.csv"] = write_list([row.cells for row in stand])
    # A row that did not change says nothing new.
    changed = [row for before, row in zip(rows, later, strict=True) if row is not before]
    for row in (*rows, *changed):
        planted.add(row.cells["project_code"], row.defects)


def plant_complete(planted: Planted, count: int, seed: int) -> None:
    """A list that is declared complete, and descriptions of projects that it lacks."""
    made = generate_complete(count, seed)
    planted.deliveries[0][COMPLETE_LIST] = made.content
    for code, defect in made.defects:
        planted.add(code, [defect])
    for one in made.descriptions:
        plant_document(planted, one)


def declare(planted: Planted, home: Path) -> None:
    """Declare the complete list as an officer does: by a line in the file of such decisions."""
    document_id = hashlib.sha256(planted.deliveries[0][COMPLETE_LIST]).hexdigest()
    folder = home / "decisions"
    folder.mkdir(parents=True)
    (folder / "complete_lists.csv").write_text(
        "document_id,complete_at,reason,by\n"
        f"{document_id},{COMPLETE_AT},kaikki hankkeet,virkailija\n"
    )


def found_in(path: Path) -> Places:
    """Findings by place, with their lines: each for itself, however many there are of a place."""
    found: Places = defaultdict(Lines)
    query = "SELECT project_code, rule, section, line_number FROM quality.finding"
    for code, rule, section, line in ask(path, query)[1]:
        found[code, rule, section][line] += 1
    return found


@dataclass
class Tally:
    """Of one rule: defects found, missed and invented, and those found on another line."""

    found: int = 0
    missed: int = 0
    invented: int = 0
    elsewhere: int = 0

    @property
    def planted(self) -> int:
        return self.found + self.missed

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        told = self.found + self.invented
        return self.found / told if told else 1.0

    @property
    def is_right(self) -> bool:
        return not (self.missed or self.invented or self.elsewhere)


def tally(planted: Places, found: Places) -> dict[str, Tally]:
    """What became of the planted defects, by rule."""
    by_rule: dict[str, Tally] = defaultdict(Tally)
    for key in planted.keys() | found.keys():
        one = by_rule[key[1]]
        wanted, told = planted.get(key, Lines()), found.get(key, Lines())
        common = min(wanted.total(), told.total())
        one.found += common
        one.missed += wanted.total() - common
        one.invented += told.total() - common
        if key[1] not in OTHER_LINE:
            # What was planted on no line may be found on any.
            astray = (wanted - told).total() - (wanted - told)[None]
            one.elsewhere += min(astray, (told - wanted).total())
    return dict(sorted(by_rule.items()))


def show(tallies: dict[str, Tally]) -> None:
    """Print the table, no wider than a hundred signs."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("rule")
    for name in ("planted", "found", "missed", "invented", "elsewhere", "recall", "precision"):
        table.add_column(name, justify="right")
    for rule, one in tallies.items():
        counts = (one.planted, one.found, one.missed, one.invented, one.elsewhere)
        shares = (f"{one.recall:.3f}", f"{one.precision:.3f}")
        table.add_row(rule, *map(str, counts), *shares)
    Console(width=100).print(table)


def write(planted: Planted, folder: Path) -> list[Path]:
    """Write the deliveries into folders of their own, in their order."""
    folders = []
    for number, files in enumerate(planted.deliveries, start=1):
        folders.append(folder / f"{number}")
        folders[-1].mkdir(parents=True)
        for name, content in files.items():
            (folders[-1] / name).write_bytes(content)
    return folders


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000, help="documents and rows")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        planted = plant(chosen.count, chosen.seed)
        home = Path(folder) / "home"
        declare(planted, home)
        summary: dict[str, Any] = {}
        for delivery in write(planted, Path(folder)):
            summary = take_in(delivery, home)
        tallies = tally(planted.defects, found_in(warehouse_path(home)))
        show(tallies)
        wrong = [rule for rule, one in tallies.items() if not one.is_right]
        defects = sum(one.planted for one in tallies.values())
        said = f"{defects} defects of {len(tallies)} rules"
        print(f"{said}; not right: {', '.join(wrong) or 'none'}; published {summary['published']}")
        return min(1, len(wrong))


if __name__ == "__main__":
    sys.exit(main())
