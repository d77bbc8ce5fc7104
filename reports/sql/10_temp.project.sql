-- one project in force that the report speaks of
with granted as (
    select
        project_key,
        sum(amount_eur) as granted_eur
    from latest.fact_funding
    where measure = 'eu_state' and basis = 'granted'
    group by project_key
),

final as (
    select
        project.project_key,
        project.project_code,
        project.name,
        authority.name as authority,
        granted.granted_eur
    from latest.dim_project as project
    left join latest.dim_authority as authority
        on project.authority_key = authority.authority_key
    left join granted on project.project_key = granted.project_key
    where getvariable('authority') is null or authority.name = getvariable('authority')
)

select * from final
