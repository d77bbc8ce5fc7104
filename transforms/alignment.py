"""Lines brought into the order in which a form has its sections and elements."""

from collections.abc import Sequence
from itertools import pairwise


def best_alignment(
    candidates: Sequence[tuple[int, int, int]], repeats: frozenset[int]
) -> list[tuple[int, int]]:
    """Heaviest chain of (position, line index) rising in both; the earliest lines where equal.

    `candidates` are (position in the form, line index, weight), at most one a line, in line
    order; weights are above nothing. A position in `repeats` may follow itself.
    """
    positions = [position for position, _, _ in candidates]
    if all(a < b or (a == b and a in repeats) for a, b in pairwise(positions)):
        return [(position, index) for position, index, _ in candidates]  # the usual document
    best_at: dict[int, tuple[int, int]] = {}  # position: total weight, candidate it ends with
    before: list[int] = []
    for i, (position, _, weight) in enumerate(candidates):
        earlier = [best_at[p] for p in best_at if p < position or (p == position and p in repeats)]
        total, previous = max(earlier, key=lambda b: (b[0], -b[1]), default=(0, -1))
        before.append(previous)
        if position not in best_at or total + weight > best_at[position][0]:
            best_at[position] = (total + weight, i)
    at = max(best_at.values(), key=lambda b: (b[0], -b[1]))[1]
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(candidates[at][:2])
        at = before[at]
    return chain[::-1]
