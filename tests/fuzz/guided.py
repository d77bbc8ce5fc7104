"""A target run by libFuzzer, which looks for inputs that reach code not reached before.

``python -m tests.fuzz.guided TARGET [FOLDER…] [-option…]``, as ``-max_total_time=60``; what it
finds goes into the first folder, by default one below ``var/fuzz``. ``-merge=1`` with two folders
adds of the second to the first what reaches more.
"""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

import atheris

with atheris.instrument_imports(
    include=["transforms", "pdfminer", "pdfplumber", "docx", "openpyxl"]
):
    from tests.fuzz.targets import CORPUS, targets

from benchmarks.mutations import TOKENS, words_of_forms

FOUND = Path("var/fuzz")
LIMITS = ("-timeout=5", "-rss_limit_mb=1536", "-max_len=8192")


def dictionary() -> str:
    """Labels, headings and what else is apt to matter, as libFuzzer reads it."""
    lines = []
    for word in (*words_of_forms(), *TOKENS):
        escaped = "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "replace"))
        lines.append(f'"{escaped}"')
    return "\n".join(lines) + "\n"


def keeping(name: str) -> Callable[[bytes], None]:
    """A target that keeps the input on which it fails, below ``var/fuzz``."""
    target = targets()[name]

    def run(content: bytes) -> None:
        try:
            target(content)
        except BaseException:
            kept = FOUND / f"{name}-failed-{hashlib.sha256(content).hexdigest()[:12]}"
            kept.write_bytes(content)
            print(f"failed on {kept}", file=sys.stderr, flush=True)
            raise

    return run


def main() -> None:
    """Run one target until the options say that it is enough."""
    name, *options = sys.argv[1:]
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    if all(option.startswith("-") for option in options):
        options = [str(FOUND / name), str(CORPUS / name), *options]
    with NamedTemporaryFile("w", suffix=".dict", encoding="utf-8") as words:
        words.write(dictionary())
        words.flush()
        # By its first argument libFuzzer begins itself anew, to merge.
        again = f"{sys.executable} -m tests.fuzz.guided {name}"
        atheris.Setup([again, *LIMITS, f"-dict={words.name}", *options], keeping(name))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
