-- one current version of one project, with its money on each basis
with money as (
    select
        project_key,
        max(amount_eur) filter (where measure = 'eu_state' and basis = 'applied')
            as eu_state_applied,
        max(amount_eur) filter (where measure = 'eu_state' and basis = 'granted')
            as eu_state_granted,
        max(amount_eur) filter (where measure = 'eu_state' and basis = 'planned')
            as eu_state_planned,
        max(amount_eur) filter (where measure = 'eu_state' and basis = 'realised')
            as eu_state_realised,
        max(amount_eur) filter (where measure = 'public_total' and basis = 'applied')
            as public_total_applied,
        max(amount_eur) filter (where measure = 'public_total' and basis = 'granted')
            as public_total_granted,
        max(amount_eur) filter (where measure = 'public_total' and basis = 'planned')
            as public_total_planned,
        max(amount_eur) filter (where measure = 'public_total' and basis = 'realised')
            as public_total_realised
    from latest.fact_funding
    group by project_key
)

select
    project.project_code,
    project.name,
    project.fund,
    project.programme_period,
    project.axis_number,
    project.objective_number,
    authority.name as authority,
    beneficiary.name as beneficiary,
    beneficiary.business_id,
    project.status,
    project.planned_start,
    project.planned_end,
    money.* exclude (project_key)
from latest.dim_project as project
left join main.dim_authority as authority on project.authority_key = authority.authority_key
left join main.dim_organisation as beneficiary
    on project.beneficiary_key = beneficiary.organisation_key
left join money on project.project_key = money.project_key
order by project.project_code
