-- one version of one project
with beneficiaries as (
    select
        project_key,
        min(organisation_key) as beneficiary_key
    from organisation_mention
    where role = 'beneficiary'
    group by project_key
),

final as (
    select
        project_version.project_key,
        project_version.project_code,
        project_version.version::integer as version,
        statement.fund,
        programme.period as programme_period,
        statement.name,
        statement.name_en,
        statement.axis_number,
        statement.objective_number,
        concat_ws(
            '/',
            coalesce(programme.period, '-'),
            coalesce(statement.axis_number, '-'),
            coalesce(statement.objective_number, '-')
        ) as programme_key,
        statement.project_type,
        statement.cost_model,
        statement.advance_payment,
        statement.geographic_scope,
        statement.application_number,
        statement.application_type,
        statement.diary_number,
        statement.arrival_date,
        statement.signed_date,
        statement.applicant_arrangement,
        statement.status,
        statement.planned_start,
        statement.planned_end,
        substr(sha256(statement.authority), 1, 16) as authority_key,
        beneficiaries.beneficiary_key,
        project_version.valid_from,
        project_version.valid_to,
        project_version.is_current,
        statement.document_id
    from project_version
    inner join project_statement as statement
        on project_version.project_key = statement.project_key
    left join beneficiaries on project_version.project_key = beneficiaries.project_key
    inner join project_period as programme
        on project_version.project_key = programme.project_key
)

select * from final
