-- one period of one grain that a current project runs in, with its days
with months as (
    select bridge.*
    from main.bridge_project_month as bridge
    inner join main.dim_project as project on bridge.project_key = project.project_key
    where project.is_current
),

grains as (
    select
        *,
        unnest(['month', 'quarter', 'year', 'total']) as period_grain
    from months
),

periods as (
    select
        project_key,
        period_grain,
        reading.period(month, period_grain) as period,
        sum(days)::bigint as period_part,
        any_value(period_days)::bigint as period_whole
    from grains
    group by all
),

final as (
    select
        *,
        reading.period_start(period, period_grain) as period_start,
        dense_rank() over (order by period_grain, period) as period_id
    from periods
)

select * from final
