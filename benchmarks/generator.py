"""Descriptions (form 1 as text) with known truth and named defects, the same for the same seed.

Run ``python -m benchmarks.generator --count N --seed K --defect-share X --out DIR`` to write the
documents and, beside them, ``truth.jsonl`` with one line for each.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count as counting
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import defects, layout
from benchmarks.facts import CODES, draw_sheet
from benchmarks.model import Defect, Generated, Sheet, Truth
from benchmarks.regions import Regions, project_regions

__all__ = ["Defect", "Generated", "Truth", "generate", "plain"]


def generate(count: int, seed: int = 1, *, defect_share: float = 0.0) -> Iterator[Generated]:
    """Yield `count` documents. Document i depends on i, `seed` and `defect_share` alone."""
    if not 0 <= count <= CODES or not 0 <= defect_share <= 1:
        raise ValueError(f"count up to {CODES} and defect_share from 0 to 1, please")
    regions = project_regions()
    for index in range(count):
        turn = int(index * defect_share)
        # The share is met exactly: a document is defective where the running total steps up.
        if int((index + 1) * defect_share) > turn:
            sheet, found = _draw_defective(index, turn, seed, regions)
        else:
            sheet, found = draw_sheet(index, Random(f"{seed}:{index}:0"), regions), ()
        yield _finish(sheet, found)


def _draw_defective(
    index: int, turn: int, seed: int, regions: Regions
) -> tuple[Sheet, tuple[Defect, ...]]:
    """The first draw that can carry the defect whose turn it is."""
    make = defects.MAKERS[turn % len(defects.MAKERS)]
    for attempt in counting():
        rng = Random(f"{seed}:{index}:{attempt}")
        if made := make(draw_sheet(index, rng, regions), rng, regions):
            return made
    raise AssertionError("counting never ends")


def _finish(sheet: Sheet, found: tuple[Defect, ...]) -> Generated:
    content, numbers = layout.render(sheet)
    return Generated(
        file_name=f"{sheet.truth.project_code}_description.txt",
        content=content,
        truth=replace(sheet.truth, lines=numbers),
        defects=tuple(replace(d, line_number=numbers.get(d.field)) for d in found),
    )


def plain(value: Any) -> Any:
    """A value of the truth as JSON can say it: amounts as text, tuple keys joined by a dot."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {k if isinstance(k, str) else ".".join(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        items = [plain(item) for item in value]
        return dict(zip(names, items, strict=True)) if names else items
    return str(value) if isinstance(value, date | Decimal) else value


def main() -> None:
    """Write documents and their truth into a folder."""
    parser = argparse.ArgumentParser(description="Write made-up project descriptions.")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--defect-share", type=float, default=0.0)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    made = generate(chosen.count, chosen.seed, defect_share=chosen.defect_share)
    with (chosen.out / "truth.jsonl").open("w", encoding="utf-8") as truths:
        for document in made:
            (chosen.out / document.file_name).write_bytes(document.content)
            record = {
                "file_name": document.file_name,
                "truth": plain(document.truth),
                "defects": plain(document.defects),
            }
            truths.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
