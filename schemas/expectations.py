"""The Great Expectations suite over the figures of a finished warehouse.

DuckDB counts the violations; Great Expectations holds each count against its expectation and
weighs it by severity. A critical failure stops publishing.
"""

from dataclasses import dataclass

SUITE = "warehouse"


@dataclass(frozen=True)
class Expectation:
    """One expectation and how often it is broken."""

    name: str
    severity: str
    meaning: str
    violations: int


def failed_expectations(checked: list[Expectation]) -> list[str]:
    """Names of the critical expectations that the figures break."""
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
            gx.expectations.ExpectColumnValuesToBeBetween(
                column=one.name,
                min_value=0,
                max_value=0,
                severity=one.severity,
                meta={"notes": one.meaning},
            )
            for one in checked
        ],
    )
    frame = pd.DataFrame([{one.name: one.violations for one in checked}])
    result = batch.get_batch({"dataframe": frame}).validate(suite, result_format="BOOLEAN_ONLY")
    return [
        str(one.expectation_config.kwargs["column"])
        for one in result.results
        if not one.success and one.expectation_config.severity == "critical"
    ]
