"""Descriptions (form 1) and plans (form 2) as text, with known truth and named defects.

The same arguments give the same documents. Run ``python -m benchmarks.generator --form plan
--count N --seed K --defect-share X --out DIR`` to write documents and, beside them,
``truth.jsonl`` with one line for each.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count as counting
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from benchmarks import defects, layout, plan_defects, plan_layout
from benchmarks.facts import CODES, draw_sheet, write_code
from benchmarks.model import Defect, Generated, Sheet, Truth
from benchmarks.plan_facts import PAIR_CODES, draw_plan, draw_project
from benchmarks.plan_model import GeneratedPlan, PlanSheet, PlanTruth
from benchmarks.plan_tables import (
    read_budget,
    read_funding,
    read_indicators,
    read_participants,
    read_training,
    read_training_total,
)
from benchmarks.regions import Regions, project_regions

__all__ = [
    "Defect", "Generated", "GeneratedPlan", "PlanTruth", "Truth", "generate", "generate_pairs",
    "generate_plans", "plain",
]  # fmt: skip
AnySheet = TypeVar("AnySheet", Sheet, PlanSheet)
Draw = Callable[[int, Random, Regions], AnySheet]
Make = Callable[[AnySheet, Random, Regions], tuple[AnySheet, tuple[Defect, ...]] | None]


def generate(count: int, seed: int = 1, *, defect_share: float = 0.0) -> Iterator[Generated]:
    """Yield `count` documents. Document i depends on i, `seed` and `defect_share` alone."""
    for drawn in _draw_all(count, seed, defect_share, draw_sheet, defects.MAKERS):
        yield finish(*drawn)


def generate_plans(
    count: int, seed: int = 1, *, defect_share: float = 0.0
) -> Iterator[GeneratedPlan]:
    """Yield `count` plans, as `generate` does descriptions; their codes are others."""
    for drawn in _draw_all(count, seed, defect_share, _draw_plan, plan_defects.MAKERS):
        yield finish_plan(*drawn)


def generate_pairs(count: int, seed: int = 1) -> Iterator[tuple[Generated, GeneratedPlan]]:
    """Yield a sound description and a sound plan of each of `count` projects.

    They agree in all that both forms hold as a fact, planned companies too, but not in texts,
    status and planned persons.
    """
    for index in range(count):
        rng = Random(f"{seed}:{index}:pair")
        sheet = draw_sheet(index, rng, project_regions())
        code = write_code(sheet.truth.fund, PAIR_CODES + index)
        truth = replace(sheet.truth, project_code=code)
        sheet = replace(sheet, truth=truth, written={**sheet.written, "project_code": code})
        plan = draw_plan(truth, rng, is_pair=True)
        yield finish(sheet, ()), finish_plan(plan, ())


def _draw_plan(index: int, rng: Random, regions: Regions) -> PlanSheet:
    return draw_plan(draw_project(index, rng, regions), rng)


def _draw_all(
    count: int,
    seed: int,
    defect_share: float,
    draw: Draw[AnySheet],
    makers: Sequence[Make[AnySheet]],
) -> Iterator[tuple[AnySheet, tuple[Defect, ...]]]:
    if not 0 <= count <= CODES or not 0 <= defect_share <= 1:
        raise ValueError(f"count up to {CODES} and defect_share from 0 to 1, please")
    regions = project_regions()
    for index in range(count):
        turn = int(index * defect_share)
        # The share is met exactly: a document is defective where the running total steps up.
        if int((index + 1) * defect_share) > turn:
            yield _draw_defective(index, seed, regions, draw, makers[turn % len(makers)])
        else:
            yield draw(index, Random(f"{seed}:{index}:0"), regions), ()


def _draw_defective(
    index: int, seed: int, regions: Regions, draw: Draw[AnySheet], make: Make[AnySheet]
) -> tuple[AnySheet, tuple[Defect, ...]]:
    """The first draw that can carry the defect whose turn it is."""
    for attempt in counting():
        rng = Random(f"{seed}:{index}:{attempt}")
        if made := make(draw(index, rng, regions), rng, regions):
            return made
    raise AssertionError("counting never ends")


def _place(found: tuple[Defect, ...], numbers: Mapping[str, int]) -> tuple[Defect, ...]:
    return tuple(replace(d, line_number=numbers.get(d.field)) for d in found)


def finish(sheet: Sheet, found: tuple[Defect, ...]) -> Generated:
    """A description printed, its facts and its defects with their lines."""
    content, numbers = layout.render(sheet)
    return Generated(
        file_name=f"{sheet.truth.project_code}_description.txt",
        content=content,
        truth=replace(sheet.truth, lines=numbers),
        defects=_place(found, numbers),
    )


def finish_plan(sheet: PlanSheet, found: tuple[Defect, ...]) -> GeneratedPlan:
    """A plan printed, its facts with those of its figures, and its defects with their lines."""
    content, numbers = plan_layout.render(sheet)
    code, figures = sheet.truth.project_code, sheet.figures
    truth = replace(
        sheet.truth,
        funding=read_funding(figures, code),
        indicators=read_indicators(figures),
        budget=tuple(read_budget(figures)),
        participants=read_participants(figures, totals=False),
        filed_totals=read_participants(figures, totals=True),
        training=read_training(figures),
        training_total=read_training_total(figures),
        lines=numbers,
    )
    return GeneratedPlan(f"{code}_suunnitelma.txt", content, truth, _place(found, numbers))


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
    parser = argparse.ArgumentParser(description="Write made-up project documents.")
    makers: dict[str, Callable[..., Iterator[Generated | GeneratedPlan]]] = {
        "description": generate,
        "plan": generate_plans,
    }
    parser.add_argument("--form", choices=makers, default="description")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--defect-share", type=float, default=0.0)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    made = makers[chosen.form](chosen.count, chosen.seed, defect_share=chosen.defect_share)
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
