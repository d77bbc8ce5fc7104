-- critical: no cell of a mart counts more projects than its fund and programme period have
with cells as (
    select
        fund,
        programme_period,
        projects
    from mart.funding_by_region_period
    union all
    select
        fund,
        programme_period,
        projects
    from mart.indicator_by_region_period
),

current_projects as (
    select
        fund,
        programme_period,
        count(distinct project_code) as projects
    from main.dim_project
    where is_current
    group by fund, programme_period
)

select count(*) as violations
from cells
left join current_projects as known
    on
        cells.fund = known.fund
        and cells.programme_period is not distinct from known.programme_period
where cells.projects > coalesce(known.projects, 0)
