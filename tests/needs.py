"""What tests need besides the repository, and what its absence means."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

INSTALLED = "HANKEVARASTO_PROGRAMS_INSTALLED"


def lacks_program(reason: str) -> NoReturn:
    """Skip a test for want of a program; where CI has installed them all, fail it."""
    if os.environ.get(INSTALLED):
        pytest.fail(reason)
    pytest.skip(reason)


def named_folder(variable: str, of: str) -> Path:
    """A folder that the repository may not hold; CI names it wherever it lies beside."""
    folder = os.environ.get(variable)
    if not folder:
        pytest.skip(f"the repository holds no {of}, and {variable} names no folder of them")
    return Path(folder)


def needs_search() -> None:
    """Skip where the extra ``search`` is not installed; fail in CI."""
    from flows.steps import searched_by

    if not searched_by():
        lacks_program("the extra search is not installed")
