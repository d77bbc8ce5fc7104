"""The Great Expectations suite over the figures of a finished warehouse.

DuckDB counts the violations; Great Expectations holds each count against its expectation and
weighs it by severity. A critical failure stops publishing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult

SUITE = "warehouse"
# What a failure of each severity means to the reader.
SEVERITIES = {
    "critical": "a failure stops publishing",
    "warning": "a failure is published and should be looked into",
    "info": "counted for information; any count is right",
}
GROUPS = {
    "keys": "Keys",
    "references": "References",
    "sources": "Documents and lines",
    "values": "Values in contract",
    "readings": "Conservation of readings",
    "own": "Own checks",
}


@dataclass(frozen=True)
class Expectation:
    """One expectation, of one of `GROUPS`, and how often it is broken."""

    name: str
    severity: str
    group: str
    meaning: str
    violations: int


def validate(checked: Sequence[Expectation]) -> "ExpectationSuiteValidationResult":
    """The suite held against one row of figures that has a column for each expectation."""
    import great_expectations as gx
    import pandas as pd

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("figures")
    batch = source.add_dataframe_asset("violations").add_batch_definition_whole_dataframe("all")
    # Given whole: a suite that expectations are added to is written out anew with each of them.
    suite = gx.ExpectationSuite(
        name=SUITE,
        expectations=[
            gx.expectations.ExpectColumnMaxToBeBetween(
                column=one.name,
                min_value=0,
                max_value=0,
                severity=one.severity,
                description=one.meaning,
                meta={"group": one.group},
            )
            for one in checked
        ],
    )
    frame = pd.DataFrame([{one.name: one.violations for one in checked}])
    return batch.get_batch({"dataframe": frame}).validate(suite)


def failed_expectations(
    result: "ExpectationSuiteValidationResult", severity: str = "critical"
) -> list[str]:
    """Names of the expectations of one severity that the figures break."""
    return [
        str(one.expectation_config.kwargs["column"])
        for one in result.results
        if not one.success and one.expectation_config.severity == severity
    ]
