"""One project's figures, followed from document and line over shares to the cells they are in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.query import named_rows, open_warehouse

Rows = list[dict[str, Any]]

PROJECT = """
    SELECT project.*, authority.name AS authority, beneficiary.stated_name AS beneficiary
    FROM latest.dim_project AS project
    LEFT JOIN main.dim_authority AS authority USING (authority_key)
    LEFT JOIN latest.bridge_project_organisation AS beneficiary
        ON project.project_key = beneficiary.project_key AND beneficiary.role = 'beneficiary'
            AND project.beneficiary_key = beneficiary.organisation_key
    WHERE project.project_code = $code"""
VERSIONS = """
    SELECT version, kind, valid_from AS received, is_latest_of_kind AS in_force,
        document_id, history.line_number, arg_min(source_uri, received_at) AS source_uri
    FROM main.project_history AS history
    INNER JOIN meta.delivery AS delivery USING (document_id)
    WHERE project_code = $code
    GROUP BY ALL ORDER BY version"""
FIGURES = """
    SELECT subject, item, basis, figure.figure AS value,
        if(subject = 'funding', 'EUR', unit) AS unit, document_id, line_number
    FROM reading.figures() AS figure
    LEFT JOIN main.dim_indicator AS indicator ON figure.item = indicator.indicator_key
    WHERE project_key = $key
    ORDER BY subject, document_id, line_number, item, basis"""
CORRECTED = """
    SELECT field, line_number, seen, right_value, reason FROM quality.correction
    WHERE project_code = $code AND in_force ORDER BY line_number, field, seen"""
# What the public total applied for is the sum of: all lines of funding of table A but the private.
SUMMED = """
    SELECT amount_eur, line_number FROM latest.fact_budget
    WHERE project_key = $key AND budget_table = 'A' AND side = 'funding' AND line_kind = 'item'
        AND NOT starts_with(lower(line), 'yksityinen')
    ORDER BY line_number"""
# Named places, the first name of a region with its share; then the regions that no place names.
PLACES = """
    SELECT coalesce(place.level, region.level) AS level, place.name,
        coalesce(region.name_fi, named.name_fi) AS region_name,
        coalesce(place.region_code, region.code) AS region_code,
        concat_ws(', expected ', resolution, unknown.expected) AS resolution,
        classification_year, year_is_nearest, place.document_id, place.line_number,
        share_part, share_whole
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY region_key ORDER BY line_number, name) AS mention
        FROM latest.project_place WHERE project_key = $key) AS place
    FULL JOIN (FROM latest.bridge_project_region WHERE project_key = $key) AS share
        ON place.region_key = share.region_key AND place.mention = 1
    LEFT JOIN main.dim_region AS region ON share.region_key = region.region_key
    LEFT JOIN main.dim_region AS named ON place.region_key = named.region_key
    LEFT JOIN quality.finding AS unknown
        ON unknown.rule = 'place_unknown' AND unknown.field = 'named_' || place.level
            AND place.document_id = unknown.document_id
            AND place.line_number = unknown.line_number AND place.name = unknown.observed
    ORDER BY list_position(['maakunta', 'seutukunta', 'kunta'], coalesce(place.level, region.level))
        NULLS LAST, place.line_number NULLS LAST, region_name, place.name"""
MONTHS = """
    SELECT month, days, period_days FROM latest.bridge_project_month
    WHERE project_key = $key ORDER BY month"""
# The parts of one project, each beside the cell of all projects that it is summed in.
CELLS = """
    WITH part AS (
        SELECT * FROM reading.parts($level, $grain, NULL, NULL, 'main.weight_equal')
        WHERE project_code = $code),
    cell AS (
        SELECT * EXCLUDE (measure, amount_eur), 'funding' AS subject, measure AS item,
            amount_eur AS value
        FROM mart.funding_by_region_period
        UNION ALL BY NAME
        SELECT * EXCLUDE (indicator), 'indicator' AS subject, indicator AS item
        FROM mart.indicator_by_region_period)
    SELECT subject, item, basis, part.region_name, period, region_part, region_whole, period_part,
        period_whole, part.part, cell.value AS cell, cell.projects
    FROM part
    INNER JOIN cell USING (subject, item, basis, fund, region_level, period_grain, period)
    WHERE part.programme_period IS NOT DISTINCT FROM cell.programme_period
        AND part.region_code IS NOT DISTINCT FROM cell.region_code
    ORDER BY part.region_code NULLS LAST, period"""
REFUSED = """
    SELECT 'document ' || document_id[:12] AS what, reason, detail FROM quality.quarantine
    WHERE project_code = $code
    UNION ALL
    SELECT 'line ' || line_number || ' of list ' || document_id[:12], reason, detail
    FROM quality.refused_row WHERE project_code = $code ORDER BY ALL"""
MOST_NEAR = 3
CLOSE = 0.8  # one character of six is another, or two have changed places


class UnknownProject(Exception):
    """A project code that the warehouse does not have; says what is known of it."""


@dataclass(frozen=True)
class Explanation:
    """A current project version: its attributes, and rows of each step on the way of its figures.

    `versions` are the statements that began its versions, `figures` what the document in force
    states, `corrected` what officers have corrected in it, `summed` the lines of the public total
    applied for, `places` and `months` the parts it is shared over, `cells` each part beside the sum
    of all projects in its region and period.
    """

    project: dict[str, Any]
    versions: Rows
    figures: Rows
    corrected: Rows
    summed: Rows
    places: Rows
    months: Rows
    cells: Rows


def explain(path: Path, code: str, level: str, grain: str) -> Explanation:
    """How the figures of a project come from its documents and into the cells of the marts.

    Raises UnknownProject for a code that is not in the warehouse at `path`.
    """
    with open_warehouse(path) as connection:

        def ask(query: str, **values: str) -> Rows:
            return named_rows(connection.execute(query, values))

        projects = ask(PROJECT, code=code)
        if not projects:
            raise UnknownProject(what_is_known(connection, code))
        key = projects[0]["project_key"]
        return Explanation(
            project=projects[0],
            versions=ask(VERSIONS, code=code),
            figures=ask(FIGURES, key=key),
            corrected=ask(CORRECTED, code=code),
            summed=ask(SUMMED, key=key),
            places=ask(PLACES, key=key),
            months=ask(MONTHS, key=key),
            cells=ask(CELLS, code=code, level=level, grain=grain),
        )


def what_is_known(connection: duckdb.DuckDBPyConnection, code: str) -> str:
    """Why a project is not in the warehouse, as far as it is known, and what to do."""
    refused = named_rows(connection.execute(REFUSED, {"code": code}))
    if refused:
        said = "; ".join(f"{r['what']} ({r['reason']}): {r['detail']}" for r in refused)
        return f"Project {code} was received, and refused: {said}"
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    codes = connection.execute("SELECT project_code FROM latest.dim_project ORDER BY ALL")
    known = [known for (known,) in codes.fetchall()]
    near = process.extract(
        code, known, scorer=OSA.normalized_similarity, score_cutoff=CLOSE, limit=MOST_NEAR
    )
    hint = f" Did you mean {' or '.join(found for found, *_ in near)}?" if near else ""
    return f"No document here speaks of project {code}.{hint}"
