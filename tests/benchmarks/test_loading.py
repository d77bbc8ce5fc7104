"""Loading and DuckDB's copies end with the same rows, and both are timed."""

import pytest

from benchmarks import loading


def test_all_sides_hold_the_same_rows_and_are_timed() -> None:
    found = loading.measure(20, rounds=1)
    assert found["rows"] > 1000
    for side in ("load", "copy of Parquet", "copy of frames"):
        assert found[f"seconds, {side}"] > 0
    assert found["ratio of seconds, load / copy of Parquet"] > 0


def test_a_copy_without_some_rows_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = loading.copy_frames

    def part(frames: loading.Frames, path: object) -> None:
        whole({name: rows[1:] for name, rows in frames.items()}, path)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "copy_frames", part)
    with pytest.raises(ValueError, match="does not hold"):
        loading.measure(5, rounds=1)
