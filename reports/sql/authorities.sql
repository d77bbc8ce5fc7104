-- one authority with its projects and the errors and warnings nobody has accepted; NULL: none
with counted as (
    select
        authority,
        count(*) filter (where severity = 'error') as errors,
        count(*) filter (where severity = 'warning') as warnings
    from open_finding
    group by authority
),

projects as (
    select
        authority,
        count(*) as projects,
        sum(granted_eur) as granted_eur
    from project
    group by authority
),

final as (
    select
        coalesce(projects.authority, counted.authority) as name,
        coalesce(projects.projects, 0) as projects,
        projects.granted_eur,
        coalesce(counted.errors, 0) as errors,
        coalesce(counted.warnings, 0) as warnings
    from projects
    full join counted on projects.authority is not distinct from counted.authority
)

select * from final
order by errors desc, warnings desc, name asc
