"""The layout of a home: what a newer program made is left alone."""

from pathlib import Path

import pytest

from warehouse.layout import LAYOUT, LayoutUnknown, check_layout, layout_path, record_layout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path


def test_home_of_before_there_were_layouts_is_known(home: Path) -> None:
    check_layout(home)


def test_recorded_layout_is_known(home: Path) -> None:
    record_layout(home)
    assert layout_path(home).read_text() == f"{LAYOUT}\n"
    check_layout(home)


def test_newer_layout_is_refused_with_its_number(home: Path) -> None:
    layout_path(home).write_text(f"{LAYOUT + 1}\n")
    with pytest.raises(LayoutUnknown, match=f"has layout {LAYOUT + 1}.*1 to {LAYOUT}"):
        check_layout(home)


@pytest.mark.parametrize("said", ["", "two", "-1", "\u00b2"])
def test_layout_that_is_no_number_is_refused(home: Path, said: str) -> None:
    layout_path(home).write_text(said, encoding="utf-8")
    with pytest.raises(LayoutUnknown, match="no number"):
        check_layout(home)
