"""The picture of the results names each ratio and step."""

from benchmarks.plot import draw


def test_ratios_and_steps_are_drawn_with_their_values() -> None:
    drawn = draw(
        [
            {"benchmark": "loading", "figures": {"ratio, load / copy": 1.5, "rows": 3.0}},
            {"benchmark": "ingest", "figures": {"seconds of parse": 9.34}},
        ]
    )
    for words in ("load / copy", "1.5 ×", "parse", "9.34 s"):
        assert words in drawn
