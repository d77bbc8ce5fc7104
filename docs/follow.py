"""Do what docs/start.md says, word for word, on a fresh machine: ``python3 docs/follow.py``.

The commands of the page's console blocks run in its order in one shell, in an empty folder and
without the caller's environment but for what finds programs and packages (`PYTHON` says which
Python `make` takes). REPOSITORY stands for this checkout: what is not committed is not followed.

What a command prints has to be what the page shows under it, blank lines aside: ``…`` stands for
anything within a line, on a line of its own for any lines. Exit status 1: a command failed, printed
something else, or all of them took longer than the page says.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, cast

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "start.md"
LIMIT_SECONDS = 600
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
KEPT = re.compile(r"PATH|HOME|PYTHON|TMPDIR|PIP_.*|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|(?i:\w+_proxy)")
END = "a command of the page has ended:"


def commands(page: str) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with the lines shown under it."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(BLOCK.findall(page)).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line.rstrip())
    return found


def pattern(shown: list[str]) -> re.Pattern[str]:
    """What fits the lines shown, each with its line break."""
    return re.compile(
        "".join(
            r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n"
            for line in shown
        )
    )


def first_misfit(shown: list[str], said: list[str]) -> str | None:
    """The first line shown that what was said does not go on with; None where all fits."""
    text = "".join(line + "\n" for line in said)
    if pattern(shown).fullmatch(text):
        return None
    fitting = [n for n in range(len(shown)) if pattern(shown[: n + 1]).match(text)]
    after = fitting[-1] + 1 if fitting else 0
    return shown[after] if after < len(shown) else "nothing more"


def run(shell: subprocess.Popen[str], command: str) -> tuple[list[str], int]:
    """What a command prints in the shell, without blank lines, and its exit status."""
    entry, output = cast(IO[str], shell.stdin), cast(IO[str], shell.stdout)
    entry.write(f"{{ {command}\n}} </dev/null 2>&1; status=$?; echo; echo '{END}' $status\n")
    entry.flush()
    said: list[str] = []
    for line in output:
        if line.startswith(END):
            return said, int(line.removeprefix(END))
        if line.strip():
            said.append(line.rstrip())
    raise SystemExit(f"the shell ended at: {command}")


def follow(shell: subprocess.Popen[str], command: str, shown: list[str]) -> float:
    """Run one command of the page and say how long it took; leave where it is not as shown."""
    started = time.monotonic()
    said, status = run(shell, command.replace("REPOSITORY", str(ROOT)))
    took = time.monotonic() - started
    print(f"{took:6.1f} s  {command}", flush=True)
    misfit = first_misfit(shown, said)
    if status or misfit is not None:
        print(*said, sep="\n")
        raise SystemExit(f"exit status {status}" if status else f"not as shown from: {misfit}")
    return took


def main() -> int:
    """Follow the page in an empty folder."""
    environment = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    with tempfile.TemporaryDirectory() as folder:
        shell = subprocess.Popen(
            ["bash", "--norc", "--noprofile"],  # noqa: S607
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env=environment,
        )
        try:
            steps = commands(PAGE.read_text(encoding="utf-8"))
            seconds = sum(follow(shell, *step) for step in steps)
        finally:
            shell.kill()
            shell.wait()
    below = seconds <= LIMIT_SECONDS
    print(f"{seconds:6.1f} s  in all: {'below' if below else 'ABOVE'} ten minutes")
    return 0 if below else 1


if __name__ == "__main__":
    sys.exit(main())
