"""What reading a document costs in each format, as a multiple of reading it as text.

Run ``python -m benchmarks.formats``: the samples that are there in two formats, read in turn.
"""

import time
from pathlib import Path

from seeds import read_reference
from transforms.document import parse_document
from transforms.regions import Regions

SAMPLES = Path(__file__).parent.parent / "seeds" / "samples"
PAIRS = {
    "html": ("2023-12/S29011_kuvaus.txt", "2024-06/S29011_kuvaus.html"),
    "docx": ("2024-03/S29012_suunnitelma.txt", "2024-06/S29012_suunnitelma.docx"),
    "pdf": ("2024-03/A79009_suunnitelma.txt", "2024-06/A79009_suunnitelma.pdf"),
}
ROUNDS = 5


def seconds(path: Path, regions: Regions) -> float:
    """CPU seconds that one document takes from bytes to rows."""
    content = path.read_bytes()
    start = time.process_time()
    document = parse_document(path.name, content, regions)
    if document.refusal:
        raise ValueError(f"{path} cannot be read: {document.refusal[0]}")
    return time.process_time() - start


def ratios(rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """By format: milliseconds of its sample, and how many times its text's; the least of rounds.

    A first round, which imports the libraries, does not count.
    """
    regions = Regions(*map(read_reference, ("region", "region_name", "region_change")))
    found = {}
    for name, pair in PAIRS.items():
        times = [[seconds(SAMPLES / one, regions) for one in pair] for _ in range(rounds + 1)][1:]
        text, other = (min(column) for column in zip(*times, strict=True))
        found[name] = (1000 * other, other / text)
    return found


if __name__ == "__main__":
    for name, (milliseconds, times) in ratios().items():
        print(f"{name:<5} {milliseconds:7.1f} ms  {times:6.1f} × its text")
