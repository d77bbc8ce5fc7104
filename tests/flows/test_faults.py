"""Errors in our own words: what Prefect keeps of a failed run quotes no document."""

import errno
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.faults import HomeUnusable, StepFailed, in_our_words
from sources.content import SourceMissing
from warehouse.ddl import MEMORY_VARIABLE, MemoryUnclear, open_database

SECRET = "Matti Esimerkki 040 000 0000"


def test_message_that_could_quote_a_document_is_withheld(tmp_path: Path) -> None:
    with pytest.raises(StepFailed) as caught, in_our_words(tmp_path):
        pl.DataFrame([{"count": SECRET}], schema={"count": pl.Int64})
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__
    assert caught.value.__cause__ is None


def test_values_that_duckdb_quotes_are_withheld(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="ConversionException") as caught, in_our_words(tmp_path):
        duckdb.connect().execute(f"SELECT '{SECRET}'::INTEGER")
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("error", [SourceMissing("Nothing at in."), FileNotFoundError(2, "gone")])
def test_our_own_errors_and_those_of_files_pass(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)), in_our_words(tmp_path):
        raise error


def test_full_disk_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(HomeUnusable, match="Make room"), in_our_words(tmp_path / "home"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_too_little_memory_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MEMORY_VARIABLE, "10MB")
    with (
        pytest.raises(HomeUnusable, match=f"Set {MEMORY_VARIABLE} to more"),
        in_our_words(tmp_path),
        open_database(tmp_path / "store.duckdb") as connection,
    ):
        connection.execute("SELECT list(uuid()) FROM range(1000000)")


def test_a_checkpoint_short_of_memory_says_what_to_do(tmp_path: Path) -> None:
    error = duckdb.FatalException(
        "Failed to create checkpoint because of error: failed to pin block of size 256.0 KiB"
    )
    with pytest.raises(HomeUnusable, match=MEMORY_VARIABLE), in_our_words(tmp_path):
        raise error


@pytest.mark.parametrize("amount", ["lots", "512", "-1GB", "50%", "0MB", ""])
def test_unclear_amount_of_memory_says_how_to_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: str
) -> None:
    monkeypatch.setenv(MEMORY_VARIABLE, amount)
    with pytest.raises(MemoryUnclear, match="Write it like 2GB"), in_our_words(tmp_path):
        open_database(tmp_path / "store.duckdb")


def test_foreign_path_is_no_fault_of_the_home(tmp_path: Path) -> None:
    with pytest.raises(HomeUnusable) as caught, in_our_words(tmp_path / "home"):
        raise PermissionError(errno.EACCES, "Permission denied", "/elsewhere/file")
    assert "/elsewhere/file cannot be used" in str(caught.value)
    assert "--home" not in str(caught.value)
