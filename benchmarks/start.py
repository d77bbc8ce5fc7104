"""How long the demo takes beside an empty Prefect flow: ``python -m benchmarks.start``.

Both run as processes of their own, in turn, so that a noisy machine slows both. Prints each
round, the median ratio and the demo's own seconds (without the engine's start).
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from statistics import median

from flows.environment import HOME_VARIABLE, prepare_environment

EMPTY_FLOW = "from prefect import flow; flow(lambda: None, name='empty')()"
STEP = re.compile(r"· (\w+) (\d+\.\d)")


def timed(arguments: list[str], home: str) -> tuple[float, str]:
    """Wall seconds and output of a Python process; raises where it fails."""
    environment = {**os.environ, HOME_VARIABLE: home}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, done.stdout


def own_seconds(output: str) -> float:
    """Seconds of the run's own steps, from the last line of its output."""
    steps = dict(STEP.findall(output.strip().splitlines()[-1]))
    steps.pop("total")
    return sum(map(float, steps.values()))


def measure(rounds: int) -> list[tuple[float, float, float]]:
    """Seconds of the empty flow, of the demo, and of the demo's own steps, round by round."""
    prepare_environment()
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as home:
            empty, _ = timed(["-c", EMPTY_FLOW], home)
            demo, output = timed(["-m", "flows.demo"], home)
            found.append((empty, demo, own_seconds(output)))
    return found


def main() -> None:
    """Print five rounds and their medians."""
    rounds = measure(5)
    for empty, demo, own in rounds:
        print(f"empty flow {empty:5.1f} s   demo {demo:5.1f} s   own steps {own:4.1f} s")
    ratio = median(demo / empty for empty, demo, _ in rounds)
    print(f"median: demo / empty flow {ratio:.2f}, own steps {median(r[2] for r in rounds):.1f} s")


if __name__ == "__main__":
    main()
