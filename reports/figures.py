"""What the report shows, asked from a warehouse file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.query import named_rows

Rows = list[dict[str, Any]]
MOST_FINDINGS = 500
IN_FORCE = """
    SELECT finding.*, rule.number, rule.title_fi, rule.title_sv, rule.title_en, field.label
    FROM quality.finding AS finding
    INNER JOIN meta.document AS document ON finding.document_id = document.document_id
    INNER JOIN quality.rule AS rule ON finding.rule = rule.rule
    LEFT JOIN meta.form_field AS field
        ON document.kind = field.kind AND finding.field = field.field
        AND field.section IN (finding.section, split_part(finding.section, '.', 1) || '.n')
    WHERE finding.in_force AND ($authority IS NULL OR finding.authority = $authority)
"""
QUARANTINE = """
    SELECT * FROM quality.quarantine
    WHERE $authority IS NULL OR authority = $authority
    ORDER BY first_seen
"""
# Rows are refused before their authority is known for certain.
REFUSED_ROWS = f"""
    SELECT refused.*, delivery.source_uri
    FROM quality.refused_row AS refused
    LEFT JOIN (SELECT document_id, arg_min(source_uri, received_at) AS source_uri
        FROM meta.delivery GROUP BY document_id) AS delivery USING (document_id)
    WHERE $authority IS NULL AND refused.in_force
    ORDER BY document_id, line_number
    LIMIT {MOST_FINDINGS}
"""
PROJECTS = """
    SELECT project.* FROM latest.dim_project AS project
    LEFT JOIN latest.dim_authority AS authority USING (authority_key)
    WHERE $authority IS NULL OR authority.name = $authority
"""


class UnknownAuthority(Exception):
    """An authority that no project in the warehouse names."""


@dataclass(frozen=True)
class Figures:
    """Everything one report shows; rows are dictionaries by column name."""

    counts: dict[str, int]
    rules: Rows
    findings: Rows
    regions: Rows
    authorities: Rows
    quarantine: Rows
    refused_rows: Rows
    runs: Rows
    expectations: Rows


def read_figures(path: Path, authority: str | None) -> Figures:
    """Figures of all projects, or of those one authority answers for.

    Raises UnknownAuthority, with the names there are, where none is called so.
    """
    with duckdb.connect(str(path), read_only=True) as connection:

        def ask(query: str, named: Sequence[str] = ("authority",)) -> Rows:
            given = {"authority": authority} if "authority" in named else {}
            return named_rows(connection.execute(query, given))

        names = [r["name"] for r in ask("SELECT name FROM latest.dim_authority ORDER BY 1", ())]
        if authority is not None and authority not in names:
            raise UnknownAuthority(
                f"No project names the authority {authority!r}. Known: {'; '.join(names)}."
            )
        return Figures(
            counts=ask(counts_query())[0],
            rules=ask(rules_query()),
            findings=ask(findings_query()),
            regions=ask(regions_query()),
            authorities=ask(authorities_query()),
            quarantine=ask(QUARANTINE),
            refused_rows=ask(REFUSED_ROWS),
            runs=ask("SELECT * FROM meta.run ORDER BY started_at DESC LIMIT 10", ()),
            expectations=ask("SELECT * FROM meta.expectation ORDER BY severity, expectation", ()),
        )


def counts_query() -> str:
    return f"""
        WITH projects AS ({PROJECTS}), findings AS ({IN_FORCE})
        SELECT
            (SELECT count(*) FROM projects) AS projects,
            (SELECT count(*) FROM projects WHERE project_code NOT IN (
                SELECT project_code FROM findings WHERE severity <> 'info')) AS sound,
            (SELECT count(*) FROM findings WHERE severity = 'error') AS errors,
            (SELECT count(*) FROM findings WHERE severity = 'warning') AS warnings,
            (SELECT count(*) FROM findings WHERE severity = 'info') AS infos"""


def rules_query() -> str:
    return f"""
        WITH findings AS ({IN_FORCE})
        , counted AS (
            SELECT rule, count(*) AS findings, count(DISTINCT project_code) AS projects
            FROM findings GROUP BY rule)
        SELECT rule.*, counted.findings, counted.projects
        FROM counted INNER JOIN quality.rule AS rule ON counted.rule = rule.rule
        ORDER BY array_position(['error', 'warning', 'info'], rule.severity),
            counted.findings DESC, rule.number"""


def findings_query() -> str:
    return f"""
        WITH findings AS ({IN_FORCE})
        SELECT findings.*, delivery.source_uri, (
            SELECT max(page) FROM meta.page AS page
            WHERE page.document_id = findings.document_id
                AND page.line_number <= findings.line_number) AS page
        FROM findings
        LEFT JOIN (SELECT document_id, arg_min(source_uri, received_at) AS source_uri
            FROM meta.delivery GROUP BY document_id) AS delivery USING (document_id)
        ORDER BY array_position(['error', 'warning', 'info'], severity), project_code,
            document_id, line_number, number
        LIMIT {MOST_FINDINGS}"""


def regions_query() -> str:
    """Current projects' money by maakunta, from the bridges, as the mart does it."""
    return f"""
        WITH projects AS ({PROJECTS}), parts AS (
            SELECT bridge.project_key, region.maakunta_code, region.level, region.code,
                bridge.share_part / bridge.share_whole AS share
            FROM latest.bridge_project_region AS bridge
            INNER JOIN main.dim_region AS region USING (region_key)
            WHERE bridge.project_key IN (SELECT project_key FROM projects)),
        named AS (
            SELECT project_key, share, CASE WHEN level = 'maakunta' THEN code
                ELSE maakunta_code END AS code FROM parts),
        regions AS (
            SELECT code, arg_max(name_fi, last_year) AS name_fi, arg_max(name_sv, last_year)
                AS name_sv, arg_max(name_en, last_year) AS name_en
            FROM main.dim_region WHERE level = 'maakunta' GROUP BY code)
        SELECT named.code, regions.name_fi, regions.name_sv, regions.name_en,
            count(DISTINCT named.project_key) AS projects,
            sum(named.share * fact.amount_eur) FILTER (fact.basis = 'applied') AS applied_eur,
            sum(named.share * fact.amount_eur) FILTER (fact.basis = 'granted') AS granted_eur,
            sum(named.share * fact.amount_eur) FILTER (fact.basis = 'planned') AS planned_eur,
            sum(named.share * fact.amount_eur) FILTER (fact.basis = 'realised') AS realised_eur,
            sum(named.share * fact.amount_eur) FILTER (
                fact.basis = 'realised' AND named.project_key IN (
                    SELECT project_key FROM latest.fact_funding
                    WHERE measure = 'eu_state' AND basis = 'granted')) AS realised_of_granted_eur
        FROM named LEFT JOIN regions USING (code)
        LEFT JOIN latest.fact_funding AS fact
            ON named.project_key = fact.project_key AND fact.measure = 'eu_state'
        GROUP BY ALL ORDER BY named.code NULLS LAST"""


def authorities_query() -> str:
    return f"""
        WITH findings AS ({IN_FORCE}), projects AS ({PROJECTS})
        SELECT authority.name, count(DISTINCT projects.project_code) AS projects,
            count(findings.finding_id) FILTER (findings.severity = 'error') AS errors,
            count(findings.finding_id) FILTER (findings.severity = 'warning') AS warnings
        FROM projects INNER JOIN latest.dim_authority AS authority USING (authority_key)
        LEFT JOIN findings ON projects.project_code = findings.project_code
        GROUP BY authority.name ORDER BY errors DESC, warnings DESC, authority.name"""
