-- one anomaly at one place of one document that is or was in force
with noted as (
    select *
    from store.stage.finding
    union all by name
    select *
    from rule_finding
),

described as (
    select distinct
        document.run_id,
        statement.document_id,
        statement.project_code,
        statement.is_current as in_force,
        coalesce(responsible.authority, project.authority) as authority,
        noted.rule,
        rule.dimension,
        rule.severity,
        noted.section,
        noted.field,
        noted.line_number,
        noted.observed,
        noted.expected,
        rule.title_en
        || coalesce(': ' || noted.observed, '')
        || coalesce('; expected ' || noted.expected, '') as message
    from noted
    inner join statement_in_force as statement
        on noted.statement_id = statement.statement_id
    inner join store.meta.document as document
        on statement.document_id = document.document_id
    inner join quality.rule as rule on noted.rule = rule.rule
    left join store.stage.project as project on noted.statement_id = project.statement_id
    left join responsible on statement.project_code = responsible.project_code
),

identified as (
    select
        substr(
            sha256(
                [
                    document_id,
                    rule,
                    section,
                    field,
                    line_number::varchar,
                    observed,
                    expected
                ]::varchar
            ),
            1,
            24
        ) as finding_id,
        *
    from described
),

final as (
    select
        identified.*,
        decided.accepted_until,
        decided.reason as acceptance
    from identified
    left join decided_acceptance as decided on identified.finding_id = decided.finding_id
)

select * from final
